"""Methods of ``Msvm_ConcreteJob``: cancel it, and ask why it failed (Hyper-V WMI v2 reference)."""

from console.simulator.behaviour.jobs import SimulatedJob
from console.simulator.behaviour.operations import request_job_state
from console.simulator.classes.job import cause_text, summary_text
from console.simulator.methods.call import Family, Method, MethodCall, MethodTable, Output
from console.wsman.cim import CimInstance
from console.wsman.cimxml import encode_embedded

_OTHER_ERROR = 1
_HIGH_SEVERITY = 4


def _request_state_change(call: MethodCall) -> Output:
    requested = call.arguments.integer("RequestedState") or 0
    return {"ReturnValue": request_job_state(call.machine, call.thing, requested)}


def _errors(call: MethodCall) -> tuple[str, ...]:
    job: SimulatedJob = call.thing
    texts = (summary_text(call.machine, job), cause_text(call.machine, job))
    return tuple(_error(call, text, job.error_code) for text in texts if text)


def _error(call: MethodCall, text: str, code: int) -> str:
    types = call.store.schema.find("Msvm_Error").types
    properties = {
        "ErrorSource": "",
        "ErrorType": _OTHER_ERROR,
        "Message": text,
        "MessageID": str(code),
        "OwningEntity": "Microsoft-Windows-Hyper-V-VMMS",
        "PerceivedSeverity": _HIGH_SEVERITY,
        "ProbableCause": 0,
    }
    return encode_embedded(CimInstance("Msvm_Error", properties), types)


def _get_error(call: MethodCall) -> Output:
    errors = _errors(call)
    return {"Error": errors[0] if errors else None, "ReturnValue": 0}


def _get_error_ex(call: MethodCall) -> Output:
    return {"Errors": _errors(call) or None, "ReturnValue": 0}


METHODS: MethodTable = {
    "RequestStateChange": Method(
        _request_state_change,
        ("RequestedState", "TimeoutPeriod"),
        family=Family.DMTF,
        required=("RequestedState",),
    ),
    "GetError": Method(_get_error, outputs=("Error",)),
    "GetErrorEx": Method(_get_error_ex, outputs=("Errors[]",)),
}
"""By name."""
