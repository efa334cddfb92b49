"""Keep the drift of the fleet up to date, and correct what drifts from watched profiles.

Theory of operation
-------------------
Whenever the store changes, but at most once a second, a sweep judges the fleet; a long sweep lets
the loop turn between its slices. Everything runs on the loop's thread and nothing blocks.

A profile corrects by itself only when the user watches it, and only VMs of hosts that were read
after that: nothing is changed on the strength of what was seen before. A profile whose rules change
counts as watched anew. Corrections are plans like any other, one for each profile and sweep, shown,
journalled and undone like those. Where a rule of another profile wants the opposite, that is a
conflict and nothing is done. A service that drifts again rests between corrections, and after some
within an hour it is given up and named (``drift_brake``).
"""

from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from console.fleet.clock import Clock, Timer
from console.fleet.drift import Judge
from console.fleet.drift_brake import DriftBrake, KeepsDrifting, Switch
from console.fleet.drift_report import NO_REPORT, Drift, DriftReport, RuleName
from console.fleet.drift_sweep import DriftSweep
from console.fleet.operation import ServiceChange
from console.fleet.plan import OriginKind, Plan, PlanOrigin, draft
from console.fleet.plan_record import PlanRecord
from console.fleet.store import FleetStore, StoreChange
from console.fleet.subscription import Subscribers
from console.model.identity import PlanId, VmKey
from console.settings.profile import Profile
from console.settings.profile_book import LoadedProfile

SWEEP_EVERY_S: Final = 1.0
BUSY_WAIT_S: Final = 5.0


class PlanStarter(Protocol):
    """What corrects (``fleet.plans.PlanDesk``)."""

    def start(self, plan: Plan) -> PlanRecord:
        """Run a plan."""
        ...

    def record(self, plan: PlanId) -> PlanRecord | None:
        """Return how a plan stands, ``None`` when it is not known any more."""
        ...


@dataclass(frozen=True, slots=True)
class _Watched:
    """A profile that corrects by itself, and since when (monotonic)."""

    profile: Profile
    since: float


