"""Methods of ``Msvm_TerminalService``: who may open a VM's console (Hyper-V WMI v2 reference).

Names are taken as they come, without asking a directory; two that differ in case are one.
"""

from console.simulator.behaviour.operations import DONE, modify
from console.simulator.behaviour.vm import SimulatedVm
from console.simulator.methods.call import Family, Method, MethodCall, MethodTable, Output
from console.wsman.cim import CimInstance
from console.wsman.cimxml import encode_embedded

_ENTRY = "Msvm_InteractiveSessionACE"
_TYPES = {"AccessType": "uint16", "Trustee": "string"}
_ALLOWED = 0
_INVALID = Family.DMTF.value
_CHANGE = ("ComputerSystem", "Trustees")


def _vm(call: MethodCall) -> SimulatedVm | None:
    target = call.arguments.target("ComputerSystem")
    return call.machine.vms.get(target.selector("Name").upper()) if target else None


def _grant(call: MethodCall) -> Output:
    return _change(call, grant=True)


def _revoke(call: MethodCall) -> Output:
    return _change(call, grant=False)


def _change(call: MethodCall, *, grant: bool) -> Output:
    vm = _vm(call)
    names = call.arguments.texts("Trustees")
    if vm is None or not names or not all(name.strip() for name in names):
        return {"ReturnValue": _INVALID}

    def apply() -> None:
        for name in names:
            if not grant:
                vm.console_users.pop(name.lower(), None)
            else:
                vm.console_users.setdefault(name.lower(), name)

    return call.outcome(modify(call.machine, vm, call.caller.user, apply))


def _read(call: MethodCall) -> Output:
    vm = _vm(call)
    if vm is None:
        return {"ReturnValue": _INVALID}
    entries = (
        CimInstance(_ENTRY, {"AccessType": _ALLOWED, "Trustee": name})
        for name in vm.console_users.values()
    )
    texts = tuple(encode_embedded(entry, _TYPES) for entry in entries)
    return {"AccessControlList": texts, "ReturnValue": DONE}


METHODS: MethodTable = {
    "GrantInteractiveSessionAccess": Method(
        _grant, _CHANGE, ("Job",), Family.DMTF, required=_CHANGE
    ),
    "RevokeInteractiveSessionAccess": Method(
        _revoke, _CHANGE, ("Job",), Family.DMTF, required=_CHANGE
    ),
    "GetInteractiveSessionACL": Method(
        _read,
        ("ComputerSystem",),
        ("AccessControlList[]",),
        Family.DMTF,
        required=("ComputerSystem",),
    ),
}
"""By name."""
