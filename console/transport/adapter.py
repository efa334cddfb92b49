"""Carries the requests of one ``requests`` session over exactly one connection.

Why not requests' own adapter: urllib3 replaces a connection that the host has closed without
telling. Signing in and sealing belong to the connection, so a sealed message on a new one is
garbage to the host (it answers 400, and to everything that follows). Here a sealed request goes out
on the connection it was sealed for, or not at all: then ``Broken`` says that nothing was sent. The
adapter also never follows a redirect, never asks a proxy, and keeps the bounds of ``Patience``.

Imported late, because requests takes a third of a second.
"""

import http.client
from dataclasses import dataclass

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from urllib3 import HTTPHeaderDict, HTTPResponse

from console.model.errors import (
    ConsoleError,
    Malformed,
    NotWsman,
    Refused,
    RefusedReason,
    Unreachable,
    UnreachableReason,
)
from console.transport.dial import Dialer
from console.transport.guarded import GuardedSocket
from console.transport.offer import schemes_of
from console.transport.patience import Patience

_PLAIN_ENCODINGS = frozenset({"", "identity"})


class Broken(Exception):
    """The security context is of no use any more: sign in again.

    Attributes:
        error: What to raise when that is no cure.
        nothing_happened: Whether the host certainly did not do what was asked.
    """

    def __init__(self, error: ConsoleError, *, nothing_happened: bool) -> None:
        super().__init__(str(error))
        self.error = error
        self.nothing_happened = nothing_happened


@dataclass(frozen=True, slots=True)
class Head:
    """The head of the last answer, as far as errors tell of it."""

    status: int = 0
    content_type: str = ""
    server: str = ""
    date: str = ""


class HostAdapter(BaseAdapter):
    """One connection to one host, opened when needed.

    Args:
        address: The host, for errors.
        port: Its port, for errors.
        dialer: Opens the connection.

    Attributes:
        address: As given.
        patience: Bounds of the call under way.
        seals: Whether a message must be sealed; a clear one is then never sent.
        may_have_arrived: Whether the host may be doing what was asked in this call.
        offered: Ways to sign in that the host named in this call, in its order.
        last: Head of the last answer.
        trips: HTTP requests sent, ever.
    """

    def __init__(self, address: str, port: int, dialer: Dialer, patience: Patience) -> None:
        super().__init__()
        self.patience = patience
        self.seals = True
        self.may_have_arrived = False
        self.offered: tuple[str, ...] = ()
        self.last = Head()
        self.trips = 0
        self.address = address
        self._port = port
        self._dialer = dialer
        self._connection: http.client.HTTPConnection | None = None
        self._socket: GuardedSocket | None = None
        self._reply: http.client.HTTPResponse | None = None

    @property
    def certificate(self) -> bytes:
        """The host's certificate (DER) on the connection that is open; empty without TLS."""
        return self._socket.certificate if self._socket is not None else b""

    def begin(self, patience: Patience) -> None:
        """Start a call, or its repetition, with these bounds."""
        self.patience = patience
        self.may_have_arrived = False
        self.offered = ()
        self.last = Head()

    def send(  # noqa: PLR0917 -- requests' own signature, which auth handlers call
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: object = None,
        verify: object = True,
        cert: object = None,
        proxies: object = None,
    ) -> requests.Response:
        """Send a request and return the answer, its body unread.

        All parameters but the first are ignored: what they would say is in the endpoint.

        Raises:
            ConsoleError: No answer can be had, or none that may be believed.
            Broken: The request was sealed for a connection that is gone.
        """
        body = request.body or b""
        data = body.encode() if isinstance(body, str) else bytes(body)
        is_sealed = str(request.headers.get("Content-Type", "")).startswith("multipart/")
        if data and self.seals and not is_sealed:
            raise RuntimeError("a clear message on its way to a host that gets sealed ones only")
        connection = self._ready(is_sealed=is_sealed)
        self.patience.take_trip()
        self.trips += 1
        self.may_have_arrived = self.may_have_arrived or bool(data)
        headers = {name: _text(value) for name, value in request.headers.items()}
        connection.request("POST", request.path_url, data, headers)
        reply = self._reply = connection.getresponse()
        self._judge(reply, is_sealed=is_sealed)
        return self._response(request, reply)

    def close(self) -> None:
        """Close the connection; the next request opens another."""
        if self._reply is not None:
            self._reply.close()
        if self._connection is not None:
            self._connection.close()
        self._connection = self._socket = self._reply = None

    def _ready(self, *, is_sealed: bool) -> http.client.HTTPConnection:
        connection, guarded = self._connection, self._socket
        if connection is not None and guarded is not None and self._is_usable(connection, guarded):
            guarded.patience = self.patience
            return connection
        self.close()
        if is_sealed:
            gone = Unreachable(UnreachableReason.CONNECTION_LOST, self.address, "closed while idle")
            raise Broken(gone, nothing_happened=True)
        return self._dialled()

    def _is_usable(self, connection: http.client.HTTPConnection, guarded: GuardedSocket) -> bool:
        was_read = self._reply is None or self._reply.isclosed()
        return was_read and connection.sock is not None and guarded.is_quiet()

    def _dialled(self) -> http.client.HTTPConnection:
        fresh = self._dialer.open(self.patience.remaining())
        self._socket = GuardedSocket(fresh, self.address, self.patience)
        self._connection = http.client.HTTPConnection(self.address, self._port)
        self._connection.auto_open = 0
        self._connection.sock = self._socket
        return self._connection

    def _judge(self, reply: http.client.HTTPResponse, *, is_sealed: bool) -> None:
        """Stop at answers that no library above should see."""
        status = reply.status
        header = reply.headers
        self.last = Head(
            status,
            header.get("Content-Type", ""),
            header.get("Server", ""),
            header.get("Date", ""),
        )
        if status == 401:
            self.may_have_arrived = False
            offers = schemes_of(header.get_all("WWW-Authenticate", []))
            self.offered = tuple(dict.fromkeys((*self.offered, *offers)))
        if status == 401 and is_sealed:
            refused = Refused(RefusedReason.BAD_CREDENTIAL, self.address, offered=self.offered)
            raise Broken(refused, nothing_happened=True)
        if status == 407:
            raise Unreachable(UnreachableReason.PROXY, self.address, self.last.server)
        if 300 <= status < 400:
            raise self.not_wsman()
        if header.get("Content-Encoding", "").strip().lower() not in _PLAIN_ENCODINGS:
            raise Malformed(f"{self.address}: a compressed answer, which we did not ask for")
        self.patience.check_room(reply.length or 0)

    def not_wsman(self) -> NotWsman:
        """Return the error for the last answer, when it was not one of a WinRM service."""
        last = self.last
        where = f"{self.address}:{self._port}"
        return NotWsman(where, last.status, last.content_type, last.server)

    def _response(
        self, request: requests.PreparedRequest, reply: http.client.HTTPResponse
    ) -> requests.Response:
        raw = HTTPResponse(
            body=reply,
            headers=HTTPHeaderDict(reply.getheaders()),
            status=reply.status,
            version=reply.version,
            reason=reply.reason,
            preload_content=False,
            original_response=reply,
            request_method="POST",
        )
        response = requests.Response()
        response.status_code = reply.status
        response.headers = CaseInsensitiveDict(raw.headers)
        response.raw = raw
        response.reason = reply.reason
        response.url = request.url or ""
        response.request = request
        setattr(response, "connection", self)  # noqa: B010 -- typed as requests' own adapter
        return response


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value
