"""``Msvm_ConcreteJob`` and its sibling for copies into guests (Hyper-V WMI v2 reference)."""

from collections.abc import Iterator
from datetime import timedelta

from console.simulator.behaviour.copying import JOB_CLASS
from console.simulator.behaviour.host import SimulatedMachine
from console.simulator.behaviour.jobs import KEPT_S, JobState, SimulatedJob
from console.simulator.rows import ClassRows

CLASS = "Msvm_ConcreteJob"
CLASSES = (CLASS, JOB_CLASS)

_ENDS = {
    JobState.COMPLETED: "job.completed",
    JobState.TERMINATED: "job.cancelled",
    JobState.KILLED: "job.cancelled",
    JobState.FAILED: "job.error",
}


def rows(machine: SimulatedMachine) -> Iterator[ClassRows[SimulatedJob]]:
    """Return one row for each job that the host still knows."""
    for name in CLASSES:
        yield _jobs(machine, name)


def _jobs(machine: SimulatedMachine, class_name: str) -> ClassRows[SimulatedJob]:
    texts = machine.texts
    return ClassRows(
        class_name,
        lambda: (job for job in machine.jobs if job.plan.class_name == class_name),
        {
            "Cancellable": lambda job, _: job.is_cancellable,
            "Caption": lambda job, _: texts[f"job.{job.plan.word}"],
            "CopyFileToGuestSettingData": lambda job, _: job.plan.settings,
            "Description": lambda job, _: texts[f"job.{job.plan.word}"],
            "ElapsedTime": lambda job, now: timedelta(seconds=_elapsed(job, now)),
            "ElementName": lambda job, _: texts[f"job.{job.plan.word}"],
            "ErrorCode": lambda job, _: job.error_code,
            "ErrorDescription": lambda job, _: error_text(machine, job),
            "ErrorSummaryDescription": lambda job, _: summary_text(machine, job),
            "InstanceID": lambda job, _: job.id,
            "JobState": lambda job, now: int(job.state(now)),
            "JobStatus": lambda job, now: texts[_ENDS.get(job.state(now), "job.running")],
            "JobType": lambda job, _: job.plan.job_type,
            "Name": lambda job, _: texts[f"job.{job.plan.word}"],
            "Owner": lambda job, _: job.owner,
            "PercentComplete": lambda job, now: job.percent(now),
            "StartTime": lambda job, _: machine.wall(job.started),
            "TimeOfLastStateChange": lambda job, _: machine.wall(job.changed),
            "TimeSubmitted": lambda job, _: machine.wall(job.started),
            "VirtualSystemName": lambda job, _: job.vm.id,
        },
        {
            "DeleteOnCompletion": False,
            "HealthState": 5,
            "LocalOrUtcTime": 2,
            "OperationalStatus": (2,),
            "Status": "OK",
            "StatusDescriptions": (texts["status.2"],),
            "TimeBeforeRemoval": timedelta(seconds=KEPT_S),
        },
        {"instanceid": lambda guid: _found(machine, class_name, guid)},
    )


def _found(machine: SimulatedMachine, class_name: str, guid: str) -> tuple[SimulatedJob, ...]:
    job = machine.jobs.find(guid)
    return () if job is None or job.plan.class_name != class_name else (job,)


def _elapsed(job: SimulatedJob, now: float) -> float:
    return max(0.0, (now if job.ended is None else job.ended) - job.started)


def summary_text(machine: SimulatedMachine, job: SimulatedJob) -> str | None:
    """Return the short sentence of a failed job: what failed."""
    if not job.error_code:
        return None
    return machine.texts.fill(f"job.{job.plan.word}.failed", job.vm.settings.name)


def cause_text(machine: SimulatedMachine, job: SimulatedJob) -> str | None:
    """Return why a job failed."""
    if job.failure is None:
        return None
    return machine.texts.fill(f"error.{job.failure.cause}", job.vm.settings.name)


def error_text(machine: SimulatedMachine, job: SimulatedJob) -> str | None:
    """Return the long text of a failed job: what failed, and why."""
    summary, cause = summary_text(machine, job), cause_text(machine, job)
    return None if summary is None else f"{summary}\n\n{cause}"
