"""Records of everything that the user had done to VMs in this run."""

import enum
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from console.fleet.subscription import Subscribers
from console.model.console import EnhancedTransport
from console.model.errors import ConsoleError
from console.model.guest import GuestItem
from console.model.identity import HostId, OperationId, PlanId, VmId, VmKey
from console.model.network import GuestNetwork
from console.model.power import PowerAction
from console.model.service import ServiceKind

MAX_RECORDS = 1_000
HOST_WIDE = VmId("")
"""In the place of a VM's id, for what concerns a host as a whole; such a record has no key."""


class OperationPhase(enum.Enum):
    """How far an operation has come."""

    WAITING = "waiting"
    """Nothing has been sent: it waits for its turn on the VM or for the connection."""
    RUNNING = "running"
    """The change has been handed to the host."""
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    """The host refused or failed, or nothing could be sent."""
    CANCELLED = "cancelled"
    UNKNOWN_OUTCOME = "unknown_outcome"
    """It was sent, but how it ended is not known; the VM is read again, nothing is repeated."""

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will happen."""
        return self not in (OperationPhase.WAITING, OperationPhase.RUNNING)


@dataclass(frozen=True, slots=True)
class ServiceChange:
    """Switch an integration service."""

    kind: ServiceKind
    on: bool


@dataclass(frozen=True, slots=True)
class PowerChange:
    """Change the power of a VM.

    Attributes:
        action: What to do.
        force: For a shutdown or restart: programs in the guest may not object.
        reason: For a shutdown or restart: what the guest's event log is to say; empty for ours.
    """

    action: PowerAction
    force: bool = False
    reason: str = ""


class ItemEdit(enum.Enum):
    """What to do with an item of the data exchange."""

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class GuestItemChange:
    """Add, change or remove an item that the host publishes.

    Attributes:
        edit: What to do.
        item: The item as it is to be; for ``REMOVE`` as it is.
        before: For ``CHANGE``: its data until now; without it the change cannot be taken back.
    """

    edit: ItemEdit
    item: GuestItem
    before: str | None = None


@dataclass(frozen=True, slots=True)
class NetworkChange:
    """Give an adapter inside the guest another configuration.

    Attributes:
        network: The configuration.
        before: What it was until now; without it the change cannot be taken back.
    """

    network: GuestNetwork
    before: GuestNetwork | None = None


@dataclass(frozen=True, slots=True)
class FileCopy:
    """Copy a file of the host into the guest.

    Attributes:
        source: Path on the host.
        destination: Full path in the guest.
        overwrite: Whether an existing file is replaced.
        create_folders: Whether missing folders are made.
        staged_from: Path on this computer that is copied to ``source`` as ``staging`` first, and
            removed from there at the end; empty for a file that is on the host already.
        staging: The place of ``source`` as this computer reaches it (a share).
    """

    source: str
    destination: str
    overwrite: bool = False
    create_folders: bool = True
    staged_from: str = ""
    staging: str = ""


@dataclass(frozen=True, slots=True)
class EnhancedPolicyChange:
    """Allow or forbid enhanced sessions on a host as a whole."""

    on: bool


@dataclass(frozen=True, slots=True)
class TransportChange:
    """Set over which channel a VM's enhanced sessions go.

    Attributes:
        transport: The channel.
        before: What it was until now; ``UNKNOWN``: the change cannot be taken back.
    """

    transport: EnhancedTransport
    before: EnhancedTransport = EnhancedTransport.UNKNOWN


@dataclass(frozen=True, slots=True)
class AccessChange:
    """Let somebody open a VM's console, or take that from them.

    Attributes:
        trustee: A name that the host can resolve, or a SID.
        grant: Whether it is given.
        before: Whether they had it; ``None`` where that is not known, and then the change cannot
            be taken back.
    """

    trustee: str
    grant: bool
    before: bool | None = None


ConsoleChange = EnhancedPolicyChange | TransportChange | AccessChange
Subject = ServiceChange | PowerChange | GuestItemChange | NetworkChange | FileCopy | ConsoleChange


class OperationStep(enum.Enum):
    """What an operation of several steps is at; each step has its own percentage, or none."""

    STAGING = "staging"
    """A file of this computer is copied to where the host finds it."""
    SWITCHING_ON = "switching_on"
    """The guest service is switched on for the copy."""
    WAITING_FOR_GUEST = "waiting_for_guest"
    """The guest is to answer: to begin a copy, or to end a shutdown or restart."""
    COPYING = "copying"
    """The host copies into the guest."""
    PUTTING_BACK = "putting_back"
    """The guest service is put back as it was, and the staged file removed."""


@dataclass(frozen=True, slots=True)
class OperationRecord:
    """One operation as it stands now.

    Attributes:
        id: Grows with every operation of this run.
        key: The VM; ``None`` for what concerns the host as a whole.
        host: Its host.
        host_label: What the host was called then.
        vm_name: What the VM was called then; the host, where there is none.
        subject: What is to be done.
        phase: How far it has come.
        percent: Progress that the host told, 0 to 100; ``None`` while it has told none.
        started_at: When the user asked for it (aware).
        finished_at: When it ended.
        error: Why it did not succeed.
        powershell: The same as a PowerShell command line, to copy.
        can_cancel: Whether cancelling can be asked for now.
        can_undo: Whether ``Fleet.undo`` will reach it.
        undoes: The operation that this one takes back.
        plan: The plan that it is a part of; lists show the plan, not its parts.
        step: What it is at, for an operation of several steps.
        owes: Whether something that was borrowed for it (the guest service, a staged file) could
            not be put back yet; that happens as soon as it is possible.
    """

    id: OperationId
    key: VmKey | None
    host: HostId
    host_label: str
    vm_name: str
    subject: Subject
    phase: OperationPhase
    started_at: datetime
    percent: int | None = None
    finished_at: datetime | None = None
    error: ConsoleError | None = None
    powershell: str = ""
    can_cancel: bool = True
    can_undo: bool = False
    undoes: OperationId | None = None
    plan: PlanId | None = None
    step: OperationStep | None = None
    owes: bool = False

    @property
    def place(self) -> VmKey:
        """The VM, or the host in a VM's place."""
        return self.key or VmKey(self.host, HOST_WIDE)

    @property
    def is_pending(self) -> bool:
        """Whether it has not ended."""
        return not self.phase.is_finished


