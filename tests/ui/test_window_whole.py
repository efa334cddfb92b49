"""The whole window over a store filled by hand."""

import asyncio
import inspect
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDockWidget,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

from console.fleet.operation import OperationPhase, PowerChange, ServiceChange
from console.fleet.undo import Undoable
from console.model.connection import Endpoint
from console.model.errors import SettingsInvalid
from console.model.host import LinkState
from console.model.identity import HostId, OperationId, VmKey
from console.model.power import PowerAction
from console.model.service import ServiceKind
from console.settings.schema import HostConfig, Preferences
from console.settings.schema import Theme as ThemeChoice
from console.ui.followers import Keepers
from console.ui.language import Language
from console.ui.models.tree_node import NodeId, NodeKind
from console.ui.theme import Theme
from console.ui.window import MainWindow
from tests.ui.rack_samples import FakeRack, FakeShelf
from tests.ui.samples import (
    NOW,
    FakeDesk,
    FakeFleet,
    FakeIntent,
    FakeWatching,
    MemoryLayout,
    sample_hosts,
    sample_record,
    sample_records,
    sample_watches,
)
from tests.ui.session_samples import FakeSessions
from tests.ui.waiting import run_async, until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

CONFIG = HostConfig(HostId("h4"), "hv-new", Endpoint("hv-new.lab.example"), "LAB\\admin")


@pytest.fixture
def fleet():
    return FakeFleet(sample_hosts())


@pytest.fixture
def desk():
    return FakeDesk(CONFIG)


@pytest.fixture
def make(qtbot, qapp, fleet, desk):
    def spawn(coroutine, name):
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # a test without a loop: nothing is read
            within = inspect.getcoroutinelocals(coroutine)["coroutine"]
            coroutine.close()
            within.close()
        else:
            return loop.create_task(coroutine, name=name)
        return None

    def make(fleet=fleet, layout=None, theme=None):
        window = MainWindow(
            fleet=fleet,
            desk=desk,
            keepers=Keepers(
                FakeIntent(),
                FakeWatching(fleet),
                sample_watches(fleet),
                FakeSessions(),
                fleet,
                FakeRack(),
                FakeShelf(),
                None,
            ),
            theme=theme or Theme("light"),
            language=Language(qapp),
            preferences=Preferences(),
            layout=layout or MemoryLayout(),
            spawn=spawn,
            clock=lambda: NOW,
        )
        qtbot.addWidget(window)
        window.show()
        return window

    return make


def _key(fleet, host, number):
    return VmKey(HostId(host), fleet.store.hosts[HostId(host)].vms[number].id)


def _label(window, name):
    return window.findChild(QLabel, name)


def _select(window, *keys):
    window._table.select_keys(keys, keys[-1] if keys else None)


def _put(fleet, qtbot, window, host):
    fleet.store.put(host)
    fleet.store.flush()
    window._binding.flush()


def _dialog(window, name):
    return next((d for d in window.findChildren(QDialog, name) if d.isVisible()), None)


def test_everything_is_there(make):
    window = make()
    assert window._vms.rowCount() == 30
    assert _label(window, "hostsStatus").text() == "2 hosts online, 2 away"
    assert "30" in _label(window, "vmsStatus").text()
    assert window.windowTitle() == "HV Console"
    assert [d.windowTitle() for d in window.findChildren(QDockWidget)] == [
        "Hosts",
        "Properties",
        "Activity",
    ]
    assert not window._centre.is_welcoming


def test_the_window_places_panels_and_stays_small():
    from pathlib import Path

    from console.ui import window

    assert len(Path(window.__file__).read_text(encoding="utf-8").splitlines()) <= 300


def test_a_first_start_shows_three_ways_on(make, qapp, desk):
    async def story():
        window = make(FakeFleet())
        assert window._centre.is_welcoming
        buttons = [
            b.text()
            for b in window._centre.findChildren(QToolButton)
            if b.objectName().startswith("welcome_")
        ]
        assert buttons == ["Add Host", "Try the Demo", "Why Can't I Connect?"]
        window.findChild(QToolButton, "welcome_demo").click()
        await until(lambda: desk.calls == [("start_demo",)])
        window.findChild(QToolButton, "welcome_help").click()
        await until(lambda: _dialog(window, "connectHelpDialog"))
        _dialog(window, "connectHelpDialog").reject()

    run_async(qapp, story())


def test_the_welcome_goes_with_the_first_host(make, qtbot):
    fleet = FakeFleet()
    window = make(fleet)
    _put(fleet, qtbot, window, sample_hosts()[0])
    assert not window._centre.is_welcoming
    assert window._vms.rowCount() == 14


