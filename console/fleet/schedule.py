"""When which part of a host is to be read: arithmetic on given times, no clock, no waiting.

A host is read in tiers, each with a pace of its own. The wait is measured from the start of the
last reading and shaken by ±10 %, so that hosts do not fall into step. A host that takes long is
read less often: at least four times what the last reading of the tier took, so that we use at
most a quarter of its time per tier. Someone may want a tier sooner (``hasten``): the user, or a
VM that is starting.
"""

import enum
from math import inf
from random import Random
from typing import Final

from console.settings.schema import PollPace

JITTER: Final = 0.1
SLOW_FACTOR: Final = 4.0
DEVICES_FACTOR: Final = 5.0
"""How many paces of the inventory lie between two readings of the devices."""
CROWD_FACTOR: Final = 3.0
"""A reading that had to wait for other hosts comes again after so many times that wait, or hundreds
of hosts would ask for more than can be read, and those that have shown nothing would starve."""
SLOW_S: Final = 2.0
"""A reading of states that takes longer makes the host "slow"..."""
FAST_AGAIN_S: Final = 1.5
"""...until one takes less than this."""


class Tier(enum.Enum):
    """A part of a host that is read at its own pace; the order is that of urgency."""

    STATES = "states"
    SERVICES = "services"
    INVENTORY = "inventory"
    GUESTS = "guests"
    DEVICES = "devices"
    """Adapters and disks: settings that hardly ever change."""


class Brake(enum.Enum):
    """Why a tier is read less often than wanted."""

    SLOW = "slow"
    """The host takes long to answer: it is left alone four times as long."""
    CROWD = "crowd"
    """The reading had to wait for those of other hosts."""


class Schedule:
    """When each tier of one host is due.

    Args:
        pace: The paces of a fast host.
        rng: The source of chance.
        now: When everything is due for the first time.
    """

    def __init__(self, pace: PollPace, rng: Random, now: float) -> None:
        self._pace = pace
        self._rng = rng
        self._planned = dict.fromkeys(Tier, now)
        self._asked = dict.fromkeys(Tier, inf)
        self._started = dict.fromkeys(Tier, now)
        self._took = dict.fromkeys(Tier, 0.0)
        self._waited = dict.fromkeys(Tier, 0.0)
        self._is_slow = False

    @property
    def is_slow(self) -> bool:
        """Whether the host takes long to tell its states."""
        return self._is_slow

    @property
    def next_at(self) -> float:
        """When the next tier is due."""
        return min(self.due_at(tier) for tier in Tier)

    def due(self, now: float) -> Tier | None:
        """Return the most urgent tier that is due, ``None`` when none is."""
        for tier in Tier:
            if self.due_at(tier) <= now:
                return tier
        return None

    def due_at(self, tier: Tier) -> float:
        """Return when one tier is due."""
        return min(self._planned[tier], self._asked[tier])

    def pace_of(self, tier: Tier) -> float:
        """Return the seconds between two readings of a tier just now, before jitter."""
        return max(self._base(tier), self._brake(tier))

    def wanted(self, tier: Tier) -> float:
        """Return the seconds between two readings of a tier of a host that answers fast."""
        return self._base(tier)

    def brake_of(self, tier: Tier) -> Brake | None:
        """Return why a tier is read less often than wanted, ``None`` where it is not."""
        if self._brake(tier) <= self._base(tier):
            return None
        is_slow = SLOW_FACTOR * self._took[tier] >= CROWD_FACTOR * self._waited[tier]
        return Brake.SLOW if is_slow else Brake.CROWD

    def finished(self, tier: Tier, started: float, took: float, waited: float = 0.0) -> None:
        """Note that a reading ended, well or not, and plan the next.

        Args:
            tier: What was read.
            started: When it began.
            took: Seconds that it took.
            waited: Seconds that it had to wait for its turn among all hosts.
        """
        self._waited[tier] = waited
        self._started[tier] = started
        self._took[tier] = took
        if self._asked[tier] <= started:  # what was asked for meanwhile still stands
            self._asked[tier] = inf
        if tier is Tier.STATES:
            self._is_slow = took > (FAST_AGAIN_S if self._is_slow else SLOW_S)
        self._plan(tier)

    def hasten(self, tier: Tier, at: float) -> None:
        """Have a tier read at ``at`` unless it is due before; it is never put off."""
        self._asked[tier] = min(self._asked[tier], at)

    def hasten_gently(self, tier: Tier, now: float, after: float) -> None:
        """Have a tier read ``after`` seconds from now, later where reading it takes long."""
        self.hasten(tier, now + max(after, SLOW_FACTOR * self._took[tier]))

    def hasten_all(self, now: float) -> None:
        """Have everything read now."""
        for tier in Tier:
            self.hasten(tier, now)

    def set_pace(self, pace: PollPace) -> None:
        """Change the paces; what is due sooner by them is read sooner, and later likewise."""
        self._pace = pace
        for tier in Tier:
            self._plan(tier)

    def _plan(self, tier: Tier) -> None:
        shaken = self._base(tier) * self._rng.uniform(1 - JITTER, 1 + JITTER)
        self._planned[tier] = self._started[tier] + max(shaken, self._brake(tier))

    def _brake(self, tier: Tier) -> float:
        return max(SLOW_FACTOR * self._took[tier], CROWD_FACTOR * self._waited[tier])

    def _base(self, tier: Tier) -> float:
        if tier is Tier.STATES:
            return self._pace.states_s
        if tier is Tier.SERVICES:
            return self._pace.services_s
        if tier is Tier.DEVICES:
            return DEVICES_FACTOR * self._pace.inventory_s
        return self._pace.inventory_s
