"""Settings of memory, processors and network adapters, and some devices of running VMs."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from console.simulator.behaviour.host import SimulatedMachine
from console.simulator.behaviour.screen import resolution
from console.simulator.behaviour.settings import SettingsRecord
from console.simulator.behaviour.vm import SimulatedVm
from console.simulator.classes.integration import (
    device_constants,
    records,
    records_of,
    vm_with_components,
    vms_with_components,
)
from console.simulator.rows import ClassRows, Column
from console.wsman.cim import CimValue

MEMORY = "Msvm_MemorySettingData"
PROCESSOR = "Msvm_ProcessorSettingData"
NIC = "Msvm_SyntheticEthernetPortSettingData"
KEYBOARD = "Msvm_Keyboard"
MOUSE = "Msvm_SyntheticMouse"
VIDEO_HEAD = "Msvm_VideoHead"
CLASSES = (KEYBOARD, MOUSE, VIDEO_HEAD)
"""Devices of a VM that is up."""

_MEMORY_TAIL = "\\4764334D-E001-4176-82EE-5594EC9B530E"
_PROCESSOR_TAIL = "\\B637F346-6A0E-4DEC-AF52-BD70CB80A21D\\0"
_KEYBOARD_ID = "Microsoft:DE6CDC86-E1FB-4940-801B-C3C1A26C4DA4\\Keyboard"
_MOUSE_ID = "Microsoft:655BC5C5-A784-46B7-81BC-E26328F7EB0E\\Mouse"
_UNLIMITED_MB = 1_048_576


def rows(machine: SimulatedMachine) -> Iterator[ClassRows[Any]]:
    """Return the rows of all device classes that are served."""
    yield _memory(machine)
    yield _processor(machine)
    yield _nic(machine)
    yield _keyboard(machine)
    yield _mouse(machine)
    yield _video_head(machine)


def nic_id(vm_id: str) -> str:
    """Return the GUID of a VM's network adapter, a different one for each VM."""
    return f"{vm_id[:24]}{vm_id[:23:-1]}"


def _setting(
    machine: SimulatedMachine, name: str, columns: dict[str, Column[SettingsRecord]], word: str
) -> ClassRows[SettingsRecord]:
    kind, sub_type = _RESOURCES[word]
    constants: dict[str, CimValue] = {
        "AutomaticAllocation": True,
        "AutomaticDeallocation": True,
        "Caption": machine.texts[word],
        "ConsumerVisibility": 3,
        "Description": machine.texts[f"{word}.description"],
        "ElementName": machine.texts[word],
        "PoolID": "",
        "ResourceSubType": sub_type,
        "ResourceType": kind,
        **_DEFAULTS[word],
    }
    return ClassRows(
        name,
        lambda: records(machine),
        columns,
        constants,
        {"instanceid": lambda guid: records_of(machine, guid)},
    )


_RESOURCES = {
    "memory": (4, "Microsoft:Hyper-V:Memory"),
    "processor": (3, "Microsoft:Hyper-V:Processor"),
    "nic": (10, "Microsoft:Hyper-V:Synthetic Ethernet Port"),
}
_DEFAULTS: dict[str, dict[str, CimValue]] = {
    "memory": {
        "AllocationUnits": "byte * 2^20",
        "HugePagesEnabled": False,
        "IsVirtualized": True,
        "MaxMemoryBlocksPerNumaNode": 131_072,
        "SgxEnabled": False,
        "SgxSize": 0,
        "SwapFilesInUse": False,
        "TargetMemoryBuffer": 20,
        "VirtualQuantityUnits": "byte * 2^20",
        "Weight": 5000,
    },
    "processor": {
        "AllocationUnits": "percent / 1000",
        "EnableHostResourceProtection": False,
        "ExposeVirtualizationExtensions": False,
        "HideHypervisorPresent": False,
        "HwThreadsPerCore": 0,
        "Limit": 100_000,
        "LimitCPUID": False,
        "LimitProcessorFeatures": False,
        "MaxNumaNodesPerSocket": 1,
        "MaxProcessorsPerNumaNode": 16,
        "Reservation": 0,
        "VirtualQuantityUnits": "count",
        "Weight": 100,
    },
    "nic": {
        "ClusterMonitored": True,
        "DeviceNamingEnabled": False,
        "StaticMacAddress": False,
        "VirtualQuantity": 1,
        "Weight": 0,
    },
}


