"""The picture, the session card, the wall and the keys of the whole program."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QMenu, QToolButton

from console.model.identity import VmKey
from console.model.vm import VmState
from console.simulator.descriptions import StartState, VmDescription
from console.ui.models.fleet_tree import NOTE_ROLE
from console.ui.models.tree_node import NodeId, NodeKind
from console.ui.panels.screen_wall import ScreenWall
from console.ui.panels.session_card import SessionCard
from console.ui.widgets.screen_view import ScreenView
from tests.ui.living import WITHIN_S, Setting, hosting, run_program
from tests.ui.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

VMS = (VmDescription("web01"), VmDescription("web02"), VmDescription("old", state=StartState.OFF))
SETTING = Setting((hosting(*VMS),))
PRESS = "TypeCtrlAltDel"


def _ids(site, vm):
    key = site.key(vm)
    return NodeId(NodeKind.VM, key.host, key.vm)


def test_the_panel_shows_the_screen_and_whether_a_session_can_be_had(qapp, tmp_path):
    async def story(site):
        await site.filled(3)
        site.select("web01")
        picture, card = site.find(ScreenView, "screenView"), site.find(SessionCard, "sessionCard")
        await until(lambda: picture.image is not None, WITHIN_S)
        assert card.isVisible()
        await until(lambda: site.says("sessionState"), WITHIN_S)
        site.select("old")
        await until(lambda: picture.image is None, WITHIN_S)
        assert site.find(QToolButton, "sessionConnect").text() == "Start and Connect"

    run_program(qapp, tmp_path, story, SETTING)


def test_nothing_is_asked_of_a_screen_that_nobody_sees(qapp, tmp_path):
    async def story(site):
        await site.filled(3)
        site.action("toggle-panel").trigger()
        site.select("web01")
        await until(lambda: len(site.fleet.store.hosts) == 1)
        refreshed = site.snapshot().read_at
        await until(lambda: site.snapshot().read_at > refreshed + 2, WITHIN_S)
        assert not site.calls_of("GetVirtualSystemThumbnailImage")

    run_program(qapp, tmp_path, story, SETTING)


def test_enter_on_a_vm_that_is_off_starts_nothing(qapp, tmp_path):
    async def story(site):
        await site.filled(3)
        site.action("toggle-panel").trigger()
        site.window.activateWindow()
        site.select("old")
        QTest.keyClick(site.table, Qt.Key.Key_Return)
        card = site.find(SessionCard, "sessionCard")
        await until(card.isVisible, WITHIN_S)
        site.tree.select(_ids(site, "old"))
        QTest.keyClick(site.tree, Qt.Key.Key_Return)
        assert site.row("old").vm.state is VmState.OFF
        assert not site.calls_of("RequestStateChange")
        assert not site.fleet.operations.records

    run_program(qapp, tmp_path, story, SETTING)


@pytest.mark.parametrize("where", ["table", "tree"])
def test_enter_on_a_vm_that_runs_opens_a_session(qapp, tmp_path, where, monkeypatch):
    async def story(site):
        await site.filled(3)
        opened = []
        commands = site.window.followers.sessions.commands
        monkeypatch.setattr(commands, "connect", opened.append)
        site.window.activateWindow()
        site.select("web02")
        if where == "table":
            QTest.keyClick(site.table, Qt.Key.Key_Return)
        else:
            site.tree.select(_ids(site, "web02"))
            QTest.keyClick(site.tree, Qt.Key.Key_Return)
        assert opened == [site.key("web02")]

    run_program(qapp, tmp_path, story, SETTING)


def test_the_wall_shows_the_selected_vms_else_all(qapp, tmp_path):
    async def story(site):
        await site.filled(3)
        wall = site.find(ScreenWall, "screenWall")
        site.action("show-screens").trigger()
        await until(lambda: wall.tiles.rowCount() == 3, WITHIN_S)
        running = [tile for tile in wall.tiles.tiles if tile.name != "old"]
        await until(
            lambda: all(wall.tiles.tile(tile.key).image is not None for tile in running), WITHIN_S
        )
        view = site.find(QListView, "wallView")
        view.setCurrentIndex(wall.tiles.index(0))
        assert site.says("vmName") == wall.tiles.tiles[0].name
        site.action("show-list").trigger()
        await until(lambda: wall.tiles.rowCount() == 0)
        site.select("web01", "web02")
        site.action("show-screens").trigger()
        await until(lambda: [tile.name for tile in wall.tiles.tiles] == ["web01", "web02"])

    run_program(qapp, tmp_path, story, SETTING)


def test_keys_go_to_the_vm_that_is_shown(qapp, tmp_path):
    async def story(site):
        await site.filled(3)
        assert not site.action("ctrl-alt-del").isEnabled()
        site.select("web01")
        site.action("ctrl-alt-del").trigger()
        await until(lambda: site.calls_of(PRESS), WITHIN_S)
        menu = site.find(QMenu, "submenuKeys")
        menu.aboutToShow.emit()
        names = [action.objectName() for action in menu.actions() if not action.isSeparator()]
        assert names[:2] == ["type-text", "ctrl-alt-del"]
        assert "keys_win_l" in names
        (lock,) = [a for a in menu.actions() if a.objectName() == "keys_win_l"]
        lock.trigger()
        await until(lambda: site.calls_of("TypeScancodes"), WITHIN_S)

    run_program(qapp, tmp_path, story, SETTING)


def test_an_open_session_is_marked_in_the_tree(qapp, tmp_path):
    async def story(site):
        await site.filled(3)
        model = site.tree.model()
        at = model.index_of(_ids(site, "web01"))
        key = site.key("web01")
        assert not at.data(NOTE_ROLE)
        model.set_session(VmKey(key.host, key.vm), is_open=True)
        assert at.data(NOTE_ROLE) == "session open"
        model.set_alert(key, "no answer")
        assert at.data(NOTE_ROLE) == "no answer · session open"
        model.set_session(key, is_open=False)
        model.set_alert(key, "")
        assert not at.data(NOTE_ROLE)

    run_program(qapp, tmp_path, story, SETTING)
