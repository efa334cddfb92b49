"""Whether a simulated host opens the console of a VM to somebody."""

from console.simulator.accounts import Account
from console.simulator.behaviour.host import SimulatedMachine
from console.simulator.behaviour.vm import SimulatedVm
from console.simulator.classes.computer_system import SESSION_AVAILABLE, session_state
from console.simulator.console.record import ConsoleEnd
from console.simulator.console.server import Judge


def judge_of(machine: SimulatedMachine) -> Judge:
    """Return what judges by a host's VMs as they are at that moment."""

    def judge(vm_id: str, is_enhanced: bool, account: Account | None) -> ConsoleEnd | None:
        now = machine.look()
        vm = machine.vms.get(vm_id)
        if vm is None:
            return ConsoleEnd.UNKNOWN_VM
        if not vm.has_components:
            return ConsoleEnd.VM_OFF
        if is_enhanced and session_state(machine, vm, now) != SESSION_AVAILABLE:
            return ConsoleEnd.NO_ENHANCED_SESSION
        if account is not None and not _may_open(vm, account):
            return ConsoleEnd.NO_RIGHT
        return None

    return judge


def _may_open(vm: SimulatedVm, account: Account) -> bool:
    r"""Administrators may open all; others what was granted to ``user`` or ``DOMAIN\user``."""
    names = {account.user.lower(), f"{account.domain}\\{account.user}".lower()}
    return account.is_hyperv_admin or not names.isdisjoint(vm.console_users)
