"""``Msvm_GuestFileService``: what copies files into a guest; there while its VM is up."""

from console.simulator.behaviour.host import SimulatedMachine
from console.simulator.behaviour.vm import SimulatedVm
from console.simulator.classes.integration import vm_with_components, vms_with_components
from console.simulator.rows import ClassRows

CLASS = "Msvm_GuestFileService"


def rows(machine: SimulatedMachine) -> ClassRows[SimulatedVm]:
    """Return one row for each VM that is neither off nor saved."""
    constants = {
        "Caption": machine.texts["file_service"],
        "CreationClassName": CLASS,
        "Description": machine.texts["file_service.description"],
        "ElementName": machine.texts["file_service"],
        "EnabledState": 2,
        "Name": "GuestFileService",
        "Started": True,
        "Status": "OK",
        "SystemCreationClassName": "Msvm_ComputerSystem",
    }
    return ClassRows(
        CLASS,
        lambda: vms_with_components(machine),
        {"SystemName": lambda vm, _: vm.id},
        constants,
        {"systemname": lambda guid: vm_with_components(machine, guid)},
    )
