"""What the guest of one VM tells and is told: its facts, all items, and its network.

The tab never fetches; it asks by signals and is told. What it showed stays in place, with its
age, while it is read again or cannot be read: only another VM empties it.
"""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from console.fleet.operation import GuestItemChange, ItemEdit
from console.model.errors import ConsoleError
from console.model.guest import GuestData, GuestItem
from console.model.network import GuestNetwork
from console.model.vm import VmSnapshot
from console.ui import texts
from console.ui.dialogs.parts import plain_label, set_text
from console.ui.panels.flow_row import FlowRow
from console.ui.panels.guest_facts import GuestFactsPanel
from console.ui.panels.guest_items import GuestItemsPanel
from console.ui.panels.guest_notice import GuestNotice
from console.ui.panels.network_panel import NetworkPanel
from console.ui.sentences.guest import read_age, situation
from console.ui.theme import Theme


class GuestTab(QWidget):
    """Shows one guest.

    Args:
        theme: Icons.
        parent: The owner in Qt's sense.
    """

    refresh_requested = Signal()
    change_requested = Signal(object)
    """A ``Subject`` that needs no more questions: it can be taken back."""
    item_requested = Signal(object)
    """Ask for an item: the ``GuestItem`` that is to be changed, ``None`` for a new one."""
    network_requested = Signal(object)
    """Ask for a configuration: the ``GuestNetwork`` as it is."""
    details_requested = Signal(object)
    """Show a ``GuestItem`` in full."""
    copy_file_requested = Signal()
    visibility_changed = Signal(bool)
    """Whether the tab can be seen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[VmSnapshot, GuestData] | None = None
        self._error: ConsoleError | None = None
        self._age = ""
        self._theme = theme
        self.setObjectName("guestTab")
        self.setProperty("role", "panel")
        self._read = plain_label(name="guestAge", role="muted")
        self._refresh = self._button("guestRefresh")
        self._file = self._button("guestCopyFile")
        self._problem = GuestNotice("guestProblem", theme, self)
        self._state = GuestNotice("guestState", theme, self)
        self._facts = GuestFactsPanel(self)
        self._items_heading = plain_label(name="guestItemsHeading", role="heading", wraps=True)
        self.items = GuestItemsPanel(self)
        self._network_heading = plain_label(name="networkHeading", role="heading", wraps=True)
        self.networks = NetworkPanel(self)
        self._listen()
        self._lay_out()
        self.retranslate()
        self.refresh_look()
        self.show_reading()

    def show_reading(self) -> None:
        """Forget the guest that was shown: another one is being read."""
        self._shown = self._error = None
        self._age = ""
        self._problem.show_error(None)
        self._state.show_situation(None)
        self._facts.hide()
        self.items.show_data(GuestData())
        self.show_networks(None)
        self._show_parts()

    def show_data(self, vm: VmSnapshot, data: GuestData, age: str) -> None:
        """Show a guest.

        Args:
            vm: The VM as it is now.
            data: What was read; an equal reading touches nothing.
            age: How long ago it was read, in words (``texts.age``).
        """
        self.show_age(age)
        if self._shown == (vm, data):
            return
        self._shown = (vm, data)
        self._state.show_situation(situation(vm, data))
        self._facts.show_guest(vm, data)
        self.items.show_data(data)
        self._show_parts()

    def show_age(self, age: str) -> None:
        """Show how long ago it was read, in words."""
        self._age = age
        set_text(self._read, self._age_text())

    def show_networks(self, networks: tuple[GuestNetwork, ...] | None) -> None:
        """Show the adapters' configuration; ``None`` while it is not known."""
        self.networks.show_networks(networks)
        self._network_heading.setVisible(networks is not None)
        self.networks.setVisible(networks is not None)

    def show_problem(self, error: ConsoleError | None) -> None:
        """Show why the guest could not be read; ``None`` when it could."""
        self._error = error
        self._problem.show_error(error)
        set_text(self._read, self._age_text())

    def set_can_change(self, can: bool, why_not: str = "") -> None:
        """Say whether anything may be changed on the host now, and why not."""
        self.items.set_can_change(can, why_not)
        self.networks.set_can_change(can, why_not)
        self._file.setEnabled(can)
        self._file.setToolTip(texts.as_tooltip(why_not))

    def refresh_look(self) -> None:
        """Take icons of the scheme of now."""
        self._refresh.setIcon(self._theme.icon("refresh"))
        self._file.setIcon(self._theme.icon("copy"))
        self._problem.refresh_look()
        self._state.refresh_look()

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        self.setAccessibleName(self.tr("Guest"))
        self._refresh.setText(self.tr("Read Again"))
        self._refresh.setAccessibleName(self.tr("Read the guest's data again"))
        self._file.setText(self.tr("Copy File…"))
        self._file.setAccessibleName(self.tr("Copy a file into the guest"))
        set_text(self._items_heading, self.tr("Data of guest and host"))
        set_text(self._network_heading, self.tr("Network inside the guest"))
        for part in (self._problem, self._state, self._facts, self.items, self.networks):
            part.retranslate()
        shown, self._shown = self._shown, None
        if shown is not None:
            self.show_data(*shown, self._age)
        self.show_problem(self._error)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that the tab can be seen."""
        super().showEvent(event)
        self.visibility_changed.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that the tab cannot be seen."""
        super().hideEvent(event)
        self.visibility_changed.emit(False)

    def _age_text(self) -> str:
        if self._shown is not None or self._age:
            return read_age(self._age)
        return "" if self._error is not None else self.tr("Reading the guest's data…")

    def _show_parts(self) -> None:
        """Show the table once there is something to say about the guest."""
        is_known = self._shown is not None
        self._items_heading.setVisible(is_known)
        self.items.setVisible(is_known)
        set_text(self._read, self._age_text())

    def _listen(self) -> None:
        self._refresh.clicked.connect(self.refresh_requested)
        self._problem.retry_requested.connect(self.refresh_requested)
        self._file.clicked.connect(self.copy_file_requested)
        self.items.add_requested.connect(self._ask_new)
        self.items.edit_requested.connect(self.item_requested)
        self.items.remove_requested.connect(self._ask_removal)
        self.items.details_requested.connect(self.details_requested)
        self.networks.change_requested.connect(self.network_requested)

    def _ask_new(self) -> None:
        self.item_requested.emit(None)

    def _ask_removal(self, item: GuestItem) -> None:
        self.change_requested.emit(GuestItemChange(ItemEdit.REMOVE, item))

    def _button(self, name: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        # The age comes last: its length changes, and nothing may jump for that.
        head = FlowRow()
        head.addWidget(self._refresh)
        head.addWidget(self._file)
        head.addWidget(self._read)
        self._read.setMinimumHeight(self._refresh.sizeHint().height())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        parts: tuple[QWidget | QLabel, ...] = (
            self._problem,
            self._state,
            self._facts,
            self._items_heading,
            self.items,
            self._network_heading,
            self.networks,
        )
        for part in parts:
            layout.addWidget(part)
        layout.addStretch(1)
