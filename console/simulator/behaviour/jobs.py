"""Jobs of a host: they run for a while, end well or badly, and are forgotten five minutes later.

A job's figures are functions of time; only its end is an event on the agenda (Hyper-V WMI v2
reference: "Msvm_ConcreteJob").
"""

import enum
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from console.simulator.behaviour.agenda import Agenda
from console.simulator.behaviour.vm import SimulatedVm
from console.simulator.descriptions import JobFault, stable_guid

KEPT_S = 300.0
"""``TimeBeforeRemoval``: five minutes."""

WATCH_S = 0.5
"""How often a job that can be disturbed looks whether it was."""

_HUNG_PERCENT = 42
_START_SHARE = 0.1


class JobState(enum.IntEnum):
    """``JobState``."""

    NEW = 2
    STARTING = 3
    RUNNING = 4
    COMPLETED = 7
    TERMINATED = 8
    KILLED = 9
    FAILED = 10


class JobRequest(enum.IntEnum):
    """What ``RequestStateChange`` of a job understands."""

    START = 2
    SUSPEND = 3
    TERMINATE = 4
    KILL = 5
    SERVICE = 6


ERROR_CODES: dict[JobFault, int] = {
    JobFault.NOT_ENOUGH_MEMORY: 32778,
    JobFault.FILE_NOT_FOUND: 32779,
    JobFault.ACCESS_DENIED: 32769,
    JobFault.FAILS: 32768,
    JobFault.REFUSED: 32775,
}
"""Error numbers of methods and jobs; the same numbers as return values of Hyper-V's own methods."""


@dataclass(frozen=True, slots=True)
class JobFailure:
    """Why a job failed.

    Attributes:
        code: ``ErrorCode``.
        cause: Which sentence says so: the end of its key in the texts.
    """

    code: int
    cause: str


def failure_of(fault: JobFault) -> JobFailure:
    """Return how a job fails that goes wrong in this way."""
    return JobFailure(ERROR_CODES[fault], fault.value)


def _all_well() -> JobFailure | None:
    return None


@dataclass(frozen=True, slots=True)
class JobPlan:
    """What a job is going to do.

    Attributes:
        word: Which kind, for texts.
        job_type: ``JobType``.
        seconds: How long it runs.
        fault: How it goes wrong.
        on_success: Called at its end.
        on_failure: Called when it fails or is cancelled.
        fault_at: Share of its time after which the fault strikes.
        watch: Called twice a second and at its end; what it returns ends the job as failed.
        is_watched: Whether ``watch`` is called before the end, too.
        class_name: Of the job.
        settings: What it was asked to do, as the caller wrote it.
    """

    word: str
    job_type: int
    seconds: float
    fault: JobFault | None
    on_success: Callable[[], None]
    on_failure: Callable[[], None]
    fault_at: float = 1.0
    watch: Callable[[], JobFailure | None] = _all_well
    is_watched: bool = False
    class_name: str = "Msvm_ConcreteJob"
    settings: tuple[str, ...] = field(default=(), repr=False)


