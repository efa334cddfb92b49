"""The live report: what is judged again and what is not; corrections, their limits and notes."""

import asyncio
import itertools
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from console.fleet.drift import Judge, JudgedVm, Reason, face_of, judge
from console.fleet.drift_brake import MAX_CORRECTIONS, REST_S, WINDOW_S, DriftBrake
from console.fleet.drift_sweep import SLICE, DriftSweep
from console.fleet.drift_watch import SWEEP_EVERY_S, DriftWatch
from console.fleet.plan import OriginKind
from console.fleet.plan_record import PlanPhase, PlanRecord
from console.fleet.store import FleetStore
from console.model.guest import GuestFacts
from console.model.host import HostFacts, HostSnapshot, LinkState
from console.model.identity import HostId, VmId, VmKey
from console.model.service import ServiceKind, ServiceSnapshot
from console.model.vm import VmSnapshot
from console.settings.profile import EVERY_VM, Match, Profile, Rule
from console.settings.profile_book import LoadedProfile, ProfileEntry
from tests.unit.fleet_doubles import LoopClock, World, run_virtual

TIME, VSS = ServiceKind.TIME_SYNC, ServiceKind.VSS
KEY = VmKey(HostId("h1"), VmId("A"))
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def row(vm_id="A", name="dc1", os_name="Ubuntu", notes="", **switches):
    on = {kind: switches.get(kind.value, True) for kind in ServiceKind}
    return VmSnapshot(
        VmId(vm_id),
        name,
        notes=notes,
        guest=GuestFacts(os_name=os_name),
        services=tuple(ServiceSnapshot(kind, enabled) for kind, enabled in on.items()),
    )


def host(*rows, name="h1", read_at=1.0, link=LinkState.ONLINE, **more):
    return HostSnapshot(HostId(name), name.upper(), link=link, vms=rows, read_at=read_at, **more)


def loaded(*rules, name="P", watched=False):
    path = f"{name}.toml"
    found = tuple(
        Rule(f"r{number}", "why", number, match, services)
        for number, (match, services) in enumerate(rules)
    )
    return LoadedProfile(ProfileEntry(Path(path), watched), Profile(name, "", path, found))


NO_TIME = (Match(names=("dc*",)), {TIME: False})


@dataclass
class FakePlans:
    """Takes plans; they go on until the test ends them."""

    started: list = field(default_factory=list)
    phases: dict = field(default_factory=dict)

    def start(self, plan):
        assert plan.would_change
        self.started.append(plan)
        self.phases[plan.id] = PlanPhase.RUNNING
        return self.record(plan.id)

    def record(self, plan):
        phase = self.phases.get(plan)
        if phase is None:
            return None
        (found,) = [each for each in self.started if each.id == plan]
        return PlanRecord(plan, found.origin, phase, (), NOW)

    def end(self):
        for plan in self.phases:
            self.phases[plan] = PlanPhase.FINISHED


class Scene:
    """A store, a watch, and hands that take plans."""

    def __init__(self):
        self.clock = LoopClock()
        self.store = FleetStore()
        self.plans = FakePlans()
        self.watch = DriftWatch(self.store, self.plans, self.clock)
        self.told = []
        self.watch.subscribe(self.told.append)

    def put(self, *rows, **more):
        self.store.put(host(*rows, read_at=self.clock.monotonic(), **more))

    async def settle(self, seconds=2.0):
        await asyncio.sleep(seconds)


def in_scene(test):
    def run():
        async def body():
            scene = Scene()
            try:
                await test(scene)
            finally:
                scene.watch.close()
                scene.store.close()

        run_virtual(body())

    run.__name__ = test.__name__
    return run


# -- the report


@in_scene
async def test_the_report_follows_the_store(scene):
    assert scene.watch.report.vms == 0
    scene.watch.use([loaded(NO_TIME)])
    scene.put(row(), row("B", "web"))
    await scene.settle()
    (drift,) = scene.watch.report.drifts
    assert (drift.key, drift.kind, drift.host_label) == (KEY, TIME, "H1")
    scene.put(row(time_sync=False), row("B", "web"))
    await scene.settle()
    assert scene.watch.report.is_clean
    assert [len(report.drifts) for report in scene.told] == [1, 0]
    assert scene.plans.started == []


