"""One host: its poller, its two connections, what operations need of it.

Theory of operation
-------------------
``connect`` makes a poller with a fresh connection, also when there was one that hangs; the old
one is stopped and closed, and its results are thrown away. The interactive connection is made
when it is first needed and lives until the host is disconnected, so that a toggle is answered at
once while a background reading hangs. When the poller ends because the host needs a person,
nothing is tried until the user asks to connect.

A host that is gone keeps its last rows; ``HostSnapshot.read_at`` tells their age.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from console.fleet.change_gate import ChangeGate
from console.fleet.connection import HostConnection, LaneFactory
from console.fleet.gateway import GatewayFactory, HostGateway, TierReading
from console.fleet.ledger import HostLedger
from console.fleet.link import LinkEvent
from console.fleet.poller import HostPoller, Surroundings
from console.fleet.read_budget import ReadBudgets
from console.fleet.schedule import Tier
from console.fleet.store import FleetStore
from console.fleet.tasks import Spawner
from console.model.connection import (
    BACKGROUND_TIMEOUTS,
    INTERACTIVE_TIMEOUTS,
    Credential,
    Timeouts,
)
from console.model.errors import ConsoleError, NotPossible, Refused
from console.model.host import HostFacts, HostSnapshot, LinkState
from console.model.identity import VmId
from console.model.power import PowerAction
from console.model.service import ServiceKind
from console.model.vm import VmSnapshot
from console.settings.schema import HostConfig, PollPace

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class SessionTools:
    """What all sessions share."""

    store: FleetStore
    spawner: Spawner
    around: Surroundings
    lanes: LaneFactory
    gateways: GatewayFactory
    gate: ChangeGate
    budgets: ReadBudgets = field(default_factory=ReadBudgets)


class HostSession:
    """A configured host, connected or not. Used on the loop's thread only.

    Args:
        config: How to reach it.
        credential: ``None`` while no password is known.
        tools: What all sessions share.
        pace: How often to read.
    """

    def __init__(
        self, config: HostConfig, credential: Credential | None, tools: SessionTools, pace: PollPace
    ) -> None:
        self._config = config
        self._credential = credential
        self._tools = tools
        self._pace = pace
        self._ledger = HostLedger(config, tools.store)
        self.judge_changes()
        self._poller: HostPoller | None = None
        self._poll_task: asyncio.Task[Any] | None = None
        self._background: HostConnection | None = None
        self._interactive: HostConnection | None = None
        self._shared: _SharedReading | None = None

    @property
    def config(self) -> HostConfig:
        """How the host is reached."""
        return self._config

    @property
    def snapshot(self) -> HostSnapshot:
        """The host as the store has it."""
        return self._ledger.snapshot

    def recall(self, vms: tuple[VmSnapshot, ...], facts: HostFacts | None, read_at: float) -> None:
        """Show what was known in an earlier run until the host answers.

        Args:
            vms: Its VMs then.
            facts: Its facts then.
            read_at: When that was, by ``time.monotonic()`` of now; may be below zero.
        """
        self._ledger.recall(vms, facts, read_at)

    def configure(self, config: HostConfig, credential: Credential | None) -> None:
        """Take a new configuration.

        A change of label or folder shows at once; when the way to the host or the account changed,
        a connected host is connected anew.
        """
        is_other = self._config.endpoint != config.endpoint or self._credential != credential
        self._config, self._credential = config, credential
        self.judge_changes()
        if is_other:
            was_tried = self._poller is not None
            self._stop()
            self._ledger.forget_host()
            if was_tried:
                # By way of offline: what is shown may come from another host.
                self._ledger.move(LinkEvent.DISCONNECT_ASKED)
                self.connect()

    def judge_changes(self) -> None:
        """Show what the host is called, and whether it may be changed from here now."""
        gate = self._tools.gate
        gate.note(self._config)
        is_read_only = not gate.may_change(self._config.endpoint)
        self._ledger.describe(self._config, is_read_only=is_read_only)

    def connect(self) -> None:
        """Begin to read the host; one that answers is read again without delay.

        While the first try runs, another is not begun: each counts against the account.
        """
        is_under_way = self.snapshot.link in (LinkState.ONLINE, LinkState.CONNECTING)
        if self._poller is not None and is_under_way:
            self._poller.urge()
            return
        self._stop_polling()
        self._ledger.move(LinkEvent.CONNECT_ASKED)
        try:
            self._background = self._connection("background", BACKGROUND_TIMEOUTS)
        except Refused as error:
            self._ledger.move(LinkEvent.REFUSED, error)
            return
        tools = self._tools
        budget = tools.budgets.of(self._config.id)
        poller = HostPoller(self._background, self._ledger, tools.around, self._pace, budget)
        task = tools.spawner.spawn(poller.run(), f"poll {self._config.endpoint.host}")
        self._poller, self._poll_task = poller, task
        task.add_done_callback(self._poll_ended)

    def disconnect(self) -> None:
        """Stop reading the host; its last rows stay. Calls under way finish unseen."""
        self._stop()
        if self.snapshot.link is not LinkState.OFFLINE:
            self._ledger.move(LinkEvent.DISCONNECT_ASKED)
            self._ledger.show_rhythm(None, is_slow=False)

    def refresh(self) -> None:
        """Read everything now; a host that nobody connected is left alone."""
        if self._poller is not None:
            self._poller.urge()

    def set_pace(self, pace: PollPace) -> None:
        """Read at another pace from now on."""
        self._pace = pace
        if self._poller is not None:
            self._poller.set_pace(pace)

    def interactive(self, *, for_change: bool = False) -> HostConnection:
        """Return the connection for operations, made when it is first needed.

        Raises:
            NotPossible: ``read_only``, when it is wanted for a change; ``host_not_connected``: it
                is not online, and was not just now.
            Refused: There is no password.
        """
        if for_change:
            self._tools.gate.check(self._config)
        if self.snapshot.link not in (LinkState.ONLINE, LinkState.STALE):
            raise NotPossible("host_not_connected", self._config.label)
        if self._interactive is None:
            self._interactive = self._connection("interactive", INTERACTIVE_TIMEOUTS)
        return self._interactive

    async def read_back_services(self, vm: VmId) -> None:
        """Read one VM's services over the interactive connection and show them.

        Raises:
            ConsoleError: They could not be read.
        """
        connection = self.interactive()
        known = self._ledger.memory().capabilities
        services = await connection.call(connection.gateway.read_services, vm, known)
        self._ledger.services_read(vm, services)

    async def read_back_service(self, vm: VmId, kind: ServiceKind) -> None:
        """Read one service over the interactive connection and show it: half the requests of all.

        Raises:
            ConsoleError: It could not be read.
        """
        connection = self.interactive()
        service = await connection.call(connection.gateway.read_service, vm, kind)
        self._ledger.services_read(vm, (service,))

    async def read_back_facts(self) -> None:
        """Read what the host says of itself over the interactive connection and show it.

        What its VMs may do can follow from that, so they are read again soon.

        Raises:
            ConsoleError: It could not be read.
        """
        connection = self.interactive()
        facts = await connection.call(connection.gateway.read_facts)
        self._ledger.facts_read(facts)
        self.doubt()

    async def read_back_states(self, vm: VmId) -> None:
        """Read the states over the interactive connection and show them.

        Several VMs that ask while a reading waits for its turn share it; one that has begun is
        not shared, because it may have seen a VM before its change.

        Raises:
            ConsoleError: They could not be read.
        """
        shared = self._shared
        if shared is None or shared.has_begun:
            connection = self.interactive()
            shared = _SharedReading(connection.gateway, self._ledger)
            shared.task = self._tools.spawner.spawn(
                shared.run(connection), f"read back {self._config.endpoint.host}"
            )
            self._shared = shared
        if shared.task is not None:
            await asyncio.shield(shared.task)
        if shared.error is not None:
            raise shared.error
        self._ledger.confirm(vm)

    async def ask(self, read: Callable[[HostGateway], _T]) -> _T:
        """Read something over the interactive connection, in its lane; nothing is kept of it.

        Raises:
            ConsoleError: It could not be read.
        """
        connection = self.interactive()
        return await connection.call(read, connection.gateway)

    def follow(self, vm: VmId, action: PowerAction) -> None:
        """Read the states in quick steps until an action has shown its effect."""
        if self._poller is not None:
            self._poller.follow(vm, action)

    def doubt(self) -> None:
        """Read states and services soon, because what is shown may not be so."""
        if self._poller is not None:
            self._poller.hasten_changes()

    def _connection(self, purpose: str, timeouts: Timeouts) -> HostConnection:
        return HostConnection(
            lanes=self._tools.lanes,
            gateways=self._tools.gateways,
            config=self._config,
            credential=self._credential,
            purpose=purpose,
            timeouts=timeouts,
        )

    def _stop(self) -> None:
        self._stop_polling()
        if self._interactive is not None:
            self._interactive.close()
            self._interactive = None
        self._shared = None

    def _stop_polling(self) -> None:
        if self._poller is not None:
            self._poller.stop()
            self._poller = None
        if self._poll_task is not None:
            self._poll_task.cancel()
            self._poll_task = None
        if self._background is not None:
            self._background.close()
            self._background = None

    def _poll_ended(self, task: "asyncio.Task[Any]") -> None:
        """Let go of everything when the poller gave up because the host needs a person."""
        if task is self._poll_task:
            self._stop()


class _SharedReading:
    """A reading of states that several operations wait for."""

    def __init__(self, gateway: HostGateway, ledger: HostLedger) -> None:
        self._gateway = gateway
        self._ledger = ledger
        self.stamp = 0
        self.has_begun = False
        self.error: ConsoleError | None = None
        self.task: asyncio.Task[Any] | None = None

    async def run(self, connection: HostConnection) -> None:
        """Read when the lane has a turn, and show it."""
        try:
            reading = await connection.call(self.read)
        except ConsoleError as error:
            self.error = error
        else:
            self._ledger.states_read(reading, self.stamp)

    def read(self) -> TierReading:
        """Read, in the lane's thread.

        Taking the stamp and the memory reads an integer and a few references of the loop's side;
        whatever changes there a moment later only makes this reading count as older than it is.
        """
        self.has_begun = True  # first: whoever joins later must not count on the stamp
        self.stamp = self._ledger.stamp()
        return self._gateway.read_tier(Tier.STATES, self._ledger.memory(), False)
