"""What goes wrong with a session: each trouble has its sentence, its next step and its way on."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton

from console.model.console import ConsoleAccess
from console.model.errors import NotPossible
from console.model.identity import VmId, VmKey
from console.model.session import SessionMode
from console.model.vm import EnhancedSession, VmState
from console.rdp.case import Cause, Finding, Remedy
from console.rdp.outcome import EndReason, SessionEnd
from console.ui import texts
from console.ui.dialogs.confirm import ConfirmDialog
from console.ui.dialogs.console_access import ConsoleAccessDialog
from console.ui.dialogs.session_doctor import SessionDoctorDialog
from console.ui.dialogs.session_options import SessionOptionsDialog
from console.ui.sentences.sessions import ended
from console.ui.sessions.ports import LocalTools
from tests.ui.session_doubles import TOOLS
from tests.ui.session_scene import HOST, KEY, NORMAL, RUNS, play_scene, press, with_vm
from tests.ui.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
FAILURES = [reason for reason in EndReason if SessionEnd(reason, 1).is_failure]
ALONE = with_vm(guest=replace(RUNS.guest, addresses=()), enhanced_session=EnhancedSession.NOT_NOW)
"""A host whose VM has one rung: a basic session."""


@pytest.fixture
def played(qapp, qtbot):
    """Run a test's coroutine with a scene."""
    return partial(play_scene, qapp, qtbot)


def said(dialog):
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


@pytest.mark.parametrize("remedy", Remedy)
def test_every_remedy_does_something(played, remedy):
    """What the console can do itself it does at one click; for the rest it shows what to do."""
    does = {
        Remedy.ENABLE_POLICY: "order_host",
        Remedy.SET_HVSOCKET: "order",
        Remedy.GRANT_RIGHT: "order",
        Remedy.START_VM: "change_power",
        Remedy.RESUME_VM: "change_power",
        Remedy.CONNECT_HOST: "connect",
    }

    async def play(scene):
        if remedy is Remedy.BRING_TO_FRONT:
            scene.pin()
            scene.commands.connect(KEY)
            await scene.ordered()
        before = len(scene.fleet.calls), len(scene.notes)
        scene.commands.remedies.carry_out(KEY, Finding(Cause.NOT_NOW, remedy))
        if remedy is Remedy.BRING_TO_FRONT:
            await until(lambda: len(scene.notes) > before[1])
            assert "task bar" in scene.notes[-1][1]
            scene.sessions.finish(NORMAL)
        elif remedy in does:
            assert [call[0] for call in scene.fleet.calls[before[0] :]] == [does[remedy]]
        else:
            (await scene.opened(SessionDoctorDialog)).reject()
            assert len(scene.fleet.calls) == before[0]

    played(play)


@pytest.mark.parametrize("reason", FAILURES, ids=lambda reason: reason.value)
def test_every_failure_of_a_client_has_its_sentence_its_step_and_the_rung_below(played, reason):
    async def play(scene):
        scene.pin()
        scene.commands.connect(KEY)
        await scene.ordered()
        end = SessionEnd(reason, 1, "ERRINFO_Z")
        scene.sessions.finish(end)
        dialog = await scene.opened(ConfirmDialog)
        told = ended(end)
        assert told.cause
        assert told.next_step
        for part in (RUNS.name, told.cause, told.next_step, "The program said: ERRINFO_Z"):
            assert part in said(dialog)
        assert dialog.findChild(QPushButton, "confirmAct").text().startswith("Connect: ")
        press(dialog, "confirmAct")
        below = await offered(scene)
        assert below is not SessionMode.ENHANCED

    async def offered(scene):
        """Return the mode that was offered; a guest's wants an account first."""
        await until(lambda: len(scene.sessions.orders) == 2 or account(scene))
        if account(scene):
            account(scene).reject()
            return SessionMode.GUEST_RDP
        scene.sessions.finish(NORMAL)
        return scene.sessions.orders[-1].request.mode

    def account(scene):
        found = [each for each in scene.window.children() if each.objectName() == "guestAccount"]
        found += [each for each in scene.window.children() if "GuestAccount" in type(each).__name__]
        return next((each for each in found if each.isVisible()), None)

    played(play)


@pytest.mark.parametrize("reason", FAILURES, ids=lambda reason: reason.value)
def test_where_no_rung_is_left_the_window_says_why_and_what_to_do(played, reason):
    async def play(scene):
        scene.pin()
        scene.commands.connect(KEY)
        order = await scene.ordered()
        assert order.request.mode is SessionMode.BASIC
        end = SessionEnd(reason, 1)
        scene.sessions.finish(end)
        await scene.ended()
        title, more = scene.notes[-1]
        assert title == f"Basic session to {RUNS.name} could not be opened. {ended(end).cause}"
        assert more == ended(end).next_step

    played(play, ALONE)


