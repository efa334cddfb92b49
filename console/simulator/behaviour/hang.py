"""When a guest hangs: from a moment on nothing in it answers, until it starts anew."""

from console.simulator.descriptions import VmDescription

AGAIN_S = 600.0
"""How long after a start a guest hangs that hangs again each time."""


class Hang:
    """The next, or present, hanging of one guest.

    Attributes:
        moment: When it begins, or began; ``None`` when the guest will not hang.
    """

    __slots__ = ("_again", "_born", "_planned_h", "moment")

    def __init__(self, born: float) -> None:
        self._born = born
        self._planned_h: float | None = None
        self._again = False
        self.moment: float | None = None

    def plan(self, description: VmDescription) -> None:
        """Take over what a description says; the same plan twice changes nothing."""
        self._again = description.hangs_again
        if description.hangs_at_h == self._planned_h:
            return
        self._planned_h = hours = description.hangs_at_h
        self.moment = None if hours is None else self._born + hours * 3600.0

    def has_begun(self, now: float) -> bool:
        """Tell whether the guest hangs."""
        return self.moment is not None and now >= self.moment

    def started(self, now: float) -> None:
        """Note that the guest has started anew: what hung runs again, for good or for a while."""
        if self.has_begun(now):
            self.moment = now + AGAIN_S if self._again else None
