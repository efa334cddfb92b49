"""Turns what the store shows of a host into looks at its VMs, and tells when looks have a gap.

A host's rows count as a look once for each reading of its states. What may have happened while the
host could not be read is not known, so the first look after that has a gap. A reading that is only
late is no gap: the host was reached all the time, and nothing happened that its uptimes would not
tell. A computer that slept is found out by its time of day, since its monotonic clock may have
slept as well.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from console.fleet.decision import Sighting
from console.fleet.heartbeat import Look, Rules, Watched
from console.model.host import HostSnapshot, LinkState
from console.model.service import ServiceKind
from console.model.vm import VmSnapshot
from console.settings.watch_schema import VmWatch

MIN_GAP_S: Final = 120.0
GAP_PACES: Final = 3.0


@dataclass(frozen=True, slots=True)
class HostLook:
    """One reading of a host.

    Attributes:
        at: When it began, by the monotonic clock.
        when: The same by the time of day (aware).
        is_continuous: Whether the host could be read all the time since the reading before.
        gap_s: Readings further apart than this have a gap.
    """

    at: float
    when: datetime
    is_continuous: bool
    gap_s: float


class HostSight:
    """Follows the readings of one host."""

    def __init__(self) -> None:
        self._last: HostLook | None = None
        self._was_away = False
        self._seen_at = 0.0

    def see(self, host: HostSnapshot, monotonic: float, now: datetime) -> HostLook | None:
        """Return the reading that a snapshot shows; ``None`` when it shows no new one.

        Args:
            host: The host as the store has it.
            monotonic: The moment, by the clock that ``read_at`` is from.
            now: The time of day.
        """
        if not host.is_current or host.read_at is None:
            self._was_away |= not _is_only_late(host)
            return None
        last = self._last
        if last is not None and host.read_at <= last.at:
            return None
        gap_s = max(MIN_GAP_S, GAP_PACES * (host.pace_s or 0.0))
        is_continuous = not self._was_away
        if last is not None:
            # Both clocks are asked now, so that a reading that takes long looks like no sleep.
            slept = (now - last.when).total_seconds() - (monotonic - self._seen_at)
            is_continuous = is_continuous and abs(slept) <= gap_s
        look = HostLook(host.read_at, now, is_continuous, gap_s)
        self._last, self._was_away, self._seen_at = look, False, monotonic
        return look


def _is_only_late(host: HostSnapshot) -> bool:
    """Whether the host is shown as stale only because a reading takes long: no retry is set."""
    return host.link is LinkState.STALE and host.retry_at is None


def look_at(vm: VmSnapshot, host: HostLook, *, is_operated: bool) -> Look:
    """Return the look at one VM."""
    service = vm.service(ServiceKind.HEARTBEAT)
    return Look(
        at=host.at,
        state=vm.state,
        heartbeat=vm.heartbeat,
        uptime_s=vm.uptime_s,
        activity=vm.activity,
        is_switched_on=service.enabled if service is not None else None,
        is_operated=is_operated,
        is_continuous=host.is_continuous,
    )


def rules_of(watch: VmWatch, gap_s: float) -> Rules:
    """Return the rules for one VM."""
    return Rules(
        grace_s=watch.grace_s,
        misses=watch.misses,
        lost_s=watch.lost_s,
        gap_s=gap_s,
        expects_answer=watch.expects_answer,
        is_watched=watch.alerts,
    )


def sighting_of(look: Look, when: datetime, watched: Watched) -> Sighting:
    """Return a look as it is kept in a decision."""
    return Sighting(
        when,
        look.state,
        look.heartbeat,
        look.activity,
        look.uptime_s,
        watched.phase,
        watched.misses,
    )
