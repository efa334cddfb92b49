"""The alerts of the heartbeat watch."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from console.fleet.decision import Subject
from console.fleet.heartbeat import AlertKind
from console.fleet.subscription import Subscribers
from console.model.identity import VmKey

KEPT: Final = 500
"""Alerts that are over."""


@dataclass(frozen=True, slots=True)
class Alert:
    """Something is, or was, wrong with a guest.

    Attributes:
        key: The VM.
        vm_name: What it was called then; hostile.
        host_label: What its host was called then.
        kind: What is wrong.
        since: When the first bad look was (aware).
        cleared_at: When it was over; ``None`` while it stands.
    """

    key: VmKey
    vm_name: str
    host_label: str
    kind: AlertKind
    since: datetime
    cleared_at: datetime | None = None

    @property
    def is_current(self) -> bool:
        """Whether it stands."""
        return self.cleared_at is None


class AlertBoard:
    """All alerts that stand, at most one a VM, and the newest of those that are over."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._current: dict[VmKey, Alert] = {}
        self._over: list[Alert] = []
        self._subscribers: Subscribers[Alert] = Subscribers()

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """Those that are over, oldest first, and then those that stand."""
        return (*self._over, *self._current.values())

    def current(self, key: VmKey) -> Alert | None:
        """Return the alert that stands for a VM."""
        return self._current.get(key)

    def put(self, subject: Subject, kind: AlertKind, since: datetime) -> None:
        """Raise an alert, in the place of one that stands."""
        alert = Alert(subject.key, subject.vm_name, subject.host_label, kind, since)
        self._current[subject.key] = alert
        self._subscribers.tell(alert)

    def clear(self, key: VmKey, at: datetime) -> None:
        """Say that the alert that stands for a VM is over; none is ignored."""
        alert = self._current.pop(key, None)
        if alert is None:
            return
        over = replace(alert, cleared_at=at)
        self._over.append(over)
        del self._over[: -self._kept]
        self._subscribers.tell(over)

    def subscribe(self, callback: Callable[[Alert], None]) -> Callable[[], None]:
        """Have ``callback`` told when an alert is raised or is over; returns what ends that."""
        return self._subscribers.add(callback)
