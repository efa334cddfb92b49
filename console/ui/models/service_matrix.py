"""The service matrix: VMs as rows, the six services as columns, sorted and filtered by itself.

All rows have a place in the order whether the filter lets them through or not, and the order is
kept: a reading that changes loads and uptimes neither sorts nor filters. What is asked of a VM (a
switch that is clicked) moves no row, or it would run away from under the mouse; rows go to their
new places when the host has confirmed.
"""

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any, Final, cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QBrush

from console.model.identity import VmKey
from console.model.integration import GuestFamily, drift_of
from console.model.service import ServiceKind
from console.model.tag import tag_key, union
from console.ui.models.entry import Entry
from console.ui.models.look import Look
from console.ui.models.matrix_cell import drift_rank
from console.ui.models.matrix_counts import MatrixCounts
from console.ui.models.matrix_entry import MatrixEntry
from console.ui.models.matrix_filter import EVERYTHING, MatrixFilter
from console.ui.models.matrix_text import (
    COLUMNS,
    DRIFT,
    FIRST_SERVICE,
    HOST,
    KINDS,
    NAME,
    SYSTEM,
    TROUBLE,
    column_of,
    explained,
    kind_of,
    shown_text,
    spoken,
    title,
)
from console.ui.models.natural import natural_key
from console.ui.models.row_list import NOWHERE, AnyIndex, RowListModel
from console.ui.models.row_text import rich, state_icon
from console.ui.models.rows import VmRow

__all__ = [
    "COLUMNS", "DRIFT", "FIRST_SERVICE", "HOST", "KINDS", "NAME", "SYSTEM", "TROUBLE", "Cell",
    "ServiceMatrixModel", "column_of", "kind_of",
]  # fmt: skip

ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN: Final = (int(Qt.ItemDataRole.AccessibleTextRole), int(Qt.ItemDataRole.ToolTipRole))
_by_name = attrgetter("row.name_key")
Cell = tuple[VmKey, ServiceKind]
"""One cell of a service: whose, and which."""