def test_a_selected_vm_is_shown_and_judged(make, fleet):
    window = make()
    _select(window, _key(fleet, "h1", 0))
    assert _label(window, "vmName").text() == "dc01"
    assert window._actions.action("shutdown").isEnabled()
    assert not window._actions.action("start").isEnabled()
    assert _label(window, "selectedStatus").text() == "1 selected"
    _select(window)
    assert _label(window, "selectedStatus").text() == ""
    assert not window._actions.action("shutdown").isEnabled()


def test_the_power_of_one_vm_goes_to_the_fleet_at_once(make, fleet):
    window = make()
    running, off = _key(fleet, "h1", 0), _key(fleet, "h1", 3)
    _select(window, running)
    window._actions.action("shutdown").trigger()
    _select(window, off)
    window._actions.action("start").trigger()
    assert fleet.calls == [
        ("change_power", running, PowerAction.SHUTDOWN),
        ("change_power", off, PowerAction.START),
    ]


def test_the_power_of_several_goes_by_a_preview(make, fleet, qapp):
    async def story():
        window = make()
        running, off = _key(fleet, "h1", 0), _key(fleet, "h1", 3)
        _select(window, running, off)
        window._actions.action("start").trigger()
        await until(lambda: _dialog(window, "planPreviewDialog"))
        dialog = _dialog(window, "planPreviewDialog")
        assert [item.key for item in dialog.plan.would_change] == [off]
        dialog.findChild(QPushButton, "planRun").click()
        await until(lambda: fleet.plans.calls)
        assert fleet.plans.calls[0][1].id == dialog.plan.id
        assert not [call for call in fleet.calls if call[0] != "ask"]

    run_async(qapp, story())


def test_turning_off_several_says_what_is_lost_and_the_safe_button_is_the_default(
    make, fleet, qapp
):
    async def story():
        window = make()
        keys = [_key(fleet, "h1", number) for number in (0, 1, 2)]
        _select(window, *keys)
        window._actions.action("turn-off").trigger()
        await until(lambda: _dialog(window, "planPreviewDialog"))
        dialog = _dialog(window, "planPreviewDialog")
        act = dialog.findChild(QPushButton, "planRun")
        assert not act.isDefault()
        assert "power failure" in _label(dialog, "planLoss").text()
        dialog.reject()
        await until(lambda: not _dialog(window, "planPreviewDialog"))
        assert fleet.plans.calls == []

    run_async(qapp, story())


def test_turning_off_one_asks_with_verb_and_count(make, fleet, qapp):
    async def story():
        window = make()
        key = _key(fleet, "h1", 0)
        _select(window, key)
        window._actions.action("turn-off").trigger()
        await until(lambda: _dialog(window, "confirmDialog"))
        act = _dialog(window, "confirmDialog").findChild(QPushButton, "confirmAct")
        assert act.text().startswith("Turn Off 1 VM")
        act.click()
        await until(lambda: ("change_power", key, PowerAction.TURN_OFF) in fleet.calls)

    run_async(qapp, story())


def test_a_switch_asks_the_fleet_and_follows_the_store(make, fleet, qtbot):
    window = make()
    key = _key(fleet, "h1", 0)
    _select(window, key)
    row = window._inspector.vm_panel.services.row(ServiceKind.GUEST_SERVICE)
    row.switch.click()
    assert fleet.calls == [("set_service", key, ServiceKind.GUEST_SERVICE, True)]
    assert not row.switch.isChecked()
    running = sample_record(7, key=key, phase=OperationPhase.RUNNING, can_undo=False)
    fleet.operations.put(running)
    assert row.switch.is_busy
    host = fleet.store.hosts[HostId("h1")]
    switched = tuple(
        replace(s, enabled=True) if s.kind is ServiceKind.GUEST_SERVICE else s
        for s in host.vms[0].services
    )
    fleet.undo_subject = Undoable(
        OperationId(7), key, "dc01", ServiceChange(ServiceKind.GUEST_SERVICE, False)
    )
    fleet.operations.put(sample_record(7, key=key))
    _put(
        fleet,
        qtbot,
        window,
        replace(host, vms=(replace(host.vms[0], services=switched), *host.vms[1:])),
    )
    assert row.switch.isChecked()
    assert not row.switch.is_busy
    undo = row.findChild(QToolButton, "guest_serviceUndo")
    assert undo.isVisible()
    undo.click()
    assert fleet.calls[-1] == ("undo",)


def test_a_selection_survives_a_new_reading(make, fleet, qtbot):
    window = make()
    key = _key(fleet, "h1", 0)
    _select(window, key)
    host = fleet.store.hosts[HostId("h1")]
    _put(
        fleet,
        qtbot,
        window,
        replace(host, vms=(replace(host.vms[0], cpu_percent=77), *host.vms[1:])),
    )
    assert window._table.selected_keys() == (key,)
    assert "77" in _label(window, "cpuValue").text()


