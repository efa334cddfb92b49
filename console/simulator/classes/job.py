"""``Msvm_ConcreteJob`` (Hyper-V WMI v2 reference)."""

from datetime import timedelta

from console.simulator.behaviour.host import SimulatedMachine
from console.simulator.behaviour.jobs import KEPT_S, JobState, SimulatedJob
from console.simulator.descriptions import JobFault
from console.simulator.rows import ClassRows

CLASS = "Msvm_ConcreteJob"

_ENDS = {
    JobState.COMPLETED: "job.completed",
    JobState.TERMINATED: "job.cancelled",
    JobState.KILLED: "job.cancelled",
    JobState.FAILED: "job.error",
}


def rows(machine: SimulatedMachine) -> ClassRows[SimulatedJob]:
    """Return one row for each job that the host still knows."""
    texts = machine.texts
    return ClassRows(
        CLASS,
        lambda: iter(machine.jobs),
        {
            "Cancellable": lambda job, _: job.is_cancellable,
            "Caption": lambda job, _: texts[f"job.{job.plan.word}"],
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
        {"instanceid": lambda guid: filter(None, (machine.jobs.find(guid),))},
    )


def _elapsed(job: SimulatedJob, now: float) -> float:
    return max(0.0, (now if job.ended is None else job.ended) - job.started)


def summary_text(machine: SimulatedMachine, job: SimulatedJob) -> str | None:
    """Return the short sentence of a failed job: what failed."""
    if not job.error_code:
        return None
    return machine.texts.fill(f"job.{job.plan.word}.failed", job.vm.settings.name)


def cause_text(machine: SimulatedMachine, job: SimulatedJob) -> str | None:
    """Return why a job failed."""
    if not job.error_code:
        return None
    fault = job.plan.fault or JobFault.FAILS
    return machine.texts.fill(f"error.{fault.value}", job.vm.settings.name)


def error_text(machine: SimulatedMachine, job: SimulatedJob) -> str | None:
    """Return the long text of a failed job: what failed, and why."""
    summary, cause = summary_text(machine, job), cause_text(machine, job)
    return None if summary is None else f"{summary}\n\n{cause}"
