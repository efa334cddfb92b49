import random
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from console.model.guest import GuestFacts
from console.model.host import LinkState
from console.model.power import PowerAction
from console.model.service import ServiceKind
from console.model.vm import Heartbeat, VmState
from console.ui.models.arrangement import SortKey
from console.ui.models.rows import Pending, VmRow
from console.ui.models.vm_table import ROW_ROLE, VmTableModel
from tests.ui.fleets import host, key, large_fleet, rows_of, services, vm

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def model(look):
    made = VmTableModel(look, lambda: 200.0)
    QAbstractItemModelTester(made, FATAL, made)
    return made


def names(model: VmTableModel) -> list[str]:
    return [row.vm.name for row in model.shown_rows()]


def text(model: VmTableModel, row: int, column: str, role=Qt.ItemDataRole.DisplayRole):
    return model.index(row, model.column_of(column)).data(role)


class Signals:
    """What a model says, in order."""

    def __init__(self, model: VmTableModel) -> None:
        self.seen: list[str] = []
        self.changed: list[tuple[int, int]] = []
        model.rowsInserted.connect(lambda _p, a, b: self.seen.append(f"+{a}-{b}"))
        model.rowsRemoved.connect(lambda _p, a, b: self.seen.append(f"-{a}-{b}"))
        model.layoutChanged.connect(lambda: self.seen.append("order"))
        model.modelReset.connect(lambda: self.seen.append("reset"))
        model.dataChanged.connect(lambda a, b: self.changed.append((a.row(), b.row())))


def test_rows_come_in_natural_order_by_name(model):
    model.apply(rows_of(host("hv1", vm("vm10"), vm("VM2"), vm("vm1"))))
    assert names(model) == ["vm1", "VM2", "vm10"]


def test_a_changed_row_is_one_change_and_no_other_signal(model):
    rows = rows_of(host("hv1", vm("a"), vm("b"), vm("c")))
    model.apply(rows)
    signals = Signals(model)
    model.update([replace(rows[1], vm=replace(rows[1].vm, cpu_percent=77))])
    assert signals.seen == []
    assert signals.changed == [(1, 1)]
    assert model.index(1, model.column_of("cpu")).data() == "77 %"


def test_the_same_rows_again_say_nothing(model):
    rows = rows_of(host("hv1", vm("a"), vm("b")))
    model.apply(rows)
    signals = Signals(model)
    model.apply(rows)
    assert (signals.seen, signals.changed) == ([], [])


def test_a_row_that_sorts_otherwise_moves_and_persistent_indexes_follow(model):
    rows = rows_of(host("hv1", vm("a", cpu_percent=10), vm("b", cpu_percent=20), vm("c")))
    model.apply(rows)
    model.set_sort([SortKey("cpu", descending=True)])
    assert names(model) == ["b", "a", "c"]
    held = QPersistentModelIndex(model.index(1, 3))
    model.update([replace(rows[0], vm=replace(rows[0].vm, cpu_percent=90))])
    assert names(model) == ["a", "b", "c"]
    assert (held.row(), held.column()) == (0, 3)
    assert model.row_at(held.row()).vm.name == "a"


def test_no_value_is_last_in_both_directions(model):
    vms = [vm("a", cpu_percent=None), vm("b", cpu_percent=9), vm("c", cpu_percent=50)]
    model.apply(rows_of(host("hv1", *vms)))
    model.set_sort([SortKey("cpu")])
    assert names(model) == ["b", "c", "a"]
    model.set_sort([SortKey("cpu", descending=True)])
    assert names(model) == ["c", "b", "a"]