class OperationLog:
    """The records, oldest first; beyond ``capacity`` the oldest finished ones are forgotten."""

    def __init__(self, capacity: int = MAX_RECORDS) -> None:
        self._capacity = capacity
        self._records: dict[OperationId, OperationRecord] = {}
        self._pending: dict[VmKey, dict[OperationId, None]] = {}
        self._subscribers: Subscribers[OperationRecord] = Subscribers()
        self._last = 0

    @property
    def records(self) -> tuple[OperationRecord, ...]:
        """All records, newest last."""
        return tuple(self._records.values())

    def record(self, operation: OperationId) -> OperationRecord | None:
        """Return one record, ``None`` when it is not (or no longer) kept."""
        return self._records.get(operation)

    def next_id(self) -> OperationId:
        """Return a number that has not been used in this run."""
        self._last += 1
        return OperationId(self._last)

    def put(self, record: OperationRecord) -> None:
        """Add or replace a record and tell the subscribers; an equal record is not told."""
        if self._records.get(record.id) == record:
            return
        self._records[record.id] = record
        self._note_pending(record)
        self._forget_oldest()
        self._subscribers.tell(record)

    def drop(self, operation: OperationId) -> None:
        """Forget a record that has ended and is told elsewhere (a plan's part); tells nobody."""
        record = self._records.get(operation)
        if record is not None and not record.is_pending:
            del self._records[operation]

    def pending_for(self, key: VmKey) -> tuple[OperationRecord, ...]:
        """Return the operations of one VM that have not ended, oldest first."""
        return tuple(self._records[operation] for operation in self._pending.get(key, ()))

    def subscribe(self, callback: Callable[[OperationRecord], None]) -> Callable[[], None]:
        """Have ``callback`` told of every new and changed record.

        Returns:
            A function that ends it; calling it twice does no harm.
        """
        return self._subscribers.add(callback)

    def _note_pending(self, record: OperationRecord) -> None:
        if record.key is None:
            return
        if record.is_pending:
            self._pending.setdefault(record.key, {})[record.id] = None
            return
        waiting = self._pending.get(record.key, {})
        waiting.pop(record.id, None)
        if not waiting:
            self._pending.pop(record.key, None)

    def _forget_oldest(self) -> None:
        if len(self._records) <= self._capacity:
            return
        # Parts of a plan stay until they end, and take nobody's place.
        own = [record for record in self._records.values() if record.plan is None]
        surplus = len(own) - self._capacity
        for record in own:
            if surplus <= 0:
                return
            if not record.is_pending:
                del self._records[record.id]
                surplus -= 1
