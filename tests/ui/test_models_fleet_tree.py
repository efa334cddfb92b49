from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from console.model.host import LinkState
from console.model.identity import HostId
from console.model.vm import VmState
from console.ui.models.fleet_tree import FleetTreeModel
from console.ui.models.tree_node import ALL_HOSTS, NodeId, NodeKind
from tests.ui.fleets import host, vm, with_vm

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def tree(look):
    made = FleetTreeModel(look, lambda: 200.0)
    QAbstractItemModelTester(made, FATAL, made)
    return made


def outline(tree: FleetTreeModel, parent: QModelIndex | None = None, depth: int = 0) -> list[str]:
    parent = parent or QModelIndex()
    lines: list[str] = []
    for row in range(tree.rowCount(parent)):
        index = tree.index(row, 0, parent)
        lines.append("  " * depth + index.data())
        lines += outline(tree, index, depth + 1)
    return lines


def host_node(name: str) -> NodeId:
    return NodeId(NodeKind.HOST, name)


def test_folders_nest_and_everything_is_sorted(tree):
    tree.put_host(host("hv10", vm("vm10"), vm("vm2"), folder="Berlin/Rack 2"))
    tree.put_host(host("hv2", vm("a"), folder="Berlin"))
    tree.put_host(host("edge"))
    assert outline(tree) == [
        "All hosts · 3",
        "  Berlin · 3",
        "    Rack 2 · 2",
        "      hv10 · 2",
        "        vm2",
        "        vm10",
        "    hv2 · 1",
        "      a",
        "  edge · 0",
    ]


def test_an_empty_folder_goes_with_its_last_host(tree):
    snapshot = host("hv1", folder="A/B")
    tree.put_host(snapshot)
    tree.put_host(replace(snapshot, folder="C"))
    assert outline(tree) == ["All hosts · 0", "  C · 0", "    hv1 · 0"]
    tree.drop_host(HostId("hv1"))
    tree.drop_host(HostId("hv1"))
    assert outline(tree) == ["All hosts · 0"]


def test_a_refresh_keeps_every_index(tree):
    snapshot = host("hv1", vm("a"), vm("b"), vm("c"))
    tree.put_host(snapshot)
    b = NodeId(NodeKind.VM, "hv1", "b")
    held = QPersistentModelIndex(tree.index_of(b))
    resets = []
    tree.modelReset.connect(lambda: resets.append(1))
    tree.put_host(with_vm(snapshot, vm("z", id="a")))
    assert outline(tree) == ["All hosts · 3", "  hv1 · 3", "    b", "    c", "    z"]
    tree.put_host(replace(snapshot, vms=snapshot.vms[1:2]))
    assert tree.node_at(held) == b
    assert held.row() == 0
    assert resets == []


def test_a_mere_new_reading_says_nothing(tree):
    snapshot = host("hv1", vm("a"), vm("b"))
    tree.put_host(snapshot)
    said = []
    tree.dataChanged.connect(lambda a, b: said.append(a.data()))
    tree.put_host(replace(snapshot, read_at=123.0))
    tree.put_host(with_vm(snapshot, vm("a", cpu_percent=99)))
    assert said == []
    tree.put_host(with_vm(snapshot, vm("a", state=VmState.OFF)))
    assert said == ["a"]


def test_counts_above_follow(tree):
    snapshot = host("hv1", vm("a"), folder="X")
    tree.put_host(snapshot)
    said = []
    tree.dataChanged.connect(lambda a, b: said.append(a.data()))
    tree.put_host(replace(snapshot, vms=(vm("a"), vm("b"))))
    assert {"hv1 · 2", "X · 2", "All hosts · 2"} <= set(said)


def test_a_host_away_tells_its_age_and_is_pale(tree):
    tree.put_host(host("hv3", vm("a"), link=LinkState.STALE, read_at=80.0))
    index = tree.index_of(host_node("hv3"))
    assert index.data() == "hv3 · last answer 2 min ago"
    assert index.data(Qt.ItemDataRole.ForegroundRole) is not None
    child = tree.index(0, 0, index)
    assert child.data(Qt.ItemDataRole.ForegroundRole) is not None
    said = []
    tree.dataChanged.connect(lambda a, b: said.append(a.data()))
    tree.refresh_ages()
    assert said == ["hv3 · last answer 2 min ago"]


