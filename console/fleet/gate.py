"""A bound on background readings that run at the same time over all hosts, and who goes first.

Parsing replies is the work that counts, and it happens soon after a request. A host that hangs
costs nothing, so it must not keep others out: a reading that runs longer than the gate's patience
gives its place away and goes on.

With hundreds of hosts there are always some that wait. Who waits has a deadline, given by what is
read: hosts that have shown nothing yet go first, then what has never been read of them, then what
only becomes older. Since it is a deadline and no rank, nobody waits for ever.
"""

import asyncio
import enum
import heapq
import itertools
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final

from console.fleet.clock import Clock

MAX_POLLS: Final = 2
PATIENCE_S: Final = 1.0


class Urgency(enum.Enum):
    """How long a reading may wait before others that came later; the value is in seconds."""

    FIRST = 0.0
    """Nothing is known of the host yet, or somebody looks at a change."""
    NEW = 10.0
    """This part has never been read."""
    AGAIN = 20.0


class PollGate:
    """Lets a few readings through at a time, the earliest deadline first.

    Args:
        clock: Measures patience.
        places: How many readings may run together.
        patience_s: When a long reading stops counting.
    """

    def __init__(
        self, clock: Clock, places: int = MAX_POLLS, patience_s: float = PATIENCE_S
    ) -> None:
        self._clock = clock
        self._free = places
        self._patience_s = patience_s
        self._numbers = itertools.count()
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []

    @property
    def is_full(self) -> bool:
        """Whether whoever comes now has to wait."""
        return not self._free

    @asynccontextmanager
    async def place(
        self, urgency: Urgency = Urgency.AGAIN, patience_s: float | None = None
    ) -> AsyncGenerator[None, None]:
        """Wait for a place, and hold it for the block or until patience ends.

        Args:
            urgency: Who goes first.
            patience_s: Instead of the gate's own.
        """
        await self._enter(urgency)
        is_held = True

        def give_back() -> None:
            nonlocal is_held
            if is_held:
                is_held = False
                self._leave()

        patience = self._patience_s if patience_s is None else patience_s
        timer = self._clock.later(patience, give_back)
        try:
            yield
        finally:
            timer.cancel()
            give_back()

    async def _enter(self, urgency: Urgency) -> None:
        if self._free:
            self._free -= 1
            return
        turn = asyncio.get_running_loop().create_future()
        deadline = self._clock.monotonic() + urgency.value
        heapq.heappush(self._waiting, (deadline, next(self._numbers), turn))
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._leave()  # the place was ours already
            raise

    def _leave(self) -> None:
        """Hand the place to who is next, or keep it."""
        while self._waiting:
            _, _, turn = heapq.heappop(self._waiting)
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1
