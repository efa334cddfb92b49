r"""What a VM's adapter is connected to and what lies in its drives.

Identifiers are built as a host builds them (Hyper-V WMI v2 reference): the connection of an adapter
is the adapter's own with ``\C`` behind, its VLAN hangs below that, and what lies in a drive ends in
``\L``. An adapter without a VLAN has no such object.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from console.simulator.behaviour.host import SimulatedMachine
from console.simulator.behaviour.settings import SettingsRecord
from console.simulator.classes.devices import nic_setting_id
from console.simulator.classes.render import Renderer
from console.simulator.descriptions import stable_guid
from console.simulator.rows import ClassRows
from console.wsman.cim import CimValue

CONNECTION = "Msvm_EthernetPortAllocationSettingData"
VLAN = "Msvm_EthernetSwitchPortVlanSettingData"
SWITCH = "Msvm_VirtualEthernetSwitch"
STORAGE = "Msvm_StorageAllocationSettingData"
EMULATED = "Msvm_EmulatedEthernetPortSettingData"

_VLAN_FEATURE = stable_guid("feature", "vlan")
"""The part that all VLAN settings of a host share; which GUID it is has no meaning here."""
_IDE = "83F8638B-8DCA-4152-9EDA-2CA8B33039B4"
_FOLDER = "D:\\Hyper-V\\Virtual Hard Disks"
_CONNECTED, _DISCONNECTED = 2, 3


@dataclass(frozen=True, slots=True)
class Switch:
    """A virtual switch."""

    name: str
    guid: str


@dataclass(frozen=True, slots=True)
class Drive:
    """A disk or an image in one slot of a VM."""

    record: SettingsRecord
    slot: int
    path: str


def rows(machine: SimulatedMachine, renderer: Renderer) -> Iterator[ClassRows[Any]]:
    """Return the rows of connections, their VLANs, switches and drives."""
    yield _connections(machine, renderer)
    yield _vlans(machine)
    yield _switches(machine)
    yield _storage(machine)
    yield ClassRows(EMULATED, tuple, {})


def disks_of(record: SettingsRecord) -> tuple[str, ...]:
    """Return the paths of what lies in a VM's drives; made of its name where nothing is said."""
    described = record.description
    return described.disks or (f"{_FOLDER}\\{described.name}.vhdx",)


def _switch(machine: SimulatedMachine, name: str) -> Switch:
    return Switch(name, stable_guid("switch", machine.name, name))


def _all_switches(machine: SimulatedMachine) -> Iterable[Switch]:
    names = {vm.settings.description.switch: None for vm in machine.vms.values()}
    return [_switch(machine, name) for name in names if name]


def _records(machine: SimulatedMachine) -> Iterable[SettingsRecord]:
    return tuple(machine.records.values())


def _record(machine: SimulatedMachine, guid: str) -> Iterable[SettingsRecord]:
    found = machine.records.get(guid)
    return () if found is None else (found,)


def _connections(machine: SimulatedMachine, renderer: Renderer) -> ClassRows[SettingsRecord]:
    def resource(record: SettingsRecord, _now: float) -> CimValue:
        name = record.description.switch
        return (renderer.path(SWITCH, _switch(machine, name)),) if name else None

    constants: dict[str, CimValue] = {
        "ResourceSubType": "Microsoft:Hyper-V:Ethernet Connection",
        "ResourceType": 33,
    }
    return ClassRows(
        CONNECTION,
        lambda: _records(machine),
        {
            "EnabledState": lambda record, _: (
                _CONNECTED if record.description.switch else _DISCONNECTED
            ),
            "HostResource": resource,
            "InstanceID": lambda record, _: nic_setting_id(record) + "\\C",
            "LastKnownSwitchName": lambda record, _: record.description.switch or None,
        },
        constants,
        {"instanceid": lambda guid: _record(machine, guid)},
    )


def _vlans(machine: SimulatedMachine) -> ClassRows[SettingsRecord]:
    def identifier(record: SettingsRecord, _now: float) -> CimValue:
        own = stable_guid("vlan", record.id)
        return f"{nic_setting_id(record)}\\C\\{_VLAN_FEATURE}\\{own}"

    def having() -> Iterable[SettingsRecord]:
        return [record for record in _records(machine) if record.description.vlans]

    def access(record: SettingsRecord, _now: float) -> CimValue:
        vlans = record.description.vlans
        return vlans[0] if len(vlans) == 1 else 0

    return ClassRows(
        VLAN,
        having,
        {
            "AccessVlanId": access,
            "InstanceID": identifier,
            "NativeVlanId": lambda record, now: (
                0 if access(record, now) else record.description.vlans[0]
            ),
            "OperationMode": lambda record, now: 1 if access(record, now) else 2,
            "TrunkVlanIdArray": lambda record, now: (
                None if access(record, now) else record.description.vlans
            ),
        },
        {"PrimaryVlanId": 0, "SecondaryVlanId": 0},
        {"instanceid": lambda guid: [r for r in _record(machine, guid) if r.description.vlans]},
    )


def _switches(machine: SimulatedMachine) -> ClassRows[Switch]:
    return ClassRows(
        SWITCH,
        lambda: _all_switches(machine),
        {"ElementName": lambda switch, _: switch.name, "Name": lambda switch, _: switch.guid},
        {"CreationClassName": SWITCH, "EnabledState": 5, "HealthState": 5},
        {
            "name": lambda guid: [s for s in _all_switches(machine) if s.guid == guid],
        },
    )


def _storage(machine: SimulatedMachine) -> ClassRows[Drive]:
    def drives(records: Iterable[SettingsRecord]) -> Iterable[Drive]:
        for record in records:
            for slot, path in enumerate(disks_of(record)):
                yield Drive(record, slot, path)

    def controller(drive: Drive) -> str:
        if drive.record.description.generation == 1:
            return f"{_IDE}\\{drive.slot // 2}\\{drive.slot % 2}"
        return f"{stable_guid('scsi', drive.record.id)}\\0\\{drive.slot}"

    def sub_type(drive: Drive, _now: float) -> CimValue:
        word = "CD/DVD" if drive.path.lower().endswith(".iso") else "Hard"
        return f"Microsoft:Hyper-V:Virtual {word} Disk"

    return ClassRows(
        STORAGE,
        lambda: drives(_records(machine)),
        {
            "HostResource": lambda drive, _: (drive.path,),
            "InstanceID": lambda drive, _: f"{drive.record.root}\\{controller(drive)}\\L",
            "ResourceSubType": sub_type,
        },
        {"ResourceType": 31},
        {"instanceid": lambda guid: drives(_record(machine, guid))},
    )
