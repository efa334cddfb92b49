"""Running a coroutine on Qt's loop, and waiting in it for a condition."""

import asyncio
import time
from collections.abc import Callable

from console.app.loop import run


def run_async(qapp, coroutine) -> None:
    """Run a test's coroutine on a loop that also serves widgets."""

    async def main() -> int:
        await coroutine
        return 0

    qapp.setQuitOnLastWindowClosed(False)  # as the program does: a dialog's end is not the end
    assert run(qapp, main()) == 0


async def until(condition: Callable[[], object], seconds: float = 30.0) -> None:
    """Wait until a condition holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "the condition never held"
        await asyncio.sleep(0.005)
