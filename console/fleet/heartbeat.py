"""What a guest's heartbeat, looked at again and again, tells: a state machine per VM, pure.

Theory of operation
-------------------
``step`` takes what is known of a VM, one more look at it, and the rules that hold for it, and
returns what is known now. There is no clock here: each look carries its own moment.

One look proves little. A guest that is rebooted lets go of its heartbeat, a host that works on a
VM (a checkpoint, a backup, a move) stops it for seconds, and a host that is away tells nothing. So
an alert needs several looks in a row *and* some time, both without interruption, and whatever else
explains the silence begins a *grace*: a time in which the guest may come up and nothing counts.

=========  ===========================================  =====================================
phase      entered when                                 left when
=========  ===========================================  =====================================
UNWATCHED  alerts are off for the VM, or its heartbeat  they are on: GRACE
           service is
OFF        the VM is off or saved; clears every alert   it runs: GRACE
HELD       it is paused or in a transition, the host    that is over: GRACE
           works on it, or a change of its power that
           we ordered is under way; alerts stand
GRACE      first look; after OFF, HELD, UNWATCHED;      an answer: WELL; the grace is over and
           its uptime fell; the looks had a gap;        no contact was made: NO_START or
           contact was made anew (a guest that          SILENT; over, and lost: MISSING
           reboots)
WELL       it answers                                   see MISSING, AILING, GRACE
MISSING    it answered before and now does not (lost    lost ``misses`` times and ``lost_s``
           communication, error)                        seconds: LOST
AILING     it answers, but says that it is degraded or  ``misses`` times and ``lost_s``
           that its applications are critical           seconds: DEGRADED
LOST       alert                                        an answer: WELL, alert cleared
DEGRADED   alert                                        an answer without complaint: WELL
NO_START   alert: no contact within the grace, by a     an answer: WELL, alert cleared
           guest that is known to answer
SILENT     the same by a guest that never did: an       an answer: WELL
           appliance without integration services
           never alerts
=========  ===========================================  =====================================

"No contact" and "lost communication" are different things (Hyper-V WMI v2 reference,
``Msvm_HeartbeatComponent.OperationalStatus`` 12 and 13): the first says that nothing in the guest
has made contact since the VM started, the second that something had. So a guest that was well and
has "no contact" has restarted, and one that has "lost communication" at our first look did answer
some time. A guest that is ``DEGRADED`` from its first answer on speaks an older protocol and is
well; only one that becomes so is ailing.

Bounds, with looks every ``p`` seconds: no alert before the grace that ran last is over; a guest
that hangs for good is alerted at the latest ``grace_s + max(misses * p, lost_s + 2 * p)`` after
the later of the hang and the last interruption.
"""

import enum
from dataclasses import dataclass, replace
from typing import Final

from console.model.vm import Heartbeat, VmActivity, VmState

UPTIME_SLACK_S: Final = 2
"""How much an uptime may fall without a restart: it is rounded, and a move may shift it."""


class AlertKind(enum.Enum):
    """What is wrong with a guest."""

    LOST = "lost"
    """It answered, and now it does not."""
    DEGRADED = "degraded"
    """It answers, but not as it should, or says that its applications are in a critical state."""
    NO_START = "no_start"
    """It was started and has not made contact within its grace."""


class Phase(enum.Enum):
    """Where a VM stands; see the module's table."""

    UNWATCHED = "unwatched"
    OFF = "off"
    HELD = "held"
    GRACE = "grace"
    WELL = "well"
    MISSING = "missing"
    AILING = "ailing"
    LOST = "lost"
    DEGRADED = "degraded"
    NO_START = "no_start"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a VM.

    Attributes:
        at: When, in seconds of a monotonic clock.
        state: What the VM is doing.
        heartbeat: What its heartbeat says.
        uptime_s: Seconds since it was started; ``None`` when the host did not tell.
        activity: What the host is doing to it.
        is_switched_on: Whether the heartbeat service is on; ``None`` while that is not known,
            which counts as on.
        is_operated: Whether a change that we ordered explains a silence just now.
        is_continuous: Whether the host could be read since the look before.
    """

    at: float
    state: VmState
    heartbeat: Heartbeat
    uptime_s: int | None = None
    activity: VmActivity = VmActivity.NONE
    is_switched_on: bool | None = None
    is_operated: bool = False
    is_continuous: bool = True


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for one VM; times in seconds.

    Attributes:
        grace_s: How long it may take to come up.
        misses: Looks in a row before an alert.
        lost_s: Seconds in a row before an alert.
        gap_s: Looks further apart than this have a gap: what was in between is not known.
        expects_answer: Whether the guest is known to answer, though it has not in this run.
        is_watched: Whether it can be alerted at all.
    """

    grace_s: float = 300.0
    misses: int = 3
    lost_s: float = 60.0
    gap_s: float = 120.0
    expects_answer: bool = False
    is_watched: bool = True


