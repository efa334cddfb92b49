"""The services of a VM: what a row shows, and that it only asks."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QToolButton

from console.fleet.answer_watch import AnswerVerdict
from console.fleet.operation import OperationPhase
from console.model.errors import OperationFailed, OutcomeUnknown
from console.model.identity import OperationId, VmKey
from console.model.integration import GuestFamily
from console.model.service import ServiceDetail, ServiceKind, ServiceSnapshot, ServiceStatus
from console.model.vm import VmState
from console.ui.models.rows import Pending
from console.ui.panels.service_look import GuestSide, face_of
from console.ui.panels.services_panel import ServicesPanel
from console.ui.panels.vm_changes import VmChanges
from console.ui.sentences.guest_steps import guest_step
from console.ui.sentences.service_meaning import before_off, service_meaning
from console.ui.theme import Theme
from console.ui.widgets.busy_clock import BusyClock
from console.ui.widgets.toggle_switch import ToggleSwitch
from tests.ui.samples import sample_hosts, sample_record, sample_vm

HOST = sample_hosts()[0]
VM = sample_vm(0)


@pytest.fixture
def panel(qtbot):
    theme = Theme("light")
    clock = BusyClock()
    panel = ServicesPanel(theme, lambda parent: ToggleSwitch(theme, clock, parent))
    clock.setParent(panel)
    qtbot.addWidget(panel)
    panel.resize(360, 500)
    panel.show()
    return panel


def _text(panel, name):
    return panel.findChild(QLabel, name).text()


def _service(status=ServiceStatus.OK, enabled=True, detail=ServiceDetail.NONE):
    return ServiceSnapshot(ServiceKind.KVP, enabled, status, detail)


@pytest.mark.parametrize(
    ("service", "glyph"),
    [
        (_service(), "ok"),
        (_service(ServiceStatus.DEGRADED), "ok"),
        (_service(detail=ServiceDetail.PROTOCOL_MISMATCH), "ok"),
        (_service(detail=ServiceDetail.APPLICATIONS_CRITICAL), "warn"),
        (_service(ServiceStatus.NO_CONTACT), "warn"),
        (_service(ServiceStatus.LOST_COMMUNICATION), "error"),
        (_service(ServiceStatus.NON_RECOVERABLE), "error"),
        (_service(enabled=False), "off"),
        (_service(enabled=None), "off"),
    ],
)
def test_glyphs_tell_the_state_without_colour(service, glyph):
    face = face_of(service, VmState.RUNNING, wanted=None, can_switch=True)
    assert face.glyph == glyph
    assert face.is_switchable is (service.enabled is not None)
    told = bool(face.advice or face.step)
    assert told is (glyph in ("warn", "error") and "APPL" not in service.detail.name)


def test_a_vm_that_is_off_is_in_no_trouble():
    face = face_of(_service(ServiceStatus.NO_CONTACT), VmState.OFF, wanted=None, can_switch=True)
    assert (face.glyph, face.role, face.advice) == ("off", "muted", "")
    assert face.is_switchable, "services can be switched while the VM is off"


def test_a_pending_change_shows_what_is_wanted():
    face = face_of(_service(), VmState.RUNNING, wanted=False, can_switch=True)
    assert face.is_busy
    assert not face.is_checked
    assert not face.is_switchable


def test_all_six_are_shown_with_names_and_purposes(panel):
    panel.show_vm(HOST, VM)
    for kind in ServiceKind:
        row = panel.row(kind)
        assert _text(row, f"{kind.value}Name")
        assert _text(row, f"{kind.value}Purpose")
        assert row.switch.accessibleName() == _text(row, f"{kind.value}Name")
        assert row.switch.accessibleDescription().startswith(_text(row, f"{kind.value}Status"))
    assert panel.row(ServiceKind.HEARTBEAT).switch.isChecked()
    assert not panel.row(ServiceKind.GUEST_SERVICE).switch.isChecked()


def test_a_click_asks_and_moves_nothing(panel, qtbot):
    panel.show_vm(HOST, VM)
    switch = panel.row(ServiceKind.HEARTBEAT).switch
    with qtbot.waitSignal(panel.toggle_requested) as asked:
        qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert asked.args == [VmKey(HOST.id, VM.id), ServiceKind.HEARTBEAT, False]
    assert switch.isChecked()


def test_the_space_bar_asks_too(panel, qtbot):
    panel.show_vm(HOST, VM)
    switch = panel.row(ServiceKind.GUEST_SERVICE).switch
    with qtbot.waitSignal(panel.toggle_requested) as asked:
        qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert asked.args[2] is True


def test_busy_while_pending_then_true_again(panel):
    pending = Pending(frozenset({(ServiceKind.HEARTBEAT, False)}))
    panel.show_vm(HOST, VM, VmChanges(pending))
    switch = panel.row(ServiceKind.HEARTBEAT).switch
    assert switch.is_busy
    assert not switch.isChecked()
    panel.show_vm(HOST, VM)
    assert not switch.is_busy
    assert switch.isChecked(), "refused: the store's value is shown again"


def test_a_refusal_is_told_in_the_row_and_can_be_copied(panel, qtbot):
    error = OperationFailed("ModifyResourceSettings", 32775)
    record = sample_record(4, phase=OperationPhase.FAILED, error=error)
    panel.show_vm(HOST, VM, VmChanges(outcomes={ServiceKind.KVP: record}))
    row = panel.row(ServiceKind.KVP)
    assert "state does not allow" in _text(row, "kvpError")
    copy = row.findChild(QToolButton, "kvpCopy")
    assert copy.isVisible()
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert "32775" in QGuiApplication.clipboard().text()
    assert not panel.row(ServiceKind.VSS).findChild(QLabel, "vssError").isVisible()


def test_an_unknown_outcome_is_told(panel):
    record = sample_record(4, phase=OperationPhase.UNKNOWN_OUTCOME, error=OutcomeUnknown())
    panel.show_vm(HOST, VM, VmChanges(outcomes={ServiceKind.KVP: record}))
    assert "outcome is unknown" in _text(panel, "kvpError")


def test_undo_is_offered_for_the_change_that_undo_would_reach(panel, qtbot):
    record = sample_record(7)
    outcomes = {ServiceKind.SHUTDOWN: record}
    panel.show_vm(HOST, VM, VmChanges(outcomes=outcomes, undoable=OperationId(7)))
    undo = panel.row(ServiceKind.SHUTDOWN).findChild(QToolButton, "shutdownUndo")
    assert undo.isVisible()
    with qtbot.waitSignal(panel.undo_requested):
        qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    panel.show_vm(HOST, VM, VmChanges(outcomes=outcomes, undoable=OperationId(8)))
    assert not undo.isVisible()


def test_a_new_try_takes_the_old_error_away(panel):
    record = sample_record(4, phase=OperationPhase.FAILED, error=OperationFailed("X", 5))
    panel.show_vm(HOST, VM, VmChanges(outcomes={ServiceKind.KVP: record}))
    pending = Pending(frozenset({(ServiceKind.KVP, False)}))
    panel.show_vm(HOST, VM, VmChanges(pending, {ServiceKind.KVP: record}))
    assert not panel.row(ServiceKind.KVP).findChild(QLabel, "kvpError").isVisible()


def test_nothing_can_be_switched_on_a_host_that_is_away(panel):
    away = sample_hosts()[2]
    panel.show_vm(away, away.vms[0])
    assert not any(panel.row(kind).switch.isEnabled() for kind in ServiceKind)


def test_services_that_have_not_been_read_say_so(panel):
    panel.show_vm(HOST, replace(VM, services=()))
    assert _text(panel, "kvpStatus") == "Not read yet"
    assert not panel.row(ServiceKind.KVP).switch.isEnabled()


def test_an_equal_row_is_not_touched(panel, monkeypatch):
    panel.show_vm(HOST, VM)
    touched = []
    for kind in ServiceKind:
        label = panel.findChild(QLabel, f"{kind.value}Status")
        monkeypatch.setattr(label, "setText", touched.append)
    panel.show_vm(HOST, replace(VM, cpu_percent=99))
    assert touched == []


def test_a_silent_guest_gets_the_steps_of_its_own_system():
    silent = _service(ServiceStatus.NO_CONTACT)
    debian = GuestSide(GuestFamily.DEBIAN)
    face = face_of(silent, VmState.RUNNING, wanted=None, can_switch=True, guest=debian)
    assert face.step is not None
    assert face.step.commands == (
        "sudo apt install hyperv-daemons\nsudo systemctl enable --now hv-kvp-daemon"
    )
    assert not face.advice, "the steps take the place of the general advice"


def test_a_service_just_switched_on_waits_before_it_is_called_silent():
    silent = _service(ServiceStatus.NO_CONTACT)
    waiting = GuestSide(GuestFamily.DEBIAN, AnswerVerdict.WAITING)
    face = face_of(silent, VmState.RUNNING, wanted=None, can_switch=True, guest=waiting)
    assert (face.glyph, face.step) == ("waiting", None)
    given_up = GuestSide(GuestFamily.DEBIAN, AnswerVerdict.SILENT)
    lost = _service(ServiceStatus.LOST_COMMUNICATION)
    assert face_of(lost, VmState.RUNNING, wanted=None, can_switch=True, guest=given_up).step


@pytest.mark.parametrize("family", list(GuestFamily))
@pytest.mark.parametrize("kind", list(ServiceKind))
def test_every_guest_and_service_has_a_step(family, kind):
    step = guest_step(family, kind)
    assert step.text
    assert "%1" not in step.text
    assert "{" not in step.commands


@pytest.mark.parametrize("kind", list(ServiceKind))
def test_every_service_is_explained(kind):
    meaning = service_meaning(kind)
    assert all((meaning.does, meaning.relied_on, meaning.without, meaning.needs))


def test_the_row_says_who_relies_on_a_service_before_it_is_switched_off(panel):
    panel.show_vm(HOST, VM)
    row = panel.row(ServiceKind.SHUTDOWN)
    warning = row.findChild(QLabel, "shutdownWarning")
    assert VM.service(ServiceKind.SHUTDOWN).enabled
    assert warning.isVisible()
    assert before_off(ServiceKind.SHUTDOWN) == warning.text()
    assert warning.text() in row.switch.accessibleDescription()
    assert not panel.row(ServiceKind.TIME_SYNC).findChild(QLabel, "time_syncWarning").isVisible()


def test_the_explanation_unfolds(panel):
    panel.show_vm(HOST, VM)
    row = panel.row(ServiceKind.VSS)
    meaning = row.findChild(QLabel, "vssMeaning")
    assert not meaning.isVisible()
    row.findChild(QToolButton, "vssExplain").click()
    assert meaning.isVisible()
    assert service_meaning(ServiceKind.VSS).without in meaning.text()


def test_the_commands_for_the_guest_can_be_copied(panel):
    service = replace(VM.service(ServiceKind.KVP), status=ServiceStatus.NO_CONTACT, enabled=True)
    others = tuple(s for s in VM.services if s.kind is not ServiceKind.KVP)
    guest = replace(VM.guest, os_name="Debian GNU/Linux", os_version="6.1.0-21-amd64")
    vm = replace(VM, services=(*others, service), guest=guest, state=VmState.RUNNING)
    panel.show_vm(HOST, vm)
    panel.row(ServiceKind.KVP).findChild(QToolButton, "kvpStepCopy").click()
    assert "hyperv-daemons" in QGuiApplication.clipboard().text()
