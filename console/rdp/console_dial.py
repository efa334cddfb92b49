"""The way to a VM's console on a host: TCP, preconnection blob, pinned TLS, CredSSP, X.224.

Everything that leads to the credential's being used stands in one function, ``open_console``, so
that the order cannot be got wrong: the certificate is compared before the sign-in begins.
"""

import asyncio
import contextlib
import errno
import socket
import ssl
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any, Final

from console.model.connection import Credential
from console.model.errors import (
    ConsoleError,
    Malformed,
    NotPossible,
    TimedOut,
    Unreachable,
    UnreachableReason,
    Untrusted,
)
from console.rdp.certificate import is_pinned, untrusting_context
from console.rdp.credssp import sign_in
from console.rdp.session import SessionRequest
from console.rdpwire import preconnection, x224
from console.rdpwire.errors import BadBytes, CutOff
from console.rdpwire.preconnection import Preconnection
from console.rdpwire.stream import TlsStream
from console.rdpwire.x224 import ConnectionRequest, Protocol

CLOSING_S: Final = 2.0
"""How long what is left to be sent may take when a connection is ended."""
_NO_ROUTE: Final = frozenset({errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ENETDOWN})


@dataclass(frozen=True, slots=True)
class Address:
    """One address of a host, as the system writes it."""

    family: int
    place: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class OpenConsole:
    """A console that waits for the first message of the session.

    Attributes:
        stream: The channel.
        selected: The protocol that the host insists to read in the client's core data.
    """

    stream: TlsStream
    selected: Protocol


def resolve(host: str, port: int) -> tuple[Address, ...]:
    """Return a host's addresses. Blocks as long as the system's lookup does.

    Raises:
        Unreachable: ``NAME_UNKNOWN``.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as problem:
        raise Unreachable(UnreachableReason.NAME_UNKNOWN, host, str(problem)) from problem
    return tuple(Address(family, place) for family, _, _, _, place in found)


@contextlib.asynccontextmanager
async def open_console(
    addresses: tuple[Address, ...], request: SessionRequest, credential: Credential, seconds: float
) -> AsyncGenerator[OpenConsole]:
    """Open a VM's console, and close it in the end.

    Args:
        addresses: Of the host.
        request: Which VM and mode, and the pin, which must not be empty.
        credential: The account on the host.
        seconds: For everything up to the console's being open.

    Raises:
        Unreachable: Nothing listens, or the host closed; it does so when it does not know the VM.
        TimedOut: It took longer.
        Untrusted: The certificate is not the pinned one; nothing was sent to the host but the blob.
        Refused: The host does not take the account.
        NotPossible: ``console_not_tls``: something answers, but no console.
        Malformed: The host does not speak CredSSP or X.224.
    """
    reader, writer = await _connected(addresses, request.host, seconds)
    try:
        try:
            async with asyncio.timeout(seconds):
                console = await _entered(reader, writer, request, credential)
        except (OSError, ssl.SSLError) as problem:  # TimeoutError is an OSError
            raise _lost(problem, request.host, seconds) from problem
        yield console
    finally:
        await hang_up(writer)


async def hang_up(writer: asyncio.StreamWriter) -> None:
    """Close a connection; what is still to be sent gets a moment, then it is dropped."""
    writer.close()
    with contextlib.suppress(OSError, ssl.SSLError):
        try:
            async with asyncio.timeout(CLOSING_S):
                await writer.wait_closed()
        except BaseException:
            writer.transport.abort()
            raise


async def _connected(
    addresses: tuple[Address, ...], host: str, seconds: float
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    problems: list[OSError] = []
    for address in addresses:
        opened = socket.socket(address.family, socket.SOCK_STREAM)
        try:
            opened.setblocking(False)
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            async with asyncio.timeout(seconds / len(addresses)):
                await asyncio.get_running_loop().sock_connect(opened, address.place)
            return await asyncio.open_connection(sock=opened)
        except OSError as problem:
            opened.close()
            problems.append(problem)
        except BaseException:
            opened.close()
            raise
    raise _unconnected(problems, host, seconds)


def _unconnected(problems: list[OSError], host: str, seconds: float) -> ConsoleError:
    """Return what several addresses' problems say together: the most telling one wins."""
    if any(isinstance(problem, ConnectionRefusedError) for problem in problems):
        return Unreachable(UnreachableReason.PORT_CLOSED, host)
    if any(isinstance(problem, TimeoutError) for problem in problems):
        return TimedOut("connect", seconds, host)
    is_routeless = any(problem.errno in _NO_ROUTE for problem in problems)
    reason = UnreachableReason.NO_ROUTE if is_routeless else UnreachableReason.OTHER
    return Unreachable(reason, host, problems[-1].strerror or "" if problems else "no address")


async def _entered(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    request: SessionRequest,
    credential: Credential,
) -> OpenConsole:
    writer.write(preconnection.encode(Preconnection(request.blob)))
    stream = TlsStream(reader, writer, untrusting_context(), server_side=False)
    try:
        await stream.handshake()
    except CutOff as problem:
        raise Unreachable(
            UnreachableReason.CONNECTION_LOST, request.host, "closed after the preconnection blob"
        ) from problem
    except BadBytes as problem:
        raise NotPossible("console_not_tls", f"{request.host}:{request.port}") from problem
    if not is_pinned(stream.peer_certificate, request.pin):
        raise Untrusted(request.host, "the console's certificate is not the one that is trusted")
    await sign_in(stream, credential, request.host)
    return OpenConsole(stream, await _selected(stream, request.host))


async def _selected(stream: TlsStream, host: str) -> Protocol:
    """Ask for the session proper; CredSSP is behind us, so that is what is asked for."""
    try:
        await stream.write(x224.encode_request(ConnectionRequest(protocols=Protocol.HYBRID)))
        return x224.decode_confirm(await stream.read_tpkt())
    except CutOff as problem:
        # A host lets an account in and closes here when it may not use this VM's console.
        raise Unreachable(
            UnreachableReason.CONNECTION_LOST, host, "closed after the sign-in"
        ) from problem
    except BadBytes as problem:
        raise Malformed(f"{host}: {problem}") from problem


def _lost(problem: OSError, host: str, seconds: float) -> ConsoleError:
    if isinstance(problem, TimeoutError):
        return TimedOut("read", seconds, host)
    return Unreachable(UnreachableReason.CONNECTION_LOST, host, type(problem).__name__)
