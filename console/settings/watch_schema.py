"""How the heartbeat watch treats each VM, as typed frozen values with their defaults."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Final

from console.model.identity import VmKey
from console.settings.watch_window import QuietWindow

_NO_VMS: Final[Mapping[VmKey, "VmWatch"]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Imaging:
    """The mark "I am imaging this VM": it is not restarted while the mark holds.

    Attributes:
        until: When the mark ends by itself (aware); ``None``: only when it is taken away.
    """

    until: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Whether it holds at a moment (aware)."""
        return self.until is None or now < self.until


@dataclass(frozen=True, slots=True)
class VmWatch:
    """How one VM is watched; times in seconds.

    Attributes:
        alerts: Whether its heartbeat is watched at all.
        expects_answer: Whether the guest is known to have integration services: then silence
            after a start is alerted also when it has not answered in this run.
        grace_s: How long it may take to come up.
        misses: Looks in a row without an answer before an alert.
        lost_s: Seconds in a row without an answer before an alert.
        restart: Whether it may be restarted when its guest hangs; the user's choice per VM.
        restart_after_s: Seconds in a row without an answer before a restart. A guest that installs
            updates while it shuts down is silent for minutes, and must not be cut off.
        max_restarts: How many automatic restarts in any 24 hours.
        loop_restarts: This many automatic restarts within ``loop_s`` are a crash loop: then it is
            left alone until the user says otherwise.
        loop_s: See there.
        quiet: When it is not restarted, in local time.
        imaging: The mark, while there is one.
    """

    alerts: bool = True
    expects_answer: bool = False
    grace_s: float = 300.0
    misses: int = 3
    lost_s: float = 60.0
    restart: bool = False
    restart_after_s: float = 300.0
    max_restarts: int = 3
    loop_restarts: int = 2
    loop_s: float = 3600.0
    quiet: tuple[QuietWindow, ...] = ()
    imaging: Imaging | None = None


@dataclass(frozen=True, slots=True)
class WatchSettings:
    """How all VMs are watched.

    Attributes:
        defaults: What holds where nothing else is said; ``restart`` and ``imaging`` never.
        vms: VMs that differ.
        quiet_hours: When notifications are held back, in local time.
    """

    defaults: VmWatch = VmWatch()
    vms: Mapping[VmKey, VmWatch] = field(default_factory=lambda: _NO_VMS)
    quiet_hours: tuple[QuietWindow, ...] = ()

    def of(self, key: VmKey) -> VmWatch:
        """Return how a VM is watched."""
        return self.vms.get(key, self.defaults)
