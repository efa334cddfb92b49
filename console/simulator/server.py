"""Simulated hosts that listen: one, or a fleet in one event loop.

A host binds to 127.0.0.1 unless told otherwise: it is a test double with real accounts, not a
security boundary.
"""

import functools
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from console.simulator.acceptor import can_take_tickets
from console.simulator.accounts import Account, AccountBook
from console.simulator.clock import Clock, RealClock
from console.simulator.console.port import ConsolePort, ScreenSource
from console.simulator.console.record import ConsoleConnection
from console.simulator.conversation import (
    NTLM_ONLY,
    HostConversation,
    HostProfile,
    HostServices,
)
from console.simulator.endpoint import Endpoint, ServiceLimits
from console.simulator.faults import FaultPlan
from console.simulator.http import HttpLimits, HttpServer
from console.simulator.objects import Objects
from console.simulator.security import CERTIFICATE, KERBEROS, KNOWN_METHODS
from console.simulator.service_config import ServiceAuth
from console.simulator.tls import TlsIdentity
from console.simulator.traffic import TrafficLog

LOOPBACK = "127.0.0.1"
_FRAME = 8192  # of an encrypted message, around an envelope that is as large as may be


@dataclass(frozen=True, slots=True)
class HostSettings:
    """How a simulated host listens and behaves.

    Attributes:
        name: The host's name.
        accounts: Who may sign in.
        port: 0 takes a free one.
        address: Where to listen.
        methods: Ways to sign in, words of ``security.KNOWN_METHODS``.
        keytab: The host's keys for Kerberos.
        client_authorities: PEM of those whose client certificates TLS takes, besides the
            certificates that are mapped to accounts.
        tls: Speak HTTPS with this certificate.
        allow_unencrypted: Take clear messages over HTTP, and with them Basic.
        latency_s: Added before each answer.
        open_identify: Answer an Identify that asks for no sign-in.
        os_version: What Identify tells.
        limits: Quotas of the WinRM service.
        http: Bounds of the HTTP service.
        console_port: Where consoles are opened; 0 takes a free port, ``None``: nowhere.
        desktop: Has the VMs of sessions shown; ``None``: they end after the sign-in.
        console_accounts: Who may sign in to consoles; ``None``: the same accounts.
    """

    name: str
    accounts: Sequence[Account]
    port: int = 0
    address: str = LOOPBACK
    methods: frozenset[str] = NTLM_ONLY
    tls: TlsIdentity | None = None
    allow_unencrypted: bool = False
    latency_s: float = 0.0
    open_identify: bool = True
    os_version: str = "10.0.20348"
    limits: ServiceLimits = field(default_factory=ServiceLimits)
    http: HttpLimits = field(default_factory=HttpLimits)
    console_port: int | None = None
    desktop: ScreenSource | None = None
    console_accounts: Sequence[Account] | None = None
    keytab: Path | None = None
    client_authorities: bytes = b""

    def __post_init__(self) -> None:
        """Refuse ways to sign in that nobody knows here, or that lack what they need."""
        unknown = self.methods - KNOWN_METHODS
        if unknown or not self.methods:
            raise ValueError(f"ways to sign in: {', '.join(sorted(unknown)) or 'none'}")
        if KERBEROS in self.methods and self.keytab is None:
            raise ValueError("Kerberos needs a keytab")
        if KERBEROS in self.methods and not can_take_tickets():
            raise ValueError("Kerberos needs the packages gssapi and krb5")
        if CERTIFICATE in self.methods and self.tls is None:
            raise ValueError("client certificates need TLS")

    def server_context(self) -> ssl.SSLContext | None:
        """Return what TLS is spoken with, ``None`` where none is."""
        if self.tls is None:
            return None
        authorities = b""
        if CERTIFICATE in self.methods:
            mapped = b"".join(account.certificate for account in self.accounts)
            authorities = self.client_authorities + mapped
        return self.tls.server_context(authorities)


