"""Everything that the fleet asks of one host, as blocking calls for a lane.

This is the border between the fleet, which knows time, order and people, and Hyper-V. The
Protocol has two implementations: the real one here, and the tests' own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, Protocol

from console.fleet.console_gateway import ConsoleGateway, WsmanConsoleGateway
from console.fleet.operation import ItemEdit
from console.fleet.outcome import ITEM_METHODS
from console.fleet.schedule import Tier
from console.hyperv import device, guest_file, guest_network, jobs, kvp, power, screen, services
from console.hyperv.assemble import apply_parts, assemble, facts_among
from console.hyperv.capability import UNPROBED, Capabilities
from console.hyperv.inventory import learned, plan, read_states
from console.hyperv.jobs import Started
from console.hyperv.read_only import GatedClient
from console.hyperv.reading import (
    SERVICE_PARTS,
    CheckpointReading,
    PartKind,
    PartReading,
    StatesReading,
)
from console.model.connection import Credential, Endpoint, Timeouts
from console.model.errors import ConsoleError, Malformed, WsmanFault
from console.model.guest import GuestData, GuestItem
from console.model.host import HostFacts
from console.model.identity import VmId
from console.model.job import JobSnapshot
from console.model.network import GuestNetwork
from console.model.power import PowerAction
from console.model.screen import Screen
from console.model.service import ServiceKind, ServiceSnapshot
from console.model.vm import VmSnapshot
from console.transport.meter import Meter, MeteredExchange
from console.wsman.cim import CimReference
from console.wsman.client import Exchange

Connector = Callable[[Endpoint, Credential, Timeouts], Exchange]
"""Makes a connection; nothing is opened before the first request."""

_ALL: Final = frozenset(PartKind)
_TIER_PARTS: Final[Mapping[Tier, frozenset[PartKind]]] = {
    Tier.SERVICES: SERVICE_PARTS,
    # Guests are in the plan of an inventory while that is cheap, see ``hyperv.plan``.
    Tier.INVENTORY: _ALL - SERVICE_PARTS,
}


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier readings of a host taught, handed into the next.

    Attributes:
        capabilities: What the host can answer.
        states: The latest states; they tell how much there is to read.
        rows: The VMs as last known.
    """

    capabilities: Capabilities = UNPROBED
    states: StatesReading | None = None
    rows: tuple[VmSnapshot, ...] = ()


@dataclass(frozen=True, slots=True)
class TierReading:
    """What reading one tier brought.

    Attributes:
        base: The rows that were handed in.
        rows: The VMs now; rows that did not change are the same objects as before.
        apply: Does the same to other rows, where those changed while the host was read.
        states: The states that were read, or those handed in.
        capabilities: What is known of the host now.
        facts: Of the host; ``None`` when they were not read.
        failed: Parts that the host refused or garbled; the connection is fine.
        has_guest_names: Whether guests' names were read, or would be with the inventory.
        requests: How many requests went to the host since the last reading that succeeded.
        size: Bytes of these and their replies, before sealing.
    """

    base: tuple[VmSnapshot, ...]
    rows: tuple[VmSnapshot, ...]
    apply: Callable[[tuple[VmSnapshot, ...]], tuple[VmSnapshot, ...]]
    states: StatesReading | None
    capabilities: Capabilities
    facts: HostFacts | None = None
    failed: tuple[ConsoleError, ...] = ()
    has_guest_names: bool = True
    requests: int = 0
    size: int = 0


