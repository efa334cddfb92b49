"""The frame around encrypted messages (MS-WSMV 2.2.9.1.1).

It looks like MIME and is not: part headers start with a tab, no empty line follows them, and the
sealed bytes end right where the closing boundary starts. So it is cut by bytes and by length,
never searched for a boundary, which could occur in sealed bytes by chance.
"""

import re
import struct
from typing import Protocol

SPNEGO_PROTOCOL = "application/HTTP-SPNEGO-session-encrypted"
_HEAD = re.compile(
    rb"--\s?Encrypted Boundary\r\n"
    rb"\s*Content-Type: (?P<protocol>[^\r\n]+)\r\n"
    rb"\s*OriginalContent: type=(?P<type>[^;\r\n]+);\s*charset=(?P<charset>[^;\r\n]+)"
    rb";\s*Length=(?P<length>\d{1,9})\r\n"
    rb"--\s?Encrypted Boundary\r\n"
    rb"\s*Content-Type: application/octet-stream\r\n",
    re.IGNORECASE,
)
_TAIL = re.compile(rb"--\s?Encrypted Boundary--(?:\r\n)?\Z")
_MAX_SIGNATURE = 256


class BadFrame(Exception):
    """The frame, the signature or the length is wrong."""


class Wrapped(Protocol):
    """What a security context returns for a sealed message."""

    @property
    def header(self) -> bytes:
        """The signature."""
        ...

    @property
    def data(self) -> bytes:
        """The sealed bytes."""
        ...

    @property
    def padding_length(self) -> int:
        """How many bytes were added before sealing (Kerberos)."""
        ...


class SecurityContext(Protocol):
    """The part of a security context that sealing needs."""

    def wrap_winrm(self, data: bytes) -> Wrapped:
        """Seal a message."""
        ...

    def unwrap_winrm(self, header: bytes, data: bytes) -> bytes:
        """Open a message and verify its signature."""
        ...


def content_type(protocol: str = SPNEGO_PROTOCOL) -> str:
    """Return the HTTP content type of a sealed message."""
    return f'multipart/encrypted;protocol="{protocol}";boundary="Encrypted Boundary"'


def is_sealed(value: str) -> bool:
    """Tell whether a content type announces a sealed message."""
    return value.lower().startswith("multipart/encrypted")


def unseal(context: SecurityContext, body: bytes) -> bytes:
    """Return the message in a frame.

    Raises:
        BadFrame: The frame is broken or of another length than it says.
        spnego.exceptions.SpnegoError: The signature is wrong; the context is then out of step
            for ever.
    """
    head = _HEAD.match(body)
    tail = _TAIL.search(body, len(body) - 40 if len(body) > 40 else 0)
    if head is None or tail is None or tail.start() < head.end() + 4:
        raise BadFrame("not an encrypted message")
    sealed = body[head.end() : tail.start()]
    (size,) = struct.unpack_from("<I", sealed)
    if size > _MAX_SIGNATURE or 4 + size > len(sealed):
        raise BadFrame("signature longer than the message")
    message = context.unwrap_winrm(sealed[4 : 4 + size], sealed[4 + size :])
    if len(message) != int(head["length"]):
        raise BadFrame("length mismatch")
    return message


def seal(context: SecurityContext, message: bytes, protocol: str = SPNEGO_PROTOCOL) -> bytes:
    """Return a message in its frame."""
    wrapped = context.wrap_winrm(message)
    length = len(message) + wrapped.padding_length
    return b"".join(
        (
            b"--Encrypted Boundary\r\n\tContent-Type: ",
            protocol.encode(),
            b"\r\n\tOriginalContent: type=application/soap+xml;charset=UTF-8;Length=",
            str(length).encode(),
            b"\r\n--Encrypted Boundary\r\n\tContent-Type: application/octet-stream\r\n",
            struct.pack("<I", len(wrapped.header)),
            wrapped.header,
            wrapped.data,
            b"--Encrypted Boundary--\r\n",
        )
    )
