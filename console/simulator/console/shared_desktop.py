"""One virtual desktop for all consoles of a process, started when the first session needs it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from console.simulator.console.desktop import VirtualDesktop
from console.simulator.console.server import Desktop


class SharedDesktop:
    """Starts a ``VirtualDesktop`` once; used in one loop.

    Starting and ending take seconds, so they happen in a thread that lives as long as this does.
    """

    def __init__(self) -> None:
        self._desktop = VirtualDesktop()
        self._lock = asyncio.Lock()
        self._threads = ThreadPoolExecutor(1, "virtual-desktop")
        self._was_tried = False

    async def get(self) -> Desktop | None:
        """Return the desktop; ``None`` where this computer cannot have one, or it did not start."""
        async with self._lock:
            if not self._was_tried and VirtualDesktop.is_possible():
                loop = asyncio.get_running_loop()
                await loop.run_in_executor(self._threads, self._desktop.start)
            self._was_tried = True
        return self._desktop.desktop

    async def close(self) -> None:
        """End it. A start under way is waited for, so that nothing stays behind."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._threads, self._desktop.close)
        self._threads.shutdown()