class SimulatedJob:
    """One job.

    Attributes:
        id: ``InstanceID``.
        plan: What it does.
        vm: The VM that it changes.
        owner: The account that started it.
        started: Moment of its start.
        ended: Moment of its end; ``None`` before.
        failure: Why it failed; ``None`` unless it did.
    """

    __slots__ = (
        "_end_state",
        "changed",
        "ended",
        "failure",
        "id",
        "owner",
        "plan",
        "started",
        "vm",
    )

    def __init__(self, job_id: str, plan: JobPlan, vm: SimulatedVm, owner: str, now: float) -> None:
        self.id = job_id
        self.plan = plan
        self.vm = vm
        self.owner = owner
        self.started = now
        self.changed = now
        self.ended: float | None = None
        self.failure: JobFailure | None = None
        self._end_state = JobState.COMPLETED

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will happen."""
        return self.ended is not None

    @property
    def hangs(self) -> bool:
        """Whether it waits to be cancelled."""
        return self.plan.fault is JobFault.HANGS

    @property
    def is_cancellable(self) -> bool:
        """``Cancellable``."""
        return not self.is_finished

    def state(self, now: float) -> JobState:
        """Return ``JobState``."""
        if self.ended is not None:
            return self._end_state
        early = now - self.started < self.plan.seconds * _START_SHARE
        return JobState.STARTING if early else JobState.RUNNING

    def percent(self, now: float) -> int:
        """Return ``PercentComplete``."""
        if self.ended is not None and self._end_state is JobState.COMPLETED:
            return 100
        moment = now if self.ended is None else self.ended
        share = (moment - self.started) / self.plan.seconds if self.plan.seconds else 1.0
        return max(0, min(_HUNG_PERCENT if self.hangs else 99, int(share * 100)))

    @property
    def error_code(self) -> int:
        """``ErrorCode``: 0 unless it failed."""
        return 0 if self.failure is None else self.failure.code

    def finish(self, state: JobState, now: float, failure: JobFailure | None = None) -> None:
        """End it, once."""
        if self.ended is not None:
            return
        self.ended = self.changed = now
        self.failure = failure
        self._end_state = state
        if state is JobState.COMPLETED:
            self.plan.on_success()
        else:
            self.plan.on_failure()


class JobBook:
    """The jobs that a host knows just now, by id in upper case."""

    def __init__(self, agenda: Agenda, host_name: str) -> None:
        self._agenda = agenda
        self._host_name = host_name
        self._count = 0
        self._jobs: dict[str, SimulatedJob] = {}

    def __iter__(self) -> Iterator[SimulatedJob]:
        return iter(tuple(self._jobs.values()))

    def find(self, job_id: str) -> SimulatedJob | None:
        """Return a job, ``None`` when it never was or is forgotten."""
        return self._jobs.get(job_id.upper())

    def of(self, vm: SimulatedVm) -> tuple[SimulatedJob, ...]:
        """Return the jobs of a VM that run."""
        return tuple(j for j in self._jobs.values() if j.vm is vm and not j.is_finished)

    def start(self, plan: JobPlan, vm: SimulatedVm, owner: str) -> SimulatedJob:
        """Start a job."""
        self._count += 1
        job_id = stable_guid("job", self._host_name, str(self._count))
        job = SimulatedJob(job_id, plan, vm, owner, self._agenda.now)
        self._jobs[job_id] = job
        if not job.hangs:
            share = 1.0 if plan.fault is None else plan.fault_at
            self._agenda.at(job.started + plan.seconds * share, lambda _: self._complete(job))
        if plan.is_watched:
            self._agenda.at(job.started + WATCH_S, lambda now: self._look(job, now))
        return job

    def cancel(self, job: SimulatedJob, state: JobState) -> None:
        """End a job before its time."""
        self._end(job, state)

    def abandon(self) -> None:
        """Forget everything at once, as a host does that goes down."""
        for job in self:
            self._end(job, JobState.KILLED)
            self._forget(job)

    def _complete(self, job: SimulatedJob) -> None:
        fault = job.plan.fault
        failure = job.plan.watch() if fault is None else failure_of(fault)
        self._end(job, JobState.FAILED if failure else JobState.COMPLETED, failure)

    def _look(self, job: SimulatedJob, now: float) -> None:
        if job.is_finished:
            return
        failure = job.plan.watch()
        if failure is not None:
            self._end(job, JobState.FAILED, failure)
            return
        self._agenda.at(now + WATCH_S, lambda later: self._look(job, later))

    def _end(self, job: SimulatedJob, state: JobState, failure: JobFailure | None = None) -> None:
        if job.is_finished:
            return
        now = self._agenda.now
        job.finish(state, now, failure)
        self._agenda.at(now + KEPT_S, lambda _: self._forget(job))

    def _forget(self, job: SimulatedJob) -> None:
        self._jobs.pop(job.id, None)
