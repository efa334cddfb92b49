"""Things that will happen, done when somebody looks: there is no thread and no timer.

Whoever looks at a simulated host calls ``advance`` first, which runs everything that has become due
since, in the order of time and each with the moment it was due, so that what is seen depends on the
clock alone and not on when, or how often, anybody looked.
"""

import heapq
import itertools
from collections.abc import Callable

from console.simulator.clock import Clock

Action = Callable[[float], None]


class Agenda:
    """Actions by the monotonic second at which they are due."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._due: list[tuple[float, int, Action]] = []
        self._numbers = itertools.count()
        self.now = clock.monotonic()
        """The moment up to which everything has happened."""

    def at(self, moment: float, action: Action) -> None:
        """Have something done at a moment; it gets that moment as its argument."""
        heapq.heappush(self._due, (moment, next(self._numbers), action))

    def advance(self) -> float:
        """Let everything happen that is due, and return the present moment."""
        present = self._clock.monotonic()
        while self._due and self._due[0][0] <= present:
            moment, _, action = heapq.heappop(self._due)
            self.now = max(self.now, moment)
            action(moment)
        self.now = max(self.now, present)
        return self.now
