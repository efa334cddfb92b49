"""An exchange that takes down what goes through it, as it was, in memory only."""

from dataclasses import dataclass, field

from console.model.errors import ConsoleError
from console.wsman.client import Exchange

MAX_BYTES = 128 * 1024 * 1024
"""Of requests and replies together; a recording that large would be of no use to anybody."""


class TapeFull(ConsoleError):
    """More was said than a recording can hold."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One request, and what came back.

    Attributes:
        step: What the client was about.
        request: The envelope before sealing.
        reply: The envelope; ``None`` when there was none.
        error: The class of the error that came instead.
    """

    step: str
    request: bytes = field(repr=False)
    reply: bytes | None = field(default=None, repr=False)
    error: str = ""


class Tape:
    """What was taken down, in order.

    Attributes:
        step: What the client is about now; the walk sets it.
        taken: All exchanges so far.
    """

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self.step = ""
        self.taken: list[Taken] = []
        self._left = max_bytes

    def begin(self, step: str) -> None:
        """Note what the client is about from now on."""
        self.step = step

    def add(self, request: bytes, reply: bytes | None, error: str = "") -> None:
        """Take down one exchange.

        Raises:
            TapeFull: It does not fit any more.
        """
        self._left -= len(request) + len(reply or b"")
        if self._left < 0:
            raise TapeFull("the recording gets too large")
        self.taken.append(Taken(self.step, request, reply, error))


class RecordingExchange:
    """An exchange over another one that takes everything down.

    Args:
        inner: The way to the host.
        tape: Where to.
    """

    def __init__(self, inner: Exchange, tape: Tape) -> None:
        self._inner = inner
        self._tape = tape

    def send(self, request: bytes, *, repeatable: bool) -> bytes:
        """Send a request, take it and its reply down; raises what the other exchange raises."""
        try:
            reply = self._inner.send(request, repeatable=repeatable)
        except ConsoleError as error:
            self._tape.add(request, None, type(error).__name__)
            raise
        self._tape.add(request, reply)
        return reply

    def close(self) -> None:
        """Close the other exchange."""
        self._inner.close()
