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
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from console.rdpwire import x224
from console.rdpwire.errors import BadBytes, CutOff
from console.rdpwire.x224 import ConnectionRequest

LOOPBACK: Final = "127.0.0.1"
MAX_TRIES: Final = 3
_MAX_REQUEST: Final = 1_024
"""A connection request is far below; a length beyond is no client."""
_KEPT: Final = 100
_PAUSE_S: Final = 0.05

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


class _Decided(Exception):
    """Nobody else needs to be looked at; ends the group of those who look."""


class Gate:
    """Looks at connections until one shows the token. For one use.

    Args:
        token: What the one connection must show.
        greeting_s: How long a connection may take to show it.
        is_stranger: Whether another user is known to own a connection.
    """

    def __init__(self, token: str, greeting_s: float, is_stranger: IsStranger) -> None:
        self._token = token.encode()
        self._greeting_s = greeting_s
        self._is_stranger = is_stranger
        self._refused: list[Refusal] = []
        self._tries = 0
        self._waiting: set[socket.socket] = set()
        self._chosen: tuple[socket.socket, ConnectionRequest] | None = None

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """Why connections were closed, in their order; the last hundred."""
        return tuple(self._refused)

    async def first(self, door: socket.socket, seconds: float) -> Visitor:
        """Return the connection that shows the token; in any case nothing listens afterwards.

        Args:
            door: A socket that listens and does not block.
            seconds: How long it stays open.

        Raises:
            TimeoutError: None came in this time.
            ShutGate: Too many came without it.
        """
        try:
            async with asyncio.timeout(seconds), asyncio.TaskGroup() as group:
                while True:
                    guest = await _accepted(door)
                    self._waiting.add(guest)
                    group.create_task(self._meet(guest))
        except* _Decided:
            if self._chosen is not None:
                self._waiting.discard(self._chosen[0])
        finally:
            door.close()
            self._send_away()
        if self._chosen is None:
            raise ShutGate
        guest, request = self._chosen
        try:
            return Visitor(*await asyncio.open_connection(sock=guest), request)
        except BaseException:
            guest.close()
            raise

    def _send_away(self) -> None:
        """Close all that are still being looked at."""
        for guest in self._waiting:
            self._keep(Refusal.LATE if self._chosen is None else Refusal.SECOND)
            guest.close()
        self._waiting.clear()

    async def _meet(self, guest: socket.socket) -> None:
        """Look at one connection."""
        found = self._stranger(guest) or await self._shown(guest)
        if isinstance(found, Refusal):
            self._waiting.discard(guest)
            guest.close()
            self._keep(found)
            self._count(found)
        elif self._chosen is None:
            self._chosen = guest, found
            raise _Decided

    def _stranger(self, guest: socket.socket) -> Refusal | None:
        try:
            peer, ours = guest.getpeername(), guest.getsockname()
        except OSError:  # gone already
            return Refusal.NO_TOKEN
        if peer[0] != LOOPBACK:
            return Refusal.OTHER_ADDRESS
        return Refusal.OTHER_USER if self._is_stranger(peer, ours) else None

    async def _shown(self, guest: socket.socket) -> ConnectionRequest | Refusal:
        """Return the request when it shows the token."""
        try:
            async with asyncio.timeout(self._greeting_s):
                head = await _read(guest, x224.TPKT_HEAD)
                size = x224.tpkt_size(head)
                if size > _MAX_REQUEST:
                    return Refusal.NO_TOKEN
                request = x224.decode_request(head + await _read(guest, size - x224.TPKT_HEAD))
        except (BadBytes, OSError):  # TimeoutError is an OSError
            return Refusal.NO_TOKEN
        shown = request.cookie.encode()
        if hmac.compare_digest(shown, self._token):
            return request
        return Refusal.WRONG_TOKEN if shown else Refusal.NO_TOKEN

    def _keep(self, refusal: Refusal) -> None:
        self._refused.append(refusal)
        del self._refused[:-_KEPT]

    def _count(self, refusal: Refusal) -> None:
        self._tries += refusal in (Refusal.NO_TOKEN, Refusal.WRONG_TOKEN)
        if self._tries >= MAX_TRIES:
            raise _Decided


async def _accepted(door: socket.socket) -> socket.socket:
    """Return the next connection, not blocking."""
    while True:
        try:
            return (await asyncio.get_running_loop().sock_accept(door))[0]
        except OSError:  # it left while it was being accepted, or there are no descriptors left
            await asyncio.sleep(_PAUSE_S)


async def _read(guest: socket.socket, count: int) -> bytes:
    """Return so many bytes and not one more: what follows belongs to the session.

    Raises:
        CutOff: It ended before.
    """
    data = b""
    while len(data) < count:
        more = await asyncio.get_running_loop().sock_recv(guest, count - len(data))
        if not more:
            raise CutOff("the connection ended in the middle of a message")
        data += more
    return data
