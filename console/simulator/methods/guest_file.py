"""Methods of ``Msvm_GuestFileService`` (Hyper-V WMI v2 reference: "CopyFilesToGuest")."""

from console.simulator.behaviour.copying import CopyOrder, copy_files
from console.simulator.behaviour.operations import INVALID_PARAMETER
from console.simulator.methods.call import Family, Method, MethodCall, MethodTable, Output
from console.simulator.methods.settings import Rejected, embedded

_SETTINGS = "msvm_copyfiletoguestsettingdata"


def _copy_files(call: MethodCall) -> Output:
    texts = call.arguments.texts("CopyFileToGuestSettings")
    try:
        orders = tuple(_order(text) for text in texts)
    except Rejected as refusal:
        return {"ReturnValue": refusal.value}
    if not orders:
        return {"ReturnValue": INVALID_PARAMETER}
    return call.outcome(copy_files(call.machine, call.thing, orders, texts, call.caller.user))


def _order(text: str) -> CopyOrder:
    instance = embedded(text, Family.MSVM)
    source, destination = instance.text("SourcePath"), instance.text("DestinationPath")
    if instance.class_name.lower() != _SETTINGS or not source or not destination:
        raise Rejected(INVALID_PARAMETER)
    return CopyOrder(
        source,
        destination,
        instance.boolean("OverwriteExisting") or False,
        instance.boolean("CreateFullPath") or False,
    )


METHODS: MethodTable = {
    "CopyFilesToGuest": Method(
        _copy_files,
        ("CopyFileToGuestSettings",),
        ("Job",),
        required=("CopyFileToGuestSettings",),
    ),
}
"""By name."""
