"""A job that a host runs for us."""

import enum
from dataclasses import dataclass


class JobState(enum.Enum):
    """Where a job stands (``CIM_ConcreteJob.JobState``)."""

    RUNNING = "running"
    """New, starting, running, shutting down: not finished."""
    SUSPENDED = "suspended"
    COMPLETED = "completed"
    COMPLETED_WITH_WARNINGS = "completed_with_warnings"
    CANCELLED = "cancelled"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class JobSnapshot:
    """One look at a job.

    Attributes:
        id: The host's id of the job.
        state: Where it stands.
        percent: 0 to 100.
        error_code: 0, or the method's error number.
        error_text: The host's own sentence, in the host's language.
        can_cancel: Whether the host offers to cancel it.
    """

    id: str
    state: JobState
    percent: int = 0
    error_code: int = 0
    error_text: str = ""
    can_cancel: bool = False

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in (
            JobState.COMPLETED,
            JobState.COMPLETED_WITH_WARNINGS,
            JobState.CANCELLED,
            JobState.FAILED,
        )
