"""The HTTP side of a simulated host: one task and one security context for each connection.

The task reads a request, asks its ``Conversation`` what to answer, and sends the answer in one
write (two small ones meet Nagle and delayed acknowledgement: 43 ms each). Everything that belongs
to a connection lives in ``HttpConnection`` and dies with it. Windows' http.sys is the model: its
``Server`` line, its idle time-out of 120 s, 404 outside ``/wsman``, 405 for anything but POST.
"""

import asyncio
import contextlib
import http
import logging
import socket
import ssl
import struct
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formatdate
from typing import Protocol

import h11

from console.simulator.delivery import Cut, HttpAnswer, Wait, WaitForever, Write, steps
from console.simulator.faults import AnyFault

_log = logging.getLogger(__name__)
_SERVER = "Microsoft-HTTPAPI/2.0"
_PATH = "/wsman"
_CHUNK = 65_536
_LINGER_S = 2.0
_TLS_GOODBYE_S = 1.0
_ACCEPT_TURNS = 8  # of the loop, from accept to the first line of a connection's task; 3 in CPython


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A request, read to its end; header names are in lower case."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    def header(self, name: str) -> str:
        """Return a header's value, empty when it is missing."""
        return self.headers.get(name, "")


@dataclass(frozen=True, slots=True)
class HttpReply:
    """What to send, what to do wrong while sending it, and how long to wait before."""

    answer: HttpAnswer
    faults: tuple[AnyFault, ...] = ()
    delay_s: float = 0.0


class Conversation(Protocol):
    """What answers the requests of one connection."""

    def respond(self, request: HttpRequest) -> HttpReply:
        """Answer a POST to ``/wsman``."""
        ...


@dataclass(frozen=True, slots=True)
class HttpLimits:
    """Bounds of the HTTP service.

    Attributes:
        idle_s: A connection without a whole request for so long is closed.
        max_body: Longer requests get 413, as do those that do not fit the service's envelope.
    """

    idle_s: float = 120.0
    max_body: int = 4 * 1024 * 1024


class _Rejected(Exception):
    """The request is answered by a bare status, and the connection ends."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class HttpConnection:
    """One TCP connection, from accept to close."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        conversation: Conversation,
        limits: HttpLimits,
    ) -> None:
        self.is_idle = True
        self._reader = reader
        self._writer = writer
        self._conversation = conversation
        self._limits = limits
        self._h11 = h11.Connection(h11.SERVER)

    async def serve(self) -> None:
        """Answer requests until either side ends the connection."""
        try:
            while await self._exchange():
                self._h11.start_next_cycle()
        except (OSError, TimeoutError):
            pass  # the other end is gone, or silent for too long: both are how connections end
        finally:
            await self._end()

    async def _end(self) -> None:
        self._writer.close()
        with contextlib.suppress(OSError, TimeoutError, asyncio.CancelledError):
            async with asyncio.timeout(_TLS_GOODBYE_S):
                await self._writer.wait_closed()
        self._writer.transport.abort()

    def abort(self) -> None:
        """Close at once; the task ends by itself."""
        self._writer.transport.abort()

    async def _exchange(self) -> bool:
        """Handle one request; return whether another may follow."""
        self.is_idle = True
        try:
            async with asyncio.timeout(self._limits.idle_s):
                request = await self._read_request()
        except h11.RemoteProtocolError as problem:
            return await self._reject(problem.error_status_hint)
        except _Rejected as rejected:
            return await self._reject(rejected.status)
        if request is None:
            return False
        self.is_idle = False
        return await self._send(self._reply(request))

    def _reply(self, request: HttpRequest) -> HttpReply:
        if request.target.partition("?")[0].rstrip("/").lower() != _PATH:
            return HttpReply(HttpAnswer(404))
        if request.method != "POST":
            return HttpReply(HttpAnswer(405, headers=(("Allow", "POST"),)))
        return self._conversation.respond(request)

    async def _read_request(self) -> HttpRequest | None:
        head: h11.Request | None = None
        parts: list[bytes] = []
        size = 0
        while True:
            event = self._h11.next_event()
            if event is h11.NEED_DATA:
                await self._feed()
            elif isinstance(event, h11.Request):
                head = event
                self.is_idle = False
                self._check_announced(head)
            elif isinstance(event, h11.Data):
                parts.append(bytes(event.data))
                size += len(parts[-1])
                if size > self._limits.max_body:
                    raise _Rejected(413)
            elif isinstance(event, h11.EndOfMessage) and head is not None:
                return _request(head, b"".join(parts))
            else:
                return None  # closed in good order

    def _check_announced(self, head: h11.Request) -> None:
        known = {name for name, _ in head.headers}
        if head.method == b"POST" and not known & {b"content-length", b"transfer-encoding"}:
            raise _Rejected(411)
        for name, value in head.headers:
            if name == b"content-length" and int(value) > self._limits.max_body:
                raise _Rejected(413)

    async def _feed(self) -> None:
        if self._h11.they_are_waiting_for_100_continue:
            go_on = self._h11.send(h11.InformationalResponse(status_code=100, headers=[]))
            self._writer.write(go_on or b"")
        self._h11.receive_data(await self._reader.read(_CHUNK))

    async def _reject(self, status: int) -> bool:
        """Answer what cannot be read further, and let the other end read the answer."""
        if self._h11.our_state not in {h11.IDLE, h11.SEND_RESPONSE}:
            return False
        await self._send(HttpReply(HttpAnswer(status, closes=True)))
        if self._writer.can_write_eof():
            self._writer.write_eof()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LINGER_S):
                while await self._reader.read(_CHUNK):
                    pass
        return False

    async def _send(self, reply: HttpReply) -> bool:
        if reply.delay_s:
            await asyncio.sleep(reply.delay_s)
        head, body = self._rendered(reply.answer)
        for step in steps(reply.faults, head, body):
            match step:
                case Write(data):
                    self._writer.write(data)
                    await self._writer.drain()
                case Wait(seconds):
                    await asyncio.sleep(seconds)
                case WaitForever():
                    while await self._reader.read(_CHUNK):
                        pass
                    return False
                case Cut(hard):
                    self._cut(hard=hard)
                    return False
        return self._h11.our_state is h11.DONE and self._h11.their_state is h11.DONE

    def _rendered(self, answer: HttpAnswer) -> tuple[bytes, bytes]:
        headers: list[tuple[str, str]] = []
        if answer.content_type:
            headers.append(("Content-Type", answer.content_type))
        headers += [("Server", _SERVER), *answer.headers]
        if not any(name == "Date" for name, _ in answer.headers):
            headers.append(("Date", formatdate(usegmt=True)))
        if answer.closes:
            headers.append(("Connection", "close"))
        headers.append(("Content-Length", str(len(answer.body))))
        response = h11.Response(
            status_code=answer.status, headers=headers, reason=_reason(answer.status)
        )
        head = self._h11.send(response) or b""
        body = self._h11.send(h11.Data(data=answer.body)) or b""
        return head, body + (self._h11.send(h11.EndOfMessage()) or b"")

    def _cut(self, *, hard: bool) -> None:
        if hard:
            _reset_on_close(self._writer)
            self._writer.transport.abort()
        else:
            self._writer.close()


