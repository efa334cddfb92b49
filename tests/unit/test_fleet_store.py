"""The store: what is told, when, and that equal rows stay the same objects."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.fleet.diff import VmDiff, changed_fields, diff_vms, reuse_rows
from console.fleet.store import TELL_EVERY_S, FleetStore
from console.model.host import HostSnapshot, LinkState
from console.model.identity import HostId, VmId, VmKey
from console.model.vm import VmSnapshot, VmState

HOST = HostId("h")


class Timers:
    """Time that passes when told so."""

    def __init__(self):
        self.now = 0.0
        self.due = []

    def later(self, seconds, function):
        timer = [self.now + seconds, function]
        self.due.append(timer)
        outer = self

        class Timer:
            def cancel(self):
                if timer in outer.due:
                    outer.due.remove(timer)

        return Timer()

    def monotonic(self):
        return self.now

    def advance(self, seconds):
        end = self.now + seconds
        while ready := sorted((t for t in self.due if t[0] <= end), key=lambda t: t[0]):
            self.due.remove(ready[0])
            self.now = max(self.now, ready[0][0])
            ready[0][1]()
        self.now = end


@pytest.fixture
def timers():
    return Timers()


@pytest.fixture
def store(timers):
    return FleetStore(later=timers.later, monotonic=timers.monotonic)


def vm(number, **changes):
    return VmSnapshot(VmId(str(number)), f"vm{number}", **changes)


def host(*vms, **changes):
    return HostSnapshot(HOST, "H", vms=vms, **changes)


def test_the_first_change_is_told_on_the_next_turn(store, timers):
    told = []
    store.subscribe(told.append)
    store.put(host(vm(1)))
    assert told == []
    timers.advance(0.0)
    (change,) = told
    assert change.hosts[HOST].before is None
    assert change.hosts[HOST].after.vms == (vm(1),)
    assert change.hosts[HOST].diff == VmDiff(added=(VmId("1"),))


def test_at_most_every_hundred_milliseconds(store, timers):
    told = []
    store.subscribe(lambda _: told.append(timers.now))
    for number in range(100):
        store.put(host(vm(1, uptime_s=number)))
        timers.advance(0.01)
    assert len(told) <= 11
    gaps = [later - earlier for earlier, later in itertools.pairwise(told)]
    assert min(gaps) >= TELL_EVERY_S - 1e-9
    timers.advance(TELL_EVERY_S)
    assert store.hosts[HOST].vms[0].uptime_s == 99


def test_what_is_told_spans_everything_since_the_last_telling(store, timers):
    store.put(host(vm(1), vm(2)))
    timers.advance(1)
    told = []
    store.subscribe(told.append)
    store.put(host(vm(1, state=VmState.RUNNING), vm(2)))
    store.put(host(vm(1, state=VmState.RUNNING, cpu_percent=3), vm(3)))
    timers.advance(1)
    (change,) = told
    diff = change.hosts[HOST].diff
    assert diff.added == (VmId("3"),)
    assert diff.removed == (VmId("2"),)
    assert diff.changed == {VmId("1"): {"state", "cpu_percent"}}


def test_an_equal_snapshot_is_not_told(store, timers):
    store.put(host(vm(1)))
    timers.advance(1)
    told = []
    store.subscribe(told.append)
    store.put(host(vm(1)))
    timers.advance(1)
    assert told == []
    assert not timers.due


def test_a_change_of_the_host_alone_has_an_empty_diff(store, timers):
    store.put(host(vm(1)))
    timers.advance(1)
    told = []
    store.subscribe(told.append)
    store.put(host(vm(1), link=LinkState.ONLINE))
    timers.advance(1)
    assert told[0].hosts[HOST].diff.is_empty


def test_equal_rows_keep_their_objects(store):
    store.put(host(vm(1), vm(2)))
    one = store.hosts[HOST].vms[0]
    store.put(host(vm(1), vm(2, state=VmState.OFF)))
    assert store.hosts[HOST].vms[0] is one
    whole = store.hosts[HOST].vms
    store.put(host(vm(1), vm(2, state=VmState.OFF), read_at=4.0))
    assert store.hosts[HOST].vms is whole


def test_drop_is_told_and_drop_after_put_within_one_telling_is_nothing(store, timers):
    told = []
    store.subscribe(told.append)
    store.put(host(vm(1)))
    store.drop(HOST)
    timers.advance(1)
    assert told == []
    store.put(host(vm(1)))
    timers.advance(1)
    store.drop(HOST)
    store.drop(HOST)
    timers.advance(1)
    assert told[-1].hosts[HOST].after is None
    assert told[-1].hosts[HOST].diff.removed == (VmId("1"),)


def test_flush_tells_now_and_only_once(store, timers):
    told = []
    store.subscribe(told.append)
    store.put(host(vm(1)))
    store.flush()
    store.flush()
    timers.advance(1)
    assert len(told) == 1


def test_unsubscribe_and_close(store, timers):
    told = []
    end = store.subscribe(told.append)
    end()
    end()
    store.put(host(vm(1)))
    timers.advance(1)
    assert told == []
    store.subscribe(told.append)
    store.put(host())
    store.close()
    timers.advance(1)
    assert told == []
    assert not timers.due


@pytest.mark.expects_log
def test_a_subscriber_that_raises_keeps_the_news_from_nobody(store, timers):
    told = []

    def broken(_):
        raise RuntimeError

    store.subscribe(broken)
    store.subscribe(told.append)
    store.put(host())
    timers.advance(1)
    assert len(told) == 1


def test_the_view_cannot_be_written(store):
    with pytest.raises(TypeError):
        store.hosts[HOST] = host()


def test_a_vm_by_its_key(store):
    store.put(host(vm(1)))
    assert store.vm(VmKey(HOST, VmId("1"))) == vm(1)
    assert store.vm(VmKey(HOST, VmId("2"))) is None
    assert store.vm(VmKey(HostId("x"), VmId("1"))) is None


ROWS = st.lists(
    st.builds(
        VmSnapshot,
        id=st.integers(0, 12).map(lambda n: VmId(str(n))),
        name=st.sampled_from(["a", "b"]),
        state=st.sampled_from([VmState.OFF, VmState.RUNNING]),
    ),
    unique_by=lambda row: row.id,
    max_size=12,
).map(tuple)


@given(ROWS, ROWS)
def test_a_diff_rebuilds_the_newer_from_the_older(before, after):
    diff = diff_vms(before, after)
    rows = {row.id: row for row in before if row.id not in diff.removed}
    new = {row.id: row for row in after}
    for vm_id in diff.added:
        assert vm_id not in rows
        rows[vm_id] = new[vm_id]
    for vm_id, names in diff.changed.items():
        assert names
        rows[vm_id] = replace(rows[vm_id], **{name: getattr(new[vm_id], name) for name in names})
    assert rows == new
    assert diff.is_empty == ({r.id: r for r in before} == new)


@given(ROWS, ROWS)
def test_reuse_changes_no_value_and_keeps_every_equal_object(before, after):
    reused = reuse_rows(before, after)
    assert reused == after
    old = {row.id: row for row in before}
    for row in reused:
        if old.get(row.id) == row:
            assert row is old[row.id]
    if before == after:
        assert reused is before


def test_changed_fields():
    assert changed_fields(vm(1), vm(1)) == frozenset()
    assert changed_fields(vm(1), vm(1, notes="x", checkpoints=2)) == {"notes", "checkpoints"}
