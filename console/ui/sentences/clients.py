"""What a program that shows sessions is called, can do, and does with a password, in words."""

from typing import Final

from console.model.session import SessionMode
from console.rdp.client import ClientKind, PasswordWay, RdpClient
from console.ui.sentences.sessions import mode_name
from console.ui.text_context import QT_TRANSLATE_NOOP, Context, fill

Clients = Context("Clients")

_PASSWORDS: Final = {
    PasswordWay.STDIN: QT_TRANSLATE_NOOP(
        "Clients", "It is handed the host's password through a pipe."
    ),
    PasswordWay.ARGUMENT_PIPE: QT_TRANSLATE_NOOP(
        "Clients", "It is handed the host's password through a pipe."
    ),
    PasswordWay.ASKS: QT_TRANSLATE_NOOP("Clients", "It asks you for the password itself."),
}


def client_title(client: RdpClient) -> str:
    """Return a program's name with its version, where it told one."""
    version = ".".join(str(part) for part in client.version)
    return f"{client.name} {version}".strip()


def shows_note(client: RdpClient) -> str:
    """Return what a program can show by itself."""
    names = [mode_name(mode) for mode in SessionMode if mode in client.modes]
    if SessionMode.ENHANCED in client.modes:
        return fill(Clients.tr("Shows: %1."), ", ".join(names))
    return fill(Clients.tr("Shows: %1; consoles only through the adapter."), ", ".join(names))


def password_note(client: RdpClient) -> str:
    """Return how a program gets the password."""
    if client.kind is ClientKind.VMCONNECT:
        return Clients.tr("It uses the account that is signed in to this computer.")
    return Clients.marked(_PASSWORDS[client.password_way])
