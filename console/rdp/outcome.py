"""What became of a client: its exit code, what it said and how long it lived, as one reason.

Exit codes are FreeRDP's (its ``xf_exit_code``; those tried here are noted beside them). 143 has two
causes that look alike from outside: the certificate was refused, or the host closed the connection
right after the preconnection blob, which is what it does when the VM does not exist.
"""

import enum
import re
from dataclasses import dataclass
from typing import Final

from console.rdp.client import ClientKind


class EndReason(enum.Enum):
    """Why a session ended."""

    NORMAL = "normal"
    CANCELLED = "cancelled"
    LOGON_FAILED = "logon_failed"
    NO_CONNECTION = "no_connection"
    NAME_NOT_FOUND = "name_not_found"
    CERTIFICATE_OR_CLOSED = "certificate_or_closed"
    RIGHTS = "rights"
    BAD_ARGUMENTS = "bad_arguments"
    NO_DISPLAY = "no_display"
    EXITED_AT_ONCE = "exited_at_once"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SessionEnd:
    """How a session ended.

    Attributes:
        reason: Why.
        code: The client's exit code; negative for a signal.
        line: The line of its output that says most; cleaned, at most 300 characters.
    """

    reason: EndReason
    code: int
    line: str = ""

    @property
    def is_failure(self) -> bool:
        """Whether the user did not get what they asked for."""
        return self.reason not in (EndReason.NORMAL, EndReason.CANCELLED)


_FREERDP_CODES: Final = {
    **dict.fromkeys((0, 1, 2, 3, 4, 5, 11, 12), EndReason.NORMAL),
    15: EndReason.CANCELLED,
    24: EndReason.BAD_ARGUMENTS,  # tried: help, and arguments that it rejects
    128: EndReason.BAD_ARGUMENTS,
    132: EndReason.LOGON_FAILED,
    134: EndReason.LOGON_FAILED,
    139: EndReason.NAME_NOT_FOUND,
    140: EndReason.NAME_NOT_FOUND,
    141: EndReason.NO_CONNECTION,  # tried on 3.30.0
    143: EndReason.CERTIFICATE_OR_CLOSED,
    144: EndReason.RIGHTS,
    145: EndReason.CANCELLED,
    147: EndReason.NO_CONNECTION,  # tried on 2.11.7
}
_WORDS: Final = (
    (re.compile(r"LOGON_FAILURE|ERRCONNECT_LOGON|WRONG_PASSWORD", re.I), EndReason.LOGON_FAILED),
    (re.compile(r"INSUFFICIENT_PRIVILEGES|ERRINFO_RPC_INITIATED", re.I), EndReason.RIGHTS),
    (re.compile(r"DNS_(ERROR|NAME_NOT_FOUND)", re.I), EndReason.NAME_NOT_FOUND),
    (re.compile(r"failed to open display|DISPLAY environment", re.I), EndReason.NO_DISPLAY),
    (re.compile(r"ERRCONNECT_CONNECT_(FAILED|TRANSPORT_FAILED)", re.I), EndReason.NO_CONNECTION),
)
_ENDED_BY_US: Final = (-15, -2, -9)
_AT_ONCE_S: Final = 2.0
_MAX_LINE: Final = 300
_NOISE: Final = re.compile(r"^\[[^\]]*\]\s*|\[\d+:\w+\]\s*|\[(WARN|ERROR|INFO|DEBUG)\]\s*")


def judge(kind: ClientKind, code: int, output: str, seconds: float) -> SessionEnd:
    """Return why a client ended.

    Args:
        kind: Which client.
        code: Its exit code.
        output: The end of what it printed.
        seconds: How long it ran.
    """
    line = useful_line(output)
    if code in _ENDED_BY_US:
        return SessionEnd(EndReason.CANCELLED, code, line)
    if kind not in (ClientKind.FREERDP2, ClientKind.FREERDP3):
        at_once = code != 0 and seconds < _AT_ONCE_S
        return SessionEnd(EndReason.EXITED_AT_ONCE if at_once else EndReason.NORMAL, code, line)
    for words, reason in _WORDS:
        if words.search(output):
            return SessionEnd(reason, code, line)
    reason = _FREERDP_CODES.get(code)
    if reason is None:
        reason = EndReason.EXITED_AT_ONCE if seconds < _AT_ONCE_S else EndReason.UNKNOWN
    return SessionEnd(reason, code, line)


def useful_line(output: str) -> str:
    """Return the last line that names an error, else the last line, without the client's prefix."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if "ERR" in line or "rror" in line or "fail" in line]
    chosen = (telling or lines or [""])[-1]
    while (shorter := _NOISE.sub("", chosen, count=1)) != chosen:
        chosen = shorter
    return "".join(c if c.isprintable() else " " for c in chosen)[:_MAX_LINE].strip(" -")
