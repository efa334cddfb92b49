"""The heartbeat watch on hosts that are shown to it by hand, in virtual time."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from console.fleet.decision import ClearWhy, DecisionKind
from console.fleet.decision_file import DecisionFile
from console.fleet.heartbeat import AlertKind, Phase
from console.fleet.operation import OperationLog, OperationPhase, OperationRecord, PowerChange
from console.fleet.plan import OriginKind, PlanItem, PlanOrigin
from console.fleet.plan_record import ItemPhase, ItemResult, PlanPhase, PlanRecord
from console.fleet.restart_brake import BrakeWhy
from console.fleet.store import FleetStore
from console.fleet.watch import HeartbeatWatch
from console.fleet.watch_picture import PictureFolder
from console.fleet.watch_planned import planned_by
from console.fleet.watch_storage import WatchStorage
from console.model.errors import (
    OperationFailed,
    SettingsInvalid,
    Unreachable,
    UnreachableReason,
)
from console.model.host import HostSnapshot, LinkState
from console.model.identity import HostId, PlanId, VmId, VmKey
from console.model.power import PowerAction
from console.model.screen import Screen
from console.model.vm import Heartbeat, VmSnapshot, VmState
from console.settings.watch import Imaging, VmWatch, WatchSettings
from console.settings.watch_history import RestartBook, RestartNote
from console.settings.watch_window import parse_window
from tests.unit.fleet_doubles import FakeLane, LoopClock, run_virtual

HOST = HostId("hv1")
WEB, DB = VmKey(HOST, VmId("WEB")), VmKey(HOST, VmId("DB"))
PACE = 10.0
CHOSEN = VmWatch(grace_s=60.0, misses=3, lost_s=30.0, restart=True, restart_after_s=60.0)
SCREEN = Screen(2, 1, b"abcd")


class Orders:
    """Orders operations that do what the test says."""

    def __init__(self, bench):
        self.bench, self.ordered = bench, []
        self.ending = OperationPhase.SUCCEEDED
        self.error = None
        self.picture_error = None
        self.picture_s = 0.1
        self.cures = True

    async def ask(self, host, read):
        await asyncio.sleep(self.picture_s)
        if self.picture_error is not None:
            raise self.picture_error
        return read(self)

    def read_screen(self, vm, width, height):
        assert (width, height) == (320, 240)
        return SCREEN

    def order(self, key, subject):
        log = self.bench.log
        record = OperationRecord(
            log.next_id(), key, key.host, "HV1", "x", subject, OperationPhase.WAITING, NOON
        )
        self.ordered.append((key, subject))
        log.put(record)
        asyncio.get_running_loop().call_later(1.0, self.end, record)
        return record

    def end(self, record):
        if self.ending is OperationPhase.SUCCEEDED:
            vm = self.bench.vms[record.key.vm]
            answer = Heartbeat.OK if self.cures else vm.heartbeat
            self.bench.set(record.key, heartbeat=answer, uptime_s=0)
        self.bench.log.put(replace(record, phase=self.ending, error=self.error))


NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Bench:
    """Two VMs of one host, looked at every ten seconds."""

    def __init__(self, folder, watches):
        self.clock = LoopClock()
        self.workers = set()
        self.store = FleetStore()
        self.log = OperationLog()
        self.orders = Orders(self)
        self.book = RestartBook(folder / "restarts.toml")
        self.folder = folder
        self.vms = {
            key.vm: VmSnapshot(
                key.vm, name, VmState.RUNNING, uptime_s=9_000, heartbeat=Heartbeat.OK
            )
            for key, name in ((WEB, "web01"), (DB, "db01"))
        }
        self.link, self.retry_at = LinkState.ONLINE, None
        self.is_read_only = False
        self.watch = self.make(watches)
        self.alerts = []
        self.watch.subscribe(self.alerts.append)

    def make(self, watches, **options):
        storage = WatchStorage(
            FakeLane(self, "watch", lambda: None),
            history=self.book,
            decisions=DecisionFile(self.folder / "watch.log"),
            pictures=PictureFolder(self.folder / "pictures"),
        )
        return HeartbeatWatch(
            self.orders,
            store=self.store,
            log=self.log,
            clock=self.clock,
            storage=storage,
            settings=WatchSettings(VmWatch(grace_s=60.0, lost_s=30.0), watches),
            zone=UTC,
            **options,
        )

    def set(self, key, **changes):
        self.vms[key.vm] = replace(self.vms[key.vm], **changes)

    def show(self):
        snapshot = HostSnapshot(
            HOST,
            "HV1",
            link=self.link,
            vms=tuple(self.vms.values()),
            read_at=self.clock.monotonic(),
            retry_at=self.retry_at,
            is_read_only=self.is_read_only,
        )
        self.store.put(snapshot)
        self.store.flush()

    async def run(self, seconds):
        for _ in range(round(seconds / PACE)):
            self.show()
            await asyncio.sleep(PACE)
            for key, vm in self.vms.items():
                if vm.uptime_s is not None:
                    self.vms[key] = replace(vm, uptime_s=vm.uptime_s + int(PACE))

    async def until(self, condition, within=3_600.0):
        waited = 0.0
        while not condition():
            assert waited < within, [each.kind for each in self.watch.decisions]
            await self.run(PACE)
            waited += PACE

    def hang(self, key=WEB):
        self.set(key, heartbeat=Heartbeat.LOST_COMMUNICATION)

    def kinds(self, key=WEB):
        return [each.kind for each in self.watch.decisions if each.key == key]

    def last(self, kind):
        return [each for each in self.watch.decisions if each.kind is kind][-1]

    def refusals(self, key=WEB):
        refused = DecisionKind.RESTART_REFUSED
        return [d.why for d in self.watch.decisions if d.kind is refused and d.key == key]

    async def close(self):
        await self.watch.close()
        self.store.close()
        for worker in tuple(self.workers):
            worker.cancel()
        await asyncio.gather(*tuple(self.workers), return_exceptions=True)


def on_bench(watches=None, load=True):
    watches = {WEB: CHOSEN} if watches is None else watches

    def decorate(test):
        def run(tmp_path):
            async def body():
                bench = Bench(tmp_path, watches)
                if load:
                    await bench.watch.load()
                await bench.run(100)
                await test(bench)
                await bench.close()

            run_virtual(body())

        run.__name__ = test.__name__
        return run

    return decorate


@on_bench()
async def test_a_guest_that_hangs_is_pictured_restarted_and_comes_back(bench):
    bench.hang()
    await bench.until(lambda: DecisionKind.CAME_BACK in bench.kinds())
    assert bench.kinds() == [
        DecisionKind.ALERT_RAISED,
        DecisionKind.RESTART_REFUSED,
        DecisionKind.RESTART_BEGUN,
        DecisionKind.PICTURE_SAVED,
        DecisionKind.RESTART_ORDERED,
        DecisionKind.ALERT_CLEARED,
        DecisionKind.CAME_BACK,
    ]
    assert bench.refusals() == [BrakeWhy.TOO_SHORT]
    assert bench.orders.ordered == [(WEB, PowerChange(PowerAction.RESET))]
    begun = bench.last(DecisionKind.RESTART_BEGUN)
    assert (begun.figures.misses, begun.figures.lost_s) == (7, 60.0)
    assert begun.sightings[0].heartbeat is Heartbeat.OK
    assert begun.sightings[-1].phase is Phase.LOST
    (picture,) = (bench.folder / "pictures").iterdir()
    assert bench.last(DecisionKind.PICTURE_SAVED).picture == str(picture)
    assert picture.read_bytes().startswith(b"BM")
    assert [note.key for note in bench.book.notes().restarts] == [WEB]
    assert [each.kind for each in bench.alerts] == [AlertKind.LOST] * 2
    assert [each.is_current for each in bench.alerts] == [True, False]
    await bench.watch.close()
    text = (bench.folder / "watch.log").read_text()
    assert [line.split()[1] for line in text.splitlines() if line[0] != " "] == [
        kind.value for kind in bench.kinds()
    ]


@on_bench()
async def test_nothing_is_restarted_that_nobody_chose(bench):
    bench.hang(DB)
    await bench.run(3_000)
    assert bench.kinds(DB) == [DecisionKind.ALERT_RAISED]
    assert bench.watch.alert(DB).kind is AlertKind.LOST
    assert bench.watch.verdict(DB).why is BrakeWhy.NOT_CHOSEN
    assert not bench.orders.ordered


@on_bench()
async def test_a_picture_that_cannot_be_had_does_not_stop_the_restart(bench):
    bench.orders.picture_error = OperationFailed("GetVirtualSystemThumbnailImage", 32768)
    bench.hang()
    await bench.until(lambda: DecisionKind.CAME_BACK in bench.kinds())
    assert bench.last(DecisionKind.PICTURE_FAILED).error is bench.orders.picture_error


@on_bench()
async def test_a_guest_that_answers_while_it_is_pictured_is_not_restarted(bench):
    bench.orders.picture_s = 25.0
    bench.hang()
    await bench.until(lambda: DecisionKind.RESTART_BEGUN in bench.kinds())
    assert bench.watch.verdict(WEB).why is BrakeWhy.ALREADY_RESTARTING
    bench.set(WEB, heartbeat=Heartbeat.OK)
    await bench.run(100)
    assert not bench.orders.ordered
    assert bench.refusals()[-1] is BrakeWhy.NOT_LOST
    assert bench.book.notes().restarts == ()


@on_bench()
async def test_a_reset_that_the_host_refuses_is_told_and_tried_again_after_a_grace(bench):
    bench.orders.ending = OperationPhase.FAILED
    bench.orders.error = OperationFailed("RequestStateChange", 32775)
    bench.hang()
    await bench.until(lambda: len(bench.orders.ordered) == 2)
    assert bench.last(DecisionKind.RESTART_FAILED).error is bench.orders.error
    assert DecisionKind.CAME_BACK not in bench.kinds()


@on_bench()
async def test_a_guest_that_hangs_again_and_again_is_left_alone_until_the_user_says_otherwise(
    bench,
):
    bench.orders.cures = False
    bench.hang()
    await bench.run(3_000)
    assert len(bench.orders.ordered) == 2
    assert bench.kinds().count(DecisionKind.NOT_BACK) == 2
    assert DecisionKind.STOPPED in bench.kinds()
    assert bench.watch.stopped == {WEB}
    count = len(bench.kinds())
    await bench.run(100_000)
    assert (len(bench.orders.ordered), len(bench.kinds())) == (2, count), "a day later it is so"
    again = bench.make({WEB: CHOSEN})
    await again.load()
    assert again.stopped == {WEB}, "and after a start of the program"
    await again.close()
    await bench.watch.resume(WEB)
    bench.orders.cures = True
    await bench.until(lambda: DecisionKind.CAME_BACK in bench.kinds())
    assert bench.watch.stopped == frozenset()
    assert bench.book.notes().stops == ()


@on_bench(load=False)
async def test_the_quota_survives_the_end_of_the_program(bench):
    now = bench.clock.now()
    for hours in (2, 5, 20):
        bench.book.restarted(RestartNote(WEB, now - timedelta(hours=hours)))
    bench.hang()
    await bench.run(200)
    assert bench.refusals()[-1] is BrakeWhy.HISTORY_UNKNOWN, "nothing before the notes are read"
    await bench.watch.load()
    await bench.run(3_600)
    assert bench.refusals()[-1] is BrakeWhy.QUOTA
    assert not bench.orders.ordered
    await bench.until(lambda: bench.orders.ordered, 4 * 3_600)
    assert bench.clock.now() - now >= timedelta(hours=4)


@on_bench()
async def test_a_restart_of_another_console_counts(bench):
    for hours in (2, 5, 20):
        note = RestartNote(WEB, bench.clock.now() - timedelta(hours=hours))
        RestartBook(bench.folder / "restarts.toml").restarted(note)
    bench.hang()
    await bench.run(600)
    assert bench.refusals()[-1] is BrakeWhy.QUOTA
    assert not bench.orders.ordered


@on_bench()
async def test_what_cannot_be_noted_is_not_restarted_and_tried_again_later(bench):
    path = bench.folder / "restarts.toml"
    path.write_text("broken")
    bench.hang()
    await bench.run(1_000)
    assert bench.refusals()[-1] is BrakeWhy.HISTORY_UNKNOWN
    refused = bench.last(DecisionKind.RESTART_REFUSED)
    assert isinstance(refused.error, SettingsInvalid)
    assert bench.kinds().count(DecisionKind.RESTART_BEGUN) == 1
    with pytest.raises(SettingsInvalid):
        await bench.watch.load()
    path.unlink()
    await bench.until(lambda: bench.orders.ordered)


@on_bench()
async def test_a_guest_of_a_read_only_host_is_not_restarted_and_that_is_no_crash_loop(bench):
    bench.is_read_only = True
    bench.hang()
    await bench.run(10_000)
    assert bench.refusals() == [BrakeWhy.READ_ONLY]
    assert not bench.orders.ordered
    assert bench.book.notes().restarts == ()
    assert bench.watch.stopped == frozenset()
    bench.is_read_only = False
    await bench.until(lambda: DecisionKind.CAME_BACK in bench.kinds())


def braked(**changes):
    return {WEB: replace(CHOSEN, **changes)}


@on_bench(braked(imaging=Imaging(), quiet=(parse_window("00:00-24:00"),)))
async def test_a_vm_that_is_imaged_is_not_restarted_and_that_is_recorded_once(bench):
    bench.hang()
    await bench.run(2_000)
    assert bench.refusals() == [BrakeWhy.IMAGING]
    bench.watch.apply(WatchSettings(VmWatch(), braked(quiet=(parse_window("00:00-24:00"),))))
    await bench.run(2_000)
    assert bench.refusals() == [BrakeWhy.IMAGING, BrakeWhy.QUIET_WINDOW]
    bench.watch.apply(WatchSettings(VmWatch(), {WEB: CHOSEN}))
    await bench.run(20)
    assert bench.orders.ordered


@on_bench()
async def test_while_a_host_is_away_nothing_is_alerted_and_its_return_begins_a_grace(bench):
    bench.link, bench.retry_at = LinkState.STALE, 1.0
    bench.hang()
    await bench.run(2_000)
    assert bench.kinds() == []
    bench.link, bench.retry_at = LinkState.ONLINE, None
    await bench.run(60)
    assert (bench.kinds(), bench.watch.watched(WEB).phase) == ([], Phase.GRACE)
    await bench.run(60)
    assert bench.kinds()[0] is DecisionKind.ALERT_RAISED


@on_bench()
async def test_a_host_that_goes_away_at_the_last_moment_stops_the_restart(bench):
    bench.hang()
    bench.orders.picture_s = 25.0
    bench.orders.picture_error = Unreachable(UnreachableReason.CONNECTION_LOST, "hv1")
    await bench.until(lambda: DecisionKind.RESTART_BEGUN in bench.kinds())
    bench.link, bench.retry_at = LinkState.STALE, 1.0
    await bench.run(100)
    assert bench.refusals()[-1] is BrakeWhy.HOST_AWAY
    assert not bench.orders.ordered


@on_bench()
async def test_a_reading_that_is_only_late_is_no_gap(bench):
    bench.hang()
    await bench.run(20)
    bench.link = LinkState.STALE
    bench.show()
    bench.link = LinkState.ONLINE
    await bench.run(20)
    assert bench.kinds()[0] is DecisionKind.ALERT_RAISED


@on_bench()
async def test_a_computer_that_slept_begins_anew(bench):
    bench.hang()
    await bench.run(20)
    slept = timedelta(hours=8)
    now = bench.clock.now
    bench.clock.now = lambda: now() + slept
    await bench.run(50)
    assert bench.watch.watched(WEB).phase is Phase.GRACE


@pytest.mark.parametrize("action", [PowerAction.RESTART, PowerAction.RESET, PowerAction.SHUTDOWN])
def test_a_restart_by_the_user_is_no_hang(tmp_path, action):
    @on_bench({WEB: replace(CHOSEN, restart_after_s=30.0)})
    async def run(bench):
        bench.orders.cures = False
        bench.orders.order(WEB, PowerChange(action))
        await asyncio.sleep(2.0)  # it began and ended between two looks
        bench.hang()
        await bench.run(60)
        bench.set(WEB, heartbeat=Heartbeat.OK)
        await bench.run(60)
        assert bench.kinds() == []

    run(tmp_path)


@on_bench()
async def test_while_an_operation_is_under_way_nothing_is_restarted(bench):
    bench.hang()
    await bench.until(lambda: bench.watch.alert(WEB))
    record = OperationRecord(
        bench.log.next_id(), WEB, HOST, "HV1", "x", object(), OperationPhase.RUNNING, NOON
    )
    bench.log.put(record)
    await bench.run(500)
    assert bench.refusals()[-1] is BrakeWhy.OPERATION
    bench.log.put(replace(record, phase=OperationPhase.SUCCEEDED))
    await bench.run(20)
    assert bench.orders.ordered


@pytest.mark.parametrize(
    ("plan", "item", "is_planned"),
    [
        (PlanPhase.RUNNING, ItemPhase.WAITING, True),
        (PlanPhase.STOPPING, ItemPhase.RUNNING, True),
        (PlanPhase.RUNNING, ItemPhase.SUCCEEDED, False),
        (PlanPhase.INTERRUPTED, ItemPhase.WAITING, False),
    ],
)
def test_a_plan_that_has_something_in_store_for_a_vm_stops_its_restart(
    tmp_path, plan, item, is_planned
):
    wish = PlanItem(WEB, "HV1", "web01", PowerChange(PowerAction.SAVE))
    record = PlanRecord(
        PlanId("p"), PlanOrigin(OriginKind.CHOSEN), plan, (ItemResult(wish, item),), NOON
    )
    ask = planned_by(lambda: (record,))
    assert (ask(WEB), ask(DB)) == (is_planned, False)

    @on_bench()
    async def run(bench):
        await bench.watch.close()
        bench.watch = bench.make({WEB: CHOSEN}, is_planned=ask)
        await bench.watch.load()
        await bench.run(70)
        bench.hang()
        await bench.run(200)
        assert bool(bench.orders.ordered) is not is_planned
        assert (BrakeWhy.OPERATION in bench.refusals()) is is_planned

    run(tmp_path)


@on_bench()
async def test_alerts_end_with_their_reason(bench):
    for changes, why in (
        ({"heartbeat": Heartbeat.OK}, ClearWhy.ANSWERS),
        ({"state": VmState.OFF, "uptime_s": None}, ClearWhy.OFF),
        ({"heartbeat": Heartbeat.DISABLED}, ClearWhy.UNWATCHED),
        ({"uptime_s": 0}, ClearWhy.RESTARTED),
    ):
        bench.set(DB, state=VmState.RUNNING, heartbeat=Heartbeat.OK, uptime_s=9_000)
        await bench.run(100)
        bench.hang(DB)
        await bench.until(lambda: bench.watch.alert(DB))
        bench.set(DB, **changes)
        await bench.run(10)
        assert bench.last(DecisionKind.ALERT_CLEARED).cleared is why
        assert bench.watch.alert(DB) is None
    bench.set(DB, heartbeat=Heartbeat.OK)
    await bench.run(100)
    bench.hang(DB)
    await bench.until(lambda: bench.watch.alert(DB))
    del bench.vms[DB.vm]
    await bench.run(10)
    assert bench.last(DecisionKind.ALERT_CLEARED).cleared is ClearWhy.GONE
    assert not [each for each in bench.watch.alerts if each.is_current]


@on_bench()
async def test_a_host_that_is_removed_takes_its_alerts_along(bench):
    bench.hang(DB)
    await bench.until(lambda: bench.watch.alert(DB))
    bench.store.drop(HOST)
    bench.store.flush()
    assert bench.last(DecisionKind.ALERT_CLEARED).cleared is ClearWhy.GONE
    assert bench.watch.alert(DB) is None
    bench.set(DB, heartbeat=Heartbeat.OK)


@on_bench()
async def test_an_alert_tells_since_when(bench):
    began = bench.clock.now()
    bench.hang(DB)
    await bench.until(lambda: bench.watch.alert(DB))
    assert abs(bench.watch.alert(DB).since - began) <= timedelta(seconds=1)


@on_bench()
async def test_the_end_of_the_program_orders_nothing(bench):
    bench.orders.picture_s = 25.0
    bench.hang()
    await bench.until(lambda: DecisionKind.RESTART_BEGUN in bench.kinds())
    await bench.watch.close()
    await bench.run(100)
    assert not bench.orders.ordered


@pytest.mark.expects_log
@on_bench()
async def test_a_record_that_cannot_be_written_is_told_once_and_stops_nothing(bench):
    (bench.folder / "watch.log").mkdir()
    bench.hang()
    await bench.until(lambda: DecisionKind.CAME_BACK in bench.kinds())
    assert bench.watch.log_error is not None
