"""After a service was switched on here: has the guest answered on it?

Theory of operation
-------------------
An operation that switched a service on begins a wait, and another that switches it off ends it. A
wait lasts as long as a guest of a running VM may sensibly take; then the guest counts as silent on
this service, until it answers after all. The store tells when it answers. While the VM does not
run there is nothing to wait for: the wait begins when it runs.
"""

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from console.fleet.clock import Clock, Timer
from console.fleet.operation import OperationLog, OperationPhase, OperationRecord, ServiceChange
from console.fleet.store import FleetStore, StoreChange
from console.fleet.subscription import Subscribers
from console.model.identity import VmKey
from console.model.service import ServiceKind
from console.model.vm import VmState

PATIENCE_S: Final[Mapping[ServiceKind, float]] = {
    ServiceKind.HEARTBEAT: 20.0,
    ServiceKind.TIME_SYNC: 60.0,
    ServiceKind.KVP: 60.0,
    ServiceKind.SHUTDOWN: 60.0,
    ServiceKind.VSS: 60.0,
    ServiceKind.GUEST_SERVICE: 60.0,
}
"""How long a guest may take to answer. A heartbeat comes every two seconds."""


class AnswerVerdict(enum.Enum):
    """What has become of a service that was switched on."""

    WAITING = "waiting"
    ANSWERED = "answered"
    SILENT = "silent"


@dataclass(slots=True)
class _Wait:
    until: float | None
    """Monotonic; ``None`` while the VM does not run."""
    verdict: AnswerVerdict = AnswerVerdict.WAITING


Place = tuple[VmKey, ServiceKind]


class AnswerWatch:
    """Follows every service that was switched on in this run.

    Args:
        store: Tells how services stand.
        log: Tells what was switched.
        clock: Measures patience.
    """

    def __init__(self, store: FleetStore, log: OperationLog, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._waits: dict[Place, _Wait] = {}
        self._timer: Timer | None = None
        self._subscribers: Subscribers[VmKey] = Subscribers()
        self._ends = (log.subscribe(self._take_operation), store.subscribe(self._take_store))

    def verdict(self, key: VmKey, kind: ServiceKind) -> AnswerVerdict | None:
        """Return what has become of a service; ``None`` when it was not switched on here."""
        wait = self._waits.get((key, kind))
        return wait.verdict if wait is not None else None

    def verdicts(self, key: VmKey) -> dict[ServiceKind, AnswerVerdict]:
        """Return what has become of the services of one VM."""
        found = ((kind, self.verdict(key, kind)) for kind in ServiceKind)
        return {kind: verdict for kind, verdict in found if verdict is not None}

    def subscribe(self, callback: Callable[[VmKey], None]) -> Callable[[], None]:
        """Have ``callback`` told of VMs of which a verdict has changed; returns what ends it."""
        return self._subscribers.add(callback)

    def close(self) -> None:
        """Follow no more."""
        for end in self._ends:
            end()
        self._subscribers.clear()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _take_operation(self, record: OperationRecord) -> None:
        subject = record.subject
        if record.key is None or not isinstance(subject, ServiceChange):
            return
        if record.phase is not OperationPhase.SUCCEEDED:
            return
        place = (record.key, subject.kind)
        if not subject.on:
            if self._waits.pop(place, None) is not None:
                self._subscribers.tell(record.key)
            return
        self._waits[place] = _Wait(None)
        self._look(place)
        self._subscribers.tell(record.key)
        self._set_timer()

    def _take_store(self, change: StoreChange) -> None:
        for place in tuple(self._waits):
            if place[0].host in change.hosts:
                self._look(place)
        self._set_timer()

    def _look(self, place: Place) -> None:
        """Judge one wait by what the store holds now."""
        key, kind = place
        wait = self._waits[place]
        vm = self._store.vm(key)
        service = vm.service(kind) if vm is not None else None
        if vm is None or service is None or not service.enabled:
            if vm is None or (service is not None and service.enabled is False):
                del self._waits[place]
                self._subscribers.tell(key)
            return
        if vm.state is not VmState.RUNNING:
            wait.until = None
            self._turn(place, wait, AnswerVerdict.WAITING)
        elif service.is_answering:
            self._turn(place, wait, AnswerVerdict.ANSWERED)
        elif wait.until is None:
            wait.until = self._clock.monotonic() + PATIENCE_S[kind]
        elif self._clock.monotonic() >= wait.until:
            self._turn(place, wait, AnswerVerdict.SILENT)

    def _turn(self, place: Place, wait: _Wait, verdict: AnswerVerdict) -> None:
        if wait.verdict is not verdict:
            wait.verdict = verdict
            self._subscribers.tell(place[0])

    def _set_timer(self) -> None:
        """Look again when the next patience ends."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        ends = [
            wait.until
            for wait in self._waits.values()
            if wait.until is not None and wait.verdict is AnswerVerdict.WAITING
        ]
        if ends:
            pause = max(0.0, min(ends) - self._clock.monotonic())
            self._timer = self._clock.later(pause, self._out_of_patience)

    def _out_of_patience(self) -> None:
        self._timer = None
        for place in tuple(self._waits):
            self._look(place)
        self._set_timer()
