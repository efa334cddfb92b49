"""Which item of a plan is begun next: pure.

Items of one VM go one after the other, in the plan's order. Hosts take turns, so that none waits
for another's long list; within a host the plan's order holds.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable

from console.fleet.plan_limits import PlanLimits
from console.model.identity import HostId, VmKey


class PlanQueue:
    """The items of a plan that wait, and those that are under way.

    Args:
        items: Numbers of the items that wait, in the plan's order, and their VMs.
        limits: How many may be under way.
    """

    def __init__(self, items: Iterable[tuple[int, VmKey]], limits: PlanLimits) -> None:
        self._limits = limits
        self._waiting: dict[VmKey, deque[int]] = {}
        self._waiting_of: Counter[HostId] = Counter()
        self._turns: deque[HostId] = deque()
        self._ready: dict[HostId, deque[VmKey]] = {}
        self._begun: dict[int, VmKey] = {}
        self._begun_of: Counter[HostId] = Counter()
        for number, key in items:
            self._add(number, key)

    @property
    def is_waiting(self) -> bool:
        """Whether any item waits."""
        return bool(self._waiting)

    @property
    def under_way(self) -> int:
        """How many items have begun and not ended."""
        return len(self._begun)

    @property
    def hosts(self) -> tuple[HostId, ...]:
        """The hosts for which items wait."""
        return tuple(host for host, count in self._waiting_of.items() if count)

    def take(self, can_begin: Callable[[HostId], bool]) -> int | None:
        """Begin the next item and return its number; ``None`` when none may begin now.

        Args:
            can_begin: Whether a host may be asked now.
        """
        if len(self._begun) >= self._limits.overall:
            return None
        for _ in range(len(self._turns)):
            host = self._turns[0]
            self._turns.rotate(-1)
            is_free = self._begun_of[host] < self._limits.per_host
            if is_free and self._ready[host] and can_begin(host):
                return self._begin(host)
        return None

    def ended(self, number: int) -> None:
        """Note the end of an item that was begun: the next one of its VM may begin."""
        key = self._begun.pop(number)
        self._begun_of[key.host] -= 1
        if key in self._waiting:
            self._ready[key.host].appendleft(key)

    def drop_host(self, host: HostId) -> tuple[int, ...]:
        """Take the waiting items of a host away and return them."""
        return self._drop(key for key in tuple(self._waiting) if key.host == host)

    def drop_all(self) -> tuple[int, ...]:
        """Take all waiting items away and return them."""
        return self._drop(tuple(self._waiting))

    def _add(self, number: int, key: VmKey) -> None:
        if key.host not in self._ready:
            self._ready[key.host] = deque()
            self._turns.append(key.host)
        if key not in self._waiting:
            self._waiting[key] = deque()
            self._ready[key.host].append(key)
        self._waiting[key].append(number)
        self._waiting_of[key.host] += 1

    def _begin(self, host: HostId) -> int:
        key = self._ready[host].popleft()
        waiting = self._waiting[key]
        number = waiting.popleft()
        if not waiting:
            del self._waiting[key]
        self._waiting_of[host] -= 1
        self._begun[number] = key
        self._begun_of[host] += 1
        return number

    def _drop(self, keys: Iterable[VmKey]) -> tuple[int, ...]:
        dropped: list[int] = []
        for key in keys:
            numbers = self._waiting.pop(key)
            self._waiting_of[key.host] -= len(numbers)
            dropped.extend(numbers)
            if key in self._ready[key.host]:
                self._ready[key.host].remove(key)
        return tuple(sorted(dropped))
