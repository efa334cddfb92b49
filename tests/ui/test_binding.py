from dataclasses import replace
from datetime import UTC, datetime

import pytest

from console.fleet.operation import OperationLog, OperationPhase, OperationRecord, ServiceChange
from console.fleet.store import FleetStore
from console.model.host import LinkState
from console.model.identity import HostId, OperationId
from console.model.service import ServiceKind
from console.ui.binding import FleetBinding
from console.ui.models.fleet_tree import FleetTreeModel
from console.ui.models.tree_node import ALL_HOSTS, NodeId, NodeKind
from console.ui.models.vm_table import VmTableModel
from console.ui.widgets.busy_clock import BusyClock
from tests.ui.fleets import host, key, large_fleet, vm, with_vm


class Never:
    def cancel(self) -> None:
        pass


class Bound:
    """A store told of by hand, an operation log, and models bound to them."""

    def __init__(self, look, clock=None) -> None:
        self.store = FleetStore(later=lambda _s, _f: Never(), monotonic=lambda: 0.0)
        self.log = OperationLog()
        self.table = VmTableModel(look, lambda: 200.0)
        self.tree = FleetTreeModel(look, lambda: 200.0)
        self.busy = BusyClock()
        options = {} if clock is None else {"clock": clock}
        self.binding = FleetBinding(
            self.store, self.log, vms=(self.table,), tree=self.tree, busy=self.busy, **options
        )

    def names(self) -> list[str]:
        return [row.vm.name for row in self.table.shown_rows()]

    def record(self, phase=OperationPhase.RUNNING, number=1, on=False, vm_name="a"):
        finished = datetime.now(UTC) if phase.is_finished else None
        return OperationRecord(
            OperationId(number), key("hv1", vm_name), HostId("hv1"), "hv1", vm_name,
            ServiceChange(ServiceKind.KVP, on), phase, datetime.now(UTC), finished_at=finished,
        )  # fmt: skip


@pytest.fixture
def bound(look):
    made = Bound(look)
    yield made
    made.binding.close()


def test_what_the_store_holds_already_is_there_at_once(look):
    made = Bound(look)
    made.binding.close()
    made.store.put(host("hv1", vm("a")))
    again = FleetBinding(made.store, made.log, vms=(made.table,), tree=made.tree)
    assert made.names() == ["a"]
    again.close()


def test_a_telling_reaches_the_models_in_the_next_frame(bound, qtbot):
    bound.store.put(host("hv1", vm("a"), vm("b")))
    with qtbot.waitSignal(bound.binding.changed):
        bound.store.flush()
    assert bound.names() == ["a", "b"]
    assert bound.tree.index_of(NodeId(NodeKind.HOST, "hv1")).isValid()


def test_tellings_within_a_frame_are_one_change(bound, qtbot):
    seen = []
    bound.binding.changed.connect(lambda: seen.append(bound.names()))
    for names in ("a", "ab", "abc"):
        bound.store.put(host("hv1", *map(vm, names)))
        bound.store.flush()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [["a", "b", "c"]]


def test_a_host_that_goes_takes_its_rows(bound):
    bound.store.put(host("hv1", vm("a")))
    bound.store.put(host("hv2", vm("b")))
    bound.binding.flush()
    bound.store.drop(HostId("hv1"))
    bound.binding.flush()
    assert bound.names() == ["b"]
    assert not bound.tree.index_of(NodeId(NodeKind.HOST, "hv1")).isValid()


def test_unchanged_rows_stay_the_same_objects(bound):
    snapshot = host("hv1", vm("a"), vm("b"))
    bound.store.put(snapshot)
    bound.binding.flush()
    a, b = bound.table.shown_rows()
    bound.store.put(replace(with_vm(snapshot, vm("b", cpu_percent=50)), read_at=105.0))
    bound.binding.flush()
    again = list(bound.table.shown_rows())
    assert again[0] is a
    assert again[1] is not b


def test_the_scope_decides_what_the_table_shows(bound):
    bound.store.put(host("hv1", vm("a"), folder="Berlin"))
    bound.store.put(host("hv2", vm("b"), folder="Paris"))
    bound.binding.flush()
    bound.binding.set_scope(NodeId(NodeKind.FOLDER, "Paris"))
    assert bound.names() == ["b"]  # at once: who chooses a VM in the tree selects it in the table
    bound.store.put(host("hv1", vm("a"), vm("c"), folder="Paris"))
    bound.binding.flush()
    assert bound.names() == ["a", "b", "c"]
    bound.binding.set_scope(NodeId(NodeKind.HOST, "hv2"))
    bound.binding.flush()
    assert bound.names() == ["b"]
    bound.binding.set_scope(ALL_HOSTS)
    assert bound.names() == ["a", "b", "c"]


def test_a_switch_moves_in_the_turn_of_the_click(bound):
    bound.store.put(host("hv1", vm("a")))
    bound.binding.flush()
    bound.log.put(bound.record())
    row = bound.table.row_of(key("hv1", "a"))
    assert row is not None
    assert row.pending.target(ServiceKind.KVP) is False
    assert bound.busy.is_running


