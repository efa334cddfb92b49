"""What can be taken back, newest first: pure.

Only a change whose inverse is exact is here, see ``subject.inverse_of``. A plan is one entry,
however many VMs it has changed. Taking something back is an operation, or a plan, of its own, and
is not itself taken back.
"""

from dataclasses import dataclass

from console.fleet.operation import Subject
from console.model.identity import HostId, OperationId, PlanId, VmKey


@dataclass(frozen=True, slots=True)
class Undoable:
    """An operation that succeeded and can be taken back.

    Attributes:
        operation: Which.
        key: The VM, or the host in a VM's place (``HOST_WIDE``).
        vm_name: What it was called.
        inverse: What takes it back.
    """

    operation: OperationId
    key: VmKey
    vm_name: str
    inverse: Subject


@dataclass(frozen=True, slots=True)
class UndoablePlan:
    """A plan that has changed something and can be taken back as a whole.

    Attributes:
        plan: Which.
        count: How many changes of it are taken back.
    """

    plan: PlanId
    count: int

    @property
    def operation(self) -> OperationId | None:
        """No single operation: a list that marks the one to be taken back marks none."""
        return None


UndoEntry = Undoable | UndoablePlan


class UndoStack:
    """Operations and plans that can be taken back, the newest on top."""

    def __init__(self) -> None:
        self._entries: list[UndoEntry] = []

    @property
    def top(self) -> UndoEntry | None:
        """What would be taken back next."""
        return self._entries[-1] if self._entries else None

    def push(self, entry: UndoEntry) -> None:
        """Put an entry on top; one for the same is replaced."""
        if isinstance(entry, UndoablePlan):
            self.drop_plan(entry.plan)
        else:
            self.drop(entry.operation)
        self._entries.append(entry)

    def drop(self, operation: OperationId) -> None:
        """Forget one operation; an unknown one is ignored."""
        self._entries = [entry for entry in self._entries if entry.operation != operation]

    def drop_plan(self, plan: PlanId) -> None:
        """Forget one plan; an unknown one is ignored."""
        self._entries = [
            entry
            for entry in self._entries
            if not isinstance(entry, UndoablePlan) or entry.plan != plan
        ]

    def drop_host(self, host: HostId) -> tuple[OperationId, ...]:
        """Forget the operations on one host and return them; plans are left alone."""
        gone = tuple(
            entry.operation
            for entry in self._entries
            if isinstance(entry, Undoable) and entry.key.host == host
        )
        for operation in gone:
            self.drop(operation)
        return gone
