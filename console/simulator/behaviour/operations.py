"""What can be done to a VM: changes of power with their jobs, and requests to its guest.

Numbers are return values of the methods (Hyper-V WMI v2 reference: "RequestStateChange method of
the Msvm_ComputerSystem class", "InitiateShutdown method of the Msvm_ShutdownComponent class").
"""

from collections.abc import Callable
from dataclasses import dataclass

from console.simulator.behaviour.components import can_talk
from console.simulator.behaviour.host import SimulatedMachine
from console.simulator.behaviour.integration_service import SHUTDOWN
from console.simulator.behaviour.jobs import (
    ERROR_CODES,
    JobFailure,
    JobPlan,
    JobRequest,
    JobState,
    SimulatedJob,
)
from console.simulator.behaviour.power import (
    ALLOWED,
    KNOWN_REQUESTS,
    RESET,
    RESTORE,
    TURN_OFF,
    Power,
    PowerChange,
    Transition,
)
from console.simulator.behaviour.vm import SimulatedVm
from console.simulator.descriptions import ChangeStyle, JobFault, ShutdownStyle

DONE = 0
JOB_STARTED = 4096
INVALID_PARAMETER = 32773
INVALID_STATE = 32775
NOT_READY = 32780
LOCKED = 32781
IN_PROGRESS = 32782
JOB_INVALID_TRANSITION = 4097

_MODIFY_S = 1.5
_MODIFY_TYPE = 31


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a method answers: its return value, and the job when it started one."""

    value: int
    job: SimulatedJob | None = None


def request_state(
    machine: SimulatedMachine, vm: SimulatedVm, requested: int, owner: str
) -> Outcome:
    """Change the power of a VM, by a job."""
    if requested not in KNOWN_REQUESTS:
        return Outcome(INVALID_PARAMETER)
    change = _change_for(vm, requested)
    if change is None:
        return Outcome(INVALID_STATE)
    fault = vm.job_fault(change.fault_word)
    if fault is JobFault.REFUSED:
        return Outcome(ERROR_CODES[fault])
    transition = Transition(change, vm.power)
    vm.begin(transition, machine.now)
    plan = JobPlan(
        change.word,
        change.job_type,
        change.seconds * machine.description.pace,
        fault,
        lambda: _arrive(machine, vm, transition),
        lambda: _return(machine, vm, transition),
    )
    return Outcome(JOB_STARTED, machine.jobs.start(plan, vm, owner))


def _change_for(vm: SimulatedVm, requested: int) -> PowerChange | None:
    change = ALLOWED.get((vm.power, requested))
    if vm.transition is None:
        return change
    return TURN_OFF if vm.transition.is_guest and change is TURN_OFF else None


def _arrive(machine: SimulatedMachine, vm: SimulatedVm, transition: Transition) -> None:
    if vm.transition is not transition:
        return
    change = transition.change
    if change is RESTORE:
        vm.restore(machine.now)
    else:
        is_fresh = transition.origin is Power.OFF or change is RESET
        vm.settle(change.target, machine.now, fresh=is_fresh)


def _return(machine: SimulatedMachine, vm: SimulatedVm, transition: Transition) -> None:
    if vm.transition is transition:
        vm.transition = None
        vm.state_changed = machine.now


def stop_guest(
    machine: SimulatedMachine, vm: SimulatedVm, *, force: bool, reboot: bool = False
) -> int:
    """Ask the guest to stop or to restart; 0 says that it accepted, not that it has."""
    if not can_talk(vm, SHUTDOWN, machine.now) or vm.is_paused:
        return NOT_READY
    if vm.guest_stops is not None:
        return IN_PROGRESS
    if vm.transition is not None:
        return INVALID_STATE
    if vm.description.is_locked and not force:
        return LOCKED
    style = vm.description.shutdown
    if style is ShutdownStyle.IGNORED:
        return DONE
    ends = machine.now + vm.shutdown_s
    vm.guest_stops = ends if style is ShutdownStyle.CLEAN else float("inf")
    if reboot:
        _restart_later(machine, vm, ends if style is ShutdownStyle.CLEAN else None)
    else:
        _stop_later(machine, vm, ends if style is ShutdownStyle.CLEAN else None)
    return DONE


def _stop_later(machine: SimulatedMachine, vm: SimulatedVm, ends: float | None) -> None:
    transition = Transition(TURN_OFF, vm.power, is_guest=True)
    vm.begin(transition, machine.now)
    if ends is not None:
        machine.agenda.at(ends, lambda _: _arrive(machine, vm, transition))


def _restart_later(machine: SimulatedMachine, vm: SimulatedVm, ends: float | None) -> None:
    """The VM stays in state 2 while its guest restarts; only its uptime begins anew."""
    if ends is not None:
        machine.agenda.at(ends, lambda now: vm.start_again(ends, now))


def modify(
    machine: SimulatedMachine,
    vm: SimulatedVm,
    owner: str,
    apply: Callable[[], None],
    watch: Callable[[], JobFailure | None] = lambda: None,
) -> Outcome:
    """Change settings of a VM, at once or by a job, as its description says.

    Args:
        machine: The host.
        vm: Whose settings.
        owner: Who asks.
        apply: Changes them.
        watch: Says at the end of a job why it cannot be done any more, if so.
    """
    fault = vm.job_fault("modify")
    if fault is JobFault.REFUSED:
        return Outcome(ERROR_CODES[fault])

    def done() -> None:
        apply()
        vm.settings_changed = machine.now

    if fault is None and vm.description.changes is ChangeStyle.AT_ONCE:
        done()
        return Outcome(DONE)
    seconds = _MODIFY_S * machine.description.pace
    plan = JobPlan("modify", _MODIFY_TYPE, seconds, fault, done, lambda: None, watch=watch)
    return Outcome(JOB_STARTED, machine.jobs.start(plan, vm, owner))


def request_job_state(machine: SimulatedMachine, job: SimulatedJob, requested: int) -> int:
    """Cancel a job; nothing else can be asked of one."""
    if requested not in set(JobRequest):
        return INVALID_PARAMETER
    if requested not in (JobRequest.TERMINATE, JobRequest.KILL) or not job.is_cancellable:
        return JOB_INVALID_TRANSITION
    state = JobState.TERMINATED if requested == JobRequest.TERMINATE else JobState.KILLED
    machine.jobs.cancel(job, state)
    return DONE
