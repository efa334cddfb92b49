"""After a service was switched on: does the guest begin to answer? What the panel and matrix tell.

Theory of operation
-------------------
A switching on that succeeded begins *waiting* for that service of that VM. When the store shows
that the guest answers, it has *answered*; when it does not within its patience, it is *silent*,
and the window says what to do inside the guest. A silent guest that answers later has answered.
All is forgotten when the service is switched off, the VM does not run any more or is gone. While
the host cannot be read the waiting goes on: a verdict that nobody could check is none.

How long a guest may take is known per service; a guest that has only just been started may take
as long as it takes to come up, and a service is seen to answer only when it is read, so the pace
of reading is added.
"""

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from console.fleet.clock import Clock, Timer
from console.fleet.operation import OperationLog, OperationPhase, OperationRecord, ServiceChange
from console.fleet.store import FleetStore, StoreChange
from console.fleet.subscription import Subscribers
from console.model.host import HostSnapshot
from console.model.identity import HostId, OperationId, VmKey
from console.model.service import ServiceKind
from console.model.vm import Heartbeat, VmSnapshot, VmState

BOOT_S: Final = 180.0
"""A guest that runs for less than this may still be coming up."""
_PATIENCE_S: Final[Mapping[ServiceKind, float]] = MappingProxyType(
    {
        ServiceKind.HEARTBEAT: 15.0,
        ServiceKind.SHUTDOWN: 60.0,
        ServiceKind.TIME_SYNC: 60.0,
        ServiceKind.KVP: 60.0,
        ServiceKind.VSS: 60.0,
        ServiceKind.GUEST_SERVICE: 60.0,
    }
)
_HEARTBEAT_ANSWERS: Final = frozenset(
    {
        Heartbeat.OK,
        Heartbeat.APPLICATIONS_OK,
        Heartbeat.APPLICATIONS_CRITICAL,
        Heartbeat.DEGRADED,
    }
)


def patience_s(kind: ServiceKind, vm: VmSnapshot) -> float:
    """Return how long a guest may take until it answers on a service that was switched on."""
    uptime = BOOT_S if vm.uptime_s is None else vm.uptime_s
    return _PATIENCE_S[kind] + max(0.0, BOOT_S - uptime)


class AnswerVerdict(enum.Enum):
    """What has come of a switching on."""

    WAITING = "waiting"
    ANSWERED = "answered"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Answer:
    """News about one service of one VM.

    Attributes:
        key: The VM.
        kind: The service.
        verdict: What is known now; ``None``: it is not followed any more.
    """

    key: VmKey
    kind: ServiceKind
    verdict: AnswerVerdict | None


@dataclass(slots=True)
class _Followed:
    verdict: AnswerVerdict
    until: float