class HostGateway(ConsoleGateway, Protocol):
    """One connection to a host; used by one thread at a time, every method blocks."""

    def read_tier(self, tier: Tier, memory: Memory, cold: bool) -> TierReading:
        """Read one tier; ``cold`` asks for what hardly ever changes too."""
        ...

    def read_services(self, vm: VmId, known: Capabilities) -> tuple[ServiceSnapshot, ...]:
        """Read the services of one VM."""
        ...

    def set_service(self, vm: VmId, kind: ServiceKind, on: bool) -> Started:
        """Switch a service."""
        ...

    def read_service(self, vm: VmId, kind: ServiceKind) -> ServiceSnapshot:
        """Read one service of one VM."""
        ...

    def change_power(self, vm: VmId, action: PowerAction, force: bool, reason: str = "") -> Started:
        """Change the power of a VM; an empty reason stands for ours."""
        ...

    def read_guest_data(self, vm: VmId) -> GuestData:
        """Read what host and guest tell each other."""
        ...

    def change_item(self, vm: VmId, edit: ItemEdit, item: GuestItem) -> Started:
        """Add, change or remove an item that the host publishes."""
        ...

    def read_networks(self, vm: VmId) -> tuple[GuestNetwork, ...]:
        """Read how the guest's adapters are configured from inside."""
        ...

    def set_network(self, vm: VmId, network: GuestNetwork) -> Started:
        """Give an adapter inside the guest another configuration."""
        ...

    def read_screen(self, vm: VmId, width: int, height: int) -> Screen:
        """Read a picture of the VM's screen, of about this size in pixels."""
        ...

    def read_resolution(self, vm: VmId) -> tuple[int, int] | None:
        """Read width and height of the VM's screen; ``None`` where the host does not tell."""
        ...

    def copy_file(
        self, vm: VmId, source: str, destination: str, *, overwrite: bool, create_folders: bool
    ) -> Started:
        """Copy a file of the host into the guest; the guest service must be on."""
        ...

    def read_job(self, job: CimReference) -> JobSnapshot:
        """Look at a job."""
        ...

    def cancel_job(self, job: CimReference) -> None:
        """Ask the host to end a job."""
        ...

    def error_texts(self, job: CimReference) -> tuple[str, ...]:
        """Return the host's sentences about a failed job."""
        ...

    def close(self) -> None:
        """Drop the connection."""
        ...


GatewayFactory = Callable[[Endpoint, Credential, Timeouts], HostGateway]


def wsman_gateways(
    connector: Connector, may_change: Callable[[Endpoint], bool] = lambda _: True
) -> GatewayFactory:
    """Return what makes real gateways over the connector's exchanges.

    Args:
        connector: Makes exchanges.
        may_change: Whether anything may be changed at an endpoint; asked before each method.
    """

    def make(endpoint: Endpoint, credential: Credential, timeouts: Timeouts) -> HostGateway:
        return WsmanGateway(
            connector(endpoint, credential, timeouts),
            timeouts.operation,
            endpoint.url,
            partial(may_change, endpoint),
        )

    return make