@dataclass(frozen=True, slots=True)
class Watched:
    """What is known of one VM's heartbeat.

    Attributes:
        phase: Where it stands.
        alert: The alert that stands.
        misses: Bad looks in a row, in ``MISSING``, ``AILING`` and their alerts; in ``GRACE``,
            looks without contact.
        since: Moment of the first of them.
        grace_until: When the last grace ends.
        has_answered: Whether the guest ever answered.
        was_sound: Whether it answered without complaint since its last start.
        uptime_s: By the last look.
        at: Moment of the last look; ``None`` before the first.
    """

    phase: Phase = Phase.UNWATCHED
    alert: AlertKind | None = None
    misses: int = 0
    since: float | None = None
    grace_until: float = 0.0
    has_answered: bool = False
    was_sound: bool = False
    uptime_s: int | None = None
    at: float | None = None

    @property
    def lasted_s(self) -> float:
        """Seconds from the first bad look to the last."""
        return 0.0 if self.since is None or self.at is None else self.at - self.since


NEW: Final = Watched()
"""A VM that has not been looked at."""

_OFF: Final = frozenset({VmState.OFF, VmState.SAVED})
_HOST_WORKS: Final = frozenset(
    {
        VmActivity.CREATING_CHECKPOINT,
        VmActivity.APPLYING_CHECKPOINT,
        VmActivity.DELETING_CHECKPOINT,
        VmActivity.WAITING_TO_START,
        VmActivity.MERGING_DISKS,
        VmActivity.EXPORTING,
        VmActivity.MIGRATING,
        VmActivity.BACKING_UP,
        VmActivity.MODIFYING,
        VmActivity.MOVING_STORAGE,
        VmActivity.CHECKING,
    }
)
_SOUND: Final = frozenset({Heartbeat.OK, Heartbeat.APPLICATIONS_OK})
_COMPLAINING: Final = frozenset({Heartbeat.DEGRADED, Heartbeat.APPLICATIONS_CRITICAL})
_GONE: Final = frozenset({Heartbeat.LOST_COMMUNICATION, Heartbeat.ERROR})


def step(watched: Watched, look: Look, rules: Rules) -> Watched:
    """Return what is known after one more look."""
    after = _step(watched, look, rules)
    return replace(after, at=look.at, uptime_s=look.uptime_s)


def _step(watched: Watched, look: Look, rules: Rules) -> Watched:
    has_restarted = _has_restarted(watched, look)
    if has_restarted:
        watched = _settled(watched, was_sound=False)
    resting = _resting(look, rules)
    if resting is not None:
        watched = _uncounted(watched, resting)
        is_held = resting is Phase.HELD
        return watched if is_held else _settled(watched, was_sound=False)
    if has_restarted or _must_begin_anew(watched, look, rules):
        watched = _in_grace(watched, look, rules)
    if look.heartbeat in _SOUND:
        return _settled(_well(watched), was_sound=True)
    if look.heartbeat in _COMPLAINING:
        return _complaining(watched, look, rules)
    if look.heartbeat in _GONE:
        return _gone(watched, look, rules)
    if look.heartbeat is Heartbeat.NO_CONTACT:
        return _no_contact(watched, look, rules)
    # The host says nothing of the heartbeat: whatever was counted has an interruption.
    return _uncounted(watched, watched.phase)


