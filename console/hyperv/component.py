"""Read the integration services of all VMs: the switches, and what the guests answer.

A service is two objects: a setting that holds the switch, and a runtime component that reports.
Either six classes are asked one by one, or their parent class is asked once. The parent costs fewer
requests; what it costs a real host is not known, so a host that faults, gives up or returns nothing
on it is asked class by class from then on.
"""

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from console.hyperv.capability import (
    UNPROBED,
    Capabilities,
    Limit,
    blames_query,
)
from console.hyperv.query import (
    COMPONENT_COLUMNS,
    COMPONENT_PARENT,
    COMPONENT_ROWS,
    COMPONENTS,
    KIND_OF_COMPONENT,
    KIND_OF_SWITCH,
    SWITCH_COLUMNS,
    SWITCH_PARENT,
    SWITCH_ROWS,
    SWITCHES,
)
from console.hyperv.reading import ComponentReading, SwitchReading
from console.hyperv.text import vm_id
from console.hyperv.wire import enabled_of, number, numbers, status_of, word
from console.model.errors import ClassMissing, TimedOut, WsmanFault
from console.model.identity import VmId
from console.model.service import ServiceDetail, ServiceKind, ServiceStatus
from console.wsman.cim import CimInstance
from console.wsman.client import WsmanClient
from console.wsman.names import HYPERV_NAMESPACE
from console.wsman.wql import select

_SWITCH_ID = re.compile(r"Microsoft:([0-9A-Fa-f-]{36})\\[0-9A-Fa-f-]{36}\Z", re.ASCII)

Statuses = dict[tuple[VmId, ServiceKind], tuple[ServiceStatus, ServiceDetail]]
Enabled = dict[tuple[VmId, ServiceKind], bool | None]
_R = TypeVar("_R")


def read_components(
    wsman: WsmanClient,
    known: Capabilities = UNPROBED,
    *,
    broad: bool = True,
    expected: bool = True,
    where: str = "",
) -> ComponentReading:
    """Read what the guests answer on their integration services.

    Args:
        wsman: The host.
        known: What earlier readings learned of this host.
        broad: Ask the parent class, where the host can.
        expected: Whether some VM runs: then an empty answer of the parent class is not believed.
        where: A further condition.
    """
    if broad and Limit.NO_BROAD_COMPONENTS not in known:
        condition = f"({COMPONENT_ROWS}) AND {where}" if where else COMPONENT_ROWS
        wql = select(COMPONENT_PARENT, COMPONENT_COLUMNS, condition)
        found = _try_broad(lambda: component_statuses(wsman.query_all(HYPERV_NAMESPACE, wql)))
        if found or (found is not None and not expected):
            return ComponentReading(found, known)
        known = known.limited(Limit.NO_BROAD_COMPONENTS)
    statuses: Statuses = {}
    for kind, name in COMPONENTS.items():
        rows, known = _read_class(wsman, select(name, COMPONENT_COLUMNS[1:], where), name, known)
        statuses.update(component_statuses(rows, kind))
    return ComponentReading(statuses, known)


def read_switches(
    wsman: WsmanClient,
    known: Capabilities = UNPROBED,
    *,
    broad: bool = False,
    where: str = "",
) -> SwitchReading:
    """Read which integration services are on; arguments as of ``read_components``."""
    if broad and Limit.NO_BROAD_SWITCHES not in known:
        condition = f"({SWITCH_ROWS}) AND {where}" if where else SWITCH_ROWS
        wql = select(SWITCH_PARENT, (), condition)
        found = _try_broad(lambda: switch_states(wsman.query_all(HYPERV_NAMESPACE, wql)))
        if found:
            return SwitchReading(found, known)
        known = known.limited(Limit.NO_BROAD_SWITCHES)
    enabled: Enabled = {}
    for kind, name in SWITCHES.items():
        rows, known = _read_class(wsman, select(name, SWITCH_COLUMNS, where), name, known)
        enabled.update(switch_states(rows, kind))
    return SwitchReading(enabled, known)


def _try_broad(read: Callable[[], _R]) -> _R | None:
    """Return what a query on a parent class brought, ``None`` when the host does not manage it."""
    try:
        return read()
    except TimedOut as problem:
        if problem.phase == "connect":
            raise
    except WsmanFault as fault:
        if not blames_query(fault):
            raise
    return None


def _read_class(
    wsman: WsmanClient, wql: str, name: str, known: Capabilities
) -> tuple[tuple[CimInstance, ...], Capabilities]:
    if name in known.missing:
        return (), known
    try:
        return wsman.query_all(HYPERV_NAMESPACE, wql), known
    except ClassMissing:
        return (), known.without(name)


def component_statuses(rows: Iterable[CimInstance], kind: ServiceKind | None = None) -> Statuses:
    """Read runtime components; the kind is in ``CreationClassName`` when it is not given."""
    found: Statuses = {}
    for row in rows:
        vm = vm_id(word(row, "SystemName"))
        own = kind or KIND_OF_COMPONENT.get(word(row, "CreationClassName").lower())
        if vm is not None and own is not None:
            found[vm, own] = status_of(numbers(row, "OperationalStatus"))
    return found


def switch_states(rows: Iterable[CimInstance], kind: ServiceKind | None = None) -> Enabled:
    """Read settings; the kind is the class when it is not given.

    A checkpoint has its own copies under its own identifier: they come along, and find no VM when
    the parts are assembled. Templates (``Microsoft:Definition``) are left out here.
    """
    found: Enabled = {}
    for row in rows:
        match = _SWITCH_ID.match(word(row, "InstanceID"))
        vm = vm_id(match[1]) if match else None
        own = kind or KIND_OF_SWITCH.get(row.class_name.lower())
        if vm is not None and own is not None:
            found[vm, own] = enabled_of(number(row, "EnabledState"))
    return found
