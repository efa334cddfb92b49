"""A lock between processes, so that two consoles do not lose one another's changes."""

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _acquire(descriptor: int) -> None:
        # LK_LOCK gives up after ten tries, a second apart, with OSError: long enough for a file
        # that is held for milliseconds.
        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)

    def _try_acquire(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _release(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _acquire(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)

    def _try_acquire(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


@contextmanager
def exclusive(path: Path) -> Generator[None, None, None]:
    """Hold the lock file ``path`` alone, among threads and processes; waits for its turn.

    The file stays: removing it would let a third process lock a file that is no longer there.

    Raises:
        OSError: The lock file cannot be made or locked.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _acquire(descriptor)
        try:
            yield
        finally:
            _release(descriptor)
    finally:
        os.close(descriptor)


class HeldLock:
    """A lock file that is held until it is released, or until the process ends in any way."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def release(self) -> None:
        """Let others have it; call it once."""
        try:
            _release(self._descriptor)
        finally:
            os.close(self._descriptor)


def hold(path: Path) -> HeldLock | None:
    """Take the lock file ``path`` without waiting; ``None`` while somebody else has it.

    Raises:
        OSError: The lock file cannot be made or locked.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        is_ours = _try_acquire(descriptor)
    except BaseException:
        os.close(descriptor)
        raise
    if is_ours:
        return HeldLock(descriptor)
    os.close(descriptor)
    return None
