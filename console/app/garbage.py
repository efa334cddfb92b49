"""Collects reference cycles on the window's thread only, in small doses.

Python collects in whatever thread happens to allocate, and so would delete widgets in the thread of
a lane, which Qt does not survive. While the loop runs, automatic collection is therefore off, and a
timer collects: young objects often, which takes a millisecond or two, everything rarely.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_LOOK_EVERY_MS: Final = 250
_YOUNG: Final = 5_000
"""How many new objects are worth a look."""
_YOUNG_BEFORE_MIDDLE: Final = 20
_LOOKS_BEFORE_ALL: Final = 5 * 60 * 4
"""Five minutes: looking at everything takes some tens of milliseconds with 10,000 VMs."""


class GarbageCollector(QObject):
    """Collects from now until ``close``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._young_runs = 0
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def close(self) -> None:
        """Collect what the window left, and let Python collect by itself again."""
        self._timer.stop()
        gc.collect()
        if self._was_enabled:
            gc.enable()

    def _look(self) -> None:
        self._looks += 1
        if self._looks >= _LOOKS_BEFORE_ALL:
            self._looks = self._young_runs = 0
            gc.collect()
        elif gc.get_count()[0] >= _YOUNG:
            self._young_runs = (self._young_runs + 1) % _YOUNG_BEFORE_MIDDLE
            gc.collect(0 if self._young_runs else 1)
