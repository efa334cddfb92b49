"""Connect: the ladder, trust, starting first, and what a failed session leads to."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from console.fleet.operation import (
    AccessChange,
    EnhancedPolicyChange,
    OperationPhase,
    TransportChange,
)
from console.model.console import EnhancedTransport
from console.model.errors import (
    OperationFailed,
    Unreachable,
    UnreachableReason,
)
from console.model.power import PowerAction
from console.model.session import SessionMode, SessionOptions
from console.model.vm import EnhancedSession, VmState
from console.rdp.case import Cause, Finding, Remedy
from console.rdp.outcome import EndReason, SessionEnd
from console.ui.dialogs.certificate_trust import (
    CertificateChangedDialog,
    CertificateTrustDialog,
    spelled,
)
from console.ui.dialogs.confirm import ConfirmDialog
from console.ui.dialogs.console_access import ConsoleAccessDialog
from console.ui.dialogs.guest_account import GuestAccountDialog
from console.ui.dialogs.session_doctor import SessionDoctorDialog
from console.ui.dialogs.session_options import SessionOptionsDialog
from console.ui.selection import Selection, VmChoice
from console.ui.sessions.ports import LocalTools
from tests.ui.session_doubles import SEEN
from tests.ui.session_scene import (
    HOST,
    KEY,
    NORMAL,
    OFF,
    OFF_KEY,
    RUNS,
    play_scene,
    press,
    with_vm,
)
from tests.ui.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def played(qapp, qtbot):
    """Run a test's coroutine with a scene."""
    return partial(play_scene, qapp, qtbot)


def test_connect_takes_the_best_rung_with_pin_port_and_account(played):
    async def play(scene):
        scene.pin()
        scene.fleet.facts = replace(scene.fleet.facts, port=22179)
        scene.commands.connect(KEY)
        request = (await scene.ordered()).request
        assert request.mode is SessionMode.ENHANCED
        assert (request.host, request.port, request.vm) == ("hv01.lab.example", 22179, RUNS.id)
        assert (request.user, request.pin) == ("LAB\\ann", SEEN.sha256)
        assert scene.notes == [("Enhanced session to dc02 opens in xfreerdp3.", "")]
        scene.sessions.finish(NORMAL)

    played(play)


def test_a_rung_says_why_it_is_no_higher_one(played):
    async def play(scene):
        scene.pin()
        scene.commands.connect(KEY)
        assert (await scene.ordered()).request.mode is SessionMode.BASIC
        (note,) = scene.notes
        assert note[0].startswith("Basic session")
        assert note[1] == ("No Enhanced session: The host does not allow enhanced sessions.")
        scene.sessions.finish(NORMAL)

    facts = replace(HOST.facts, enhanced_session_allowed=False)
    played(play, replace(HOST, facts=facts))


def test_first_contact_asks_and_trusts_only_on_the_users_word(played):
    async def play(scene):
        scene.commands.connect(KEY)
        dialog = await scene.opened(CertificateTrustDialog)
        shown = " ".join(label.text() for label in dialog.findChildren(QLabel))
        assert spelled(SEEN.sha256) in shown
        assert "hv01.lab.example" in shown
        assert "tells the same fingerprint" in shown
        press(dialog, "certificateTrust")
        assert (await scene.ordered()).request.pin == SEEN.sha256
        assert scene.sessions.books.pins == {HOST.id: SEEN.sha256}
        scene.sessions.finish(NORMAL)

    played(play)


def test_no_trust_no_session(played):
    async def play(scene):
        scene.commands.connect(KEY)
        (await scene.opened(CertificateTrustDialog)).reject()
        await scene.ended()
        assert not scene.sessions.orders
        assert not scene.sessions.books.pins

    played(play)


@pytest.mark.parametrize("forgets", [True, False])
def test_a_changed_certificate_stops_with_both_fingerprints(played, forgets):
    async def play(scene):
        scene.sessions.books.pins[HOST.id] = "ab" * 32
        scene.commands.connect(KEY)
        dialog = await scene.opened(CertificateChangedDialog)
        shown = " ".join(label.text() for label in dialog.findChildren(QLabel))
        assert spelled("ab" * 32) in shown
        assert spelled(SEEN.sha256) in shown
        press(dialog, "certificateForget") if forgets else dialog.reject()
        await scene.ended()
        assert not scene.sessions.orders
        assert (HOST.id in scene.sessions.books.pins) is not forgets

    played(play)


