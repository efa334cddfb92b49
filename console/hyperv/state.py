"""Read the states of all VMs: the refresh tier.

On most hosts it is one query on ``Msvm_SummaryInformation``. Field reports say that the summary
sometimes leaves out the state; and an account without rights gets empty results, not errors. In
both cases ``Msvm_ComputerSystem`` is asked too: it is the authority on which VMs exist and what
they do, and its row of the host itself proves that the account may see anything at all. A host that
refuses the summary altogether loses its figures (load, memory, heartbeat), not its VMs.
"""

import logging
import re
from collections.abc import Iterable, Mapping
from typing import Final

from console.hyperv.capability import (
    UNPROBED,
    Capabilities,
    Limit,
    cannot_answer,
    lacks_method,
)
from console.hyperv.query import COMPUTER_SYSTEM, SYSTEM_COLUMNS
from console.hyperv.reading import StateRow, StatesReading
from console.hyperv.summary import call_for_summaries, query_summaries
from console.hyperv.text import clean, clean_lines, vm_id
from console.hyperv.wire import (
    ENHANCED_SESSIONS,
    HEALTH,
    INTEGRATION_STATES,
    activity_of,
    number,
    numbers,
    state_of,
    summary_heartbeat,
    word,
    words,
)
from console.model.errors import (
    ClassMissing,
    Forbidden,
    HyperVMissing,
    NamespaceMissing,
    OperationFailed,
    QueryInvalid,
    WsmanFault,
)
from console.model.identity import VmId
from console.model.vm import EnhancedSession, Health, IntegrationState
from console.wsman.cim import CimInstance, CimValue
from console.wsman.client import WsmanClient
from console.wsman.names import HYPERV_NAMESPACE
from console.wsman.wql import select

_log = logging.getLogger(__name__)

_SUB_TYPE = re.compile(r"Microsoft:Hyper-V:SubType:(\d{1,2})\Z", re.ASCII)
_MAX_PERCENT: Final = 100
_MIN_AVAILABLE: Final = -1_000
"""The guest may want more than it has: then the available share is negative."""


def read_states(
    wsman: WsmanClient, known: Capabilities = UNPROBED, *, cold: bool = False
) -> StatesReading:
    """Read what all VMs of a host are doing.

    Args:
        wsman: The host.
        known: What earlier readings learned of this host.
        cold: Whether to ask for version, generation and notes too.

    Raises:
        HyperVMissing: A Windows host without the role.
        Forbidden: The account may not see Hyper-V (the host shows nothing at all, not even itself).
        ConsoleError: As the transport and ``WsmanClient`` raise.
    """
    try:
        return _read(wsman, known, cold=cold)
    except NamespaceMissing as problem:
        raise HyperVMissing(str(problem)) from problem


def _read(wsman: WsmanClient, known: Capabilities, *, cold: bool) -> StatesReading:
    summaries: tuple[CimInstance, ...] = ()
    if Limit.SUMMARY_NOT_ENUMERABLE not in known:
        try:
            summaries, known = query_summaries(wsman, known, cold=cold)
        except WsmanFault as fault:
            if not cannot_answer(fault):
                raise
            known = known.limited(Limit.SUMMARY_NOT_ENUMERABLE)
    if any(_has_gap(row) for row in summaries):
        known = known.limited(Limit.SUMMARY_INCOMPLETE)
    if summaries and Limit.SUMMARY_INCOMPLETE not in known:
        return StatesReading(_rows(_by_vm(summaries).items(), cold=cold), known, cold)
    rows = _read_systems(wsman)
    if not rows and not summaries:
        raise Forbidden(0, "EmptyResult", "the host shows no Hyper-V object to this account")
    systems = _by_vm(rows or summaries)
    if systems and not summaries:
        summaries, known = _called(wsman, tuple(systems), known, cold=cold)
    return StatesReading(_rows(_completed(systems, summaries), cold=cold), known, cold)


def _called(
    wsman: WsmanClient, vms: tuple[VmId, ...], known: Capabilities, *, cold: bool
) -> tuple[tuple[CimInstance, ...], Capabilities]:
    """Return the summaries by the method, none where the host or the account cannot call it."""
    try:
        return call_for_summaries(wsman, vms, known, cold=cold)
    except OperationFailed as problem:
        _log.debug("no figures: %s", problem)
    except WsmanFault as fault:
        if not (cannot_answer(fault) or lacks_method(fault) or isinstance(fault, Forbidden)):
            raise
        _log.debug("no figures: %s", fault)
    return (), known


