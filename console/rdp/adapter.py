"""Lets any RDP client see a VM's console: a door on loopback, open for one connection and briefly.

Theory of operation
-------------------
Some clients cannot send a preconnection blob, and some must not be given the password of the host.
For them the adapter does what they cannot::

    client --X.224, TLS--> 127.0.0.1 [adapter] --blob, TLS, CredSSP, X.224--> the host's console

The client's first message must carry a token that is made for this one session, see ``gate``. Then
the listener is closed. The client gets TLS with a certificate made for this session, and only when
it has sent the first message inside is the host spoken to: a host is never bothered by somebody
who does not know the token, nor while a user looks at a certificate. The client has used TLS and
the host has used CredSSP, and both repeat inside the session what they have agreed upon, so these
two fields are rewritten (``x224.with_selected``, ``with_requested``). All else passes unread.

It runs in a thread of its own with a loop of its own: the window's loop is Qt's, and pictures are
many bytes. The thread is a daemon, and ends with the session. Docs: ``docs/adapter.md``.
"""

import asyncio
import enum
import logging
import secrets
import socket
import ssl
import threading
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import Final

from console.model.connection import Credential
from console.model.errors import ConsoleError, NotPossible
from console.model.session import AudioPlay, SessionMode, SessionOptions
from console.rdp.adapter_gate import LOOPBACK, Gate, IsStranger, Refusal, ShutGate, Visitor
from console.rdp.console_dial import Address, hang_up, open_console, resolve
from console.rdp.credssp import client_context
from console.rdp.peer import is_other_user
from console.rdp.session import SessionRequest
from console.rdp.throwaway import Throwaway, throwaway
from console.rdpwire import x224
from console.rdpwire.errors import BadBytes
from console.rdpwire.stream import TlsStream, relay
from console.rdpwire.x224 import Protocol

_log = logging.getLogger(__name__)

_LETTERS: Final = "abcdefghijkmnpqrstuvwxyz23456789"
"""Small and unmistakable: some clients change the case of an account's name."""
TOKEN_SIZE: Final = 9
"""Clients cut the name in the cookie to nine characters (MS-RDPBCGR 2.2.1.1): 45 random bits."""


@dataclass(frozen=True, slots=True)
class AdapterLimits:
    """Bounds, in seconds.

    Attributes:
        open_s: How long the door is open.
        greeting_s: How long a connection may take to show the token.
        client_s: How long the client may then take; a user may be looking at a certificate.
        host_s: How long the host may take up to the session.
    """

    open_s: float = 30.0
    greeting_s: float = 5.0
    client_s: float = 120.0
    host_s: float = 20.0


@dataclass(frozen=True, slots=True)
class AdapterEndpoint:
    """Where the client goes.

    Attributes:
        port: On 127.0.0.1.
        token: What it must give as the account's name.
        fingerprint: SHA-256 of the certificate that it will see, 64 hexadecimal digits.
    """

    port: int
    token: str = field(repr=False)
    fingerprint: str


class AdapterReason(enum.Enum):
    """Why an adapter ended."""

    SESSION_OVER = "session_over"
    """There was a session, and one side has ended it."""
    NO_CLIENT = "no_client"
    """No client came in time."""
    TOO_MANY_TRIES = "too_many_tries"
    """Too many came without the token."""
    CLIENT_FAILED = "client_failed"
    """The client with the token went away, or speaks no TLS."""
    HOST_FAILED = "host_failed"
    """The host could not be reached, or did not let us in: the error says more."""
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class AdapterEnd:
    """How it ended.

    Attributes:
        reason: Why.
        error: What the host said, or did not say; ``None`` but with ``HOST_FAILED``.
        refused: Why connections were refused, in their order.
    """

    reason: AdapterReason
    error: ConsoleError | None = None
    refused: tuple[Refusal, ...] = ()


class _ClientFailed(Exception):
    """The client went away, or speaks something else."""


