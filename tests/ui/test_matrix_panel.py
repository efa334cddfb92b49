"""The service matrix by keyboard, right to left, with hostile names; what it tells the window."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from console.model.identity import VmKey
from console.model.service import ServiceKind, ServiceSnapshot, ServiceStatus
from console.ui.models.matrix_feed import MatrixFeed
from console.ui.models.matrix_filter import MatrixFilter, MatrixShow
from console.ui.models.rows import Pending, VmRow, face_of, make_row
from console.ui.models.service_matrix import (
    DRIFT,
    NAME,
    TROUBLE,
    ServiceMatrixModel,
    column_of,
)
from console.ui.panels.matrix_panel import MatrixPanel
from console.ui.theme import Theme
from console.ui.widgets.busy_clock import BusyClock
from console.ui.widgets.matrix_delegate import MatrixDelegate
from tests.ui.fleets import host, key, rows_of, vm

K, S = ServiceKind, ServiceStatus
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def services(**special):
    normal = {kind.value: ServiceSnapshot(kind, True, S.OK) for kind in K}
    return tuple((normal | special).values())


@pytest.fixture
def panel(qtbot):
    made = MatrixPanel(Theme("light"), BusyClock())
    qtbot.addWidget(made)
    made.resize(1200, 400)
    absent = services(vss=ServiceSnapshot(K.VSS, None))
    made.model.apply(
        rows_of(host("hv1", *(vm(n, services=services()) for n in "abc"), vm("d", services=absent)))
    )
    made.model.sort(NAME)
    made.show()
    made.activateWindow()
    made.view.setFocus()
    return made


def go_to(panel, row: int, column: int) -> None:
    panel.view.setCurrentIndex(panel.model.index(row, column))


def press(panel, pressed, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(panel.view, pressed, modifier)


def asked_of(signal) -> list:
    seen: list = []
    signal.connect(lambda *values: seen.append(values if len(values) > 1 else values[0]))
    return seen


def chosen(panel) -> list[tuple[str, ServiceKind]]:
    return [(k.vm, kind) for k, kind in panel.view.cells]


# --- keys ---


def test_the_arrow_keys_tell_the_machine_that_they_arrive_at(panel):
    go_to(panel, 0, column_of(K.KVP))
    told: list[VmKey] = asked_of(panel.vm_selected)
    press(panel, Qt.Key.Key_Down)
    assert told[-1] == key("hv1", "b")
    press(panel, Qt.Key.Key_Down, SHIFT)
    assert told[-1] == key("hv1", "c")
    press(panel, Qt.Key.Key_Down, CTRL)
    assert told[-1] == key("hv1", "d")
    assert set(told) == {key("hv1", n) for n in "bcd"}


def test_enter_opens_the_machine(panel):
    opened = asked_of(panel.vm_activated)
    go_to(panel, 2, NAME)
    press(panel, Qt.Key.Key_Return)
    press(panel, Qt.Key.Key_Enter)
    assert opened == [key("hv1", "c")] * 2


def test_a_rectangle_of_keys_is_what_the_buttons_switch(panel):
    asked = asked_of(panel.bulk_requested)
    go_to(panel, 0, column_of(K.HEARTBEAT))
    press(panel, Qt.Key.Key_Down, SHIFT)
    press(panel, Qt.Key.Key_Right, SHIFT)
    panel.findChild(QPushButton, "matrixOff").click()
    two = list(K)[list(K).index(K.HEARTBEAT):][:2]  # fmt: skip
    assert asked == [(tuple((key("hv1", n), kind) for n in "ab" for kind in two), False)]


def test_ctrl_space_takes_the_column_and_shift_space_the_row_and_neither_switches(panel):
    toggled = asked_of(panel.toggle_requested)
    go_to(panel, 1, column_of(K.VSS))
    press(panel, Qt.Key.Key_Space, CTRL)
    assert chosen(panel) == [(n, K.VSS) for n in "abcd"]
    press(panel, Qt.Key.Key_Space, SHIFT)
    assert chosen(panel) == [("b", kind) for kind in K]
    assert toggled == []


def test_space_on_an_absent_service_or_a_name_does_nothing(panel):
    toggled = asked_of(panel.toggle_requested)
    for row, column in ((3, column_of(K.VSS)), (0, NAME), (0, TROUBLE)):
        go_to(panel, row, column)
        press(panel, Qt.Key.Key_Space)
    assert toggled == []
    go_to(panel, 0, column_of(K.VSS))
    press(panel, Qt.Key.Key_Space)
    assert toggled == [(key("hv1", "a"), K.VSS, False)]


# --- selection ---


def test_the_selection_stays_with_its_cells_through_a_sort_by_what_changed(panel):
    panel.view.select_cells(((key("hv1", "a"), K.KVP), (key("hv1", "c"), K.VSS)))
    panel.model.sort(NAME, Qt.SortOrder.DescendingOrder)
    assert set(chosen(panel)) == {("a", K.KVP), ("c", K.VSS)}
    panel.model.sort(column_of(K.VSS))
    assert set(chosen(panel)) == {("a", K.KVP), ("c", K.VSS)}


def test_what_is_pressed_is_told_as_selected(panel):
    told = asked_of(panel.vm_selected)
    cell = panel.view.visualRect(panel.model.index(2, NAME)).center()
    QTest.mouseClick(panel.view.viewport(), LEFT, pos=cell)
    assert told[-1] == key("hv1", "c")
    assert panel.findChild(QLabel, "matrixSelected").text().startswith("6 services")


# --- right to left, hostile names ---


def test_right_to_left_draws_and_the_switch_is_where_it_is_drawn(panel):
    panel.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    toggled = asked_of(panel.toggle_requested)
    index = panel.model.index(0, column_of(K.KVP))
    cell = panel.view.visualRect(index)
    switch = panel.view.findChild(MatrixDelegate).switch_rect(cell)
    assert cell.contains(switch)
    assert switch.center().x() > cell.center().x()
    assert not panel.grab().isNull()
    QTest.mouseClick(panel.view.viewport(), LEFT, pos=switch.center())
    assert toggled == [(key("hv1", "a"), K.KVP, False)]


@pytest.mark.parametrize("name", ["<b>x</b>", "a\nb\tc", "\u202egnp.exe", "%1 %n &amp; &x", ""])
def test_hostile_names_are_shown_and_spoken_as_they_are(panel, name):
    panel.model.apply(rows_of(host("hv1", vm(name, id="evil", services=services()))))
    shown = panel.model.index(0, NAME).data()
    assert shown == " ".join(name.split())
    spoken = panel.model.index(0, column_of(K.KVP)).data(Qt.ItemDataRole.AccessibleTextRole)
    assert name in spoken
    assert not panel.grab().isNull()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_long_tag_does_not_widen_the_window_and_is_read_in_the_open_list(panel):
    before = panel.minimumSizeHint().width()
    panel.set_tags({key("hv1", "a"): ("x" * 300, "short")})
    tag = panel.findChild(QComboBox, "matrixTag")
    assert tag.isVisible()
    assert panel.minimumSizeHint().width() < before + 120
    assert tag.sizeHint().width() < 300
    tag.showPopup()
    assert tag.view().minimumWidth() > tag.width()
    tag.hidePopup()


# --- language, feed ---


def test_a_change_of_language_keeps_the_choice_and_what_is_told(panel):
    go_to(panel, 1, column_of(K.KVP))
    panel.view.select_service(K.KVP)
    told = panel.findChild(QLabel, "matrixSelected").text()
    selected = asked_of(panel.vm_selected)
    panel.retranslate()
    panel.refresh_look()
    assert panel.findChild(QLabel, "matrixSelected").text() == told
    assert len(chosen(panel)) == 4
    assert selected == [], "another machine may be selected in another view by now"


def test_the_feed_hands_on_only_while_the_matrix_is_shown(look):
    model = ServiceMatrixModel(look)
    feed = MatrixFeed(model)
    first, second = rows_of(host("hv1", vm("a"), vm("b")))
    feed.apply([first])
    feed.update([second])
    assert model.total == 0
    feed.show(True)
    assert model.total == 2
    feed.update([], [first.key])
    assert model.total == 1
    feed.show(False)
    feed.apply([])
    assert model.total == 1
    feed.show(True)
    assert model.total == 0


# --- any sequence ---

STATUSES = st.sampled_from([S.OK, S.DEGRADED, S.NO_CONTACT, S.ERROR, False, None])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.integers(0, 7), STATUSES, STATUSES),
        st.tuples(st.just("ask"), st.integers(0, 7), st.sampled_from(list(K)), st.booleans()),
        st.tuples(st.just("drop"), st.integers(0, 7)),
        st.tuples(st.just("apply"), st.sets(st.integers(0, 7))),
        st.tuples(
            st.just("sort"),
            st.sampled_from([NAME, TROUBLE, DRIFT, *map(column_of, K)]),
            st.sampled_from(list(Qt.SortOrder)),
        ),
        st.tuples(
            st.just("filter"),
            st.sampled_from(["", "vm1", "hv1 vm"]),
            st.sampled_from(list(MatrixShow)),
            st.sampled_from([None, *K]),
        ),
    ),
    max_size=20,
)
FACE = face_of(host("hv1"))


def made(number: int, kvp=S.OK, vss=S.OK, known: VmRow | None = None) -> VmRow:
    def service(kind, told):
        is_told = isinstance(told, S)
        return ServiceSnapshot(kind, True if is_told else told, told if is_told else S.OK)

    told = services(kvp=service(K.KVP, kvp), vss=service(K.VSS, vss))
    return make_row(FACE, vm(f"vm{number}", services=told), known=known)


def names(model) -> list[str]:
    return [row.vm.name for row in model.shown_rows()]


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_after_any_sequence_it_shows_what_a_fresh_matrix_shows(look, steps):
    model = ServiceMatrixModel(look)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    rows: dict[VmKey, VmRow] = {}
    wanted, sort = MatrixFilter(), (TROUBLE, Qt.SortOrder.AscendingOrder)
    for name, *values in steps:
        if name in ("put", "ask"):
            row_key = key("hv1", f"vm{values[0]}")
            known = rows.get(row_key)
            row = made(*values, known=known) if name == "put" else known
            if row is None:
                continue
            if name == "ask":
                row = replace(row, pending=Pending(frozenset({tuple(values[1:])})))
            rows[row_key] = row
            model.update([row])
        elif name == "drop":
            rows.pop(key("hv1", f"vm{values[0]}"), None)
            model.update([], [key("hv1", f"vm{values[0]}")])
        elif name == "apply":
            rows = {row.key: row for row in map(made, sorted(values[0]))}
            model.apply(rows.values())
        elif name == "sort":
            sort = tuple(values)
            model.sort(*sort)
        else:
            wanted = MatrixFilter(*values)
            model.set_filter(wanted)
        fresh = ServiceMatrixModel(look)
        fresh.apply(rows.values())
        fresh.sort(*sort)
        fresh.set_filter(wanted)
        assert names(model) == names(fresh)
        assert model.total == len(rows)
        assert all(model.counts.of(kind) == fresh.counts.of(kind) for kind in K)
