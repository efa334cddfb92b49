"""What the window needs for console sessions, as Protocols, and the values that go across."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NewType, Protocol

from console.fleet.operation import EnhancedPolicyChange, OperationRecord
from console.model.identity import HostId, VmId, VmKey
from console.model.session import SessionMode, SessionOptions
from console.rdp.certificate import CertificateSeen
from console.rdp.client import RdpClient
from console.rdp.install import InstallHint
from console.rdp.ladder import Means
from console.rdp.outcome import SessionEnd
from console.rdp.session import SessionRequest
from console.rdp.terminal import Terminal
from console.settings.session_schema import SessionChoices
from console.ui.ports import FleetControl

SessionId = NewType("SessionId", int)


@dataclass(frozen=True, slots=True)
class LocalTools:
    """What this computer has for sessions.

    Attributes:
        clients: The installed clients, those that do most first.
        terminal: Where SSH can be shown; ``None`` where something is missing.
        hint: How to install a client.
    """

    clients: tuple[RdpClient, ...] = ()
    terminal: Terminal | None = None
    hint: InstallHint = field(default_factory=lambda: InstallHint("", ""))

    def means(self, choices: SessionChoices) -> Means:
        """Return what can be shown, through the adapter too where that is switched on."""
        modes = {mode for client in self.clients for mode in modes_of(client, choices)}
        return Means(frozenset(modes), self.terminal is not None)

    def client_for(self, mode: SessionMode, choices: SessionChoices) -> RdpClient | None:
        """Return the client that shows a mode: the chosen one where it can, else the best."""
        able = [client for client in self.clients if mode in modes_of(client, choices)]
        wanted = [client for client in able if client.kind == choices.chosen_client]
        return next(iter(wanted or able), None)


_OVER_HOST = frozenset({SessionMode.ENHANCED, SessionMode.BASIC})


def modes_of(client: RdpClient, choices: SessionChoices) -> frozenset[SessionMode]:
    """Return what a client can show, with the adapter where it is switched on for it."""
    if choices.uses_adapter(client.kind):
        return client.modes | _OVER_HOST
    return client.modes


@dataclass(frozen=True, slots=True)
class SessionOrder:
    """A session that is to be opened now.

    Attributes:
        key: The VM.
        vm_name: As its host calls it.
        host_label: As the user calls the host.
        request: What is asked for; with ``SSH``, ``host`` is the guest's address.
        client: What shows it; ``None`` for SSH.
    """

    key: VmKey
    vm_name: str
    host_label: str
    request: SessionRequest
    client: RdpClient | None


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that is open.

    Attributes:
        id: Ours.
        key: The VM.
        vm_name: As its host calls it.
        host_label: As the user calls the host.
        mode: How it is reached.
        client: The program's name.
        since: When it was opened.
    """

    id: SessionId
    key: VmKey
    vm_name: str
    host_label: str
    mode: SessionMode
    client: str
    since: datetime


class SessionFleet(FleetControl, Protocol):
    """A fleet that also changes hosts as a whole (``fleet.Fleet``)."""

    def order_host(self, host: HostId, subject: EnhancedPolicyChange) -> OperationRecord:
        """Start an operation on a host as a whole."""
        ...


class Books(Protocol):
    """Keeps what is chosen and trusted (``app.session_books.SessionBooks``); nothing blocks."""

    @property
    def choices(self) -> SessionChoices:
        """What the user chose, as last read."""
        ...

    async def load(self) -> SessionChoices:
        """Read what the user chose."""
        ...

    async def pin_of(self, host: HostId) -> str:
        """Return the certificate that is trusted, empty for none."""
        ...

    async def trust(self, host: HostId, sha256: str, label: str) -> None:
        """Trust a certificate because the user said so."""
        ...

    async def forget_trust(self, host: HostId) -> None:
        """Trust no certificate of a host any more."""
        ...

    async def put_mode(self, key: VmKey, mode: SessionMode | None, name: str) -> None:
        """Keep which mode the user wants for a VM."""
        ...

    async def put_vm(
        self, key: VmKey, options: SessionOptions | None, *, folder: str = "", name: str = ""
    ) -> None:
        """Keep options for a VM; ``None``: it inherits them."""
        ...

    async def put_folder(self, folder: str, options: SessionOptions) -> None:
        """Keep options for a folder."""
        ...

    async def put_default(self, options: SessionOptions) -> None:
        """Keep options for all."""
        ...

    async def put_client(self, word: str, *, adapter: bool | None = None) -> None:
        """Keep which client is wanted, empty for the best, and whether it has the adapter."""
        ...

    async def put_adapter(self, word: str, *, on: bool) -> None:
        """Keep whether a kind of client has the adapter."""
        ...

    async def export(self, path: Path, request: SessionRequest) -> None:
        """Write a ``.rdp`` file."""
        ...


class Sessions(Protocol):
    """Keeps and carries out sessions (``app.sessions.SessionDesk``); nothing in it blocks."""

    @property
    def books(self) -> Books:
        """What is kept in files."""
        ...

    @property
    def tools(self) -> LocalTools | None:
        """What was found on this computer; ``None`` before it was looked for."""
        ...

    @property
    def open_sessions(self) -> tuple[OpenSession, ...]:
        """The sessions that are open, oldest first."""
        ...

    @property
    def failures(self) -> Mapping[VmKey, frozenset[SessionMode]]:
        """The modes that failed a short while ago, by VM."""
        ...

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call when sessions, choices or tools change; returns what ends that."""
        ...

    async def discover(self, *, again: bool = False) -> LocalTools:
        """Look for clients, once or anew."""
        ...

    async def is_port_open(self, address: str, port: int) -> bool:
        """Whether something listens."""
        ...

    async def certificate(self, address: str, port: int, vm: VmId) -> CertificateSeen:
        """Look at a console's certificate."""
        ...

    async def open(self, order: SessionOrder, guest_password: str = "") -> SessionEnd:
        """Open a session and wait for its end; the password is for an account in the guest."""
        ...

    def end(self, session: SessionId) -> None:
        """End a session."""
        ...

    async def bring_to_front(self, session: SessionId) -> bool:
        """Bring a session's window to the front; ``False`` where the system does not let us."""
        ...
