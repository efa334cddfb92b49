"""The one event loop: asyncio on Qt's, and the only module that names qasync."""

import asyncio
import sys
from collections.abc import Coroutine
from typing import Any, cast

# qasync takes the first Qt binding that it finds imported, and PyQt6 before PySide6 otherwise.
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop  # pyright: ignore[reportMissingTypeStubs] -- it ships none

from console.app.garbage import GarbageCollector

SWITCH_INTERVAL_S = 0.0001
"""How long a lane thread may keep the interpreter from the window; Python's default is 5 ms.

Painting calls Qt thousands of times a frame, and each call may lose the interpreter to a lane: with
5 ms, or even 1 ms, a repaint beside a busy lane took 200 ms.
"""


def run(application: QApplication, main: Coroutine[Any, Any, int]) -> int:
    """Run ``main`` on a loop that also serves the window; return its exit code."""
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    loop = cast("asyncio.AbstractEventLoop", QEventLoop(application))
    asyncio.set_event_loop(loop)
    collector = GarbageCollector()
    try:
        return loop.run_until_complete(main)
    finally:
        asyncio.set_event_loop(None)
        loop.close()
        collector.close()
