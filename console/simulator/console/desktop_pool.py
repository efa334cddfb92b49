"""A desktop for each VM whose console is open, from its first session to the end of its last.

Starting and ending take seconds, so each happens in a thread of its own. What a VM shows is looked
at again and again while its desktop is there, and painted when it has become another.
"""

import asyncio
import contextlib
import logging
import threading
from collections.abc import AsyncGenerator, Callable, Hashable
from dataclasses import dataclass, field
from typing import Final

from console.simulator.console.desktop import VirtualDesktop
from console.simulator.console.picture import Picture, paint
from console.simulator.console.server import Desktop
from console.simulator.console.x11 import XRefused, XScreen

_log = logging.getLogger(__name__)
_MOST: Final = 16
"""Desktops at a time: each is two processes."""
_LOOK_S: Final = 0.5


@dataclass(frozen=True, slots=True)
class GuestScreen:
    """A VM's screen.

    Attributes:
        key: Equal for the same VM of the same host.
        look: Returns what it shows now; called in the loop.
    """

    key: Hashable
    look: Callable[[], Picture] = field(compare=False)


@dataclass(slots=True)
class _Shown:
    virtual: VirtualDesktop
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0
    screen: XScreen | None = None
    painter: asyncio.Task[None] | None = None


class DesktopPool:
    """Desktops of one process; used in one loop."""

    def __init__(self) -> None:
        self._shown: dict[Hashable, _Shown] = {}

    @contextlib.asynccontextmanager
    async def show(self, screen: GuestScreen) -> AsyncGenerator[Desktop | None]:
        """Have a VM's screen shown inside the block.

        Yields:
            Where; ``None`` where this computer cannot have a desktop, it did not start, or there
            are too many.
        """
        if not VirtualDesktop.is_possible() or self._is_full(screen.key):
            yield None
            return
        shown = self._shown.setdefault(screen.key, _Shown(VirtualDesktop()))
        shown.users += 1
        try:
            async with shown.lock:
                if shown.virtual.desktop is None:
                    await _in_thread(shown.virtual.start)
                    self._begin(shown, screen)
            yield shown.virtual.desktop
        finally:
            shown.users -= 1
            if not shown.users:
                self._shown.pop(screen.key, None)
                await asyncio.shield(_end(shown))

    async def close(self) -> None:
        """End all that are left. A start under way is waited for: nothing stays behind."""
        left, self._shown = tuple(self._shown.values()), {}
        for shown in left:
            await _end(shown)

    def _is_full(self, key: Hashable) -> bool:
        return key not in self._shown and len(self._shown) >= _MOST

    def _begin(self, shown: _Shown, screen: GuestScreen) -> None:
        """Paint what the VM shows, and go on doing so; without a picture the screen stays black."""
        if shown.virtual.desktop is None:
            return
        try:
            shown.screen = XScreen(shown.virtual.display)
        except (OSError, XRefused) as problem:
            _log.info("no picture on a simulated console: %s", problem)
            return
        work = _keep_painted(shown.screen, screen.look)
        shown.painter = asyncio.get_running_loop().create_task(work)


async def _keep_painted(screen: XScreen, look: Callable[[], Picture]) -> None:
    painted: Picture | None = None
    try:
        while True:
            picture = look()
            if picture != painted:
                paint(screen, picture)
                painted = picture
            await asyncio.sleep(_LOOK_S)
    except (OSError, XRefused) as problem:
        _log.info("a simulated console's picture stands still: %s", problem)


async def _end(shown: _Shown) -> None:
    async with shown.lock:
        if shown.painter is not None:
            shown.painter.cancel()
            await asyncio.gather(shown.painter, return_exceptions=True)
        if shown.screen is not None:
            shown.screen.close()
        shown.painter = shown.screen = None
        await _in_thread(shown.virtual.close)


async def _in_thread(work: Callable[[], object]) -> None:
    """Call in a thread, and wait for its end even when we are cancelled meanwhile."""
    loop = asyncio.get_running_loop()
    done = asyncio.Event()
    failures: list[Exception] = []

    def run() -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001 - raised again where it is awaited
            failures.append(error)
        with contextlib.suppress(RuntimeError):  # nobody waits any more
            loop.call_soon_threadsafe(done.set)

    threading.Thread(target=run, name="virtual-desktop").start()
    cancelled: asyncio.CancelledError | None = None
    while not done.is_set():
        try:
            await done.wait()
        except asyncio.CancelledError as cancel:
            cancelled = cancel
    if cancelled is not None:
        raise cancelled
    if failures:
        raise failures[0]
