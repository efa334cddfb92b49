"""One item of a plan, from its turn to its end."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, Protocol

from console.fleet.clock import Clock
from console.fleet.operation import OperationPhase, OperationRecord, ServiceChange, Subject
from console.fleet.plan import Change, Obstacle, PlanItem, is_shown
from console.fleet.plan_record import ItemPhase, ItemResult
from console.fleet.plan_resume import (
    Doubt,
    is_unread,
    obstacle_error,
    outcome_before_sending,
    unknown,
)
from console.fleet.session import HostSession
from console.fleet.store import FleetStore
from console.fleet.tasks import Spawner
from console.model.errors import ConsoleError, NotPossible
from console.model.identity import HostId, PlanId, VmKey
from console.model.vm import VmSnapshot

_log = logging.getLogger(__name__)

PartEnded = Callable[[OperationRecord, Subject | None], None]
"""Told of the last record of a plan's part, and what takes it back where it was really made."""

SETTLE_S: Final = 4.0
"""How long a change that was on its way when the program ended may take to show."""

_PHASES: Final = {
    OperationPhase.SUCCEEDED: ItemPhase.SUCCEEDED,
    OperationPhase.UNKNOWN_OUTCOME: ItemPhase.UNKNOWN_OUTCOME,
}
"""Any other end of an operation is a failure of its item."""


class OrderPart(Protocol):
    """Orders an operation that is a part of a plan (``OperationDesk.order_part``)."""

    def __call__(self, key: VmKey, subject: Change, plan: PlanId, ended: PartEnded) -> None:
        """Start it; ``ended`` is told once."""
        ...


@dataclass(frozen=True, slots=True)
class RunTools:
    """What all plans share."""

    order: OrderPart
    store: FleetStore
    session_of: Callable[[HostId], HostSession | None]
    clock: Clock
    spawner: Spawner


class ItemCarrier:
    """Carries out items of one plan.

    Args:
        tools: What all plans share.
        plan: Which.
    """

    def __init__(self, tools: RunTools, plan: PlanId) -> None:
        self._tools = tools
        self._plan = plan

    async def carry(
        self,
        item: PlanItem,
        doubt: Doubt | None,
        note_sent: Callable[[bool | None], Awaitable[None]],
    ) -> ItemResult:
        """Look at an item, send it where that is called for, and return how it ended.

        Args:
            item: Which.
            doubt: What an earlier run of the plan left open.
            note_sent: Awaited right before it is sent, with the switch's position.

        Raises:
            ConsoleError: It could not be looked at, or not noted; nothing was sent.
        """
        store, key = self._tools.store, item.key
        if doubt is not None:
            try:
                await self._settle(item)
            except ConsoleError as error:
                return unknown(item, error)
        elif is_unread(store.vm(key), item.change):
            await self._read(item)
        vm = store.vm(key)
        ended = outcome_before_sending(item, store.hosts.get(key.host), vm, doubt)
        if ended is not None:
            return ended
        await note_sent(_position(vm, item.change))
        return await self._send(item)

    async def _settle(self, item: PlanItem) -> None:
        """Find out what became of an item that an earlier run sent: its job may still run.

        Raises:
            ConsoleError: The host could not be asked.
        """
        await self._read(item)
        if not is_shown(self._tools.store.vm(item.key), item.change):
            await self._tools.clock.sleep(SETTLE_S)
            await self._read(item)

    async def _read(self, item: PlanItem) -> None:
        session = self._tools.session_of(item.key.host)
        if session is None:
            raise NotPossible("host_unknown", item.host_label)
        if isinstance(item.change, ServiceChange):
            await session.read_back_services(item.key.vm)
        else:
            await session.read_back_states(item.key.vm)

    async def _send(self, item: PlanItem) -> ItemResult:
        ended: asyncio.Future[tuple[OperationRecord, Subject | None]]
        ended = asyncio.get_running_loop().create_future()

        def note(record: OperationRecord, inverse: Subject | None) -> None:
            if not ended.done():  # nobody waits any more when the program ends
                ended.set_result((record, inverse))

        self._tools.order(item.key, item.change, self._plan, note)
        record, inverse = await ended
        phase = _PHASES.get(record.phase, ItemPhase.FAILED)
        error = record.error
        if phase is ItemPhase.FAILED and isinstance(error, NotPossible):
            error = await self._reason(item, error)
        return ItemResult(item, phase, error, inverse is not None)

    async def _reason(self, item: PlanItem, error: NotPossible) -> ConsoleError:
        """Return why an item really failed: a VM that is gone has no services either."""
        host = self._tools.store.hosts.get(item.key.host)
        if error.why == "host_not_connected":
            return obstacle_error(item, host, Obstacle.HOST_AWAY)
        session = self._tools.session_of(item.key.host)
        if error.why != "service_missing" or session is None:
            return error
        try:
            await session.read_back_states(item.key.vm)
        except ConsoleError as problem:
            _log.info("The host of “%s” could not be read: %s", item.vm_name, problem)
            return error
        if self._tools.store.vm(item.key) is None:
            return obstacle_error(item, host, Obstacle.VM_GONE)
        return error


def _position(vm: VmSnapshot | None, change: Change) -> bool | None:
    """Return how the switch stands that a change is about; ``None``: not known, or power."""
    if vm is None or not isinstance(change, ServiceChange):
        return None
    service = vm.service(change.kind)
    return service.enabled if service is not None else None
