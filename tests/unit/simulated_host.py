"""One small simulated host and short ways to ask it, for the tests of the simulator."""

from typing import Any

from console.simulator.behaviour.vm import SimulatedVm
from console.simulator.clock import ManualClock
from console.simulator.failures import Caller
from console.simulator.fleets import HostDescription, VmDescription, build
from console.wsman.cim import CimInstance, CimReference
from console.wsman.message import Item
from console.wsman.names import HYPERV_NAMESPACE

ADMIN = Caller("SIM\\admin")
GUEST = Caller("SIM\\guest", is_hyperv_admin=False)


class Host:
    """A repository, its clock and its only user."""

    def __init__(self, *vms: VmDescription, caller: Caller = ADMIN, **host: Any) -> None:
        self.clock = ManualClock()
        self.repository = build(HostDescription("HV01", vms=vms, **host), self.clock)
        self.machine = self.repository.machine
        self.caller = caller

    def vm(self, name: str) -> SimulatedVm:
        return self.machine.vm(name)

    def items(self, wql: str, namespace: str = HYPERV_NAMESPACE) -> list[Item]:
        return list(self.repository.query(namespace, wql, self.caller))

    def query(self, wql: str, namespace: str = HYPERV_NAMESPACE) -> list[CimInstance]:
        return [item.instance for item in self.items(wql, namespace) if item.instance]

    def row(self, vm: SimulatedVm) -> CimInstance:
        (found,) = self.query(f"SELECT * FROM Msvm_ComputerSystem WHERE Name='{vm.id}'")
        return found

    def state(self, vm: SimulatedVm) -> tuple[int | None, str]:
        row = self.row(vm)
        return row.integer("EnabledState"), row.text("OtherEnabledState")

    def invoke(self, class_name: str, keys: dict[str, str], method: str, **inputs: Any):
        return self.repository.invoke(
            HYPERV_NAMESPACE, class_name, keys, method, inputs, self.caller
        )

    def service(self, method: str, **inputs: Any) -> CimInstance:
        name = "Msvm_VirtualSystemManagementService"
        return self.invoke(name, {"CreationClassName": name}, method, **inputs)

    def request(self, vm: SimulatedVm, state: int | str) -> CimInstance:
        keys = {"CreationClassName": "Msvm_ComputerSystem", "Name": vm.id.lower()}
        return self.invoke("Msvm_ComputerSystem", keys, "RequestStateChange", RequestedState=state)

    def guest(self, vm: SimulatedVm, method: str, force: bool = False) -> int | None:
        (component,) = self.items(
            f"SELECT * FROM Msvm_ShutdownComponent WHERE SystemName='{vm.id}'"
        )
        keys = dict(component.reference.selectors)
        output = self.invoke("Msvm_ShutdownComponent", keys, method, Force=str(force), Reason="x")
        return output.integer("ReturnValue")

    def job(self, output: CimInstance) -> CimInstance:
        reference = output.target("Job")
        assert isinstance(reference, CimReference)
        return self.repository.get(
            HYPERV_NAMESPACE, reference.class_name, dict(reference.selectors), self.caller
        )
