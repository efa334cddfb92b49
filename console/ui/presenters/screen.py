"""Keeps the picture of the VM that is shown up to date while it can be seen.

Theory of operation
-------------------
A tick twice a second decides: a picture is asked for when the view can be seen, the VM has a
screen, its host is there, none is under way, and the pause since the last answer is over. The
pause follows the time that the host took. Every picture belongs to a *turn*: another VM begins a
new one, and an answer for an earlier turn is dropped; until that late answer came, nothing more is
asked, so that there are never two requests at once. Errors stand in the view.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from console.fleet.clock import Clock
from console.fleet.store import StoreChange
from console.model.errors import ConsoleError
from console.model.host import HostSnapshot
from console.model.identity import VmKey
from console.model.vm import VmSnapshot
from console.ui import texts
from console.ui.ports import FleetControl
from console.ui.runner import CommandRunner
from console.ui.sentences.screen import WITH_SCREEN, away
from console.ui.widgets.screen_view import ScreenView

TICK_MS: Final = 500
PAUSE_S: Final = 2.0
SLOW_PAUSE_S: Final = 5.0
SLOWEST_PAUSE_S: Final = 10.0
SLOW_S: Final = 1.0
SLOWEST_S: Final = 3.0
"""A host that takes longer than these is asked less often."""
SHAPE_EVERY: Final = 10
"""The screen's size is read with the first picture and with every tenth after it."""


def pause_after(took_s: float) -> float:
    """Return the seconds to wait after an answer that took so many seconds."""
    if took_s > SLOWEST_S:
        return SLOWEST_PAUSE_S
    return SLOW_PAUSE_S if took_s > SLOW_S else PAUSE_S


class ScreenPresenter(QObject):
    """Between the fleet and a screen view.

    Args:
        fleet: Reads.
        runner: Runs readings.
        view: Shows.
        clock: Measures pauses and ages.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self,
        fleet: FleetControl,
        runner: CommandRunner,
        view: ScreenView,
        clock: Clock,
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._fleet = fleet
        self._runner = runner
        self._view = view
        self._clock = clock
        self._key: VmKey | None = None
        self._turn = 0
        self._count = 0
        self._is_reading = False
        self._due_at = 0.0
        self._read_at: float | None = None
        self._error: ConsoleError | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._end: Callable[[], None] = fleet.store.subscribe(self._store_changed)
        view.visibility_changed.connect(self._follow)

    def show_vm(self, key: VmKey | None) -> None:
        """Turn to another VM, or to none; the same one changes nothing."""
        if key == self._key:
            return
        self._key = key
        self._turn += 1
        self._count = 0
        self._due_at = 0.0
        self._read_at = self._error = None
        _, vm = self._found()
        self._view.show_vm(vm.name if vm is not None else "")
        self._follow()

    def tick(self) -> None:
        """Tell the age anew, and ask for a picture when it is time."""
        key = self._key
        host, vm = self._found()
        if key is None or vm is None or host is None or not self._view.can_be_seen:
            return
        self._show(host, vm)
        is_there = host.is_current and vm.state in WITH_SCREEN
        if is_there and not self._is_reading and self._clock.monotonic() >= self._due_at:
            self._is_reading = True
            self._runner.start(self._read(key, self._turn), "screen")

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._view.retranslate()
        host, vm = self._found()
        if host is not None and vm is not None:
            self._show(host, vm)

    def close(self) -> None:
        """Follow nothing any more."""
        self._turn += 1
        self._key = None
        self._timer.stop()
        self._end()

    async def _read(self, key: VmKey, turn: int) -> None:
        began = self._clock.monotonic()
        error: ConsoleError | None = None
        try:
            if self._count % SHAPE_EVERY == 0:
                shape = await self._fleet.ask(key.host, lambda host: host.read_resolution(key.vm))
                if turn == self._turn:
                    self._view.show_resolution(shape)
            size = self._view.wanted_size()
            width, height = size.width(), size.height()
            picture = await self._fleet.ask(
                key.host, lambda host: host.read_screen(key.vm, width, height)
            )
            if turn == self._turn:
                self._count += 1
                self._read_at = self._clock.monotonic()
                self._view.show_picture(picture, texts.age(0))
        except ConsoleError as problem:
            error = problem
        finally:
            self._is_reading = False
        if turn != self._turn:
            return
        self._error = error
        now = self._clock.monotonic()
        self._due_at = now + (SLOWEST_PAUSE_S if error is not None else pause_after(now - began))
        host, vm = self._found()
        if host is not None and vm is not None:
            self._show(host, vm)

    def _show(self, host: HostSnapshot, vm: VmSnapshot) -> None:
        """Say what stands in place of a picture, or how old the picture is."""
        view = self._view
        if vm.state not in WITH_SCREEN:
            self._read_at = self._error = None
            self._due_at = 0.0
            view.show_off(vm.state)
        elif not host.is_current:
            view.show_problem(away())
        elif self._error is not None:
            view.show_problem(texts.explain(self._error).cause)
        elif self._read_at is None:
            view.show_reading()
        else:
            view.show_picture_age(texts.age(self._clock.monotonic() - self._read_at))

    def _follow(self) -> None:
        if self._key is None or not self._view.isVisible():
            self._timer.stop()
            return
        self._timer.start()
        self.tick()

    def _store_changed(self, change: StoreChange) -> None:
        """Follow the VM's state at once."""
        key = self._key
        if key is not None and key.host in change.hosts:
            self.tick()

    def _found(self) -> tuple[HostSnapshot | None, VmSnapshot | None]:
        if self._key is None:
            return None, None
        return self._fleet.store.hosts.get(self._key.host), self._fleet.store.vm(self._key)
