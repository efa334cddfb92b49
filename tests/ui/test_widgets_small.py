"""The filter box and the switch."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from console.ui.widgets.busy_clock import BusyClock
from console.ui.widgets.filter_box import FilterBox
from console.ui.widgets.toggle_switch import ToggleSwitch


@pytest.fixture
def box(look, qtbot):
    made = FilterBox(look)
    qtbot.addWidget(made)
    made.show()
    return made


def line(box: FilterBox) -> QLineEdit:
    found = box.findChild(QLineEdit)
    assert found is not None
    return found


def test_every_letter_filters(box):
    typed = []
    box.changed.connect(typed.append)
    QTest.keyClicks(line(box), "we")
    assert typed == ["w", "we"]
    assert box.text == "we"


def test_escape_clears_and_then_leaves(box, qtbot):
    QTest.keyClicks(line(box), "we")
    with qtbot.assertNotEmitted(box.left):
        QTest.keyClick(line(box), Qt.Key.Key_Escape)
    assert box.text == ""
    with qtbot.waitSignal(box.left):
        QTest.keyClick(line(box), Qt.Key.Key_Escape)


def test_it_says_how_many_pass(box):
    label = box.findChild(QLabel)
    box.show_counts(37, 812)
    assert label.text() == "37 of 812"
    box.show_counts(812, 812)
    assert label.text().startswith("812 ")
    assert line(box).accessibleName() == "Filter"


@pytest.fixture
def clock(qapp):
    return BusyClock()


@pytest.fixture
def switch(look, clock, qtbot):
    made = ToggleSwitch(look, clock)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_switch_asks_and_does_not_move(switch, qtbot):
    with qtbot.waitSignal(switch.requested) as told:
        QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert told.args == [True]
    assert not switch.isChecked()
    switch.setChecked(True)
    with qtbot.waitSignal(switch.requested) as told:
        QTest.keyClick(switch, Qt.Key.Key_Space)
    assert told.args == [False]


def test_a_busy_switch_asks_for_nothing_and_turns(switch, clock, qtbot):
    switch.setBusy(True)
    assert clock.is_running
    with qtbot.assertNotEmitted(switch.requested):
        QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
    switch.setBusy(False)
    assert not clock.is_running


def test_on_and_off_differ_by_shape_in_both_directions(switch):
    pictures = set()
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        for is_on in (False, True):
            switch.setLayoutDirection(direction)
            switch.setChecked(is_on)
            image = switch.grab().toImage()
            pictures.add(bytes(image.constBits()))
    assert len(pictures) == 4


def test_a_screen_reader_finds_a_switch(switch):
    switch.setAccessibleName("Heartbeat")
    switch.setChecked(True)
    interface = QAccessible.queryAccessibleInterface(switch)
    assert interface.text(QAccessible.Text.Name) == "Heartbeat"
    assert interface.state().checkable
    assert interface.state().checked
