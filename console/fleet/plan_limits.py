"""How much of a plan may be under way at once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlanLimits:
    """Bounds on a plan while it runs.

    Attributes:
        per_host: How many items of one host may be under way together.
        overall: How many items in all.
        stop_after: Begin nothing new after this many failures; ``None``: go on regardless.

    Raises:
        ValueError: A bound is less than one.
    """

    per_host: int = 4
    overall: int = 32
    stop_after: int | None = None

    def __post_init__(self) -> None:
        """Refuse bounds under which nothing would ever begin."""
        bounds = (self.per_host, self.overall, 1 if self.stop_after is None else self.stop_after)
        if min(bounds) < 1:
            raise ValueError("a plan's limits are at least one")