def test_a_host_that_goes_away_takes_its_rows_along(make, fleet):
    window = make()
    _select(window, _key(fleet, "h1", 0))
    fleet.store.drop(HostId("h1"))
    fleet.store.flush()
    window._binding.flush()
    assert window._vms.rowCount() == 16
    assert window._table.selected_keys() == ()


def test_the_tree_chooses_what_the_table_shows(make, fleet):
    window = make()
    window._tree.select(NodeId(NodeKind.HOST, "h2"))
    assert window._vms.rowCount() == 10
    assert _label(window, "hostName").text() == "hv02"
    assert window._actions.action("remove-host").isEnabled()
    window._tree.select(NodeId(NodeKind.HOST, "h4"))
    assert "did not accept" in _label(window._inspector.host_panel, "outcomeCause").text()


def test_a_vm_of_the_tree_is_selected_in_the_table(make, fleet):
    window = make()
    key = _key(fleet, "h2", 3)
    window._tree.select(NodeId(NodeKind.VM, "h2", key.vm))
    assert window._table.selected_keys() == (key,)
    assert _label(window, "vmName").text() == fleet.store.vm(key).name


def test_hosts_are_refreshed_connected_and_edited(make, fleet, desk, qapp):
    async def story():
        window = make()
        window._tree.select(NodeId(NodeKind.HOST, "h4"))
        for name in ("refresh", "refresh-all", "connect-host"):
            window._actions.action(name).trigger()
        assert fleet.calls == [("refresh", "h4"), ("refresh", None)]
        assert desk.calls == [("try_again", "h4")]
        window._actions.action("edit-host").trigger()
        await until(lambda: _dialog(window, "addHostDialog"))
        _dialog(window, "addHostDialog").reject()

    run_async(qapp, story())


def test_removing_a_host_asks(make, fleet, desk, qapp):
    async def story():
        window = make()
        window._tree.select(NodeId(NodeKind.HOST, "h4"))
        window._actions.action("remove-host").trigger()
        await until(lambda: _dialog(window, "confirmDialog"))
        _dialog(window, "confirmDialog").findChild(QPushButton, "confirmAct").click()
        await until(lambda: desk.calls == [("remove_host", "h4")])

    run_async(qapp, story())


def test_a_password_is_given_to_the_desk(make, desk, qapp):
    async def story():
        window = make()
        window._tree.select(NodeId(NodeKind.HOST, "h4"))
        window.findChild(QPushButton, "hostPassword").click()
        await until(lambda: _dialog(window, "credentialDialog"))
        dialog = _dialog(window, "credentialDialog")
        dialog._field.setText("secret")
        dialog.findChild(QPushButton, "signIn").click()
        await until(lambda: ("give", "LAB\\admin", ("h4",), "secret", True) in desk.calls)

    run_async(qapp, story())


def test_operations_are_listed_and_counted(make, fleet):
    window = make()
    for record in sample_records():
        fleet.operations.put(record)
    assert window._activity.model.rowCount() == 6
    assert _label(window, "pendingStatus").text() == "2 operations under way"
    assert window._actions.action("cancel-operation").isEnabled()
    window._actions.action("cancel-operation").trigger()
    assert fleet.calls == [("cancel", OperationId(6))]
    window._actions.action("copy-powershell").trigger()
    assert "Enable-VMIntegrationService" in QGuiApplication.clipboard().text()
    for number in (5, 6):  # so that the closing window has nothing to ask
        fleet.operations.put(sample_record(number))
    assert _label(window, "pendingStatus").text() == ""


def test_details_of_a_failure_open(make, fleet, qapp):
    async def story():
        window = make()
        fleet.operations.put(sample_records()[1])
        window.findChild(QPushButton, "operationDetails").click()
        await until(lambda: _dialog(window, "detailsDialog"))
        assert "32778" in _dialog(window, "detailsDialog")._details
        _dialog(window, "detailsDialog").reject()

    run_async(qapp, story())


def test_closing_asks_nothing_while_nothing_runs(make, qtbot):
    window = make()
    with qtbot.waitSignal(window.closing):
        window.close()
    assert window.isVisible(), "who listens decides when it goes"


def test_closing_asks_while_operations_run(make, fleet, qapp):
    async def story():
        window = make()
        asked_to_close = []
        window.closing.connect(lambda: asked_to_close.append(1))
        fleet.operations.put(
            sample_record(5, subject=PowerChange(PowerAction.SAVE), phase=OperationPhase.RUNNING)
        )
        window.close()
        await until(lambda: _dialog(window, "confirmDialog"))
        assert asked_to_close == []
        _dialog(window, "confirmDialog").findChild(QPushButton, "confirmAct").click()
        await until(lambda: asked_to_close)

    run_async(qapp, story())


