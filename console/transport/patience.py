"""How much one call may cost: seconds, bytes and round trips, whatever the host does.

A bound on each read would not do: a host that sends one byte a second never exceeds it. So every
wait takes what is left of the whole call's time, and every byte is taken from one budget.
"""

import time

from console.model.errors import Malformed, TimedOut

MAX_BYTES = 8 * 1024 * 1024
"""Most bytes read in one call. Our envelopes ask for 0.5 MB; this only bounds what is absurd, and
with it the memory that hundreds of mad hosts can take at the same time."""

MAX_TRIPS = 24
"""Most HTTP requests in one call: CredSSP needs eight, and the call may be repeated once."""


class Patience:
    """The bounds of one call.

    Args:
        address: The host, for errors.
        seconds: For the whole call.
        max_bytes: For everything that is received.
    """

    def __init__(self, address: str, seconds: float, max_bytes: int = MAX_BYTES) -> None:
        self._address = address
        self._seconds = seconds
        self._end = time.monotonic() + seconds
        self._bytes_left = max_bytes
        self._trips_left = MAX_TRIPS

    def remaining(self) -> float:
        """Return the seconds left, always more than 0.

        Raises:
            TimedOut: None are left.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.timed_out()
        return left

    def timed_out(self) -> TimedOut:
        """Return the error for a wait that took all that was left."""
        return TimedOut("read", self._seconds, self._address)

    def take_bytes(self, count: int) -> None:
        """Count received bytes.

        Raises:
            Malformed: There are too many.
        """
        self._bytes_left -= count
        self.check_room(0)

    def check_room(self, announced: int) -> None:
        """Refuse a body that is announced longer than anything we would read.

        Raises:
            Malformed: It is.
        """
        if announced > self._bytes_left or self._bytes_left < 0:
            raise Malformed(f"{self._address}: the answer is too large")

    def take_trip(self) -> None:
        """Count an HTTP request.

        Raises:
            Malformed: The host asks for more and more of them.
        """
        self._trips_left -= 1
        if self._trips_left < 0:
            raise Malformed(f"{self._address}: signing in does not come to an end")
