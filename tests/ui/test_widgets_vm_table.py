import json
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from console.model.identity import VmKey
from console.model.service import ServiceKind, ServiceStatus
from console.model.vm import VmState
from console.ui.models.arrangement import SortKey
from console.ui.models.rows import Pending
from console.ui.models.vm_table import VmTableModel
from console.ui.widgets.busy_clock import BusyClock
from console.ui.widgets.marks import MarkState, mark_state
from console.ui.widgets.marks_delegate import KINDS, MarksDelegate
from console.ui.widgets.table_layout import layout_from_json, merged_order
from console.ui.widgets.vm_table_view import VmTableView
from tests.ui.fleets import host, key, large_fleet, rows_of, services, vm

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def model(look):
    return VmTableModel(look, lambda: 200.0)


@pytest.fixture
def view(model, look, qtbot):
    clock = BusyClock()
    made = VmTableView(model, look, clock)
    qtbot.addWidget(made)
    made.resize(1400, 500)
    made.show()
    model.apply(rows_of(host("hv1", vm("vm1"), vm("vm2"), vm("vm10"))))
    return made


def marks_of(view: VmTableView) -> MarksDelegate:
    return next(d for d in view.findChildren(MarksDelegate))


def mark_point(view: VmTableView, row: int, kind: ServiceKind) -> QPoint:
    column = view.model().column_of("services")
    view.scrollTo(view.model().index(row, column))
    cell = view.visualRect(view.model().index(row, column))
    return marks_of(view).mark_rect(cell, KINDS.index(kind)).center()


def click_mark(view: VmTableView, row: int, kind: ServiceKind, *modifiers) -> None:
    modifier = modifiers[0] if modifiers else Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(view.viewport(), LEFT, modifier, mark_point(view, row, kind))


# --- selection ---


def names(view: VmTableView) -> list[str]:
    return [k.vm for k in view.selected_keys()]


def test_the_selection_is_kept_by_vm_through_sort_update_and_filter(view, model):
    view.select_keys([key("hv1", "vm2"), key("hv1", "vm10")], key("hv1", "vm10"))
    model.set_sort([SortKey("name", descending=True)])
    assert names(view) == ["vm10", "vm2"]
    assert view.current_key() == key("hv1", "vm10")
    model.update([], [key("hv1", "vm1")])
    assert names(view) == ["vm10", "vm2"]
    model.set_filter("vm2")
    assert names(view) == ["vm2"]


def test_the_selection_is_kept_by_vm_through_a_reset(view, model):
    view.select_keys([key("hv1", "vm2")])
    with_many = [*model.shown_rows(), *rows_of(*large_fleet(700))]
    model.apply(with_many)
    assert names(view) == ["vm2"]
    assert view.current_key() == key("hv1", "vm2")
    model.apply(rows_of(host("hv1", vm("vm2"))))
    assert names(view) == ["vm2"]


def test_selecting_tells_the_keys_once(view, qtbot):
    with qtbot.waitSignal(view.selection_changed) as told:
        view.select_keys([key("hv1", "vm1"), key("hv1", "vm10")])
    assert told.args == [(key("hv1", "vm1"), key("hv1", "vm10"))]


# --- keys and clicks ---


def test_enter_and_double_click_activate(view, qtbot):
    view.select_keys([key("hv1", "vm2")])
    with qtbot.waitSignal(view.vm_activated) as told:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert told.args == [key("hv1", "vm2")]
    assert isinstance(told.args[0], VmKey)
    point = view.visualRect(view.model().index(2, 1)).center()
    QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, point)
    with qtbot.waitSignal(view.vm_activated) as told:
        QTest.mouseDClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, point)
    assert told.args == [key("hv1", "vm10")]


def test_the_context_menu_is_asked_for_with_the_selection(view, qtbot):
    view.select_keys([key("hv1", "vm1"), key("hv1", "vm2")])
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    with qtbot.waitSignal(view.context_menu_requested) as told:
        QApplication.sendEvent(view, event)
    assert told.args[0] == (key("hv1", "vm1"), key("hv1", "vm2"))


