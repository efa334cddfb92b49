"""Groups alerts into messages for the desktop, and holds them back in quiet hours: pure.

Alerts that follow one another within ``GROUP_S`` become one message; the first waits that long,
and never longer. What is raised in quiet hours waits for their end and becomes one summary. An
alert that is over before its message was told is not told, but counted. Nobody is told that an
alert is over: the window shows that.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from console.fleet.alert import Alert
from console.fleet.heartbeat import AlertKind
from console.model.identity import VmKey
from console.settings.watch_window import QuietWindow, holding

GROUP_S: Final = 5.0
NAMES: Final = 3


@dataclass(frozen=True, slots=True)
class Notice:
    """One message.

    Attributes:
        alerts: What it tells, in the order in which it was raised; never empty.
        cleared: How many more were raised, but are over.
        is_summary: Whether it was held back by quiet hours.
    """

    alerts: tuple[Alert, ...]
    cleared: int = 0
    is_summary: bool = False

    @property
    def count(self) -> int:
        """How many alerts it tells."""
        return len(self.alerts)

    @property
    def names(self) -> tuple[str, ...]:
        """The first VMs' names; hostile."""
        return tuple(alert.vm_name for alert in self.alerts[:NAMES])

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts' labels, each once."""
        return tuple(dict.fromkeys(alert.host_label for alert in self.alerts))

    @property
    def kinds(self) -> frozenset[AlertKind]:
        """What is wrong."""
        return frozenset(alert.kind for alert in self.alerts)


class Notices:
    """Collects alerts until they are due.

    Args:
        quiet_hours: When nothing is told, in local time.
    """

    def __init__(self, quiet_hours: tuple[QuietWindow, ...] = ()) -> None:
        self._quiet_hours = quiet_hours
        self._waiting: dict[VmKey, Alert] = {}
        self._cleared = 0
        self._due_at: float | None = None
        self._was_held = False

    def set_quiet_hours(self, quiet_hours: tuple[QuietWindow, ...]) -> None:
        """Hold back at other times from now on."""
        self._quiet_hours = quiet_hours

    def add(self, alert: Alert, now: float, local: datetime) -> None:
        """Take what ``HeartbeatWatch.subscribe`` tells; the moments are those of ``take``."""
        if not alert.is_current:
            self._cleared += self._waiting.pop(alert.key, None) is not None
            return
        self._waiting.pop(alert.key, None)
        self._waiting[alert.key] = alert
        self._was_held |= holding(self._quiet_hours, local) is not None
        if self._due_at is None:
            self._due_at = now + GROUP_S

    def take(self, now: float, local: datetime) -> Notice | None:
        """Return the message that is due; ``None`` when there is none.

        Args:
            now: The moment, by a monotonic clock.
            local: The time of day in the zone of the quiet hours.
        """
        if self._due_at is None or now < self._due_at:
            return None
        if holding(self._quiet_hours, local) is not None:
            self._was_held = True
            return None
        alerts, cleared, was_held = tuple(self._waiting.values()), self._cleared, self._was_held
        self._waiting.clear()
        self._cleared, self._due_at, self._was_held = 0, None, False
        return Notice(alerts, cleared, was_held) if alerts else None

    def wait_s(self, now: float, local: datetime) -> float | None:
        """Return in how many seconds to ask ``take`` again; ``None`` while nothing waits."""
        if self._due_at is None:
            return None
        window = holding(self._quiet_hours, local)
        quiet_s = (window.ends_after(local) - local).total_seconds() if window else 0.0
        return max(0.0, self._due_at - now, quiet_s)
