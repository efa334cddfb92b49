"""What was last known: written and read alike, never fatal, followed and brought back."""

import asyncio
import os
import secrets
import sqlite3
import stat
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.fleet.last_known_keeper import AGAIN_S, EVERY_S, VOLATILE_EVERY_S, LastKnownKeeper
from console.fleet.tasks import Spawner
from console.model.device import NetworkAdapter
from console.model.guest import GuestFacts
from console.model.host import HostFacts, LinkState
from console.model.identity import HostId, VmId
from console.model.service import ServiceDetail, ServiceKind, ServiceSnapshot, ServiceStatus
from console.model.vm import (
    EnhancedSession,
    Health,
    Heartbeat,
    IntegrationState,
    VmActivity,
    VmSnapshot,
    VmState,
)
from console.settings import last_known
from console.settings.last_known import CacheTrouble, LastKnown, LastKnownBook, LastKnownFailed
from console.settings.value_code import Damaged, decode, encode
from console.ui.texts import explain
from tests.unit.fleet_doubles import VM1, FakeLane, in_world

TEXT = st.text(max_size=20)
NUMBER = st.one_of(st.none(), st.integers(0, 2**40))
VMS = st.builds(
    VmSnapshot,
    id=TEXT.map(VmId),
    name=TEXT,
    state=st.sampled_from(VmState),
    transition=TEXT,
    health=st.sampled_from(Health),
    activity=st.sampled_from(VmActivity),
    uptime_s=NUMBER,
    cpu_percent=NUMBER,
    processors=NUMBER,
    memory_mb=NUMBER,
    memory_available_percent=NUMBER,
    heartbeat=st.sampled_from(Heartbeat),
    generation=NUMBER,
    version=TEXT,
    notes=TEXT,
    checkpoints=st.integers(0, 50),
    enhanced_session=st.sampled_from(EnhancedSession),
    integration=st.sampled_from(IntegrationState),
    services=st.lists(
        st.builds(
            ServiceSnapshot,
            st.sampled_from(ServiceKind),
            st.sampled_from([None, True, False]),
            st.sampled_from(ServiceStatus),
            st.sampled_from(ServiceDetail),
        ),
        max_size=6,
    ).map(tuple),
    guest=st.builds(
        GuestFacts,
        TEXT,
        TEXT,
        TEXT,
        TEXT,
        st.lists(TEXT, max_size=3).map(tuple),
        st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple),
    ),
    adapters=st.lists(
        st.builds(
            NetworkAdapter, TEXT, TEXT, st.lists(st.integers(1, 4094), max_size=3).map(tuple)
        ),
        max_size=3,
    ).map(tuple),
    disks=st.lists(TEXT, max_size=3).map(tuple),
    checkpoint_names=st.lists(TEXT, max_size=3).map(tuple),
)
FACTS = st.one_of(
    st.none(),
    st.builds(
        HostFacts,
        name=TEXT,
        build=NUMBER,
        memory_mb=NUMBER,
        enhanced_session_allowed=st.sampled_from([None, True, False]),
    ),
)
SLOW_DISK = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]


@settings(deadline=None, suppress_health_check=SLOW_DISK, max_examples=40)
@given(st.lists(VMS, max_size=4), FACTS, st.floats(0, 4e9))
def test_what_is_saved_comes_back_as_it_was(tmp_path_factory, vms, facts, seen_at):
    book = LastKnownBook(tmp_path_factory.mktemp("book") / "a" / "last-known.db")
    record = LastKnown(HostId("h"), "http://h", seen_at, facts, tuple(vms))
    other = LastKnown(HostId("g"), "http://g", 1.0)
    assert book.save((record, other))
    book.close()
    assert set(book.load()) == {record, other}
    assert book.forget([HostId("h")])
    assert book.load() == (other,)
    book.close()


