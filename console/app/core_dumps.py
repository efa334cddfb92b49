"""Keeps passwords out of core dumps: what a crash writes to the disk is not ours to protect.

Two bolts on POSIX. The soft limit on the size of core files becomes 0, which systemd-coredump
honours, too. And on Linux, where a program that takes dumps through a pipe need not ask for limits,
the filter (core(5), ``/proc/self/coredump_filter``) leaves every mapping out. Children inherit
both, and so do the clients of sessions, which get passwords. Windows writes small dumps without the
heap unless an administrator has set otherwise; there is nothing that a program can switch off.
"""

import contextlib
import sys
from pathlib import Path

_FILTER = Path("/proc/self/coredump_filter")


def forbid() -> None:
    """Have this process, and those that it starts, leave no core dump that holds memory."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 -- not on Windows

    with contextlib.suppress(OSError, ValueError):
        _, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
    with contextlib.suppress(OSError):  # no Linux, or no /proc
        _FILTER.write_text("0")
