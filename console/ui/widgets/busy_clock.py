"""One timer for everything that turns while something is pending.

Who shows something busy says so with ``hold`` and takes it back with ``release``; the timer runs
only while someone holds it, so an idle window wakes up for nothing.
"""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

FRAMES: Final = 12
FRAME_MS: Final = 83
"""Twelve frames a second: one turn of the ring takes a second."""


class BusyClock(QObject):
    """Counts frames while anybody is busy."""

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._frame = 0
        self._holders: set[int] = set()
        self._watched: set[int] = set()
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def frame(self) -> int:
        """The frame of now, 0 to ``FRAMES - 1``."""
        return self._frame

    @property
    def is_running(self) -> bool:
        """Whether anybody holds the clock."""
        return self._timer.isActive()

    def hold(self, holder: QObject) -> None:
        """Keep the clock running for ``holder``; holding twice is holding once."""
        name = id(holder)
        self._holders.add(name)
        if name not in self._watched:
            # A widget that dies while it is busy must not keep the clock running.
            self._watched.add(name)
            holder.destroyed.connect(lambda: self._forget(name))
        if not self._timer.isActive():
            self._timer.start()

    def release(self, holder: QObject) -> None:
        """Let go; the clock stops with the last one."""
        self._let_go(id(holder))

    def _let_go(self, name: int) -> None:
        self._holders.discard(name)
        if not self._holders:
            self._timer.stop()

    def _forget(self, name: int) -> None:
        self._watched.discard(name)
        if isValid(self._timer):  # at the end of the program the clock may go before its holders
            self._let_go(name)

    def _tick(self) -> None:
        self._frame = (self._frame + 1) % FRAMES
        self.ticked.emit()
