"""``Msvm_ComputerSystem``: the host itself and its VMs (Hyper-V WMI v2 reference)."""

from console.simulator.behaviour.enhanced import is_offered
from console.simulator.behaviour.host import SimulatedMachine
from console.simulator.behaviour.power import Power
from console.simulator.behaviour.vm import SimulatedVm
from console.simulator.descriptions import Health
from console.simulator.rows import ClassRows
from console.simulator.texts import Texts
from console.wsman.cim import NEVER, CimValue

CLASS = "Msvm_ComputerSystem"

SESSION_AVAILABLE = 2
SESSION_NOT_ALLOWED = 3
SESSION_NOT_NOW = 6

HEALTH: dict[Health, tuple[int, tuple[int, ...]]] = {
    Health.OK: (5, (2,)),
    Health.LOW_DISK: (20, (5,)),
    Health.CRITICAL: (25, (2, 32795)),
}
"""``HealthState`` and ``OperationalStatus``."""

_NO_REQUEST = 12
_VM_CONSTANTS: dict[str, CimValue] = {
    "CreationClassName": CLASS,
    "EnabledDefault": 3,
    "FailedOverReplicationType": 0,
    "LastApplicationConsistentReplicationTime": NEVER,
    "LastReplicationTime": NEVER,
    "LastReplicationType": 0,
    "LastSuccessfulBackupTime": NEVER,
    "NumberOfNumaNodes": 1,
    "ReplicationHealth": 0,
    "ReplicationMode": 0,
    "ReplicationState": 0,
    "ResetCapability": 1,
    "Status": "OK",
}


def rows(machine: SimulatedMachine) -> tuple[ClassRows[SimulatedMachine], ClassRows[SimulatedVm]]:
    """Return the host's row and the VMs' rows."""
    return _host_row(machine), _vm_rows(machine)


def _host_row(machine: SimulatedMachine) -> ClassRows[SimulatedMachine]:
    constants = {
        "Caption": machine.texts["host.caption"],
        "CreationClassName": CLASS,
        "Description": machine.texts["host.description"],
        "ElementName": machine.name,
        "EnabledDefault": 2,
        "EnabledState": 2,
        "HealthState": 5,
        "Name": machine.name,
        "NumberOfNumaNodes": 1 + machine.description.processors // 48,
        "OperationalStatus": (2,),
        "RequestedState": _NO_REQUEST,
        "ResetCapability": 1,
        "Status": "OK",
        "StatusDescriptions": ("OK",),
    }
    return ClassRows(
        CLASS, lambda: (machine,), {}, constants, {"name": lambda _guid: ()}, SimulatedMachine
    )


def _vm_rows(machine: SimulatedMachine) -> ClassRows[SimulatedVm]:
    texts = machine.texts
    words: dict[str, CimValue] = {
        "Caption": texts["vm.caption"],
        "Description": texts["vm.description"],
    }
    return ClassRows(
        CLASS,
        lambda: tuple(machine.vms.values()),
        {
            "ElementName": lambda vm, _: vm.settings.name,
            "EnabledState": lambda vm, _: vm.enabled_state,
            "EnhancedSessionModeState": lambda vm, now: session_state(machine, vm, now),
            "HealthState": lambda vm, _: HEALTH[vm.description.health][0],
            "HwThreadsPerCoreRealized": lambda vm, _: 1 if vm.has_components else 0,
            "InstallDate": lambda vm, _: machine.wall(vm.settings.created),
            "Name": lambda vm, _: vm.id,
            "OnTimeInMilliseconds": lambda vm, now: int(vm.seconds_up(now) * 1000),
            "OperationalStatus": lambda vm, _: HEALTH[vm.description.health][1],
            "OtherEnabledState": lambda vm, _: vm.other_enabled_state,
            "ProcessID": lambda vm, _: process_id(vm) if vm.has_components else None,
            "RequestedState": lambda vm, _: _requested(vm),
            "StatusDescriptions": lambda vm, _: health_texts(texts, vm),
            "TimeOfLastConfigurationChange": lambda vm, _: machine.wall(vm.settings_changed),
            "TimeOfLastStateChange": lambda vm, _: machine.wall(vm.state_changed),
        },
        _VM_CONSTANTS | words,
        {"name": lambda guid: (machine.vms[guid],) if guid in machine.vms else ()},
        SimulatedVm,
    )


def _requested(vm: SimulatedVm) -> int:
    return _NO_REQUEST if vm.transition is None else vm.transition.change.target.value


def health_texts(texts: Texts, vm: SimulatedVm) -> tuple[str, ...]:
    """Return ``StatusDescriptions``, one for each number in ``OperationalStatus``."""
    health = vm.description.health
    if health is Health.CRITICAL:
        return texts["vm.ok"], texts["vm.critical"]
    return (texts[f"vm.{health.value}"],)


def process_id(vm: SimulatedVm) -> int:
    """Return the number of the VM's worker process."""
    return vm.seed % 30_000 * 4 + 1000


def session_state(machine: SimulatedMachine, vm: SimulatedVm, now: float) -> int:
    """Return ``EnhancedSessionModeState``."""
    if not machine.enhanced_session or vm.power is not Power.RUNNING:
        return SESSION_NOT_ALLOWED
    is_up = is_offered(vm, now)
    return SESSION_AVAILABLE if is_up and vm.transition is None else SESSION_NOT_NOW
