"""The items of the data exchange in a table, with buttons for those that are ours."""

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from console.model.guest import GuestData, GuestItem
from console.ui import texts
from console.ui.dialogs.parts import plain_label, set_text
from console.ui.models.guest_items import GuestItemsModel, copy_text, table_text, titles
from console.ui.panels.flow_row import FlowRow
from console.ui.panels.guest_items_filter import GuestItemsFilter
from console.ui.panels.guest_items_view import GuestItemsView
from console.ui.sentences.guest import damaged_items


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
    details_requested = Signal(object)
    """The ``GuestItem`` that is to be shown in full."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._can_change = True
        self._why_not = ""
        self._damaged = 0
        self._menu: QMenu | None = None
        self.setObjectName("guestItemsPanel")
        self.model = GuestItemsModel(self)
        self._note = plain_label(name="itemsDamaged", role="warn", wraps=True)
        self._filter = GuestItemsFilter(self)
        self.view = GuestItemsView(self.model, self)
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
        return self.view.selected

    def show_data(self, data: GuestData) -> None:
        """Show items; what was chosen stays chosen where it is still there."""
        if data.items != self.model.items:
            kept = self.view.chosen_keys()
            self.model.show_items(data.items)
            self.view.choose(kept)
            self.view.fit()
        self._damaged = data.damaged
        set_text(self._note, damaged_items(data.damaged))
        self._note.setVisible(bool(data.damaged))
        self._judge()

    def set_can_change(self, can: bool, why_not: str = "") -> None:
        """Say whether anything may be changed on the host now, and why not."""
        self._can_change = can
        self._why_not = why_not
        self._judge()

    def copy(self) -> None:
        """Put what is chosen on the clipboard."""
        if self.selected:
            _to_clipboard(copy_text(self.selected))

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
        self._filter.retranslate()
        kept = self.view.chosen_keys()
        self.model.refresh()
        self.view.choose(kept)
        self._judge()

    def _listen(self) -> None:
        self._add.clicked.connect(self.add_requested)
        self._change.clicked.connect(self._ask_change)
        self._remove.clicked.connect(self._ask_removal)
        self._copy.clicked.connect(self.copy)
        self._filter.changed.connect(self._apply_filter)
        self._filter.left.connect(self.view.setFocus)
        self.view.opened.connect(self._open)
        self.view.copy_wanted.connect(self.copy)
        self.view.customContextMenuRequested.connect(self._offer_menu)
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
        layout.addWidget(self._filter)
        layout.addWidget(self.view)
        layout.addLayout(buttons)
        self._note.hide()
        self.view.fit()

    def _button(self, name: str) -> QToolButton:
        """Return a button as wide as its text: four are to stand side by side in a narrow pane."""
        button = QToolButton(self)
        button.setObjectName(name)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _apply_filter(self, text: str) -> None:
        kept = self.view.chosen_keys()
        self.model.set_filter(text)
        self.view.choose(kept)

    def _judge(self, *_: object) -> None:
        chosen = self.selected
        are_ours = bool(chosen) and all(item.source.is_ours for item in chosen)
        self._add.setEnabled(self._can_change)
        self._change.setEnabled(self._can_change and are_ours and len(chosen) == 1)
        self._remove.setEnabled(self._can_change and are_ours)
        self._copy.setEnabled(bool(chosen))
        why = "" if are_ours or not chosen else self.tr("Only items of the host can be changed.")
        self._add.setToolTip(texts.as_tooltip(self._why_not))
        for button in (self._change, self._remove):
            button.setToolTip(texts.as_tooltip(self._why_not or why))
        self._filter.show_counts(self.model.rowCount(), len(self.model.items))

    def _open(self) -> None:
        """Change an item that can be changed, show any other in full."""
        if self._change.isEnabled():
            self._ask_change()
        else:
            self._ask_details()

    def _offer_menu(self, point: QPoint) -> None:
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = menu = QMenu(self)
        menu.setObjectName("itemsMenu")
        for button in (self._add, self._change, self._remove):
            menu.addAction(button.text(), button.click).setEnabled(button.isEnabled())
        menu.addSeparator()
        copies = menu.addMenu(self._copy.text())
        copies.setObjectName("itemsCopyMenu")
        name, value, _ = titles()
        # Words that are elsewhere in the window too, with what is meant there.
        every = QCoreApplication.translate("PlanPreviewDialog", "All")
        details = QCoreApplication.translate("ActivityPanel", "Details…")
        is_chosen = bool(self.selected)
        copies.addAction(name, self._copy_names).setEnabled(is_chosen)
        copies.addAction(value, self._copy_values).setEnabled(is_chosen)
        copies.addAction(every, self._copy_all).setEnabled(bool(self.model.rowCount()))
        menu.addAction(details, self._ask_details).setEnabled(len(self.selected) == 1)
        menu.popup(self.view.viewport().mapToGlobal(point))

    def _copy_names(self) -> None:
        _to_clipboard("\n".join(item.name for item in self.selected))

    def _copy_values(self) -> None:
        _to_clipboard("\n".join(item.data for item in self.selected))

    def _copy_all(self) -> None:
        _to_clipboard(table_text(self.model.shown_items))

    def _ask_change(self) -> None:
        if self._change.isEnabled():
            self.edit_requested.emit(self.selected[0])

    def _ask_removal(self) -> None:
        for item in self.selected:
            self.remove_requested.emit(item)

    def _ask_details(self) -> None:
        if len(self.selected) == 1:
            self.details_requested.emit(self.selected[0])


def _to_clipboard(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