@in_scene
async def test_what_changes_nothing_is_not_told(scene):
    scene.watch.use([loaded(NO_TIME)])
    scene.put(row())
    await scene.settle()
    for second in range(5):
        scene.put(replace(row(), uptime_s=second))
        await scene.settle()
    assert len(scene.told) == 1


@in_scene
async def test_it_sweeps_at_most_once_a_second(scene):
    sweeps = []
    scene.watch.use([loaded(NO_TIME)])
    await scene.settle()
    inner = scene.watch._sweep.run
    scene.watch._sweep.run = lambda hosts: sweeps.append(scene.clock.monotonic()) or inner(hosts)
    for number in range(40):
        scene.put(replace(row(), uptime_s=number))
        await asyncio.sleep(0.25)
    assert 9 <= len(sweeps) <= 12
    gaps = [after - before for before, after in itertools.pairwise(sweeps)]
    assert min(gaps) >= SWEEP_EVERY_S - 1e-6


@in_scene
async def test_new_profiles_and_tags_are_judged_at_once(scene):
    scene.put(row(), row("B", "web"))
    await scene.settle()
    scene.watch.use([loaded(NO_TIME)])
    await scene.settle(0.01)
    assert len(scene.watch.report.drifts) == 1
    tagged = loaded((Match(tags=("x",)), {VSS: False}))
    scene.watch.use([tagged])
    await scene.settle(0.01)
    assert scene.watch.report.is_clean
    scene.watch.set_tags({VmKey(HostId("h1"), VmId("B")): ("X",)})
    await scene.settle(0.01)
    assert [drift.vm_name for drift in scene.watch.report.drifts] == ["web"]
    assert scene.watch.profiles == (tagged,)
    scene.watch.use([])
    await scene.settle(0.01)
    assert scene.watch.report.is_clean


@in_scene
async def test_a_host_that_goes_away_takes_its_drift_along(scene):
    scene.watch.use([loaded(NO_TIME)])
    scene.put(row())
    await scene.settle()
    scene.put(row(), link=LinkState.STALE)
    await scene.settle()
    assert scene.watch.report.is_clean
    assert [each.reason for each in scene.watch.report.not_judged] == [Reason.HOST_AWAY]
    scene.store.drop(HostId("h1"))
    await scene.settle()
    assert scene.watch.report.vms == 0


@in_scene
async def test_a_large_fleet_is_judged_in_slices(scene):
    turns = []

    def turn():
        turns.append(scene.watch.report.vms)
        if len(turns) < 50:
            asyncio.get_running_loop().call_soon(turn)

    rows = [row(f"V{number}", f"dc{number}") for number in range(2_000)]
    scene.put(*rows)
    scene.watch.use([loaded(NO_TIME)])
    turn()
    await scene.settle()
    assert len(scene.watch.report.drifts) == 2_000
    assert turns.count(0) >= 5


# -- a sweep finds what judging everything finds


SWITCHES = st.sampled_from([True, False, None])
ROWS = st.builds(
    row,
    vm_id=st.sampled_from("ABC"),
    name=st.sampled_from(["dc1", "web"]),
    os_name=st.sampled_from(["", "Ubuntu"]),
    notes=st.sampled_from(["", "#x"]),
    time_sync=SWITCHES,
    vss=SWITCHES,
)
HOSTS = st.builds(
    lambda name, rows, online, folder, label: host(
        *{each.id: each for each in rows}.values(),
        name=name,
        link=LinkState.ONLINE if online else LinkState.STALE,
        folder=folder,
        facts=HostFacts(name=label),
    ),
    st.sampled_from(["h1", "h2"]),
    st.lists(ROWS, max_size=3),
    st.booleans(),
    st.sampled_from(["", "Prod"]),
    st.sampled_from(["n", "m"]),
)
RULES = (
    NO_TIME,
    (Match(guests=("linux",)), {VSS: True}),
    (Match(tags=("x",)), {TIME: True}),
    (Match(folders=("Prod",)), {VSS: False}),
    (Match(hosts=("m",), excluded=Match(names=("w*",))), {TIME: False}),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(HOSTS, max_size=2), min_size=1, max_size=4))
def test_a_sweep_with_a_memory_finds_the_same(looks):
    profile = loaded(*RULES).profile
    sweep = DriftSweep(Judge([profile]))
    store = {}
    for look in looks:
        for each in look:
            known = store.get(each.id)
            rows = {vm.id: vm for vm in known.vms} if known else {}
            reused = tuple(old if (old := rows.get(vm.id)) == vm else vm for vm in each.vms)
            store[each.id] = replace(each, vms=reused)
        found = run_whole(sweep, store.values())
        vms = [JudgedVm(face_of(h), vm, h.folder) for h in store.values() for vm in h.vms]
        assert found == judge([profile], vms)


