"""What the window asks for beyond the fleet: keep hosts and passwords, test a host, run the demo.

Everything that blocks (files, the keyring, a child process, a first call to a host) runs in a lane
of its own, so that a keyring that waits for its owner holds up nothing but itself.
"""

import contextlib
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from console.app.accounts import AccountDesk
from console.app.passwords import Passwords
from console.app.rack import HostRack
from console.app.simulated import SimulatedFleetProcess, SimulatedHostAddress
from console.doctor.finding import Finding
from console.fleet.fleet import Fleet
from console.hyperv.host import read_facts
from console.hyperv.state import read_states
from console.model.connection import INTERACTIVE_TIMEOUTS, AuthMethod, Credential, Endpoint
from console.model.errors import Refused, RefusedReason
from console.model.host import HostFacts
from console.model.identity import HostId
from console.settings.folders import FolderBook
from console.settings.hosts import HostBook
from console.settings.preferences import PreferencesFile
from console.settings.schema import HostConfig, Preferences
from console.settings.vault import Vault, account_name
from console.transport.connect import connect
from console.transport.lane import Lane
from console.transport.sign_in_guard import SignInGuard
from console.wsman.client import WsmanClient

_log = logging.getLogger(__name__)
DEMO_FOLDER = "Demo"


Recall = Callable[[Sequence[HostConfig]], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """Where the desk keeps things."""

    hosts: HostBook
    preferences: PreferencesFile
    keyring: Vault


class Desk:
    """Keeps the user's hosts and carries out what the window asks for.

    Args:
        fleet: Gets the hosts.
        files: Where settings and passwords are kept.
        demo: The simulated fleet, started when it is asked for.
        guard: What all sign-ins know of one another.
        recall: Lays under hosts what was known of them in an earlier run.

    Attributes:
        accounts: Who signs in to the hosts, and with which password.
        rack: Where the hosts stand: folders, lists, marks.
    """

    def __init__(
        self,
        fleet: Fleet,
        files: KeptFiles,
        demo: SimulatedFleetProcess,
        guard: SignInGuard | None = None,
        recall: Recall | None = None,
    ) -> None:
        self._fleet = fleet
        self._recall = recall
        self._files = files
        self._demo = demo
        self._configs: dict[HostId, HostConfig] = {}
        self._unsaved: set[HostId] = set()
        self._guard = guard or SignInGuard()
        folders, passwords = FolderBook(files.hosts.path), Passwords(files.keyring)
        self.accounts = AccountDesk(fleet, self._configs, folders, passwords, self._guard)
        self.rack = HostRack(fleet, self._configs, self._unsaved, self.accounts, files.hosts)
        self._file_lane = Lane("settings files")
        self._demo_lane = Lane("simulated fleet", demo.stop)

    def config(self, host: HostId) -> HostConfig | None:
        """Return how a host is configured."""
        return self._configs.get(host)

    def kept_url(self, host: HostId) -> str:
        """Return where a host is whose rows may be kept; empty for others, such as the demo's."""
        config = self._configs.get(host)
        return config.endpoint.url if config is not None and host not in self._unsaved else ""

    def effective(self, host: HostId) -> HostConfig | None:
        """Return how a host is configured, with the account that it has from its folder."""
        config = self._configs.get(host)
        return self.accounts.account(config).config if config is not None else None

    async def password_of(self, host: HostId) -> str | None:
        """Return the password of a host's account; ``None`` while it is not known."""
        config = self._configs.get(host)
        credential = await self.accounts.credential(config) if config is not None else None
        return credential.password or None if credential is not None else None

    async def load_hosts(self) -> None:
        """Read the configured hosts and connect to those that we can sign in to.

        Raises:
            SettingsInvalid: The file cannot be understood; nothing is loaded and nothing lost.
            VaultUnavailable: The keyring could not be asked; the hosts are there all the same.
        """
        await self.accounts.load_folders()
        self.rack.tell()
        for config in await self._file_lane.call(self._files.hosts.hosts):
            self._configs[config.id] = config
            self._fleet.add(self.accounts.account(config).config, None)
        if self._recall is not None:
            await self._recall(tuple(self._configs.values()))
        for config in tuple(self._configs.values()):
            await self.accounts.connect(config)
        if self.accounts.passwords.problem is not None:
            raise self.accounts.passwords.problem

    async def save_host(self, config: HostConfig, password: str | None, *, keep: bool) -> None:
        """Add or change a host and connect to it.

        The host is added in any case; what could not be kept is raised afterwards.

        Args:
            config: The host.
            password: ``None`` leaves what is known of it.
            keep: Put the password into the system's keyring; else it is held until we end.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it was left alone.
            SettingsNotWritten: The disk refused.
            VaultUnavailable: The keyring cannot be used.
        """
        self._configs[config.id] = config
        secret = self.accounts.account(config).secret
        if password is not None:
            self.accounts.passwords.hold(secret, password)
        await self.accounts.connect(config, is_asked=True)
        if config.id not in self._unsaved:
            await self._file_lane.call(self._files.hosts.put, config)
        if password is not None and keep:
            await self.accounts.passwords.keep(secret, password)

    async def trust(self, host: HostId, pin: str) -> None:
        """Believe exactly this certificate of a host from now on, and connect.

        Args:
            host: The host; an unknown one is ignored.
            pin: SHA-256 of the certificate; empty for the usual verification again.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it was left alone.
            SettingsNotWritten: The disk refused.
        """
        config = self._configs.get(host)
        if config is not None:
            _log.info("the certificate of %s that is trusted: %s", host, pin or "none")
            endpoint = replace(config.endpoint, pin=pin)
            await self.save_host(replace(config, endpoint=endpoint), None, keep=False)

    async def remove_host(self, host: HostId) -> None:
        """Forget a host and its password.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it was left alone.
            SettingsNotWritten: The disk refused.
            VaultUnavailable: The password could not be forgotten.
        """
        config = self._configs.pop(host, None)
        self._fleet.remove(host)
        if config is None:
            return
        if host in self._unsaved:
            self._unsaved.discard(host)
            return
        await self._file_lane.call(self._files.hosts.remove, host)
        await self.accounts.drop(config)

    async def test_host(self, config: HostConfig, password: str | None) -> HostFacts:
        """Sign in to a host, read its VMs' states and its facts; nothing is kept.

        Raises:
            ConsoleError: Why that is not possible.
        """
        credential = await self._credential(config, password)
        if credential is None:
            user = self.accounts.account(config).config.user
            raise Refused(RefusedReason.NO_CREDENTIAL, config.endpoint.host, user)
        self._guard.forgive(config.endpoint, credential)  # the user asked for it
        exchange = connect(config.endpoint, credential, INTERACTIVE_TIMEOUTS, guard=self._guard)
        lane = Lane(f"test of {config.label}", exchange.close)
        client = WsmanClient(
            exchange,
            operation_timeout_s=INTERACTIVE_TIMEOUTS.operation,
            to=config.endpoint.url,
        )
        try:
            return await lane.call(_examine, client)
        finally:
            lane.close()

    async def _credential(self, config: HostConfig, password: str | None) -> Credential | None:
        """Return what to sign in with as the form says; ``None``: the password that is known.

        A host whose address was just changed in the form still has the password of before.
        """
        if password is not None:
            return self.accounts.account(config).credential(password)
        known = await self.accounts.credential(config)
        if known is None or not known.password:
            before = self._configs.get(config.id)
            kept = await self.accounts.credential(before) if before is not None else None
            password = kept.password or None if kept is not None else None
            return self.accounts.account(config).credential(password)
        return known

    async def examine(
        self, config: HostConfig, password: str | None
    ) -> AsyncGenerator[Finding, None]:
        """Examine a host's connection step by step; a password that is not known is no error."""
        # With HTTP and mail dates under it, the doctor is worth loading only when it is called.
        from console.app.connection_doctor import examine, patient_of  # noqa: PLC0415

        credential = await self._credential(config, password)
        is_simulated = config.id in self._unsaved
        config = self.accounts.account(config).config
        patient = patient_of(config, credential, is_simulated=is_simulated)
        async with contextlib.aclosing(examine(patient, self._guard)) as findings:
            async for finding in findings:
                yield finding

    async def start_demo(self) -> None:
        """Start the simulated fleet and add its hosts, for this run only.

        Raises:
            SimulatorFailed: It did not start.
        """
        self.add_simulated(await self._demo_lane.call(self._demo.start), self._demo)

    def add_simulated(
        self, addresses: Sequence[SimulatedHostAddress], process: SimulatedFleetProcess
    ) -> tuple[HostId, ...]:
        """Add hosts that a simulated fleet runs, for this run only; return their ids."""
        credential = Credential(process.user, process.password, AuthMethod.NTLM)
        for address in addresses:
            config = _demo_config(address, len(self._configs), process.user)
            self._configs[config.id] = config
            self._unsaved.add(config.id)
            self.accounts.passwords.hold(account_name(config), process.password)
            self._fleet.add(config, credential)
            self._fleet.connect(config.id)
        return tuple(self._configs)[-len(addresses) :] if addresses else ()

    async def load_preferences(self) -> Preferences:
        """Read the preferences.

        Raises:
            SettingsInvalid: The file cannot be understood.
        """
        return await self._file_lane.call(self._files.preferences.load)

    async def save_preferences(self, preferences: Preferences) -> None:
        """Keep the preferences and apply the pace.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it was left alone.
            SettingsNotWritten: The disk refused.
        """
        self._fleet.set_pace(preferences.pace)
        self._fleet.set_read_only(preferences.read_only)
        await self._file_lane.call(self._files.preferences.save, preferences)

    def close(self) -> None:
        """End the lanes, and with one of them the simulated fleet. Returns at once."""
        self.accounts.close()
        self.rack.close()
        for lane in (self._file_lane, self._demo_lane):
            lane.close()


def _examine(client: WsmanClient) -> HostFacts:
    """Read the states first: only they tell whether the host has Hyper-V and we may see it."""
    read_states(client)
    return read_facts(client)


def _demo_config(host: SimulatedHostAddress, number: int, user: str) -> HostConfig:
    parts = urlsplit(host.url)
    endpoint = Endpoint(parts.hostname or "127.0.0.1", parts.port or 0, parts.scheme == "https")
    return replace(
        HostConfig(HostId(f"demo-{number}"), host.name, endpoint, user), folder=DEMO_FOLDER
    )