class WsmanGateway(WsmanConsoleGateway):
    """A host over WS-Management. Methods raise what ``hyperv`` and the exchange raise."""

    def __init__(
        self,
        exchange: Exchange,
        operation_timeout_s: float,
        to: str,
        may_change: Callable[[], bool] = lambda: True,
    ) -> None:
        self._meter = Meter()
        self._metered = self._meter.reading
        self._exchange = exchange = MeteredExchange(exchange, self._meter)
        client = GatedClient(exchange, may_change, operation_timeout_s=operation_timeout_s, to=to)
        super().__init__(client)

    def read_tier(self, tier: Tier, memory: Memory, cold: bool) -> TierReading:
        """Read one tier, and the states first where they are not known yet."""
        reading = self._read_tier(tier, memory, cold)
        before, now = self._metered, self._meter.reading
        self._metered = now
        size = now.bytes_sent + now.bytes_received - before.bytes_sent - before.bytes_received
        return replace(reading, requests=now.requests - before.requests, size=size)

    def _read_tier(self, tier: Tier, memory: Memory, cold: bool) -> TierReading:
        states = memory.states
        if tier is Tier.STATES or states is None:
            states = read_states(self._wsman, memory.capabilities, cold=cold)
            if tier is Tier.STATES:
                apply = partial(assemble, states, ())
                rows = apply(memory.rows)
                return TierReading(memory.rows, rows, apply, states, states.capabilities)
        if tier is Tier.DEVICES:
            return self._read_devices(states, memory)
        return self._read_parts(tier, states, memory.rows)

    def _read_devices(self, states: StatesReading, memory: Memory) -> TierReading:
        reading = device.read_devices(self._wsman, memory.capabilities)
        apply = partial(device.with_devices, reading)
        rows = apply(memory.rows)
        return TierReading(memory.rows, rows, apply, states, reading.capabilities)

    def _read_parts(
        self, tier: Tier, states: StatesReading, rows: tuple[VmSnapshot, ...]
    ) -> TierReading:
        if tier is Tier.GUESTS:
            parts = plan(states, (PartKind.GUESTS,))
        else:
            whole = plan(states)
            parts = tuple(part for part in whole if part.kind in _TIER_PARTS[tier])
        readings: list[PartReading] = []
        failed: list[ConsoleError] = []
        for part in parts:
            try:
                readings.append(part.read(self._wsman))
            except (WsmanFault, Malformed) as problem:
                failed.append(problem.without_frames())
        kinds = {part.kind for part in parts}
        apply = partial(_with_parts, tuple(readings))
        return TierReading(
            base=rows,
            rows=apply(rows),
            apply=apply,
            states=states,
            capabilities=learned(states, readings),
            facts=facts_among(readings),
            failed=tuple(failed),
            has_guest_names=PartKind.GUESTS in kinds or PartKind.ADDRESSES not in kinds,
        )

    def read_services(self, vm: VmId, known: Capabilities) -> tuple[ServiceSnapshot, ...]:
        """Read the services of one VM."""
        return services.read_services(self._wsman, vm, known)

    def set_service(self, vm: VmId, kind: ServiceKind, on: bool) -> Started:
        """Switch a service."""
        return services.set_enabled(self._wsman, vm, kind, on)

    def read_service(self, vm: VmId, kind: ServiceKind) -> ServiceSnapshot:
        """Read one service of one VM."""
        return services.read_service(self._wsman, vm, kind)

    def change_power(self, vm: VmId, action: PowerAction, force: bool, reason: str = "") -> Started:
        """Change the power of a VM; an empty reason stands for ours."""
        return power.request(self._wsman, vm, action, force=force, reason=reason)

    def read_guest_data(self, vm: VmId) -> GuestData:
        """Read what host and guest tell each other."""
        return kvp.read_guest_data(self._wsman, vm)

    def change_item(self, vm: VmId, edit: ItemEdit, item: GuestItem) -> Started:
        """Add, change or remove an item that the host publishes."""
        return kvp.change_item(self._wsman, vm, ITEM_METHODS[edit], item)

    def read_networks(self, vm: VmId) -> tuple[GuestNetwork, ...]:
        """Read how the guest's adapters are configured from inside."""
        return guest_network.read_networks(self._wsman, vm)

    def set_network(self, vm: VmId, network: GuestNetwork) -> Started:
        """Give an adapter inside the guest another configuration."""
        return guest_network.set_network(self._wsman, vm, network)

    def read_screen(self, vm: VmId, width: int, height: int) -> Screen:
        """Read a picture of the VM's screen, of about this size in pixels."""
        return screen.read_screen(self._wsman, vm, width, height)

    def read_resolution(self, vm: VmId) -> tuple[int, int] | None:
        """Read width and height of the VM's screen; ``None`` where the host does not tell."""
        return screen.read_resolution(self._wsman, vm)

    def copy_file(
        self, vm: VmId, source: str, destination: str, *, overwrite: bool, create_folders: bool
    ) -> Started:
        """Copy a file of the host into the guest; the guest service must be on."""
        return guest_file.copy(
            self._wsman,
            vm,
            source,
            destination,
            overwrite=overwrite,
            create_folders=create_folders,
        )

    def read_job(self, job: CimReference) -> JobSnapshot:
        """Look at a job."""
        return jobs.read(self._wsman, job)

    def cancel_job(self, job: CimReference) -> None:
        """Ask the host to end a job."""
        jobs.cancel(self._wsman, job)

    def error_texts(self, job: CimReference) -> tuple[str, ...]:
        """Return the host's sentences about a failed job."""
        return jobs.error_texts(self._wsman, job)

    def close(self) -> None:
        """Drop the connection."""
        self._exchange.close()


def _with_parts(
    readings: tuple[PartReading, ...], rows: tuple[VmSnapshot, ...]
) -> tuple[VmSnapshot, ...]:
    """Lay parts over rows; drop rows that turn out to be checkpoints, as some hosts list them."""
    rows = apply_parts(rows, readings)
    for reading in readings:
        if isinstance(reading, CheckpointReading) and reading.own_ids:
            return tuple(row for row in rows if row.id not in reading.own_ids)
    return rows
