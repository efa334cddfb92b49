import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from console.model.host import LinkState
from console.model.identity import HostId
from console.ui.models.fleet_tree import FleetTreeModel
from console.ui.models.tree_node import ALL_HOSTS, NodeId, NodeKind
from console.ui.widgets.fleet_tree_view import FleetTreeView
from tests.ui.fleets import host, vm

BERLIN = NodeId(NodeKind.FOLDER, "Berlin")
HV1 = NodeId(NodeKind.HOST, "hv1")


@pytest.fixture
def tree(look):
    made = FleetTreeModel(look, lambda: 200.0)
    made.put_host(host("hv1", vm("web"), vm("dc"), folder="Berlin"))
    made.put_host(host("hv2", vm("sql"), link=LinkState.STALE))
    return made


@pytest.fixture
def view(tree, qtbot):
    made = FleetTreeView(tree)
    qtbot.addWidget(made)
    made.resize(260, 400)
    made.show()
    return made


def test_all_hosts_is_the_first_scope(view):
    assert view.scope == ALL_HOSTS
    assert BERLIN in view.open_nodes()


def test_choosing_a_node_tells_the_scope_once(view, qtbot):
    with qtbot.waitSignal(view.scope_changed) as told:
        view.select(HV1)
    assert told.args == [HV1]
    with qtbot.assertNotEmitted(view.scope_changed):
        view.select(HV1)


def test_selection_and_openness_outlive_updates(view, tree):
    view.select(HV1)
    view.expand(tree.index_of(HV1))
    tree.put_host(host("hv0", vm("new"), folder="Berlin"))
    tree.put_host(host("hv1", vm("web"), folder="Berlin"))
    assert view.scope == HV1
    assert HV1 in view.open_nodes()


def test_selection_and_openness_outlive_a_filter(view, tree):
    view.select(HV1)
    view.collapse(tree.index_of(NodeId(NodeKind.HOST, "hv2")))
    tree.set_filter("web")
    assert view.scope == HV1
    tree.set_filter("")
    assert tree.node_at(view.currentIndex()) == HV1
    assert {ALL_HOSTS, BERLIN, HV1} <= set(view.open_nodes())


def test_a_scope_that_goes_gives_way(view, tree):
    view.select(HV1)
    tree.drop_host(HostId("hv1"))
    assert view.scope != HV1
    assert tree.node_at(view.currentIndex()) == view.scope


def test_what_was_open_comes_back_even_for_hosts_that_come_later(view, tree, look, qtbot):
    view.collapse(tree.index_of(BERLIN))
    saved = view.saved_layout()
    other_tree = FleetTreeModel(look, lambda: 0.0)
    other = FleetTreeView(other_tree)
    qtbot.addWidget(other)
    assert other.restore_layout(saved)
    other_tree.put_host(host("hv1", vm("web"), folder="Berlin"))
    other_tree.put_host(host("hv2", vm("sql")))
    other.open_new()
    assert not other.isExpanded(other_tree.index_of(BERLIN))
    assert other.isExpanded(other_tree.index_of(NodeId(NodeKind.HOST, "hv2")))


@pytest.mark.parametrize("text", ["", "{}", "[1, [2]]", '[["all", 3, true]]'])
def test_a_broken_layout_is_harmless(view, text):
    view.restore_layout(text)
    assert BERLIN in view.open_nodes()


def test_enter_activates_hosts_and_vms_and_opens_folders(view, tree, qtbot):
    view.select(HV1)
    with qtbot.waitSignal(view.node_activated) as told:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert told.args == [HV1]
    view.select(BERLIN)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert BERLIN not in view.open_nodes()


def test_the_context_menu_is_asked_for_with_the_node(view, qtbot):
    view.select(HV1)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    with qtbot.waitSignal(view.context_menu_requested) as told:
        QApplication.sendEvent(view, event)
    assert told.args[0] == HV1


def test_it_draws_in_both_directions(view):
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        view.setLayoutDirection(direction)
        assert not view.grab().isNull()
