"""A bound on background readings that run at the same time over all hosts.

Parsing replies is the work that counts, and it happens soon after a request. A host that hangs
costs nothing, so it must not keep others out: a reading that runs longer than the gate's patience
gives its place away and goes on.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final

from console.fleet.clock import Clock

MAX_POLLS: Final = 2
PATIENCE_S: Final = 1.0


class PollGate:
    """Lets a few readings through at a time, first come, first served.

    Args:
        clock: Measures patience.
        places: How many readings may run together.
        patience_s: When a long reading stops counting.
    """

    def __init__(
        self, clock: Clock, places: int = MAX_POLLS, patience_s: float = PATIENCE_S
    ) -> None:
        self._clock = clock
        self._places = asyncio.Semaphore(places)
        self._patience_s = patience_s

    @asynccontextmanager
    async def place(self) -> AsyncGenerator[None, None]:
        """Wait for a place, and hold it for the block or until patience ends."""
        await self._places.acquire()
        is_held = True

        def give_back() -> None:
            nonlocal is_held
            if is_held:
                is_held = False
                self._places.release()

        timer = self._clock.later(self._patience_s, give_back)
        try:
            yield
        finally:
            timer.cancel()
            give_back()
