"""Open enumerations: items written as XML one by one, only as far as the next Pull needs.

An enumeration holds the repository's generator and the few items that were written but did not fit
yet. Its name changes with every reply; an old name is as good as an unknown one. It counts as one
of the user's operations until it ends (MS-WSMV 3.1.4.8), and dies when nobody pulls for
``EnumerationTimeoutms``.
"""

import uuid
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from console.simulator.refusals import context_invalid, reply_too_large
from console.wsman.encode import utf16_size

LIFETIME_S = 240.0
"""``EnumerationTimeoutms`` of 2012 R2 and later."""


@dataclass(frozen=True, slots=True)
class PullTerms:
    """What has to stay equal over an Enumerate and its Pulls."""

    max_envelope_size: int
    locale: str


@dataclass(slots=True)
class Enumeration:
    """One set on its way to a client.

    Attributes:
        items: What is still unread, as XML; may raise what the repository raises.
        owner: The user it belongs to.
        terms: Header parameters of the Enumerate.
        subject: What it is about, for logs and faults.
        name: The context that the client has to send next.
        touched: When it was last used.
    """

    items: Iterator[str]
    owner: str
    terms: PullTerms
    subject: str = ""
    name: str = ""
    touched: float = 0.0
    _waiting: deque[str] = field(default_factory=deque[str])

    def peek(self) -> bool:
        """Tell whether there is another item; writes it if need be."""
        if not self._waiting:
            following = next(self.items, None)
            if following is None:
                return False
            self._waiting.append(following)
        return True

    def take(self, max_items: int, room: int) -> tuple[tuple[str, ...], bool]:
        """Take what fits, and tell whether that was all.

        Args:
            max_items: At most so many.
            room: Bytes in UTF-16 that the items may fill.

        Raises:
            Refusal: Not even one item fits.
        """
        taken: list[str] = []
        while len(taken) < max_items and self.peek():
            size = utf16_size(self._waiting[0])
            if size > room:
                if not taken:
                    raise reply_too_large(is_server_limit=False)
                break
            room -= size
            taken.append(self._waiting.popleft())
        return tuple(taken), not self.peek()


class EnumerationTable:
    """All open enumerations of one host.

    Args:
        now: A monotonic clock, in seconds.
        lifetime_s: How long an enumeration lives without a Pull.
        new_name: Makes the name of a context.
    """

    def __init__(
        self,
        now: Callable[[], float],
        lifetime_s: float = LIFETIME_S,
        new_name: Callable[[], str] | None = None,
    ) -> None:
        self._now = now
        self._lifetime_s = lifetime_s
        self._new_name = new_name or _new_context
        self._open: dict[str, Enumeration] = {}

    def __len__(self) -> int:
        self._drop_expired()
        return len(self._open)

    def count(self, owner: str) -> int:
        """Return how many enumerations a user has open."""
        self._drop_expired()
        return sum(e.owner == owner for e in self._open.values())

    def keep(self, enumeration: Enumeration) -> str:
        """Keep an enumeration under a new name, and return that."""
        self._open.pop(enumeration.name, None)
        enumeration.name = self._new_name()
        enumeration.touched = self._now()
        self._open[enumeration.name] = enumeration
        return enumeration.name

    def find(self, name: str, owner: str) -> Enumeration:
        """Return an open enumeration of this user.

        Raises:
            Refusal: There is none of this name.
        """
        self._drop_expired()
        found = self._open.get(name)
        if found is None or found.owner != owner:
            raise context_invalid()
        return found

    def subject(self, name: str) -> str:
        """Return what an enumeration is about, empty for unknown ones."""
        found = self._open.get(name)
        return found.subject if found else ""

    def drop(self, enumeration: Enumeration) -> None:
        """End an enumeration; it may have ended before."""
        self._open.pop(enumeration.name, None)

    def clear(self) -> None:
        """End all, as a restart of the service does."""
        self._open.clear()

    def _drop_expired(self) -> None:
        # Insertion order is the order of last use, so the oldest come first.
        limit = self._now() - self._lifetime_s
        while self._open:
            name, oldest = next(iter(self._open.items()))
            if oldest.touched > limit:
                return
            del self._open[name]


def _new_context() -> str:
    return f"uuid:{str(uuid.uuid4()).upper()}"
