"""Methods of ``Msvm_ComputerSystem``."""

from console.simulator.behaviour.operations import INVALID_STATE, request_state
from console.simulator.behaviour.vm import SimulatedVm
from console.simulator.methods.call import Method, MethodCall, MethodTable, Output


def _request_state_change(call: MethodCall) -> Output:
    requested = call.arguments.integer("RequestedState") or 0
    if not isinstance(call.thing, SimulatedVm):  # the host cannot be switched off this way
        return {"ReturnValue": INVALID_STATE}
    return call.outcome(request_state(call.machine, call.thing, requested, call.caller.user))


METHODS: MethodTable = {
    "RequestStateChange": Method(
        _request_state_change,
        ("RequestedState", "TimeoutPeriod"),
        ("Job",),
        required=("RequestedState",),
    ),
}
"""By name."""
