"""The frame around encrypted messages (MS-WSMV 2.2.9.1).

It looks like MIME and is not: part headers start with a tab, no empty line follows them, and the
sealed bytes end right where the closing boundary starts. So it is cut by bytes and by length,
never searched for a boundary, which could occur in sealed bytes by chance.

CredSSP seals by TLS, which takes 16 KiB at a time: a longer message comes in several pairs of parts
(2.2.9.1.3, 2.2.9.1.4). Each sealed part is then TLS records, whose lengths say where it ends.
"""

import codecs
import re
import struct
from typing import Protocol

SPNEGO_PROTOCOL = "application/HTTP-SPNEGO-session-encrypted"
KERBEROS_PROTOCOL = "application/HTTP-Kerberos-session-encrypted"
CREDSSP_PROTOCOL = "application/HTTP-CredSSP-session-encrypted"
_PROTOCOLS = (SPNEGO_PROTOCOL, KERBEROS_PROTOCOL, CREDSSP_PROTOCOL)
TLS_PLAINTEXT = 16_384
"""Most bytes in one TLS record (RFC 8446, 5.1)."""
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
_TLS_HEADER = 5


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


def content_type(protocol: str = SPNEGO_PROTOCOL, *, in_parts: bool = False) -> str:
    """Return the HTTP content type of a sealed message."""
    kind = "multipart/x-multi-encrypted" if in_parts else "multipart/encrypted"
    return f'{kind};protocol="{protocol}";boundary="Encrypted Boundary"'


def goes_in_parts(message: bytes, protocol: str) -> bool:
    """Tell whether a message is too long for one part."""
    return protocol == CREDSSP_PROTOCOL and len(message) > TLS_PLAINTEXT


def is_sealed(value: str) -> bool:
    """Tell whether a content type announces a sealed message."""
    return value.lower().startswith(("multipart/encrypted", "multipart/x-multi-encrypted"))


def protocol_of(value: str) -> str:
    """Return the protocol that a content type of a sealed message names, empty for others."""
    named = value.lower()
    return next((known for known in _PROTOCOLS if f'"{known.lower()}"' in named), "")


def unseal(context: SecurityContext, body: bytes) -> bytes:
    """Return the message in a frame, put together from its parts.

    Raises:
        BadFrame: The frame is broken or of another length than it says.
        spnego.exceptions.SpnegoError: The signature is wrong; the context is then out of step
            for ever.
    """
    tail = _TAIL.search(body, len(body) - 40 if len(body) > 40 else 0)
    message, offset = b"", 0
    while tail is not None and offset != tail.start():
        head = _HEAD.match(body, offset)
        if head is None:
            break
        is_tls = head["protocol"].decode("latin-1").strip() == CREDSSP_PROTOCOL
        offset = _end_of_records(body, head.end() + 4) if is_tls else tail.start()
        message += _opened(context, body[head.end() : offset], int(head["length"]))
    if tail is None or not offset or offset != tail.start():
        raise BadFrame("not an encrypted message")
    return message


def _end_of_records(body: bytes, start: int) -> int:
    """Return where the TLS records end that begin at ``start``."""
    end = start
    while body[end + 1 : end + 2] == b"\x03":  # the major version in each record's header
        end += _TLS_HEADER + int.from_bytes(body[end + 3 : end + 5], "big")
    return end


def _opened(context: SecurityContext, sealed: bytes, length: int) -> bytes:
    if len(sealed) < 4:
        raise BadFrame("nothing is sealed here")
    (size,) = struct.unpack_from("<I", sealed)
    if size > _MAX_SIGNATURE or 4 + size > len(sealed):
        raise BadFrame("signature longer than the message")
    message = context.unwrap_winrm(sealed[4 : 4 + size], sealed[4 + size :])
    if len(message) != length:
        raise BadFrame("length mismatch")
    return message


def seal(context: SecurityContext, message: bytes, protocol: str = SPNEGO_PROTOCOL) -> bytes:
    """Return a message in its frame."""
    size = TLS_PLAINTEXT if goes_in_parts(message, protocol) else max(len(message), 1)
    starts = range(0, max(len(message), 1), size)
    charset = b"UTF-16" if message.startswith(codecs.BOM_UTF16_LE) else b"UTF-8"
    parts = [_part(context, message[start : start + size], protocol, charset) for start in starts]
    return b"".join((*parts, b"--Encrypted Boundary--\r\n"))


def _part(context: SecurityContext, message: bytes, protocol: str, charset: bytes) -> bytes:
    wrapped = context.wrap_winrm(message)
    length = len(message) + wrapped.padding_length
    return b"".join(
        (
            b"--Encrypted Boundary\r\n\tContent-Type: ",
            protocol.encode(),
            b"\r\n\tOriginalContent: type=application/soap+xml;charset=" + charset + b";Length=",
            str(length).encode(),
            b"\r\n--Encrypted Boundary\r\n\tContent-Type: application/octet-stream\r\n",
            struct.pack("<I", len(wrapped.header)),
            wrapped.header,
            wrapped.data,
        )
    )
