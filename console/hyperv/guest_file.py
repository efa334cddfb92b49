"""Copy a file of the host into a guest, through the guest service (since Server 2012 R2)."""

from typing import Final

from console.hyperv import jobs
from console.hyperv.jobs import Started
from console.hyperv.query import COMPONENTS, of_vm
from console.hyperv.services import read_service
from console.hyperv.wire import numbers, status_of, word
from console.model.errors import ClassMissing, NotPossible, QueryInvalid
from console.model.identity import VmId
from console.model.service import ServiceKind, ServiceStatus
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
_COLUMNS: Final = (*_DEVICE_KEYS, "OperationalStatus")
_MAY_ANSWER: Final = frozenset({ServiceStatus.OK, ServiceStatus.DEGRADED, ServiceStatus.UNKNOWN})
"""Where the host reports a status that we do not know, it is the host that judges."""
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
        NotPossible: ``copy_no_source``, ``copy_no_destination``: a path is empty;
            ``vm_not_running``; ``service_missing``: this VM, or this host, has no guest service;
            ``guest_service_off``; ``guest_service_no_contact``: nothing in the guest takes files.
            Nothing was sent.
        OperationFailed: The host refused.
    """
    if not source.strip():
        raise NotPossible("copy_no_source", vm)
    if not destination.strip():
        raise NotPossible("copy_no_destination", vm)
    service = find_file_service(wsman, vm)
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
    return jobs.start(wsman, service, METHOD, (("CopyFileToGuestSettings", (text,)),), job_of=_job)


def _job(output: CimInstance) -> CimReference | None:
    """Return the job, whatever the host calls the parameter.

    Before Windows 10 the parameter had another name, which the reference prints wrongly: so it is
    the one reference that the answer holds.
    """
    for value in output.properties.values():
        each = value[0] if isinstance(value, tuple) and value else value
        if isinstance(each, CimReference):
            return each
    return None


def find_file_service(wsman: WsmanClient, vm: VmId) -> CimReference:
    """Find the guest's file service: along the association, else by its own property."""
    component = _first(wsman, select(_COMPONENT, _COLUMNS, of_vm(vm)))
    if component is None:
        raise NotPossible(_why_none(wsman, vm), vm)
    if status_of(numbers(component, "OperationalStatus"))[0] not in _MAY_ANSWER:
        raise NotPossible(_why_none(wsman, vm), vm)
    row = _associated(wsman, component)
    if row is None:
        row = _first(wsman, select(_SERVICE, _SERVICE_KEYS, of_vm(vm)))
    if row is None:
        raise NotPossible(_why_none(wsman, vm), vm)
    return CimReference(
        class_uri(HYPERV_NAMESPACE, _SERVICE),
        tuple((key, word(row, key)) for key in _SERVICE_KEYS if word(row, key)),
    )


def _why_none(wsman: WsmanClient, vm: VmId) -> str:
    service = read_service(wsman, vm, ServiceKind.GUEST_SERVICE)
    if service.enabled is None:
        return "service_missing"
    if service.status is ServiceStatus.NOT_RUNNING:
        return "vm_not_running"
    return "guest_service_no_contact" if service.enabled else "guest_service_off"


def _associated(wsman: WsmanClient, component: CimInstance) -> CimInstance | None:
    keys = tuple((key, word(component, key)) for key in _DEVICE_KEYS)
    path = path_of(CimReference(class_uri(HYPERV_NAMESPACE, _COMPONENT), keys))
    return _first(wsman, associators(path, association_class=_LINK, result_class=_SERVICE))


def _first(wsman: WsmanClient, wql: str) -> CimInstance | None:
    try:
        rows = wsman.query_all(HYPERV_NAMESPACE, wql)
    except (ClassMissing, QueryInvalid):
        return None
    return rows[0] if rows else None
