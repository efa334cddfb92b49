"""Switches of a read-only host: greyed, locked, and saying why, wherever there are any."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QToolTip

from console.model.host import LinkState
from console.model.network import AddressFamily, GuestNetwork
from console.model.service import ServiceKind
from console.ui.models.matrix_text import explained
from console.ui.models.rows import Pending
from console.ui.models.service_matrix import column_of
from console.ui.panels.guest_tab import GuestTab
from console.ui.panels.inspector import Inspector
from console.ui.panels.matrix_panel import MatrixPanel
from console.ui.selection import VmChoice
from console.ui.sentences.read_only import read_only, unchangeable
from console.ui.theme import Theme
from console.ui.widgets.busy_clock import BusyClock
from console.ui.widgets.marks_delegate import MarksDelegate, mark_tooltip
from console.ui.widgets.toggle_switch import ToggleSwitch
from tests.ui.fleets import host, rows_of, services, vm
from tests.ui.samples import sample_hosts

K = ServiceKind
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SAID = "The host is read-only here."


@pytest.fixture(autouse=True)
def no_tooltip_stays(qapp):
    yield
    QToolTip.hideText()


@pytest.fixture
def said(monkeypatch):
    texts = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, *_: texts.append(text))
    return texts


@pytest.fixture
def inspector(qtbot):
    theme, clock = Theme("light"), BusyClock()
    pane = Inspector(theme, lambda parent: ToggleSwitch(theme, clock, parent))
    clock.setParent(pane)
    qtbot.addWidget(pane)
    pane.resize(360, 900)
    pane.show()
    return pane


@pytest.fixture
def matrix(qtbot):
    panel = MatrixPanel(Theme("light"), BusyClock())
    qtbot.addWidget(panel)
    panel.resize(1200, 400)
    free, locked = host("hv1", vm("a")), host("hv2", vm("b"), is_read_only=True)
    panel.model.apply(rows_of(free, locked))
    panel.show()
    return panel


def shown(inspector, snapshot):
    inspector.show_vm(VmChoice(snapshot, snapshot.vms[0]), 1)
    return inspector.findChild(ToggleSwitch, "kvpSwitch")


def test_what_forbids_a_change_is_told_once():
    plain = sample_hosts()[0]
    assert unchangeable(plain) == ""
    assert unchangeable(replace(plain, is_read_only=True)) == SAID == read_only()
    assert unchangeable(replace(plain, link=LinkState.STALE)) == "The host is not connected."
    assert unchangeable(None) == "The host is not connected."


def test_the_panel_greys_its_switches_and_says_why(inspector):
    snapshot = sample_hosts()[0]
    switch = shown(inspector, snapshot)
    note = inspector.findChild(QLabel, "vmStale")
    assert switch.isEnabled()
    assert not switch.toolTip()
    assert not note.isVisible()
    switch = shown(inspector, replace(snapshot, is_read_only=True))
    assert not switch.isEnabled()
    assert SAID in switch.toolTip()
    assert SAID in switch.accessibleDescription()
    assert note.isVisible()
    assert note.text() == SAID
    switch = shown(inspector, replace(snapshot, is_read_only=True, link=LinkState.STALE))
    assert note.text().splitlines()[-1] == SAID
    assert len(note.text().splitlines()) == 2
    switch = shown(inspector, snapshot)
    assert switch.isEnabled()
    assert not note.isVisible()


def place_of(matrix, label):
    rows = range(matrix.model.rowCount())
    return next(n for n in rows if matrix.model.row_at(n).host.label == label)


def image_of(matrix, label):
    matrix.view.clearSelection()
    index = matrix.model.index(place_of(matrix, label), column_of(K.KVP))
    return matrix.view.viewport().grab(matrix.view.visualRect(index)).toImage()


def test_the_matrix_draws_a_locked_switch(matrix):
    free, locked = image_of(matrix, "hv1"), image_of(matrix, "hv2")
    assert free.size() == locked.size()
    assert free != locked
    off = tuple(replace(s, enabled=False) for s in services())
    rows = [matrix.model.row_at(n) for n in range(2)]
    matrix.model.update([replace(row, vm=replace(row.vm, services=off)) for row in rows])
    assert image_of(matrix, "hv1") != image_of(matrix, "hv2") != locked


def test_a_locked_switch_asks_for_nothing_and_says_why(matrix, said):
    asked = []
    matrix.toggle_requested.connect(lambda *a: asked.append(a))
    place = place_of(matrix, "hv2")
    index = matrix.model.index(place, column_of(K.KVP))
    cell = matrix.view.visualRect(index)
    point = matrix.view.itemDelegate().switch_rect(cell).center()
    QTest.mouseClick(matrix.view.viewport(), LEFT, NONE, point)
    matrix.view.setCurrentIndex(index)
    QTest.keyClick(matrix.view, Qt.Key.Key_Space)
    assert asked == []
    assert len(said) == 2
    assert all(SAID in text for text in said)
    row = matrix.model.row_at(place)
    assert explained(row, column_of(K.KVP)).endswith(SAID)
    free = matrix.model.index(place_of(matrix, "hv1"), column_of(K.KVP))
    matrix.view.setCurrentIndex(free)
    QTest.keyClick(matrix.view, Qt.Key.Key_Space)
    assert len(asked) == 1


def test_marks_of_the_list_say_it_too(matrix, said):
    (free,), (locked,) = (
        rows_of(host("hv1", vm("a"))),
        rows_of(host("hv2", vm("b"), is_read_only=True)),
    )
    asked = []
    theme = Theme("light")
    marks = MarksDelegate(None, theme, BusyClock(parent=matrix), matrix)
    marks.serviceToggleRequested.connect(lambda *a: asked.append(a))
    marks.request_toggle(locked, K.KVP)
    assert asked == []
    assert SAID in said[0]
    marks.request_toggle(replace(locked, pending=Pending(frozenset({(K.KVP, True)}))), K.KVP)
    assert len(said) == 1
    marks.request_toggle(free, K.KVP)
    assert len(asked) == 1
    assert SAID in mark_tooltip(locked, K.KVP)
    assert SAID not in mark_tooltip(free, K.KVP)


def test_the_guest_tab_says_why_its_buttons_are_grey(qtbot):
    tab = GuestTab(Theme("light"))
    qtbot.addWidget(tab)
    tab.show_networks((GuestNetwork("N1", "LAN", AddressFamily.IPV4, dhcp=True),))
    names = ("itemAdd", "itemChange", "itemRemove", "guestCopyFile", "adapterChange0")
    buttons = [tab.findChild(QAbstractButton, name) for name in names]
    assert all(buttons)
    tab.set_can_change(False, SAID)
    assert not any(button.isEnabled() for button in buttons)
    assert all(SAID in button.toolTip() for button in buttons)
    tab.set_can_change(True)
    assert not any(SAID in button.toolTip() for button in buttons)