class ServiceMatrixModel(RowListModel[VmRow]):
    """All VMs of a scope; the filter decides which are shown. The worst are first at the start.

    Args:
        look: Icons and colours.
        parent: The owner in Qt's sense.
    """

    counts_changed = Signal(int, int)
    """How many rows are shown, and how many there are."""
    offers_changed = Signal()
    """There are other systems or tags to choose from, perhaps."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._entries: dict[VmKey, MatrixEntry] = {}
        self._order: list[MatrixEntry] | None = []
        self._serial = 0
        self._filter = EVERYTHING
        self._tags: Mapping[VmKey, tuple[str, ...]] = {}
        self._sort: tuple[int, bool] = (TROUBLE, False)
        self._counts = MatrixCounts()
        self._muted, self._stale = QBrush(), QBrush()
        self._cells = self._cell_roles()
        self.refresh_look()

    @property
    def total(self) -> int:
        """How many rows there are, shown or not."""
        return len(self._entries)

    @property
    def sort_column(self) -> tuple[int, bool]:
        """The column that rows are sorted by, and whether descending."""
        return self._sort

    @property
    def counts(self) -> MatrixCounts:
        """The services counted over the rows that are shown."""
        return self._counts

    def offers(self) -> tuple[tuple[GuestFamily, ...], tuple[str, ...]]:
        """Return the guest systems and the tags that there are, to filter by."""
        entries = self._entries.values()
        families = {entry.family for entry in entries}
        tags = union(*sorted({entry.tags for entry in entries}))
        return tuple(f for f in GuestFamily if f in families), tuple(sorted(tags, key=tag_key))

    def place_of(self, key: VmKey) -> int | None:
        """Return where a row is shown, ``None`` when it is not."""
        return self._place(self._entries.get(key))

    def apply(self, rows: Iterable[VmRow]) -> None:
        """Show exactly these rows; those that are the same objects as before cost little."""
        rows = list(rows)
        keys = {row.key for row in rows}
        self.update(rows, [key for key in self._entries if key not in keys])

    def update(self, rows: Iterable[VmRow], removed: Iterable[VmKey] = ()) -> None:
        """Add or replace some rows and drop others; the rest stays."""
        value = _sort_value(self._sort[0])
        changed: list[MatrixEntry] = []
        is_moved = is_filtered = has_offers = is_counted = False
        for key in removed:
            is_moved |= self._entries.pop(key, None) is not None
        for row in rows:
            entry = self._entries.get(row.key)
            if entry is None:
                self._add(row)
                is_moved = True
            elif entry.row is not row:
                place = value(entry), entry.row.name_key
                offers, states = (entry.family, entry.tags), entry.states
                entry.take(row)
                is_moved |= (value(entry), entry.row.name_key) != place
                has_offers |= (entry.family, entry.tags) != offers
                is_counted |= entry.states is not states
                is_filtered |= self._filter.accepts(entry) is not entry.is_accepted
                changed.append(entry)
        if is_moved:
            self._order = None
        if is_moved or is_filtered:
            self._arrange(changed)
        else:
            self._tell_changed(changed)
            if is_counted:
                self._count()
        if is_moved or has_offers:
            self.offers_changed.emit()

    def set_filter(self, wanted: MatrixFilter) -> None:
        """Show only some rows."""
        if wanted != self._filter:
            self._filter = wanted
            self._arrange()

    def set_tags(self, tags: Mapping[VmKey, tuple[str, ...]]) -> None:
        """Take the tags that users gave to VMs; those in notes are known already."""
        if tags != self._tags:
            self._tags = dict(tags)
            for key, entry in self._entries.items():
                entry.give(tags.get(key, ()))
            self._arrange()
            self.offers_changed.emit()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; ascending, a service's worst come first."""
        wanted = (column, order is Qt.SortOrder.DescendingOrder)
        if 0 <= column < COLUMNS and wanted != self._sort:
            self._sort = wanted
            self._order = None
            self._arrange()

    def retranslate(self) -> None:
        """Take the texts of the language of now; what is searched may read otherwise now."""
        for entry in self._entries.values():
            entry.haystack = None
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, COLUMNS - 1)
        if self._filter.text:
            self._arrange()
        self.touch_all()

    def refresh_look(self) -> None:
        """Take colours and icons of the scheme of now."""
        self._muted = QBrush(self._look.colour("muted"))
        self._stale = QBrush(self._look.colour("row-stale"))
        self.touch_all()

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else COLUMNS

    def data(self, index: AnyIndex, role: int = _DISPLAY) -> object:
        """Return one fact about one cell."""
        cell = self._cells.get(role) if index.isValid() else None
        return None if cell is None else cell(self._shown[index.row()].row, index.column())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """Return the heading of a column; of a service with how many have it off."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < COLUMNS:
            return None
        kind = kind_of(section)
        if role == _DISPLAY:
            return title(section) if kind is None else self._counts.heading(kind)
        if role in _SPOKEN:
            return title(section) if kind is None else self._counts.sentence(kind)
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            return (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value
        return None

    def _cell_roles(self) -> dict[int, Callable[[VmRow, int], object]]:
        def icon(row: VmRow, column: int) -> object:
            return self._look.icon(state_icon(row)) if column == NAME else None

        role = Qt.ItemDataRole
        return {
            _DISPLAY: shown_text,
            ROW_ROLE: lambda row, _: row,
            int(role.AccessibleTextRole): spoken,
            int(role.ToolTipRole): lambda row, column: rich(explained(row, column)) or None,
            int(role.DecorationRole): icon,
            int(role.ForegroundRole): lambda row, _: None if row.is_current else self._muted,
            int(role.BackgroundRole): lambda row, _: None if row.is_current else self._stale,
        }

    def _add(self, row: VmRow) -> None:
        self._serial += 1
        given = self._tags.get(row.key, ())
        self._entries[row.key] = MatrixEntry(row, self._serial, given)

    def _arrange(self, changed: Iterable[Entry[VmRow]] = ()) -> None:
        if self._order is None:
            self._order = self._sorted()
        accepts = self._filter.accepts
        is_all = self._filter == EVERYTHING
        for entry in self._order:
            entry.is_accepted = is_all or accepts(entry)
        shown = [entry for entry in self._order if entry.is_accepted]
        # A list of a subclass: entries go in, and only rows are asked of them.
        self._go_to(cast("list[Entry[VmRow]]", shown), changed)
        self._count()
        self.counts_changed.emit(len(shown), len(self._entries))

    def _sorted(self) -> list[MatrixEntry]:
        order = sorted(self._entries.values(), key=_by_name)
        column, is_descending = self._sort
        if column != NAME or is_descending:
            order.sort(key=_sort_value(column), reverse=is_descending)
        return order

    def _count(self) -> None:
        if self._counts.take(cast("MatrixEntry", entry).states for entry in self._shown):
            self.headerDataChanged.emit(
                Qt.Orientation.Horizontal, FIRST_SERVICE, FIRST_SERVICE + len(KINDS) - 1
            )


def _sort_value(column: int) -> Callable[[MatrixEntry], Any]:
    if kind_of(column) is not None:
        place = column - FIRST_SERVICE
        return lambda entry: entry.states[place].rank
    if column == TROUBLE:
        return attrgetter("rank")
    if column == HOST:
        return attrgetter("row.host.label_key")
    if column == SYSTEM:
        return lambda entry: _system_key(entry.row)
    return _by_name if column == NAME else lambda entry: drift_rank(drift_of(entry.row.vm))


def _system_key(row: VmRow) -> tuple[bool, str]:
    name = row.vm.guest.os_name
    return not name, natural_key(name)
