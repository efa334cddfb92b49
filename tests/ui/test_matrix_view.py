"""The service matrix as it is used: clicks, keys, rectangles, bulk, filters, look."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QMenu, QPushButton

from console.model.service import ServiceKind, ServiceSnapshot, ServiceStatus
from console.ui.colours import TEXT_ROLES
from console.ui.models.matrix_cell import CellState, cell_word
from console.ui.models.rows import Pending
from console.ui.models.service_matrix import NAME, TROUBLE, column_of
from console.ui.panels.matrix_panel import MatrixPanel
from console.ui.theme import Theme
from console.ui.widgets.busy_clock import BusyClock
from console.ui.widgets.matrix_delegate import LOOKS, MatrixDelegate
from tests.ui.fleets import host, key, large_fleet, rows_of, vm

K, S = ServiceKind, ServiceStatus
LEFT = Qt.MouseButton.LeftButton
NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


def services(**special):
    normal = {kind.value: ServiceSnapshot(kind, True, S.OK) for kind in K}
    return tuple((normal | special).values())


@pytest.fixture
def clock(qapp):
    return BusyClock()


@pytest.fixture
def panel(clock, qtbot):
    made = MatrixPanel(Theme("light"), clock)
    qtbot.addWidget(made)
    made.resize(1200, 500)
    off = services(kvp=ServiceSnapshot(K.KVP, False))
    absent = services(vss=ServiceSnapshot(K.VSS, None))
    made.model.apply(
        rows_of(
            host(
                "hv1", vm("a", services=services()), vm("b", services=off),
                vm("c", services=absent), vm("d", services=services()),
            )
        )
    )  # fmt: skip
    made.model.sort(NAME)
    made.show()
    made.view.setFocus()
    return made


@pytest.fixture
def toggles(panel):
    seen: list[tuple[str, ServiceKind, bool]] = []
    panel.toggle_requested.connect(lambda k, kind, on: seen.append((k.vm, kind, on)))
    return seen


def cell(panel: MatrixPanel, row: int, column: int):
    return panel.view.visualRect(panel.model.index(row, column))


def switch_point(panel: MatrixPanel, row: int, kind: ServiceKind) -> QPoint:
    delegate = panel.view.findChild(MatrixDelegate)
    return delegate.switch_rect(cell(panel, row, column_of(kind))).center()


def word_point(panel: MatrixPanel, row: int, kind: ServiceKind) -> QPoint:
    return cell(panel, row, column_of(kind)).center() + QPoint(25, 0)


def click(panel: MatrixPanel, point: QPoint, modifier=NONE) -> None:
    QTest.mouseClick(panel.view.viewport(), LEFT, modifier, point)


def drag(panel: MatrixPanel, *points: QPoint) -> None:
    viewport = panel.view.viewport()
    QTest.mousePress(viewport, LEFT, NONE, points[0])
    for point in points[1:]:
        QTest.mouseMove(viewport, point)
    QTest.mouseRelease(viewport, LEFT, NONE, points[-1])


def chosen(panel: MatrixPanel) -> list[tuple[str, ServiceKind]]:
    return [(k.vm, kind) for k, kind in panel.view.cells]


def button(panel: MatrixPanel, name: str) -> QPushButton:
    return panel.findChild(QPushButton, name)


# --- switching one ---


def test_a_click_on_a_switch_asks_for_the_other_value(panel, toggles):
    click(panel, switch_point(panel, 0, K.KVP))
    click(panel, switch_point(panel, 1, K.KVP))
    assert toggles == [("a", K.KVP, False), ("b", K.KVP, True)]


def test_a_click_on_the_word_only_selects(panel, toggles):
    click(panel, word_point(panel, 0, K.KVP))
    assert toggles == []
    assert chosen(panel) == [("a", K.KVP)]


def test_a_click_with_a_modifier_only_selects(panel, toggles):
    click(panel, switch_point(panel, 0, K.KVP))
    toggles.clear()
    click(panel, switch_point(panel, 2, K.SHUTDOWN), SHIFT)
    assert toggles == []
    assert len(chosen(panel)) == 6


def test_a_drag_that_begins_on_a_switch_selects_and_switches_nothing(panel, toggles):
    start = switch_point(panel, 0, K.TIME_SYNC)
    drag(panel, start, word_point(panel, 1, K.HEARTBEAT), word_point(panel, 2, K.KVP))
    assert toggles == []
    assert len(chosen(panel)) == 9


def test_a_drag_that_comes_back_switches_nothing(panel, toggles):
    start = switch_point(panel, 0, K.TIME_SYNC)
    drag(panel, start, word_point(panel, 2, K.KVP), start)
    assert toggles == []


def test_space_switches_the_cell_under_the_keyboard(panel, toggles):
    panel.view.setCurrentIndex(panel.model.index(1, column_of(K.KVP)))
    QTest.keyClick(panel.view, Qt.Key.Key_Space)
    assert toggles == [("b", K.KVP, True)]


@pytest.mark.parametrize("pending", [None, Pending(frozenset({(K.KVP, False)}))])
def test_what_is_absent_or_being_switched_cannot_be_switched(panel, toggles, pending):
    if pending is None:
        row, kind = 2, K.VSS
    else:
        row, kind = 0, K.KVP
        panel.model.update([replace(panel.model.row_at(0), pending=pending)])
    click(panel, switch_point(panel, row, kind))
    panel.view.setCurrentIndex(panel.model.index(row, column_of(kind)))
    QTest.keyClick(panel.view, Qt.Key.Key_Space)
    assert toggles == []


# --- selecting ---


def test_a_click_on_the_name_selects_the_row(panel):
    click(panel, cell(panel, 1, NAME).center())
    assert chosen(panel) == [("b", kind) for kind in K]


def test_a_drag_over_names_selects_rows(panel):
    drag(panel, *(cell(panel, row, NAME).center() for row in (0, 1, 2)))
    assert chosen(panel) == [(name, kind) for name in "abc" for kind in K]


def test_a_rectangle_that_ends_on_names_stays_a_rectangle(panel):
    end = cell(panel, 1, TROUBLE).center()
    drag(panel, word_point(panel, 0, K.HEARTBEAT), word_point(panel, 1, K.TIME_SYNC), end)
    assert chosen(panel) == [(n, kind) for n in "ab" for kind in (K.TIME_SYNC, K.HEARTBEAT)]


def test_keys_select_column_and_row(panel):
    panel.view.setCurrentIndex(panel.model.index(1, column_of(K.VSS)))
    QTest.keyClick(panel.view, Qt.Key.Key_Space, CTRL)
    assert chosen(panel) == [(name, K.VSS) for name in "abcd"]
    QTest.keyClick(panel.view, Qt.Key.Key_Space, SHIFT)
    assert chosen(panel) == [("b", kind) for kind in K]


def test_a_selection_grows_to_its_column_by_the_button(panel):
    click(panel, word_point(panel, 3, K.VSS))
    QTest.mouseClick(button(panel, "matrixColumn"), LEFT)
    assert chosen(panel) == [(name, K.VSS) for name in "abcd"]


def test_the_selection_is_kept_by_cell_through_sort_update_and_filter(panel):
    wanted = ((key("hv1", "b"), K.KVP), (key("hv1", "d"), K.VSS))
    panel.view.select_cells(wanted)
    panel.model.sort(NAME, Qt.SortOrder.DescendingOrder)
    assert set(panel.view.cells) == set(wanted)
    panel.model.update([], [key("hv1", "a")])
    assert set(panel.view.cells) == set(wanted)
    panel.filter.type("d")
    assert chosen(panel) == [("d", K.VSS)]  # what is not shown is not switched with the rest


def test_the_selection_is_kept_through_a_reset(panel):
    panel.view.select_cells(((key("hv1", "b"), K.KVP), (key("hv1", "c"), K.KVP)))
    panel.model.apply([*panel.model.shown_rows(), *rows_of(*large_fleet(700))])
    assert chosen(panel) == [("b", K.KVP), ("c", K.KVP)]


# --- switching many ---


@pytest.mark.parametrize(("name", "on"), [("matrixOn", True), ("matrixOff", False)])
def test_the_buttons_ask_for_all_selected_cells_at_once(panel, name, on):
    asked: list[tuple[tuple, bool]] = []
    panel.bulk_requested.connect(lambda cells, value: asked.append((cells, value)))
    drag(panel, word_point(panel, 0, K.KVP), word_point(panel, 1, K.SHUTDOWN))
    QTest.mouseClick(button(panel, name), LEFT)
    cells = tuple((key("hv1", n), kind) for n in "ab" for kind in (K.KVP, K.SHUTDOWN))
    assert asked == [(cells, on)]


def test_without_a_selection_there_is_nothing_to_switch(panel):
    assert not button(panel, "matrixOn").isEnabled()
    click(panel, word_point(panel, 0, K.KVP))
    assert button(panel, "matrixOn").isEnabled()
    panel.view.clearSelection()
    assert not button(panel, "matrixOff").isEnabled()


def test_the_number_of_selected_cells_is_told(panel):
    panel.view.select_service(K.VSS)
    assert "4" in panel.findChild(QLabel, "matrixSelected").text()
    assert panel.view.extent == (4, 4, frozenset({K.VSS}))


def test_the_menu_does_what_the_buttons_do(panel, monkeypatch):
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)  # the off-screen platform has none
    asked: list[bool] = []
    panel.bulk_requested.connect(lambda _cells, on: asked.append(on))
    panel.view.select_service(K.VSS)
    panel.view.customContextMenuRequested.emit(word_point(panel, 0, K.VSS))
    panel.findChild(QMenu, "matrixMenu").actions()[0].trigger()
    assert asked == [True]


# --- the rest ---


def test_a_double_click_on_a_name_opens_the_machine_and_on_a_service_does_not(panel, toggles):
    opened: list[str] = []
    panel.vm_activated.connect(lambda k: opened.append(k.vm))
    for point in (cell(panel, 1, NAME).center(), word_point(panel, 0, K.VSS)):
        click(panel, point)
        QTest.mouseDClick(panel.view.viewport(), LEFT, NONE, point)
    assert opened == ["b"]


def test_choices_filter(panel):
    show = panel.findChild(QComboBox, "matrixShow")
    show.setCurrentIndex(show.findText("Off"))
    assert [row.vm.name for row in panel.model.shown_rows()] == ["b"]
    kind = panel.findChild(QComboBox, "matrixKind")
    kind.setCurrentIndex(kind.findText("Backup"))
    assert panel.model.rowCount() == 0
    kind.setCurrentIndex(0)
    show.setCurrentIndex(0)
    assert panel.model.rowCount() == 4


def test_a_tag_that_nobody_has_any_more_no_longer_filters(panel):
    panel.set_tags({key("hv1", "b"): ("web",)})
    tag = panel.findChild(QComboBox, "matrixTag")
    tag.setCurrentIndex(1)
    assert panel.model.rowCount() == 1
    panel.set_tags({})
    assert panel.model.rowCount() == 4
    assert tag.count() == 1


def test_tags_that_notes_gain_can_be_chosen(panel):
    row = panel.model.row_at(0)
    panel.model.update([replace(row, vm=replace(row.vm, notes="Owner: #ops"))])
    assert panel.findChild(QComboBox, "matrixTag").findText("#ops") > 0


def test_every_state_has_a_look_of_its_own_without_colour():
    looks = {state: (icon, cell_word(state)) for state, (icon, _) in LOOKS.items()}
    assert set(looks) == set(CellState)
    assert len(set(looks.values())) == len(CellState)


def test_every_state_is_drawn_in_a_colour_that_can_be_read():
    """The contrast of these roles on every background is tested with the schemes."""
    assert {role for _, role in LOOKS.values()} <= set(TEXT_ROLES)


def image_of(panel: MatrixPanel, row: int, kind: ServiceKind) -> QImage:
    return panel.view.viewport().grab(cell(panel, row, column_of(kind))).toImage()


def test_pending_absent_off_and_on_look_different(panel):
    on, off = image_of(panel, 0, K.KVP), image_of(panel, 1, K.KVP)
    absent = image_of(panel, 2, K.VSS)
    asked = Pending(frozenset({(K.KVP, True)}))
    panel.model.update([replace(panel.model.row_at(1), pending=asked)])
    pending = image_of(panel, 1, K.KVP)
    images = [on, off, absent, pending]
    assert not any(a == b for n, a in enumerate(images) for b in images[n + 1 :])


def test_what_is_being_switched_turns(panel, clock, qtbot):
    asked = Pending(frozenset({(K.KVP, True)}))
    panel.model.update([replace(panel.model.row_at(1), pending=asked)])
    before = image_of(panel, 1, K.KVP)
    clock.hold(panel)
    qtbot.waitUntil(lambda: clock.frame not in (0, 6))
    assert image_of(panel, 1, K.KVP) != before
    clock.release(panel)


def test_everything_fits_a_window_of_1200(panel):
    header = panel.view.horizontalHeader()
    assert header.length() <= panel.view.viewport().width()


def test_the_services_stand_next_to_the_name(panel):
    header = panel.view.horizontalHeader()
    assert [header.visualIndex(column_of(kind)) for kind in K] == [2, 3, 4, 5, 6, 7]


def test_words_fit_their_columns(panel):
    metrics = panel.view.fontMetrics()
    for kind in K:
        heading = panel.model.counts.heading(kind)
        width = panel.view.columnWidth(column_of(kind))
        assert max(metrics.horizontalAdvance(line) for line in heading.splitlines()) + 8 <= width


def test_a_change_of_scheme_and_of_language_keeps_selection_and_choice(panel):
    panel.view.select_service(K.VSS)
    before = chosen(panel)
    show = panel.findChild(QComboBox, "matrixShow")
    show.setCurrentIndex(show.findText("Off"))
    panel.refresh_look()
    panel.retranslate()
    assert show.currentText() == "Off"
    assert panel.model.rowCount() == 1
    assert chosen(panel) == [one for one in before if one[0] == "b"]


def test_every_part_can_be_named_by_a_screen_reader(panel):
    assert panel.view.accessibleName()
    assert all(box.accessibleName() for box in panel.findChildren(QComboBox))
    assert all(one.text() for one in panel.findChildren(QPushButton))


def test_pictures_of_cells_follow_words_colours_and_fonts(panel):
    drawn = []
    delegate = panel.view.itemDelegate()
    draw = delegate._draw

    def noted(face):
        drawn.append(face)
        return draw(face)

    delegate._draw = noted
    panel.view.refresh_look()
    panel.view.viewport().repaint()
    assert drawn
    drawn.clear()
    panel.view.viewport().repaint()
    assert not drawn, "drawn once, and kept"
    panel.retranslate()
    panel.view.viewport().repaint()
    assert drawn, "the words may be others"
    drawn.clear()
    font = panel.view.font()
    font.setPointSize(font.pointSize() + 3)
    panel.view.setFont(font)
    panel.view.viewport().repaint()
    assert drawn
