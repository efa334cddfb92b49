"""Where the simulator takes its time from: the computer's clock, or one that tests wind on."""

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Two kinds of time: one to show, one to measure with."""

    def now(self) -> datetime:
        """Return the time of day, aware."""
        ...

    def monotonic(self) -> float:
        """Return seconds since some moment; it never goes back."""
        ...


class RealClock:
    """The clock of this computer."""

    def now(self) -> datetime:
        """Return the time of day in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that only ever grow."""
        return time.monotonic()


class ManualClock:
    """A clock that stands still until it is told to go on; safe to wind from another thread.

    Attributes:
        start: The time of day that it begins with.
    """

    def __init__(self, start: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) -> None:
        self.start = start
        self._passed = 0.0
        self._lock = threading.Lock()

    def now(self) -> datetime:
        """Return the start plus what was wound on."""
        return self.start + timedelta(seconds=self._passed)

    def monotonic(self) -> float:
        """Return the seconds wound on so far."""
        return self._passed

    def advance(self, seconds: float) -> None:
        """Let time pass.

        Raises:
            ValueError: The clock would go back.
        """
        if seconds < 0:
            raise ValueError("time does not go back")
        with self._lock:
            self._passed += seconds
