r"""Read the network adapters and disks of all VMs: one query a class, however many VMs there are.

The settings say where they belong by their identifiers (Hyper-V WMI v2 reference, ``InstanceID``):
an adapter is ``Microsoft:VM\ADAPTER``, its connection to a switch ``Microsoft:VM\ADAPTER\C``, the
connection's VLAN ``Microsoft:VM\ADAPTER\C\feature\instance``, and what lies in a drive ends in
``\L``. A checkpoint has its own copies below its own identifier: they come along, and belong to no
VM. GUIDs differ in case between classes, so they are compared in upper case.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from console.hyperv.capability import UNPROBED, Capabilities, cannot_answer
from console.hyperv.text import clean, vm_id
from console.hyperv.wire import number, numbers, word, words
from console.model.device import NetworkAdapter, mac_digits
from console.model.errors import WsmanFault
from console.model.identity import VmId
from console.model.vm import VmSnapshot
from console.wsman.cim import CimInstance
from console.wsman.client import WsmanClient
from console.wsman.names import HYPERV_NAMESPACE
from console.wsman.wql import select

ADAPTERS: Final = ("Msvm_SyntheticEthernetPortSettingData", "Msvm_EmulatedEthernetPortSettingData")
CONNECTIONS: Final = "Msvm_EthernetPortAllocationSettingData"
SWITCHES: Final = "Msvm_VirtualEthernetSwitch"
VLANS: Final = "Msvm_EthernetSwitchPortVlanSettingData"
STORAGE: Final = "Msvm_StorageAllocationSettingData"

_ADAPTER_COLUMNS: Final = ("InstanceID", "Address")
_CONNECTION_COLUMNS: Final = ("InstanceID", "EnabledState", "HostResource")
_SWITCH_COLUMNS: Final = ("CreationClassName", "Name", "ElementName")
_VLAN_COLUMNS: Final = (
    "InstanceID",
    "OperationMode",
    "AccessVlanId",
    "NativeVlanId",
    "PrimaryVlanId",
    "SecondaryVlanId",
    "TrunkVlanIdArray",
)
_STORAGE_COLUMNS: Final = ("InstanceID", "HostResource")

_SETTING_ID = re.compile(r"Microsoft:([0-9A-Fa-f-]{36})\\([^\\]{1,64})", re.ASCII)
_SWITCH_PATH = re.compile(r"\bName=\\?[\"']([0-9A-Fa-f-]{36})", re.ASCII | re.IGNORECASE)
_DISCONNECTED: Final = 3
_TRUNK: Final = 2
_PRIVATE: Final = 3
MAX_DEVICES: Final = 256
"""Of one kind and VM; Hyper-V allows 12 adapters and 260 disks."""
MAX_PATH: Final = 1_024

_Adapter = tuple[VmId, str]
"""A VM and the GUID of one of its adapters, in upper case."""


@dataclass(frozen=True, slots=True)
class DeviceReading:
    """The devices of all VMs of a host.

    Attributes:
        adapters: A VM that is missing has none.
        disks: Likewise.
        capabilities: What is known of the host now.
    """

    adapters: Mapping[VmId, tuple[NetworkAdapter, ...]] = field(
        default_factory=dict[VmId, tuple[NetworkAdapter, ...]]
    )
    disks: Mapping[VmId, tuple[str, ...]] = field(default_factory=dict[VmId, tuple[str, ...]])
    capabilities: Capabilities = UNPROBED


def read_devices(wsman: WsmanClient, known: Capabilities = UNPROBED) -> DeviceReading:
    """Read the adapters and disks of all VMs: six queries.

    A class that this host does not know, or not with these columns, is left out from then on.

    Raises:
        ConsoleError: As ``WsmanClient`` raises.
    """
    classes = (
        *((name, _ADAPTER_COLUMNS) for name in ADAPTERS),
        (CONNECTIONS, _CONNECTION_COLUMNS),
        (SWITCHES, _SWITCH_COLUMNS),
        (VLANS, _VLAN_COLUMNS),
        (STORAGE, _STORAGE_COLUMNS),
    )
    rows: dict[str, tuple[CimInstance, ...]] = {}
    for name, columns in classes:
        rows[name], known = _rows(wsman, name, columns, known)
    adapters = [row for name in ADAPTERS for row in rows[name]]
    names = switch_names(rows[SWITCHES])
    return DeviceReading(
        joined(adapters, switch_of(rows[CONNECTIONS], names), vlans_of(rows[VLANS])),
        disk_paths(rows[STORAGE]),
        known,
    )


def with_devices(reading: DeviceReading, rows: tuple[VmSnapshot, ...]) -> tuple[VmSnapshot, ...]:
    """Lay a reading over known VMs; those that do not change stay the same objects."""
    return tuple(_with_devices(reading, vm) for vm in rows)


def _with_devices(reading: DeviceReading, vm: VmSnapshot) -> VmSnapshot:
    adapters, disks = reading.adapters.get(vm.id, ()), reading.disks.get(vm.id, ())
    if adapters == vm.adapters and disks == vm.disks:
        return vm
    return replace(vm, adapters=adapters, disks=disks)


def _rows(
    wsman: WsmanClient, name: str, columns: tuple[str, ...], known: Capabilities
) -> tuple[tuple[CimInstance, ...], Capabilities]:
    if name in known.missing:
        return (), known
    try:
        return wsman.query_all(HYPERV_NAMESPACE, select(name, columns)), known
    except WsmanFault as fault:
        if not cannot_answer(fault):
            raise
        return (), known.without(name)


def _owner(row: CimInstance) -> tuple[VmId, str] | None:
    match = _SETTING_ID.match(word(row, "InstanceID"))
    vm = vm_id(match[1]) if match else None
    return (vm, match[2].upper()) if match and vm is not None else None


def switch_names(rows: Iterable[CimInstance]) -> dict[str, str]:
    """Return the names of switches by their GUIDs in upper case."""
    return {word(row, "Name").upper(): clean(word(row, "ElementName"))[:256] for row in rows}


def switch_of(rows: Iterable[CimInstance], names: Mapping[str, str]) -> dict[_Adapter, str]:
    """Return the name of the switch that each adapter is connected to.

    An adapter without a connection, with one that is switched off, or with one that names no
    switch is not connected: tools leave all three behind.
    """
    found: dict[_Adapter, str] = {}
    for row in rows:
        owner = _owner(row)
        if owner is None or number(row, "EnabledState") == _DISCONNECTED:
            continue
        for path in words(row, "HostResource")[:1]:
            match = _SWITCH_PATH.search(path)
            if match is not None:
                found[owner] = names.get(match[1].upper(), match[1].upper())
    return found


def vlans_of(rows: Iterable[CimInstance]) -> dict[_Adapter, tuple[int, ...]]:
    """Return the VLANs of each adapter that has any; 0 stands for untagged and is left out."""
    found: dict[_Adapter, tuple[int, ...]] = {}
    for row in rows:
        owner = _owner(row)
        if owner is None:
            continue
        mode = number(row, "OperationMode")
        if mode == _TRUNK:
            ids = (number(row, "NativeVlanId") or 0, *numbers(row, "TrunkVlanIdArray"))
        elif mode == _PRIVATE:
            ids = (number(row, "PrimaryVlanId") or 0, number(row, "SecondaryVlanId") or 0)
        else:
            ids = (number(row, "AccessVlanId") or 0,)
        vlans = tuple(dict.fromkeys(each for each in ids if 0 < each < 4096))
        if vlans:
            found[owner] = vlans
    return found


def joined(
    rows: Iterable[CimInstance],
    switches: Mapping[_Adapter, str],
    vlans: Mapping[_Adapter, tuple[int, ...]],
) -> dict[VmId, tuple[NetworkAdapter, ...]]:
    """Return the adapters of each VM."""
    found: defaultdict[VmId, list[NetworkAdapter]] = defaultdict(list)
    for row in rows:
        owner = _owner(row)
        if owner is None or len(found[owner[0]]) >= MAX_DEVICES:
            continue
        found[owner[0]].append(
            NetworkAdapter(
                mac_digits(word(row, "Address")), switches.get(owner, ""), vlans.get(owner, ())
            )
        )
    return {vm: tuple(adapters) for vm, adapters in found.items()}


def disk_paths(rows: Iterable[CimInstance]) -> dict[VmId, tuple[str, ...]]:
    """Return the paths of what lies in the drives of each VM."""
    found: defaultdict[VmId, list[str]] = defaultdict(list)
    for row in rows:
        owner = _owner(row)
        if owner is None:
            continue
        paths = [clean(path)[:MAX_PATH] for path in words(row, "HostResource")]
        room = max(0, MAX_DEVICES - len(found[owner[0]]))
        found[owner[0]].extend([path for path in paths if path][:room])
    return {vm: tuple(paths) for vm, paths in found.items() if paths}
