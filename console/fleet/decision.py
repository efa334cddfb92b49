"""What the heartbeat watch decided, with everything that led to it: values, and their record.

Every alert, every restart and every "no" to a restart becomes a ``Decision``. They are kept in
memory, the newest ``KEPT``, and handed to whoever writes them down.
"""

import enum
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from console.fleet.heartbeat import AlertKind, Phase
from console.fleet.restart_brake import BrakeFigures, BrakeWhy
from console.fleet.subscription import Subscribers
from console.model.errors import ConsoleError
from console.model.identity import OperationId, VmKey
from console.model.vm import Heartbeat, VmActivity, VmState

KEPT: Final = 2_000


class DecisionKind(enum.Enum):
    """What was decided, or what came of it."""

    ALERT_RAISED = "alert_raised"
    ALERT_CLEARED = "alert_cleared"
    RESTART_REFUSED = "restart_refused"
    RESTART_BEGUN = "restart_begun"
    """Nothing speaks against it; a picture of the screen is taken first."""
    PICTURE_SAVED = "picture_saved"
    PICTURE_FAILED = "picture_failed"
    """There is none; the guest is restarted all the same."""
    RESTART_ORDERED = "restart_ordered"
    RESTART_FAILED = "restart_failed"
    """The host refused, or how it ended is not known."""
    CAME_BACK = "came_back"
    NOT_BACK = "not_back"
    """It was restarted and has not answered within its grace."""
    STOPPED = "stopped"
    """A crash loop: the VM is left alone until the user says otherwise."""
    RESUMED = "resumed"
    """The user said otherwise."""


class ClearWhy(enum.Enum):
    """Why an alert is over."""

    ANSWERS = "answers"
    OFF = "off"
    RESTARTED = "restarted"
    """The VM was started anew, by whomever; its grace runs."""
    UNWATCHED = "unwatched"
    """Its heartbeat service, or the watch of it, was switched off."""
    GONE = "gone"
    """The host does not have it any more, or the host was removed."""
    OTHER_ALERT = "other_alert"
    """Something else is wrong now."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One look at a VM and what was made of it.

    Attributes:
        at: When the host was read (aware).
        state: What the VM was doing.
        heartbeat: What its heartbeat said.
        activity: What the host was doing to it.
        uptime_s: Seconds since its start.
        phase: What was made of it.
        misses: Bad looks in a row by then.
    """

    at: datetime
    state: VmState
    heartbeat: Heartbeat
    activity: VmActivity
    uptime_s: int | None
    phase: Phase
    misses: int


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a decision is about.

    Attributes:
        key: The VM.
        vm_name: What it was called then; hostile.
        host_label: What its host was called then.
    """

    key: VmKey
    vm_name: str
    host_label: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision.

    Attributes:
        when: The time of day (aware).
        subject: Whom it is about.
        kind: What was decided.
        alert: Which alert, where it is about one.
        cleared: Why an alert is over.
        why: What spoke against a restart.
        figures: What a verdict about a restart was made by.
        sightings: The last looks, oldest first.
        picture: File of the picture of the screen.
        operation: The restart, among the operations.
        error: What went wrong.
        after_s: Seconds since the restart was ordered.
    """

    when: datetime
    subject: Subject
    kind: DecisionKind
    alert: AlertKind | None = None
    cleared: ClearWhy | None = None
    why: BrakeWhy | None = None
    figures: BrakeFigures | None = None
    sightings: tuple[Sighting, ...] = ()
    picture: str = ""
    operation: OperationId | None = None
    error: ConsoleError | None = None
    after_s: float | None = None

    @property
    def key(self) -> VmKey:
        """The VM."""
        return self.subject.key


class DecisionRecord:
    """The newest decisions, oldest first."""

    def __init__(self, capacity: int = KEPT) -> None:
        self._kept: deque[Decision] = deque(maxlen=capacity)
        self._subscribers: Subscribers[Decision] = Subscribers()

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What is kept."""
        return tuple(self._kept)

    def add(self, decision: Decision) -> None:
        """Keep a decision and tell the subscribers."""
        self._kept.append(decision)
        self._subscribers.tell(decision)

    def subscribe(self, callback: Callable[[Decision], None]) -> Callable[[], None]:
        """Have ``callback`` told of every decision; returns what ends that."""
        return self._subscribers.add(callback)
