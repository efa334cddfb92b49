"""The choice of the program for sessions, and of those that go through the adapter."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLabel, QPushButton, QWidget

from console.rdp.client import ClientKind, RdpClient
from console.rdp.install import install_hint
from console.settings.session_schema import SessionChoices
from console.ui.dialogs.session_clients import SessionClientsDialog, first_of_each_kind
from console.ui.runner import CommandRunner
from console.ui.sessions.dialogs import SessionDialogs
from console.ui.sessions.facts import SessionReader
from console.ui.sessions.ports import LocalTools
from console.ui.theme import Theme
from tests.ui.session_doubles import TOOLS, ConsoleFleet, FakeSessions
from tests.ui.waiting import run_async, until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

XFREERDP = RdpClient(ClientKind.FREERDP2, ("xfreerdp",), "xfreerdp", (2, 11, 7))
SDL = RdpClient(ClientKind.FREERDP2, ("sdl-freerdp",), "sdl-freerdp")
REMMINA = RdpClient(ClientKind.REMMINA, ("remmina",), "remmina & <b>co</b>")
TWO = replace(TOOLS, clients=(XFREERDP, SDL, REMMINA))
NONE = LocalTools((), None, install_hint("linux", "ID=debian"))


@pytest.fixture
def shown(qtbot):
    """Show the dialog for what is installed and chosen."""

    def show(tools, choices=None):
        dialog = SessionClientsDialog(tools, choices or SessionChoices())
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return show


def said(dialog):
    return [each.text() for each in dialog.findChildren(QLabel) if each.isVisible()]


def entries(dialog):
    box = dialog.findChild(QComboBox, "clientUse")
    return [(box.itemText(number), box.itemData(number)) for number in range(box.count())]


def test_what_is_installed_is_told_with_version_and_abilities(shown):
    dialog = shown(TWO)
    assert entries(dialog) == [
        ("Automatic: the best (xfreerdp 2.11.7)", ""),
        ("xfreerdp 2.11.7", "freerdp2"),
        ("remmina & <b>co</b>", "remmina"),
    ]
    assert dialog.client == ""
    assert dialog.adapters == {"freerdp2": False, "remmina": False}
    text = " ".join(said(dialog))
    assert "consoles only through the adapter" in text
    assert "through a pipe" in text
    assert "It asks you for the password itself" in text
    assert "sudo apt" not in text


def test_where_none_is_found_the_dialog_says_how_to_get_one(shown):
    dialog = shown(NONE)
    text = " ".join(said(dialog))
    assert "No installed program can show consoles." in text
    assert "sudo apt install freerdp" in text
    assert dialog.adapters == {}
    dialog.show_tools(TWO)
    assert "sudo apt" not in " ".join(said(dialog))
    assert len(dialog.adapters) == 2


def test_a_choice_that_is_not_installed_any_more_is_kept_and_marked(shown):
    dialog = shown(TWO, SessionChoices(chosen_client="mstsc"))
    assert dialog.client == "mstsc"
    assert entries(dialog)[-1] == ("mstsc (not found)", "mstsc")


def test_looking_again_keeps_what_was_changed_here(shown):
    dialog = shown(TWO, SessionChoices(adapted_clients=frozenset({"freerdp2"})))
    dialog.findChild(QComboBox, "clientUse").setCurrentIndex(2)
    dialog.findChild(QCheckBox, "adapter-remmina").setChecked(True)
    dialog.findChild(QCheckBox, "adapter-freerdp2").setChecked(False)
    dialog.show_tools(TWO)
    assert dialog.client == "remmina"
    assert dialog.adapters == {"freerdp2": False, "remmina": True}


def test_of_each_kind_the_first_is_shown():
    assert first_of_each_kind((XFREERDP, SDL, REMMINA)) == (XFREERDP, REMMINA)
    assert first_of_each_kind(()) == ()


@pytest.mark.parametrize("is_kept", [True, False])
def test_only_what_changed_is_kept_and_only_on_save(qapp, qtbot, is_kept):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    async def play():
        sessions = FakeSessions(TWO)
        runner = CommandRunner(window, Theme("light"), None, None)
        fleet = ConsoleFleet()
        reader = SessionReader(fleet, sessions, lambda _: None)
        dialogs = SessionDialogs(fleet, sessions, reader, runner)

        async def press():
            await until(lambda: _visible(window))
            dialog = _visible(window)
            dialog.findChild(QCheckBox, "adapter-remmina").setChecked(True)
            dialog.findChild(QComboBox, "clientUse").setCurrentIndex(2)
            if is_kept:
                dialog.findChild(QPushButton, "clientsSave").click()
            else:
                dialog.reject()

        await asyncio.gather(dialogs.clients(), press())
        wanted = [("client", "remmina", None), ("adapter", "remmina", True)] if is_kept else []
        assert sessions.books.calls == wanted

    run_async(qapp, play())


def _visible(window) -> QDialog | None:
    found = [each for each in window.findChildren(SessionClientsDialog) if each.isVisible()]
    return found[0] if found else None
