"""A host's console port and who may open consoles: what the host says of both."""

import enum
from dataclasses import dataclass


class EnhancedTransport(enum.Enum):
    """``EnhancedSessionTransportType``: over which channel host and guest would talk."""

    VMBUS = "vmbus"
    HVSOCKET = "hvsocket"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ConsoleFacts:
    """What a host says of its console port (``Msvm_TerminalServiceSettingData``).

    Attributes:
        port: TCP port; ``None`` where the host did not tell.
        certificate_hash: Hash of the port's certificate, lower case hex; empty where none is told.
            Which algorithm it is, only its length tells.
        is_self_signed_allowed: Whether the host makes its own certificate.
    """

    port: int | None = None
    certificate_hash: str = ""
    is_self_signed_allowed: bool | None = None


@dataclass(frozen=True, slots=True)
class ConsoleAccess:
    r"""One entry of a VM's list of who may open its console (``Msvm_InteractiveSessionACE``).

    Attributes:
        trustee: A name (``DOMAIN\user``) or a SID, as the host tells it.
        is_allowed: Whether it may; else it is denied.
    """

    trustee: str
    is_allowed: bool
