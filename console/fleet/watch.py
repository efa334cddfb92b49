"""The heartbeat watch: alerts for guests that hang, and restarts where the user wishes them.

Theory of operation
-------------------
Each reading of a host becomes a look at each of its VMs (``watch_look``); a state machine per VM
makes alerts of looks (``heartbeat``). For a VM that the user has chosen, each look that finds it
lost asks the brakes (``restart_brake``). Where nothing speaks against it, the guest is restarted
(``watch_restart``); where something does, that is recorded once per reason and alert. Everything
that is decided goes into ``record`` with the looks and figures that led to it, and into a file.

Everything runs on the loop's thread; the work of a look is a few comparisons.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Any, Final

from console.fleet.alert import Alert, AlertBoard
from console.fleet.clock import Clock
from console.fleet.decision import ClearWhy, Decision, DecisionKind, DecisionRecord, Subject
from console.fleet.heartbeat import Phase, Watched
from console.fleet.operation import OperationLog
from console.fleet.restart_brake import BrakeWhy, Situation, Verdict, judge
from console.fleet.store import FleetStore
from console.fleet.tasks import Spawner
from console.fleet.watch_eyes import Eyes
from console.fleet.watch_restart import Orders, Restarter, RestartTools
from console.fleet.watch_storage import WatchStorage
from console.model.errors import ConsoleError
from console.model.identity import VmKey
from console.settings.watch_schema import WatchSettings

_CLEARED: Final[Mapping[Phase, ClearWhy]] = {
    Phase.WELL: ClearWhy.ANSWERS,
    Phase.AILING: ClearWhy.ANSWERS,
    Phase.OFF: ClearWhy.OFF,
    Phase.UNWATCHED: ClearWhy.UNWATCHED,
    Phase.GRACE: ClearWhy.RESTARTED,
    Phase.HELD: ClearWhy.RESTARTED,
    Phase.SILENT: ClearWhy.RESTARTED,
}
"""Why an alert is over that another phase takes the place of."""
_NOT_BACK: Final = frozenset({Phase.NO_START, Phase.LOST, Phase.SILENT, Phase.OFF, Phase.UNWATCHED})
"""Phases that end the waiting for a guest that was restarted."""


class HeartbeatWatch:
    """Watches all guests. Used on the loop's thread.

    Args:
        orders: Orders restarts and reads screens (``Fleet``).
        store: The fleet as it is.
        log: What is being done to VMs.
        clock: Time.
        storage: What is kept on the disk; closed by ``close``.
        settings: How each VM is watched.
        zone: In which quiet windows are meant; this computer's unless given.
        is_planned: Whether a plan that runs has something in store for a VM.
    """

    def __init__(
        self,
        orders: Orders,
        *,
        store: FleetStore,
        log: OperationLog,
        clock: Clock,
        storage: WatchStorage,
        settings: WatchSettings | None = None,
        zone: tzinfo | None = None,
        is_planned: Callable[[VmKey], bool] = lambda _: False,
    ) -> None:
        self._store = store
        self._log = log
        self._clock = clock
        self._storage = storage
        self._settings = settings or WatchSettings()
        self._zone = zone
        self._is_planned = is_planned
        self._spawner = Spawner()
        self._board = AlertBoard()
        self._record = DecisionRecord()
        self._refused: dict[VmKey, BrakeWhy | None] = {}
        self._eyes = Eyes(store, log, clock, lambda: self._settings, self)
        self._restarter = Restarter(RestartTools(orders, log, storage, self._spawner, clock), self)

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """Alerts that are over, oldest first, and then those that stand."""
        return self._board.alerts

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What was decided, oldest first."""
        return self._record.decisions

    @property
    def stopped(self) -> frozenset[VmKey]:
        """VMs that are left alone after a crash loop, until ``resume``."""
        return self._storage.stopped

    @property
    def log_error(self) -> ConsoleError | None:
        """Why the last decision could not be written down; ``None`` when it could."""
        return self._storage.log_error

    def subscribe(self, callback: Callable[[Alert], None]) -> Callable[[], None]:
        """Have ``callback`` told when an alert is raised or over; returns what ends that."""
        return self._board.subscribe(callback)

    def subscribe_decisions(self, callback: Callable[[Decision], None]) -> Callable[[], None]:
        """Have ``callback`` told of every decision; returns what ends that."""
        return self._record.subscribe(callback)

    def alert(self, key: VmKey) -> Alert | None:
        """Return the alert that stands for a VM."""
        return self._board.current(key)

    def watched(self, key: VmKey) -> Watched:
        """Return where a VM stands."""
        return self._eyes.watched(key)

    def apply(self, settings: WatchSettings) -> None:
        """Watch by other settings, from the next look on."""
        self._settings = settings

    async def load(self) -> None:
        """Read the restarts of earlier runs; nothing is restarted before. Call it once or again.

        Raises:
            SettingsInvalid: They cannot be understood, so nothing is restarted.
        """
        await self._storage.load()

    async def resume(self, key: VmKey) -> None:
        """Restart a VM again that was left alone after a crash loop.

        Raises:
            ConsoleError: It holds from now on, but could not be written down.
        """
        self.decide(key, DecisionKind.RESUMED)
        await self._storage.note_stop(key, None)

    async def close(self, timeout_s: float = 2.0) -> None:
        """Watch no more; a restart that was not ordered yet is not ordered."""
        self._eyes.close()
        self._restarter.close()
        await self._spawner.close(timeout_s)
        await self._storage.flush()
        self._storage.close()

    def verdict(self, key: VmKey, *, is_begun: bool = False) -> Verdict:
        """Return whether a VM may be restarted now.

        Args:
            key: The VM.
            is_begun: Whether a restart that the watch has begun itself does not speak against it.
        """
        host = self._store.hosts.get(key.host)
        return judge(
            Situation(
                watch=self._settings.of(key),
                watched=self._eyes.watched(key),
                now=self._clock.now().astimezone(self._zone),
                history=self._storage.history(key),
                is_host_current=host is not None and host.is_current,
                is_read_only=host is not None and host.is_read_only,
                is_restarting=not is_begun and self._restarter.is_busy(key),
                has_operation=bool(self._log.pending_for(key)) or self._is_planned(key),
            )
        )

    def subject(self, key: VmKey) -> Subject:
        """Return what a VM and its host are called."""
        return self._eyes.subject(key)

    def decide(self, key: VmKey, kind: DecisionKind, **facts: Any) -> None:  # noqa: ANN401
        """Record a decision, with the looks that led to it; ``facts`` are ``Decision``'s."""
        sightings = self._eyes.sightings(key)
        decision = Decision(
            self._clock.now(), self.subject(key), kind, sightings=sightings, **facts
        )
        self._storage.write_down(decision, self._spawner)
        self._record.add(decision)

    def was_seen(self, key: VmKey, before: Watched, after: Watched, when: datetime) -> None:
        """A VM was looked at: tell alerts, await its return, restart it if need be."""
        if before.alert is not after.alert:
            self._alert_changed(key, before, after, when)
        self._await_return(key, after)
        if after.phase is Phase.LOST and self._settings.of(key).restart:
            self._consider(key)

    def refuse(self, key: VmKey, verdict: Verdict, error: ConsoleError | None = None) -> None:
        """Record what speaks against a restart, once for each reason and alert."""
        if verdict.why is BrakeWhy.HISTORY_UNKNOWN:
            self._restarter.read_history_again()
        if verdict.why is self._refused.get(key):
            return
        self._refused[key] = verdict.why
        self.decide(
            key,
            DecisionKind.RESTART_REFUSED,
            why=verdict.why,
            figures=verdict.figures,
            error=error,
        )
        if verdict.why is BrakeWhy.CRASH_LOOP:
            self._refused[key] = BrakeWhy.STOPPED
            self._restarter.leave_alone(key, verdict)

    def is_gone(self, key: VmKey) -> None:
        """A VM is not there any more."""
        if self._board.current(key) is not None:
            self._clear(key, ClearWhy.GONE)
        self._refused.pop(key, None)
        self._restarter.is_settled(key)

    def _alert_changed(self, key: VmKey, before: Watched, after: Watched, when: datetime) -> None:
        self._refused.pop(key, None)
        if before.alert is not None:
            is_other = after.alert is not None
            self._clear(key, ClearWhy.OTHER_ALERT if is_other else _CLEARED[after.phase])
        if after.alert is not None:
            since = when - timedelta(seconds=after.lasted_s)
            self.decide(key, DecisionKind.ALERT_RAISED, alert=after.alert)
            self._board.put(self.subject(key), after.alert, since)

    def _clear(self, key: VmKey, why: ClearWhy) -> None:
        alert = self._board.current(key)
        kind = alert.kind if alert else None
        self.decide(key, DecisionKind.ALERT_CLEARED, alert=kind, cleared=why)
        self._board.clear(key, self._clock.now())

    def _await_return(self, key: VmKey, after: Watched) -> None:
        after_s = self._restarter.ordered_since(key)
        is_back = after.phase is Phase.WELL
        if after_s is None or not (is_back or after.phase in _NOT_BACK):
            return
        kind = DecisionKind.CAME_BACK if is_back else DecisionKind.NOT_BACK
        self.decide(key, kind, after_s=after_s)
        self._restarter.is_settled(key)

    def _consider(self, key: VmKey) -> None:
        """Restart a guest that hangs if nothing speaks against it; record once what does."""
        verdict = self.verdict(key)
        if verdict.is_allowed:
            self._refused.pop(key, None)
            self._restarter.begin(key)
        elif verdict.why is not BrakeWhy.ALREADY_RESTARTING:
            self.refuse(key, verdict)
