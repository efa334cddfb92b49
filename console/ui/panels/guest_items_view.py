"""The table of a guest's items: as high as its rows, by mouse and keyboard alike."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from console.model.guest import GuestItem
from console.ui.models.guest_items import NAME, SOURCE, VALUE, GuestItemsModel, ItemKey, key_of
from console.ui.models.row_list import AnyIndex

_ROWS_LEAST: Final = 6
_ROWS_MOST: Final = 14
_RETURN: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class GuestItemsView(QTableView):
    """Shows the model.

    Args:
        model: The items.
        parent: The owner in Qt's sense.
    """

    opened = Signal()
    """Return, or a double click, on what is chosen."""
    copy_wanted = Signal()

    def __init__(self, model: GuestItemsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = model
        self.setObjectName("guestItems")
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setItemDelegateForColumn(NAME, _NameDelegate(self))
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(VALUE, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(SOURCE, QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSortingEnabled(True)
        self.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)
        self.doubleClicked.connect(self.opened)

    @property
    def selected(self) -> tuple[GuestItem, ...]:
        """The chosen items, in the order of the table."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        items = (self._items.item_at(row) for row in rows)
        return tuple(item for item in items if item is not None)

    def choose(self, keys: Iterable[ItemKey]) -> None:
        """Choose items, those of them that are shown."""
        selection = self.selectionModel()
        flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
        for row in map(self._items.row_of, keys):
            if row >= 0:
                selection.select(self._items.index(row, NAME), flags)

    def chosen_keys(self) -> tuple[ItemKey, ...]:
        """Return what the chosen items are told apart by."""
        return tuple(key_of(item) for item in self.selected)

    def fit(self) -> None:
        """Be as high as all items need, within bounds; a filter moves nothing."""
        rows = min(max(len(self._items.items), _ROWS_LEAST), _ROWS_MOST)
        heading = self.horizontalHeader().sizeHint().height()
        section = self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(heading + rows * section + 2 * self.frameWidth())

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+C for this table, so that no action of the window acts."""
        is_override = event.type() is QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and _copies(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy with Ctrl+C, open with Return."""
        if _copies(event):
            self.copy_wanted.emit()
        elif event.key() in _RETURN and self.selected:
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class _NameDelegate(QStyledItemDelegate):
    """Cuts names in their middle: many differ in their last characters only."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Let the style cut in the middle."""
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle


def _copies(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Copy)
