"""Keeps a watched profile from fighting: how often one service of one VM is corrected. Pure.

Something else may want the opposite and be as stubborn: another tool, a policy, a second console.
After a correction the same service of the same VM rests for a while, and after some of them within
an hour the watch gives up until the oldest is an hour old, and says so.
"""

from collections import deque
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from console.fleet.drift_report import Drift
from console.model.identity import VmKey
from console.model.service import ServiceKind

MAX_CORRECTIONS: Final = 3
WINDOW_S: Final = 3600.0
REST_S: Final = 60.0
"""A refused or overturned correction is not repeated at once."""

Switch = tuple[VmKey, ServiceKind]
"""One service of one VM."""


@dataclass(frozen=True, slots=True)
class KeepsDrifting:
    """A service that was corrected as often as is allowed, and drifts again.

    Attributes:
        drift: As it is now.
        corrections: How often it was corrected within the last hour.
        since: When it was given up (aware).
    """

    drift: Drift
    corrections: int
    since: datetime


class DriftBrake:
    """Remembers corrections; times are monotonic seconds.

    Args:
        limit: How many within ``window_s``.
        window_s: How long a correction counts.
        rest_s: How long to wait after each.
    """

    def __init__(
        self,
        limit: int = MAX_CORRECTIONS,
        window_s: float = WINDOW_S,
        rest_s: float = REST_S,
    ) -> None:
        self._limit = limit
        self._window_s = window_s
        self._rest_s = rest_s
        self._times: dict[Switch, deque[float]] = {}

    def note(self, switch: Switch, now: float) -> None:
        """Remember that a correction was begun."""
        self._recent(switch, now)
        self._times.setdefault(switch, deque()).append(now)

    def wait_s(self, switch: Switch, now: float) -> float:
        """Return how long to wait before the next correction; 0: it may begin now."""
        recent = self._recent(switch, now)
        if not recent:
            return 0.0
        wait = recent[-1] + self._rest_s - now
        if len(recent) >= self._limit:
            wait = max(wait, recent[-self._limit] + self._window_s - now)
        return max(0.0, wait)

    def corrections(self, switch: Switch, now: float) -> int:
        """Return how often a service was corrected within the window."""
        return len(self._recent(switch, now))

    def is_given_up(self, switch: Switch, now: float) -> bool:
        """Whether it was corrected as often as is allowed."""
        return self.corrections(switch, now) >= self._limit

    def _recent(self, switch: Switch, now: float) -> deque[float]:
        times = self._times.get(switch)
        if times is None:
            return deque()
        while times and now - times[0] >= self._window_s:
            times.popleft()
        if not times:
            del self._times[switch]
        return times
