"""What a saved view takes from the window, and gives back to it."""

import enum
from contextlib import suppress
from typing import Final, Protocol, TypeVar

from PySide6.QtCore import Qt

from console.model.integration import GuestFamily
from console.model.service import ServiceKind
from console.settings.views import SavedView
from console.ui.centre_views import CentreViews
from console.ui.models.arrangement import SortKey
from console.ui.models.matrix_filter import MatrixFilter, MatrixShow
from console.ui.models.matrix_text import COLUMNS, TROUBLE, column_id
from console.ui.models.tree_node import ALL_HOSTS, NodeId, NodeKind

_DOWN: Final = "-"
_E = TypeVar("_E", bound=enum.Enum)


class Scope(Protocol):
    """The tree, as far as views go."""

    @property
    def scope(self) -> NodeId:
        """What is selected."""
        ...

    def reveal(self, node: NodeId) -> None:
        """Select a node, or all hosts when it is not there."""
        ...


class ViewStage:
    """The window, seen as what can be saved of it.

    Args:
        views: The views in the middle.
        tree: Tells and selects the scope.
    """

    def __init__(self, views: CentreViews, tree: Scope) -> None:
        self._views = views
        self._tree = tree

    def seen_as(self, name: str) -> SavedView:
        """Return what is shown now, under a name."""
        scope = self._tree.scope
        shown = self._views.shown
        wanted = self._views.matrix.wanted
        query = wanted.text if shown == "matrix" else self._views.page.filter.text
        sort = self._sort_of_matrix() if shown == "matrix" else self._sort_of_list()
        return SavedView(
            name,
            shows=shown,
            folder=scope.name if scope.kind is NodeKind.FOLDER else "",
            host=scope.host or "",
            filter=query,
            sort=sort,
            columns=self._views.table.header.shown_columns(),
            services="" if wanted.show is MatrixShow.ALL else wanted.show.value,
            service="" if wanted.kind is None else wanted.kind.value,
            system="" if wanted.family is None else wanted.family.value,
            tag=wanted.tag,
        )

    def show(self, view: SavedView) -> bool:
        """Show what a view says; returns whether its folder or host is still there.

        Without it, all hosts are selected.
        """
        self._views.show(view.shows or "list")
        self._views.page.filter.type(view.filter)
        if view.shows == "matrix":
            self._sort_matrix(view)
        else:
            self._views.vms.set_sort(self._sort_of(view))
        header = self._views.table.header
        header.show_sort()
        if view.columns:
            header.show_columns(view.columns)
        self._views.matrix.want(_matrix_of(view))
        node = _scope_of(view)
        self._tree.reveal(node)
        return self._tree.scope == node

    def _sort_of_list(self) -> tuple[str, ...]:
        keys = self._views.vms.sort_keys
        return tuple(f"{_DOWN if key.descending else ''}{key.column}" for key in keys)

    def _sort_of_matrix(self) -> tuple[str, ...]:
        column, is_descending = self._views.matrix.model.sort_column
        return (f"{_DOWN if is_descending else ''}{column_id(column)}",)

    def _sort_matrix(self, view: SavedView) -> None:
        word = view.sort[0] if view.sort else column_id(TROUBLE)
        known = {column_id(column): column for column in range(COLUMNS)}
        column = known.get(word.removeprefix(_DOWN), TROUBLE)
        order = Qt.SortOrder
        down = word.startswith(_DOWN)
        self._views.matrix.view.sortByColumn(
            column, order.DescendingOrder if down else order.AscendingOrder
        )

    def _sort_of(self, view: SavedView) -> list[SortKey]:
        known = {column.id for column in self._views.vms.columns}
        keys = [
            SortKey(word.removeprefix(_DOWN), descending=word.startswith(_DOWN))
            for word in view.sort
        ]
        return [key for key in keys if key.column in known] or [SortKey("name")]


def _scope_of(view: SavedView) -> NodeId:
    if view.host:
        return NodeId(NodeKind.HOST, view.host)
    return NodeId(NodeKind.FOLDER, view.folder) if view.folder else ALL_HOSTS


def _matrix_of(view: SavedView) -> MatrixFilter:
    """Return what a view wants of the matrix; words that nobody knows want nothing."""
    return MatrixFilter(
        view.filter,
        _member(MatrixShow, view.services) or MatrixShow.ALL,
        _member(ServiceKind, view.service),
        _member(GuestFamily, view.system),
        view.tag,
    )


def _member(kind: type[_E], word: str) -> _E | None:
    with suppress(ValueError):
        return kind(word)
    return None
