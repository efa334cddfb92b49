"""Programs that show an RDP session: what each can do, and how it takes a password."""

import enum
from dataclasses import dataclass

from console.model.session import SessionMode


class ClientKind(enum.StrEnum):
    """A family of clients that is told things in the same way; equal to its word in files."""

    FREERDP2 = "freerdp2"
    FREERDP3 = "freerdp3"
    MSTSC = "mstsc"
    VMCONNECT = "vmconnect"
    WINDOWS_APP = "windows-app"
    REMMINA = "remmina"
    GNOME_CONNECTIONS = "gnome-connections"


class PasswordWay(enum.Enum):
    """How a client takes a password without its standing where others can read it."""

    STDIN = "stdin"
    """FreeRDP 2: ``/from-stdin`` reads it from its standard input."""
    ARGUMENT_PIPE = "argument_pipe"
    """FreeRDP 3: ``/args-from:fd:N``, or ``:stdin``, reads all its arguments from a pipe."""
    ASKS = "asks"
    """It cannot be handed one safely; it asks the user itself, or uses the signed-in account."""


_OVER_HOST = frozenset({SessionMode.ENHANCED, SessionMode.BASIC})
_EVERY_RDP = _OVER_HOST | {SessionMode.GUEST_RDP}
_PLAIN = frozenset({SessionMode.GUEST_RDP})

_MODES: dict[ClientKind, frozenset[SessionMode]] = {
    ClientKind.FREERDP2: _EVERY_RDP,
    ClientKind.FREERDP3: _EVERY_RDP,
    ClientKind.MSTSC: _EVERY_RDP,
    ClientKind.VMCONNECT: _OVER_HOST,
    # Whether the macOS app honours a preconnection blob is not known: it is not relied on.
    ClientKind.WINDOWS_APP: _PLAIN,
    ClientKind.REMMINA: _PLAIN,
    ClientKind.GNOME_CONNECTIONS: _PLAIN,
}
_PASSWORD_WAYS: dict[ClientKind, PasswordWay] = {
    ClientKind.FREERDP2: PasswordWay.STDIN,
    ClientKind.FREERDP3: PasswordWay.ARGUMENT_PIPE,
}


@dataclass(frozen=True, slots=True)
class RdpClient:
    """An installed client.

    Attributes:
        kind: How it is told things.
        command: What starts it: a program, or ``flatpak run`` and an application.
        name: The program's name, for people.
        version: As it told, or empty when it did not.
        takes_descriptors: Whether it can be handed a descriptor beside the three usual ones: not
            on Windows, and not by what starts it in a sandbox.
    """

    kind: ClientKind
    command: tuple[str, ...]
    name: str
    version: tuple[int, ...] = ()
    takes_descriptors: bool = True

    @property
    def modes(self) -> frozenset[SessionMode]:
        """What it can show by itself; with the adapter it can show every mode."""
        return _MODES[self.kind]

    @property
    def password_way(self) -> PasswordWay:
        """How it takes a password."""
        return _PASSWORD_WAYS.get(self.kind, PasswordWay.ASKS)

    @property
    def is_embeddable(self) -> bool:
        """Whether it can draw into a window of ours (X11 only; ``sdl-freerdp`` cannot)."""
        return self.name.startswith("xfreerdp")