def _memory(machine: SimulatedMachine) -> ClassRows[SettingsRecord]:
    columns: dict[str, Column[SettingsRecord]] = {
        "DynamicMemoryEnabled": lambda record, _: record.description.dynamic_memory,
        "InstanceID": lambda record, _: record.root + _MEMORY_TAIL + record.suffix,
        "Limit": lambda record, _: (
            _UNLIMITED_MB if record.description.dynamic_memory else record.description.memory_mb
        ),
        "Reservation": lambda record, _: (
            512 if record.description.dynamic_memory else record.description.memory_mb
        ),
        "VirtualQuantity": lambda record, _: record.description.memory_mb,
    }
    return _setting(machine, MEMORY, columns, "memory")


def _processor(machine: SimulatedMachine) -> ClassRows[SettingsRecord]:
    columns: dict[str, Column[SettingsRecord]] = {
        "InstanceID": lambda record, _: record.root + _PROCESSOR_TAIL + record.suffix,
        "VirtualQuantity": lambda record, _: record.description.processors,
    }
    return _setting(machine, PROCESSOR, columns, "processor")


def nic_setting_id(record: SettingsRecord) -> str:
    r"""Return ``Microsoft:VMGUID\NICGUID``."""
    tail = nic_id(record.vm_id) if record.vm_id else "6A45335D-4C3A-44B7-B61F-C9808BBDF8ED"
    return f"{record.root}\\{tail}{record.suffix}"


def _nic(machine: SimulatedMachine) -> ClassRows[SettingsRecord]:
    columns: dict[str, Column[SettingsRecord]] = {
        "Address": lambda record, _: mac_address(record.vm_id) if record.vm_id else None,
        "InstanceID": lambda record, _: nic_setting_id(record),
        "VirtualSystemIdentifiers": lambda record, _: (
            (f"{{{nic_id(record.vm_id)}}}",) if record.vm_id else None
        ),
    }
    return _setting(machine, NIC, columns, "nic")


def mac_address(vm_id: str) -> str:
    """Return a hardware address from Microsoft's range for VMs."""
    return f"00155D{vm_id[-6:]}"


def _device(  # noqa: PLR0917 -- what tells one device from another
    machine: SimulatedMachine,
    name: str,
    device_id: str,
    word: str,
    more: dict[str, CimValue],
    columns: Mapping[str, Column[SimulatedVm]] = MappingProxyType({}),
) -> ClassRows[SimulatedVm]:
    constants = device_constants(name, device_id) | {
        "Caption": machine.texts[word],
        "Description": machine.texts[f"{word}.description"],
        "ElementName": machine.texts[word],
        "OperationalStatus": (2,),
        "StatusDescriptions": (machine.texts["status.2"],),
        **more,
    }
    return ClassRows(
        name,
        lambda: vms_with_components(machine),
        {"EnabledState": lambda _vm, _: 2, "SystemName": lambda vm, _: vm.id, **columns},
        constants,
        {"systemname": lambda guid: vm_with_components(machine, guid)},
    )


def _keyboard(machine: SimulatedMachine) -> ClassRows[SimulatedVm]:
    more: dict[str, CimValue] = {
        "Layout": "00000409",
        "NumberOfFunctionKeys": 12,
        "UnicodeSupported": True,
    }
    return _device(machine, KEYBOARD, _KEYBOARD_ID, "keyboard", more)


def _mouse(machine: SimulatedMachine) -> ClassRows[SimulatedVm]:
    more: dict[str, CimValue] = {"AbsoluteCoordinates": True, "NumberOfButtons": 5}
    columns: dict[str, Column[SimulatedVm]] = {
        "HorizontalPosition": lambda vm, _: vm.input.place[0],
        "ScrollPosition": lambda vm, _: vm.input.scrolled,
        "VerticalPosition": lambda vm, _: vm.input.place[1],
    }
    return _device(machine, MOUSE, _MOUSE_ID, "mouse", more, columns)


def _video_head(machine: SimulatedMachine) -> ClassRows[SimulatedVm]:
    more: dict[str, CimValue] = {"CurrentBitsPerPixel": 32}
    columns: dict[str, Column[SimulatedVm]] = {
        "CurrentHorizontalResolution": lambda vm, now: resolution(vm, now)[0],
        "CurrentVerticalResolution": lambda vm, now: resolution(vm, now)[1],
    }
    return _device(machine, VIDEO_HEAD, "Microsoft:Video\\0", "video", more, columns)
