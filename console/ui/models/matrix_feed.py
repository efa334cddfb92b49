"""Feeds the service matrix only while somebody looks at it."""

from collections.abc import Iterable

from console.model.identity import VmKey
from console.ui.models.rows import VmRow
from console.ui.models.service_matrix import ServiceMatrixModel


class MatrixFeed:
    """Takes rows all the time and hands them on while the matrix is shown.

    Args:
        model: The matrix.
    """

    def __init__(self, model: ServiceMatrixModel) -> None:
        self._model = model
        self._rows: dict[VmKey, VmRow] = {}
        self._is_shown = False

    def show(self, is_shown: bool) -> None:
        """The matrix is shown from now on, or not any more."""
        if is_shown and not self._is_shown:
            self._model.apply(self._rows.values())
        self._is_shown = is_shown

    def apply(self, rows: Iterable[VmRow]) -> None:
        """Take exactly these rows."""
        self._rows = {row.key: row for row in rows}
        if self._is_shown:
            self._model.apply(self._rows.values())

    def update(self, rows: Iterable[VmRow], removed: Iterable[VmKey] = ()) -> None:
        """Add or replace some rows and drop others."""
        rows, removed = tuple(rows), tuple(removed)
        for key in removed:
            self._rows.pop(key, None)
        self._rows.update((row.key, row) for row in rows)
        if self._is_shown:
            self._model.update(rows, removed)
