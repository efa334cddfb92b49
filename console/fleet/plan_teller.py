"""Tells how plans stand: while one runs at most every 100 ms, its end at once.

A plan of hundreds of items changes with each of their phases: nobody could look that fast, and a
window that tried would be busy with it.
"""

from functools import partial
from typing import Final

from console.fleet.clock import Clock, Timer
from console.fleet.plan_record import PlanRecord
from console.fleet.plan_run import PlanRun
from console.fleet.subscription import Subscribers
from console.model.identity import PlanId

TELL_EVERY_S: Final = 0.1


class PlanTeller:
    """Tells subscribers how plans stand.

    Args:
        clock: Measures the pauses.
    """

    def __init__(self, clock: Clock) -> None:
        self.subscribers: Subscribers[PlanRecord] = Subscribers()
        self._clock = clock
        self._timers: dict[PlanId, Timer] = {}
        self._told_at: dict[PlanId, float] = {}

    def tell(self, run: PlanRun) -> None:
        """Tell how a plan stands, now."""
        timer = self._timers.pop(run.id, None)
        if timer is not None:
            timer.cancel()
        self._told_at[run.id] = self._clock.monotonic()
        self.subscribers.tell(run.record)

    def tell_soon(self, run: PlanRun) -> None:
        """Tell how a plan stands when enough time has passed since the last telling."""
        if run.id in self._timers:
            return
        now = self._clock.monotonic()
        wait = max(0.0, self._told_at.get(run.id, now - TELL_EVERY_S) + TELL_EVERY_S - now)
        self._timers[run.id] = self._clock.later(wait, partial(self.tell, run))

    def forget(self, plan: PlanId) -> None:
        """Forget when a plan was told."""
        self._told_at.pop(plan, None)

    def close(self) -> None:
        """Tell nothing any more that was put off."""
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
