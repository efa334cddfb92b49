"""Time as the fleet sees it: a Protocol, so that tests live in virtual time."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol


class Timer(Protocol):
    """Something due later that can be called off (``asyncio.TimerHandle`` is one)."""

    def cancel(self) -> None:
        """Call it off; too late does no harm."""
        ...


class Clock(Protocol):
    """Measures and waits."""

    def monotonic(self) -> float:
        """Return seconds since some fixed moment; never goes back."""
        ...

    def now(self) -> datetime:
        """Return the time of day, aware; for people, never for measuring."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait; may wake a little early or late."""
        ...

    def later(self, seconds: float, function: Callable[[], None]) -> Timer:
        """Run a function on the loop after some seconds."""
        ...


class SystemClock:
    """The computer's clock and the running event loop's timers."""

    def monotonic(self) -> float:
        """Return ``time.monotonic()``."""
        return time.monotonic()

    def now(self) -> datetime:
        """Return the time of day in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait; under Qt's loop it may wake 5 % early or late."""
        await asyncio.sleep(seconds)

    def later(self, seconds: float, function: Callable[[], None]) -> Timer:
        """Run a function on the loop after some seconds."""
        return asyncio.get_running_loop().call_later(seconds, function)