def run_whole(sweep, hosts):
    run = sweep.run(hosts)
    while True:
        try:
            next(run)
        except StopIteration as end:
            return end.value


def test_rows_that_did_not_change_are_not_judged_again():
    asked = Judge([loaded(NO_TIME).profile])
    calls = []
    verdict = asked.verdict
    asked.verdict = lambda *about: calls.append(about[1].id) or verdict(*about)
    sweep = DriftSweep(asked)
    first, second = row("A", "dc1"), row("B", "dc2")
    run_whole(sweep, [host(first, second)])
    run_whole(sweep, [host(first, second, read_at=2.0)])
    run_whole(sweep, [host(replace(first, uptime_s=7), second)])
    assert calls == ["A", "B"]
    run_whole(sweep, [host(first, row("B", "dc2", time_sync=False))])
    assert calls == ["A", "B", "B"]
    assert SLICE > 0


# -- watching


@in_scene
async def test_nothing_is_corrected_unless_watched(scene):
    scene.watch.use([loaded(NO_TIME)])
    for _ in range(5):
        scene.put(row())
        await scene.settle()
    assert len(scene.watch.report.drifts) == 1
    assert scene.plans.started == []


@in_scene
async def test_a_watched_profile_corrects_what_was_read_since(scene):
    scene.put(row(), row("B", "dc2", time_sync=False))
    await scene.settle()
    scene.watch.use([loaded(NO_TIME, watched=True)])
    await scene.settle(5.0)
    assert len(scene.watch.report.drifts) == 1
    assert scene.plans.started == []  # all it knows was seen before
    scene.put(row(), row("B", "dc2", time_sync=False))
    await scene.settle()
    (plan,) = scene.plans.started
    assert (plan.origin.kind, plan.origin.name) == (OriginKind.PROFILE, "P")
    (item,) = plan.items
    assert (item.key, item.change.kind, item.change.on) == (KEY, TIME, False)


@in_scene
async def test_a_profile_that_changes_is_watched_anew(scene):
    scene.watch.use([loaded(NO_TIME, watched=True)])
    await scene.settle()
    scene.put(row(time_sync=False))
    await scene.settle()
    scene.watch.use([loaded((EVERY_VM, {VSS: False}), watched=True)])
    await scene.settle()
    assert scene.plans.started == []
    scene.put(row(time_sync=False))
    await scene.settle()
    assert len(scene.plans.started) == 1


@in_scene
async def test_the_same_profile_again_goes_on_watching(scene):
    scene.watch.use([loaded(NO_TIME, watched=True)])
    await scene.settle()
    scene.put(row(time_sync=False))
    await scene.settle()
    scene.watch.use([loaded(NO_TIME, watched=True), loaded(name="Q")])
    scene.store.put(host(row(), read_at=scene.clock.monotonic() - 1.0))
    await scene.settle()
    assert len(scene.plans.started) == 1


@in_scene
async def test_a_plan_under_way_is_not_begun_again(scene):
    scene.watch.use([loaded(NO_TIME, watched=True)])
    await scene.settle()
    for number in range(30):
        scene.put(replace(row(), uptime_s=number))
        await scene.settle(10.0)
    assert len(scene.plans.started) == 1


@in_scene
async def test_a_busy_vm_is_corrected_afterwards(scene):
    busy = {KEY}
    scene.watch.close()
    scene.watch = DriftWatch(scene.store, scene.plans, scene.clock, is_busy=busy.__contains__)
    scene.watch.use([loaded(NO_TIME, watched=True)])
    await scene.settle()
    scene.put(row(), row("B", "dc2"))
    await scene.settle(60.0)
    assert [[item.vm_name for item in plan.items] for plan in scene.plans.started] == [["dc2"]]
    busy.clear()
    await scene.settle(6.0)  # the store is quiet; the watch looks again by itself
    assert [item.vm_name for item in scene.plans.started[1].items] == ["dc1"]


@in_scene
async def test_a_conflict_is_never_corrected(scene):
    other = loaded((EVERY_VM, {TIME: True}), name="Q")
    scene.watch.use([loaded(NO_TIME, watched=True), other])
    await scene.settle()
    scene.put(row())
    await scene.settle()
    assert len(scene.watch.report.conflicts) == 1
    assert scene.plans.started == []


