"""A simulated host's console port together with what the host says of it over WMI."""

import hashlib
import ssl
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext

from console.simulator.accounts import AccountBook
from console.simulator.console.desktop_pool import GuestScreen
from console.simulator.console.judge import judge_of
from console.simulator.console.picture import picture_of
from console.simulator.console.record import ConsoleConnection
from console.simulator.console.server import ConsoleServer, Desktop
from console.simulator.objects import Objects
from console.simulator.repository import Repository
from console.simulator.tls import TlsIdentity

ScreenSource = Callable[[GuestScreen], AbstractAsyncContextManager[Desktop | None]]
"""Has a VM's screen shown for as long as the block lasts (``DesktopPool.show``)."""


class ConsolePort:
    """Opens and closes the port of one host; the certificate is made at the first opening.

    Args:
        objects: The host's objects; without a machine behind them no console can be opened.
        book: Who may sign in.
        desktop: What sessions are joined to.
    """

    def __init__(
        self, objects: Objects, book: AccountBook, desktop: ScreenSource | None = None
    ) -> None:
        self._objects = objects
        self._book = book
        self._desktop = desktop or _no_desktop
        self._identity: TlsIdentity | None = None
        self._server: ConsoleServer | None = None
        self._past: tuple[ConsoleConnection, ...] = ()
        self.port: int | None = None

    @property
    def connections(self) -> tuple[ConsoleConnection, ...]:
        """All connections there have been, oldest first."""
        return (*self._past, *(self._server.connections if self._server else ()))

    async def open(self, address: str, port: int) -> None:
        """Listen, and have the host tell the port and the certificate's SHA-256.

        Raises:
            OSError: The port is taken or may not be used.
            TypeError: There is no machine.
        """
        if not isinstance(self._objects, Repository):
            raise TypeError("a console needs a simulated machine")
        machine = self._objects.machine
        identity = self._identity = self._identity or TlsIdentity.self_signed()

        def shown(vm_id: str) -> AbstractAsyncContextManager[Desktop | None]:
            key = (id(machine), vm_id)
            return self._desktop(GuestScreen(key, lambda: picture_of(machine, vm_id)))

        server = ConsoleServer(self._book, identity, judge_of(machine), shown)
        self.port = machine.console_port = await server.start(address, port)
        certificate = ssl.PEM_cert_to_DER_cert(identity.certificate.decode())
        machine.console_hash = hashlib.sha256(certificate).digest()
        self._server = server

    def forget_certificate(self) -> None:
        """Have the next opening make another certificate, as when somebody renews it."""
        self._identity = None

    async def close(self) -> None:
        """End all connections and stop listening; the port's number stays known."""
        if self._server is not None:
            await self._server.close()
            self._past = self.connections
            self._server = None


def _no_desktop(_screen: GuestScreen) -> AbstractAsyncContextManager[Desktop | None]:
    return nullcontext()
