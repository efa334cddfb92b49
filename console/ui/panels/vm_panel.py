"""One VM in full: what it is called, how it does, who it is inside, and its services."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.model.host import HostSnapshot
from console.model.vm import VmSnapshot, VmState
from console.ui import texts
from console.ui.dialogs.parts import (
    icon_label,
    plain_label,
    set_role,
    set_text,
    show_icon,
)
from console.ui.models.row_text import rivalry
from console.ui.panels.fact_grid import FactGrid
from console.ui.panels.service_row import SwitchFactory
from console.ui.panels.services_panel import ServicesPanel
from console.ui.panels.session_card import SessionCard
from console.ui.panels.vm_changes import NO_CHANGES, VmChanges
from console.ui.panels.vm_facts import FACTS, fact_titles, fact_values, state_icon
from console.ui.sentences.read_only import read_only
from console.ui.theme import Theme
from console.ui.widgets.screen_view import ScreenView

_STATE_ROLES = {
    VmState.RUNNING: "ok",
    VmState.PAUSED: "warn",
    VmState.SAVED: "accent",
    VmState.OFF: "muted",
    VmState.UNKNOWN: "muted",
}


_MAX_HEADLINE = 200
"""Characters: a name of 10,000 would push everything else out of sight."""


class VmPanel(QWidget):
    """Shows one VM; it never fetches, it asks and is told.

    Args:
        theme: Icons.
        switch: Makes the switches.
        parent: The owner in Qt's sense.
    """

    toggle_requested = Signal(object, object, bool)
    """``VmKey``, ``ServiceKind``, and the value that is wanted."""
    undo_requested = Signal()

    def __init__(self, theme: Theme, switch: SwitchFactory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[HostSnapshot, VmSnapshot, VmChanges, str] | None = None
        self.setObjectName("vmPanel")
        self.setProperty("role", "panel")
        self._icon = icon_label("vmIcon", 24, self)
        self._name = plain_label(name="vmName", role="title", wraps=True, copyable=True)
        self._state = plain_label(name="vmState", wraps=True)
        self._stale = plain_label(name="vmStale", role="warn", wraps=True)
        self._rivals = plain_label(name="vmRivals", role="warn", wraps=True)
        self._rivals.hide()
        self._claimants: tuple[str, ...] = ()
        self._facts = FactGrid(FACTS, self)
        self._facts.setObjectName("vmFacts")
        self.picture = ScreenView(theme, self)
        self.sessions = SessionCard(theme, self)
        self._heading = plain_label(name="servicesHeading", role="heading")
        self._services = ServicesPanel(theme, switch, self)
        self._services.toggle_requested.connect(self.toggle_requested)
        self._services.undo_requested.connect(self.undo_requested)
        self._lay_out()
        self.retranslate()

    @property
    def services(self) -> ServicesPanel:
        """The services."""
        return self._services

    def show_vm(
        self, host: HostSnapshot, vm: VmSnapshot, changes: VmChanges = NO_CHANGES, age: str = ""
    ) -> None:
        """Show a VM; only what differs from the last call is touched.

        Args:
            host: Its host.
            vm: The VM.
            changes: What is being changed.
            age: How old the reading is, in words, while the host is away; else empty.
        """
        shown = (host, vm, changes, age)
        if self._shown == shown:
            return
        before, self._shown = self._shown, shown
        if before is None or before[1] is not vm or before[0].label != host.label:
            self._show_head(host, vm)
            self._facts.show_facts(fact_values(vm))
        set_text(self._stale, self._stale_text(host, age))
        self._stale.setVisible(not host.may_change)
        self._services.show_vm(host, vm, changes)

    def show_rivals(self, rivals: tuple[str, ...]) -> None:
        """Say which other hosts show the same VM."""
        self._claimants = rivals
        set_text(self._rivals, rivalry(rivals))
        self._rivals.setVisible(bool(rivals))

    def refresh_look(self) -> None:
        """Take icons of the scheme of now."""
        self._services.refresh_look()
        self.picture.refresh_look()
        self.sessions.refresh_look()
        if self._shown is not None:
            show_icon(self._icon, self._theme.icon(state_icon(self._shown[1].state), size=24))

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        self._facts.set_titles(fact_titles())
        set_text(self._heading, self.tr("Integration services"))
        self._services.retranslate()
        self.picture.retranslate()
        self.sessions.retranslate()
        self.show_rivals(self._claimants)
        shown, self._shown = self._shown, None
        if shown is not None:
            self.show_vm(*shown)

    def _show_head(self, host: HostSnapshot, vm: VmSnapshot) -> None:
        show_icon(self._icon, self._theme.icon(state_icon(vm.state), size=24))
        set_text(self._name, _headline(vm.name))
        state = texts.vm_state(vm.state, vm.transition)
        set_text(self._state, texts.fill(self.tr("%1 on %2"), state, host.label))
        set_role(self._state, _STATE_ROLES.get(vm.state, "accent"))
        self.setAccessibleName(vm.name)

    def _stale_text(self, host: HostSnapshot, age: str) -> str:
        forbidden = read_only() if host.is_read_only else ""
        if host.is_current:
            return forbidden
        link = texts.link(host.link)
        if age:
            link = texts.fill(self.tr("%1. Last read %2."), link, age)
        return "\n".join(filter(None, (link, forbidden)))

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addWidget(self._name)
        names.addWidget(self._state)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(names, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self._stale)
        layout.addWidget(self._rivals)
        layout.addWidget(self.picture)
        layout.addWidget(self.sessions)
        layout.addWidget(self._facts)
        layout.addSpacing(2)
        layout.addWidget(self._heading)
        layout.addWidget(self._services)
        layout.addStretch(1)


def _headline(name: str) -> str:
    return name if len(name) <= _MAX_HEADLINE else f"{name[:_MAX_HEADLINE]}…"
