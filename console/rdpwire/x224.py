"""X.224 connection requests and confirmations in TPKT, and two fields that a bridge must rewrite.

MS-RDPBCGR 2.2.1.1, 2.2.1.2; the fields are ``serverSelectedProtocol`` of TS_UD_CS_CORE (2.2.1.3.2,
212 bytes after its block begins) and ``clientRequestedProtocols`` of TS_UD_SC_CORE (2.2.1.4.2).
"""

import enum
import struct
from dataclasses import dataclass
from typing import Final

from console.rdpwire.errors import BadBytes

TPKT_HEAD: Final = 4
_TPKT_VERSION: Final = 3
_REQUEST: Final = 0xE0
_CONFIRM: Final = 0xD0
_NEGOTIATION_REQUEST: Final = 1
_NEGOTIATION_REPLY: Final = 2
_NEGOTIATION: Final = struct.Struct("<BBHI")
_FIXED: Final = 7
"""Length indicator, code, two references, class."""
_COOKIE: Final = b"Cookie: mstshash="
_CLIENT_CORE: Final = b"\x01\xc0"
_SELECTED_AT: Final = 212
_SERVER_CORE: Final = b"\x01\x0c"
_REQUESTED_AT: Final = 8


class Protocol(enum.IntFlag):
    """How a session is secured (``requestedProtocols``)."""

    RDP = 0
    TLS = 1
    HYBRID = 2
    HYBRID_EX = 8


@dataclass(frozen=True, slots=True)
class ConnectionRequest:
    """A client's first message of the session proper.

    Attributes:
        cookie: The name after ``mstshash=``; clients cut it to nine characters.
        protocols: What the client can do.
    """

    cookie: str = ""
    protocols: Protocol = Protocol.RDP


def tpkt_size(head: bytes) -> int:
    """Return how long a TPKT is, from its head.

    Raises:
        BadBytes: It is none.
    """
    size = int.from_bytes(head[2:4], "big")
    if head[0] != _TPKT_VERSION or size < TPKT_HEAD:
        raise BadBytes(f"no TPKT begins with {head[:4].hex()}")
    return size


def encode_request(request: ConnectionRequest) -> bytes:
    """Return a connection request."""
    cookie = (
        _COOKIE + request.cookie.encode("ascii", "replace") + b"\r\n" if request.cookie else b""
    )
    return _tpkt(
        _REQUEST, cookie + _NEGOTIATION.pack(_NEGOTIATION_REQUEST, 0, 8, request.protocols)
    )


def decode_request(data: bytes) -> ConnectionRequest:
    """Read a connection request.

    Raises:
        BadBytes: It is none.
    """
    if len(data) < TPKT_HEAD + _FIXED or data[5] & 0xF0 != _REQUEST:
        raise BadBytes("no X.224 connection request")
    rest = data[TPKT_HEAD + _FIXED :]
    cookie = ""
    if rest.startswith(_COOKIE):
        line, _, rest = rest.partition(b"\r\n")
        cookie = line[len(_COOKIE) :].decode("latin-1")
    protocols = Protocol.RDP
    if len(rest) >= _NEGOTIATION.size and rest[0] == _NEGOTIATION_REQUEST:
        protocols = Protocol(_NEGOTIATION.unpack_from(rest)[3])
    return ConnectionRequest(cookie, protocols)


def encode_confirm(selected: Protocol) -> bytes:
    """Return a confirmation that selects a protocol."""
    return _tpkt(_CONFIRM, _NEGOTIATION.pack(_NEGOTIATION_REPLY, 0, 8, selected))


def decode_confirm(data: bytes) -> Protocol:
    """Return the protocol that a confirmation selects.

    Raises:
        BadBytes: It is none, or a refusal.
    """
    rest = data[TPKT_HEAD + _FIXED :]
    if len(data) < TPKT_HEAD + _FIXED or data[5] & 0xF0 != _CONFIRM:
        raise BadBytes("no X.224 connection confirmation")
    if len(rest) < _NEGOTIATION.size:
        return Protocol.RDP
    if rest[0] != _NEGOTIATION_REPLY:
        raise BadBytes("the server refused the protocols")
    return Protocol(_NEGOTIATION.unpack_from(rest)[3])


def with_selected(connect_initial: bytes, selected: Protocol) -> bytes:
    """Return an MCS Connect-Initial that names another selected protocol.

    A bridge has answered its client with one protocol and speaks another to the server behind it,
    which insists on its own.
    """
    return _rewritten(connect_initial, _CLIENT_CORE, _SELECTED_AT, selected)


def with_requested(connect_response: bytes, requested: Protocol) -> bytes:
    """Return an MCS Connect-Response that repeats other requested protocols."""
    return _rewritten(connect_response, _SERVER_CORE, _REQUESTED_AT, requested)


def _rewritten(data: bytes, block: bytes, offset: int, value: Protocol) -> bytes:
    place = data.find(block)
    while place >= 0:
        length = int.from_bytes(data[place + 2 : place + 4], "little")
        if offset + 4 <= length <= len(data) - place:
            at = place + offset
            return data[:at] + struct.pack("<I", value) + data[at + 4 :]
        place = data.find(block, place + 1)
    return data


def _tpkt(code: int, rest: bytes) -> bytes:
    body = bytes((_FIXED - 1 + len(rest), code, 0, 0, 0, 0, 0)) + rest
    return struct.pack(">BBH", _TPKT_VERSION, 0, TPKT_HEAD + len(body)) + body
