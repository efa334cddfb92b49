"""Looks at every VM of the fleet as its hosts are read, and tells what changed in its heartbeat.

A change of power that we ordered, by whatever part of the program, and a switching of the heartbeat
service explain a silence: the next look is *operated*, also when the operation began and ended
between two looks.
"""

from collections import deque
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final, Protocol

from console.fleet.clock import Clock
from console.fleet.decision import Sighting, Subject
from console.fleet.heartbeat import NEW, Phase, Rules, Watched, step
from console.fleet.operation import OperationLog, OperationRecord, PowerChange, ServiceChange
from console.fleet.store import FleetStore, StoreChange
from console.fleet.watch_look import HostLook, HostSight, look_at, rules_of, sighting_of
from console.model.host import HostSnapshot
from console.model.identity import HostId, VmKey
from console.model.service import ServiceKind
from console.model.vm import VmSnapshot
from console.settings.watch_schema import WatchSettings

SIGHTINGS: Final = 12
"""Looks that are kept of a guest that is not well."""


class Eye:
    """What is kept of one VM.

    Attributes:
        name: What it is called; hostile.
        watched: Where its heartbeat stands.
        sightings: The last looks; while it is well only one.
    """

    __slots__ = ("name", "sightings", "watched")

    def __init__(self, name: str) -> None:
        self.name = name
        self.watched: Watched = NEW
        self.sightings: deque[Sighting] = deque(maxlen=SIGHTINGS)


class Audience(Protocol):
    """Who is told (``fleet.watch.HeartbeatWatch``)."""

    def was_seen(self, key: VmKey, before: Watched, after: Watched, when: datetime) -> None:
        """A VM was looked at."""
        ...

    def is_gone(self, key: VmKey) -> None:
        """A VM that was looked at is not there any more; it is forgotten after this."""
        ...


class Eyes:
    """All VMs. Used on the loop's thread.

    Args:
        store: The fleet as it is.
        log: What is being done to VMs.
        clock: The clock of the store's readings.
        settings: How each VM is watched just now.
        audience: Who is told.
    """

    def __init__(
        self,
        store: FleetStore,
        log: OperationLog,
        clock: Clock,
        settings: Callable[[], WatchSettings],
        audience: Audience,
    ) -> None:
        self._store = store
        self._log = log
        self._clock = clock
        self._settings = settings
        self._audience = audience
        self._sights: dict[HostId, HostSight] = {}
        self._eyes: dict[VmKey, Eye] = {}
        self._operated: set[VmKey] = set()
        self._unsubscribes = (store.subscribe(self._changed), log.subscribe(self._told))

    def watched(self, key: VmKey) -> Watched:
        """Return where a VM stands."""
        eye = self._eyes.get(key)
        return NEW if eye is None else eye.watched

    def subject(self, key: VmKey) -> Subject:
        """Return what a VM and its host are called."""
        host, eye = self._store.hosts.get(key.host), self._eyes.get(key)
        return Subject(key, eye.name if eye else str(key.vm), host.label if host else str(key.host))

    def sightings(self, key: VmKey) -> tuple[Sighting, ...]:
        """Return the last looks at a VM, oldest first."""
        eye = self._eyes.get(key)
        return tuple(eye.sightings) if eye else ()

    def close(self) -> None:
        """Look no more."""
        for unsubscribe in self._unsubscribes:
            unsubscribe()

    def _told(self, record: OperationRecord) -> None:
        subject = record.subject
        is_telling = isinstance(subject, PowerChange) or (
            isinstance(subject, ServiceChange) and subject.kind is ServiceKind.HEARTBEAT
        )
        if is_telling and record.key is not None:
            self._operated.add(record.key)

    def _changed(self, change: StoreChange) -> None:
        for host_id, each in change.hosts.items():
            if each.after is None:
                self._sights.pop(host_id, None)
                self._forget(key for key in tuple(self._eyes) if key.host == host_id)
                continue
            self._forget(VmKey(host_id, vm) for vm in each.diff.removed)
            sight = self._sights.setdefault(host_id, HostSight())
            look = sight.see(each.after, self._clock.monotonic(), self._clock.now())
            if look is not None:
                self._look(each.after, look)

    def _forget(self, keys: Iterable[VmKey]) -> None:
        for key in keys:
            if key in self._eyes:
                self._audience.is_gone(key)
                del self._eyes[key]
            self._operated.discard(key)

    def _look(self, host: HostSnapshot, look: HostLook) -> None:
        settings = self._settings()
        usual = rules_of(settings.defaults, look.gap_s)
        for vm in host.vms:
            key = VmKey(host.id, vm.id)
            watch = settings.of(key)
            rules = usual if watch is settings.defaults else rules_of(watch, look.gap_s)
            self._look_at(key, vm, look, rules)

    def _look_at(self, key: VmKey, vm: VmSnapshot, host: HostLook, rules: Rules) -> None:
        eye = self._eyes.get(key)
        if eye is None:
            eye = self._eyes[key] = Eye(vm.name)
        eye.name = vm.name
        look = look_at(vm, host, is_operated=self._is_operated(key))
        before = eye.watched
        after = eye.watched = step(before, look, rules)
        if before.phase is Phase.WELL and after.phase is Phase.WELL:
            eye.sightings.clear()  # only the last look before the trouble is worth keeping
        eye.sightings.append(sighting_of(look, host.when, after))
        self._audience.was_seen(key, before, after, host.when)

    def _is_operated(self, key: VmKey) -> bool:
        if key not in self._operated:
            return False
        if not self._log.pending_for(key):
            self._operated.discard(key)
        return True
