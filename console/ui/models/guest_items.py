"""Everything that host and guest tell each other, as a table of name, value and source.

Cells show what a guest wrote with every control character visible, and well-known names by what
they mean; ``copy_text`` has everything exactly. Sorting and filtering happen here.
"""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QObject, Qt

from console.model.guest import GuestItem, ItemSource
from console.ui import texts
from console.ui.models.natural import natural_key
from console.ui.models.row_list import NOWHERE, AnyIndex
from console.ui.sentences.guest import (
    MAX_TOOLTIP,
    item_label,
    item_meaning,
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
    """Those items that pass the filter, in the chosen order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[GuestItem, ...] = ()
        self._rows: list[GuestItem] = []
        self._column = NAME
        self._order = Qt.SortOrder.AscendingOrder
        self._words: tuple[str, ...] = ()

    @property
    def shown_items(self) -> tuple[GuestItem, ...]:
        """The items that pass the filter, as they stand in the table."""
        return tuple(self._rows)

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

    def set_filter(self, text: str) -> None:
        """Show only items that have every word of ``text`` in their name, value or source."""
        words = tuple(text.casefold().split())
        if words == self._words:
            return
        self.beginResetModel()
        self._words = words
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
        """Take the texts of the language of now; they sort and pass in another way too."""
        self.beginResetModel()
        self._rows = self._sorted()
        self.endResetModel()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, SOURCE)

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
        passing = [item for item in self._items if self._passes(item)]
        by_name = sorted(passing, key=lambda item: natural_key(_called(item)))
        is_reverse = self._order is Qt.SortOrder.DescendingOrder
        return sorted(by_name, key=self._sort_key, reverse=is_reverse)

    def _passes(self, item: GuestItem) -> bool:
        if not self._words:
            return True
        parts = (item.name, item_meaning(item), item.data, item_source(item.source))
        text = "\n".join(parts).casefold()
        return all(word in text for word in self._words)

    def _sort_key(self, item: GuestItem) -> str:
        if self._column == SOURCE:
            return item_source(item.source)
        text = _called(item) if self._column == NAME else item.data
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
    return items[0].data if len(items) == 1 else table_text(items)


def table_text(items: Sequence[GuestItem]) -> str:
    """Return items as a heading and lines of cells that tabs part, names as they were written."""
    rows = [titles(), *((item.name, item.data, item_source(item.source)) for item in items)]
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows) + "\n"


def _called(item: GuestItem) -> str:
    """Return the name that the table shows, as it was written where it is not a known one."""
    return item_meaning(item) or item.name


def _cell(item: GuestItem, column: int) -> str:
    if column == NAME:
        return item_label(item)
    return shown(item.data) if column == VALUE else item_source(item.source)


def _more(item: GuestItem, column: int) -> str:
    if column == NAME:
        return "\n".join(filter(None, (item_meaning(item), shown(item.name, MAX_TOOLTIP))))
    return shown(item.data, MAX_TOOLTIP) if column == VALUE else item_source_more(item.source)