@settings(deadline=None)
@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), TEXT),
        lambda inner: st.one_of(
            st.lists(inner),
            st.dictionaries(
                st.sampled_from(["id", "name", "state", "services", "guest", "x"]), inner
            ),
        ),
    )
)
def test_reading_anything_else_is_refused_and_nothing_worse(plain):
    try:
        vm = decode(VmSnapshot, plain)
    except Damaged:
        return
    assert decode(VmSnapshot, encode(vm)) == vm


def test_fields_that_are_new_or_gone_do_no_harm():
    vm = decode(VmSnapshot, {"id": "A", "name": "a", "of_tomorrow": [1]})
    assert vm == VmSnapshot(VmId("A"), "a")


def book_with_one(tmp_path):
    book = LastKnownBook(tmp_path / "last-known.db")
    record = LastKnown(HostId("h"), "http://h", 5.0, HostFacts("H"), (VmSnapshot(VM1, "web"),))
    assert book.save((record,))
    return book, record


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_the_file_is_this_users_alone(tmp_path):
    book, _ = book_with_one(tmp_path)
    assert stat.S_IMODE(book.path.stat().st_mode) == 0o600
    book.close()


@pytest.mark.parametrize(
    "bytes_", [b"no database at all" * 100, b"SQLite format 3\0" + b"\7" * 4000]
)
def test_a_broken_file_is_set_aside_and_begun_anew(tmp_path, bytes_):
    path = tmp_path / "last-known.db"
    path.write_bytes(bytes_)
    book = LastKnownBook(path)
    assert book.load() == ()
    assert (tmp_path / "last-known.db.broken").read_bytes() == bytes_
    record = LastKnown(HostId("h"), "u", 1.0)
    assert book.save((record,))
    assert book.load() == (record,)
    assert troubles(book) == [CacheTrouble.BROKEN]
    assert troubles(book) == []
    book.close()


def troubles(book):
    problem = book.take_problem()
    if problem is None:
        return []
    said = explain(problem)
    assert str(book.path) in said.cause
    assert said.next_step
    assert not problem.kept_as or problem.kept_as in said.next_step
    return [problem.trouble]


def test_one_damaged_row_costs_that_row_alone(tmp_path):
    book, record = book_with_one(tmp_path)
    book.save((LastKnown(HostId("g"), "u", 1.0),))
    book.close()
    with sqlite3.connect(book.path) as db:
        db.execute("UPDATE host SET body = ? WHERE id = 'g'", (b"rubbish",))
        db.execute("INSERT INTO host VALUES ('i', 'u', 'never', x'00')")
    db.close()
    assert book.load() == (record,)
    book.close()


