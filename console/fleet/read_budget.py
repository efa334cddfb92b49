"""What reading each host costs: requests, bytes and the time it takes to answer, by tier.

Kept for the last ten minutes. Everything here is arithmetic on given times; the poller notes each
reading when it ends, also one that failed. What a failed reading had sent is counted with the next
one that succeeds, because only that brings the meter's figures along.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from console.fleet.schedule import Brake, Schedule, Tier
from console.model.errors import ConsoleError
from console.model.identity import HostId

WINDOW_S: Final = 600.0
MAX_SAMPLES: Final = 1_000
"""Of one host: ten minutes of readings, two a second."""


@dataclass(frozen=True, slots=True)
class _Sample:
    at: float
    tier: Tier
    took_s: float
    requests: int
    bytes: int
    has_failed: bool


@dataclass(frozen=True, slots=True)
class TierCost:
    """What reading one tier of a host costs.

    Attributes:
        tier: Which.
        readings: In the window.
        failures: How many of them failed.
        requests: To the host.
        bytes: Sent and received, before sealing.
        busy_s: How long the host took for all of them together.
        last_s: How long it took for the last one; ``None`` before the first.
        pace_s: Seconds between two readings just now.
        wanted_s: Seconds between two readings of a host that answers fast.
        error: Why the last reading failed; ``None`` when it did not.
        brake: Why it is read less often than wanted; ``None`` where it is not.
    """

    tier: Tier
    readings: int = 0
    failures: int = 0
    requests: int = 0
    bytes: int = 0
    busy_s: float = 0.0
    last_s: float | None = None
    pace_s: float = 0.0
    wanted_s: float = 0.0
    error: ConsoleError | None = None
    brake: Brake | None = None


@dataclass(frozen=True, slots=True)
class HostCost:
    """What reading a host costs.

    Attributes:
        tiers: All that have been read.
        window_s: How long it has been measured, at most ``WINDOW_S``; at least one second.
    """

    tiers: tuple[TierCost, ...] = ()
    window_s: float = 1.0

    @property
    def requests_per_minute(self) -> float:
        """Requests a minute, over all tiers."""
        return 60.0 * sum(each.requests for each in self.tiers) / self.window_s

    @property
    def bytes_per_minute(self) -> float:
        """Bytes a minute, over all tiers."""
        return 60.0 * sum(each.bytes for each in self.tiers) / self.window_s

    @property
    def busy_share(self) -> float:
        """Share of the time in which the host is answering us, from 0 to 1."""
        return min(1.0, sum(each.busy_s for each in self.tiers) / self.window_s)

    def tier(self, tier: Tier) -> TierCost | None:
        """Return the cost of one tier, ``None`` when it has not been read."""
        return next((each for each in self.tiers if each.tier is tier), None)


NO_COST: Final = HostCost()


class HostBudget:
    """The readings of one host. Used on the loop's thread."""

    def __init__(self) -> None:
        self._samples: deque[_Sample] = deque(maxlen=MAX_SAMPLES)
        self._since: float | None = None
        self._last: dict[Tier, TierCost] = {}

    def note(
        self,
        schedule: Schedule,
        tier: Tier,
        started: float,
        took_s: float,
        cost: tuple[int, int] = (0, 0),
        *,
        error: ConsoleError | None = None,
    ) -> None:
        """Note a reading that ended.

        Args:
            schedule: When the host is read; it has taken the reading over already.
            tier: What was read.
            started: When it began.
            took_s: How long the host took.
            cost: Requests, and bytes sent and received.
            error: Why it failed.
        """
        if self._since is None:
            self._since = started
        sample = _Sample(started, tier, took_s, *cost, error is not None)
        self._samples.append(sample)
        self._last[tier] = TierCost(
            tier,
            last_s=took_s,
            pace_s=schedule.pace_of(tier),
            wanted_s=schedule.wanted(tier),
            error=error,
            brake=schedule.brake_of(tier),
        )

    def cost(self, now: float) -> HostCost:
        """Return what the last ten minutes cost."""
        if self._since is None:
            return NO_COST
        while self._samples and self._samples[0].at < now - WINDOW_S:
            self._samples.popleft()
        window = max(1.0, min(WINDOW_S, now - self._since))
        return HostCost(tuple(self._sum(tier) for tier in Tier if tier in self._last), window)

    def _sum(self, tier: Tier) -> TierCost:
        last = self._last[tier]
        samples = [each for each in self._samples if each.tier is tier]
        return TierCost(
            tier,
            readings=len(samples),
            failures=sum(each.has_failed for each in samples),
            requests=sum(each.requests for each in samples),
            bytes=sum(each.bytes for each in samples),
            busy_s=sum(each.took_s for each in samples),
            last_s=last.last_s,
            pace_s=last.pace_s,
            wanted_s=last.wanted_s,
            error=last.error,
            brake=last.brake,
        )


class ReadBudgets:
    """The budgets of all hosts, by id."""

    def __init__(self) -> None:
        self._budgets: dict[HostId, HostBudget] = {}

    def of(self, host: HostId) -> HostBudget:
        """Return a host's budget, made when it is first asked for."""
        return self._budgets.setdefault(host, HostBudget())

    def forget(self, host: HostId) -> None:
        """A host is gone."""
        self._budgets.pop(host, None)

    def costs(self, hosts: Iterable[HostId], now: float) -> Mapping[HostId, HostCost]:
        """Return what these hosts cost."""
        return {
            host: budget.cost(now) if (budget := self._budgets.get(host)) is not None else NO_COST
            for host in hosts
        }