def test_start_and_connect_waits_until_the_vm_runs(played):
    async def play(scene):
        scene.pin()
        scene.commands.connect(OFF_KEY)
        await until(lambda: ("change_power", OFF_KEY, PowerAction.START) in scene.fleet.calls)
        assert not scene.sessions.orders
        started = replace(OFF, state=VmState.RUNNING, enhanced_session=EnhancedSession.NOT_NOW)
        vms = tuple(started if vm is OFF else vm for vm in HOST.vms)
        scene.fleet.store.put(replace(HOST, vms=vms))
        scene.fleet.store.flush()
        assert (await scene.ordered()).request.mode is SessionMode.BASIC
        scene.sessions.finish(NORMAL)

    played(play)


def test_a_start_that_fails_is_told_and_opens_nothing(played):
    async def play(scene):
        scene.fleet.phase = OperationPhase.FAILED
        scene.fleet.failure = OperationFailed("RequestStateChange", 32778, "no memory")
        scene.commands.start_and_connect(OFF_KEY)
        await scene.ended()
        assert scene.told == [scene.fleet.failure]
        assert not scene.sessions.orders

    played(play)


def test_a_failed_session_says_why_and_offers_the_next_rung(played):
    async def play(scene):
        scene.pin()
        scene.commands.connect(KEY)
        await scene.ordered()
        scene.sessions.finish(SessionEnd(EndReason.RIGHTS, 144, "ERRINFO_X"))
        dialog = await scene.opened(ConfirmDialog)
        shown = " ".join(label.text() for label in dialog.findChildren(QLabel))
        assert "may not open this session" in shown
        assert "Grant it the console right" in shown
        assert "ERRINFO_X" in shown
        press(dialog, "confirmAct")
        assert (await scene.ordered(2)).request.mode is SessionMode.BASIC
        scene.sessions.finish(NORMAL)

    played(play)


def test_after_a_refused_password_the_host_is_not_tried_again_by_another_mode(played):
    async def play(scene):
        scene.pin()
        scene.commands.connect(KEY)
        await scene.ordered()
        scene.sessions.finish(SessionEnd(EndReason.LOGON_FAILED, 132))
        dialog = await scene.opened(ConfirmDialog)
        text = dialog.findChild(QPushButton, "confirmAct").text()
        assert text == "Connect: Remote Desktop to the guest"
        dialog.reject()

    played(play)


def test_a_console_that_cannot_be_looked_at_offers_what_is_left(played):
    async def play(scene):
        scene.sessions.error = Unreachable(UnreachableReason.PORT_CLOSED, "hv01.lab.example")
        scene.commands.connect(KEY, SessionMode.BASIC)
        dialog = await scene.opened(ConfirmDialog)
        assert "Remote Desktop" in dialog.findChild(QPushButton, "confirmAct").text()
        dialog.reject()

    played(play)


def test_the_guest_gets_its_own_password_never_the_hosts(played):
    async def play(scene):
        scene.commands.connect(KEY, SessionMode.GUEST_RDP)
        dialog = await scene.opened(GuestAccountDialog)
        dialog._user.setText("ann")
        dialog._password.setText("s3cret")
        press(dialog, "guestConnect")
        order = await scene.ordered()
        assert (order.request.host, order.request.port) == (RUNS.guest.addresses[0], 3389)
        assert (order.request.user, order.request.pin) == ("ann", "")
        assert scene.sessions.passwords == ["s3cret"]
        assert "s3cret" not in repr(order)
        scene.sessions.finish(NORMAL)

    played(play)


def test_nothing_possible_shows_the_doctor(played):
    async def play(scene):
        scene.sessions.tools = LocalTools()
        scene.commands.connect(KEY)
        dialog = await scene.opened(SessionDoctorDialog)
        shown = [label.text() for label in dialog.findChildren(QLabel)]
        assert "No program that can show a console is installed on this computer." in shown
        dialog.reject()

    played(play, with_vm(guest=replace(RUNS.guest, addresses=())))


def test_a_chosen_mode_is_taken(played):
    async def play(scene):
        scene.pin()
        scene.commands.choose(KEY, SessionMode.BASIC)
        await scene.ended()
        scene.commands.connect(KEY)
        assert (await scene.ordered()).request.mode is SessionMode.BASIC
        scene.sessions.finish(NORMAL)

    played(play)


