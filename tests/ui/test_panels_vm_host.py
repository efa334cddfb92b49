"""The panels of a VM and of a host, and the pane that shows one of them."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from console.model.guest import GuestFacts
from console.model.host import HostFacts, LinkState
from console.model.identity import VmId
from console.model.vm import Heartbeat, VmActivity, VmSnapshot, VmState
from console.ui.panels.host_facts import fact_values as host_values
from console.ui.panels.inspector import Inspector
from console.ui.panels.vm_facts import fact_values
from console.ui.selection import VmChoice
from console.ui.theme import Theme
from console.ui.widgets.busy_clock import BusyClock
from console.ui.widgets.toggle_switch import ToggleSwitch
from tests.ui.samples import sample_hosts, sample_vm

HOSTS = sample_hosts()


@pytest.fixture
def inspector(qtbot):
    theme = Theme("dark")
    clock = BusyClock()
    pane = Inspector(theme, lambda parent: ToggleSwitch(theme, clock, parent))
    clock.setParent(pane)
    qtbot.addWidget(pane)
    pane.resize(360, 800)
    pane.show()
    return pane


def _label(pane, name):
    return pane.findChild(QLabel, name)


def test_facts_of_a_running_vm():
    values = fact_values(sample_vm(1))
    assert values["cpu"] == "4, load 17 %"
    assert values["memory"] == "4 GB"
    assert values["heartbeat"] == "OK, applications healthy"
    assert values["guest"] == "Windows Server 2022 Datacenter 10.0.20348"
    assert values["addresses"].splitlines()[0] == "192.0.2.11"
    assert values["generation"] == "2, configuration version 10.0"


def test_what_a_host_did_not_tell_is_left_out():
    values = fact_values(VmSnapshot(VmId("A"), "bare"))
    shown = {name for name, text in values.items() if text}
    assert shown == {"heartbeat", "checkpoints"}


def test_dynamic_memory_tells_what_is_free():
    values = fact_values(replace(sample_vm(1), memory_available_percent=20))
    assert values["memory"] == "4 GB, 20 % of it free"


def test_a_vm_is_named_with_its_state_and_host(inspector):
    inspector.show_vm(VmChoice(HOSTS[0], HOSTS[0].vms[0]), 1)
    assert _label(inspector, "vmName").text() == "dc01"
    assert _label(inspector, "vmState").text() == "Running on hv01"
    assert not _label(inspector, "vmStale").isVisible()
    assert not _label(inspector, "selectedCount").isVisible()


def test_a_host_that_is_away_dates_what_is_shown(inspector):
    inspector.show_vm(VmChoice(HOSTS[2], HOSTS[2].vms[0]), 1, age="3 min ago")
    assert _label(inspector, "vmStale").isVisible()
    assert "3 min ago" in _label(inspector, "vmStale").text()


def test_several_selected_say_so(inspector):
    inspector.show_vm(VmChoice(HOSTS[0], HOSTS[0].vms[0]), 3)
    assert "3" in _label(inspector, "selectedCount").text()
    assert _label(inspector, "selectedCount").isVisible()


def test_a_guest_cannot_bring_markup(inspector):
    evil = "<img src=x><b>bold</b>"
    vm = replace(sample_vm(0), name=evil, notes=evil, guest=GuestFacts(os_name=evil))
    inspector.show_vm(VmChoice(HOSTS[0], vm), 1)
    for name in ("vmName", "notesValue", "guestValue"):
        label = _label(inspector, name)
        assert label.text().startswith(evil)
        assert label.textFormat() is Qt.TextFormat.PlainText


def test_every_label_of_the_panels_is_plain_and_every_control_has_a_voice(inspector):
    inspector.show_host(HOSTS[3])
    inspector.show_vm(VmChoice(HOSTS[0], HOSTS[0].vms[2]), 1)
    for label in inspector.findChildren(QLabel):
        assert label.objectName()
        assert label.textFormat() is not Qt.TextFormat.RichText
        if label.text():
            assert label.textFormat() is Qt.TextFormat.PlainText, label.objectName()
    for button in inspector.findChildren(QPushButton):
        assert button.objectName()
        assert button.text() or button.accessibleName() or not button.isVisibleTo(inspector)


def test_an_unchanged_vm_touches_no_label(inspector, monkeypatch):
    choice = VmChoice(HOSTS[0], HOSTS[0].vms[0])
    inspector.show_vm(choice, 1)
    touched = []
    for label in inspector.vm_panel.findChildren(QLabel):
        monkeypatch.setattr(label, "setText", touched.append)
    inspector.show_vm(VmChoice(replace(HOSTS[0], read_at=1.0), choice.vm), 1)
    assert touched == []


def test_a_transition_and_an_activity_are_shown(inspector):
    vm = replace(sample_vm(0), state=VmState.SAVING, activity=VmActivity.BACKING_UP)
    inspector.show_vm(VmChoice(HOSTS[0], vm), 1)
    assert _label(inspector, "vmState").text().startswith("Saving")
    assert _label(inspector, "activityValue").text() == "Backing up"
    assert _label(inspector, "activityValue").isVisible()


def test_heartbeats_are_words():
    assert fact_values(replace(sample_vm(0), heartbeat=Heartbeat.NONE))["heartbeat"] == "–"


def test_facts_of_a_host():
    values = host_values(HOSTS[0])
    assert values["computer"] == "HV01.lab.example"
    assert values["memory"] == "512 GB, 186 GB free"
    assert values["pace"] == "every 5 s"
    assert values["session"] == "allowed"
    assert values["vms"].startswith("14")


def test_a_slow_host_is_excused():
    assert "slowly" in host_values(replace(HOSTS[0], is_slow=True, pace_s=40.0))["pace"]
    bare = host_values(replace(HOSTS[0], facts=HostFacts(memory_mb=1024)))
    assert bare["memory"] == "1 GB"
    assert bare["session"] == ""


def test_a_refused_host_tells_cause_next_step_and_offers_the_password(inspector, qtbot):
    panel = inspector.host_panel
    inspector.show_host(HOSTS[3])
    assert "did not accept" in _label(panel, "outcomeCause").text()
    assert "password again" in _label(panel, "outcomeNext").text()
    button = panel.findChild(QPushButton, "hostPassword")
    assert button.isVisible()
    with qtbot.waitSignal(panel.password_requested) as asked:
        button.click()
    assert asked.args == [HOSTS[3].id]


@pytest.mark.parametrize(
    ("link", "text", "signal"),
    [
        (LinkState.ONLINE, "Disconnect", "disconnect_requested"),
        (LinkState.CONNECTING, "Disconnect", "disconnect_requested"),
        (LinkState.OFFLINE, "Connect", "connect_requested"),
        (LinkState.STALE, "Try Again Now", "connect_requested"),
        (LinkState.UNTRUSTED, "Try Again Now", "connect_requested"),
    ],
)
def test_the_button_follows_the_link(inspector, qtbot, link, text, signal):
    panel = inspector.host_panel
    inspector.show_host(replace(HOSTS[0], link=link))
    button = panel.findChild(QPushButton, "hostRetry")
    assert button.text() == text
    with qtbot.waitSignal(getattr(panel, signal)) as asked:
        button.click()
    assert asked.args == [HOSTS[0].id]


def test_an_error_that_is_over_goes_away(inspector):
    inspector.show_host(HOSTS[2])
    assert _label(inspector.host_panel, "outcomeCause").isVisible()
    inspector.show_host(replace(HOSTS[2], link=LinkState.ONLINE, error=None))
    assert not _label(inspector.host_panel, "outcomeCause").isVisible()
