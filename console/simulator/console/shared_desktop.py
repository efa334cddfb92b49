"""One virtual desktop for all consoles of a process, started when the first session needs it."""

import asyncio
import threading
from collections.abc import Callable

from console.simulator.console.desktop import VirtualDesktop
from console.simulator.console.server import Desktop


class SharedDesktop:
    """Starts a ``VirtualDesktop`` once; used in one loop.

    Starting and ending take seconds, so each happens in a thread of its own.
    """

    def __init__(self) -> None:
        self._desktop = VirtualDesktop()
        self._lock = asyncio.Lock()
        self._was_tried = False

    async def get(self) -> Desktop | None:
        """Return the desktop; ``None`` where this computer cannot have one, or it did not start."""
        async with self._lock:
            if not self._was_tried and VirtualDesktop.is_possible():
                await _in_thread(self._desktop.start)
            self._was_tried = True
        return self._desktop.desktop

    async def close(self) -> None:
        """End it. A start under way is waited for, so that nothing stays behind."""
        async with self._lock:
            await _in_thread(self._desktop.close)


async def _in_thread(work: Callable[[], object]) -> None:
    loop = asyncio.get_running_loop()
    done = asyncio.Event()
    failures: list[Exception] = []

    def run() -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001 - raised again where it is awaited
            failures.append(error)
        loop.call_soon_threadsafe(done.set)

    threading.Thread(target=run, name="virtual-desktop").start()
    await done.wait()
    if failures:
        raise failures[0]
