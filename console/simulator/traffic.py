"""What came in and went out of a simulated host: one record a request, and counters."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """One HTTP request and its answer.

    Attributes:
        connection: Number of the connection, from 1.
        operation: ``Get``, ``Enumerate``, ``Invoke`` …; empty for the handshake and the unreadable.
        resource_uri: What it was about.
        method: Name of the method for Invoke.
        status: HTTP status of the answer, before any fault of the wire.
        fault_code: ``WSManFault/@Code`` of the answer, 0 when it is none.
        bytes_in: Length of the HTTP body received.
        bytes_out: Length of the HTTP body sent.
        user: Who asked; empty before authentication.
        auth: How they signed in, a word of ``security.KNOWN_METHODS``, or empty.
        sealed: Whether the message was encrypted.
        refused: Whether it carried a proof of who they are, and the proof was wrong.
    """

    connection: int
    operation: str = ""
    resource_uri: str = ""
    method: str = ""
    status: int = 0
    fault_code: int = 0
    bytes_in: int = 0
    bytes_out: int = 0
    user: str = ""
    auth: str = ""
    sealed: bool = False
    refused: bool = False

    @property
    def is_message(self) -> bool:
        """Whether it was a WS-Management message, not a step of the handshake."""
        return bool(self.operation)


@dataclass(frozen=True, slots=True)
class Counters:
    """Totals since the start; ``refusals`` are attempts to sign in with a wrong proof."""

    connections: int = 0
    requests: int = 0
    messages: int = 0
    unauthorized: int = 0
    faults: int = 0
    bytes_in: int = 0
    bytes_out: int = 0
    refusals: int = 0


class TrafficLog:
    """The newest records of one host (10,000 at most) and its counters; safe in all threads.

    Args:
        on_request: Called in the server's loop after each request, for tests that wait for one.
    """

    def __init__(self, on_request: Callable[[RequestRecord], None] | None = None) -> None:
        self._records: deque[RequestRecord] = deque(maxlen=_KEPT)
        self._counters = Counters()
        self._lock = threading.Lock()
        self._on_request = on_request

    def opened(self) -> int:
        """Count a connection and return its number."""
        with self._lock:
            old = self._counters
            self._counters = replace(old, connections=old.connections + 1)
            return self._counters.connections

    def add(self, record: RequestRecord) -> None:
        """Keep a record."""
        with self._lock:
            old = self._counters
            self._records.append(record)
            self._counters = Counters(
                old.connections,
                old.requests + 1,
                old.messages + record.is_message,
                old.unauthorized + (record.status == 401),
                old.faults + bool(record.fault_code),
                old.bytes_in + record.bytes_in,
                old.bytes_out + record.bytes_out,
                old.refusals + record.refused,
            )
        if self._on_request is not None:
            self._on_request(record)

    @property
    def records(self) -> tuple[RequestRecord, ...]:
        """All kept records, oldest first."""
        with self._lock:
            return tuple(self._records)

    @property
    def messages(self) -> tuple[RequestRecord, ...]:
        """The records of messages, without the handshakes."""
        return tuple(record for record in self.records if record.is_message)

    @property
    def counters(self) -> Counters:
        """Totals since the start."""
        with self._lock:
            return self._counters

    def clear(self) -> None:
        """Forget the records; the counters go on."""
        with self._lock:
            self._records.clear()