def test_copy_gives_the_shown_columns_with_headings(view, model):
    model.apply(rows_of(host("hv1", vm("a\tb\nc", id="x"), vm("d"))))
    for column in model.columns:
        view.header.show_column(column.id, column.id in ("name", "memory"))
    view.header.moveSection(view.header.visualIndex(model.column_of("memory")), 0)
    view.selectAll()
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Memory\tName\n2 GB\ta b c\n2 GB\td\n"


def test_every_row_is_equally_high(view, model):
    assert {view.rowHeight(row) for row in range(model.rowCount())} == {view.rowHeight(0)}
    assert view.rowHeight(0) >= view.fontMetrics().height() + 4


# --- marks ---


def test_a_click_on_a_mark_asks_for_the_other_value(view, qtbot):
    with qtbot.waitSignal(view.serviceToggleRequested) as told:
        click_mark(view, 1, ServiceKind.VSS)
    assert told.args == [key("hv1", "vm2"), ServiceKind.VSS, False]
    assert told.args[1] is ServiceKind.VSS


def test_selecting_clicks_and_hopeless_ones_ask_for_nothing(view, model):
    asked = []
    view.serviceToggleRequested.connect(lambda *a: asked.append(a))
    click_mark(view, 1, ServiceKind.VSS, Qt.KeyboardModifier.ControlModifier)
    (row,) = rows_of(host("hv1", vm("vm1")))
    absent = tuple(replace(s, enabled=None) for s in services())
    model.update([replace(row, vm=replace(row.vm, services=absent))])
    click_mark(view, 0, ServiceKind.KVP)
    model.update([replace(row, vm=replace(row.vm, services=()))])
    click_mark(view, 0, ServiceKind.KVP)
    model.update([replace(row, pending=Pending(frozenset({(ServiceKind.KVP, False)})))])
    click_mark(view, 0, ServiceKind.KVP)
    assert asked == []


def test_a_press_that_leaves_the_mark_asks_for_nothing(view):
    asked = []
    view.serviceToggleRequested.connect(lambda *a: asked.append(a))
    start, end = (mark_point(view, 0, k) for k in (ServiceKind.KVP, ServiceKind.VSS))
    QTest.mousePress(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseRelease(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, end)
    assert asked == []


def test_the_keyboard_walks_the_marks(view, qtbot):
    column = view.model().column_of("services")
    view.setCurrentIndex(view.model().index(1, column))
    QTest.keyClick(view, Qt.Key.Key_F2)
    assert marks_of(view).walked == (key("hv1", "vm2"), 0)
    QTest.keyClick(view, Qt.Key.Key_Left)
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Right)
    with qtbot.waitSignal(view.serviceToggleRequested) as told:
        QTest.keyClick(view, Qt.Key.Key_Space)
    assert told.args == [key("hv1", "vm2"), KINDS[2], False]
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert marks_of(view).walked is None
    QTest.keyClick(view, Qt.Key.Key_Space)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert marks_of(view).walked is None
    assert view.currentIndex().row() == 2


def test_the_tooltip_of_a_mark_explains_it(view, model, monkeypatch):
    silent = services(ServiceStatus.NO_CONTACT)
    (row,) = rows_of(host("hv1", vm("vm1", services=silent)))
    model.update([row])
    shown = []
    monkeypatch.setattr(QToolTip, "showText", lambda _p, text, _w: shown.append(text))
    point = mark_point(view, 0, ServiceKind.KVP)
    event = QHelpEvent(QEvent.Type.ToolTip, point, view.viewport().mapToGlobal(point))
    QApplication.sendEvent(view.viewport(), event)
    assert "Data exchange" in shown[0]
    assert "does not answer" in shown[0]


