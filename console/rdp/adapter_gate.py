"""Decides which connection to the adapter is the one: the right token, in time, from the right end.

What is refused, and what it costs:

* from another address than 127.0.0.1, or (where the system tells) from another user: closed before
  a byte is read, any number of times. So nobody else on this computer can use up the tries.
* without the token, or with a wrong one: closed; ``MAX_TRIES`` of those, then the gate is shut. A
  wrong token does not use up the one connection, or any program that greets every open port would
  end the session that the user is waiting for; but nobody can go on guessing.
* after the right one: closed. The listener is gone by then, so this meets only those that were
  being looked at.
"""

import asyncio
import enum
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from console.rdp.console_dial import hang_up
from console.rdpwire import x224
from console.rdpwire.errors import BadBytes
from console.rdpwire.x224 import ConnectionRequest

LOOPBACK: Final = "127.0.0.1"
MAX_TRIES: Final = 3
_MAX_REQUEST: Final = 1_024
"""A connection request is far below; a length beyond is no client."""
_KEPT: Final = 100

IsStranger = Callable[[tuple[str, int], tuple[str, int]], bool]


class Refusal(enum.Enum):
    """Why a connection to the adapter was closed."""

    OTHER_ADDRESS = "other_address"
    OTHER_USER = "other_user"
    NO_TOKEN = "no_token"  # noqa: S105 - a word for a reason
    """It said nothing in time, or nothing that an RDP client says first, or named nobody."""
    WRONG_TOKEN = "wrong_token"  # noqa: S105 - a word for a reason
    SECOND = "second"
    """Another one had shown the token."""
    LATE = "late"
    """The gate was shut before it had shown the token."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """The one connection.

    Attributes:
        reader: What it says.
        writer: What it is told.
        request: Its first message.
    """

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    request: ConnectionRequest


class ShutGate(Exception):
    """Too many came without the token."""


@dataclass(slots=True)
class _Record:
    refused: list[Refusal] = field(default_factory=list[Refusal])
    tries: int = 0


class Gate:
    """Looks at connections until one shows the token.

    Args:
        token: What the one connection must show.
        greeting_s: How long a connection may take to show it.
        is_stranger: Whether another user is known to own a connection.
    """

    def __init__(self, token: str, greeting_s: float, is_stranger: IsStranger) -> None:
        self._token = token.encode()
        self._greeting_s = greeting_s
        self._is_stranger = is_stranger
        self._record = _Record()
        self._looking: set[asyncio.Task[None]] = set()
        self._is_taken = False
        self._chosen: asyncio.Future[Visitor] = asyncio.get_running_loop().create_future()

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """Why connections were closed, in their order; the last hundred."""
        return tuple(self._record.refused)

    async def first(self, seconds: float) -> Visitor:
        """Return the connection that shows the token.

        Raises:
            TimeoutError: None came in this time.
            ShutGate: Too many came without it.
        """
        async with asyncio.timeout(seconds):
            return await asyncio.shield(self._chosen)

    async def close(self) -> None:
        """Send away whoever is still being looked at."""
        looking = tuple(self._looking)
        for task in looking:
            task.cancel()
        await asyncio.gather(*looking, return_exceptions=True)
        if not self._chosen.done():
            self._chosen.cancel()
        elif not self._chosen.cancelled():
            self._chosen.exception()  # it has been told, or nobody waits any more

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Look at one connection (the callback of the listener)."""
        task = asyncio.current_task()
        if task is not None:
            self._looking.add(task)
            task.add_done_callback(self._looking.discard)
        try:
            found = self._stranger(writer) or await self._shown(reader)
        except asyncio.CancelledError:  # by close(), and only while it is being looked at
            found = self._too_late()
        if isinstance(found, Refusal):
            self._refuse(found)
        elif self._chosen.done():
            self._refuse(self._too_late())
        else:
            self._is_taken = True
            self._chosen.set_result(Visitor(reader, writer, found))
            return
        await hang_up(writer)

    def _too_late(self) -> Refusal:
        return Refusal.SECOND if self._is_taken else Refusal.LATE

    def _stranger(self, writer: asyncio.StreamWriter) -> Refusal | None:
        peer, ours = writer.get_extra_info("peername"), writer.get_extra_info("sockname")
        if not peer or not ours or peer[0] != LOOPBACK:
            return Refusal.OTHER_ADDRESS
        return Refusal.OTHER_USER if self._is_stranger(peer[:2], ours[:2]) else None

    async def _shown(self, reader: asyncio.StreamReader) -> ConnectionRequest | Refusal:
        """Return the request when it shows the token."""
        try:
            async with asyncio.timeout(self._greeting_s):
                head = await reader.readexactly(x224.TPKT_HEAD)
                size = x224.tpkt_size(head)
                if size > _MAX_REQUEST:
                    return Refusal.NO_TOKEN
                rest = await reader.readexactly(size - x224.TPKT_HEAD)
            request = x224.decode_request(head + rest)
        except (BadBytes, OSError, asyncio.IncompleteReadError):  # TimeoutError is an OSError
            return Refusal.NO_TOKEN
        shown = request.cookie.encode("utf-8")
        if hmac.compare_digest(shown, self._token):
            return request
        return Refusal.WRONG_TOKEN if shown else Refusal.NO_TOKEN

    def _refuse(self, refusal: Refusal) -> None:
        self._record.refused.append(refusal)
        del self._record.refused[:-_KEPT]
        if refusal not in (Refusal.NO_TOKEN, Refusal.WRONG_TOKEN):
            return
        self._record.tries += 1
        if self._record.tries >= MAX_TRIES and not self._chosen.done():
            self._chosen.set_exception(ShutGate())
