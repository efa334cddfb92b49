"""How the bytes of an answer reach the wire: a plan of steps, so that faults need no sockets.

``spoil_*`` change an answer before it becomes bytes; ``steps`` turns the bytes into what the
connection has to do, one write where nothing is wrong.
"""

import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from email.utils import formatdate

from console.simulator.faults import (
    AnswerStatus,
    AnyFault,
    BadEncryptionFrame,
    BadSeal,
    CloseAfter,
    Delay,
    DoctypeBody,
    EntityBombBody,
    GarbageBody,
    Hang,
    HtmlPage,
    HugeBody,
    Phase,
    Redirect,
    Reset,
    RewriteBody,
    RewriteFrame,
    ShiftDate,
    Trickle,
    TruncateBody,
    WrongLength,
    WrongType,
)

SOAP_TYPE = "application/soap+xml;charset=UTF-8"
SOAP_TYPE_UTF16 = "application/soap+xml;charset=UTF-16"
_HTML = (
    b"<!DOCTYPE html><html><head><title>Sign in</title></head>"
    b"<body><h1>Network access</h1><p>Please sign in to continue.</p></body></html>"
)
_BOUNDARY = b"Encrypted Boundary"
_GARBAGE = bytes(range(256)) * 4
_DOCTYPE = (
    b'<!DOCTYPE s:Envelope [<!ENTITY file SYSTEM "file:///etc/hostname">]>'
    b'<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>&file;</s:Body>'
    b"</s:Envelope>"
)


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """An answer before it becomes bytes."""

    status: int
    body: bytes = b""
    content_type: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    closes: bool = False


@dataclass(frozen=True, slots=True)
class Write:
    """Send bytes."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Wait:
    """Let seconds pass."""

    seconds: float


@dataclass(frozen=True, slots=True)
class WaitForever:
    """Do nothing until the other end, or the server, closes."""


@dataclass(frozen=True, slots=True)
class Cut:
    """End the connection, with a reset when ``hard``."""

    hard: bool = False


Step = Write | Wait | WaitForever | Cut


def spoil_soap(faults: Iterable[AnyFault], soap: bytes) -> bytes:
    """Replace the SOAP text where a body fault says so."""
    for fault in faults:
        match fault:
            case GarbageBody():
                soap = _GARBAGE
            case DoctypeBody():
                soap = _DOCTYPE
            case EntityBombBody():
                soap = _entity_bomb()
            case HugeBody():
                soap = _huge(fault.size)
            case RewriteBody(rewrite):
                soap = rewrite(soap)
            case _:
                pass
    return soap


def spoil_answer(faults: Iterable[AnyFault], answer: HttpAnswer) -> HttpAnswer:
    """Replace or bend a whole HTTP answer where a fault says so."""
    for fault in faults:
        match fault:
            case AnswerStatus(status):
                answer = replace(answer, status=status, body=b"", content_type="")
            case HtmlPage(status):
                answer = HttpAnswer(status, _HTML, "text/html; charset=utf-8")
            case Redirect(location, status):
                answer = HttpAnswer(status, headers=(("Location", location),))
            case ShiftDate(seconds):
                date = ("Date", formatdate(time.time() + seconds, usegmt=True))
                answer = replace(answer, headers=(*answer.headers, date))
            case WrongType(content_type):
                answer = replace(answer, content_type=content_type)
            case BadEncryptionFrame() if answer.content_type.startswith("multipart/"):
                answer = replace(answer, body=answer.body.replace(_BOUNDARY, b"Broken Boundary"))
            case BadSeal() if answer.content_type.startswith("multipart/"):
                answer = replace(answer, body=_with_turned_bit(answer.body))
            case RewriteFrame(rewrite) if answer.content_type.startswith("multipart/"):
                answer = replace(answer, body=rewrite(answer.body))
            case _:
                pass
    return answer


def steps(faults: Iterable[AnyFault], head: bytes, body: bytes) -> Iterator[Step]:
    """Say how to send an answer, head and body given apart."""
    pace: Trickle | None = None
    closes = False
    for fault in faults:
        match fault:
            case Hang():
                yield WaitForever()
                return
            case Delay(seconds):
                yield Wait(seconds)
            case Trickle():
                pace = fault
            case Reset(phase=phase):
                yield from _cut_in(phase, head, body)
                return
            case TruncateBody():
                body, closes = body[: len(body) // 2], True
            case WrongLength(difference):
                head, closes = _with_length(head, max(0, len(body) + difference)), True
            case CloseAfter():
                closes = True
            case _:
                pass
    yield from _paced(pace, head + body)
    if closes:
        yield Cut()


def _paced(pace: Trickle | None, data: bytes) -> Iterator[Step]:
    if pace is None:
        yield Write(data)
        return
    for start in range(0, len(data), pace.step):
        yield Write(data[start : start + pace.step])
        yield Wait(pace.pause_s)


def _cut_in(phase: Phase, head: bytes, body: bytes) -> Iterator[Step]:
    if phase is Phase.IN_HEADERS:
        yield Write(head[: len(head) // 2])
    elif phase is Phase.IN_BODY:
        yield Write(head + body[: len(body) // 2])
    yield Cut(hard=True)


def _with_length(head: bytes, length: int) -> bytes:
    return re.sub(rb"(?i)(content-length: )\d+", rb"\g<1>%d" % length, head)


def _with_turned_bit(body: bytes) -> bytes:
    spot = len(body) - len(b"--Encrypted Boundary--\r\n") - 1
    return body[:spot] + bytes([body[spot] ^ 1]) + body[spot + 1 :]


def _entity_bomb() -> bytes:
    entities = [b'<!ENTITY e0 "lol">']
    entities += [b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10)]
    return (
        b"<!DOCTYPE s:Envelope ["
        + b"".join(entities)
        + b']><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>&e9;</s:Body>'
        + b"</s:Envelope>"
    )


def _huge(size: int) -> bytes:
    return (
        b'<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>'
        + b"x" * size
        + b"</s:Body></s:Envelope>"
    )