class AnswerWatch:
    """Follows services that were switched on. Used on the loop's thread.

    Args:
        store: The fleet as it is.
        log: Tells what is switched.
        clock: Measures the patience.
        services_pace_s: Seconds between readings of services, as a rule.
    """

    def __init__(
        self, store: FleetStore, log: OperationLog, clock: Clock, services_pace_s: float = 20.0
    ) -> None:
        self._store = store
        self._clock = clock
        self._pace_s = services_pace_s
        self._followed: dict[VmKey, dict[ServiceKind, _Followed]] = {}
        self._pending: set[OperationId] = set()
        self._subscribers: Subscribers[Answer] = Subscribers()
        self._timer: Timer | None = None
        self._unsubscribes = (store.subscribe(self._changed), log.subscribe(self._told))

    def verdict(self, key: VmKey, kind: ServiceKind) -> AnswerVerdict | None:
        """Return what has come of a switching on; ``None`` when there was none to follow."""
        followed = self._followed.get(key, {}).get(kind)
        return None if followed is None else followed.verdict

    def subscribe(self, callback: Callable[[Answer], None]) -> Callable[[], None]:
        """Have ``callback`` told of every new verdict; returns what ends that."""
        return self._subscribers.add(callback)

    def set_pace(self, services_pace_s: float) -> None:
        """Say how often services are read from now on."""
        self._pace_s = services_pace_s

    def close(self) -> None:
        """Follow nothing any more."""
        for unsubscribe in self._unsubscribes:
            unsubscribe()
        self._subscribers.clear()
        if self._timer is not None:
            self._timer.cancel()

    def _told(self, record: OperationRecord) -> None:
        subject, key = record.subject, record.key
        if key is None or not isinstance(subject, ServiceChange):
            return
        if record.is_pending:
            self._pending.add(record.id)
            return
        # A record that has ended is told again when it can be undone, or cannot any more.
        is_news = record.id in self._pending
        self._pending.discard(record.id)
        if not is_news or record.phase is not OperationPhase.SUCCEEDED:
            return
        if subject.on:
            self._begin(key, subject.kind)
        else:
            self._forget(key, subject.kind)

    def _begin(self, key: VmKey, kind: ServiceKind) -> None:
        vm = self._store.vm(key)
        if vm is None or vm.state is not VmState.RUNNING:
            return
        until = self._clock.monotonic() + patience_s(kind, vm) + self._reading_s(kind)
        self._followed.setdefault(key, {})[kind] = _Followed(AnswerVerdict.WAITING, until)
        self._subscribers.tell(Answer(key, kind, AnswerVerdict.WAITING))
        self._judge(key)
        self._set_timer()

    def _reading_s(self, kind: ServiceKind) -> float:
        """Return the time until an answer is seen; the heartbeat is read with the states."""
        return 0.0 if kind is ServiceKind.HEARTBEAT else self._pace_s

    def _forget(self, key: VmKey, kind: ServiceKind) -> None:
        kinds = self._followed.get(key, {})
        if kinds.pop(kind, None) is None:
            return
        if not kinds:
            del self._followed[key]
        self._subscribers.tell(Answer(key, kind, None))

    def _changed(self, change: StoreChange) -> None:
        for key in tuple(self._followed):
            if key.host in change.hosts:
                self._judge(key)
        self._set_timer()

    def _judge(self, key: VmKey) -> None:
        host = self._store.hosts.get(key.host)
        vm = host.vm(key.vm) if host else None
        for kind, followed in tuple(self._followed[key].items()):
            if not _is_followed_on(vm, kind):
                self._forget(key, kind)
            elif vm is not None and _is_answering(vm, kind):
                self._set(key, kind, followed, AnswerVerdict.ANSWERED)
            elif _has_run_out(host, followed, self._clock.monotonic()):
                self._set(key, kind, followed, AnswerVerdict.SILENT)

    def _set(
        self, key: VmKey, kind: ServiceKind, followed: _Followed, verdict: AnswerVerdict
    ) -> None:
        if followed.verdict is not verdict:
            followed.verdict = verdict
            self._subscribers.tell(Answer(key, kind, verdict))

    def _set_timer(self) -> None:
        """Wake when the next patience runs out; a host that is away wakes us when it is back."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        waits = [
            followed.until
            for key, kinds in self._followed.items()
            for followed in kinds.values()
            if followed.verdict is AnswerVerdict.WAITING and self._is_current(key.host)
        ]
        if waits:
            delay = max(0.0, min(waits) - self._clock.monotonic())
            self._timer = self._clock.later(delay, self._run_out)

    def _run_out(self) -> None:
        self._timer = None
        for key in tuple(self._followed):
            self._judge(key)
        self._set_timer()

    def _is_current(self, host: HostId) -> bool:
        snapshot = self._store.hosts.get(host)
        return snapshot is not None and snapshot.is_current


def _is_followed_on(vm: VmSnapshot | None, kind: ServiceKind) -> bool:
    """Whether there is still something to wait for: the VM runs and the service is not off."""
    if vm is None or vm.state is not VmState.RUNNING:
        return False
    service = vm.service(kind)
    return service is None or service.enabled is True


def _is_answering(vm: VmSnapshot, kind: ServiceKind) -> bool:
    if kind is ServiceKind.HEARTBEAT and vm.heartbeat in _HEARTBEAT_ANSWERS:
        return True
    service = vm.service(kind)
    return service is not None and service.is_answering


def _has_run_out(host: HostSnapshot | None, followed: _Followed, now: float) -> bool:
    is_current = host is not None and host.is_current
    return is_current and followed.verdict is AnswerVerdict.WAITING and now >= followed.until
