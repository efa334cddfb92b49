"""TLS over asyncio streams, by hand.

``StreamWriter.start_tls`` loses what the reader has buffered, and a client may put its greeting
into the same segment as the preconnection PDU. So the TLS engine works on memory, and the streams
stay as they are.
"""

import asyncio
import ssl
from typing import Final

from console.rdpwire import der, x224
from console.rdpwire.errors import BadBytes, CutOff

_CHUNK: Final = 65_536
_MAX_MESSAGE: Final = 65_536
"""Of CredSSP and X.224; both stay far below."""


class TlsStream:
    """Both directions of a connection, encrypted.

    Args:
        reader: Where bytes come from.
        writer: Where bytes go.
        context: Certificates and versions.
        server_side: Which role we play.
    """

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        context: ssl.SSLContext,
        *,
        server_side: bool,
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_side=server_side)
        self._kept = bytearray()
        self._is_over = False

    @property
    def peer_certificate(self) -> bytes:
        """The other side's certificate (DER); empty when it has shown none."""
        return self._tls.getpeercert(binary_form=True) or b""

    async def handshake(self) -> None:
        """Agree on keys.

        Raises:
            BadBytes: The other side speaks no TLS, or has gone.
        """
        while True:
            try:
                self._tls.do_handshake()
            except ssl.SSLWantReadError:
                await self._flush()
                await self._feed("during the TLS handshake")
            except ssl.SSLError as problem:
                raise BadBytes(f"no TLS: {problem.reason}") from problem
            else:
                await self._flush()
                return

    async def read(self) -> bytes:
        """Return what there is, at least one byte; nothing at the end."""
        if self._kept:
            data = bytes(self._kept)
            self._kept.clear()
            return data
        while True:
            try:
                return self._tls.read(_CHUNK)
            except ssl.SSLWantReadError:
                await self._flush()
                if self._is_over:
                    return b""
                await self._feed("")
            except ssl.SSLError:  # closed, with or without saying so
                return b""

    async def read_exactly(self, count: int) -> bytes:
        """Return so many bytes.

        Raises:
            BadBytes: The other side ended before.
        """
        data = bytearray()
        while len(data) < count:
            more = await self.read()
            if not more:
                raise CutOff("the connection ended in the middle of a message")
            data += more
        self._kept[:0] = data[count:]
        return bytes(data[:count])

    async def read_der(self) -> bytes:
        """Return one DER value, as CredSSP sends them.

        Raises:
            BadBytes: It is none, or too long, or cut off.
        """
        data = b""
        while (wanted := der.missing(data)) > 0:
            if len(data) + wanted > _MAX_MESSAGE:
                raise BadBytes("a CredSSP message is too long")
            data += await self.read_exactly(wanted)
        return data

    async def read_tpkt(self) -> bytes:
        """Return one TPKT.

        Raises:
            BadBytes: It is none, or cut off.
        """
        head = await self.read_exactly(x224.TPKT_HEAD)
        return head + await self.read_exactly(x224.tpkt_size(head) - x224.TPKT_HEAD)

    async def write(self, data: bytes) -> None:
        """Send bytes."""
        self._tls.write(data)
        await self._flush()

    async def _flush(self) -> None:
        data = self._outgoing.read()
        if data:
            self._writer.write(data)
            await self._writer.drain()

    async def _feed(self, when: str) -> None:
        data = b"" if self._is_over else await self._reader.read(_CHUNK)
        if data:
            self._incoming.write(data)
            return
        self._incoming.write_eof()
        self._is_over = True
        if when:
            raise CutOff(f"the connection ended {when}")


class _Ended(Exception):
    """One side has ended."""


async def relay(one: TlsStream, other: TlsStream) -> None:
    """Pass bytes both ways until either side ends."""

    async def pump(source: TlsStream, sink: TlsStream) -> None:
        while data := await source.read():
            await sink.write(data)
        raise _Ended

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(pump(one, other))
            group.create_task(pump(other, one))
    except* (_Ended, OSError, ssl.SSLError):
        pass  # a session ends by one side's going
