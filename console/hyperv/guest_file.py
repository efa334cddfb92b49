"""Copy a file of the host into a guest, through the guest service (since Server 2012 R2)."""

from typing import Final

from console.hyperv.codes import COMPLETED, JOB_STARTED
from console.hyperv.jobs import DONE, Started
from console.hyperv.query import COMPONENTS, of_vm
from console.hyperv.wire import word
from console.model.errors import ClassMissing, Malformed, NotPossible, OperationFailed
from console.model.identity import VmId
from console.model.service import ServiceKind
from console.wsman.cim import CimInstance, CimReference
from console.wsman.cimxml import encode_embedded
from console.wsman.client import WsmanClient
from console.wsman.names import HYPERV_NAMESPACE, class_uri
from console.wsman.paths import path_of
from console.wsman.wql import associators, select

METHOD: Final = "CopyFilesToGuest"
_SERVICE: Final = "Msvm_GuestFileService"
_SETTINGS: Final = "Msvm_CopyFileToGuestSettingData"
_COMPONENT: Final = COMPONENTS[ServiceKind.GUEST_SERVICE]
_LINK: Final = "Msvm_RegisteredGuestService"
_DEVICE_KEYS: Final = ("CreationClassName", "DeviceID", "SystemCreationClassName", "SystemName")
_SERVICE_KEYS: Final = ("CreationClassName", "Name", "SystemCreationClassName", "SystemName")
_TYPES: Final = {
    "SourcePath": "string",
    "DestinationPath": "string",
    "OverwriteExisting": "boolean",
    "CreateFullPath": "boolean",
}


def copy(
    wsman: WsmanClient,
    vm: VmId,
    source: str,
    destination: str,
    *,
    overwrite: bool,
    create_folders: bool,
) -> Started:
    """Begin to copy a file into a guest.

    Args:
        wsman: The host.
        vm: The VM; its guest service must be on and answer.
        source: Path on the host; environment variables are expanded there.
        destination: Full path in the guest; into a folder under the source's name.
        overwrite: Whether an existing file is replaced.
        create_folders: Whether missing folders are made.

    Raises:
        NotPossible: ``guest_service_no_contact``: nothing in the guest takes files.
        OperationFailed: The host refused.
    """
    service = _file_service(wsman, vm)
    settings = CimInstance(
        _SETTINGS,
        {
            "SourcePath": source,
            "DestinationPath": destination,
            "OverwriteExisting": overwrite,
            "CreateFullPath": create_folders,
        },
    )
    text = encode_embedded(settings, _TYPES)
    output = wsman.invoke(service, METHOD, (("CopyFileToGuestSettings", (text,)),))
    code = output.integer("ReturnValue")
    if code is None:
        raise Malformed(f"{METHOD}: no return value")
    if code == COMPLETED:
        return DONE
    if code != JOB_STARTED:
        raise OperationFailed(f"{_SERVICE}.{METHOD}", code)
    return Started(_job(output))


def _job(output: CimInstance) -> CimReference:
    """Return the job, whatever the host calls the parameter.

    Before Windows 10 the parameter had another name, which the reference prints wrongly: so it is
    the one reference that the answer holds.
    """
    for value in output.properties.values():
        each = value[0] if isinstance(value, tuple) and value else value
        if isinstance(each, CimReference):
            return each
    raise Malformed(f"{METHOD}: a job without a reference")


def _file_service(wsman: WsmanClient, vm: VmId) -> CimReference:
    """Find the guest's file service: along the association, else by its own property."""
    row = _associated(wsman, vm)
    if row is None:
        row = _first(wsman, select(_SERVICE, _SERVICE_KEYS, of_vm(vm)))
    if row is None:
        raise NotPossible("guest_service_no_contact", vm)
    return CimReference(
        class_uri(HYPERV_NAMESPACE, _SERVICE),
        tuple((key, word(row, key)) for key in _SERVICE_KEYS if word(row, key)),
    )


def _associated(wsman: WsmanClient, vm: VmId) -> CimInstance | None:
    component = _first(wsman, select(_COMPONENT, _DEVICE_KEYS, of_vm(vm)))
    if component is None:
        return None
    keys = tuple((key, word(component, key)) for key in _DEVICE_KEYS)
    path = path_of(CimReference(class_uri(HYPERV_NAMESPACE, _COMPONENT), keys))
    return _first(wsman, associators(path, association_class=_LINK, result_class=_SERVICE))


def _first(wsman: WsmanClient, wql: str) -> CimInstance | None:
    try:
        rows = wsman.query_all(HYPERV_NAMESPACE, wql)
    except ClassMissing:
        return None
    return rows[0] if rows else None