class DriftWatch:
    """The drift of the whole fleet, live.

    Args:
        store: The fleet as it is.
        plans: What corrects.
        clock: Time.
        brake: How often the same service may be corrected.
        is_busy: Whether an operation on a VM is under way; such a VM is corrected afterwards, so
            that nothing is pulled away under a file copy that has borrowed the guest service.
    """

    def __init__(
        self,
        store: FleetStore,
        plans: PlanStarter,
        clock: Clock,
        brake: DriftBrake | None = None,
        is_busy: Callable[[VmKey], bool] | None = None,
    ) -> None:
        self._store = store
        self._plans = plans
        self._clock = clock
        self._brake = brake or DriftBrake()
        self._is_busy = is_busy or _is_never_busy
        self._profiles: tuple[LoadedProfile, ...] = ()
        self._tags: Mapping[VmKey, tuple[str, ...]] = {}
        self._watched: dict[str, _Watched] = {}
        self._sweep = DriftSweep(Judge(()))
        self._report = NO_REPORT
        self._notes: dict[Switch, KeepsDrifting] = {}
        self._begun: dict[Switch, PlanId] = {}
        self._subscribers: Subscribers[DriftReport] = Subscribers()
        self._timer: Timer | None = None
        self._alarm: Timer | None = None
        self._swept_at: float | None = None
        self._run: Generator[None, None, DriftReport] | None = None
        self._is_stale = False
        self._unsubscribe = store.subscribe(self._store_changed)

    @property
    def report(self) -> DriftReport:
        """How the fleet stood at the last sweep to all profiles, watched or not."""
        return self._report

    @property
    def notes(self) -> tuple[KeepsDrifting, ...]:
        """What keeps drifting although it was corrected as often as is allowed."""
        return tuple(self._notes.values())

    @property
    def profiles(self) -> tuple[LoadedProfile, ...]:
        """What the fleet is judged by."""
        return self._profiles

    def use(self, profiles: Iterable[LoadedProfile]) -> None:
        """Judge by these profiles from now on, and by no others."""
        self._profiles = tuple(profiles)
        now = self._clock.monotonic()
        watched: dict[str, _Watched] = {}
        for each in self._profiles:
            if each.entry.watched:
                profile = each.profile
                before = self._watched.get(profile.path)
                is_same = before is not None and before.profile == profile
                watched[profile.path] = before if before and is_same else _Watched(profile, now)
        self._watched = watched
        self._begin_afresh()

    def set_tags(self, tags: Mapping[VmKey, tuple[str, ...]]) -> None:
        """Judge by these tags from now on, besides those in notes."""
        self._tags = dict(tags)
        self._begin_afresh()

    def subscribe(self, callback: Callable[[DriftReport], None]) -> Callable[[], None]:
        """Have ``callback`` told when the report, or what keeps drifting, has changed.

        Returns:
            A function that ends it; calling it twice does no harm.
        """
        return self._subscribers.add(callback)

    def close(self) -> None:
        """Look and correct no more; the last report stays readable."""
        self._unsubscribe()
        self._subscribers.clear()
        self._run = None
        for timer in (self._timer, self._alarm):
            if timer is not None:
                timer.cancel()
        self._timer = self._alarm = None

    def _begin_afresh(self) -> None:
        judge = Judge(each.profile for each in self._profiles)
        self._sweep = DriftSweep(judge, self._tags)
        self._run = None
        self._set_timer(0.0)

    def _store_changed(self, _change: StoreChange) -> None:
        self._soon()

    def _soon(self) -> None:
        """Sweep when a second has passed since the last one began."""
        if self._run is not None:
            self._is_stale = True
        elif self._timer is None and self._profiles:
            passed = SWEEP_EVERY_S
            if self._swept_at is not None:
                passed = self._clock.monotonic() - self._swept_at
            self._set_timer(max(0.0, SWEEP_EVERY_S - passed))

    def _set_timer(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._clock.later(seconds, self._turn)

    def _turn(self) -> None:
        """Begin a sweep, or go on with the one under way."""
        self._timer = None
        if self._run is None:
            self._swept_at = self._clock.monotonic()
            self._is_stale = False
            self._run = self._sweep.run(self._store.hosts.values())
        try:
            next(self._run)
        except StopIteration as end:
            self._run = None
            self._finish(end.value)
        else:
            self._set_timer(0.0)

    def _finish(self, report: DriftReport) -> None:
        before = (self._report, self.notes)
        if report != self._report:
            self._report = report
        self._correct()
        if before != (self._report, self.notes):
            self._subscribers.tell(self._report)
        if self._is_stale:
            self._soon()

    def _correct(self) -> None:
        """Start a plan for each watched profile from which something drifts."""
        now = self._clock.monotonic()
        self._begun = {
            switch: plan for switch, plan in self._begun.items() if self._is_pending(plan)
        }
        wishes: dict[str, list[Drift]] = {}
        notes: dict[Switch, KeepsDrifting] = {}
        waits: list[float] = []
        for drift in self._report.drifts if self._watched else ():
            rule = self._watched_rule(drift)
            switch = (drift.key, drift.kind)
            if rule is None or switch in self._begun:
                continue
            if self._is_busy(drift.key):
                waits.append(BUSY_WAIT_S)
                continue
            wait = self._brake.wait_s(switch, now)
            if wait <= 0:
                wishes.setdefault(rule.path, []).append(drift)
                continue
            waits.append(wait)
            if self._brake.is_given_up(switch, now):
                notes[switch] = self._note(switch, drift, now)
        self._notes = notes
        for path, drifts in wishes.items():
            self._start(self._watched[path].profile, drifts, now)
        self._wake_in(min(waits, default=None))

    def _wake_in(self, seconds: float | None) -> None:
        """Look again when the first correction that rests may be repeated, however quiet it is."""
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm = None if seconds is None else self._clock.later(seconds, self._soon)

    def _is_pending(self, plan: PlanId) -> bool:
        record = self._plans.record(plan)
        return record is not None and record.is_pending

    def _watched_rule(self, drift: Drift) -> RuleName | None:
        """Return the first watched rule that wants it and may act on what is known by now."""
        host = self._store.hosts.get(drift.key.host)
        if host is None or host.read_at is None:
            return None
        for rule in drift.rules:
            watched = self._watched.get(rule.path)
            if watched is not None and host.read_at > watched.since:
                return rule
        return None

    def _note(self, switch: Switch, drift: Drift, now: float) -> KeepsDrifting:
        known = self._notes.get(switch)
        since = known.since if known is not None else self._clock.now()
        return KeepsDrifting(drift, self._brake.corrections(switch, now), since)

    def _start(self, profile: Profile, drifts: Iterable[Drift], now: float) -> None:
        plan = draft(
            self._store.hosts,
            [(drift.key, ServiceChange(drift.kind, drift.wanted)) for drift in drifts],
            origin=PlanOrigin(OriginKind.PROFILE, profile.name),
            made_at=self._clock.now(),
        )
        if not plan.would_change:
            return
        for item in plan.would_change:
            if isinstance(item.change, ServiceChange):
                switch = (item.key, item.change.kind)
                self._brake.note(switch, now)
                self._begun[switch] = plan.id
        self._plans.start(plan)


def _is_never_busy(_key: VmKey) -> bool:
    return False
