"""How a plan, and each of its items, stands."""

import enum
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from console.fleet.plan import PlanItem, PlanOrigin
from console.model.errors import ConsoleError
from console.model.identity import PlanId


class ItemPhase(enum.Enum):
    """How far an item has come; the value is its word in the journal."""

    WAITING = "waiting"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    UNKNOWN_OUTCOME = "unknown_outcome"
    """It was sent, but how it ended is not known; it is not repeated."""
    SKIPPED = "skipped"
    """It was so already when its turn came; nothing was sent."""
    NOT_RUN = "not_run"
    """The plan was stopped before its turn; nothing was sent."""

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will happen."""
        return self not in (ItemPhase.WAITING, ItemPhase.RUNNING)


FAILURES: Final = frozenset({ItemPhase.FAILED, ItemPhase.UNKNOWN_OUTCOME})


@dataclass(frozen=True, slots=True)
class ItemResult:
    """How one item stands.

    Attributes:
        item: What is done.
        phase: How far it has come.
        error: Why it did not succeed.
        was_changed: Whether it was this plan that changed it, so that it can be taken back. Not
            so for power, and where the value before is not known.
    """

    item: PlanItem
    phase: ItemPhase = ItemPhase.WAITING
    error: ConsoleError | None = None
    was_changed: bool = False


class PlanPhase(enum.Enum):
    """How far a plan has come."""

    RUNNING = "running"
    STOPPING = "stopping"
    """Nothing new is begun; what is under way ends."""
    FINISHED = "finished"
    STOPPED = "stopped"
    """It ended before all of it was begun."""
    INTERRUPTED = "interrupted"
    """The program ended while it ran; it can be resumed or discarded."""


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """One plan as it stands now.

    Attributes:
        id: Which.
        origin: Where it comes from.
        phase: How far it has come.
        results: Of the items that would change something, in the plan's order.
        started_at: When it was started first (aware).
        finished_at: When it ended.
        can_undo: Whether there is something that ``PlanDesk.undo`` would take back.
        undone_by: The plan that takes, or took, this one back.
        error: Why the plan as a whole was stopped, such as a journal that cannot be written.
    """

    id: PlanId
    origin: PlanOrigin
    phase: PlanPhase
    results: tuple[ItemResult, ...]
    started_at: datetime
    finished_at: datetime | None = None
    can_undo: bool = False
    undone_by: PlanId | None = None
    error: ConsoleError | None = None

    @property
    def total(self) -> int:
        """How many items there are."""
        return len(self.results)

    @property
    def done(self) -> int:
        """How many items have ended, well or not; those that were never begun do not count."""
        return sum(r.phase.is_finished and r.phase is not ItemPhase.NOT_RUN for r in self.results)

    @property
    def failed(self) -> int:
        """How many items failed, or ended in a way that is not known."""
        return sum(result.phase in FAILURES for result in self.results)

    @property
    def percent(self) -> int:
        """Share of ``done``, 0 to 100."""
        return 100 * self.done // self.total if self.results else 100

    @property
    def is_pending(self) -> bool:
        """Whether it is under way."""
        return self.phase in (PlanPhase.RUNNING, PlanPhase.STOPPING)