def test_every_node_speaks(tree):
    tree.put_host(host("hv1", vm("web", state=VmState.OFF), folder="Berlin"))
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert tree.index_of(NodeId(NodeKind.VM, "hv1", "web")).data(spoken) == "web, Off"
    assert tree.index_of(host_node("hv1")).data(spoken).startswith("hv1, 1 VM")
    assert tree.index_of(ALL_HOSTS).data(spoken).startswith("All hosts, 1 VM")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("web", ["All hosts", "  Berlin", "    hv1", "      web1"]),
        ("hv2", ["All hosts", "  hv2", "    sql"]),
        ("berlin web", ["All hosts", "  Berlin", "    hv1", "      web1"]),
        ("nothing", ["All hosts"]),
    ],
)
def test_the_filter_shows_what_matches_and_the_way_there(tree, typed, shown):
    tree.put_host(host("hv1", vm("web1"), vm("dc"), folder="Berlin"))
    tree.put_host(host("hv2", vm("sql")))
    before = outline(tree)
    tree.set_filter(typed)
    assert [line.split(" ·")[0] for line in outline(tree)] == shown
    tree.put_host(host("hv9", vm("other")))
    tree.drop_host(HostId("hv9"))
    tree.set_filter("")
    assert outline(tree) == before


def test_scopes_hold_the_hosts_below_them():
    snapshot = host("hv1", folder="Berlin/Rack 2")
    assert ALL_HOSTS.holds(snapshot)
    assert NodeId(NodeKind.FOLDER, "Berlin").holds(snapshot)
    assert not NodeId(NodeKind.FOLDER, "Ber").holds(snapshot)
    assert NodeId(NodeKind.VM, "hv1", "x").holds(snapshot)
    assert not host_node("hv2").holds(snapshot)
    assert NodeId(NodeKind.VM, "hv1", "x").key == ("hv1", "x")


# --- any sequence of looks leaves the tree as if it had been filled at once ---

_host = st.builds(
    lambda n, label, folder, link, vms: host(
        f"h{n}", *vms, label=label, folder=folder, link=link, read_at=100.0
    ),
    st.integers(0, 4),
    st.sampled_from(["hv1", "hv2", "hv10", "x"]),
    st.sampled_from(["", "A", "A/B", "A/C", "D/E/F"]),
    st.sampled_from([LinkState.ONLINE, LinkState.STALE]),
    st.lists(
        st.builds(
            lambda n, name, s: vm(name, id=f"v{n}", state=s),
            st.integers(0, 5),
            st.sampled_from(["a1", "a2", "a10", "b"]),
            st.sampled_from([VmState.RUNNING, VmState.OFF]),
        ),
        max_size=5,
        unique_by=lambda v: v.id,
    ),
)
_step = st.one_of(
    st.tuples(st.just("put"), _host),
    st.tuples(st.just("drop"), st.integers(0, 4)),
    st.tuples(st.just("filter"), st.sampled_from(["", "", "a1", "hv", "A b"])),
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(_step, max_size=14))
def test_any_history_ends_where_a_fresh_tree_begins(look, steps):
    tree = FleetTreeModel(look, lambda: 200.0)
    tester = QAbstractItemModelTester(tree, FATAL, tree)
    truth = {}
    typed = ""
    for kind, value in steps:
        if kind == "put":
            truth[value.id] = value
            tree.put_host(value)
        elif kind == "drop":
            truth.pop(HostId(f"h{value}"), None)
            tree.drop_host(HostId(f"h{value}"))
        else:
            typed = value
            tree.set_filter(value)
        fresh = FleetTreeModel(look, lambda: 200.0)
        fresh.set_filter(typed)
        for one in truth.values():
            fresh.put_host(one)
        assert outline(tree) == outline(fresh)
    del tester
