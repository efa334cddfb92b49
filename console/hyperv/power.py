"""Change the power of a VM: through the VM itself, or by asking its guest."""

from collections.abc import Mapping
from typing import Final

from console.hyperv import jobs
from console.hyperv.capability import lacks_method
from console.hyperv.codes import INVALID_STATE
from console.hyperv.jobs import DONE, Started
from console.hyperv.query import (
    COMPONENTS,
    COMPUTER_SYSTEM,
    computer_system,
    of_vm,
)
from console.hyperv.services import read_service
from console.hyperv.text import clean
from console.hyperv.wire import has_components, number, numbers, state_of, status_of, word
from console.model.errors import NotPossible, OperationFailed, WsmanFault
from console.model.identity import VmId
from console.model.power import PowerAction
from console.model.service import ServiceKind, ServiceStatus
from console.model.vm import VmState
from console.wsman.cim import CimInstance, CimReference
from console.wsman.client import WsmanClient
from console.wsman.names import HYPERV_NAMESPACE, class_uri
from console.wsman.wql import equals, select

DEFAULT_REASON: Final = "Requested from HV Console"

_REQUESTED_STATES: Final[Mapping[PowerAction, int]] = {
    PowerAction.START: 2,
    PowerAction.RESUME: 2,
    PowerAction.TURN_OFF: 3,
    PowerAction.SAVE: 6,
    PowerAction.PAUSE: 9,
    PowerAction.RESET: 11,
}
"""``Msvm_ComputerSystem.RequestStateChange``; the v1 numbers (32773 …) are refused by v2 hosts."""

_GOALS: Final[Mapping[PowerAction, VmState]] = {
    PowerAction.START: VmState.RUNNING,
    PowerAction.RESUME: VmState.RUNNING,
    PowerAction.TURN_OFF: VmState.OFF,
    PowerAction.SAVE: VmState.SAVED,
    PowerAction.PAUSE: VmState.PAUSED,
}

_GUEST_METHODS: Final[Mapping[PowerAction, str]] = {
    PowerAction.SHUTDOWN: "InitiateShutdown",
    PowerAction.RESTART: "InitiateReboot",
}
_SHUTDOWN: Final = COMPONENTS[ServiceKind.SHUTDOWN]
_KEYS: Final = ("CreationClassName", "DeviceID", "SystemCreationClassName", "SystemName")
_ANSWERING: Final = frozenset({ServiceStatus.OK, ServiceStatus.DEGRADED})


def method_of(action: PowerAction) -> str:
    """Return ``Class.Method`` that an action calls, as errors name it."""
    if action in _GUEST_METHODS:
        return f"{_SHUTDOWN}.{_GUEST_METHODS[action]}"
    return f"{COMPUTER_SYSTEM}.RequestStateChange"


def request(
    wsman: WsmanClient,
    vm: VmId,
    action: PowerAction,
    *,
    force: bool = False,
    reason: str = DEFAULT_REASON,
) -> Started:
    """Ask a host to change the power of a VM.

    A shutdown or restart is only *accepted* when this returns: the guest then takes its time, so
    the caller watches the VM's state.

    Args:
        wsman: The host.
        vm: The VM.
        action: What to do.
        force: For a shutdown or restart: do not let programs in the guest object.
        reason: For a shutdown or restart: what the guest writes into its event log, as one line;
            an empty one becomes ours, for the method wants one.

    Raises:
        NotPossible: ``vm_gone``, ``vm_not_running``, ``shutdown_service_off``,
            ``shutdown_service_missing``, ``shutdown_no_contact``; ``restart_not_offered``: the
            host is older than Server 2016 and cannot restart guests in this way.
        OperationFailed: The host refused; 32775: the state does not allow it.
    """
    if action in _GUEST_METHODS:
        return _ask_guest(wsman, vm, _GUEST_METHODS[action], force=force, reason=reason)
    arguments = (("RequestedState", _REQUESTED_STATES[action]),)
    try:
        return jobs.start(wsman, computer_system(vm), "RequestStateChange", arguments)
    except OperationFailed as problem:
        # The host answers "invalid state" also when the VM is already in the requested one.
        goal = _GOALS.get(action)
        if problem.code == INVALID_STATE and goal and read_state(wsman, vm) is goal:
            return DONE
        raise


def read_state(wsman: WsmanClient, vm: VmId) -> VmState:
    """Read what one VM is doing.

    Raises:
        NotPossible: ``vm_gone``.
    """
    columns = ("Name", "EnabledState", "OtherEnabledState")
    rows = wsman.query_all(HYPERV_NAMESPACE, select(COMPUTER_SYSTEM, columns, equals("Name", vm)))
    if not rows:
        raise NotPossible("vm_gone", vm)
    return state_of(number(rows[0], "EnabledState"), word(rows[0], "OtherEnabledState"))[0]


def _ask_guest(wsman: WsmanClient, vm: VmId, method: str, *, force: bool, reason: str) -> Started:
    columns = (*_KEYS, "OperationalStatus")
    rows = wsman.query_all(HYPERV_NAMESPACE, select(_SHUTDOWN, columns, of_vm(vm)))
    if not rows:
        raise NotPossible(_why_no_component(wsman, vm), vm)
    status, _ = status_of(numbers(rows[0], "OperationalStatus"))
    if status not in _ANSWERING:
        raise NotPossible(_why_no_answer(wsman, vm), vm)
    arguments = (("Force", force), ("Reason", clean(reason) or DEFAULT_REASON))
    try:
        return jobs.start(wsman, _component(rows[0]), method, arguments)
    except WsmanFault as fault:
        if method == _GUEST_METHODS[PowerAction.RESTART] and lacks_method(fault):
            raise NotPossible("restart_not_offered", vm) from fault
        raise


def _component(row: CimInstance) -> CimReference:
    """Return the component by its four keys as the host told them (never built)."""
    return CimReference(
        class_uri(HYPERV_NAMESPACE, _SHUTDOWN), tuple((key, word(row, key)) for key in _KEYS)
    )


def _why_no_component(wsman: WsmanClient, vm: VmId) -> str:
    if not has_components(read_state(wsman, vm)):
        return "vm_not_running"
    return _why_no_answer(wsman, vm, otherwise="shutdown_service_missing")


def _why_no_answer(wsman: WsmanClient, vm: VmId, otherwise: str = "shutdown_no_contact") -> str:
    is_on = read_service(wsman, vm, ServiceKind.SHUTDOWN).enabled
    return "shutdown_service_off" if is_on is False else otherwise
