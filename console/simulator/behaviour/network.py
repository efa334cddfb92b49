"""How the network adapter of a guest is configured, from inside and by the host.

A guest that asks a server for its addresses gets those of its description; so does one that is told
to ask again. A configuration is kept over restarts of the guest, as a guest keeps its settings.
"""

from dataclasses import replace

from console.simulator.behaviour.components import can_talk
from console.simulator.behaviour.integration_service import KVP
from console.simulator.behaviour.jobs import JobFailure
from console.simulator.behaviour.network_configuration import NetworkConfiguration
from console.simulator.behaviour.power import Power
from console.simulator.behaviour.vm import SimulatedVm
from console.simulator.descriptions import VmDescription

IPV4 = 4096
IPV6 = 4097
BOTH = 4098
"""Values of ``ProtocolIFType``."""

_INVALID_STATE = 32775
_NOT_AVAILABLE = 32777


def is_v6(address: str) -> bool:
    """Tell the family of an address."""
    return ":" in address


def protocol_of(addresses: tuple[str, ...]) -> int:
    """Return ``ProtocolIFType``: 0 while nothing is known, as a real host says."""
    kinds = {is_v6(address) for address in addresses}
    if not kinds:
        return 0
    return BOTH if len(kinds) == 2 else (IPV6 if True in kinds else IPV4)


def described(description: VmDescription) -> NetworkConfiguration:
    """Return what a guest has as long as nobody told it otherwise."""
    addresses = description.addresses
    v4 = next((a for a in addresses if not is_v6(a)), None)
    router = () if v4 is None else (f"{v4.rpartition('.')[0]}.1",)
    subnets = tuple("64" if is_v6(a) else "255.255.255.0" for a in addresses)
    return NetworkConfiguration(description.dhcp, addresses, subnets, router, router)


def current(vm: SimulatedVm) -> NetworkConfiguration:
    """Return the configuration of a guest."""
    return vm.network or described(vm.description)


def merged(vm: SimulatedVm, wanted: NetworkConfiguration, protocol: int) -> NetworkConfiguration:
    """Return what becomes of a guest's configuration when it gets this one.

    Args:
        vm: Whose guest.
        wanted: What it gets; with ``dhcp`` only its name servers count.
        protocol: Which families the change is about; the other keeps what it has.
    """
    if wanted.dhcp:
        lease = replace(described(vm.description), dhcp=True)
        wanted = replace(lease, dns=wanted.dns or lease.dns)
    before, families = current(vm), {BOTH: (False, True), IPV6: (True,)}.get(protocol, (False,))
    kept = [
        (address, subnet)
        for address, subnet in zip(before.addresses, before.subnets, strict=True)
        if is_v6(address) not in families
    ]
    new = [
        (address, subnet)
        for address, subnet in zip(wanted.addresses, wanted.subnets, strict=True)
        if is_v6(address) in families
    ]
    pairs = (*new, *kept)
    return NetworkConfiguration(
        wanted.dhcp,
        tuple(address for address, _ in pairs),
        tuple(subnet for _, subnet in pairs),
        wanted.gateways + tuple(g for g in before.gateways if is_v6(g) not in families),
        wanted.dns,
    )


def obstacle(vm: SimulatedVm, now: float) -> JobFailure | None:
    """Return why a guest cannot be given a configuration just now: it is told through KVP."""
    if vm.power is not Power.RUNNING:
        return JobFailure(_INVALID_STATE, "not_running")
    if not can_talk(vm, KVP, now):
        return JobFailure(_NOT_AVAILABLE, "no_contact")
    return None