@pytest.mark.parametrize(
    ("status", "enabled", "state", "mark"),
    [
        (ServiceStatus.OK, True, VmState.RUNNING, MarkState.OK),
        (ServiceStatus.NO_CONTACT, True, VmState.RUNNING, MarkState.SILENT),
        (ServiceStatus.DEGRADED, True, VmState.RUNNING, MarkState.DEGRADED),
        (ServiceStatus.ERROR, True, VmState.RUNNING, MarkState.FAULT),
        (ServiceStatus.NO_CONTACT, True, VmState.OFF, MarkState.IDLE),
        (ServiceStatus.OK, False, VmState.RUNNING, MarkState.OFF),
        (ServiceStatus.OK, None, VmState.RUNNING, MarkState.ABSENT),
    ],
)
def test_what_a_mark_says(status, enabled, state, mark):
    found = tuple(replace(s, enabled=enabled) for s in services(status))
    (row,) = rows_of(host("hv1", vm("a", state=state, services=found)))
    assert mark_state(row, ServiceKind.KVP) is mark
    asked = replace(row, pending=Pending(frozenset({(ServiceKind.KVP, True)})))
    assert mark_state(asked, ServiceKind.KVP) is MarkState.TURNING_ON


def test_no_two_marks_look_alike_without_colour(look, qtbot):
    """Drawn in one ink, as on a selected row, every state still has a picture of its own."""
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QColor, QImage, QPainter

    from console.ui.widgets.marks import MarkInk, draw_mark

    ink = MarkInk(QColor("black"), QColor("black"), QColor("white"))
    pictures = {}
    for state in MarkState:
        image = QImage(28, 20, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        draw_mark(painter, QRectF(0, 0, 28, 20), state, "HB", ink)
        painter.end()
        pictures[state] = bytes(image.constBits())
    assert len(set(pictures.values())) == len(MarkState)


def test_marks_turn_while_the_clock_does_and_only_then(view, model, qtbot):
    (row,) = rows_of(host("hv1", vm("vm1")))
    model.update([replace(row, pending=Pending(frozenset({(ServiceKind.KVP, False)})))])
    clock = BusyClock()
    assert not clock.is_running
    clock.hold(view)
    clock.hold(view)
    before = clock.frame
    qtbot.waitUntil(lambda: clock.frame != before)
    clock.release(view)
    assert not clock.is_running


def test_the_clock_stops_when_its_holder_dies(qtbot):
    from PySide6.QtCore import QObject

    clock, holder = BusyClock(), QObject()
    clock.hold(holder)
    holder.deleteLater()
    qtbot.waitUntil(lambda: not clock.is_running)


# --- right to left ---


def test_marks_and_clicks_are_mirrored(view, qtbot):
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    view.refresh_look()
    first = mark_point(view, 0, KINDS[0])
    last = mark_point(view, 0, KINDS[-1])
    assert first.x() > last.x()
    with qtbot.waitSignal(view.serviceToggleRequested) as told:
        QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, first)
    assert told.args[1] is KINDS[0]
    view.grab()


# --- columns ---


def test_the_layout_comes_back(view, model, look, qtbot):
    header = view.header
    header.show_column("notes", True)
    header.show_column("uptime", False)
    header.moveSection(header.visualIndex(model.column_of("cpu")), 0)
    header.resizeSection(model.column_of("host"), 222)
    model.set_sort([SortKey("cpu", descending=True), SortKey("name")])
    saved = header.saved_layout()
    other_model = VmTableModel(look, lambda: 0.0)
    other = VmTableView(other_model, look, BusyClock())
    qtbot.addWidget(other)
    assert other.header.restore_layout(saved)
    assert other.header.logicalIndex(0) == model.column_of("cpu")
    assert other.header.sectionSize(model.column_of("host")) == 222
    assert not other.header.isSectionHidden(model.column_of("notes"))
    assert other.header.isSectionHidden(model.column_of("uptime"))
    assert other_model.sort_keys == (SortKey("cpu", descending=True), SortKey("name"))
    assert other.header.sortIndicatorSection() == model.column_of("cpu")
    assert other.header.saved_layout() == saved


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"version": 99}', '{"version": 1, "columns": [1, {"id": 2}]}', "null"],
)
def test_a_layout_that_is_none_changes_nothing(view, text):
    before = view.header.saved_layout()
    assert not view.header.restore_layout(text)
    assert view.header.saved_layout() == before