def test_another_versions_file_is_set_aside_whole(tmp_path):
    book, record = book_with_one(tmp_path)
    book.close()
    with sqlite3.connect(book.path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    kept = book.path.read_bytes()
    assert book.load() == ()
    assert troubles(book) == [CacheTrouble.OTHER_VERSION]
    assert book.path.with_name("last-known.db.version-99").read_bytes() == kept
    assert book.save((record,))
    assert book.load() == (record,)
    assert troubles(book) == []
    book.close()


def test_a_file_that_another_program_holds_is_told_and_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(last_known, "_BUSY_S", 0.01)
    book, record = book_with_one(tmp_path)
    book.close()
    other = sqlite3.connect(book.path)
    other.execute("BEGIN EXCLUSIVE")
    assert book.load() == ()
    assert troubles(book) == [CacheTrouble.NOT_READ]
    assert not book.save((record,))
    assert troubles(book) == [CacheTrouble.NOT_WRITTEN]
    other.rollback()
    other.close()
    assert book.load() == (record,)
    assert book.save((record,))
    assert troubles(book) == []
    book.close()


def test_a_full_disk_is_told_and_what_is_there_stays(tmp_path, monkeypatch):
    book, record = book_with_one(tmp_path)
    book.close()
    connect = sqlite3.connect

    def on_a_full_disk(path, timeout):
        db = connect(path, timeout=timeout)
        db.execute("PRAGMA max_page_count = 1")
        return db

    big = replace(record, host=HostId("big"), url="http://" + secrets.token_hex(60_000))
    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", on_a_full_disk)
        assert not book.save((big,))
        assert troubles(book) == [CacheTrouble.NOT_WRITTEN]
        assert book.load() == (record,)
        book.close()
    assert book.save((big,))
    assert {each.host for each in book.load()} == {"big", record.host}
    book.close()


def test_a_place_that_cannot_be_written_is_no_failure(tmp_path):
    (tmp_path / "file").write_text("")
    book = LastKnownBook(tmp_path / "file" / "last-known.db")
    assert not book.save((LastKnown(HostId("h"), "u", 1.0),))
    assert troubles(book) == [CacheTrouble.NOT_WRITTEN]
    assert book.load() == ()
    assert not book.forget((HostId("h"),)) or not book.path.exists()


def test_a_file_that_may_not_be_opened_is_told_and_left_alone(tmp_path, monkeypatch):
    book, record = book_with_one(tmp_path)
    book.close()

    def forbidden(*_):
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", forbidden)
        assert book.load() == ()
        assert troubles(book) == [CacheTrouble.NOT_READ]
    assert book.load() == (record,)
    book.close()


class MemoryBook:
    """A book in memory that counts."""

    def __init__(self, *records):
        self.records = {each.host: each for each in records}
        self.saves = []
        self.problem = None
        self.fails = False

    def take_problem(self):
        problem, self.problem = self.problem, None
        return problem

    def hosts(self):
        return tuple(self.records)

    def load(self, hosts):
        return tuple(self.records[host] for host in hosts)

    def save(self, records):
        if self.fails:
            self.problem = LastKnownFailed(CacheTrouble.NOT_WRITTEN, "x.db")
            return False
        self.saves.append([each.host for each in records])
        self.records.update({each.host: each for each in records})
        return True

    def forget(self, hosts):
        if self.fails:
            return False
        for host in hosts:
            self.records.pop(host, None)
        return True


def keeper_of(world, book, kept=lambda _: True, **options):
    lane = FakeLane(world, "last known", lambda: None)
    spawner = Spawner()
    urls = {}

    def url_of(host):
        return f"http://{host}:5985/wsman" if kept(host) else ""

    del urls
    return LastKnownKeeper(
        book, lane, world.fleet.store, world.clock, spawner, url_of=url_of, **options
    ), spawner


def configs(world):
    return [session.config for session in world.fleet._sessions.values()]


def at(world, ago):
    return world.clock.now().timestamp() - ago


@in_world
async def test_last_known_rows_stand_there_aged_before_the_host_has_answered(world):
    host = world.add()
    rows = (VmSnapshot(VM1, "as it was"),)
    book = MemoryBook(
        LastKnown(HostId("hv1"), "http://hv1:5985/wsman", at(world, 7200), None, rows)
    )
    keeper, spawner = keeper_of(world, book)
    assert await keeper.recall(world.fleet, configs(world)) == 1
    assert world.snapshot().vms == rows
    assert world.snapshot().link is LinkState.OFFLINE
    assert not world.snapshot().is_current
    assert world.clock.monotonic() - world.snapshot().read_at == pytest.approx(7200)
    world.fleet.connect(HostId("hv1"))
    await world.until(lambda: world.snapshot().link is LinkState.ONLINE)
    assert world.vm().name == next(iter(host.vms.values())).name
    await keeper.close(1.0)
    await spawner.close(1.0)


@in_world
async def test_a_host_that_is_away_keeps_its_last_known_rows(world):
    world.add().failing = OSError("never mind")
    rows = (VmSnapshot(VM1, "as it was"),)
    book = MemoryBook(LastKnown(HostId("hv1"), "http://hv1:5985/wsman", at(world, 60), None, rows))
    keeper, spawner = keeper_of(world, book)
    await keeper.recall(world.fleet, configs(world))
    await keeper.close(1.0)
    await spawner.close(1.0)
    assert world.snapshot().vms == rows


@in_world
async def test_what_is_configured_no_more_or_elsewhere_is_dropped(world):
    world.add()
    book = MemoryBook(
        LastKnown(HostId("hv1"), "https://elsewhere", 1.0, None, (VmSnapshot(VM1, "x"),)),
        LastKnown(HostId("old"), "http://old", 1.0),
    )
    keeper, spawner = keeper_of(world, book)
    assert await keeper.recall(world.fleet, configs(world)) == 0
    assert not world.snapshot().vms
    await keeper.close(1.0)
    await spawner.close(1.0)
    assert not book.records


@in_world
async def test_readings_are_written_together_and_seldom_where_only_loads_move(world):
    book = MemoryBook()
    keeper, spawner = keeper_of(world, book)
    await keeper.recall(world.fleet, ())
    host = world.connected()
    await world.until(lambda: world.snapshot().facts and book.saves, EVERY_S + 10)
    first = len(book.saves)
    host.vms[VM1].uptime_s = 10
    for step in range(20):
        host.vms[VM1].uptime_s = step
        await world.until(lambda step=step: world.vm().uptime_s == step)
    assert len(book.saves) <= first + 1
    host.vms[VM1].name = "renamed"
    await world.until(
        lambda: any(vm.name == "renamed" for vm in book.records[HostId("hv1")].vms), 60
    )
    host.vms[VM1].uptime_s = 99_999
    await world.until(
        lambda: any(vm.uptime_s == 99_999 for vm in book.records[HostId("hv1")].vms),
        VOLATILE_EVERY_S + EVERY_S + 20,
    )
    await keeper.close(1.0)
    await spawner.close(1.0)


@in_world
async def test_the_end_writes_what_is_left_and_a_removed_host_is_forgotten(world):
    book = MemoryBook(LastKnown(HostId("hv2"), "http://hv2:5985/wsman", 1.0))
    keeper, spawner = keeper_of(world, book)
    world.add("hv2")
    await keeper.recall(world.fleet, configs(world))
    world.connected()
    await world.until(lambda: world.snapshot().vms)
    world.fleet.remove(HostId("hv2"))
    world.fleet.store.flush()
    await keeper.close(1.0)
    await spawner.close(1.0)
    assert set(book.records) == {HostId("hv1")}
    assert book.records[HostId("hv1")].vms == world.snapshot().vms


@in_world
async def test_hosts_of_the_demo_are_not_kept(world):
    book = MemoryBook()
    keeper, spawner = keeper_of(world, book, kept=lambda host: host != "hv1")
    await keeper.recall(world.fleet, ())
    world.connected("hv1")
    world.connected("hv3")
    await world.until(lambda: world.snapshot("hv3").vms and world.snapshot("hv1").vms)
    world.fleet.store.flush()
    await keeper.close(1.0)
    await spawner.close(1.0)
    assert set(book.records) == {HostId("hv3")}


@in_world
async def test_what_could_not_be_written_is_written_later_and_told_once(world):
    book, told = MemoryBook(LastKnown(HostId("old"), "http://old", 1.0)), []
    book.fails = True
    keeper, spawner = keeper_of(world, book, tell=told.append)
    await keeper.recall(world.fleet, ())
    world.connected()
    await world.until(lambda: world.snapshot().vms and told, EVERY_S + 10)
    world.fleet.disconnect(HostId("hv1"))
    await asyncio.sleep(3 * AGAIN_S)
    assert [each.trouble for each in told] == [CacheTrouble.NOT_WRITTEN]
    assert set(book.records) == {"old"}
    book.fails = False
    await world.until(lambda: set(book.records) == {"hv1"}, AGAIN_S + 10)
    await keeper.close(1.0)
    await spawner.close(1.0)


def test_a_record_knows_its_age(tmp_path):
    book, record = book_with_one(tmp_path)
    book.save((replace(record, seen_at=9.5),))
    assert book.load()[0].seen_at == 9.5
    book.close()
