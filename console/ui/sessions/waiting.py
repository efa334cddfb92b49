"""Waits in a coroutine for what the fleet tells: that a VM runs, that an operation has ended."""

import asyncio
from collections.abc import Callable
from typing import Final

from console.fleet.operation import OperationPhase, OperationRecord
from console.fleet.store import StoreChange
from console.model.errors import NotPossible, TimedOut
from console.model.identity import VmKey
from console.model.vm import VmState
from console.ui.ports import FleetControl

START_S: Final = 120.0
"""How long a VM may take from the order to start until it runs."""
_PENDING: Final = (OperationPhase.WAITING, OperationPhase.RUNNING)


async def ended_operation(fleet: FleetControl, record: OperationRecord) -> OperationRecord:
    """Return an operation's last record; raises its error when it failed."""
    done: asyncio.Future[OperationRecord] = asyncio.get_running_loop().create_future()

    def take(now: OperationRecord) -> None:
        if now.id == record.id and now.phase not in _PENDING and not done.done():
            done.set_result(now)

    end = fleet.operations.subscribe(take)
    try:
        take(record)
        last = await done
    finally:
        end()
    if last.error is not None:
        raise last.error
    return last


async def runs(
    fleet: FleetControl, key: VmKey, begin: Callable[[], OperationRecord], wait_s: float = START_S
) -> None:
    """Order a start and wait until the store says that the VM runs.

    Raises:
        TimedOut: It did not in time.
        NotPossible: ``vm_gone``.
        ConsoleError: The order failed.
    """
    done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    def look(_change: StoreChange | None = None) -> None:
        vm = fleet.store.vm(key)
        if (vm is None or vm.state is VmState.RUNNING) and not done.done():
            done.set_result(vm is not None)

    end = fleet.store.subscribe(look)
    try:
        async with asyncio.timeout(wait_s):
            await ended_operation(fleet, begin())
            look()
            if not await done:
                raise NotPossible("vm_gone", str(key.vm))
    except TimeoutError as problem:
        raise TimedOut("operation", wait_s, str(key.vm)) from problem
    finally:
        end()
