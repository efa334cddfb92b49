"""Commands about sessions over doubles, in a window for their dialogs."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from console.model.connection import Endpoint
from console.model.errors import ConsoleError
from console.model.identity import VmKey
from console.rdp.outcome import EndReason, SessionEnd
from console.settings.schema import HostConfig
from console.ui.runner import CommandRunner
from console.ui.sessions.commands import SessionCommands
from console.ui.sessions.facts import SessionReader
from console.ui.theme import Theme
from tests.ui.samples import sample_hosts
from tests.ui.session_doubles import SEEN, ConsoleFleet, FakeSessions
from tests.ui.waiting import run_async, until

HOST = sample_hosts()[0]
RUNS = HOST.vms[1]
OFF = HOST.vms[3]
KEY = VmKey(HOST.id, RUNS.id)
OFF_KEY = VmKey(HOST.id, OFF.id)
CONFIG = HostConfig(HOST.id, "hv01", Endpoint("hv01.lab.example"), "LAB\\ann")
NORMAL = SessionEnd(EndReason.NORMAL, 0)


class Scene:
    """Commands over doubles, and a window for their dialogs."""

    def __init__(self, window: QWidget, host=HOST) -> None:
        self.fleet = ConsoleFleet((host,))
        self.sessions = FakeSessions()
        self.window = window
        self.told: list[ConsoleError] = []
        self.notes: list[tuple[str, str]] = []
        self.tasks: list[asyncio.Task] = []
        runner = CommandRunner(window, Theme("light"), self._spawn, self.told.append)
        reader = SessionReader(self.fleet, self.sessions, {HOST.id: CONFIG}.get)
        self.commands = SessionCommands(
            self.fleet, self.sessions, reader, runner, lambda *note: self.notes.append(note)
        )

    def _spawn(self, coroutine, name):
        self.tasks.append(asyncio.get_running_loop().create_task(coroutine, name=name))
        return self.tasks[-1]

    async def opened(self, kind: type[QDialog]) -> QDialog:
        def shown():
            return [each for each in self.window.findChildren(kind) if each.isVisible()]

        await until(shown)
        return shown()[0]

    async def ended(self) -> None:
        await until(lambda: all(task.done() for task in self.tasks))

    async def ordered(self, number: int = 1):
        await until(lambda: len(self.sessions.orders) == number)
        return self.sessions.orders[-1]

    def pin(self) -> None:
        self.sessions.books.pins[HOST.id] = SEEN.sha256


def play_scene(qapp, qtbot, play, host=HOST):
    """Run a test's coroutine with a scene."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    async def main():
        scene = Scene(window, host)
        await play(scene)
        await scene.ended()

    run_async(qapp, main())


def press(dialog: QDialog, name: str) -> None:
    dialog.findChild(QPushButton, name).click()


def with_vm(**changes):
    return replace(HOST, vms=tuple(replace(v, **changes) if v is RUNS else v for v in HOST.vms))