class SimulatedHost:
    """One host. All methods but the properties belong to the loop that started it.

    Attributes:
        settings: As given.
        repository: Its objects.
        plan: What it does wrong; may be changed at any time, from any thread.
        log: What came and went.
    """

    def __init__(
        self, repository: Objects, settings: HostSettings, clock: Clock | None = None
    ) -> None:
        self.repository = repository
        self.settings = settings
        self.plan = FaultPlan()
        self.log = TrafficLog()
        keytab = settings.keytab if KERBEROS in settings.methods else None
        self._accounts = AccountBook(settings.accounts, keytab)
        self._endpoint = Endpoint(
            repository,
            clock or RealClock(),
            os_version=settings.os_version,
            limits=settings.limits,
            auth=ServiceAuth(settings.methods, settings.allow_unencrypted),
        )
        services = HostServices(
            HostProfile(
                settings.name,
                settings.methods,
                settings.allow_unencrypted,
                settings.tls is not None,
                settings.latency_s,
                settings.open_identify,
            ),
            self._endpoint,
            self._accounts,
            self.plan,
            self.log,
        )
        room = settings.limits.max_envelope_size + _FRAME
        limits = replace(settings.http, max_body=min(settings.http.max_body, room))
        self._server = HttpServer(functools.partial(HostConversation, services), limits)
        self._port = 0
        self._console_accounts = AccountBook(settings.console_accounts or settings.accounts)
        self._console = ConsolePort(repository, self._console_accounts, settings.desktop)

    @property
    def url(self) -> str:
        """Where it listens; empty before it does."""
        scheme = "https" if self.settings.tls else "http"
        return f"{scheme}://{self.settings.address}:{self._port}/wsman" if self._port else ""

    @property
    def port(self) -> int:
        """The TCP port, 0 before it listens."""
        return self._port

    @property
    def console_port(self) -> int | None:
        """The port of consoles, ``None`` where there is none."""
        return self._console.port

    @property
    def console_connections(self) -> tuple[ConsoleConnection, ...]:
        """Those to the port of consoles, oldest first."""
        return self._console.connections

    @property
    def open_enumerations(self) -> int:
        """How many enumerations clients have under way."""
        return self._endpoint.open_enumerations

    @property
    def open_connections(self) -> int:
        """How many TCP connections are open."""
        return self._server.connection_count

    async def start(self) -> str:
        """Listen, and return the URL.

        Raises:
            OSError: The port is taken or may not be used.
        """
        tls = self.settings.server_context()
        self._port = await self._server.start(self.settings.address, self.settings.port, tls)
        try:
            await self._open_console(self.settings.console_port)
        except OSError:
            await self._server.close()
            raise
        return self.url

    async def _open_console(self, port: int | None) -> None:
        if port is not None:
            await self._console.open(self.settings.address, port)

    async def close(self) -> None:
        """End all connections and stop listening; the same port may be used again at once."""
        await self._console.close()
        await self._server.close()
        self._accounts.close()
        self._console_accounts.close()

    async def restart(self) -> None:
        """Stop and listen again on the same port, as a service does; enumerations are lost."""
        await self._server.close()
        self._endpoint.expire_contexts()
        tls = self.settings.server_context()
        await self._server.start(self.settings.address, self._port, tls)
        port = self._console.port
        await self._console.close()
        await self._open_console(port)

    async def stop_listening(self) -> None:
        """Go away without a word, as a host that loses power; ``restart`` brings it back."""
        await self._console.close()
        await self._server.close()

    async def close_console(self) -> None:
        """Stop listening for consoles only; ``open_console`` brings the port back."""
        await self._console.close()

    async def open_console(self, *, renew: bool = False) -> None:
        """Listen for consoles again on the same port.

        Args:
            renew: Whether with another certificate.

        Raises:
            OSError: The port is taken.
        """
        if renew:
            self._console.forget_certificate()
        await self._open_console(self._console.port)

    async def close_idle_connections(self) -> int:
        """Close connections that wait for a request; return how many."""
        return self._server.close_idle_connections()

    async def expire_contexts(self) -> None:
        """Forget all enumerations."""
        self._endpoint.expire_contexts()


class SimulatedFleet:
    """Several hosts in one loop."""

    def __init__(self, hosts: Sequence[SimulatedHost]) -> None:
        self.hosts = tuple(hosts)

    async def start(self) -> tuple[str, ...]:
        """Start all hosts, or none.

        Raises:
            OSError: A port is taken; the others are closed again.
        """
        try:
            return tuple([await host.start() for host in self.hosts])
        except OSError:
            await self.close()
            raise

    async def close(self) -> None:
        """Close all hosts."""
        for host in self.hosts:
            await host.close()
