"""One session as it is asked for: everything that a client must be told, and no password."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from console.model.errors import NotPossible
from console.model.identity import VmId
from console.model.session import DEFAULT_OPTIONS, SessionMode, SessionOptions

CONSOLE_PORT: Final = 2179
"""``Msvm_TerminalServiceSettingData.ListenerPort`` unless the host has another."""
RDP_PORT: Final = 3389

_GUID: Final = re.compile(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\Z", re.IGNORECASE)
_NAME: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,252}\Z")
_ADDRESS: Final = re.compile(r"[0-9A-Fa-f:.]{2,45}(%[0-9A-Za-z]+)?\Z")
_PIN: Final = re.compile(r"[0-9a-f]{64}\Z")
_NO_PART_OF_A_NAME: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Control characters, halves of characters, and what ends a line or a paragraph."""


@dataclass(frozen=True, slots=True)
class SessionRequest:
    """A session to be opened.

    Everything that goes onto a command line or into a ``.rdp`` file is checked here, once, so that
    no renderer can be made to write an option or a line of its own.

    Attributes:
        host: Name or address of the host, or of the guest with ``GUEST_RDP``.
        port: Where it listens.
        vm: The VM; its id stands in the preconnection blob.
        title: For the client's window; any text, it is cleaned by the renderers.
        mode: ``ENHANCED``, ``BASIC`` or ``GUEST_RDP``.
        user: The account on the host (or in the guest), empty to have the client ask.
        options: What the session may use.
        pin: SHA-256 of the certificate to expect, 64 hexadecimal digits; empty for none.

    Raises:
        NotPossible: ``session_host``, ``session_vm``, ``session_user`` or ``session_pin``: a part
            cannot be written safely.
    """

    host: str
    port: int
    vm: VmId
    title: str
    mode: SessionMode
    user: str = ""
    options: SessionOptions = DEFAULT_OPTIONS
    pin: str = ""

    def __post_init__(self) -> None:
        is_host = _NAME.match(self.host) or _ADDRESS.match(self.host)
        if not is_host or not 0 < self.port < 65_536:
            raise NotPossible("session_host", self.host)
        if self.goes_over_host and not _GUID.match(self.vm):
            raise NotPossible("session_vm", self.vm)
        signs = {unicodedata.category(sign) for sign in self.user}
        if signs & _NO_PART_OF_A_NAME or self.user.startswith("/"):
            raise NotPossible("session_user", self.user)
        if self.pin and not _PIN.match(self.pin):
            raise NotPossible("session_pin", self.pin)

    @property
    def goes_over_host(self) -> bool:
        """Whether the host's console port is used, which wants a preconnection blob."""
        return self.mode in (SessionMode.ENHANCED, SessionMode.BASIC)

    @property
    def blob(self) -> str:
        """The preconnection blob that names the VM and the mode (MS-RDPEPS 2.2.1.2).

        ``EnhancedMode=1`` asks for an enhanced session; a basic one has the bare id. Braces are
        left out: whether a host takes them is not known.
        """
        if not self.goes_over_host:
            return ""
        return f"{self.vm};EnhancedMode=1" if self.mode is SessionMode.ENHANCED else str(self.vm)

    @property
    def safe_id(self) -> str:
        """The VM's id where it is one, for names of files; hosts say what they like."""
        return str(self.vm) if _GUID.match(self.vm) else "session"

    @property
    def safe_title(self) -> str:
        """The title as one line without control characters, direction marks or a leading sign."""
        kept = "".join(c if c.isprintable() else " " for c in self.title)
        return " ".join(kept.split())[:120].lstrip("/-+@ ") or self.safe_id
