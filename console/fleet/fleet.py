"""The fleet: what the window, and the command line, do with hosts and VMs.

All methods but ``close`` return at once; outcomes arrive through ``store`` and ``operations``.
One event loop's thread uses it. Hosts know nothing of one another: no failure, slowness or
hanging call of one touches another; what they share is the gate that bounds background readings.
"""

import asyncio
from collections.abc import Callable
from random import Random
from typing import TypeVar

from console.fleet.change_gate import ChangeGate
from console.fleet.clock import Clock, SystemClock
from console.fleet.connection import LaneFactory
from console.fleet.copy_note import CopyNotes, NoteBook
from console.fleet.file_copy import CopyTools
from console.fleet.gate import MAX_POLLS, PollGate
from console.fleet.gateway import Connector, GatewayFactory, HostGateway, wsman_gateways
from console.fleet.operation import (
    EnhancedPolicyChange,
    OperationLog,
    OperationRecord,
    PowerChange,
    ServiceChange,
    Subject,
)
from console.fleet.operations import OperationDesk
from console.fleet.plan_journal import PlanJournal
from console.fleet.plan_record import PlanRecord
from console.fleet.plan_run_item import RunTools
from console.fleet.plans import PlanDesk, PlanStorage
from console.fleet.poller import Surroundings
from console.fleet.service_restore import ServiceRestorer
from console.fleet.session import HostSession, SessionTools
from console.fleet.store import FleetStore
from console.fleet.tasks import Spawner
from console.fleet.undo import UndoablePlan, UndoEntry, UndoStack
from console.model.connection import Credential
from console.model.errors import NotPossible
from console.model.host import HostFacts
from console.model.identity import HostId, OperationId, VmKey
from console.model.power import PowerAction
from console.model.service import ServiceKind
from console.model.vm import VmSnapshot
from console.settings.schema import HostConfig, PollPace
from console.transport.lane import Lane

_T = TypeVar("_T")
CLOSE_S = 2.0


