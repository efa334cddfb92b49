"""Which objects belong together: the association classes, followed from either end.

A link knows its two roles with the class at each end and one function for each direction. An
association is enumerated by following every object at its first end.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from console.simulator.behaviour.host import SimulatedMachine
from console.simulator.behaviour.integration_service import GUEST_SERVICE, SERVICES
from console.simulator.behaviour.jobs import SimulatedJob
from console.simulator.behaviour.settings import RecordKind, SettingsRecord
from console.simulator.behaviour.vm import SimulatedVm
from console.simulator.classes import (
    computer_system,
    devices,
    guest_file,
    guest_network,
    job,
    summary,
    system_settings,
)
from console.simulator.classes import management as vsms
from console.wsman.cim import CimValue

Follow = Callable[[Any], Iterable[Any]]

_VM = computer_system.CLASS
_SETTINGS = system_settings.CLASS


@dataclass(frozen=True, slots=True)
class Link:
    """One kind of association between two classes.

    Attributes:
        name: The association class.
        first: Role and class of the one end.
        second: Role and class of the other.
        onward: From a thing at the first end to those at the second.
        back: The other way.
        constants: Further properties of the association.
    """

    name: str
    first: tuple[str, str]
    second: tuple[str, str]
    onward: Follow
    back: Follow
    constants: Mapping[str, CimValue] = field(default_factory=dict[str, CimValue])


def links(machine: SimulatedMachine) -> Iterator[Link]:
    """Return the links of a host."""
    yield from _system_links(machine)
    yield from _checkpoint_links(machine)
    for name in _setting_classes():
        yield Link(
            "Msvm_VirtualSystemSettingDataComponent",
            ("GroupComponent", _SETTINGS),
            ("PartComponent", name),
            _same_record,
            _same_record,
        )
    for name in (*(s.runtime_class for s in SERVICES), *devices.CLASSES):
        yield Link(
            "Msvm_SystemDevice",
            ("GroupComponent", _VM),
            ("PartComponent", name),
            _if_up,
            lambda vm: (vm,),
        )
    for service in SERVICES:
        yield Link(
            "Msvm_ElementSettingData",
            ("ManagedElement", service.runtime_class),
            ("SettingData", service.setting_class),
            lambda vm: (vm.settings,),
            lambda record: _if_up_record(machine, record),
            {"IsCurrent": 1, "IsDefault": 0, "IsNext": 0},
        )


def _setting_classes() -> tuple[str, ...]:
    own = (devices.MEMORY, devices.PROCESSOR, devices.NIC)
    return (*(service.setting_class for service in SERVICES), *own)


def _system_links(machine: SimulatedMachine) -> Iterator[Link]:
    yield Link(
        "Msvm_SettingsDefineState",
        ("ManagedElement", _VM),
        ("SettingData", _SETTINGS),
        lambda vm: (vm.settings,) if isinstance(vm, SimulatedVm) else (),
        lambda record: _vm_of_current(machine, record),
    )
    yield Link(
        "Msvm_ComputerSystemSummaryInformation",
        ("Antecedent", _VM),
        ("Dependent", summary.CLASS),
        lambda vm: (vm,) if isinstance(vm, SimulatedVm) else (),
        lambda vm: (vm,),
    )
    for name in job.CLASSES:
        yield Link(
            "Msvm_AffectedJobElement",
            ("AffectedElement", _VM),
            ("AffectingElement", name),
            partial(_jobs_of, machine, name),
            lambda found: (found.vm,) if found.vm.id in machine.vms else (),
            {"ElementEffects": (0,)},
        )
    yield Link(
        "Msvm_RegisteredGuestService",
        ("Antecedent", GUEST_SERVICE.runtime_class),
        ("Dependent", guest_file.CLASS),
        lambda vm: (vm,),
        lambda vm: (vm,),
    )
    yield Link(
        "Msvm_SettingDataComponent",
        ("GroupComponent", devices.NIC),
        ("PartComponent", guest_network.CLASS),
        lambda record: _vm_of_current(machine, record),
        lambda vm: (vm.settings,),
    )
    yield Link(
        "Msvm_ElementSettingData",
        ("ManagedElement", vsms.SERVICE),
        ("SettingData", vsms.SETTINGS),
        lambda host: (host,),
        lambda host: (host,),
        {"IsCurrent": 1, "IsDefault": 0, "IsNext": 0},
    )


def _jobs_of(machine: SimulatedMachine, class_name: str, vm: object) -> Iterable[SimulatedJob]:
    return tuple(j for j in machine.jobs if j.vm is vm and j.plan.class_name == class_name)


def _checkpoint_links(machine: SimulatedMachine) -> Iterator[Link]:
    yield Link(
        "Msvm_SnapshotOfVirtualSystem",
        ("Antecedent", _VM),
        ("Dependent", _SETTINGS),
        lambda vm: vm.checkpoints if isinstance(vm, SimulatedVm) else (),
        lambda record: _vm_of_checkpoint(machine, record),
    )
    yield Link(
        "Msvm_MostCurrentSnapshotInBranch",
        ("Antecedent", _VM),
        ("Dependent", _SETTINGS),
        lambda vm: vm.checkpoints[-1:] if isinstance(vm, SimulatedVm) else (),
        lambda record: _vm_of_newest(machine, record),
    )
    yield Link(
        "Msvm_ParentChildSettingData",
        ("Antecedent", _SETTINGS),
        ("Dependent", _SETTINGS),
        lambda record: _children(machine, record),
        lambda record: (record.parent,) if _parent(record) else (),
    )


def _same_record(record: object) -> Iterable[object]:
    is_own = isinstance(record, SettingsRecord) and record.kind is not RecordKind.TEMPLATE
    return (record,) if is_own else ()


def _if_up(vm: object) -> Iterable[SimulatedVm]:
    return (vm,) if isinstance(vm, SimulatedVm) and vm.has_components else ()


def _if_up_record(machine: SimulatedMachine, record: SettingsRecord) -> Iterable[SimulatedVm]:
    for vm in _vm_of_current(machine, record):
        if vm.has_components:
            yield vm


def _vm_of_current(machine: SimulatedMachine, record: object) -> Iterable[SimulatedVm]:
    if isinstance(record, SettingsRecord) and record.kind is RecordKind.CURRENT:
        vm = machine.vms.get(record.vm_id)
        return () if vm is None else (vm,)
    return ()


def _vm_of_checkpoint(machine: SimulatedMachine, record: object) -> Iterable[SimulatedVm]:
    if isinstance(record, SettingsRecord) and record.kind is RecordKind.CHECKPOINT:
        vm = machine.vms.get(record.vm_id)
        return () if vm is None else (vm,)
    return ()


def _vm_of_newest(machine: SimulatedMachine, record: object) -> Iterable[SimulatedVm]:
    for vm in _vm_of_checkpoint(machine, record):
        if vm.checkpoints[-1] is record:
            yield vm


def _parent(record: object) -> SettingsRecord | None:
    return record.parent if isinstance(record, SettingsRecord) else None


def _children(machine: SimulatedMachine, record: object) -> Iterable[SettingsRecord]:
    if not isinstance(record, SettingsRecord) or record.vm_id not in machine.vms:
        return ()
    vm = machine.vms[record.vm_id]
    return tuple(r for r in (vm.settings, *vm.checkpoints) if r.parent is record)