def _reset_on_close(writer: asyncio.StreamWriter) -> None:
    """Have the system send RST instead of FIN: linger on, for no time at all."""
    raw = writer.get_extra_info("socket")
    if raw is not None:
        layout = "hh" if hasattr(socket, "WSASTARTUP") else "ii"
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack(layout, 1, 0))


async def _shake_hands(writer: asyncio.StreamWriter, tls: ssl.SSLContext) -> bool:
    """Put TLS under a connection; ``False`` when the other end will not or cannot.

    Done here and not by ``start_server``, so that a handshake that nobody goes on with has an
    owner who ends it.
    """
    try:
        await writer.start_tls(tls)
    except OSError as problem:  # TLS' own errors are some, too
        _log.debug("no TLS with a client: %s", problem)
        return False
    return True


def _certificate_of(writer: asyncio.StreamWriter) -> bytes:
    """Return the certificate (DER) that the client has shown and TLS has verified."""
    secured = writer.get_extra_info("ssl_object")
    return (secured.getpeercert(binary_form=True) or b"") if secured is not None else b""


def _reason(status: int) -> bytes:
    try:
        return http.HTTPStatus(status).phrase.encode()
    except ValueError:
        return b"Status"


def _request(head: h11.Request, body: bytes) -> HttpRequest:
    return HttpRequest(
        head.method.decode("ascii"),
        head.target.decode("ascii", errors="replace"),
        {name.decode("ascii"): value.decode("latin-1") for name, value in head.headers},
        body,
    )


class HttpServer:
    """Listens on one port and keeps its connections.

    Args:
        converse: Makes the conversation of a new connection; gets the client's certificate (DER),
            empty where there is none.
        limits: Bounds of the service.
    """

    def __init__(self, converse: Callable[[bytes], Conversation], limits: HttpLimits) -> None:
        self._converse = converse
        self._limits = limits
        self._tls: ssl.SSLContext | None = None
        self._server: asyncio.Server | None = None
        self._connections: dict[asyncio.Task[None], HttpConnection | None] = {}

    async def start(self, address: str, port: int, tls: ssl.SSLContext | None = None) -> int:
        """Listen, and return the port (a free one when 0 was asked for).

        Raises:
            OSError: The port is taken or may not be used.
        """
        self._tls = tls
        self._server = await asyncio.start_server(self._serve, address, port, backlog=512)
        return self._server.sockets[0].getsockname()[1]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 -- asyncio runs this in a task of its own
        self._connections[task] = None
        below = writer.transport  # TLS' own transport, closed twice, no longer aborts this one
        try:
            if self._tls is None or await _shake_hands(writer, self._tls):
                conversation = self._converse(_certificate_of(writer))
                connection = HttpConnection(reader, writer, conversation, self._limits)
                self._connections[task] = connection
                await connection.serve()
        except asyncio.CancelledError:
            pass  # close() ended us; a cancelled task would make asyncio complain in its log
        except Exception:  # noqa: BLE001 -- one connection's bug is logged, the host goes on
            _log.exception("a connection of a simulated host failed")
        finally:
            writer.transport.abort()
            below.abort()
            del self._connections[task]

    def close_idle_connections(self) -> int:
        """Close connections that wait for a request, as after the idle time; return how many."""
        idle = [each for each in self._connections.values() if each is not None and each.is_idle]
        for connection in idle:
            connection.abort()
        return len(idle)

    @property
    def connection_count(self) -> int:
        """How many connections are open, beyond their handshake."""
        return sum(each is not None for each in self._connections.values())

    async def close(self) -> None:
        """Stop listening and end all connections; nothing is left when this returns."""
        if self._server is None:
            return
        server, self._server = self._server, None
        await self._stop_accepting(server)
        tasks = tuple(self._connections)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        server.close()
        await server.wait_closed()

    async def _stop_accepting(self, server: asyncio.Server) -> None:
        """Accept no more, and let what was accepted just now get its task.

        Closing the server at once would leave such connections open without an owner.
        """
        loop = asyncio.get_running_loop()
        if isinstance(loop, asyncio.SelectorEventLoop):  # Windows' own loop has no readers
            for listener in server.sockets:
                loop.remove_reader(listener.fileno())
        for _ in range(_ACCEPT_TURNS):
            await asyncio.sleep(0)