def test_the_end_of_an_operation_shows_what_the_store_holds_even_untold(bound):
    snapshot = host("hv1", vm("a"))
    bound.store.put(snapshot)
    bound.binding.flush()
    bound.log.put(bound.record())
    off = tuple(
        replace(s, enabled=False) if s.kind is ServiceKind.KVP else s
        for s in snapshot.vms[0].services
    )
    bound.store.put(with_vm(snapshot, replace(snapshot.vms[0], services=off)))
    bound.log.put(bound.record(OperationPhase.SUCCEEDED))
    row = bound.table.row_of(key("hv1", "a"))
    assert row is not None
    assert row.pending.target(ServiceKind.KVP) is None
    service = row.service(ServiceKind.KVP)
    assert service is not None
    assert service.enabled is False
    assert not bound.busy.is_running


def test_a_refused_operation_shows_the_old_value_again(bound):
    bound.store.put(host("hv1", vm("a")))
    bound.binding.flush()
    before = bound.table.row_of(key("hv1", "a"))
    bound.log.put(bound.record())
    bound.log.put(bound.record(OperationPhase.FAILED))
    assert bound.table.row_of(key("hv1", "a")) == before


def test_of_two_asks_the_later_counts(bound):
    bound.store.put(host("hv1", vm("a")))
    bound.binding.flush()
    bound.log.put(bound.record(number=1, on=False))
    bound.log.put(bound.record(OperationPhase.WAITING, number=2, on=True))
    row = bound.table.row_of(key("hv1", "a"))
    assert row is not None
    assert row.pending.target(ServiceKind.KVP) is True


def test_a_long_change_is_worked_off_in_turns(look, qtbot):
    """With a clock that runs out at every look, each host takes a turn of its own."""
    now = iter(range(10_000))
    made = Bound(look, lambda: float(next(now)))
    turns = []
    take = made.binding._take_turn
    made.binding._turn.timeout.disconnect()
    made.binding._turn.timeout.connect(lambda: (turns.append(len(made.names())), take()))
    for snapshot in large_fleet(500):
        made.store.put(snapshot)
    made.store.flush()
    qtbot.waitUntil(lambda: len(made.names()) == 500)
    assert len(turns) == 5
    assert turns == [0] * 5  # the table takes all of a frame at once
    made.binding.close()


def test_an_operation_between_two_turns_is_not_lost(look, qtbot):
    now = iter(range(10_000))
    made = Bound(look, lambda: float(next(now)))
    made.store.put(host("hv1", vm("a")))
    made.store.put(host("hv2", vm("b")))
    made.binding.flush()
    made.store.put(host("hv1", vm("a", cpu_percent=9)))
    made.store.put(host("hv2", vm("b", cpu_percent=9)))
    made.store.flush()
    made.binding._begin_frame()  # hv1's row is built, the table does not have it yet
    made.log.put(made.record())
    made.binding.flush()
    row = made.table.row_of(key("hv1", "a"))
    assert row is not None
    assert row.pending.target(ServiceKind.KVP) is False
    assert row.vm.cpu_percent == 9
    made.binding.close()


def test_closed_it_follows_no_more(bound):
    bound.binding.close()
    bound.store.put(host("hv1", vm("a"), link=LinkState.ONLINE))
    bound.store.flush()
    bound.log.put(bound.record())
    assert bound.names() == []


def test_a_scope_chosen_between_two_turns_holds(look):
    """Rows that were built for the old scope must not slip into the table of the new one."""
    now = iter(range(10_000))
    made = Bound(look, lambda: float(next(now)))
    for name in ("hv1", "hv2", "hv3"):
        made.store.put(host(name, vm(f"{name}-a")))
    made.binding.flush()
    for name in ("hv1", "hv2", "hv3"):
        made.store.put(host(name, vm(f"{name}-a", cpu_percent=9), vm(f"{name}-b")))
    made.store.flush()
    made.binding._begin_frame()  # hv1 is built
    made.binding.set_scope(NodeId(NodeKind.HOST, "hv2"))
    made.binding.flush()
    assert made.names() == ["hv2-a", "hv2-b"]
    made.binding.set_scope(ALL_HOSTS)
    assert made.names() == ["hv1-a", "hv1-b", "hv2-a", "hv2-b", "hv3-a", "hv3-b"]
    assert {row.vm.cpu_percent for row in made.table.shown_rows()} == {3, 9}
    made.binding.close()


def test_a_host_moved_out_of_the_scope_leaves_the_table(bound):
    snapshot = host("hv1", vm("a"), folder="Berlin")
    bound.store.put(snapshot)
    bound.binding.flush()
    bound.binding.set_scope(NodeId(NodeKind.FOLDER, "Berlin"))
    bound.store.put(replace(snapshot, folder="Paris"))
    bound.binding.flush()
    assert bound.names() == []
    bound.store.put(snapshot)
    bound.binding.flush()
    assert bound.names() == ["a"]


def test_a_row_that_left_and_was_chosen_again_between_two_turns_stays(look):
    now = iter(range(10_000))
    made = Bound(look, lambda: float(next(now)))
    snapshot = host("hv1", vm("a"), folder="Berlin")
    made.store.put(snapshot)
    made.store.put(host("hv2", vm("b"), folder="Paris"))
    made.binding.flush()
    made.binding.set_scope(NodeId(NodeKind.FOLDER, "Berlin"))
    made.store.put(replace(snapshot, folder="Paris"))
    made.store.put(host("hv2", vm("b", cpu_percent=9), folder="Paris"))
    made.store.flush()
    made.binding._begin_frame()  # hv1's row is to be removed
    made.binding.set_scope(NodeId(NodeKind.FOLDER, "Paris"))
    made.binding.flush()
    assert made.names() == ["a", "b"]
    made.binding.close()
