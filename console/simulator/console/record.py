"""What happened on the console port, for tests and for whoever looks on."""

import enum
from dataclasses import dataclass


class Reached(enum.Enum):
    """How far a connection came."""

    CONNECTED = "connected"
    PRECONNECTION = "preconnection"
    TLS = "tls"
    SIGNED_IN = "signed_in"
    SESSION = "session"


class ConsoleEnd(enum.Enum):
    """Why a connection ended."""

    OPEN = "open"
    NO_PRECONNECTION = "no_preconnection"
    UNKNOWN_VM = "unknown_vm"
    VM_OFF = "vm_off"
    NO_ENHANCED_SESSION = "no_enhanced_session"
    LOGON_REFUSED = "logon_refused"
    NO_RIGHT = "no_right"
    NO_DESKTOP = "no_desktop"
    """Everything was in order, but there is no RDP server on this computer to show."""
    BAD_BYTES = "bad_bytes"
    TIMED_OUT = "timed_out"
    CLOSED = "closed"


@dataclass(slots=True)
class ConsoleConnection:
    """One connection.

    Attributes:
        blob: The preconnection blob as it was sent.
        vm: The VM that it names, upper case.
        is_enhanced: Whether an enhanced session was asked for.
        user: Who signed in.
        cookie: The name in the X.224 request.
        reached: How far it came.
        end: Why it ended.
    """

    blob: str = ""
    vm: str = ""
    is_enhanced: bool = False
    user: str = ""
    cookie: str = ""
    reached: Reached = Reached.CONNECTED
    end: ConsoleEnd = ConsoleEnd.OPEN
