"""Methods of ``Msvm_VirtualSystemManagementService`` (Hyper-V WMI v2 reference)."""

from console.simulator.behaviour.operations import DONE
from console.simulator.methods import exchange, guest_network, settings, summary, thumbnail
from console.simulator.methods.call import Family, Method, MethodCall, MethodTable, Output


def _format_error(call: MethodCall) -> Output:
    try:
        errors = [settings.embedded(t, Family.MSVM) for t in call.arguments.texts("Errors")]
    except settings.Rejected as refusal:
        return {"ReturnValue": refusal.value}
    message = "\n\n".join(error.text("Message") for error in errors)
    return {"ErrorMessage": message, "ReturnValue": DONE}


def _modify_guest_services(_call: MethodCall) -> Output:
    """Refuse: these are services that a guest registers for its sockets, and none here does.

    An integration service's setting is no such service, whatever the name of the method suggests.
    """
    return {"ReturnValue": Family.DMTF.value}


_PICTURE = ("TargetSystem", "WidthPixels", "HeightPixels")
_KVP = ("TargetSystem", "DataItems")

METHODS: MethodTable = {
    "ModifyResourceSettings": Method(
        settings.modify_resources,
        ("ResourceSettings",),
        ("ResultingResourceSettings[]", "Job"),
        Family.DMTF,
        required=("ResourceSettings",),
    ),
    "ModifyGuestServiceSettings": Method(
        _modify_guest_services,
        ("GuestServiceSettings",),
        ("ResultingGuestServiceSettings[]", "Job"),
        Family.DMTF,
        since=14393,
        required=("GuestServiceSettings",),
    ),
    "ModifySystemSettings": Method(
        settings.modify_system,
        ("SystemSettings",),
        ("Job",),
        Family.DMTF,
        required=("SystemSettings",),
    ),
    "ModifyServiceSettings": Method(
        settings.modify_service, ("SettingData",), ("Job",), required=("SettingData",)
    ),
    "GetSummaryInformation": Method(
        summary.get_summary,
        ("SettingData", "RequestedInformation"),
        ("SummaryInformation[]",),
        required=("RequestedInformation",),
    ),
    "AddKvpItems": Method(exchange.add_items, _KVP, ("Job",), required=_KVP),
    "ModifyKvpItems": Method(exchange.modify_items, _KVP, ("Job",), required=_KVP),
    "RemoveKvpItems": Method(exchange.remove_items, _KVP, ("Job",), required=_KVP),
    "SetGuestNetworkAdapterConfiguration": Method(
        guest_network.set_configuration,
        ("ComputerSystem", "NetworkConfiguration"),
        ("Job",),
        required=("ComputerSystem", "NetworkConfiguration"),
    ),
    "GetVirtualSystemThumbnailImage": Method(
        thumbnail.get_image, _PICTURE, ("ImageData[]",), required=_PICTURE
    ),
    "FormatError": Method(_format_error, ("Errors",), ("ErrorMessage",), required=("Errors",)),
}
"""By name."""
