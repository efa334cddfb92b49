"""Start methods that may become jobs, and follow, cancel and explain those jobs.

A method answers 0 (done), 4096 (a job was started, here is its reference) or an error number. The
job's class differs (Msvm_ConcreteJob, Msvm_StorageJob, Msvm_MigrationJob and others), so its
reference is used as it came. A host keeps a finished job for some minutes and then drops it; so it
does with all of them when its management service restarts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from console.hyperv.codes import COMPLETED, JOB_STARTED
from console.hyperv.text import clean, clean_lines
from console.hyperv.wire import JOB_STATES, flag, number, word
from console.model.errors import ClassMissing, Malformed, OperationFailed
from console.model.job import JobSnapshot, JobState
from console.wsman.cim import CimInstance, CimReference, CimValue
from console.wsman.cimxml import decode_embedded
from console.wsman.client import WsmanClient
from console.wsman.names import HYPERV_NAMESPACE, class_uri
from console.wsman.wql import select

_TERMINATE: Final = 4
_KILL: Final = 5
_JOB: Final = "Msvm_ConcreteJob"
_METHOD: Final = "CIM_ConcreteJob.RequestStateChange"


@dataclass(frozen=True, slots=True)
class Started:
    """A change that a host accepted.

    Attributes:
        job: What to follow; ``None``: done at once (or it was so already).
    """

    job: CimReference | None = None

    @property
    def is_done(self) -> bool:
        """Whether there is nothing to wait for."""
        return self.job is None


DONE: Final = Started()


def _named_job(output: CimInstance) -> CimReference | None:
    return output.target("Job")


def start(
    wsman: WsmanClient,
    target: CimReference,
    method: str,
    arguments: Sequence[tuple[str, CimValue]] = (),
    *,
    job_of: Callable[[CimInstance], CimReference | None] = _named_job,
) -> Started:
    """Call a method that may become a job.

    Args:
        wsman: The host.
        target: The object.
        method: Its method.
        arguments: In the order of the method's signature.
        job_of: Finds the job in the answer; by default it is called ``Job``.

    Raises:
        OperationFailed: The method answered with an error number.
        Malformed: The answer has no return value, or a job without a reference.
    """
    output = wsman.invoke(target, method, arguments)
    code = output.integer("ReturnValue")
    if code is None:
        raise Malformed(f"{method}: no return value")
    if code == COMPLETED:
        return DONE
    if code != JOB_STARTED:
        raise OperationFailed(f"{target.class_name}.{method}", code)
    job = job_of(output)
    if job is None:
        raise Malformed(f"{method}: a job without a reference")
    return Started(job)


def find(wsman: WsmanClient) -> tuple[CimReference, ...]:
    """Return the jobs of Hyper-V's management that a host still keeps.

    Jobs of other classes (of storage, of migrations) are not among them.
    """
    try:
        rows = wsman.query_all(HYPERV_NAMESPACE, select(_JOB, ("InstanceID",)))
    except ClassMissing:
        return ()
    uri = class_uri(HYPERV_NAMESPACE, _JOB)
    ids = (word(row, "InstanceID") for row in rows)
    return tuple(CimReference(uri, (("InstanceID", each),)) for each in ids if each)


def read(wsman: WsmanClient, job: CimReference) -> JobSnapshot:
    """Look at a job.

    Raises:
        ObjectGone: The host has dropped it: it ended long ago, or the host's management service
            restarted. How it ended cannot be known; read the VM again.
    """
    return snapshot_of(wsman.get(job), job)


def snapshot_of(instance: CimInstance, job: CimReference) -> JobSnapshot:
    """Read a job's instance (CIM_ConcreteJob and the classes below it)."""
    state = number(instance, "JobState")
    return JobSnapshot(
        id=job.selector("InstanceID") or word(instance, "InstanceID"),
        state=JobState.UNKNOWN if state is None else JOB_STATES.get(state, JobState.UNKNOWN),
        percent=number(instance, "PercentComplete", 0, 100) or 0,
        error_code=number(instance, "ErrorCode") or 0,
        error_text=clean_lines(
            word(instance, "ErrorDescription") or word(instance, "ErrorSummaryDescription")
        ),
        can_cancel=flag(instance, "Cancellable") or False,
    )


def cancel(wsman: WsmanClient, job: CimReference) -> None:
    """Ask a host to end a job: cleanly (4), and if it refuses, hard (5).

    The job then goes on to its end; follow it to see how that was.

    Raises:
        OperationFailed: The host refuses both.
    """
    if _request(wsman, job, _TERMINATE) not in (COMPLETED, JOB_STARTED):
        code = _request(wsman, job, _KILL)
        if code not in (COMPLETED, JOB_STARTED):
            raise OperationFailed(_METHOD, code)


def _request(wsman: WsmanClient, job: CimReference, state: int) -> int:
    output = wsman.invoke(job, "RequestStateChange", (("RequestedState", state),))
    code = output.integer("ReturnValue")
    if code is None:
        raise Malformed("RequestStateChange: no return value")
    return code


def error_texts(wsman: WsmanClient, job: CimReference) -> tuple[str, ...]:
    """Return the host's own sentences about a failed job, outermost first, in its language.

    Each is the ``Message`` of an embedded Msvm_Error (Msvm_ConcreteJob.GetErrorEx). A sentence that
    cannot be read is left out.
    """
    output = wsman.invoke(job, "GetErrorEx")
    return tuple(text for each in output.texts("Errors") if (text := _message(each)))


def _message(embedded: str) -> str:
    try:
        return clean(word(decode_embedded(embedded), "Message"))
    except Malformed:
        return ""


def failure(method: str, job: JobSnapshot, more: tuple[str, ...] = ()) -> OperationFailed:
    """Return a failed job as the error to show.

    Args:
        method: ``Class.Method`` that started it.
        job: Its last look.
        more: What ``error_texts`` delivered; a repetition of the job's own text is left out.
    """
    text = job.error_text or (more[0] if more else "")
    return OperationFailed(
        method, job.error_code, text, tuple(each for each in more if each != text)
    )
