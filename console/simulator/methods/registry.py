"""The table of all methods, and the rules that hold for each call.

Names of methods and parameters are taken exactly, as hosts do over WS-Management.
"""

from collections.abc import Mapping

from console.model.errors import Malformed
from console.simulator.failures import Caller, CimFailure, CimStatus
from console.simulator.methods import (
    computer_system,
    guest_file,
    job,
    keyboard,
    management,
    mouse,
    shutdown_component,
    terminal,
)
from console.simulator.methods.call import Family, Method, MethodCall, MethodTable, Output
from console.simulator.store import NamespaceStore
from console.wsman.cim import CimInstance, CimReference, CimValue

_ACCESS_DENIED = 32769

METHODS: Mapping[str, MethodTable] = {
    "Msvm_ComputerSystem": computer_system.METHODS,
    "Msvm_ShutdownComponent": shutdown_component.METHODS,
    "Msvm_ConcreteJob": job.METHODS,
    "Msvm_CopyFileToGuestJob": job.METHODS,
    "Msvm_GuestFileService": guest_file.METHODS,
    "Msvm_Keyboard": keyboard.METHODS,
    "Msvm_SyntheticMouse": mouse.METHODS,
    "Msvm_TerminalService": terminal.METHODS,
    "Msvm_VirtualSystemManagementService": management.METHODS,
}
"""By class, then by name."""


def call_method(  # noqa: PLR0917 -- what a call consists of
    store: NamespaceStore,
    class_name: str,
    selectors: Mapping[str, str | CimReference],
    name: str,
    arguments: Mapping[str, CimValue],
    caller: Caller,
) -> CimInstance:
    """Call a method of an object.

    Raises:
        CimFailure: ``METHOD_NOT_FOUND``, ``INVALID_PARAMETER`` for a parameter that the method does
            not have, ``ACCESS_DENIED``, or what finding the object raises.
    """
    cim_class = store.schema.find(class_name)
    method = METHODS.get(cim_class.name, {}).get(name)
    if method is None or store.machine.build < method.since:
        raise CimFailure(CimStatus.METHOD_NOT_FOUND, f"Invalid method '{name:.100}'")
    unknown = arguments.keys() - set(method.parameters)
    if unknown:
        raise CimFailure(CimStatus.INVALID_PARAMETER, f"Invalid parameter '{min(unknown):.100}'")
    if not caller.is_hyperv_admin:
        return _output(method, name, _denied(method))
    thing = store.find(cim_class.name, selectors).thing
    call = MethodCall(store, thing, CimInstance("", arguments), caller)
    return _output(method, name, _run(method, call))


def _denied(method: Method) -> Output:
    """Refuse somebody without rights: the older methods have no number for it."""
    if method.family is Family.DMTF:
        raise CimFailure(CimStatus.ACCESS_DENIED)
    return {"ReturnValue": _ACCESS_DENIED}


def _run(method: Method, call: MethodCall) -> Output:
    given = call.arguments.properties
    if any(given.get(name) is None for name in method.required):
        return {"ReturnValue": method.family.value}
    try:
        return method.function(call)
    except Malformed:
        return {"ReturnValue": method.family.value}


def _output(method: Method, name: str, output: Output) -> CimInstance:
    values = {key.removesuffix("[]"): _written(output, key) for key in method.outputs}
    return CimInstance(f"{name}_OUTPUT", values | {"ReturnValue": output["ReturnValue"]})


def _written(output: Output, key: str) -> CimValue:
    """Return an output: hosts write a null, but leave out an array that is null or empty."""
    value = output.get(key.removesuffix("[]"))
    return () if value is None and key.endswith("[]") else value
