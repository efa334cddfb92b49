"""SSH to a guest, in the terminal that this system has: found and told what to run, no shell."""

import re
from dataclasses import dataclass
from typing import Final

from console.model.errors import NotPossible
from console.rdp.discovery import SystemLook

_TERMINALS: Final = (
    ("x-terminal-emulator", "-e"),
    ("gnome-terminal", "--"),
    ("konsole", "-e"),
    ("xfce4-terminal", "-x"),
    ("xterm", "-e"),
)
"""Terminals of Linux desktops, and what comes before the program that they are to run."""
_ADDRESS: Final = re.compile(r"[0-9A-Fa-f:.]{2,45}\Z")
_USER: Final = re.compile(r"[0-9A-Za-z_][0-9A-Za-z_.-]{0,63}\Z")


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal and an SSH program.

    Attributes:
        prefix: What starts the terminal with a program in it.
        ssh: The SSH program.
    """

    prefix: tuple[str, ...]
    ssh: str


def find_terminal(look: SystemLook) -> Terminal | None:
    """Return what this system has; ``None`` when something is missing. Blocks."""
    ssh = look.which("ssh")
    if ssh is None:
        return None
    if look.platform == "win32":
        conhost = look.which("conhost.exe")
        return Terminal((conhost,), ssh) if conhost is not None else None
    if look.platform == "darwin":
        return Terminal(("open",), ssh)
    for name, flag in _TERMINALS:
        path = look.which(name)
        if path is not None:
            return Terminal((path, flag), ssh)
    return None


def ssh_argv(terminal: Terminal, address: str, user: str = "") -> tuple[str, ...]:
    """Return what opens SSH to a guest in the terminal.

    Args:
        terminal: The terminal.
        address: The guest's; it comes from the guest, so it is checked to be an address.
        user: In the guest; empty for the account of this computer.

    Raises:
        NotPossible: ``ssh_address`` or ``ssh_user``: not an address, or no plain account name.
    """
    if not _ADDRESS.match(address) or address.startswith("-"):
        raise NotPossible("ssh_address", address)
    if user and not _USER.match(user):
        raise NotPossible("ssh_user", user)
    if terminal.prefix == ("open",):
        place = f"[{address}]" if ":" in address else address
        return ("open", f"ssh://{user}@{place}" if user else f"ssh://{place}")
    account = ("-l", user) if user else ()
    return (*terminal.prefix, terminal.ssh, *account, "--", address)