class Fleet:
    """All configured hosts.

    Args:
        connector: Makes connections (``transport.winrm.WinrmExchange`` is one).
        pace: How often hosts are read.
        clock: The computer's unless given.
        rng: Source of jitter.
        max_polls: How many background readings may run at the same time.
        lanes: Makes lanes; threads unless given.
        gateways: Makes gateways; over ``connector`` unless given.
        copy_book: Where is noted, beyond the end of the program, what file copies have borrowed;
            ``None``: nowhere. With one, call ``restorer.load`` once.
        is_read_only: Whether nothing may be changed on any host, whatever ``set_read_only`` says.
        journal: Where plans are noted beyond the end of the program; ``None``: nowhere. With one,
            call ``plans.load`` once.
    """

    def __init__(
        self,
        connector: Connector,
        *,
        pace: PollPace | None = None,
        clock: Clock | None = None,
        rng: Random | None = None,
        max_polls: int = MAX_POLLS,
        lanes: LaneFactory = Lane,
        gateways: GatewayFactory | None = None,
        copy_book: NoteBook | None = None,
        journal: PlanJournal | None = None,
        is_read_only: bool = False,
    ) -> None:
        clock = clock or SystemClock()
        self.store = FleetStore(later=clock.later, monotonic=clock.monotonic)
        self.operations = OperationLog()
        self._pace, self._spawner = pace or PollPace(), Spawner()
        self._sessions: dict[HostId, HostSession] = {}
        self._copy_notes = _copy_notes(lanes, copy_book)
        copies = CopyTools(self._copy_notes, lanes, clock)
        self._undo = UndoStack()
        find = self._sessions.get
        self._desk = OperationDesk(
            self.operations, clock, self._spawner, find, copies=copies, undo=self._undo
        )
        self.plans = PlanDesk(
            RunTools(self._desk.order_part, self.store, find, clock, self._spawner),
            PlanStorage(journal, lanes("journals of plans", _nothing)),
            self._undo,
        )
        self.restorer = ServiceRestorer(
            self._copy_notes,
            orders=self,
            log=self.operations,
            store=self.store,
            spawner=self._spawner,
            clock=clock,
        )
        self._gate = ChangeGate(is_sealed=is_read_only)
        rng = rng or Random()  # noqa: S311 - jitter, no secret
        self._tools = SessionTools(
            store=self.store,
            spawner=self._spawner,
            around=Surroundings(clock, PollGate(clock, max_polls), rng),
            lanes=lanes,
            gateways=gateways or wsman_gateways(connector, self._gate.may_change),
            gate=self._gate,
        )
        self.budgets = self._tools.budgets

    def add(self, config: HostConfig, credential: Credential | None) -> None:
        """Add a host, or give a known one a new configuration or password.

        A new host is not connected. A known one that is being read is connected anew when its
        address or account changed. ``credential`` is ``None`` while no password is known;
        connecting then ends in ``REFUSED`` (``NO_CREDENTIAL``): ask, add again, connect again.
        """
        session = self._sessions.get(config.id)
        if session is not None:
            session.configure(config, credential)
            return
        self._sessions[config.id] = HostSession(config, credential, self._tools, self._pace)
        self.plans.hosts_changed()

    def recall(
        self, host: HostId, vms: tuple[VmSnapshot, ...], facts: HostFacts | None, read_at: float
    ) -> None:
        """Show what was known of a host in an earlier run until it answers; see ``HostSession``."""
        session = self._sessions.get(host)
        if session is not None:
            session.recall(vms, facts, read_at)

    def remove(self, host: HostId) -> None:
        """Disconnect and forget a host; an unknown one is ignored."""
        session = self._sessions.pop(host, None)
        if session is None:
            return
        self._desk.cancel_host(host)
        self._desk.forget_host(host)
        self._gate.forget(host)
        self.budgets.forget(host)
        session.disconnect()
        self.store.drop(host)
        self.plans.hosts_changed()

    def connect(self, host: HostId) -> None:
        """Begin to read a host; also after it was refused, and to try now one that is away."""
        session = self._sessions.get(host)
        if session is not None:
            session.connect()

    def disconnect(self, host: HostId) -> None:
        """Stop reading a host; its last rows stay, its operations are cut off."""
        session = self._sessions.get(host)
        if session is not None:
            self._desk.cancel_host(host)
            session.disconnect()

    def refresh(self, host: HostId | None = None) -> None:
        """Read one host, or all that are connected, now."""
        sessions = self._sessions.values() if host is None else (self._sessions.get(host),)
        for session in sessions:
            if session is not None:
                session.refresh()

    @property
    def is_read_only(self) -> bool:
        """Whether nothing may be changed on any host."""
        return self._gate.is_closed

    def set_read_only(self, on: bool) -> None:
        """Forbid or allow changes on all hosts; what was sent before goes on.

        Hosts that are read-only by their own setting stay so.
        """
        self._gate.close_all(is_closed=on)
        for session in self._sessions.values():
            session.judge_changes()

    def set_pace(self, pace: PollPace) -> None:
        """Read all hosts at another pace from now on."""
        self._pace = pace
        for session in self._sessions.values():
            session.set_pace(pace)

    def set_service(self, vm: VmKey, kind: ServiceKind, on: bool) -> OperationRecord:
        """Switch an integration service and return the operation's first record."""
        return self._desk.order(vm, ServiceChange(kind, on))

    def change_power(
        self, vm: VmKey, action: PowerAction, *, force: bool = False
    ) -> OperationRecord:
        """Change the power of a VM and return the operation's first record.

        Args:
            vm: Which.
            action: What to do.
            force: For a shutdown or restart: programs in the guest may not object.
        """
        return self._desk.order(vm, PowerChange(action, force))

    def order(self, vm: VmKey, subject: Subject) -> OperationRecord:
        """Start any operation on a VM and return its first record."""
        return self._desk.order(vm, subject)

    def order_host(self, host: HostId, subject: EnhancedPolicyChange) -> OperationRecord:
        """Start an operation on a host as a whole and return its first record; it has no key."""
        return self._desk.order_host(host, subject)

    async def ask(self, host: HostId, read: Callable[[HostGateway], _T]) -> _T:
        """Read something of a host that the store does not hold, in its interactive lane.

        Raises:
            NotPossible: ``host_unknown`` or ``host_not_connected``.
            ConsoleError: It could not be read.
        """
        session = self._sessions.get(host)
        if session is None:
            raise NotPossible("host_unknown", str(host))
        return await session.ask(read)

    def cancel(self, operation: OperationId) -> None:
        """Cancel an operation as far as possible; its record tells how far that was."""
        self._desk.cancel(operation)

    def undo(self) -> OperationRecord | PlanRecord | None:
        """Take back what ``undo_subject`` tells; ``None`` when that is nothing.

        Returns:
            What does it: an operation that names the other in ``undoes``, or a plan whose origin
            names the other plan.
        """
        entry = self.undo_subject
        if isinstance(entry, UndoablePlan):
            return self.plans.start(self.plans.undo(entry.plan))
        return self._desk.undo(entry) if entry is not None else None

    @property
    def can_undo(self) -> bool:
        """Whether ``undo`` would do something."""
        return self.undo_subject is not None

    @property
    def undo_subject(self) -> UndoEntry | None:
        """What ``undo`` would take back: the newest operation or plan that can be.

        While a plan is being taken back it is nothing: what came before it must wait, or changes
        of the same VM would be taken back in the wrong order.
        """
        return None if self.plans.is_undoing else self._undo.top

    async def close(self, timeout_s: float = CLOSE_S) -> None:
        """Stop everything, within ``timeout_s`` even when calls hang; the store stays readable.

        File copies get a part of that time to give back what they have borrowed, and plans to
        write their journals. Lanes with a hanging call are left behind: their threads die with
        the process.
        """
        if self._spawner.is_closed:
            return
        self.restorer.close()
        self.plans.interrupt()
        plans = self._spawner.spawn(self.plans.close(), "close plans")
        for session in self._sessions.values():
            self._desk.cancel_host(session.config.id)
        await self._desk.wind_down(timeout_s / 2)
        for session in self._sessions.values():
            session.disconnect()
        await asyncio.wait({plans}, timeout=timeout_s / 4)
        await self._spawner.close(timeout_s / 4)
        self._copy_notes.close()
        self.store.flush()
        self.store.close()


def _copy_notes(lanes: LaneFactory, book: NoteBook | None) -> CopyNotes:
    return CopyNotes(lanes("copy notes", book.close if book else _nothing), book)


def _nothing() -> None:
    """Close nothing: a lane that opened nothing."""