class Adapter:
    """One session by way of loopback; a new one for each session.

    Args:
        request: The console that is wanted: ``ENHANCED`` or ``BASIC``, with the pin of the host's
            certificate.
        credential: The account on the host; it goes nowhere else.
        limits: Bounds.
        is_stranger: Whether another user is known to own a connection.
    """

    def __init__(
        self,
        request: SessionRequest,
        credential: Credential,
        limits: AdapterLimits | None = None,
        is_stranger: IsStranger = is_other_user,
    ) -> None:
        self._request = request
        self._credential: Credential | None = credential
        self._limits = limits or AdapterLimits()
        self._is_stranger = is_stranger
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[AdapterEnd] | None = None
        self._is_closed = False
        self._end: Future[AdapterEnd] = Future()

    def start(self) -> AdapterEndpoint:
        """Open the door. Blocks for the lookup of the host's name: call it in a lane, once.

        Raises:
            NotPossible: ``adapter_pin``: no certificate is trusted yet; ``adapter_mode``: it is no
                console's session; ``adapter_port``: there is no free port.
            Refused: There is no password, or this computer lacks the library.
            Unreachable: The host's name is not known.
        """
        request, credential = self._request, self._credential
        if not request.goes_over_host:
            raise NotPossible("adapter_mode", request.mode.value)
        if not request.pin:
            raise NotPossible("adapter_pin", request.host)
        if credential is None:
            raise NotPossible("adapter_used", request.host)
        client_context(credential, request.host)  # tells now what cannot be begun
        addresses = resolve(request.host, request.port)
        identity = throwaway(LOOPBACK)
        token = "".join(secrets.choice(_LETTERS) for _ in range(TOKEN_SIZE))
        door = _door()
        endpoint = AdapterEndpoint(door.getsockname()[1], token, identity.sha256)
        bridge = _Bridge(addresses, request, credential, identity, self._limits)
        self._credential = None
        threading.Thread(
            target=self._run, args=(door, token, bridge), name="rdp-adapter", daemon=True
        ).start()
        return endpoint

    def wait(self) -> AdapterEnd:
        """Return how it ended. Blocks until then: call it in a lane of its own."""
        return self._end.result()

    def close(self) -> None:
        """End it, whatever it does; never blocks. A second time, or after its end: nothing."""
        with self._lock:
            self._is_closed = True
            if self._loop is not None and self._task is not None:
                self._loop.call_soon_threadsafe(self._task.cancel)

    def _run(self, door: socket.socket, token: str, bridge: "_Bridge") -> None:
        """Live in the thread."""
        try:
            # Not asyncio.run: the window may have made Qt's loop the one that is made by default.
            with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
                end = runner.run(self._live(door, token, bridge))
        except BaseException as problem:  # noqa: BLE001 - whoever waits is told, whatever it is
            self._end.set_exception(problem)
        else:
            self._end.set_result(end)
        finally:
            door.close()

    async def _live(self, door: socket.socket, token: str, bridge: "_Bridge") -> AdapterEnd:
        gate = Gate(token, self._limits.greeting_s, self._is_stranger)
        try:
            self._enter()
            end = await self._serve(door, gate, bridge)
        except asyncio.CancelledError:  # by close() only: this is the outermost task
            end = AdapterEnd(AdapterReason.CANCELLED)
        finally:
            self._leave()
        _log.info("adapter: %s, %d refused", end.reason.value, len(gate.refused))
        return replace(end, refused=gate.refused)

    def _enter(self) -> None:
        with self._lock:
            if self._is_closed:
                raise asyncio.CancelledError
            self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()

    def _leave(self) -> None:
        with self._lock:
            self._loop = self._task = None

    async def _serve(self, door: socket.socket, gate: Gate, bridge: "_Bridge") -> AdapterEnd:
        try:
            visitor = await gate.first(door, self._limits.open_s)
        except ShutGate:
            return AdapterEnd(AdapterReason.TOO_MANY_TRIES)
        except TimeoutError:
            return AdapterEnd(AdapterReason.NO_CLIENT)
        try:
            await bridge.join(visitor)
        except _ClientFailed:
            return AdapterEnd(AdapterReason.CLIENT_FAILED)
        except ConsoleError as problem:
            return AdapterEnd(AdapterReason.HOST_FAILED, problem)
        finally:
            await hang_up(visitor.writer)
        return AdapterEnd(AdapterReason.SESSION_OVER)


@dataclass(frozen=True, slots=True)
class _Bridge:
    """Joins the one client to the host."""

    addresses: tuple[Address, ...]
    request: SessionRequest
    credential: Credential
    identity: Throwaway
    limits: AdapterLimits

    async def join(self, visitor: Visitor) -> None:
        """Lead a client into its session, and stay until the session ends.

        Raises:
            ConsoleError: The host could not be reached, or did not let us in.
            _ClientFailed: The client went away, or speaks something else.
        """
        asked = visitor.request.protocols
        client, opening = await self._greet(visitor, asked)
        async with open_console(
            self.addresses, self.request, self.credential, self.limits.host_s
        ) as console:
            try:
                await console.stream.write(x224.with_selected(opening, console.selected))
                async with asyncio.timeout(self.limits.host_s):
                    answer = await console.stream.read_tpkt()
                await client.write(x224.with_requested(answer, asked))
            except (BadBytes, OSError):
                return  # a host that goes now has let us in: that was the session
            await relay(client, console.stream)

    async def _greet(self, visitor: Visitor, asked: Protocol) -> tuple[TlsStream, bytes]:
        """Give the client TLS; it, and the first message inside."""
        if not asked & Protocol.TLS:
            raise _ClientFailed
        client = TlsStream(visitor.reader, visitor.writer, self.identity.context, server_side=True)
        try:
            async with asyncio.timeout(self.limits.client_s):
                visitor.writer.write(x224.encode_confirm(Protocol.TLS))
                await visitor.writer.drain()
                await client.handshake()
                return client, await client.read_tpkt()
        except (BadBytes, OSError, ssl.SSLError) as problem:  # TimeoutError is an OSError
            raise _ClientFailed from problem


def adapter_request(request: SessionRequest, endpoint: AdapterEndpoint) -> SessionRequest:
    """Return a console's session as a plain one that goes through the adapter.

    The renderers know by the mode what a basic session has no channels for; a plain session has
    them all, so they are taken out here.
    """
    options = request.options
    if request.mode is SessionMode.BASIC:
        options = SessionOptions(full_screen=options.full_screen, audio=AudioPlay.OFF)
        options = replace(options, clipboard=False, keyboard=request.options.keyboard)
    return replace(
        request,
        host=LOOPBACK,
        port=endpoint.port,
        mode=SessionMode.GUEST_RDP,
        user=endpoint.token,
        options=options,
        pin=endpoint.fingerprint,
    )


def _door() -> socket.socket:
    """Return a socket that listens on a free port of loopback.

    It is bound and listens at once, so that nobody can take the port before us.
    """
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
        if exclusive is not None:  # Windows lets another program bind it as well otherwise
            door.setsockopt(socket.SOL_SOCKET, exclusive, 1)
        door.bind((LOOPBACK, 0))
        door.listen(8)
        door.setblocking(False)
    except OSError as problem:
        door.close()
        raise NotPossible("adapter_port", problem.strerror or "") from problem
    return door
