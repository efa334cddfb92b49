"""What a host says of itself: its system, its hardware, its Hyper-V settings."""

from typing import Final

from console.hyperv.capability import UNPROBED, Capabilities
from console.hyperv.query import MANAGEMENT_SETTINGS
from console.hyperv.reading import FactsReading
from console.hyperv.text import clean
from console.hyperv.wire import flag, number, word
from console.model.errors import Forbidden
from console.model.host import HostFacts
from console.wsman.cim import CimInstance
from console.wsman.client import WsmanClient
from console.wsman.names import CIMV2_NAMESPACE, HYPERV_NAMESPACE
from console.wsman.wql import select

_OS_COLUMNS: Final = (
    "Caption",
    "Version",
    "BuildNumber",
    "FreePhysicalMemory",
    "TotalVisibleMemorySize",
    "CSName",
)
_MACHINE_COLUMNS: Final = (
    "Name",
    "DNSHostName",
    "Domain",
    "PartOfDomain",
    "Manufacturer",
    "Model",
    "NumberOfLogicalProcessors",
    "TotalPhysicalMemory",
)
_SERVICE_COLUMNS: Final = (
    "InstanceID",
    "EnhancedSessionModeEnabled",
    "DefaultExternalDataRoot",
    "DefaultVirtualHardDiskPath",
)
_NOTHING: Final = CimInstance("")


def read_facts(wsman: WsmanClient) -> HostFacts:
    """Read a host's facts: three queries of one row each.

    An account may be allowed to manage Hyper-V and yet not to read ``root/cimv2``: then the facts
    from there stay empty.
    """
    system = _one(wsman, CIMV2_NAMESPACE, select("Win32_OperatingSystem", _OS_COLUMNS))
    machine = _one(wsman, CIMV2_NAMESPACE, select("Win32_ComputerSystem", _MACHINE_COLUMNS))
    service = _one(wsman, HYPERV_NAMESPACE, select(MANAGEMENT_SETTINGS, _SERVICE_COLUMNS))
    return facts_of(system, machine, service)


def read_facts_part(wsman: WsmanClient, known: Capabilities = UNPROBED) -> FactsReading:
    """Read a host's facts as a part of an inventory."""
    return FactsReading(read_facts(wsman), known)


def _one(wsman: WsmanClient, namespace: str, wql: str) -> CimInstance:
    try:
        rows = wsman.query_all(namespace, wql)
    except Forbidden:
        return _NOTHING
    return rows[0] if rows else _NOTHING


def facts_of(system: CimInstance, machine: CimInstance, service: CimInstance) -> HostFacts:
    """Put the three rows together.

    Win32_OperatingSystem counts memory in KB, Win32_ComputerSystem in bytes.
    """
    total = number(machine, "TotalPhysicalMemory")
    visible = number(system, "TotalVisibleMemorySize")
    free = number(system, "FreePhysicalMemory")
    build = word(system, "BuildNumber")
    return HostFacts(
        name=clean(word(machine, "DNSHostName") or word(machine, "Name") or word(system, "CSName")),
        domain=clean(word(machine, "Domain")) if flag(machine, "PartOfDomain") else "",
        os_caption=clean(word(system, "Caption")),
        os_version=clean(word(system, "Version")),
        build=int(build) if build.isascii() and build.isdigit() and len(build) < 10 else None,
        model=_model(clean(word(machine, "Manufacturer")), clean(word(machine, "Model"))),
        logical_processors=number(machine, "NumberOfLogicalProcessors"),
        memory_mb=total >> 20 if total is not None else visible and visible >> 10,
        memory_free_mb=None if free is None else free >> 10,
        enhanced_session_allowed=flag(service, "EnhancedSessionModeEnabled"),
        default_vm_folder=clean(word(service, "DefaultExternalDataRoot")),
        default_disk_folder=clean(word(service, "DefaultVirtualHardDiskPath")),
    )


def _model(manufacturer: str, model: str) -> str:
    """Join the two, unless the model names its maker already."""
    if model.lower().startswith(manufacturer.lower()):
        return model
    return clean(f"{manufacturer} {model}")
