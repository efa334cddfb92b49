"""What the window asks for beyond the fleet: keep hosts and passwords, test a host, run the demo.

Everything that blocks (files, the keyring, a child process, a first call to a host) runs in a lane
of its own, so that a keyring that waits for its owner holds up nothing but itself.
"""

import contextlib
import logging
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from console.app.connection_doctor import examine, patient_of
from console.app.simulated import SimulatedFleetProcess, SimulatedHostAddress
from console.doctor.finding import Finding
from console.fleet.fleet import Fleet
from console.hyperv.host import read_facts
from console.hyperv.state import read_states
from console.model.connection import INTERACTIVE_TIMEOUTS, AuthMethod, Credential, Endpoint
from console.model.errors import Refused, RefusedReason
from console.model.host import HostFacts
from console.model.identity import HostId
from console.settings.hosts import HostBook
from console.settings.preferences import PreferencesFile
from console.settings.schema import HostConfig, Preferences
from console.settings.vault import SessionVault, Vault, VaultUnavailable
from console.transport.connect import connect
from console.transport.lane import Lane
from console.wsman.client import WsmanClient

_log = logging.getLogger(__name__)
DEMO_FOLDER = "Demo"


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
    """

    def __init__(self, fleet: Fleet, files: KeptFiles, demo: SimulatedFleetProcess) -> None:
        self._fleet = fleet
        self._files = files
        self._demo = demo
        self._configs: dict[HostId, HostConfig] = {}
        self._unsaved: set[HostId] = set()
        self._session = SessionVault()
        self._file_lane = Lane("settings files")
        self._keyring_lane = Lane("keyring")
        self._demo_lane = Lane("simulated fleet", demo.stop)

    def config(self, host: HostId) -> HostConfig | None:
        """Return how a host is configured."""
        return self._configs.get(host)

    async def password_of(self, host: HostId) -> str | None:
        """Return the password of a host's account; ``None`` while it is not known."""
        config = self._configs.get(host)
        try:
            return await self._password(config) if config is not None else None
        except VaultUnavailable as problem:
            _log.info("%s", problem)
            return None

    async def load_hosts(self) -> None:
        """Read the configured hosts and connect to those that we can sign in to.

        Raises:
            SettingsInvalid: The file cannot be understood; nothing is loaded and nothing lost.
        """
        for config in await self._file_lane.call(self._files.hosts.hosts):
            self._configs[config.id] = config
            self._fleet.add(config, None)
        for config in tuple(self._configs.values()):
            await self._connect_with_kept_password(config)

    async def _connect_with_kept_password(self, config: HostConfig) -> None:
        try:
            password = await self._password(config)
        except VaultUnavailable as problem:
            _log.info("%s", problem)
            password = None
        self._fleet.add(config, config.credential(password))
        self._fleet.connect(config.id)

    async def _password(self, config: HostConfig) -> str | None:
        if not config.needs_password:
            return None
        held = self._session.get(config)
        if held is not None:
            return held
        return await self._keyring_lane.call(self._files.keyring.get, config)

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
        if password is not None:
            self._session.put(config, password)
        await self._connect_with_kept_password(config)
        await self._file_lane.call(self._files.hosts.put, config)
        if password is not None and keep:
            await self._keyring_lane.call(self._files.keyring.put, config, password)

    async def give_password(self, host: HostId, password: str, *, keep: bool) -> None:
        """Use another password for a host, and connect again.

        Raises:
            VaultUnavailable: It is used, but could not be kept.
        """
        config = self._configs[host]
        self._session.put(config, password)
        await self._connect_with_kept_password(config)
        if keep:
            await self._keyring_lane.call(self._files.keyring.put, config, password)

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
        self._session.forget(config)
        if host in self._unsaved:
            self._unsaved.discard(host)
            return
        await self._file_lane.call(self._files.hosts.remove, host)
        if config.needs_password:
            await self._keyring_lane.call(self._files.keyring.forget, config)

    async def test_host(self, config: HostConfig, password: str | None) -> HostFacts:
        """Sign in to a host, read its VMs' states and its facts; nothing is kept.

        Raises:
            ConsoleError: Why that is not possible.
        """
        if password is None and config.id in self._configs:
            password = await self._password(self._configs[config.id])
        credential = config.credential(password)
        if credential is None:
            raise Refused(RefusedReason.NO_CREDENTIAL, config.endpoint.host, config.user)
        exchange = connect(config.endpoint, credential, INTERACTIVE_TIMEOUTS)
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

    async def examine(
        self, config: HostConfig, password: str | None
    ) -> AsyncGenerator[Finding, None]:
        """Examine a host's connection step by step; a password that is not known is no error."""
        if password is None:
            password = await self.password_of(config.id)
        is_simulated = config.id in self._unsaved
        patient = patient_of(config, config.credential(password), is_simulated=is_simulated)
        async with contextlib.aclosing(examine(patient)) as findings:
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
            self._session.put(config, process.password)
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
        await self._file_lane.call(self._files.preferences.save, preferences)

    def close(self) -> None:
        """End the lanes, and with one of them the simulated fleet. Returns at once."""
        for lane in (self._file_lane, self._keyring_lane, self._demo_lane):
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
