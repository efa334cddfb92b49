"""Ends the program on SIGINT and SIGTERM as the close button does.

Python runs its handlers between two of its own instructions, and Qt's loop may sleep long between
those; a byte on a socket, which Python writes when a signal comes, wakes the loop.
"""

import signal
import socket
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class EndSignals(QObject):
    """Listens from now on; ``close`` restores what was there before.

    Args:
        end: Called on the loop's thread when a signal came.
        parent: The owner in Qt's sense.
    """

    def __init__(self, end: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._end = end
        self._ours, theirs = socket.socketpair()
        self._ours.setblocking(False)
        theirs.setblocking(False)
        self._theirs = theirs
        self._before_fd = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        self._before = {number: signal.signal(number, self._heard) for number in _SIGNALS}
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._drain)

    def close(self) -> None:
        """Listen no more."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before_fd)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._ours.close()
        self._theirs.close()

    def _heard(self, _number: int, _frame: FrameType | None) -> None:
        self._end()

    def _drain(self) -> None:
        """Empty the socket; the handler has run by the time Python is here."""
        self._ours.recv(64)
