"""May the console restart this guest by itself now? Pure; every "no" has a reason and its figures.

The brakes are asked in the order of ``BrakeWhy``: first those that are the user's word, then those
that say that the guest may not hang at all, then those that say that a restart does not help.
"""

import enum
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from console.fleet.heartbeat import Phase, Watched
from console.settings.watch_schema import VmWatch
from console.settings.watch_window import holding

DAY: Final = timedelta(hours=24)


class BrakeWhy(enum.Enum):
    """Why a guest is not restarted."""

    NOT_CHOSEN = "not_chosen"
    """The user has not chosen this VM for automatic restarts."""
    READ_ONLY = "read_only"
    """The user has forbidden every change on its host."""
    IMAGING = "imaging"
    QUIET_WINDOW = "quiet_window"
    STOPPED = "stopped"
    """It was left alone after a crash loop, and the user has not said otherwise since."""
    HOST_AWAY = "host_away"
    """The host cannot be read just now, so what is known may be old."""
    ALREADY_RESTARTING = "already_restarting"
    OPERATION = "operation"
    """Something that was ordered for this VM is under way or waits."""
    IN_GRACE = "in_grace"
    """It may still come up."""
    NOT_LOST = "not_lost"
    """It answers, or is not watched, or does not run, or has not been silent long enough for an
    alert."""
    TOO_FEW_MISSES = "too_few_misses"
    TOO_SHORT = "too_short"
    """Silent, but not for as long as a restart asks for."""
    HISTORY_UNKNOWN = "history_unknown"
    """What was restarted before cannot be read or written, so the quota cannot be kept."""
    CRASH_LOOP = "crash_loop"
    QUOTA = "quota"


@dataclass(frozen=True, slots=True)
class BrakeFigures:
    """The figures behind a verdict.

    Attributes:
        misses: Looks in a row without an answer.
        misses_needed: How many an alert asks for.
        lost_s: Seconds without an answer.
        lost_needed_s: How many a restart asks for.
        restarts_day: Automatic restarts in the last 24 hours.
        restarts_allowed: How many the quota allows.
        restarts_loop: Automatic restarts within ``loop_s``.
        loop_restarts: How many are a crash loop.
        loop_s: See there.
        until: When the brake ends by itself (aware); ``None`` when it does not, or nobody knows.
    """

    misses: int = 0
    misses_needed: int = 0
    lost_s: float = 0.0
    lost_needed_s: float = 0.0
    restarts_day: int = 0
    restarts_allowed: int = 0
    restarts_loop: int = 0
    loop_restarts: int = 0
    loop_s: float = 0.0
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a guest may be restarted now.

    Attributes:
        why: What speaks against it; ``None``: nothing.
        figures: What it was decided by.
    """

    why: BrakeWhy | None
    figures: BrakeFigures = BrakeFigures()

    @property
    def is_allowed(self) -> bool:
        """Whether nothing speaks against it."""
        return self.why is None


@dataclass(frozen=True, slots=True)
class RestartHistory:
    """What is known of a VM's automatic restarts.

    Attributes:
        restarts: When it was restarted, oldest first (aware).
        stopped_at: When it was left alone after a crash loop.
    """

    restarts: tuple[datetime, ...] = ()
    stopped_at: datetime | None = None

    def since(self, moment: datetime) -> tuple[datetime, ...]:
        """Return the restarts after a moment."""
        return tuple(at for at in self.restarts if at > moment)


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything that a verdict depends on.

    Attributes:
        watch: What the user wishes for the VM.
        watched: What its heartbeat tells.
        now: The time of day (aware), in the zone in which quiet windows are meant.
        history: ``None`` while it could not be read.
        is_host_current: Whether the host can be read.
        is_read_only: Whether nothing may be changed on the host from here.
        is_restarting: Whether an automatic restart of this VM is under way.
        has_operation: Whether any operation on this VM is under way or waits.
    """

    watch: VmWatch
    watched: Watched
    now: datetime
    history: RestartHistory | None = field(default_factory=RestartHistory)
    is_host_current: bool = True
    is_read_only: bool = False
    is_restarting: bool = False
    has_operation: bool = False


def judge(situation: Situation) -> Verdict:
    """Return whether a guest may be restarted now, and why not."""
    figures = _figures(situation)
    for why, until in (
        *_wishes(situation),
        *_doubts(situation),
        *_limits(situation, figures),
    ):
        return Verdict(why, replace(figures, until=until))
    return Verdict(None, figures)


_Reason = tuple[BrakeWhy, datetime | None]


def _figures(situation: Situation) -> BrakeFigures:
    watch, watched = situation.watch, situation.watched
    history = situation.history or RestartHistory()
    return BrakeFigures(
        misses=watched.misses,
        misses_needed=watch.misses,
        lost_s=watched.lasted_s,
        lost_needed_s=max(watch.lost_s, watch.restart_after_s),
        restarts_day=len(history.since(situation.now - DAY)),
        restarts_allowed=watch.max_restarts,
        restarts_loop=len(history.since(situation.now - timedelta(seconds=watch.loop_s))),
        loop_restarts=watch.loop_restarts,
        loop_s=watch.loop_s,
    )


def _wishes(situation: Situation) -> list[_Reason]:
    """Return what the user's own word says against it."""
    watch, now = situation.watch, situation.now
    found: list[_Reason] = []
    if not watch.restart:
        found.append((BrakeWhy.NOT_CHOSEN, None))
    if situation.is_read_only:
        found.append((BrakeWhy.READ_ONLY, None))
    if watch.imaging is not None and watch.imaging.holds(now):
        found.append((BrakeWhy.IMAGING, watch.imaging.until))
    window = holding(watch.quiet, now)
    if window is not None:
        found.append((BrakeWhy.QUIET_WINDOW, window.ends_after(now)))
    if situation.history is not None and situation.history.stopped_at is not None:
        found.append((BrakeWhy.STOPPED, None))
    return found


def _doubts(situation: Situation) -> list[_Reason]:
    """Return what says that the guest may not hang, or that something is being done about it."""
    watched, watch = situation.watched, situation.watch
    doubts = (
        (not situation.is_host_current, BrakeWhy.HOST_AWAY),
        (situation.is_restarting, BrakeWhy.ALREADY_RESTARTING),
        (situation.has_operation, BrakeWhy.OPERATION),
        (watched.phase is Phase.GRACE, BrakeWhy.IN_GRACE),
        (watched.phase is not Phase.LOST, BrakeWhy.NOT_LOST),
        (watched.misses < watch.misses, BrakeWhy.TOO_FEW_MISSES),
        (watched.lasted_s < max(watch.lost_s, watch.restart_after_s), BrakeWhy.TOO_SHORT),
    )
    return [(why, None) for holds, why in doubts if holds]


def _limits(situation: Situation, figures: BrakeFigures) -> list[_Reason]:
    """Return what says that restarting does not help."""
    history = situation.history
    if history is None:
        return [(BrakeWhy.HISTORY_UNKNOWN, None)]
    if figures.restarts_loop >= figures.loop_restarts:
        return [(BrakeWhy.CRASH_LOOP, None)]
    if figures.restarts_day >= figures.restarts_allowed:
        # The quota frees a place when the restart that fills it is a day old.
        filling = history.since(situation.now - DAY)[-figures.restarts_allowed]
        return [(BrakeWhy.QUOTA, filling + DAY)]
    return []
