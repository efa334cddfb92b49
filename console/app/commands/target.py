"""Find the VM that a command names, and follow what was started on it."""

import time
from collections.abc import Callable

from console.app.commands.account import UsageError
from console.hyperv import jobs
from console.hyperv.jobs import Started
from console.hyperv.reading import StateRow
from console.hyperv.state import read_states
from console.model.errors import Cancelled, NotPossible, ObjectGone, OutcomeUnknown
from console.model.job import JobSnapshot, JobState
from console.wsman.client import WsmanClient

_FIRST_PAUSE_S = 0.2
_LONGEST_PAUSE_S = 1.0
_SUCCESSES = (JobState.COMPLETED, JobState.COMPLETED_WITH_WARNINGS)


def find_vm(wsman: WsmanClient, wanted: str) -> StateRow:
    """Return the VM with this id or this name.

    Raises:
        NotPossible: ``vm_unknown``: the host has no such VM.
        UsageError: Several VMs bear the name.
    """
    rows = read_states(wsman).rows
    found = [row for row in rows if row.id == wanted.strip("{}").upper()]
    found = found or [row for row in rows if row.name == wanted]
    found = found or [row for row in rows if row.name.casefold() == wanted.casefold()]
    if not found:
        raise NotPossible("vm_unknown", wanted)
    if len(found) > 1:
        raise UsageError(
            f"{len(found)} VMs are called {wanted}; name one by its id: "
            + ", ".join(row.id for row in found)
        )
    return found[0]


def follow(
    wsman: WsmanClient,
    started: Started,
    method: str,
    tell: Callable[[JobSnapshot], None],
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Wait until what was started has ended.

    Raises:
        OperationFailed: It failed; with the host's own text.
        Cancelled: Somebody cancelled it on the host.
        OutcomeUnknown: The host dropped the job before its end could be seen.
    """
    if started.job is None:
        return
    pause = _FIRST_PAUSE_S
    while True:
        try:
            job = jobs.read(wsman, started.job)
        except ObjectGone as problem:
            raise OutcomeUnknown(method) from problem
        tell(job)
        if job.is_finished:
            break
        sleep(pause)
        pause = min(pause * 1.5, _LONGEST_PAUSE_S)
    if job.state is JobState.CANCELLED:
        raise Cancelled(method)
    if job.state not in _SUCCESSES:
        raise jobs.failure(method, job, jobs.error_texts(wsman, started.job))
