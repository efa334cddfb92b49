"""The session card, the doctor, options and what is known, from values to what is shown."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget

from console.fleet.operation import OperationPhase, TransportChange
from console.model.connection import Endpoint
from console.model.console import ConsoleAccess, ConsoleFacts, EnhancedTransport
from console.model.guest import GuestData, GuestItem, ItemSource
from console.model.identity import VmKey
from console.model.session import SessionMode, SessionOptions
from console.model.vm import EnhancedSession
from console.rdp.case import Cause, Remedy
from console.rdp.ladder import Refusal, Rejected
from console.rdp.outcome import EndReason, SessionEnd
from console.settings.schema import HostConfig
from console.ui.dialogs.session_options import (
    Scope,
    SessionOptionsDialog,
    are_monitors,
    drives_in,
    monitors_in,
)
from console.ui.panels.session_card import SessionCard
from console.ui.runner import CommandRunner
from console.ui.sentences import sessions as text_sessions
from console.ui.sentences.sessions_causes import CAUSES
from console.ui.sessions.case import (
    ReadFacts,
    Side,
    best_address,
    edition_of,
    right_of,
    session_case,
    session_view,
)
from console.ui.sessions.commands import SessionCommands
from console.ui.sessions.facts import SessionReader
from console.ui.sessions.ports import OpenSession, SessionId
from console.ui.sessions.presenter import SessionPresenter
from console.ui.theme import Theme
from tests.ui.samples import NOW, StillClock, sample_hosts, sample_record
from tests.ui.session_doubles import TOOLS, ConsoleFleet, FakeSessions
from tests.ui.waiting import run_async, until

HOST = sample_hosts()[0]
RUNS = HOST.vms[1]
LINUX = HOST.vms[0]
OFF = HOST.vms[3]
KEY = VmKey(HOST.id, RUNS.id)


def view_of(vm=RUNS, read=None, **side):
    return session_view(HOST, vm, read or ReadFacts(port_open=True), Side("u", TOOLS, **side))


@pytest.fixture
def card(qtbot):
    made = SessionCard(Theme("light"))
    qtbot.addWidget(made)
    return made


def text(card, name):
    return card.findChild(QLabel, name).text()


def test_every_word_has_its_sentence(qapp):
    assert CAUSES.keys() == set(Cause)
    for cause in Cause:
        told = text_sessions.finding(replace(_FINDING, cause=cause))
        assert told.cause
        assert told.next_step
        assert "%1" not in told.text
    for reason in EndReason:
        end = SessionEnd(reason, 1)
        assert bool(text_sessions.ended(end).next_step) is end.is_failure
    for why in Refusal:
        assert text_sessions.rejected(Rejected(SessionMode.BASIC, why))


_FINDING = view_of(replace(LINUX), ReadFacts(transport=EnhancedTransport.VMBUS)).findings[0]


def test_a_ready_vm_says_so_and_connects_at_the_best_rung(card, qtbot):
    card.show_case(view_of())
    assert text(card, "sessionState") == "Enhanced session: ready"
    button = card.findChild(QToolButton, "sessionConnect")
    assert button.text() == "Connect: Enhanced session"
    with qtbot.waitSignal(card.connect_requested) as asked:
        button.click()
    assert asked.args == [None]


def test_the_first_reason_has_its_step_and_its_button(card, qtbot):
    card.show_case(view_of(LINUX, ReadFacts(transport=EnhancedTransport.VMBUS)))
    assert "needs the Hyper-V socket" in text(card, "sessionState")
    assert text(card, "sessionStep") == "Set its transport to the Hyper-V socket."
    button = card.findChild(QPushButton, "sessionRemedy")
    with qtbot.waitSignal(card.remedy_requested) as asked:
        button.click()
    assert asked.args[0].remedy is Remedy.SET_HVSOCKET


def test_commands_for_the_guest_are_shown_in_place(card):
    card.show_case(view_of(replace(RUNS, enhanced_session=EnhancedSession.NOT_NOW)))
    card.findChild(QPushButton, "sessionRemedy").click()
    assert "Start-Service TermService" in text(card, "sessionStepLines")


def test_a_vm_that_is_off_is_started_first(card, qtbot):
    card.show_case(view_of(OFF))
    button = card.findChild(QToolButton, "sessionConnect")
    assert button.text() == "Start and Connect"
    with qtbot.waitSignal(card.start_requested):
        button.click()


def test_the_menu_names_modes_and_says_why_not(card, qtbot):
    card.show_case(view_of())
    actions = {action.objectName(): action for action in card.findChildren(QAction)}
    assert actions["sessionConnect-basic"].isEnabled()
    ssh = actions["sessionConnect-ssh"]
    assert not ssh.isEnabled()
    assert ssh.toolTip() == "The guest's system does not offer it."
    with qtbot.waitSignal(card.mode_chosen) as asked:
        actions["sessionAlways-basic"].trigger()
    assert asked.args == [SessionMode.BASIC]


def test_open_sessions_can_be_ended(card, qtbot):
    session = OpenSession(
        SessionId(7), KEY, "web", "hv01", SessionMode.BASIC, "xfreerdp3", StillClock().now()
    )
    card.show_case(view_of(open_sessions=(session,)))
    assert text(card, "sessionText-7").startswith("Basic session open in xfreerdp3 since")
    with qtbot.waitSignal(card.end_requested) as asked:
        card.findChild(QToolButton, "sessionEnd-7").click()
    assert asked.args == [SessionId(7)]
    card.show_case(view_of())
    assert card.findChild(QWidget, "openSessions").isHidden()


def test_what_is_read_goes_into_the_case():
    guest = GuestData((GuestItem("OSEditionId", "101", ItemSource.INTRINSIC),), has_contact=True)
    read = ReadFacts(
        ConsoleFacts(2222),
        EnhancedTransport.HVSOCKET,
        (ConsoleAccess("LAB\\Ann", False),),
        guest,
        False,
    )
    case = session_case(HOST, RUNS, read, Side("ann@lab.example", TOOLS))
    assert (case.port, case.port_open, case.edition) == (2222, False, 101)
    assert case.transport is EnhancedTransport.HVSOCKET
    assert case.has_right is False
    assert case.host_policy is True


def test_the_unknown_stays_unknown():
    case = session_case(HOST, RUNS)
    assert (case.has_right, case.port_open, case.edition) == (None, None, None)
    assert case.has_client
    assert right_of("LAB\\ann", (ConsoleAccess("S-1-5-32-578", True),)) is None
    hostile = GuestItem("OSEditionId", "9" * 5000, ItemSource.INTRINSIC)
    assert edition_of(GuestData((hostile,))) is None


def test_the_address_to_be_reached_at():
    assert best_address(("fe80::1", "2001:db8::5", "192.0.2.4")) == "192.0.2.4"
    assert best_address(("169.254.1.1", "-oProxyCommand=x", "127.0.0.1")) == ""


def test_options_show_and_return_the_same_values(qtbot):
    odd = SessionOptions(
        1234, 777, monitors=(0, 2), drives=("/a b", "/c"), keyboard="0x00000407", printers=True
    )
    levels = dict.fromkeys(Scope, SessionOptions()) | {Scope.VM: odd}
    dialog = SessionOptionsDialog("web", "Berlin", levels)
    qtbot.addWidget(dialog)
    assert dialog.options == odd
    dialog._scope.setCurrentIndex(1)
    assert (dialog.scope, dialog.options) == (Scope.FOLDER, SessionOptions())


def test_monitors_and_folders_are_checked():
    assert monitors_in(" 0, 2,2") == (0, 2)
    assert not are_monitors("0,x")
    assert drives_in("/a; /b ;;/a") == ("/a", "/b")


def test_the_card_follows_the_fleet_and_reads_after_a_change(qapp, qtbot, card):
    fleet, sessions, tasks = ConsoleFleet((HOST,)), FakeSessions(), []
    window = QWidget()
    qtbot.addWidget(window)

    async def play():
        def spawn(coroutine, name):
            tasks.append(asyncio.get_running_loop().create_task(coroutine, name=name))
            return tasks[-1]

        runner = CommandRunner(window, Theme("light"), spawn, pytest.fail)
        config = HostConfig(HOST.id, "hv01", Endpoint("hv01"), "LAB\\ann")
        reader = SessionReader(fleet, sessions, {HOST.id: config}.get)
        commands = SessionCommands(fleet, sessions, reader, runner, lambda *_: None)
        presenter = SessionPresenter(
            fleet, sessions, reader, commands, runner=runner, card=card, parent=window
        )
        key = VmKey(HOST.id, LINUX.id)
        presenter.show_vm(key)
        await until(lambda: "Hyper-V socket" in text(card, "sessionState"))
        fleet.transport = EnhancedTransport.HVSOCKET
        fleet.operations.put(
            sample_record(
                5,
                key=key,
                host=HOST.id,
                subject=TransportChange(EnhancedTransport.HVSOCKET),
                phase=OperationPhase.SUCCEEDED,
            )
        )
        await until(lambda: text(card, "sessionState") == "Enhanced session: ready")
        refused = replace(HOST, facts=replace(HOST.facts, enhanced_session_allowed=False))
        fleet.store.put(replace(refused, read_at=NOW))
        fleet.store.flush()
        await until(lambda: "does not allow" in text(card, "sessionState"))
        presenter.show_vm(None)
        assert card.isHidden()
        presenter.close()
        await until(lambda: all(task.done() for task in tasks))

    run_async(qapp, play())
