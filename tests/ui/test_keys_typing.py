"""Text on its way into a guest: its speed, stopping it, failing, and leaving it."""

import asyncio
from types import SimpleNamespace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from console.fleet.tasks import Spawner
from console.model.errors import Unreachable, UnreachableReason
from console.model.identity import HostId, VmId, VmKey
from console.ui.commands.keys import KeysCommands
from console.ui.dialogs.keys import TypeTextDialog
from console.ui.runner import CommandRunner
from tests.ui.waiting import run_async, until

KEY = VmKey(HostId("h1"), VmId("v1"))


class StoppedClock:
    """A clock that stands still but for what is slept."""

    def __init__(self):
        self.now = 0.0
        self.slept = []

    def monotonic(self):
        return self.now

    async def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


class Keyboard:
    """A fleet with one VM, whose keyboard notes what arrives, and may wait or fail."""

    def __init__(self):
        self.pieces = []
        self.asked = 0
        self.gate = None
        self.fails_at = None
        self.store = SimpleNamespace(vm=lambda key: SimpleNamespace(name="web01"))

    async def ask(self, host, read):
        assert host == KEY.host
        self.asked += 1
        if self.gate is not None:
            await self.gate.wait()
        if self.fails_at == len(self.pieces):
            raise Unreachable(UnreachableReason.CONNECTION_LOST, "hv1")
        return read(SimpleNamespace(type_scancodes=lambda vm, codes: self.pieces.append(codes)))


class Scene:
    """The command, its dialog and what it reaches."""

    def __init__(self):
        self.window = QWidget()
        self.tasks, self.told = Spawner(), []
        self.keyboard, self.clock = Keyboard(), StoppedClock()
        runner = CommandRunner(self.window, None, self.tasks.spawn, self.told.append)
        self.commands = KeysCommands(self.keyboard, runner, self.clock)

    async def opened(self, text):
        self.window.show()
        self.commands.type_text(KEY)
        await until(lambda: self.window.findChild(TypeTextDialog))
        dialog = self.window.findChild(TypeTextDialog)
        dialog.findChild(QPlainTextEdit, "typeText").setPlainText(text)
        return dialog

    async def close(self):
        for dialog in self.window.findChildren(TypeTextDialog):
            dialog.reject()
        await self.tasks.close(1)
        self.window.close()
        self.window.deleteLater()


@pytest.fixture
def play(qapp):
    def play(story):
        async def main():
            scene = Scene()
            try:
                await story(scene)
            finally:
                await scene.close()

        run_async(qapp, main())

    return play


def press(dialog, name):
    dialog.findChild(QPushButton, name).click()


def says(dialog):
    return dialog.findChild(QLabel, "typeOutcome").text()


def test_text_goes_in_pieces_of_half_a_second_each(play):
    async def story(scene):
        dialog = await scene.opened("x" * 45)
        press(dialog, "typeSend")
        await until(lambda: not dialog.is_sending)
        assert [len(piece) for piece in scene.keyboard.pieces] == [10, 10, 10, 10, 5]
        assert scene.clock.slept == [0.5] * 4, "20 characters a second; no pause after the last"
        assert says(dialog).startswith("45 ")

    play(story)


def test_stop_ends_after_the_piece_under_way_and_says_how_far_it_came(play):
    async def story(scene):
        scene.keyboard.gate = asyncio.Event()
        dialog = await scene.opened("x" * 45)
        press(dialog, "typeSend")
        await until(lambda: scene.keyboard.asked)
        press(dialog, "typeStop")
        scene.keyboard.gate.set()
        await until(lambda: not dialog.is_sending)
        assert len(scene.keyboard.pieces) == 1
        assert says(dialog) == "Stopped: 10 of 45 characters were typed."
        assert dialog.findChild(QPlainTextEdit, "typeText").toPlainText(), "it can be sent again"

    play(story)


def test_a_failure_on_the_way_says_why_and_how_far_it_came(play):
    async def story(scene):
        scene.keyboard.fails_at = 2
        dialog = await scene.opened("x" * 45)
        press(dialog, "typeSend")
        await until(lambda: not dialog.is_sending)
        assert says(dialog).endswith("20 of 45 characters were typed.")
        assert "hv1" in says(dialog)
        assert not scene.told, "it stands in the dialog, not in the window too"

    play(story)


def test_closing_the_dialog_while_text_is_typed_ends_it(play):
    async def story(scene):
        scene.keyboard.gate = asyncio.Event()
        dialog = await scene.opened("x" * 45)
        press(dialog, "typeSend")
        await until(lambda: scene.keyboard.asked)
        dialog.reject()
        scene.keyboard.gate.set()
        await until(lambda: not scene.tasks.running)
        assert len(scene.keyboard.pieces) <= 1
        assert not scene.told

    play(story)


@pytest.mark.parametrize("is_hidden", [False, True])
def test_the_clipboard_is_inserted_only_when_asked_for(play, is_hidden):
    async def story(scene):
        QGuiApplication.clipboard().setText("from the clipboard")
        dialog = await scene.opened("")
        dialog.findChild(QCheckBox, "typeHide").setChecked(is_hidden)
        shown = (
            dialog.findChild(QLineEdit, "typeSecret").text
            if is_hidden
            else dialog.findChild(QPlainTextEdit, "typeText").toPlainText
        )
        assert shown() == ""
        press(dialog, "typeClipboard")
        assert shown() == "from the clipboard"

    play(story)
