"""The table of actions: reasons, keys, menus."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow

from console.fleet.operation import ServiceChange
from console.fleet.undo import Undoable
from console.model.host import LinkState
from console.model.identity import OperationId
from console.model.power import PowerAction
from console.model.service import ServiceKind
from console.model.vm import VmState
from console.ui.actions import reasons
from console.ui.actions.menus import HOST_MENU, MENUS, SUBMENUS, TOOLBAR, VM_MENU
from console.ui.actions.rows import POWER, ROWS
from console.ui.actions.table import ActionTable, plain_title
from console.ui.models.rows import Pending
from console.ui.questions import before_power, before_quitting
from console.ui.selection import NOTHING, Selection, VmChoice
from console.ui.theme import Theme
from tests.ui.samples import sample_hosts, sample_record, sample_vm

HOSTS = sample_hosts()


def _choice(state=VmState.RUNNING, host=HOSTS[0], **changes):
    return VmChoice(host, replace(sample_vm(0), state=state), **changes)


@pytest.fixture
def window(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def ran():
    return []


@pytest.fixture
def table(window, ran):
    runs = {row.id: (lambda s, name=row.id: ran.append((name, s))) for row in ROWS}
    return ActionTable(Theme("light"), runs, window)


def test_ids_and_keys_are_unique(table):
    names = [row.id for row in ROWS]
    assert len(set(names)) == len(names)
    keys = [k.toString() for name in names for k in table.action(name).shortcuts()]
    assert sorted(set(keys)) == sorted(keys)


def test_menus_and_tool_bar_name_only_actions():
    below = {name for _, names in SUBMENUS.values() for name in names}
    in_menu_bar = {name for _, names in MENUS for name in names}
    used = in_menu_bar | {*TOOLBAR, *VM_MENU, *HOST_MENU} | below
    assert used - {""} <= {row.id for row in ROWS} | set(SUBMENUS)
    assert set(SUBMENUS) <= in_menu_bar
    in_menu_bar |= below
    assert {row.id for row in ROWS} <= in_menu_bar, "everything can be found in the menu bar"


def test_what_cannot_be_undone_has_no_key_without_a_modifier(table):
    for name in (*POWER, "remove-host", "quit"):
        for key in table.action(name).shortcuts():
            assert "+" in key.toString(), name


def test_usual_keys(table):
    assert table.action("refresh").shortcut().matches(QKeySequence("F5"))
    assert QKeySequence("Ctrl+N") in table.action("add-host").shortcuts()
    assert QKeySequence("Ctrl+Z") in table.action("undo").shortcuts()
    assert QKeySequence("Ctrl+F") in table.action("find").shortcuts()


def test_an_action_without_something_to_run_is_a_mistake(window):
    with pytest.raises(KeyError):
        ActionTable(Theme("light"), {}, window)


def test_running_gets_the_selection(table, ran):
    selection = Selection(vms=(_choice(),), host=HOSTS[0], has_hosts=True)
    table.select(selection)
    table.action("shutdown").trigger()
    assert ran == [("shutdown", selection)]


def test_nothing_selected_disables_and_says_why(table):
    table.select(NOTHING)
    for name in POWER:
        assert not table.action(name).isEnabled()
        assert "Select a virtual machine first." in table.action(name).toolTip()
    assert table.action("add-host").isEnabled()


def test_a_tooltip_shows_the_key(table):
    assert "F5" in table.action("refresh").toolTip()
    assert "Ctrl+Shift+S" in table.action("start").toolTip()


def test_connect_needs_a_machine(table):
    assert not table.action("connect").isEnabled()
    assert "Select a virtual machine" in table.action("connect").toolTip()
    table.select(Selection(vms=(_choice(),), host=HOSTS[0]))
    assert table.action("connect").isEnabled()


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        (VmState.RUNNING, {"shutdown", "restart", "save", "pause", "reset", "turn-off"}),
        (VmState.OFF, {"start"}),
        (VmState.SAVED, {"start"}),
        (VmState.PAUSED, {"resume", "save", "turn-off"}),
        (VmState.STARTING, set()),
        (VmState.STOPPING, {"turn-off"}),
    ],
)
def test_power_follows_the_state(table, state, allowed):
    table.select(Selection(vms=(_choice(state),)))
    assert {name for name in POWER if table.action(name).isEnabled()} == allowed


def test_of_several_one_that_allows_it_is_enough():
    selection = Selection(vms=(_choice(VmState.OFF), _choice(VmState.RUNNING)))
    assert reasons.power(PowerAction.START)(selection) is None
    assert [c.vm.state for c in selection.allowing(PowerAction.START)] == [VmState.OFF]


def test_a_host_that_is_away_allows_nothing():
    selection = Selection(vms=(_choice(host=HOSTS[2]),))
    assert "not connected" in reasons.power(PowerAction.SHUTDOWN)(selection)


def test_one_change_of_power_at_a_time():
    busy = _choice(pending=Pending(power=PowerAction.SAVE))
    assert "under way" in reasons.power(PowerAction.SHUTDOWN)(Selection(vms=(busy,)))
    only_service = _choice(pending=Pending(frozenset({(ServiceKind.VSS, True)})))
    assert reasons.power(PowerAction.SHUTDOWN)(Selection(vms=(only_service,))) is None


def test_hosts_connect_or_disconnect():
    online = Selection(host=HOSTS[0])
    offline = Selection(host=replace(HOSTS[0], link=LinkState.OFFLINE))
    assert reasons.connectable(online)
    assert reasons.disconnectable(online) is None
    assert reasons.connectable(offline) is None
    assert reasons.disconnectable(offline)
    assert reasons.connectable(Selection(host=HOSTS[3])) is None, "a refused host can be retried"


def test_undo_names_what_it_takes_back(table):
    undoable = Undoable(
        OperationId(1), _choice().key, "web01", ServiceChange(ServiceKind.HEARTBEAT, False)
    )
    table.select(Selection(undoable=undoable))
    assert table.action("undo").isEnabled()
    assert "web01" in table.action("undo").toolTip()


def test_operations_are_cancelled_only_while_that_works():
    assert reasons.cancellable(Selection(operation=sample_record(can_cancel=True))) is None
    assert reasons.cancellable(Selection(operation=sample_record()))
    assert reasons.scripted(Selection(operation=sample_record())) is None
    assert reasons.scripted(NOTHING)


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_context_menu_opens_without_waiting(table, window):
    menu = table.open_menu(VM_MENU, QPoint(5, 5), window)
    texts = [action.objectName() for action in menu.actions() if not action.isSeparator()]
    assert texts == [name for name in VM_MENU if name]
    menu.close()


@pytest.mark.parametrize(
    ("title", "plain"),
    [("Turn &Off…", "Turn Off"), ("启动(&S)", "启动"), ("连接(&C)…", "连接"), ("Quit", "Quit")],
)
def test_tool_bars_show_no_mnemonics(title, plain):
    assert plain_title(title) == plain


def test_a_question_counts_names_and_says_what_is_lost():
    choices = tuple(_choice() for _ in range(3))
    question = before_power(PowerAction.TURN_OFF, choices)
    assert "3" in question.verb
    assert question.verb.startswith("Turn Off")
    assert "unsaved work is lost" in question.loss
    assert len(question.names) == 3
    assert before_power(PowerAction.RESET, choices).verb.startswith("Reset")
    assert "2" in before_quitting(2).question
