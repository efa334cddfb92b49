"""The integration services: seven setting classes and seven runtime classes.

A setting exists for each VM, for each checkpoint's own copy and for the template; a runtime
component only while its VM is neither off nor saved (Hyper-V WMI v2 reference:
"Msvm_HeartbeatComponentSettingData", "Msvm_HeartbeatComponent" and siblings).
"""

from collections.abc import Iterable, Iterator
from typing import Any

from console.simulator.behaviour import changeable
from console.simulator.behaviour.components import status_of
from console.simulator.behaviour.host import SimulatedMachine
from console.simulator.behaviour.integration_service import (
    HEARTBEAT,
    KVP,
    SERVICES,
    IntegrationService,
)
from console.simulator.behaviour.settings import SettingsRecord
from console.simulator.behaviour.vm import SimulatedVm
from console.simulator.classes import exchange
from console.simulator.classes.told import told_columns
from console.simulator.rows import ClassRows, Column
from console.wsman.cim import CimValue

ENABLED = 2
DISABLED = 3


def rows(machine: SimulatedMachine) -> Iterator[ClassRows[Any]]:
    """Return the rows of all fourteen classes."""
    for service in SERVICES:
        yield _settings(machine, service)
        yield _components(machine, service)


def records(machine: SimulatedMachine) -> tuple[SettingsRecord, ...]:
    """Return all that has settings of its own: VMs, their checkpoints, and the template."""
    return (*machine.records.values(), machine.template)


def records_of(machine: SimulatedMachine, guid: str) -> Iterable[SettingsRecord]:
    """Return what an ``InstanceID`` with this GUID first can belong to."""
    found = machine.records.get(guid)
    return (machine.template,) if found is None else (found,)


def setting_id(record: SettingsRecord, service: IntegrationService) -> str:
    r"""Return ``Microsoft:VMGUID\COMPONENTGUID``."""
    return f"{record.root}\\{service.guid}{record.suffix}"


def _settings(machine: SimulatedMachine, service: IntegrationService) -> ClassRows[SettingsRecord]:
    texts = machine.texts
    tail, bit = f"\\{service.guid}", service.bit
    columns: dict[str, Column[SettingsRecord]] = {
        "EnabledState": lambda record, _: ENABLED if record.switches & bit else DISABLED,
        "InstanceID": lambda record, _: record.root + tail + record.suffix,
    }
    constants: dict[str, CimValue] = {
        "Address": "",
        "AutomaticAllocation": True,
        "AutomaticDeallocation": True,
        "Caption": texts[f"service.{service.word}"],
        "ConsumerVisibility": 3,
        "Description": texts[f"service.{service.word}.settings"],
        "ElementName": texts[f"service.{service.word}"],
        "Limit": 1,
        "OtherResourceType": texts[f"service.{service.word}.description"],
        "PoolID": "",
        "Reservation": 1,
        "ResourceType": 1,
        "VirtualQuantity": 1,
        "VirtualQuantityUnits": "count",
        "Weight": 0,
    }
    if service is HEARTBEAT:
        constants |= {"ErrorThreshold": 5, "Interval": 2000, "Latency": 1000}
    elif service is KVP:
        constants["DisableHostKVPItems"] = False
        columns["HostExchangeItems"] = lambda record, _: exchange.external_items(record)
        columns["HostOnlyItems"] = lambda record, _: exchange.host_only_items(record)
    elif service.word == "guest_service":
        constants["DefaultEnabledStatePolicy"] = DISABLED
    columns |= told_columns(changeable.SERVICE.get(service.word, ()), constants)
    return ClassRows(
        service.setting_class,
        lambda: records(machine),
        columns,
        constants,
        {"instanceid": lambda guid: records_of(machine, guid)},
    )


def vms_with_components(machine: SimulatedMachine) -> Iterator[SimulatedVm]:
    """Return the VMs that are neither off nor saved."""
    for vm in tuple(machine.vms.values()):
        if vm.has_components:
            yield vm


def vm_with_components(machine: SimulatedMachine, guid: str) -> Iterable[SimulatedVm]:
    """Return one VM, if it is there and neither off nor saved."""
    vm = machine.vms.get(guid)
    return () if vm is None or not vm.has_components else (vm,)


def device_constants(class_name: str, device_id: str) -> dict[str, CimValue]:
    """Return what all devices of VMs have in common."""
    return {
        "CreationClassName": class_name,
        "DeviceID": device_id,
        "EnabledDefault": 2,
        "HealthState": 5,
        "RequestedState": 12,
        "Status": "OK",
        "SystemCreationClassName": "Msvm_ComputerSystem",
    }


def _components(machine: SimulatedMachine, service: IntegrationService) -> ClassRows[SimulatedVm]:
    texts, bit = machine.texts, service.bit
    columns: dict[str, Column[SimulatedVm]] = {
        "EnabledState": lambda vm, _: ENABLED if vm.settings.switches & bit else DISABLED,
        "OperationalStatus": lambda vm, now: status_of(vm, service, now),
        "StatusDescriptions": lambda vm, now: texts.statuses(status_of(vm, service, now)),
        "SystemName": lambda vm, _: vm.id,
        "TimeOfLastStateChange": lambda vm, _: machine.wall(vm.state_changed),
    }
    if service is KVP:
        columns["GuestExchangeItems"] = exchange.guest_items
        columns["GuestIntrinsicExchangeItems"] = exchange.intrinsic
    constants = device_constants(service.runtime_class, f"Microsoft:{service.guid}") | {
        "Caption": texts[f"service.{service.word}"],
        "Description": texts[f"service.{service.word}.description"],
        "ElementName": texts[f"service.{service.word}"],
    }
    return ClassRows(
        service.runtime_class,
        lambda: vms_with_components(machine),
        columns,
        constants,
        {"systemname": lambda guid: vm_with_components(machine, guid)},
    )