def _resting(look: Look, rules: Rules) -> Phase | None:
    """Return the phase in which the heartbeat means nothing; ``None`` when it does."""
    is_off = look.is_switched_on is False or look.heartbeat is Heartbeat.DISABLED
    if not rules.is_watched or is_off:
        return Phase.UNWATCHED
    if look.state in _OFF:
        return Phase.OFF
    is_held = (
        look.state is not VmState.RUNNING
        or look.heartbeat is Heartbeat.PAUSED
        or look.activity in _HOST_WORKS
        or look.is_operated
    )
    return Phase.HELD if is_held else None


def _has_restarted(watched: Watched, look: Look) -> bool:
    if watched.uptime_s is None or look.uptime_s is None:
        return False
    return look.uptime_s < watched.uptime_s - UPTIME_SLACK_S


def _must_begin_anew(watched: Watched, look: Look, rules: Rules) -> bool:
    if watched.at is None or watched.phase in (Phase.UNWATCHED, Phase.OFF, Phase.HELD):
        return True
    return not look.is_continuous or look.at - watched.at > rules.gap_s


def _in_grace(watched: Watched, look: Look, rules: Rules) -> Watched:
    return replace(_uncounted(watched, Phase.GRACE), grace_until=look.at + rules.grace_s)


def _settled(watched: Watched, *, was_sound: bool) -> Watched:
    """End an alert. Most looks find nothing new, and at 2,000 VMs it is copies that take long."""
    if watched.alert is None and watched.was_sound is was_sound:
        return watched
    return replace(watched, alert=None, was_sound=was_sound)


def _uncounted(watched: Watched, phase: Phase) -> Watched:
    if watched.phase is phase and not watched.misses and watched.since is None:
        return watched
    return replace(watched, phase=phase, misses=0, since=None)


def _well(watched: Watched) -> Watched:
    watched = _uncounted(watched, Phase.WELL)
    return watched if watched.has_answered else replace(watched, has_answered=True)


def _complaining(watched: Watched, look: Look, rules: Rules) -> Watched:
    if look.heartbeat is Heartbeat.DEGRADED and not watched.was_sound:
        return replace(_well(watched), alert=None)
    if watched.phase not in (Phase.AILING, Phase.DEGRADED):
        # It answers: whatever else was alerted is over.
        is_same = watched.alert is AlertKind.DEGRADED
        watched = replace(_well(watched), alert=watched.alert if is_same else None)
        watched = replace(watched, phase=Phase.AILING)
    return _counted(watched, look, rules, Phase.DEGRADED, AlertKind.DEGRADED)


def _gone(watched: Watched, look: Look, rules: Rules) -> Watched:
    if look.heartbeat is Heartbeat.LOST_COMMUNICATION:
        watched = replace(watched, has_answered=True)
    if look.at < watched.grace_until and watched.phase is Phase.GRACE:
        return _uncounted(watched, Phase.GRACE)
    if not (watched.has_answered or rules.expects_answer):
        return _uncounted(watched, Phase.SILENT)
    if watched.phase not in (Phase.MISSING, Phase.LOST):
        watched = _uncounted(watched, Phase.MISSING)
    return _counted(watched, look, rules, Phase.LOST, AlertKind.LOST)


def _no_contact(watched: Watched, look: Look, rules: Rules) -> Watched:
    if watched.phase in (Phase.SILENT, Phase.NO_START):
        return watched
    if watched.phase is not Phase.GRACE:
        watched = replace(_in_grace(watched, look, rules), was_sound=False)
    since = look.at if watched.since is None else watched.since
    watched = replace(watched, misses=watched.misses + 1, since=since)
    if look.at < watched.grace_until or watched.misses < rules.misses:
        return watched
    if watched.has_answered or rules.expects_answer:
        return replace(watched, phase=Phase.NO_START, alert=AlertKind.NO_START)
    return _uncounted(watched, Phase.SILENT)


def _counted(watched: Watched, look: Look, rules: Rules, then: Phase, alert: AlertKind) -> Watched:
    since = look.at if watched.since is None else watched.since
    watched = replace(watched, misses=watched.misses + 1, since=since)
    is_enough = watched.misses >= rules.misses and look.at - since >= rules.lost_s
    return replace(watched, phase=then, alert=alert) if is_enough else watched