@in_scene
async def test_a_watched_rule_corrects_although_another_is_named_first(scene):
    scene.watch.use([loaded(NO_TIME, name="Q"), loaded(NO_TIME, watched=True)])
    await scene.settle()
    scene.put(row())
    await scene.settle()
    assert scene.watch.report.drifts[0].profile == "Q"
    assert [plan.origin.name for plan in scene.plans.started] == ["P"]


@in_scene
async def test_what_keeps_drifting_is_given_up_and_named(scene):
    scene.watch.use([loaded(NO_TIME, watched=True)])
    await scene.settle()
    began = scene.clock.monotonic()
    while scene.clock.monotonic() < began + 600.0:  # something switches it on again and again
        scene.put(replace(row(), uptime_s=int(scene.clock.monotonic())))
        scene.plans.end()
        await scene.settle(5.0)
    assert len(scene.plans.started) == MAX_CORRECTIONS
    (note,) = scene.watch.notes
    assert (note.drift.key, note.drift.kind, note.corrections) == (KEY, TIME, MAX_CORRECTIONS)
    told = len(scene.told)
    scene.put(replace(row(), uptime_s=0))
    await scene.settle(20.0)
    assert scene.watch.notes == (note,)
    assert len(scene.told) == told
    await scene.settle(WINDOW_S)  # nothing changes in the store; the watch wakes by itself
    assert len(scene.plans.started) == MAX_CORRECTIONS + 1
    scene.put(row(time_sync=False))
    scene.plans.end()
    await scene.settle()
    assert scene.watch.notes == ()


@in_scene
async def test_after_closing_nothing_happens(scene):
    scene.watch.use([loaded(NO_TIME, watched=True)])
    await scene.settle()
    scene.watch.close()
    scene.put(row())
    await scene.settle()
    assert scene.plans.started == []
    assert scene.told == []


def test_a_living_fleet_is_put_right_and_stays_so():
    """With the real desk: hosts in memory drift, are corrected, and nothing is done twice."""

    async def body():
        async with World() as world:
            fake = world.connected()
            watch = DriftWatch(world.fleet.store, world.fleet.plans, world.clock)
            profile = loaded((Match(names=("*01",)), {TIME: False, VSS: True}), watched=True)
            watch.use([profile])
            vms = tuple(fake.vms)
            await world.until(lambda: not any(fake.vms[vm].switches[TIME] for vm in vms))
            await world.until(lambda: watch.report.vms == 2 and watch.report.is_clean)
            await asyncio.sleep(300)
            assert fake.counts["set_service"] == 2
            fake.vms[vms[0]].switches[VSS] = False
            await world.until(lambda: fake.vms[vms[0]].switches[VSS])
            await asyncio.sleep(300)
            assert fake.counts["set_service"] == 3
            assert watch.report.is_clean
            assert watch.notes == ()
            watch.close()

    run_virtual(body())


# -- the brake


def test_the_brake():
    brake = DriftBrake(limit=2, window_s=100.0, rest_s=10.0)
    switch = (KEY, TIME)
    assert brake.wait_s(switch, 0.0) == 0.0
    brake.note(switch, 0.0)
    assert brake.wait_s(switch, 4.0) == 6.0
    assert brake.wait_s(switch, 10.0) == 0.0
    assert not brake.is_given_up(switch, 10.0)
    brake.note(switch, 20.0)
    assert brake.is_given_up(switch, 20.0)
    assert brake.wait_s(switch, 20.0) == 80.0
    assert brake.wait_s((KEY, VSS), 20.0) == 0.0
    assert brake.wait_s(switch, 100.0) == 0.0
    assert brake.corrections(switch, 100.0) == 1
    assert brake.corrections(switch, 500.0) == 0


@given(st.lists(st.floats(0, 1_000), max_size=60))
def test_never_more_than_the_limit_within_the_window(waits):
    brake, now, begun = DriftBrake(), 0.0, []
    for wait in waits:
        now += wait
        if brake.wait_s((KEY, TIME), now) <= 0:
            brake.note((KEY, TIME), now)
            begun.append(now)
    for number, first in enumerate(begun):
        assert len([t for t in begun[number:] if t - first < WINDOW_S]) <= MAX_CORRECTIONS
    assert all(b - a >= REST_S for a, b in itertools.pairwise(begun))
