"""Counts what goes to a host and comes back, for the program's own figures."""

import threading
import time
from dataclasses import dataclass, replace

from console.transport.exchange import Exchange


@dataclass(frozen=True, slots=True)
class MeterReading:
    """Totals at one moment; sizes are bytes of SOAP text, before sealing.

    Attributes:
        requests: WS-Management requests, the failed ones included.
        failures: Requests that brought no reply.
        bytes_sent: All requests together.
        bytes_received: All replies together.
        largest_request: The longest envelope sent.
        largest_reply: The longest envelope received.
        last_seconds: How long the last reply took; ``None`` before the first.
    """

    requests: int = 0
    failures: int = 0
    bytes_sent: int = 0
    bytes_received: int = 0
    largest_request: int = 0
    largest_reply: int = 0
    last_seconds: float | None = None


class Meter:
    """Adds up; may be shared by exchanges in several threads."""

    def __init__(self) -> None:
        self._reading = MeterReading()
        self._lock = threading.Lock()

    @property
    def reading(self) -> MeterReading:
        """The totals now, all of one moment."""
        with self._lock:
            return self._reading

    def add_reply(self, sent: int, received: int, seconds: float) -> None:
        """Count a request that was answered."""
        with self._lock:
            old = self._reading
            self._reading = replace(
                old,
                requests=old.requests + 1,
                bytes_sent=old.bytes_sent + sent,
                bytes_received=old.bytes_received + received,
                largest_request=max(old.largest_request, sent),
                largest_reply=max(old.largest_reply, received),
                last_seconds=seconds,
            )

    def add_failure(self, sent: int) -> None:
        """Count a request that brought no reply."""
        with self._lock:
            old = self._reading
            self._reading = replace(
                old,
                requests=old.requests + 1,
                failures=old.failures + 1,
                bytes_sent=old.bytes_sent + sent,
                largest_request=max(old.largest_request, sent),
            )


class MeteredExchange(Exchange):
    """An exchange that counts into a meter and otherwise is the one it wraps."""

    def __init__(self, inner: Exchange, meter: Meter) -> None:
        self._inner = inner
        self._meter = meter

    def send(self, request: bytes, *, repeatable: bool) -> bytes:
        """Send through the wrapped exchange.

        Raises:
            ConsoleError: As the wrapped exchange does.
        """
        started = time.monotonic()
        try:
            reply = self._inner.send(request, repeatable=repeatable)
        except BaseException:
            self._meter.add_failure(len(request))
            raise
        self._meter.add_reply(len(request), len(reply), time.monotonic() - started)
        return reply

    def close(self) -> None:
        """Close the wrapped exchange."""
        self._inner.close()
