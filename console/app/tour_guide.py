"""What the guided tour can do at each stop: find, wait, trigger, take a picture."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol, TypeVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QWidget

from console.app.desk import Desk
from console.app.intent import IntentDesk
from console.fleet.fleet import Fleet
from console.fleet.operation import OperationPhase
from console.model.host import HostSnapshot
from console.model.identity import HostId, VmKey
from console.model.vm import VmSnapshot
from console.ui.widgets.vm_table_view import VmTableView
from console.ui.window import MainWindow

_WidgetT = TypeVar("_WidgetT", bound=QWidget)
_PATIENCE_S: Final = 60.0
_LOOK_EVERY_S: Final = 0.05
_WINDOW: Final = (1440, 900)


class Toured(Protocol):
    """The program, as far as a tour leads through it."""

    window: MainWindow
    fleet: Fleet
    desk: Desk
    intent: IntentDesk


class TourFailed(Exception):
    """Something that the tour waited for did not come; the message says what."""


class Guide:
    """Looks for things in the window, waits for them, and takes pictures.

    Args:
        program: The running program, on a simulated fleet.
        folder: Where the pictures go.
    """

    def __init__(self, program: Toured, folder: Path) -> None:
        self.program = program
        self.window = program.window
        self._folder = folder
        self._count = 0
        self.window.resize(*_WINDOW)

    def picture(self, name: str, of: QWidget | None = None) -> None:
        """Save what the window, or one of its dialogs, shows."""
        self._count += 1
        path = self._folder / f"{self._count:02}-{name}.png"
        (of or self.window).grab().save(str(path))
        print(f"tour: {path.name}")  # noqa: T201 -- the tour is a command

    def is_open(self, dialog: str) -> bool:
        """Whether a dialog can be seen."""
        return any(each.isVisible() for each in self.window.findChildren(QDialog, dialog))

    def online(self) -> list[HostSnapshot]:
        """Return the hosts that answer."""
        return [host for host in self.program.fleet.store.hosts.values() if host.is_current]

    def host(self, host: HostId) -> HostSnapshot:
        """Return a host as it is now."""
        return self.program.fleet.store.hosts[host]

    def vm(self, key: VmKey) -> VmSnapshot:
        """Return a VM as it is now."""
        vm = self.program.fleet.store.vm(key)
        if vm is None:
            raise TourFailed(f"{key.vm} is gone")
        return vm

    def find(self, what: str, matches: Callable[[VmSnapshot], bool], favourite: str) -> VmKey:
        """Return a VM that fits, the one whose name begins so if it does."""
        found = [
            (not vm.name.startswith(favourite), host.is_slow, vm.name, VmKey(host.id, vm.id))
            for host in self.online()
            for vm in host.vms
            if matches(vm)
        ]
        if not found:
            raise TourFailed(f"the demo has no such VM: {what}")
        return min(found)[-1]

    def select(self, key: VmKey) -> None:
        """Select a VM in the list."""
        self.widget(VmTableView, "vmTable").select_keys([key], key)

    def trigger(self, name: str) -> None:
        """Trigger an action as a menu does."""
        action = self.window.findChild(QAction, name)
        if action is None or not action.isEnabled():
            raise TourFailed(f"the action {name!r} cannot be used: {action and action.toolTip()}")
        action.trigger()

    def widget(self, kind: type[_WidgetT], name: str) -> _WidgetT:
        """Return a part of the window."""
        widget = self.window.findChild(kind, name)
        if widget is None:
            raise TourFailed(f"the window has no {name}")
        return widget

    async def finished(self) -> None:
        """Wait until all operations have ended, the last one well."""
        records = self.program.fleet.operations
        await self.until("operations end", lambda: not any(r.is_pending for r in records.records))
        last = records.records[-1]
        if last.phase is not OperationPhase.SUCCEEDED:
            raise TourFailed(f"an operation ended as {last.phase.value}: {last.error}")

    async def until(self, what: str, is_so: Callable[[], bool]) -> None:
        """Wait for something, which a failure names."""
        end = time.monotonic() + _PATIENCE_S
        while not is_so():
            if time.monotonic() > end:
                raise TourFailed(f"waited {_PATIENCE_S:g} s for this: {what}")
            await asyncio.sleep(_LOOK_EVERY_S)


async def settle() -> None:
    """Let the store tell and the window paint."""
    await asyncio.sleep(0.3)
