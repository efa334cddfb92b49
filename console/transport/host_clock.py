"""Whether a host's clock is so far from ours that signing in fails for it.

Kerberos refuses a difference of more than five minutes (RFC 4120, 1.6). Every answer of http.sys
carries the host's time in ``Date`` (RFC 9110, 6.6.1).
"""

import time
from email.utils import parsedate_to_datetime

TOLERANCE_S = 300.0


def is_clock_off(date: str, now: float | None = None) -> bool:
    """Tell whether a ``Date`` is too far from now; one that cannot be read is not.

    Args:
        date: The header's value.
        now: Seconds since 1970; the computer's clock unless given.
    """
    try:
        told = parsedate_to_datetime(date).timestamp()
    except (ValueError, OverflowError):
        return False
    return abs(told - (time.time() if now is None else now)) > TOLERANCE_S
