"""What is selected in the window, as a value that actions are judged by."""

from dataclasses import dataclass

from console.fleet.operation import OperationRecord
from console.fleet.undo import UndoEntry
from console.model.host import HostSnapshot
from console.model.identity import VmKey
from console.model.power import PowerAction, allowed_actions
from console.model.vm import VmSnapshot
from console.ui.models.rows import NOTHING_PENDING, Pending


@dataclass(frozen=True, slots=True)
class VmChoice:
    """One selected VM with its host and what is being changed about it."""

    host: HostSnapshot
    vm: VmSnapshot
    pending: Pending = NOTHING_PENDING
    rivals: tuple[str, ...] = ()
    """Labels of other hosts that show the same VM."""

    @property
    def key(self) -> VmKey:
        """The VM's key."""
        return VmKey(self.host.id, self.vm.id)

    def allows(self, action: PowerAction) -> bool:
        """Whether the host would accept a change of power now."""
        return (
            self.host.may_change
            and self.pending.power is None
            and action in allowed_actions(self.vm.state)
        )


@dataclass(frozen=True, slots=True)
class Selection:
    """Everything that decides which actions can be used.

    Attributes:
        vms: The selected VMs.
        host: The host that is selected in the tree, or the one of the selected VMs.
        folder: Path of the folder that is selected in the tree; empty when it is none.
        operation: The operation that is selected in the activity list.
        undoable: What the next undo would take back.
        has_hosts: Whether any host is configured.
    """

    vms: tuple[VmChoice, ...] = ()
    host: HostSnapshot | None = None
    operation: OperationRecord | None = None
    undoable: UndoEntry | None = None
    has_hosts: bool = False
    folder: str = ""

    def allowing(self, action: PowerAction) -> tuple[VmChoice, ...]:
        """Return the selected VMs whose power can be changed so."""
        return tuple(choice for choice in self.vms if choice.allows(action))


NOTHING = Selection()
