"""Change what can be changed back on one VM, and change it back: for recordings of changes.

Only what leaves no trace: each integration service that the VM has is switched over and back, and
one item is published to the guest, changed, and taken away. Whatever happens in between, the way
back is always tried; where it fails, that is said, with what to do.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from console.hyperv import jobs, kvp, services
from console.hyperv.jobs import Started
from console.model.errors import ConsoleError, ObjectGone
from console.model.guest import GuestItem, ItemSource
from console.model.identity import VmId
from console.model.job import JobState
from console.model.service import ServiceKind, ServiceSnapshot
from console.recording.walk import Begin, Outcome, taken
from console.wsman.client import WsmanClient

ITEM: Final = "HVConsoleRecording"
FIRST: Final = "HVConsoleFirst"
SECOND: Final = "HVConsoleSecond"
PLAN: Final = (
    "each integration service that the VM has is switched over and back",
    f"an item {ITEM} is published to the guest, changed, and taken away",
)
"""What is going to be done, to say before it is done."""

_PAUSE_S: Final = 0.3
_PATIENCE: Final = 400
"""Looks at a job before we stop waiting: two minutes."""

Sleep = Callable[[float], None]
Tell = Callable[[str], None]


def acts(
    wsman: WsmanClient, vm: VmId, begin: Begin, *, tell: Tell, sleep: Sleep
) -> Iterator[Outcome]:
    """Do everything of ``PLAN`` on a VM, each as one step.

    Args:
        wsman: The host, or a recording.
        vm: The VM.
        begin: Is told each step's name before it.
        tell: Is told what was done, and what could not be taken back.
        sleep: Waits some seconds between two looks at a job.

    Raises:
        Unreachable: The connection broke; what was not taken back has been told.
    """
    for kind in ServiceKind:
        read = partial(_switch_over_and_back, vm=vm, kind=kind, tell=tell, sleep=sleep)
        yield taken(wsman, f"act.service.{kind.value}", read, begin)
    yield taken(wsman, "act.item", partial(_publish, vm=vm, tell=tell, sleep=sleep), begin)


def _switch_over_and_back(
    wsman: WsmanClient, vm: VmId, kind: ServiceKind, tell: Tell, sleep: Sleep
) -> tuple[ServiceSnapshot, ...]:
    """Return the service before, between and after; nothing where the VM does not have it."""
    before = services.read_service(wsman, vm, kind)
    if before.enabled is None:
        tell(f"{kind.value}: this VM does not have it")
        return (before,)
    was_on = before.enabled
    try:
        _finish(wsman, services.set_enabled(wsman, vm, kind, not was_on), sleep)
        between = services.read_service(wsman, vm, kind)
    finally:
        word = "on" if was_on else "off"
        with _way_back(tell, f"{kind.value} must be switched {word} by hand"):
            _finish(wsman, services.set_enabled(wsman, vm, kind, was_on), sleep)
    after = services.read_service(wsman, vm, kind)
    tell(f"{kind.value}: switched over and back")
    if after.enabled is not was_on:
        tell(f"ATTENTION: {kind.value} must be switched {word} by hand")
    return before, between, after


def _publish(wsman: WsmanClient, vm: VmId, tell: Tell, sleep: Sleep) -> tuple[object, ...]:
    """Return the host's items before, after each change, and at the end."""
    before = kvp.read_guest_data(wsman, vm)
    if any(item.name == ITEM for item in before.items):
        tell(f"{ITEM}: is there already and was left alone")
        return (before,)
    told = [before]
    try:
        for method, data in ((kvp.ADD, FIRST), (kvp.CHANGE, SECOND)):
            item = GuestItem(ITEM, data, ItemSource.HOST)
            _finish(wsman, kvp.change_item(wsman, vm, method, item), sleep)
            told.append(kvp.read_guest_data(wsman, vm))
    finally:
        with _way_back(tell, f"the item {ITEM} must be removed by hand, if it is there"):
            item = GuestItem(ITEM, "", ItemSource.HOST)
            _finish(wsman, kvp.change_item(wsman, vm, kvp.REMOVE, item), sleep)
    told.append(kvp.read_guest_data(wsman, vm))
    tell(f"{ITEM}: published, changed, taken away")
    return tuple(told)


class _way_back:  # noqa: N801 - reads as a statement
    """Say what is left to do where the way back fails; the error goes on."""

    def __init__(self, tell: Tell, what: str) -> None:
        self._tell = tell
        self._what = what

    def __enter__(self) -> None:
        """Nothing to do before."""

    def __exit__(self, kind: object, problem: object, trace: object) -> None:
        """Tell when it failed."""
        if problem is not None:
            self._tell(f"ATTENTION: {self._what}")


def _finish(wsman: WsmanClient, started: Started, sleep: Sleep) -> None:
    """Wait for the end of what was started.

    Raises:
        OperationFailed: It failed.
    """
    if started.job is None:
        return
    for _ in range(_PATIENCE):
        try:
            job = jobs.read(wsman, started.job)
        except ObjectGone:
            return  # it ended and was dropped; reading back tells how
        if job.is_finished:
            break
        sleep(_PAUSE_S)
    else:
        raise ConsoleError("the job does not end")
    if job.state not in (JobState.COMPLETED, JobState.COMPLETED_WITH_WARNINGS):
        raise jobs.failure("act", job, jobs.error_texts(wsman, started.job))
