"""Read ``Msvm_SummaryInformation``: by a query where the class has a key, else by the method.

The class can be enumerated since Windows Server 2016. Before, ``GetSummaryInformation`` delivers
it, in one reply that has to fit the envelope: so it is asked for some VMs at a time.
"""

from collections.abc import Sequence
from typing import Final

from console.hyperv.capability import Capabilities, Limit, is_too_large
from console.hyperv.codes import COMPLETED
from console.hyperv.query import (
    COLD_SUMMARY_COLUMNS,
    INTEGRATION_COLUMN,
    MANAGEMENT_SERVICE,
    SUMMARY,
    SUMMARY_COLUMNS,
    settings,
)
from console.model.errors import Malformed, OperationFailed, QueryInvalid, WsmanFault
from console.model.identity import VmId
from console.wsman.cim import CimInstance, CimValue
from console.wsman.client import WsmanClient
from console.wsman.names import HYPERV_NAMESPACE
from console.wsman.wql import select

METHOD: Final = "GetSummaryInformation"

_CONFIRMED_CODES: Final = (0, 4, 101, 103, 104, 106, 112)
"""Name, processors, load, memory, heartbeat, guest OS, available memory.

State, health and up-time come from ``Msvm_ComputerSystem``, which is read on this way anyway.
"""
_NOTES_CODE: Final = 3
_APPLICATION_HEALTH_CODES: Final = (117, 120)
"""The reference's list is damaged; ApplicationHealth is one of these. Results go by name."""
_INTEGRATION_CODES: Final = (123, 132)
"""IntegrationServicesVersionState is one of these, for the same reason."""

VMS_PER_CALL: Final = 64
"""About 3,000 characters a VM, so that a reply stays below 256,000."""


def query_summaries(
    wsman: WsmanClient, known: Capabilities, *, cold: bool
) -> tuple[tuple[CimInstance, ...], Capabilities]:
    """Return the summaries of all VMs by one query (2016 and later), and what was learned.

    Raises:
        WsmanFault: The host cannot enumerate the class (``capability.cannot_answer`` tells).
    """
    columns = (*SUMMARY_COLUMNS, *COLD_SUMMARY_COLUMNS) if cold else SUMMARY_COLUMNS
    if cold and Limit.NO_INTEGRATION_COLUMN not in known:
        try:
            wql = select(SUMMARY, (*columns, INTEGRATION_COLUMN))
            return wsman.query_all(HYPERV_NAMESPACE, wql), known
        except QueryInvalid:
            known = known.limited(Limit.NO_INTEGRATION_COLUMN)
    return wsman.query_all(HYPERV_NAMESPACE, select(SUMMARY, columns)), known


def call_for_summaries(
    wsman: WsmanClient, vms: Sequence[VmId], known: Capabilities, *, cold: bool
) -> tuple[tuple[CimInstance, ...], Capabilities]:
    """Return the summaries of these VMs by the method, and what was learned of the host."""
    rows: list[CimInstance] = []
    waiting = [tuple(vms[at : at + VMS_PER_CALL]) for at in range(0, len(vms), VMS_PER_CALL)]
    while waiting:
        chunk = waiting.pop(0)
        try:
            found, known = _some(wsman, chunk, known, cold=cold)
        except WsmanFault as fault:
            if not is_too_large(fault) or len(chunk) == 1:
                raise
            middle = len(chunk) // 2
            waiting[:0] = (chunk[:middle], chunk[middle:])
        else:
            rows.extend(found)
    return tuple(rows), known


def _some(
    wsman: WsmanClient, vms: Sequence[VmId], known: Capabilities, *, cold: bool
) -> tuple[tuple[CimInstance, ...], Capabilities]:
    codes = (*_CONFIRMED_CODES, _NOTES_CODE) if cold else _CONFIRMED_CODES
    if Limit.SUMMARY_CODES not in known:
        try:
            more = (*_APPLICATION_HEALTH_CODES, *(_INTEGRATION_CODES if cold else ()))
            return _call(wsman, vms, (*codes, *more)), known
        except OperationFailed:
            known = known.limited(Limit.SUMMARY_CODES)
    return _call(wsman, vms, codes), known


def _call(wsman: WsmanClient, vms: Sequence[VmId], codes: Sequence[int]) -> tuple[CimInstance, ...]:
    arguments: tuple[tuple[str, CimValue], ...] = (
        ("SettingData", tuple(settings(vm) for vm in vms)),
        ("RequestedInformation", tuple(codes)),
    )
    output = wsman.invoke(MANAGEMENT_SERVICE, METHOD, arguments)
    code = output.integer("ReturnValue")
    if code is None:
        raise Malformed(f"{METHOD}: no return value")
    if code != COMPLETED:
        raise OperationFailed(f"{MANAGEMENT_SERVICE.class_name}.{METHOD}", code)
    return output.objects("SummaryInformation")
