"""Whose turn it is on the wall of screens: pure, so that the bounds can be proved by a test.

Who can be seen comes before who cannot, and among equals who waited longest. At most so many
requests are under way per host, and at most so many begin within any second over all hosts.
"""

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from console.model.identity import HostId, VmKey

PER_HOST: Final = 2
PER_SECOND: Final = 8
PAUSE_S: Final = 2.0
HIDDEN_PAUSE_S: Final = 30.0
TROUBLE_PAUSE_S: Final = 10.0


@dataclass(frozen=True, slots=True)
class _Served:
    """When a tile's request began, in which order, and when it may be asked again."""

    at: float
    order: int
    has_failed: bool = False


class WallTurns:
    """Decides who is asked next.

    Args:
        per_host: Requests under way at once for one host.
        per_second: Requests that begin within one second.
    """

    def __init__(self, per_host: int = PER_HOST, per_second: int = PER_SECOND) -> None:
        self._per_host = per_host
        self._per_second = per_second
        self._served: dict[VmKey, _Served] = {}
        self._under_way: set[VmKey] = set()
        self._by_host: Counter[HostId] = Counter()
        self._begun: deque[float] = deque()
        self._order = 0

    def begin(
        self, visible: Iterable[VmKey], hidden: Iterable[VmKey], now: float
    ) -> tuple[VmKey, ...]:
        """Return whose requests begin now; each must be ended with ``end``.

        Args:
            visible: Tiles that can be seen and whose VM has a screen.
            hidden: Further tiles, asked rarely and after all others.
            now: Seconds of a clock that never goes back.
        """
        while self._begun and now - self._begun[0] >= 1.0:
            self._begun.popleft()
        ranks = [(0, key, PAUSE_S) for key in visible]
        ranks += [(1, key, HIDDEN_PAUSE_S) for key in hidden]
        due = [(rank, key) for rank, key, pause in ranks if self._is_due(key, pause, now)]
        due.sort(key=lambda each: (each[0], self._waits_since(each[1])))
        chosen: list[VmKey] = []
        for _, key in due:
            if len(self._begun) >= self._per_second:
                break
            if self._by_host[key.host] < self._per_host:
                self._start(key, now)
                chosen.append(key)
        return tuple(chosen)

    def end(self, key: VmKey, *, failed: bool = False) -> None:
        """Note that a request ended."""
        self._under_way.discard(key)
        self._by_host[key.host] -= 1
        if failed and (served := self._served.get(key)) is not None:
            self._served[key] = _Served(served.at, served.order, has_failed=True)

    def forget(self, keys: Iterable[VmKey]) -> None:
        """Ask these at the next opportunity, as if they never had a turn."""
        for key in keys:
            self._served.pop(key, None)

    def _start(self, key: VmKey, now: float) -> None:
        self._order += 1
        self._begun.append(now)
        self._by_host[key.host] += 1
        self._under_way.add(key)
        self._served[key] = _Served(now, self._order)

    def _is_due(self, key: VmKey, pause: float, now: float) -> bool:
        if key in self._under_way:
            return False
        served = self._served.get(key)
        if served is None:
            return True
        return now - served.at >= (max(pause, TROUBLE_PAUSE_S) if served.has_failed else pause)

    def _waits_since(self, key: VmKey) -> int:
        served = self._served.get(key)
        return served.order if served is not None else 0
