"""The items of the data exchange in a table, with buttons for those that are ours."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from console.model.guest import GuestData, GuestItem
from console.ui.dialogs.parts import plain_label, set_text
from console.ui.models.guest_items import NAME, SOURCE, VALUE, GuestItemsModel, copy_text, key_of
from console.ui.panels.flow_row import FlowRow
from console.ui.text_guest import damaged_items

_ROWS_LEAST: Final = 6
_ROWS_MOST: Final = 14


class GuestItemsPanel(QWidget):
    """Shows items; asks, and never changes any by itself.

    Args:
        parent: The owner in Qt's sense.
    """

    add_requested = Signal()
    edit_requested = Signal(object)
    """The ``GuestItem`` that is to be changed."""
    remove_requested = Signal(object)
    """The ``GuestItem`` that is to go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._can_change = True
        self._damaged = 0
        self.setObjectName("guestItemsPanel")
        self.model = GuestItemsModel(self)
        self._note = plain_label(name="itemsDamaged", role="warn", wraps=True)
        self.view = self._make_view()
        self._add = self._button("itemAdd")
        self._change = self._button("itemChange")
        self._remove = self._button("itemRemove")
        self._copy = self._button("itemCopy")
        self._listen()
        self._lay_out()
        self.retranslate()
        self._judge()

    @property
    def selected(self) -> tuple[GuestItem, ...]:
        """The chosen items, in the order of the table."""
        rows = sorted({index.row() for index in self.view.selectionModel().selectedRows()})
        items = (self.model.item_at(row) for row in rows)
        return tuple(item for item in items if item is not None)

    def show_data(self, data: GuestData) -> None:
        """Show items; what was chosen stays chosen where it is still there."""
        if data.items != self.model.items:
            kept = {key_of(item) for item in self.selected}
            self.model.show_items(data.items)
            self._choose([row for row in map(self.model.row_of, kept) if row >= 0])
            self._fit()
        self._damaged = data.damaged
        set_text(self._note, damaged_items(data.damaged))
        self._note.setVisible(bool(data.damaged))
        self._judge()

    def set_can_change(self, can: bool) -> None:
        """Say whether the host could be asked now."""
        self._can_change = can
        self._judge()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Copy with Ctrl+C."""
        if watched is self.view and isinstance(event, QKeyEvent) and _copies(event):
            if event.type() is QEvent.Type.KeyPress:
                self.copy()
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def copy(self) -> None:
        """Put what is chosen on the clipboard."""
        if self.selected:
            QGuiApplication.clipboard().setText(copy_text(self.selected))

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        self.view.setAccessibleName(self.tr("Data of guest and host"))
        for button, text, spoken in (
            (self._add, self.tr("Add…"), self.tr("Add an item of the host")),
            (self._change, self.tr("Change…"), self.tr("Change the chosen item")),
            (self._remove, self.tr("Remove"), self.tr("Remove the chosen items")),
            (self._copy, self.tr("Copy"), self.tr("Copy the chosen items")),
        ):
            button.setText(text)
            button.setAccessibleName(spoken)
        set_text(self._note, damaged_items(self._damaged))
        self.model.refresh()
        self._judge()

    def _make_view(self) -> QTableView:
        view = QTableView(self)
        view.setObjectName("guestItems")
        view.setModel(self.model)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setWordWrap(False)
        view.setShowGrid(False)
        view.setTextElideMode(Qt.TextElideMode.ElideRight)
        view.setTabKeyNavigation(False)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + 8)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(VALUE, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(SOURCE, QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        view.setSortingEnabled(True)
        view.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)
        view.installEventFilter(self)
        return view

    def _listen(self) -> None:
        self._add.clicked.connect(self.add_requested)
        self._change.clicked.connect(self._ask_change)
        self._remove.clicked.connect(self._ask_removal)
        self._copy.clicked.connect(self.copy)
        self.view.doubleClicked.connect(self._ask_change)
        self.view.selectionModel().selectionChanged.connect(self._judge)
        self.model.modelReset.connect(self._judge)

    def _lay_out(self) -> None:
        buttons = FlowRow()
        for button in (self._add, self._change, self._remove, self._copy):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._note)
        layout.addWidget(self.view)
        layout.addLayout(buttons)
        self._note.hide()
        self._fit()

    def _fit(self) -> None:
        """Make the table as high as its rows, within bounds: the tab itself scrolls too."""
        view = self.view
        rows = min(max(self.model.rowCount(), _ROWS_LEAST), _ROWS_MOST)
        heading = view.horizontalHeader().sizeHint().height()
        section = view.verticalHeader().defaultSectionSize()
        view.setFixedHeight(heading + rows * section + 2 * view.frameWidth())

    def _button(self, name: str) -> QToolButton:
        """Return a button as wide as its text: four are to stand side by side in a narrow pane."""
        button = QToolButton(self)
        button.setObjectName(name)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _choose(self, rows: list[int]) -> None:
        selection = self.view.selectionModel()
        flags = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
        for row in rows:
            selection.select(self.model.index(row, NAME), flags)

    def _judge(self, *_: object) -> None:
        chosen = self.selected
        are_ours = bool(chosen) and all(item.source.is_ours for item in chosen)
        self._add.setEnabled(self._can_change)
        self._change.setEnabled(self._can_change and are_ours and len(chosen) == 1)
        self._remove.setEnabled(self._can_change and are_ours)
        self._copy.setEnabled(bool(chosen))
        why = "" if are_ours or not chosen else self.tr("Only items of the host can be changed.")
        self._change.setToolTip(why)
        self._remove.setToolTip(why)

    def _ask_change(self, *_: object) -> None:
        if self._change.isEnabled():
            self.edit_requested.emit(self.selected[0])

    def _ask_removal(self) -> None:
        for item in self.selected:
            self.remove_requested.emit(item)


def _copies(event: QKeyEvent) -> bool:
    """Whether a key is Ctrl+C; its override comes first, so that no action of the window acts."""
    kinds = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
    return event.type() in kinds and event.matches(QKeySequence.StandardKey.Copy)
