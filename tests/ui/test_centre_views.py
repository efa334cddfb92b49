"""The views in the middle behind their tabs; what is explained and copied about a service."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QTabBar, QToolButton, QWidget

from console.model.service import ServiceKind
from console.ui.centre_views import CentreViews
from console.ui.panels.centre_panel import CentrePanel
from console.ui.panels.guest_step_box import GuestStepBox
from console.ui.panels.service_explanation import ServiceExplanation
from console.ui.selection import Selection
from console.ui.sentences.guest_steps import GuestStep
from console.ui.sentences.service_meaning import service_meaning
from console.ui.theme import Theme
from console.ui.widgets.busy_clock import BusyClock
from tests.ui.fleets import host, rows_of, vm

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

NOTHING = Selection()


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1100, 600)
    return made


@pytest.fixture
def views(window):
    theme = Theme("light")
    made = CentreViews(theme, BusyClock(window), lambda: 0.0, window)
    centre = CentrePanel(theme, tabs=made.tabs(), welcome=(), parent=window)
    centre.resize(window.size())
    made.follow(centre)
    centre.retranslate()
    centre.show_hosts(True)
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    return made, centre


def test_actions_show_the_views_and_tell_which(views):
    made, centre = views
    told: list[str] = []
    centre.view_changed.connect(told.append)
    bar = centre.findChild(QTabBar, "viewTabs")
    assert [bar.tabText(n) for n in range(bar.count())] == [
        "Virtual machines", "Integration services", "Profiles", "Screens",
    ]  # fmt: skip
    for name, widget in (("matrix", made.matrix), ("profiles", made.drift), ("list", made.page)):
        made.runs()[f"show-{name}"](NOTHING)
        assert centre.shown == name
        assert widget.isVisible()
    assert told == ["matrix", "profiles", "list"]
    centre.show_view("no such view")
    assert centre.shown == "list"


def test_the_keyboard_goes_into_the_view_that_is_shown(views):
    made, _ = views
    made.runs()["show-matrix"](NOTHING)
    assert made.matrix.view.hasFocus()
    made.runs()["show-list"](NOTHING)
    assert made.table.hasFocus()


def test_the_matrix_is_filled_only_while_it_is_shown(views):
    made, centre = views
    made.feed.apply(rows_of(host("hv1", vm("a"), vm("b"))))
    assert made.matrix.model.total == 0
    centre.show_view("matrix")
    assert made.matrix.model.total == 2
    centre.show_view("list")
    made.feed.apply([])
    assert made.matrix.model.total == 2


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [("list", "list", "page"), ("matrix", "matrix", "matrix"), ("profiles", "list", "page")],
)
def test_find_puts_the_keyboard_into_the_filter_of_what_is_shown(views, before, after, place):
    made, centre = views
    centre.show_view(before)
    made.runs()["find"](NOTHING)
    assert centre.shown == after
    assert getattr(made, place).filter.isAncestorOf(QGuiApplication.focusObject())
    assert isinstance(QGuiApplication.focusObject(), QLineEdit)


def test_without_hosts_there_is_the_welcome(views):
    made, centre = views
    centre.show_hosts(False)
    assert centre.is_welcoming
    assert not made.page.isVisible()
    centre.show_hosts(True)
    assert made.page.isVisible()


@pytest.mark.parametrize("kind", ServiceKind)
def test_a_service_is_explained_when_somebody_wants_to_know(qtbot, kind):
    box = ServiceExplanation(kind)
    qtbot.addWidget(box)
    box.retranslate()
    box.show()
    text = box.findChild(QLabel, f"{kind.value}Meaning")
    link = box.findChild(QToolButton, f"{kind.value}Explain")
    assert not text.isVisible()
    closed = link.text()
    QTest.keyClick(link, Qt.Key.Key_Space)
    assert text.isVisible()
    meaning = service_meaning(kind)
    for part in (meaning.does, meaning.relied_on, meaning.without, meaning.needs):
        assert part
        assert part in text.text()
    assert link.text() != closed
    assert link.text() in link.accessibleName()
    link.click()
    assert (text.isVisible(), link.text()) == (False, closed)


def test_the_commands_of_a_step_are_plain_and_copied_as_they_are(qtbot):
    owner = QWidget()
    qtbot.addWidget(owner)
    box = GuestStepBox("kvp", owner)
    box.retranslate("Data exchange")
    owner.show()
    assert not box.isVisible()
    commands = "sudo apt install <b>x</b>\nsudo systemctl enable --now hv-kvp-daemon"
    box.show_step(GuestStep("Install it.", commands))
    shown = box.findChild(QLabel, "kvpStepCommands")
    assert shown.textFormat() is Qt.TextFormat.PlainText
    copy = box.findChild(QToolButton, "kvpStepCopy")
    assert "Data exchange" in copy.accessibleName()
    copy.click()
    assert QGuiApplication.clipboard().text() == commands
    box.show_step(GuestStep("Look at the guest."))
    assert box.isVisible()
    assert not copy.isVisible()
    box.show_step(None)
    assert not box.isVisible()
