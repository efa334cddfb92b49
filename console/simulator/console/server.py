"""Listens on a simulated host's console port and plays the host's part up to a real session.

Theory of operation
-------------------
A client sends, in this order: the preconnection PDU in clear, TLS, CredSSP, and only then the
X.224 request (MS-RDPEPS 3.1.5.2; FreeRDP does it so). A host that does not know the VM closes right
after the preconnection PDU. After CredSSP the account is judged: an administrator of Hyper-V, or
somebody who was granted this VM's console, goes on. Then the connection is joined to a real RDP
server on loopback, if there is one. That server is spoken to with plain TLS, so the protocol that
it selects is replaced by the one that the client has just used (HYBRID), and back again in the
client's core data. Without such a server the connection ends here, and the record says why.
"""

import asyncio
import contextlib
import logging
import ssl
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Final

from console.rdpwire import preconnection, x224
from console.rdpwire.errors import BadBytes
from console.rdpwire.public_key import subject_public_key
from console.rdpwire.stream import TlsStream, relay
from console.rdpwire.x224 import Protocol
from console.simulator.accounts import Account, AccountBook
from console.simulator.console.acceptor import LogonRefused, accept
from console.simulator.console.record import ConsoleConnection, ConsoleEnd, Reached
from console.simulator.tls import TlsIdentity

_log = logging.getLogger(__name__)

GREETING_S: Final = 10.0
"""How long the preconnection PDU may take (MS-RDPEPS)."""
SIGN_IN_S: Final = 30.0
_KEPT: Final = 1_000
_GOODBYE_S: Final = 2.0
"""How long what is left to send may take when a conversation is over."""

Judge = Callable[[str, bool, Account | None], ConsoleEnd | None]
"""Whether a VM's console may be opened: by its id, the mode, and the account when it is known."""


@dataclass(frozen=True, slots=True)
class Desktop:
    """A real RDP server on loopback that takes plain TLS."""

    host: str
    port: int


DesktopSource = Callable[[str], AbstractAsyncContextManager[Desktop | None]]
"""Has a VM, by its id, shown for as long as the block lasts: the RDP server to join a session to,
``None`` where there is none; entering and leaving may take their time."""


class ConsoleServer:
    """One console port.

    Args:
        book: Who may sign in.
        identity: Its certificate.
        judge: Says why a console may not be opened.
        desktop: Has VMs shown.
    """

    def __init__(
        self,
        book: AccountBook,
        identity: TlsIdentity,
        judge: Judge,
        desktop: DesktopSource,
    ) -> None:
        self._book = book
        self._context = identity.server_context()
        self._public_key = subject_public_key(
            ssl.PEM_cert_to_DER_cert(identity.certificate.decode())
        )
        self._judge = judge
        self._desktop = desktop
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()
        self.connections: list[ConsoleConnection] = []

    async def start(self, address: str, port: int) -> int:
        """Listen, and return the port.

        Raises:
            OSError: It is taken or may not be used.
        """
        self._server = await asyncio.start_server(self._accepted, address, port)
        return self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """End all connections and stop listening."""
        if self._server is not None:
            self._server.close()
            for task in tuple(self._open):
                task.cancel()
            await asyncio.gather(*self._open, return_exceptions=True)
            await self._server.wait_closed()
            self._server = None

    def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Begin a conversation; its end closes the connection, also when it never got to begin."""
        task = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._open.add(task)

        def ended(task: asyncio.Task[None]) -> None:
            self._open.discard(task)
            writer.transport.abort()

        task.add_done_callback(ended)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        record = ConsoleConnection()
        self.connections.append(record)
        del self.connections[:-_KEPT]
        try:
            record.end = await self._talk(reader, writer, record)
        except LogonRefused:
            record.end = ConsoleEnd.LOGON_REFUSED
        except BadBytes as problem:
            _log.info("console port: %s", problem)
            is_first = record.reached is Reached.CONNECTED
            record.end = ConsoleEnd.NO_PRECONNECTION if is_first else ConsoleEnd.BAD_BYTES
        except TimeoutError:
            record.end = ConsoleEnd.TIMED_OUT
        except (OSError, asyncio.IncompleteReadError, ssl.SSLError):
            record.end = ConsoleEnd.CLOSED
        finally:
            writer.close()
            with contextlib.suppress(OSError, ssl.SSLError, TimeoutError):
                async with asyncio.timeout(_GOODBYE_S):
                    await writer.wait_closed()

    async def _talk(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        record: ConsoleConnection,
    ) -> ConsoleEnd:
        async with asyncio.timeout(GREETING_S):
            await _greet(reader, record)
        refusal = self._judge(record.vm, record.is_enhanced, None)
        if refusal is not None:
            return refusal
        async with asyncio.timeout(SIGN_IN_S):
            client = TlsStream(reader, writer, self._context, server_side=True)
            await client.handshake()
            record.reached = Reached.TLS
            account = await accept(client, self._public_key, self._book)
            record.user, record.reached = account.user, Reached.SIGNED_IN
            refusal = self._judge(record.vm, record.is_enhanced, account)
            if refusal is not None:
                return refusal
            request = await client.read_tpkt()
            record.cookie = x224.decode_request(request).cookie
        async with self._desktop(record.vm) as desktop:
            if desktop is None:
                return ConsoleEnd.NO_DESKTOP
            return await _join(client, request, desktop, record)


async def _greet(reader: asyncio.StreamReader, record: ConsoleConnection) -> None:
    head = await reader.readexactly(4)
    data = head + await reader.readexactly(preconnection.size_of(head) - 4)
    greeting = preconnection.decode(data)
    record.blob, record.vm = greeting.blob, greeting.vm.strip("{}").upper()
    record.is_enhanced, record.reached = greeting.is_enhanced, Reached.PRECONNECTION


async def _join(
    client: TlsStream, request: bytes, desktop: Desktop, record: ConsoleConnection
) -> ConsoleEnd:
    """Join a client, which has sent its request, to a real server, until one of them ends."""
    reader, writer = await asyncio.open_connection(desktop.host, desktop.port)
    try:
        asked = x224.decode_request(request)
        with_tls = x224.ConnectionRequest(asked.cookie, asked.protocols | Protocol.TLS)
        writer.write(x224.encode_request(with_tls))
        head = await reader.readexactly(x224.TPKT_HEAD)
        rest = await reader.readexactly(x224.tpkt_size(head) - x224.TPKT_HEAD)
        if x224.decode_confirm(head + rest) is not Protocol.TLS:
            return ConsoleEnd.NO_DESKTOP
        server = TlsStream(reader, writer, _unverified(), server_side=False)
        await server.handshake()
        await client.write(x224.encode_confirm(Protocol.HYBRID))
        await server.write(x224.with_selected(await client.read_tpkt(), Protocol.TLS))
        record.reached = Reached.SESSION
        await relay(client, server)
    finally:
        writer.close()
    return ConsoleEnd.CLOSED


def _unverified() -> ssl.SSLContext:
    """Return a client context for a server on loopback that we have started ourselves."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
