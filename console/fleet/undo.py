"""What can be taken back, newest first: pure.

Only a change whose inverse is exact is here, see ``subject.inverse_of``. Taking something back is
an operation of its own, and is not itself taken back.
"""

from dataclasses import dataclass

from console.fleet.operation import Subject
from console.model.identity import HostId, OperationId, VmKey


@dataclass(frozen=True, slots=True)
class Undoable:
    """An operation that succeeded and can be taken back.

    Attributes:
        operation: Which.
        key: The VM.
        vm_name: What it was called.
        inverse: What takes it back.
    """

    operation: OperationId
    key: VmKey
    vm_name: str
    inverse: Subject


class UndoStack:
    """Operations that can be taken back, the newest on top."""

    def __init__(self) -> None:
        self._entries: list[Undoable] = []

    @property
    def top(self) -> Undoable | None:
        """What would be taken back next."""
        return self._entries[-1] if self._entries else None

    def push(self, entry: Undoable) -> None:
        """Put an operation on top; one that is there already moves up."""
        self.drop(entry.operation)
        self._entries.append(entry)

    def pop(self) -> Undoable | None:
        """Take the newest away."""
        return self._entries.pop() if self._entries else None

    def drop(self, operation: OperationId) -> None:
        """Forget one operation; an unknown one is ignored."""
        self._entries = [entry for entry in self._entries if entry.operation != operation]

    def drop_host(self, host: HostId) -> tuple[OperationId, ...]:
        """Forget the operations on one host and return them."""
        gone = tuple(entry.operation for entry in self._entries if entry.key.host == host)
        self._entries = [entry for entry in self._entries if entry.key.host != host]
        return gone