def test_a_layout_of_another_release_is_understood(view, model):
    data = json.loads(view.header.saved_layout())
    data["columns"] = [c for c in data["columns"] if c["id"] not in ("cpu", "host")]
    data["columns"].insert(0, {"id": "gone", "width": 10**9, "is_shown": True})
    data["sort"] = [["gone", True], ["state", True]]
    assert view.header.restore_layout(json.dumps(data))
    order = [model.columns[view.header.logicalIndex(v)].id for v in range(view.header.count())]
    assert order[:4] == ["name", "host", "state", "cpu"]
    assert model.sort_keys == (SortKey("state", descending=True),)


def test_the_last_column_cannot_be_hidden(view, model):
    for column in model.columns:
        view.header.show_column(column.id, False)
    assert view.header.hiddenSectionCount() == view.header.count() - 1


def test_the_menu_shows_and_hides_columns(view, model, qtbot):
    menu = view.header.make_menu()
    action = next(a for a in menu.actions() if a.data() == "notes")
    assert not action.isChecked()
    with qtbot.waitSignal(view.header.layout_changed):
        action.trigger()
    assert not view.header.isSectionHidden(model.column_of("notes"))
    next(a for a in menu.actions() if a.objectName() == "resetColumns").trigger()
    assert view.header.isSectionHidden(model.column_of("notes"))


def test_a_click_on_a_heading_sorts(view, model):
    header = view.header
    x = header.sectionViewportPosition(model.column_of("memory")) + 20
    QTest.mouseClick(header.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, QPoint(x, 8))
    assert model.sort_keys[0].column == "memory"
    assert header.sortIndicatorSection() == model.column_of("memory")


def test_new_columns_stand_behind_their_neighbour():
    assert merged_order(["a", "b", "c", "d"], ["d", "a", "x"]) == ["d", "a", "b", "c"]
    assert layout_from_json('{"version": 1, "columns": []}') is None


def test_hidden_widths_come_back(view, model):
    column = model.column_of("host")
    view.header.resizeSection(column, 199)
    view.header.show_column("host", False)
    view.header.show_column("host", True)
    assert view.header.sectionSize(column) == 199


def test_a_narrow_column_keeps_its_drawing_to_itself(view, model):
    """Whatever the width of the columns, nothing spills over the edge of the last one."""
    for column in model.columns:
        view.header.show_column(column.id, column.id in ("services", "cpu", "name"))
        view.header.resizeSection(model.column_of(column.id), 30)
    view.clearSelection()
    view.viewport().setFocus()
    image = view.viewport().grab().toImage()
    base = image.pixelColor(image.width() - 2, image.height() - 2)
    spilled = [
        (x, y)
        for y in range(3 * view.rowHeight(0))
        for x in range(91, 200)
        if image.pixelColor(x, y) != base
    ]
    assert spilled == []


def test_selected_stale_and_plain_rows_have_backgrounds_of_their_own(view, model):
    from console.model.host import LinkState

    away = rows_of(host("hv2", vm("zz"), link=LinkState.STALE))
    model.update(away)
    view.select_keys([key("hv1", "vm2")])
    image = view.viewport().grab().toImage()
    height = view.rowHeight(0)
    edge = view.columnViewportPosition(model.column_of("host")) + 3
    colours = [image.pixelColor(edge, n * height + 2).name() for n in range(4)]
    assert colours[1] == view.palette().highlight().color().name()
    assert colours[3] == view.model()._look.colour("row-stale").name()
    assert len({colours[0], colours[1], colours[3]}) == 3
    assert colours[0] == colours[2]
