"""Switch integration services on and off, and read one VM's services back."""

from typing import Final

from console.hyperv import jobs
from console.hyperv.capability import UNPROBED, Capabilities
from console.hyperv.component import (
    component_statuses,
    read_components,
    read_switches,
    switch_states,
)
from console.hyperv.jobs import DONE, Started
from console.hyperv.query import (
    COMPONENT_COLUMNS,
    COMPONENTS,
    MANAGEMENT_SERVICE,
    SWITCH_COLUMNS,
    SWITCHES,
    below_vm,
    of_vm,
)
from console.hyperv.wire import enabled_of, number, word
from console.model.errors import ClassMissing, NotPossible
from console.model.identity import VmId
from console.model.service import ServiceDetail, ServiceKind, ServiceSnapshot, ServiceStatus
from console.wsman.cim import CimInstance
from console.wsman.cimxml import encode_embedded
from console.wsman.client import WsmanClient
from console.wsman.names import HYPERV_NAMESPACE
from console.wsman.wql import select

METHOD: Final = "ModifyResourceSettings"
FULL_METHOD: Final = f"{MANAGEMENT_SERVICE.class_name}.{METHOD}"
_ENABLED: Final = 2
_DISABLED: Final = 3
_TYPES: Final = {"InstanceID": "string", "EnabledState": "uint16"}
_NO_COMPONENT: Final = (ServiceStatus.NOT_RUNNING, ServiceDetail.NONE)


def set_enabled(wsman: WsmanClient, vm: VmId, kind: ServiceKind, on: bool) -> Started:
    """Switch an integration service of a VM on or off.

    The setting's key is read first (it is never built), then the key and the new value go to
    ``Msvm_VirtualSystemManagementService.ModifyResourceSettings``. Works while the VM runs and
    while it is off. Nothing is sent when the switch stands right already. A host may answer "done"
    and change nothing, so the caller reads the service back.

    Raises:
        NotPossible: ``service_missing``: this VM, or this host, does not have the service.
        OperationFailed: The host refused.
    """
    class_name = SWITCHES[kind]
    row = _setting(wsman, vm, class_name)
    if row is None:
        raise NotPossible("service_missing", vm)
    if enabled_of(number(row, "EnabledState")) is on:
        return DONE
    change = CimInstance(
        class_name,
        {
            "InstanceID": word(row, "InstanceID"),
            "EnabledState": _ENABLED if on else _DISABLED,
        },
    )
    text = encode_embedded(change, _TYPES)
    return jobs.start(wsman, MANAGEMENT_SERVICE, METHOD, (("ResourceSettings", (text,)),))


def _setting(wsman: WsmanClient, vm: VmId, class_name: str) -> CimInstance | None:
    try:
        rows = wsman.query_all(HYPERV_NAMESPACE, select(class_name, SWITCH_COLUMNS, below_vm(vm)))
    except ClassMissing:
        return None
    return rows[0] if rows else None


def read_service(wsman: WsmanClient, vm: VmId, kind: ServiceKind) -> ServiceSnapshot:
    """Read one service of one VM back, by two requests.

    ``NOT_RUNNING`` means that there is no component, which is so while the VM is off;
    ``assemble.with_services`` fits it to the VM's state.
    """
    row = _setting(wsman, vm, SWITCHES[kind])
    enabled = switch_states([row] if row else [], kind).get((vm, kind))
    try:
        rows = wsman.query_all(
            HYPERV_NAMESPACE, select(COMPONENTS[kind], COMPONENT_COLUMNS[1:], of_vm(vm))
        )
    except ClassMissing:
        rows = ()
    status, detail = component_statuses(rows, kind).get((vm, kind), _NO_COMPONENT)
    return ServiceSnapshot(kind, enabled, status, detail)


def read_services(
    wsman: WsmanClient, vm: VmId, known: Capabilities = UNPROBED
) -> tuple[ServiceSnapshot, ...]:
    """Read all services of one VM, in the order of ``ServiceKind``.

    Four requests where the host answers queries on the parent classes, up to twelve elsewhere. Pass
    ``known``, so that this need not be found out each time.
    """
    switches = read_switches(wsman, known, broad=True, where=below_vm(vm)).enabled
    statuses = read_components(wsman, known, expected=False, where=of_vm(vm)).statuses
    return tuple(
        ServiceSnapshot(kind, switches.get((vm, kind)), *statuses.get((vm, kind), _NO_COMPONENT))
        for kind in ServiceKind
    )
