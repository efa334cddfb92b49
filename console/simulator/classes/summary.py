"""``Msvm_SummaryInformation``: everything that a list of VMs shows, in one object for each.

On builds before 14393 the class has no key and can only be had from ``GetSummaryInformation``
(Hyper-V WMI v2 reference).
"""

from console.simulator.behaviour import components, load
from console.simulator.behaviour.components import status_of
from console.simulator.behaviour.host import SimulatedMachine
from console.simulator.behaviour.integration_service import HEARTBEAT
from console.simulator.behaviour.power import Power
from console.simulator.behaviour.vm import SimulatedVm
from console.simulator.classes import exchange
from console.simulator.classes.computer_system import HEALTH, health_texts, session_state
from console.simulator.classes.render import Renderer
from console.simulator.classes.system_settings import TYPE_PREFIX
from console.simulator.descriptions import IntegrationState
from console.simulator.rows import ClassRows, Column
from console.wsman.cim import CimInstance, CimValue

CLASS = "Msvm_SummaryInformation"
FIRST_BUILD = 14393
"""Of Windows, on which the class can be enumerated."""

_DISABLED = 32896
_INTEGRATION = {
    IntegrationState.UNKNOWN: 0,
    IntegrationState.UP_TO_DATE: 1,
    IntegrationState.MISMATCH: 2,
}
_HEARTBEATS = {2: 2, 3: 2, 6: 6, 7: 6, 12: 12, 13: 13}


def rows(machine: SimulatedMachine, renderer: Renderer) -> ClassRows[SimulatedVm]:
    """Return one row for each VM."""
    constants = _CONSTANTS | {"HostComputerSystemName": machine.name}
    columns = _COLUMNS | _host_columns(machine, renderer)
    if machine.build < FIRST_BUILD:
        return ClassRows(CLASS, tuple, columns, constants)

    def one(guid: str) -> tuple[SimulatedVm, ...]:
        return (machine.vms[guid],) if guid in machine.vms else ()

    anchors = {"name": one, "instanceid": one}
    return ClassRows(CLASS, lambda: tuple(machine.vms.values()), columns, constants, anchors)


def _host_columns(machine: SimulatedMachine, renderer: Renderer) -> dict[str, Column[SimulatedVm]]:
    texts = machine.texts
    return {
        "AsynchronousTasks": lambda vm, _: _tasks(machine, vm, renderer),
        "CreationTime": lambda vm, _: machine.wall(vm.settings.created),
        "EnhancedSessionModeState": lambda vm, now: session_state(machine, vm, now),
        "Snapshots": lambda vm, _: _snapshots(vm, renderer),
        "StatusDescriptions": lambda vm, _: health_texts(texts, vm),
        "Version": lambda vm, _: machine.version_of(vm.description),
    }


def heartbeat(vm: SimulatedVm, now: float) -> int | None:
    """Return ``Heartbeat``: null while the VM is off, saved or paused."""
    if not vm.has_components:
        return None
    return _HEARTBEATS.get(status_of(vm, HEARTBEAT, now)[0])


def _application_health(vm: SimulatedVm, now: float) -> int | None:
    if not vm.has_components:
        return None
    if not vm.settings.is_on(HEARTBEAT):
        return _DISABLED
    status = status_of(vm, HEARTBEAT, now)
    applications = status[1] if len(status) > 1 else None
    known = (components.OK, components.APPLICATIONS_CRITICAL)
    return applications if applications in known else None


def processor_load(vm: SimulatedVm, now: float) -> int:
    """Return ``ProcessorLoad``."""
    return load.processor_load(vm.seed, now) if vm.power is Power.RUNNING else 0


def _history(vm: SimulatedVm, now: float) -> tuple[int, ...] | None:
    return load.processor_history(vm.seed, now) if vm.power is Power.RUNNING else None


def memory_usage(vm: SimulatedVm, now: float) -> int:
    """Return ``MemoryUsage`` in MB: what the host has given the VM."""
    if not vm.has_components:
        return 0
    if not vm.description.dynamic_memory:
        return vm.description.memory_mb
    wanted = load.memory_pressure(vm.seed, now) * vm.description.memory_mb * 1.2
    return max(512, int(wanted) // 2 * 2)


def memory_available(vm: SimulatedVm, now: float) -> int | None:
    """Return ``MemoryAvailable`` in per cent; only with dynamic memory in a guest that tells."""
    if not vm.description.dynamic_memory or not vm.has_components:
        return None
    return 12 + int(load.noise(vm.seed, int(now // load.STEP_S)) * 14)


def _buffer(vm: SimulatedVm, now: float) -> int | None:
    available = memory_available(vm, now)
    return None if available is None else available * 5


def _guest_system(vm: SimulatedVm, now: float) -> str | None:
    return vm.guest.os_name if exchange.has_data(vm, now) else None


def _integration_version(vm: SimulatedVm, now: float) -> int:
    """Return ``IntegrationServicesVersionState``: 0 until the guest has told its version."""
    described = vm.description.integration_state
    if described is not None:
        is_there = vm.has_components and status_of(vm, HEARTBEAT, now) != (components.NO_CONTACT,)
        return _INTEGRATION[described] if is_there else 0
    if not exchange.has_data(vm, now):
        return 0
    return 2 if vm.guest.is_old else 1


def _tasks(
    machine: SimulatedMachine, vm: SimulatedVm, renderer: Renderer
) -> tuple[CimInstance, ...] | None:
    running = machine.jobs.of(vm)
    return tuple(renderer.render(job.plan.class_name, job) for job in running) or None


def _snapshots(vm: SimulatedVm, renderer: Renderer) -> tuple[CimInstance, ...] | None:
    class_name = "Msvm_VirtualSystemSettingData"
    return tuple(renderer.render(class_name, record) for record in vm.checkpoints) or None


_CONSTANTS: dict[str, CimValue] = {
    "AllocatedGPU": "",
    "MemorySpansPhysicalNumaNodes": False,
    "ReplicationHealth": 0,
    "ReplicationMode": 0,
    "ReplicationState": 0,
    "Shielded": False,
    "SwapFilesInUse": False,
    "VirtualSwitchNames": ("External",),
}
_COLUMNS: dict[str, Column[SimulatedVm]] = {
    "ApplicationHealth": _application_health,
    "AvailableMemoryBuffer": _buffer,
    "ElementName": lambda vm, _: vm.settings.name,
    "EnabledState": lambda vm, _: vm.enabled_state,
    "GuestOperatingSystem": _guest_system,
    "HealthState": lambda vm, _: HEALTH[vm.description.health][0],
    "Heartbeat": heartbeat,
    "HypervisorPartitionId": lambda vm, _: vm.seed % 60_000 if vm.has_components else None,
    "InstanceID": lambda vm, _: vm.settings.root,
    "IntegrationServicesVersionState": _integration_version,
    "MemoryAvailable": memory_available,
    "MemoryUsage": memory_usage,
    "Name": lambda vm, _: vm.id,
    "Notes": lambda vm, _: vm.settings.notes,
    "NumberOfProcessors": lambda vm, _: vm.description.processors,
    "OperationalStatus": lambda vm, _: HEALTH[vm.description.health][1],
    "OtherEnabledState": lambda vm, _: vm.other_enabled_state,
    "ProcessorLoad": processor_load,
    "ProcessorLoadHistory": _history,
    "UpTime": lambda vm, now: int(vm.seconds_up(now) * 1000),
    "VirtualSystemSubType": lambda vm, _: f"{TYPE_PREFIX}SubType:{vm.description.generation}",
}
