"""Keys and text for a guest: what arrives, at which speed, and that no trace is left."""

import asyncio
import logging

import pytest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
)

from console.fleet.tasks import Spawner
from console.model.keyboard import KeyboardLayout, KeyCombination, scancodes_for
from console.simulator.descriptions import VmDescription
from console.ui.commands.keys import KeysCommands
from console.ui.dialogs.keys import TypeTextDialog
from console.ui.runner import CommandRunner
from console.ui.sentences.keys import combination_name
from tests.ui.living import Setting, hosting, run_program
from tests.ui.waiting import until

TEXTS = {
    KeyboardLayout.US: "Ab1!~ {x}",
    KeyboardLayout.DE: "Straße €@ÄÖ y",
    KeyboardLayout.FR: "été ça ê @#",
    KeyboardLayout.JP: 'a"b@_\\',
    KeyboardLayout.ZH: "Zh-9?",
}


class Quick:
    """A clock on which waiting takes no time, and is noted."""

    def __init__(self):
        self.slept = []

    def monotonic(self):
        return 0.0

    async def sleep(self, seconds):
        self.slept.append(seconds)
        await asyncio.sleep(0)


def choose(dialog, layout):
    box = dialog.findChild(QComboBox, "typeLayout")
    box.setCurrentIndex(box.findData(layout.value))


def test_text_arrives_as_typed_for_each_layout_and_leaves_no_trace(qapp, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)

    async def story(site):
        await site.filled(1)
        tasks, clock, told = Spawner(), Quick(), []
        runner = CommandRunner(site.window, None, tasks.spawn, told.append)
        commands, key = KeysCommands(site.fleet, runner, clock), site.key("web")
        before = len(site.fleet.operations.records)
        for layout, text in TEXTS.items():
            site.machine_vm("web").typed.clear()
            commands.type_text(key)
            dialog = await site.opened("typeTextDialog")
            choose(dialog, layout)
            dialog.findChild(QPlainTextEdit, "typeText").setPlainText(text)
            dialog.findChild(QPushButton, "typeSend").click()
            await until(lambda d=dialog: d.is_sending is False)
            typed = b"".join(site.machine_vm("web").typed)
            assert typed == b"".join(scancodes_for(text, layout).sequences)
            assert dialog.findChild(QPlainTextEdit, "typeText").toPlainText() == ""
            dialog.reject()
            await site.closed("typeTextDialog")
            assert text not in caplog.text
            assert ", ".join(str(code) for code in typed) not in caplog.text
        assert len(site.fleet.operations.records) == before
        assert told == []
        commands.press(key, KeyCombination.CTRL_ALT_DEL)
        commands.press(key, KeyCombination.WIN_R)
        await until(lambda: not tasks.running)
        keys = [KeyCombination.CTRL_ALT_DEL.scancodes, KeyCombination.WIN_R.scancodes]
        assert site.machine_vm("web").typed[-2:] == keys
        await tasks.close(1)

    run_program(qapp, tmp_path, story, Setting(hosts=(hosting(VmDescription("web")),)))


@pytest.fixture
def dialog(qapp):
    dialog = TypeTextDialog("web01", KeyboardLayout.US)
    dialog.show()
    yield dialog
    dialog.close()
    dialog.deleteLater()


def part(dialog, kind, name):
    return dialog.findChild(kind, name)


def test_names_what_cannot_be_typed_before_anything_is_sent(dialog):
    sent = []
    dialog.send_requested.connect(lambda keys, speed: sent.append((keys, speed)))
    part(dialog, QPlainTextEdit, "typeText").setPlainText("naïve 财")
    assert part(dialog, QLabel, "typeProblem").text().endswith("ï 财")
    button = part(dialog, QPushButton, "typeSend")
    assert not button.isEnabled()
    part(dialog, QPlainTextEdit, "typeText").setPlainText("plain")
    assert not part(dialog, QPushButton, "typeStop").isEnabled()
    button.click()
    assert sent == [(scancodes_for("plain", KeyboardLayout.US), 20)]


def test_hidden_text_is_never_shown_and_is_forgotten(dialog):
    part(dialog, QCheckBox, "typeHide").setChecked(True)
    secret = part(dialog, QLineEdit, "typeSecret")
    assert secret.echoMode() is QLineEdit.EchoMode.Password
    secret.setText("geheim€")
    assert "€" not in part(dialog, QLabel, "typeProblem").text()
    assert part(dialog, QLabel, "typeProblem").text().endswith("7")
    dialog.reject()
    assert secret.text() == ""
    assert not secret.isUndoAvailable()


def test_tells_of_the_input_method(dialog):
    assert not part(dialog, QLabel, "typeInputMethod").isVisible()
    choose(dialog, KeyboardLayout.ZH)
    assert part(dialog, QLabel, "typeInputMethod").isVisible()


def test_the_menu_offers_every_combination_once(qapp):
    """Ctrl+Alt+Del is a command of its own, with a key, and stands above."""
    commands, menu = KeysCommands(None, None, None), QMenu()
    commands.fill_menu(menu, lambda: None)
    names = [action.text() for action in menu.actions() if action.text()]
    assert len(names) == len(set(names)) == len(KeyCombination) - 1
    assert combination_name(KeyCombination.CTRL_ALT_DEL) not in names
    menu.deleteLater()
