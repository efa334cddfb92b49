"""Restarts a guest that hangs: picture, note, order, outcome; every step told.

A guest that hangs answers no request to shut down, so it can only be reset, like pressing the
button on the machine. Before that its screen is pictured, because what it shows is gone afterwards;
a picture that cannot be had delays the restart at most by the patience of one call and never stops
it. The restart is noted on the disk before it is ordered, so that no crash of ours can make the
quota forget one; when the note cannot be written there is no restart. The brakes are asked again
right before the order: the guest may have answered meanwhile.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final, Protocol

from console.fleet.clock import Clock
from console.fleet.decision import DecisionKind, Subject
from console.fleet.gateway import HostGateway
from console.fleet.operation import OperationLog, OperationPhase, OperationRecord, PowerChange
from console.fleet.operation import Subject as Change
from console.fleet.restart_brake import BrakeWhy, Verdict
from console.fleet.tasks import Spawner
from console.fleet.watch_storage import WatchStorage
from console.model.errors import ConsoleError
from console.model.identity import HostId, OperationId, VmKey
from console.model.power import PowerAction
from console.model.screen import Screen

_log = logging.getLogger(__name__)

PICTURE_SIZE: Final = (320, 240)
READ_AGAIN_S: Final = 300.0


class Orders(Protocol):
    """What is used of the fleet."""

    def order(self, vm: VmKey, subject: Change) -> OperationRecord:
        """Start an operation."""
        ...

    def ask(self, host: HostId, read: Callable[[HostGateway], Screen]) -> Awaitable[Screen]:
        """Read something of a host."""
        ...


class Ruling(Protocol):
    """What the restarter asks and tells (``fleet.watch.HeartbeatWatch``)."""

    def verdict(self, key: VmKey, *, is_begun: bool = False) -> Verdict:
        """Return whether a VM may be restarted now; with ``is_begun`` our own leaves it free."""
        ...

    def subject(self, key: VmKey) -> Subject:
        """Return what a VM and its host are called."""
        ...

    def refuse(self, key: VmKey, verdict: Verdict, error: ConsoleError | None = None) -> None:
        """Record what speaks against a restart."""
        ...

    def decide(self, key: VmKey, kind: DecisionKind, **facts: Any) -> None:  # noqa: ANN401
        """Record a decision."""
        ...


@dataclass(frozen=True, slots=True)
class RestartTools:
    """What restarting needs."""

    orders: Orders
    log: OperationLog
    storage: WatchStorage
    spawner: Spawner
    clock: Clock


class Restarter:
    """Carries restarts out, at most one a VM at a time. Used on the loop's thread.

    Args:
        tools: What it needs.
        ruling: Whom it asks and tells.
    """

    def __init__(self, tools: RestartTools, ruling: Ruling) -> None:
        self._tools = tools
        self._ruling = ruling
        self._busy: set[VmKey] = set()
        self._outcomes: dict[OperationId, asyncio.Future[OperationRecord]] = {}
        self._awaited: dict[VmKey, float] = {}
        self._read_again_at = tools.clock.monotonic() + READ_AGAIN_S
        self._unsubscribe = tools.log.subscribe(self._told)

    def is_busy(self, key: VmKey) -> bool:
        """Whether a restart of this VM is under way."""
        return key in self._busy

    def begin(self, key: VmKey) -> None:
        """Restart a VM whose verdict is good."""
        if key in self._busy or self._tools.spawner.is_closed:
            return
        self._busy.add(key)
        task = self._tools.spawner.spawn(self._restart(key), f"restart {key.vm}")
        task.add_done_callback(lambda _: self._busy.discard(key))

    def ordered_since(self, key: VmKey) -> float | None:
        """Return for how many seconds the return of a restarted guest is awaited; else ``None``."""
        at = self._awaited.get(key)
        return None if at is None else self._tools.clock.monotonic() - at

    def is_settled(self, key: VmKey) -> None:
        """Await the return of a guest no more."""
        self._awaited.pop(key, None)

    def leave_alone(self, key: VmKey, verdict: Verdict) -> None:
        """Restart a VM no more that hangs again and again, until the user says otherwise."""
        self._ruling.decide(key, DecisionKind.STOPPED, figures=verdict.figures)
        self._tools.spawner.spawn(self._note_stop(key), f"stop restarting {key.vm}")

    async def _note_stop(self, key: VmKey) -> None:
        try:
            await self._tools.storage.note_stop(key, self._tools.clock.now())
        except ConsoleError as error:
            self._ruling.decide(key, DecisionKind.STOPPED, error=error)

    def read_history_again(self) -> None:
        """Read what was restarted before once more, when the last try is some minutes ago."""
        now = self._tools.clock.monotonic()
        if now < self._read_again_at or self._tools.spawner.is_closed:
            return
        self._read_again_at = now + READ_AGAIN_S
        self._tools.spawner.spawn(self._read_history(), "history of restarts")

    async def _read_history(self) -> None:
        try:
            await self._tools.storage.load()
        except ConsoleError as error:
            _log.info("The history of restarts cannot be read: %s", error)

    def close(self) -> None:
        """Listen no more."""
        self._unsubscribe()

    async def _restart(self, key: VmKey) -> None:
        decide = self._ruling.decide
        decide(
            key,
            DecisionKind.RESTART_BEGUN,
            figures=self._ruling.verdict(key, is_begun=True).figures,
        )
        await self._take_picture(key)
        refusal = await self._refusal(key)
        if refusal is not None:
            verdict, error = refusal
            self._ruling.refuse(key, verdict, error)
            return
        record = self._tools.orders.order(key, PowerChange(PowerAction.RESET))
        decide(key, DecisionKind.RESTART_ORDERED, operation=record.id)
        await self._follow(key, record)

    async def _take_picture(self, key: VmKey) -> None:
        tools, decide = self._tools, self._ruling.decide
        if not tools.storage.takes_pictures:
            return
        try:
            screen = await tools.orders.ask(
                key.host, lambda gateway: gateway.read_screen(key.vm, *PICTURE_SIZE)
            )
            name = self._ruling.subject(key).vm_name
            path = await tools.storage.save_picture(screen, key, name, tools.clock.now())
        except ConsoleError as error:
            decide(key, DecisionKind.PICTURE_FAILED, error=error)
        else:
            decide(key, DecisionKind.PICTURE_SAVED, picture=path)

    async def _refusal(self, key: VmKey) -> tuple[Verdict, ConsoleError | None] | None:
        """Ask the brakes again, by what the disk says now, and note the restart.

        Returns:
            What speaks against it now; ``None`` when it has been noted and is to be ordered.
        """
        storage = self._tools.storage
        try:
            await storage.load()
            verdict = self._ruling.verdict(key, is_begun=True)
            if not verdict.is_allowed:
                return verdict, None
            await storage.note_restart(key, self._tools.clock.now())
        except ConsoleError as error:
            verdict = self._ruling.verdict(key, is_begun=True)
            return Verdict(BrakeWhy.HISTORY_UNKNOWN, verdict.figures), error
        return None

    async def _follow(self, key: VmKey, record: OperationRecord) -> None:
        """Wait for the end of the operation, then for the guest."""
        begun = self._tools.clock.monotonic()
        outcome = await self._outcome(record)
        if outcome.phase is OperationPhase.SUCCEEDED:
            self._awaited[key] = begun
            return
        self._ruling.decide(
            key, DecisionKind.RESTART_FAILED, operation=outcome.id, error=outcome.error
        )

    async def _outcome(self, record: OperationRecord) -> OperationRecord:
        now = self._tools.log.record(record.id) or record
        if not now.is_pending:
            return now
        future: asyncio.Future[OperationRecord] = asyncio.get_running_loop().create_future()
        self._outcomes[record.id] = future
        try:
            return await future
        finally:
            self._outcomes.pop(record.id, None)

    def _told(self, record: OperationRecord) -> None:
        future = self._outcomes.get(record.id)
        if future is not None and not record.is_pending and not future.done():
            future.set_result(record)