def test_without_a_client_the_doctor_says_how_to_get_one(played):
    async def play(scene):
        scene.sessions.tools = LocalTools((), None, TOOLS.hint)
        scene.commands.connect(KEY)
        dialog = await scene.opened(SessionDoctorDialog)
        assert "No program that can show a console is installed" in said(dialog)
        commands = [each.text() for each in dialog.findChildren(QLabel)]
        shown = " ".join([*commands, *_fields(dialog)])
        assert "sudo apt install freerdp3-x11" in shown
        dialog.reject()

    played(play, ALONE)


def _fields(dialog):
    found = [each for each in dialog.findChildren(object) if hasattr(each, "toPlainText")]
    return [each.toPlainText() for each in found]


def test_a_closed_port_is_known_before_the_click_and_the_rung_below_is_offered(played):
    async def play(scene):
        scene.sessions.port_open = False
        scene.commands.connect(KEY, SessionMode.ENHANCED)
        dialog = await scene.opened(ConfirmDialog)
        assert "console port" in said(dialog)
        assert dialog.findChild(QPushButton, "confirmAct").text().endswith("to the guest")
        dialog.reject()
        assert not scene.sessions.orders

    played(play)


def test_a_vm_that_is_gone_opens_nothing_and_is_told(played):
    async def play(scene):
        scene.commands.connect(VmKey(HOST.id, VmId("00000000-0000-0000-0000-00000000dead")))
        await scene.ended()
        assert not scene.sessions.orders
        (error,) = scene.told
        told = texts.explain(error)
        assert isinstance(error, NotPossible)
        assert told.cause
        assert told.next_step

    played(play)


@pytest.mark.parametrize(
    "name",
    ["a \"b\" 'c'", "a\nb", "a/../b", "a;EnhancedMode=0", "\u202egnp", "<b>x</b>", "-- /p:x"],
)
def test_a_hostile_name_opens_the_right_vm_and_nothing_else(played, name):
    async def play(scene):
        scene.pin()
        scene.commands.connect(KEY)
        request = (await scene.ordered()).request
        assert request.blob == f"{RUNS.id};EnhancedMode=1"
        assert (request.host, request.user) == ("hv01.lab.example", "LAB\\ann")
        assert request.safe_title.isprintable()
        scene.sessions.finish(SessionEnd(EndReason.RIGHTS, 144))
        dialog = await scene.opened(ConfirmDialog)
        formats = {label.textFormat().name for label in dialog.findChildren(QLabel) if label.text()}
        assert formats == {"PlainText"}
        dialog.reject()

    played(play, with_vm(name=name))


@pytest.mark.parametrize(
    ("name", "suggested"),
    [
        ("web-01 网", "web-01 网.rdp"),
        ("../a/b\\c:d\n\u202e*", "_a_b_c_d___.rdp"),
        ("...", f"{RUNS.id}.rdp"),
    ],
)
def test_what_the_fields_say_is_exported_from_the_window(played, tmp_path, name, suggested):
    async def play(scene):
        scene.commands.show_options(KEY)
        dialog = await scene.opened(SessionOptionsDialog)
        dialog._microphone.setChecked(True)
        press(dialog, "optionsExport")
        await until(lambda: dialog.findChild(QFileDialog, "exportDialog"))
        chooser = dialog.findChild(QFileDialog, "exportDialog")
        await until(chooser.isVisible)
        path = tmp_path / "web.rdp"
        line = chooser.findChild(QLineEdit, "fileNameEdit")
        assert line.text() == suggested
        line.setText(str(path))
        chooser.accept()
        books = scene.sessions.books
        await until(lambda: books.calls)
        ((what, where, request),) = books.calls
        assert (what, where) == ("export", path)
        assert request.options.microphone
        assert (request.mode, request.vm, request.user) == (
            SessionMode.ENHANCED,
            RUNS.id,
            "LAB\\ann",
        )
        dialog.reject()
        await scene.ended()
        assert len(books.calls) == 1, "what was not saved is not kept"

    played(play, with_vm(name=name))


def test_an_entry_is_revoked_and_the_list_read_again(played):
    async def play(scene):
        scene.fleet.access = (ConsoleAccess("LAB\\bob", True), ConsoleAccess("LAB\\eve", False))
        scene.commands.show_access(KEY)
        dialog = await scene.opened(ConsoleAccessDialog)
        await until(lambda: len(dialog.entries) == 2)
        dialog._list.setCurrentRow(0)
        scene.fleet.access = scene.fleet.access[1:]
        press(dialog, "accessRevoke")
        await until(lambda: len(dialog.entries) == 1)
        (order,) = [call for call in scene.fleet.calls if call[0] == "order"]
        subject = order[2]
        assert (subject.trustee, subject.grant, subject.before) == ("LAB\\bob", False, True)
        dialog.reject()

    played(play)


@pytest.mark.parametrize("state", [VmState.OFF, VmState.SAVED])
def test_connect_to_a_vm_that_is_off_in_a_named_mode_starts_it_first(played, state):
    async def play(scene):
        scene.commands.connect(KEY, SessionMode.BASIC)
        await until(lambda: [call for call in scene.fleet.calls if call[0] == "change_power"])
        assert not scene.sessions.orders
        for task in scene.tasks:
            task.cancel()

    played(play, with_vm(state=state))