def test_a_click_on_a_heading_keeps_the_earlier_sort_for_ties(model):
    model.apply(
        rows_of(
            host("hv2", vm("a", memory_mb=1), vm("b", memory_mb=2)),
            host("hv10", vm("c", memory_mb=1), vm("d", memory_mb=2)),
        )
    )
    model.sort(model.column_of("host"), Qt.SortOrder.DescendingOrder)
    assert names(model) == ["c", "d", "a", "b"]
    model.sort(model.column_of("memory"), Qt.SortOrder.AscendingOrder)
    assert names(model) == ["c", "a", "d", "b"]
    assert [k.column for k in model.sort_keys] == ["memory", "host", "name"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("WEB", ["web01"]),
        ("hv2", ["sql01"]),
        ("10.0.0.7", ["web01"]),
        ("ubuntu", ["sql01"]),
        ("off", ["old"]),
        ("owner team", ["old"]),
        ("web running", ["web01"]),
        ("web off", []),
        ("", ["old", "sql01", "web01"]),
    ],
)
def test_the_filter_finds_words_in_what_a_row_is(model, typed, found):
    web = vm("web01", guest=GuestFacts("Windows Server", addresses=("10.0.0.7",)))
    old = vm("old", state=VmState.OFF, notes="Team A is the owner")
    model.apply(
        rows_of(host("hv1", web, old), host("hv2", vm("sql01", guest=GuestFacts("Ubuntu"))))
    )
    model.set_filter(typed)
    assert names(model) == found
    assert model.total == 3


def test_a_row_enters_and_leaves_the_filter_as_it_changes(model, qtbot):
    rows = rows_of(host("hv1", vm("a"), vm("b", state=VmState.OFF)))
    model.apply(rows)
    model.set_filter("running")
    assert names(model) == ["a"]
    with qtbot.waitSignal(model.counts_changed) as told:
        model.update([replace(rows[1], vm=replace(rows[1].vm, state=VmState.RUNNING))])
    assert told.args == [2, 2]
    assert names(model) == ["a", "b"]
    model.update([rows[1]])
    assert names(model) == ["a"]


def test_a_flood_is_one_reset_and_many_changes_one_range(look):
    model = VmTableModel(look, lambda: 0.0)
    rows = rows_of(*large_fleet(1200))
    signals = Signals(model)
    model.apply(rows)
    assert signals.seen == ["reset"]
    signals.seen.clear()
    every_other = [replace(r, vm=replace(r.vm, uptime_s=5)) for r in list(model.shown_rows())[::2]]
    model.update(every_other)
    assert signals.seen == []
    assert len(signals.changed) == 1
    assert model.row_at(0).vm.uptime_s == 5


def test_few_changes_among_many_are_ranges_of_their_own(look):
    model = VmTableModel(look, lambda: 0.0)
    model.apply(rows_of(*large_fleet(300)))
    signals = Signals(model)
    shown = list(model.shown_rows())
    model.update([replace(shown[i], vm=replace(shown[i].vm, uptime_s=9)) for i in (3, 4, 90)])
    assert signals.changed == [(3, 4), (90, 90)]


def test_a_cell_speaks(model):
    off = tuple(
        replace(s, enabled=False) if s.kind is ServiceKind.TIME_SYNC else s for s in services()
    )
    web = vm("web01", services=off, heartbeat=Heartbeat.OK)
    model.apply(rows_of(host("hv1", web)))
    spoken = text(model, 0, "name", Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "web01, Running, heartbeat OK, Time synchronization off"
    assert text(model, 0, "memory", Qt.ItemDataRole.AccessibleTextRole) == "Memory: 2 GB"
    for column in range(model.columnCount()):
        assert model.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole)
        assert model.headerData(column, Qt.Orientation.Horizontal)


def test_a_stale_row_says_so(model):
    away = host("hv3", vm("a"), link=LinkState.STALE, read_at=80.0)
    model.apply(rows_of(away))
    assert "2 min ago" in text(model, 0, "host", Qt.ItemDataRole.ToolTipRole)
    assert text(model, 0, "name", Qt.ItemDataRole.ForegroundRole) is not None
    assert "2 min ago" in text(model, 0, "name", Qt.ItemDataRole.AccessibleTextRole)


def test_what_is_asked_shows_in_the_state(model):
    (row,) = rows_of(host("hv1", vm("a")))
    model.apply([row])
    model.update([replace(row, pending=Pending(power=PowerAction.SHUTDOWN))])
    assert text(model, 0, "state") == "Running → Shut Down"
    assert model.index(0, 0).data(ROW_ROLE).is_busy


def test_a_name_is_never_markup(model):
    model.apply(rows_of(host("hv1", vm("<b>x</b>\n<img src='file:///etc/passwd'>"))))
    tip = text(model, 0, "name", Qt.ItemDataRole.ToolTipRole)
    assert "<b>" not in tip
    assert "<img" not in tip


# --- any sequence of changes leaves the model as if it had been filled at once ---