def _orders(scene):
    return [call for call in scene.fleet.calls if call[0] in ("order", "order_host")]


def test_remedies_are_carried_out(played):
    async def play(scene):
        carry_out = scene.commands.remedies.carry_out
        carry_out(KEY, Finding(Cause.HOST_POLICY, Remedy.ENABLE_POLICY))
        carry_out(KEY, Finding(Cause.LINUX_TRANSPORT, Remedy.SET_HVSOCKET))
        carry_out(KEY, Finding(Cause.NO_RIGHT, Remedy.GRANT_RIGHT))
        carry_out(KEY, Finding(Cause.VM_PAUSED, Remedy.RESUME_VM))
        hvsocket = TransportChange(EnhancedTransport.HVSOCKET, EnhancedTransport.VMBUS)
        assert _orders(scene) == [
            ("order_host", HOST.id, EnhancedPolicyChange(True)),
            ("order", KEY, hvsocket),
            ("order", KEY, AccessChange("LAB\\ann", True, False)),
        ]
        assert ("change_power", KEY, PowerAction.RESUME) in scene.fleet.calls

    played(play)


def test_the_policy_is_set_once_for_each_host_that_lacks_it(played):
    async def play(scene):
        selection = Selection(tuple(VmChoice(HOST, vm) for vm in HOST.vms[:3]))
        scene.commands.runs()["allow-enhanced"](selection)
        assert _orders(scene) == []
        scene.commands.runs()["forbid-enhanced"](selection)
        assert _orders(scene) == [("order_host", HOST.id, EnhancedPolicyChange(False))]

    played(play)


def test_the_policy_of_a_whole_folder_is_set_on_its_hosts_that_answer(played):
    async def play(scene):
        scene.fleet.store.put(replace(HOST, folder="Lab/Rack 3"))
        scene.fleet.store.flush()
        scene.commands.runs()["forbid-enhanced"](Selection(folder="Elsewhere"))
        assert _orders(scene) == []
        scene.commands.runs()["forbid-enhanced"](Selection(folder="Lab"))
        changed = [call[1] for call in _orders(scene)]
        assert HOST.id in changed
        assert all(scene.fleet.store.hosts[host].is_current for host in changed)
        assert len(changed) == len(set(changed))

    played(play)


def test_access_is_listed_granted_and_read_again(played):
    async def play(scene):
        scene.commands.show_access(KEY)
        dialog = await scene.opened(ConsoleAccessDialog)
        dialog._name.setText("LAB\\bob")
        press(dialog, "accessGrant")
        await until(lambda: _orders(scene))
        assert _orders(scene) == [("order", KEY, AccessChange("LAB\\bob", True, False))]
        dialog.reject()

    played(play)


def test_options_are_kept_for_the_chosen_scope(played):
    async def play(scene):
        scene.commands.show_options(KEY)
        dialog = await scene.opened(SessionOptionsDialog)
        dialog._full_screen.setChecked(True)
        dialog._scope.setCurrentIndex(dialog._scope.count() - 1)
        dialog._microphone.setChecked(True)
        dialog.accept()
        await scene.ended()
        assert scene.sessions.books.calls == [("default", SessionOptions(microphone=True))]

    played(play)


def test_where_the_system_does_not_let_us_that_is_said(played):
    async def play(scene):
        scene.pin()
        scene.commands.connect(KEY)
        await scene.ordered()
        scene.commands.remedies.bring_to_front(scene.sessions.open_sessions[0].id)
        await until(lambda: len(scene.notes) == 2)
        assert "does not let" in scene.notes[1][0]
        scene.commands.remedies.end(scene.sessions.open_sessions[0].id)
        await scene.ended()
        assert scene.notes[2:] == []

    played(play)


def test_a_host_that_closes_on_hearing_the_vm_is_not_tried_in_its_other_mode(played):
    async def play(scene):
        scene.sessions.error = Unreachable(UnreachableReason.CONNECTION_LOST, "hv01.lab.example")
        scene.commands.connect(KEY, SessionMode.ENHANCED)
        dialog = await scene.opened(ConfirmDialog)
        said = " ".join(label.text() for label in dialog.findChildren(QLabel))
        assert "closed the connection when it heard which machine" in said
        assert "Remote Desktop" in dialog.findChild(QPushButton, "confirmAct").text()
        dialog.reject()

    played(play)
