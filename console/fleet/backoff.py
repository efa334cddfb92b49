"""How long to wait before a host that does not answer is tried again."""

from random import Random
from typing import Final

FIRST_S: Final = 1.0
CAP_S: Final = 60.0
FLOOR_S: Final = 0.25


class Backoff:
    """Truncated exponential backoff with full jitter.

    The n-th wait is drawn evenly between nothing and ``FIRST_S * 2**n``, at most ``CAP_S``, so
    that a hundred hosts behind one broken switch do not come back in step. ``FLOOR_S`` keeps a
    host that refuses connections at once from being tried in a tight loop.

    Args:
        rng: The source of chance.
    """

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._failures = 0

    @property
    def failures(self) -> int:
        """Failures in a row."""
        return self._failures

    def failed(self) -> float:
        """Count a failure and return the seconds to wait."""
        ceiling = min(CAP_S, FIRST_S * 2 ** min(self._failures, 16))
        self._failures += 1
        return max(FLOOR_S, self._rng.uniform(0.0, ceiling))

    def succeeded(self) -> None:
        """Begin anew."""
        self._failures = 0
