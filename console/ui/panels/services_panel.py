"""The six integration services of one VM, a row each."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from console.model.host import HostSnapshot
from console.model.identity import VmKey
from console.model.integration import guest_family
from console.model.service import ServiceKind
from console.model.vm import VmSnapshot
from console.ui.dialogs.parts import line
from console.ui.panels.service_look import GuestSide
from console.ui.panels.service_row import ServiceRow, SwitchFactory
from console.ui.panels.vm_changes import NO_CHANGES, VmChanges
from console.ui.sentences.read_only import unchangeable
from console.ui.theme import Theme


class ServicesPanel(QFrame):
    """Shows and switches services.

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
        self._key: VmKey | None = None
        self.setObjectName("servicesPanel")
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Integration services"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._rows: dict[ServiceKind, ServiceRow] = {}
        for kind in ServiceKind:
            row = ServiceRow(kind, theme, switch, self)
            row.toggle_requested.connect(self._ask)
            row.undo_requested.connect(self.undo_requested)
            if self._rows:
                layout.addWidget(line(self))
            layout.addWidget(row)
            self._rows[kind] = row

    def row(self, kind: ServiceKind) -> ServiceRow:
        """Return the row of a service."""
        return self._rows[kind]

    def show_vm(self, host: HostSnapshot, vm: VmSnapshot, changes: VmChanges = NO_CHANGES) -> None:
        """Show the services of a VM; rows that stay equal are not touched.

        Args:
            host: Its host.
            vm: The VM.
            changes: What is being, and was, changed.
        """
        self._key = VmKey(host.id, vm.id)
        family = guest_family(vm.guest)
        why_not = unchangeable(host)
        for kind, row in self._rows.items():
            wanted = changes.pending.target(kind)
            row.show_service(
                vm.service(kind),
                vm.state,
                wanted=wanted,
                can_switch=not why_not,
                guest=GuestSide(family, changes.answers.get(kind)),
                why_not=why_not,
            )
            record = changes.outcomes.get(kind) if wanted is None else None
            can_undo = record is not None and record.id == changes.undoable
            row.show_outcome(record, can_undo=can_undo)

    def refresh_look(self) -> None:
        """Take icons of the scheme of now."""
        for row in self._rows.values():
            row.refresh_look()

    def retranslate(self) -> None:
        """Take the texts of the language of now; ``show_vm`` fills in the rest."""
        self.setAccessibleName(self.tr("Integration services"))
        for row in self._rows.values():
            row.retranslate()

    def _ask(self, kind: ServiceKind, on: bool) -> None:
        if self._key is not None:
            self.toggle_requested.emit(self._key, kind, on)