def test_errors_and_crashes_are_told_above_the_table(make):
    window = make()
    window.show_error(SettingsInvalid("hosts.toml", 3, "a string is expected"))
    bar = window._centre.notices
    assert bar.isVisible()
    assert "line 3" in _label(bar, "outcomeCause").text()
    window.findChild(QToolButton, "closeNotice").click()
    assert not bar.isVisible()
    window.show_crash("KeyError: 'x' (see the log)")
    assert "KeyError" in _label(bar, "outcomeNext").text()


def test_the_layout_is_kept_and_reset(make, fleet):
    layout = MemoryLayout()
    window = make(layout=layout)
    window._docks.toggle("tree")
    window._table.header.show_column("cpu", False)
    window.save_layout()
    again = make(layout=layout)
    assert not again.findChild(QDockWidget, "treeDock").isVisible()
    column = again._vms.column_of("cpu")
    assert again._table.isColumnHidden(column)
    again._actions.action("reset-layout").trigger()
    assert again.findChild(QDockWidget, "treeDock").isVisible()
    assert not again._table.isColumnHidden(column)


def test_a_narrow_window_takes_from_the_middle_and_not_from_the_panes(make, qtbot):
    window = make()
    tree, panel = (window.findChild(QDockWidget, name) for name in ("treeDock", "panelDock"))
    widths = tree.width(), panel.width()
    window.resize(1060, 680)
    qtbot.waitUntil(lambda: window.width() == 1060)
    assert (tree.width(), panel.width()) == widths
    window.resize(1, 1)
    qtbot.waitUntil(lambda: window.width() == window.minimumSizeHint().width())
    assert tree.width() >= 26 * tree.fontMetrics().averageCharWidth()
    assert panel.width() >= 44 * panel.fontMetrics().averageCharWidth()
    assert window.width() < 1000


def test_a_layout_of_another_kind_is_ignored(make):
    layout = MemoryLayout()
    layout.blobs = {"window.geometry": b"x", "window.state": b"y", "table": b"\xff{"}
    assert make(layout=layout).findChild(QDockWidget, "treeDock").isVisible()


def test_panes_are_shown_and_walked_by_keys(make, qtbot):
    window = make()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window._tree.setFocus()
    visited = []
    for _ in range(4):
        window._actions.action("next-pane").trigger()
        focus = QApplication.focusWidget()
        visited.append(
            next(
                (
                    name
                    for name, pane in (
                        ("tree", window._tree),
                        ("table", window._table),
                        ("inspector", window._inspector),
                        ("activity", window._activity),
                    )
                    if pane is focus or pane.isAncestorOf(focus)
                ),
                "none",
            )
        )
    assert visited[0] == "table"
    assert "activity" in visited
    assert "tree" in visited
    window._actions.action("toggle-tree").trigger()
    assert not window._tree.isVisible()


def test_find_puts_the_keyboard_into_the_filter(make, qtbot):
    window = make()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window._actions.action("find").trigger()
    window._views.page.filter._line.setText("sql")
    assert window._vms.rowCount() == 2
    assert "2 of 30" in _label(window, "vmsStatus").text()


def test_preferences_apply_and_are_kept(make, desk, qapp):
    async def story():
        theme = Theme("light")
        window = make(theme=theme)
        palette_before = window.styleSheet()
        window._actions.action("preferences").trigger()
        await until(lambda: _dialog(window, "preferencesDialog"))
        dialog = _dialog(window, "preferencesDialog")
        dialog._theme.setCurrentIndex(dialog._theme.findData(ThemeChoice.DARK))
        await until(lambda: desk.calls)
        assert theme.is_dark
        assert window.styleSheet() != palette_before
        assert desk.calls[0][1].theme is ThemeChoice.DARK
        dialog.reject()

    run_async(qapp, story())


def test_a_change_of_language_changes_every_text(make, qapp, fleet):
    language = Language(qapp)
    window = make()
    _select(window, _key(fleet, "h1", 0))
    language.use("zh_CN")
    try:
        QApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
        assert window._actions.action("start").iconText() == "启动"
        assert _label(window, "heartbeatName").text() == "检测信号"
        assert _label(window, "heartbeatTitle").text() == "检测信号"
        assert "正在运行" in _label(window, "vmState").text()
    finally:
        language.use("en")
        QApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
        language.leave()


def test_a_host_that_comes_back_is_counted(make, fleet, qtbot):
    window = make()
    _put(fleet, qtbot, window, replace(sample_hosts()[2], link=LinkState.ONLINE, error=None))
    assert _label(window, "hostsStatus").text() == "3 hosts online, 1 away"


def test_every_widget_that_takes_the_keyboard_has_a_name(make):
    window = make()
    for widget in window.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            assert widget.objectName(), widget
            spoken = widget.accessibleName() or getattr(widget, "text", str)()
            assert spoken or widget.objectName().startswith("qt_"), widget.objectName()