def _has_gap(summary: CimInstance) -> bool:
    return vm_id(word(summary, "Name")) is None or number(summary, "EnabledState") is None


def _by_vm(rows: Iterable[CimInstance]) -> dict[VmId, CimInstance]:
    found = ((vm_id(word(row, "Name")), row) for row in rows)
    return {vm: row for vm, row in found if vm is not None}


def _read_systems(wsman: WsmanClient) -> tuple[CimInstance, ...]:
    try:
        return wsman.query_all(HYPERV_NAMESPACE, select(COMPUTER_SYSTEM, SYSTEM_COLUMNS))
    except QueryInvalid:
        return _read_whole_systems(wsman)
    except ClassMissing as problem:
        raise HyperVMissing(str(problem)) from problem


def _read_whole_systems(wsman: WsmanClient) -> tuple[CimInstance, ...]:
    """Read the systems of a host that lacks one of the columns: Server 2012 has fewer.

    When this is refused too, nothing can be read there; a host without the role answers so where
    its fault has no number and no English text.
    """
    try:
        return wsman.query_all(HYPERV_NAMESPACE, select(COMPUTER_SYSTEM, ()))
    except (ClassMissing, QueryInvalid) as problem:
        raise HyperVMissing(str(problem)) from problem


def _completed(
    systems: Mapping[VmId, CimInstance], summaries: tuple[CimInstance, ...]
) -> Iterable[tuple[VmId, CimInstance]]:
    """Lay what the systems told over the summaries; the systems say which VMs exist."""
    by_vm = _by_vm(summaries)
    for vm, system in systems.items():
        summary = by_vm.get(vm)
        properties: dict[str, CimValue] = {"UpTime": system.properties.get("OnTimeInMilliseconds")}
        if summary is not None:
            properties.update(_told(summary))
        properties.update(_told(system))
        yield vm, CimInstance("", properties)


def _told(row: CimInstance) -> dict[str, CimValue]:
    return {name: value for name, value in row.properties.items() if value is not None}


def _rows(found: Iterable[tuple[VmId, CimInstance]], *, cold: bool) -> tuple[StateRow, ...]:
    return tuple(_row(vm, row, cold=cold) for vm, row in found)


def _row(vm: VmId, row: CimInstance, *, cold: bool) -> StateRow:
    state, transition = state_of(number(row, "EnabledState"), word(row, "OtherEnabledState"))
    uptime_ms = number(row, "UpTime")
    session = number(row, "EnhancedSessionModeState")
    health = number(row, "HealthState")
    return StateRow(
        id=vm,
        name=clean(word(row, "ElementName")) or vm,
        state=state,
        transition=clean(transition),
        health=HEALTH.get(health, Health.UNKNOWN) if health is not None else Health.UNKNOWN,
        activity=activity_of(numbers(row, "OperationalStatus")),
        uptime_s=None if uptime_ms is None else uptime_ms // 1_000,
        cpu_percent=number(row, "ProcessorLoad", 0, _MAX_PERCENT),
        processors=number(row, "NumberOfProcessors"),
        memory_mb=number(row, "MemoryUsage"),
        memory_available_percent=number(row, "MemoryAvailable", _MIN_AVAILABLE, _MAX_PERCENT),
        heartbeat=summary_heartbeat(number(row, "Heartbeat"), number(row, "ApplicationHealth")),
        enhanced_session=ENHANCED_SESSIONS.get(
            -1 if session is None else session, EnhancedSession.UNKNOWN
        ),
        os_name=clean(word(row, "GuestOperatingSystem")),
        version=(clean(word(row, "Version")) or None) if cold else None,
        generation=generation_of(word(row, "VirtualSystemSubType")) if cold else None,
        notes=notes_of(row) if cold else None,
        integration=_integration(row) if cold else None,
    )


def _integration(row: CimInstance) -> IntegrationState | None:
    told = number(row, "IntegrationServicesVersionState")
    return None if told is None else INTEGRATION_STATES.get(told, IntegrationState.UNKNOWN)


def generation_of(sub_type: str) -> int | None:
    """Return 1 or 2 from ``VirtualSystemSubType``; a higher number when Windows has one."""
    match = _SUB_TYPE.match(sub_type)
    return int(match[1]) if match else None


def notes_of(row: CimInstance) -> str | None:
    """Return a VM's notes: a text in the summary, an array in the settings; ``None``: not told."""
    if row.properties.get("Notes") is None:
        return None
    return clean_lines("\n".join(words(row, "Notes")))
