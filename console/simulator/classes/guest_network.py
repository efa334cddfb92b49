"""``Msvm_GuestNetworkAdapterConfiguration``: the adapter of a guest, as seen from inside it."""

from collections.abc import Iterable

from console.simulator.behaviour import network
from console.simulator.behaviour.host import SimulatedMachine
from console.simulator.behaviour.vm import SimulatedVm
from console.simulator.classes import exchange
from console.simulator.classes.devices import nic_id
from console.simulator.rows import ClassRows

CLASS = "Msvm_GuestNetworkAdapterConfiguration"

_ORIGIN_UNKNOWN = 0
_ORIGIN_STATIC = 2


def rows(machine: SimulatedMachine) -> ClassRows[SimulatedVm]:
    """Return one row for each VM, as each has one synthetic adapter.

    What the guest has is there once it has told its addresses.
    """
    return ClassRows(
        CLASS,
        lambda: tuple(machine.vms.values()),
        {
            "DefaultGateways": lambda vm, now: _told(vm, now).gateways or None,
            "DHCPEnabled": lambda vm, _: network.current(vm).dhcp,
            "DNSServers": lambda vm, now: _told(vm, now).dns or None,
            "IPAddresses": lambda vm, now: _told(vm, now).addresses or None,
            "IPAddressOrigins": _origins,
            "InstanceID": lambda vm, _: instance_id(vm),
            "ProtocolIFType": lambda vm, now: network.protocol_of(_told(vm, now).addresses),
            "Subnets": lambda vm, now: _told(vm, now).subnets or None,
        },
        {},
        {"instanceid": lambda guid: _vm(machine, guid)},
    )


def instance_id(vm: SimulatedVm) -> str:
    r"""Return ``Microsoft:GuestNetwork\VMGUID\NICGUID``."""
    return f"Microsoft:GuestNetwork\\{vm.id}\\{nic_id(vm.id)}"


def _vm(machine: SimulatedMachine, guid: str) -> Iterable[SimulatedVm]:
    return (machine.vms[guid],) if guid in machine.vms else ()


def _told(vm: SimulatedVm, now: float) -> network.NetworkConfiguration:
    known = network.current(vm)
    if exchange.has_addresses(vm, now):
        return known
    return network.NetworkConfiguration(known.dhcp)


def _origins(vm: SimulatedVm, now: float) -> tuple[int, ...] | None:
    known = _told(vm, now)
    origin = _ORIGIN_UNKNOWN if known.dhcp else _ORIGIN_STATIC
    return (origin,) * len(known.addresses) or None