_vm = st.builds(
    lambda n, c, s, k: vm(
        k, id=f"id{n}", cpu_percent=c, state=s, memory_mb=None if c == 0 else 1024 * (1 + n % 3)
    ),
    st.integers(0, 12),
    st.one_of(st.none(), st.integers(0, 4)),
    st.sampled_from([VmState.RUNNING, VmState.OFF]),
    st.sampled_from(["a1", "a2", "a10", "b", "B"]),
)
_step = st.one_of(
    st.tuples(st.just("apply"), st.lists(_vm, max_size=15, unique_by=lambda v: v.id)),
    st.tuples(st.just("update"), st.lists(_vm, max_size=4)),
    st.tuples(st.just("drop"), st.lists(st.integers(0, 12), max_size=4)),
    st.tuples(st.just("filter"), st.sampled_from(["", "a", "a1", "running", "off b", "zzz"])),
    st.tuples(
        st.just("sort"),
        st.lists(
            st.builds(SortKey, st.sampled_from(["cpu", "name", "state", "memory"]), st.booleans()),
            min_size=1,
            max_size=3,
            unique_by=lambda k: k.column,
        ),
    ),
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(_step, max_size=14))
def test_any_history_ends_where_a_fresh_model_begins(look, steps):
    model = VmTableModel(look, lambda: 0.0)
    tester = QAbstractItemModelTester(model, FATAL, model)
    truth: dict[str, VmRow] = {}
    typed, sort = "", [SortKey("name")]
    held: list[tuple[QPersistentModelIndex, str]] = []
    for kind, value in steps:
        if kind == "apply":
            rows = rows_of(host("h", *value))
            truth = {r.key.vm: r for r in rows}
            model.apply(rows)
        elif kind == "update":
            rows = rows_of(host("h", *value))
            truth |= {r.key.vm: r for r in rows}
            model.update(rows)
        elif kind == "drop":
            model.update([], [key("h", f"id{n}") for n in value])
            for n in value:
                truth.pop(f"id{n}", None)
        elif kind == "filter":
            typed = value
            model.set_filter(value)
        else:
            sort = value
            model.set_sort(value)
        assert {r.key.vm: r for r in model.shown_rows()} == {
            k: r for k, r in truth.items() if _passes(r, typed)
        }
        assert _is_sorted(list(model.shown_rows()), sort)
        for index, vm_id in held:
            assert not index.isValid() or model.row_at(index.row()).key.vm == vm_id
        held = [
            (QPersistentModelIndex(model.index(n, 1)), model.row_at(n).key.vm)
            for n in range(model.rowCount())
        ]
    del tester


def _passes(row: VmRow, typed: str) -> bool:
    state = "running" if row.vm.state is VmState.RUNNING else "off"
    return all(w in f"{row.vm.name.casefold()}\nh\n{state}" for w in typed.split())


def _is_sorted(rows: list[VmRow], keys: list[SortKey]) -> bool:
    value = {
        "cpu": lambda r: r.vm.cpu_percent if r.vm.state is VmState.RUNNING else None,
        "name": lambda r: r.name_key,
        "state": lambda r: 0 if r.vm.state is VmState.RUNNING else 1,
        "memory": lambda r: r.vm.memory_mb,
    }
    for a, b in pairwise(rows):
        for sort_key in keys:
            x, y = value[sort_key.column](a), value[sort_key.column](b)
            if x == y:
                continue
            if x is None or (y is not None and (x > y) is not sort_key.descending):
                return False
            break
        else:
            if a.name_key > b.name_key:
                return False
    return True


def test_a_repaired_order_is_the_sorted_order(look):
    """Few changes are repaired, many are sorted: both ways must agree, ties included."""
    randomly = random.Random(5)
    rows = rows_of(*large_fleet(600))
    model, fresh = (VmTableModel(look, lambda: 0.0) for _ in range(2))
    sort = [SortKey("state"), SortKey("cpu", descending=True)]
    for each in (model, fresh):
        each.set_sort(sort)
        each.apply(rows)
    for _ in range(20):
        for row in randomly.sample(list(model.shown_rows()), 5):
            model.update([replace(row, vm=replace(row.vm, cpu_percent=randomly.randrange(100)))])
    fresh.update(list(model.shown_rows()))
    assert [r.key for r in fresh.shown_rows()] == [r.key for r in model.shown_rows()]
