"""One HTTP request to a host without any sign-in, within a bound of seconds and bytes."""

import email.utils
import http.client
from dataclasses import dataclass
from datetime import UTC, datetime

from console.doctor.certificate import NOBODY
from console.model.connection import Endpoint, Timeouts
from console.model.errors import ConsoleError, Unreachable, UnreachableReason
from console.transport.dial import Dialer
from console.transport.guarded import GuardedSocket
from console.transport.offer import schemes_of
from console.transport.patience import Patience

_MAX_BYTES = 256 * 1024
_MOST_OF_BODY = 128 * 1024
_PATH = "/wsman"
_SOAP = "application/soap+xml;charset=UTF-8"


class NotHttp(Exception):
    """What came back is no HTTP."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer.

    Attributes:
        status: Its status.
        content_type: Without parameters, lower case.
        server: The ``Server`` line.
        location: Where a redirect leads.
        offered: Ways to sign in, from ``WWW-Authenticate``.
        skew_s: Seconds that the host's ``Date`` is ahead of this computer's clock.
        body: The first bytes of the body.
        trouble: Why the body is not whole; ``None`` when it is, or longer than we care to read.
    """

    status: int
    content_type: str
    server: str
    location: str
    offered: tuple[str, ...]
    skew_s: float | None
    body: bytes
    trouble: ConsoleError | None = None

    @property
    def is_soap(self) -> bool:
        """Whether this is SOAP 1.2."""
        return self.content_type == "application/soap+xml"


def ask(
    endpoint: Endpoint, timeouts: Timeouts, body: bytes = b"", *, unauthenticated: bool = False
) -> Answer:
    """Send a POST that proves nothing about us, and return the answer.

    Args:
        endpoint: Where; its trust counts.
        timeouts: ``connect`` and ``read`` bound this call.
        body: The envelope.
        unauthenticated: Say that no sign-in is to be asked for (Identify alone allows that).

    Raises:
        ConsoleError: No answer came.
        NotHttp: What came is no HTTP.
    """
    patience = Patience(endpoint.host, timeouts.read, _MAX_BYTES)
    opened = Dialer(endpoint, NOBODY, timeouts.connect).open(timeouts.connect)
    guarded = GuardedSocket(opened, endpoint.host, patience)
    connection = http.client.HTTPConnection(endpoint.host, endpoint.port)
    connection.auto_open = 0
    connection.sock = guarded
    headers = {"Content-Type": _SOAP, "Content-Length": str(len(body)), "Connection": "close"}
    if unauthenticated:
        headers["WSMANIDENTIFY"] = "unauthenticated"
    try:
        connection.request("POST", _PATH, body, headers)
        with connection.getresponse() as reply:
            return _read(reply, endpoint)
    except http.client.RemoteDisconnected as error:
        raise _lost(endpoint, "closed without an answer") from error
    except (http.client.HTTPException, ValueError) as error:
        raise NotHttp(type(error).__name__) from error
    finally:
        connection.close()
        guarded.close()


def _read(reply: http.client.HTTPResponse, endpoint: Endpoint) -> Answer:
    """Take the answer; for some questions its head is enough, so a broken body is no error yet."""
    header = reply.headers
    body, trouble = b"", None
    try:
        body = reply.read(_MOST_OF_BODY)
        if reply.length and len(body) < _MOST_OF_BODY:
            trouble = _lost(endpoint, "closed in the middle of the answer")
    except ConsoleError as error:
        trouble = error
    except http.client.IncompleteRead:
        trouble = _lost(endpoint, "closed in the middle of the answer")
    return Answer(
        status=reply.status,
        content_type=header.get("Content-Type", "").partition(";")[0].strip().lower(),
        server=header.get("Server", ""),
        location=header.get("Location", ""),
        offered=schemes_of(header.get_all("WWW-Authenticate", [])),
        skew_s=_skew(header.get("Date", "")),
        body=body,
        trouble=trouble,
    )


def _skew(date: str) -> float | None:
    """Return how far the host's clock is ahead; HTTP's dates have whole seconds."""
    try:
        told = email.utils.parsedate_to_datetime(date)
    except ValueError:
        return None
    if told.tzinfo is None:
        told = told.replace(tzinfo=UTC)
    return (told - datetime.now(UTC)).total_seconds()


def _lost(endpoint: Endpoint, said: str) -> Unreachable:
    return Unreachable(UnreachableReason.CONNECTION_LOST, endpoint.host, said)
