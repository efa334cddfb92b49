"""Decides between sending a change and cancelling it, across two threads, exactly once."""

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from console.model.errors import Cancelled

_T = TypeVar("_T")


class SendToken:
    """Whether a change has been sent.

    The lane's thread asks for leave right before it sends; the loop may revoke until then. A lock
    decides who was first, so that "cancelled" always means that nothing was sent.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._has_begun = False
        self._is_revoked = False

    @property
    def has_begun(self) -> bool:
        """Whether the change was, or is being, sent."""
        return self._has_begun

    def revoke(self) -> bool:
        """Forbid sending; ``False`` when it is too late."""
        with self._lock:
            self._is_revoked = not self._has_begun
            return self._is_revoked

    def send(self, function: Callable[..., _T], *args: Any) -> _T:  # noqa: ANN401
        """Call the function unless it was revoked; runs in the lane's thread.

        Raises:
            Cancelled: It was revoked.
        """
        with self._lock:
            if self._is_revoked:
                raise Cancelled("revoked before it was sent")
            self._has_begun = True
        return function(*args)
