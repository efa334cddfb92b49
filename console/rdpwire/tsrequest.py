"""CredSSP's messages (MS-CSSP 2.2.1), and the hashes that bind them to the TLS channel."""

import hashlib
from dataclasses import dataclass, field
from typing import Final

from console.rdpwire import der
from console.rdpwire.errors import BadBytes

VERSION: Final = 6
HASHED_SINCE: Final = 5
"""From this version on the public key is hashed with a nonce instead of sent (MS-CSSP 3.1.5)."""
LOGON_FAILURE: Final = 0xC000006D
"""STATUS_LOGON_FAILURE."""
_PASSWORD: Final = 1


@dataclass(frozen=True, slots=True)
class TsRequest:
    """One message; what is not sent is empty.

    Attributes:
        version: Of the protocol, as the sender knows it.
        token: Of the inner authentication (SPNEGO or NTLM).
        credentials: ``authInfo``, sealed.
        key_proof: ``pubKeyAuth``, sealed.
        error: NTSTATUS of a refusal; ``None`` for none.
        nonce: Of the client.
    """

    version: int = VERSION
    token: bytes = b""
    credentials: bytes = field(default=b"", repr=False)
    key_proof: bytes = b""
    error: int | None = None
    nonce: bytes = b""


def encode(request: TsRequest) -> bytes:
    """Return the bytes of a message."""
    parts = [der.member(0, der.integer(request.version))]
    if request.token:
        item = der.wrap(der.SEQUENCE, der.member(0, der.wrap(der.OCTETS, request.token)))
        parts.append(der.member(1, der.wrap(der.SEQUENCE, item)))
    if request.credentials:
        parts.append(der.member(2, der.wrap(der.OCTETS, request.credentials)))
    if request.key_proof:
        parts.append(der.member(3, der.wrap(der.OCTETS, request.key_proof)))
    if request.error is not None:
        parts.append(der.member(4, _status(request.error)))
    if request.nonce:
        parts.append(der.member(5, der.wrap(der.OCTETS, request.nonce)))
    return der.wrap(der.SEQUENCE, b"".join(parts))


def decode(data: bytes) -> TsRequest:
    """Read a message.

    Raises:
        BadBytes: It is none.
    """
    found = der.members(der.expect(data, der.SEQUENCE))
    if 0 not in found:
        raise BadBytes("a TSRequest without a version")
    error = _number(found[4]) & 0xFFFFFFFF if 4 in found else None
    return TsRequest(
        version=_number(found[0]),
        token=_token(found[1]) if 1 in found else b"",
        credentials=_octets(found.get(2)),
        key_proof=_octets(found.get(3)),
        error=error,
        nonce=_octets(found.get(5)),
    )


def encode_credentials(domain: str = "", user: str = "", password: str = "") -> bytes:
    """Return TSCredentials with a password (MS-CSSP 2.2.1.2.1); empty ones delegate nothing."""
    parts = (domain, user, password)
    inner = b"".join(
        der.member(number, der.wrap(der.OCTETS, part.encode("utf-16-le")))
        for number, part in enumerate(parts)
    )
    body = der.wrap(der.OCTETS, der.wrap(der.SEQUENCE, inner))
    return der.wrap(der.SEQUENCE, der.member(0, der.integer(_PASSWORD)) + der.member(1, body))


def delegates(data: bytes) -> bool:
    """Whether opened TSCredentials carry an account or a password.

    Raises:
        BadBytes: They cannot be read.
    """
    outer = der.members(der.expect(data, der.SEQUENCE))
    if 1 not in outer:
        raise BadBytes("TSCredentials without a body")
    inner = der.members(der.expect(_octets(outer[1]), der.SEQUENCE))
    return any(_octets(part) for part in inner.values())


def client_proof(version: int, nonce: bytes, public_key: bytes) -> bytes:
    """Return what the client seals to prove which key it sees (MS-CSSP 3.1.5)."""
    if version < HASHED_SINCE:
        return public_key
    return _binding(b"CredSSP Client-To-Server Binding Hash\0", nonce, public_key)


def server_proof(version: int, nonce: bytes, public_key: bytes) -> bytes:
    """Return what the server seals in answer."""
    if version < HASHED_SINCE:
        return bytes(((public_key[0] + 1) & 0xFF,)) + public_key[1:]
    return _binding(b"CredSSP Server-To-Client Binding Hash\0", nonce, public_key)


def _binding(magic: bytes, nonce: bytes, public_key: bytes) -> bytes:
    return hashlib.sha256(magic + nonce + public_key).digest()


def _status(error: int) -> bytes:
    """Return an NTSTATUS as Windows writes it: an INTEGER of 32 bits with a sign."""
    value = error & 0xFFFFFFFF
    signed = value - (1 << 32) if value >> 31 else value
    size = max(1, (signed if signed >= 0 else ~signed).bit_length() // 8 + 1)
    return der.wrap(der.INTEGER, signed.to_bytes(size, "big", signed=True))


def _number(data: bytes) -> int:
    return int.from_bytes(der.expect(data, der.INTEGER), "big", signed=True)


def _octets(data: bytes | None) -> bytes:
    return der.expect(data, der.OCTETS) if data is not None else b""


def _token(data: bytes) -> bytes:
    item = der.expect(der.expect(data, der.SEQUENCE), der.SEQUENCE)
    return _octets(der.members(item).get(0))
