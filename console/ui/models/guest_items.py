"""Everything that host and guest tell each other, as a sortable table of name, value and source.

Cells show what a guest wrote with every control character visible; ``copy_text`` has it exactly.
"""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QObject, Qt

from console.model.guest import GuestItem, ItemSource
from console.ui import texts
from console.ui.models.natural import natural_key
from console.ui.models.row_list import NOWHERE, AnyIndex
from console.ui.text_guest import (
    MAX_TOOLTIP,
    item_meaning,
    item_name,
    item_source,
    item_source_more,
    shown,
)

NAME, VALUE, SOURCE = range(3)
ItemKey = tuple[ItemSource, str]

_ROLE: Final = Qt.ItemDataRole
_SORTED_CHARACTERS: Final = 256
"""Beyond, values count as equal: a guest's flood must not slow the sort down."""


def key_of(item: GuestItem) -> ItemKey:
    """Return what an item is told apart by."""
    return item.source, item.name


class GuestItemsModel(QAbstractTableModel):
    """Items in the chosen order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[GuestItem, ...] = ()
        self._rows: list[GuestItem] = []
        self._column = NAME
        self._order = Qt.SortOrder.AscendingOrder

    @property
    def items(self) -> tuple[GuestItem, ...]:
        """The items as they were given."""
        return self._items

    def show_items(self, items: Sequence[GuestItem]) -> None:
        """Show exactly these; equal ones change nothing."""
        if tuple(items) == self._items:
            return
        self.beginResetModel()
        self._items = tuple(items)
        self._rows = self._sorted()
        self.endResetModel()

    def item_at(self, row: int) -> GuestItem | None:
        """Return the item in a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, key: ItemKey) -> int:
        """Return where an item is shown, -1 when it is not there."""
        for row, item in enumerate(self._rows):
            if key_of(item) == key:
                return row
        return -1

    def refresh(self) -> None:
        """Take the texts of the language of now."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, SOURCE)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, SOURCE))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, equal ones by name; the selection stays with its items."""
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        kept = [self._rows[index.row()] for index in old]
        self._column, self._order = max(NAME, column), order
        self._rows = self._sorted()
        places = {id(item): row for row, item in enumerate(self._rows)}
        new = [
            self.index(places[id(item)], index.column())
            for item, index in zip(kept, old, strict=True)
        ]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        """Return how many items there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        """Return 3: name, value, source."""
        return 0 if parent.isValid() else SOURCE + 1

    def data(self, index: AnyIndex, role: int = _ROLE.DisplayRole) -> Any:  # noqa: ANN401 - as Qt's
        """Return a cell's text, tooltip or what a screen reader says."""
        item = self.item_at(index.row()) if index.isValid() else None
        if item is None:
            return None
        if role == _ROLE.DisplayRole:
            return _cell(item, index.column())
        if role == _ROLE.ToolTipRole:
            return texts.as_tooltip(_more(item, index.column()))
        if role == _ROLE.AccessibleTextRole:
            return ", ".join(_cell(item, column) for column in range(SOURCE + 1))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> Any:  # noqa: ANN401 - as Qt's
        """Return a column's title."""
        if orientation is Qt.Orientation.Horizontal and role == _ROLE.DisplayRole:
            return titles()[section]
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Return that cells can be chosen, and not be edited in place."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        leaf = Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | leaf

    def _sorted(self) -> list[GuestItem]:
        by_name = sorted(self._items, key=lambda item: natural_key(item.name))
        is_reverse = self._order is Qt.SortOrder.DescendingOrder
        return sorted(by_name, key=self._sort_key, reverse=is_reverse)

    def _sort_key(self, item: GuestItem) -> str:
        if self._column == SOURCE:
            return item_source(item.source)
        text = item.name if self._column == NAME else item.data
        return natural_key(text[:_SORTED_CHARACTERS])


def titles() -> tuple[str, str, str]:
    """Return the titles of the columns."""
    translate = QCoreApplication.translate
    return (
        translate("GuestItemsModel", "Name"),
        translate("GuestItemsModel", "Value"),
        translate("GuestItemsModel", "Source"),
    )


def copy_text(items: Sequence[GuestItem]) -> str:
    """Return items for the clipboard: the value of one exactly, several as lines of cells."""
    if len(items) == 1:
        return items[0].data
    rows = [titles(), *((item.name, item.data, item_source(item.source)) for item in items)]
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows) + "\n"


def _cell(item: GuestItem, column: int) -> str:
    if column == NAME:
        return item_name(item)
    return shown(item.data) if column == VALUE else item_source(item.source)


def _more(item: GuestItem, column: int) -> str:
    if column == NAME:
        return "\n".join(filter(None, (shown(item.name, MAX_TOOLTIP), item_meaning(item))))
    return shown(item.data, MAX_TOOLTIP) if column == VALUE else item_source_more(item.source)
