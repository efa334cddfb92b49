"""``Msvm_VirtualSystemManagementService`` and its settings: one of each on a host."""

from typing import Any

from console.simulator.behaviour import changeable
from console.simulator.behaviour.host import SimulatedMachine
from console.simulator.rows import ClassRows, Column
from console.wsman.cim import CimValue

SERVICE = "Msvm_VirtualSystemManagementService"
SETTINGS = "Msvm_VirtualSystemManagementServiceSettingData"

_FOLDER = "C:\\ProgramData\\Microsoft\\Windows\\Hyper-V"
_DISKS = "C:\\Users\\Public\\Documents\\Hyper-V\\Virtual Hard Disks"


def rows(machine: SimulatedMachine) -> tuple[ClassRows[Any], ...]:
    """Return both rows."""
    return _service(machine), _settings(machine)


def _service(machine: SimulatedMachine) -> ClassRows[SimulatedMachine]:
    texts = machine.texts
    constants = {
        "Caption": texts["vsms"],
        "CreationClassName": SERVICE,
        "Description": texts["vsms.description"],
        "ElementName": texts["vsms"],
        "EnabledDefault": 2,
        "EnabledState": 5,
        "HealthState": 5,
        "Name": "vmms",
        "OperationalStatus": (2,),
        "RequestedState": 12,
        "Started": True,
        "Status": "OK",
        "StatusDescriptions": (texts["status.2"],),
        "SystemCreationClassName": "Msvm_ComputerSystem",
        "SystemName": machine.name,
    }
    return ClassRows(SERVICE, lambda: (machine,), {}, constants)


def _settings(machine: SimulatedMachine) -> ClassRows[SimulatedMachine]:
    constants: dict[str, CimValue] = {
        "BiosLockString": "",
        "Caption": machine.texts["vsms.settings"],
        "CurrentWWNNAddress": "C003FF0000FFFF00",
        "DefaultExternalDataRoot": _FOLDER,
        "DefaultVirtualHardDiskCachingMode": 0,
        "DefaultVirtualHardDiskPath": _DISKS,
        "Description": machine.texts["vsms.settings"],
        "ElementName": machine.texts["vsms.settings"],
        "HbaLunTimeout": 30,
        "HypervisorRootSchedulerEnabled": False,
        "InstanceID": f"Microsoft:{machine.name}",
        "MaximumMacAddress": "00155D01FFFF",
        "MaximumWWPNAddress": "C003FF5778E500FF",
        "MinimumMacAddress": "00155D010000",
        "MinimumWWPNAddress": "C003FF5778E50000",
        "NumaSpanningEnabled": True,
        "PrimaryOwnerContact": "",
        "PrimaryOwnerName": "Administrators",
    }
    columns: dict[str, Column[SimulatedMachine]] = {
        "EnhancedSessionModeEnabled": lambda host, _: host.enhanced_session,
        **{name: _told(name, constants[name]) for name in changeable.HOST},
    }
    return ClassRows(SETTINGS, lambda: (machine,), columns, constants)


def _told(name: str, default: CimValue) -> Column[SimulatedMachine]:
    return lambda host, _: host.told.get(name, default)
