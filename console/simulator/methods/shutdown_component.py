"""Methods of ``Msvm_ShutdownComponent``: requests to the guest (Hyper-V WMI v2 reference)."""

from console.simulator.behaviour.operations import stop_guest
from console.simulator.methods.call import Method, MethodCall, MethodTable, Output

_NOT_SUPPORTED = 32770


def _shut_down(call: MethodCall) -> Output:
    force = call.arguments.boolean("Force") or False
    return {"ReturnValue": stop_guest(call.machine, call.thing, force=force)}


def _reboot(call: MethodCall) -> Output:
    force = call.arguments.boolean("Force") or False
    return {"ReturnValue": stop_guest(call.machine, call.thing, force=force, reboot=True)}


def _hibernate(_call: MethodCall) -> Output:
    """Refuse: no simulated guest has a hibernation file."""
    return {"ReturnValue": _NOT_SUPPORTED}


METHODS: MethodTable = {
    "InitiateShutdown": Method(_shut_down, ("Force", "Reason"), required=("Force", "Reason")),
    "InitiateReboot": Method(
        _reboot, ("Force", "Reason"), since=14393, required=("Force", "Reason")
    ),
    "InitiateHibernate": Method(_hibernate, since=17763),
}
"""By name."""
