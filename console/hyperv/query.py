"""The WMI classes that the console reads, and the text of its queries.

Queries name their columns wherever one class is asked: a row then costs about 150 characters and
its values instead of some thousand. A column that a host lacks makes the whole query fail, so only
columns that exist since 2012 R2 (or since the class can be read this way) are named.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from console.model.identity import VmId
from console.model.service import ServiceKind
from console.wsman.cim import CimReference
from console.wsman.names import HYPERV_NAMESPACE, class_uri
from console.wsman.wql import equals, quote

COMPUTER_SYSTEM: Final = "Msvm_ComputerSystem"
SUMMARY: Final = "Msvm_SummaryInformation"
SETTINGS: Final = "Msvm_VirtualSystemSettingData"
ADAPTERS: Final = "Msvm_GuestNetworkAdapterConfiguration"
MANAGEMENT: Final = "Msvm_VirtualSystemManagementService"
MANAGEMENT_SETTINGS: Final = "Msvm_VirtualSystemManagementServiceSettingData"
COMPONENT_PARENT: Final = "CIM_LogicalDevice"
SWITCH_PARENT: Final = "CIM_ResourceAllocationSettingData"

COMPONENTS: Final[Mapping[ServiceKind, str]] = {
    ServiceKind.TIME_SYNC: "Msvm_TimeSyncComponent",
    ServiceKind.HEARTBEAT: "Msvm_HeartbeatComponent",
    ServiceKind.KVP: "Msvm_KvpExchangeComponent",
    ServiceKind.SHUTDOWN: "Msvm_ShutdownComponent",
    ServiceKind.VSS: "Msvm_VssComponent",
    ServiceKind.GUEST_SERVICE: "Msvm_GuestServiceInterfaceComponent",
}
"""Runtime components: there only while the VM is up; they tell how the guest answers.

Msvm_RdvComponent is left alone: PowerShell does not show it either.
"""

SWITCHES: Final[Mapping[ServiceKind, str]] = {
    kind: f"{name}SettingData" for kind, name in COMPONENTS.items()
}
"""Settings: always there, they hold the switch."""

COMPONENT_GUIDS: Final[Mapping[ServiceKind, str]] = {
    ServiceKind.TIME_SYNC: "2497F4DE-E9FA-4204-80E4-4B75C46419C0",
    ServiceKind.HEARTBEAT: "84EAAE65-2F2E-45F5-9BB5-0E857DC8EB47",
    ServiceKind.KVP: "2A34B1C2-FD73-4043-8A5B-DD2159BC743F",
    ServiceKind.SHUTDOWN: "9F8233AC-BE49-4C79-8EE3-E7E1985B2077",
    ServiceKind.VSS: "5CED1297-4598-4915-A5FC-AD21BB4D02A4",
    ServiceKind.GUEST_SERVICE: "6C09BB55-D683-4DA0-8931-C9BF705F6480",
}
"""The part of the identifiers that is the same on every host and in every language."""

KIND_OF_COMPONENT: Final[Mapping[str, ServiceKind]] = {
    name.lower(): kind for kind, name in COMPONENTS.items()
}
KIND_OF_SWITCH: Final[Mapping[str, ServiceKind]] = {
    name.lower(): kind for kind, name in SWITCHES.items()
}

SUMMARY_COLUMNS: Final = (
    "Name",
    "ElementName",
    "EnabledState",
    "OtherEnabledState",
    "HealthState",
    "OperationalStatus",
    "UpTime",
    "ProcessorLoad",
    "NumberOfProcessors",
    "MemoryUsage",
    "MemoryAvailable",
    "Heartbeat",
    "ApplicationHealth",
    "GuestOperatingSystem",
    "EnhancedSessionModeState",
)
COLD_SUMMARY_COLUMNS: Final = ("Version", "VirtualSystemSubType", "Notes")
"""What hardly ever changes: read with the inventory, not with every refresh."""
INTEGRATION_COLUMN: Final = "IntegrationServicesVersionState"
"""As cold; which hosts lack it is not known, so it is given up where a query fails on it."""

SYSTEM_COLUMNS: Final = (
    "Name",
    "ElementName",
    "EnabledState",
    "OtherEnabledState",
    "HealthState",
    "OperationalStatus",
    "OnTimeInMilliseconds",
    "EnhancedSessionModeState",
)
COMPONENT_COLUMNS: Final = ("CreationClassName", "SystemName", "OperationalStatus")
SWITCH_COLUMNS: Final = ("InstanceID", "EnabledState")
CHECKPOINT_COLUMNS: Final = (
    "InstanceID",
    "ElementName",
    "VirtualSystemIdentifier",
    "VirtualSystemType",
)
SETTINGS_COLUMNS: Final = (*CHECKPOINT_COLUMNS, "VirtualSystemSubType", "Version", "Notes")
ADAPTER_COLUMNS: Final = ("InstanceID", "IPAddresses")
GUEST_COLUMNS: Final = ("SystemName", "GuestIntrinsicExchangeItems", "GuestExchangeItems")


def any_of(conditions: Iterable[str]) -> str:
    """Return alternatives, joined by OR."""
    return " OR ".join(conditions)


CHECKPOINT_ROWS: Final = "VirtualSystemType LIKE 'Microsoft:Hyper-V:Snapshot:%'"
COMPONENT_ROWS: Final = any_of(f"CreationClassName='{name}'" for name in COMPONENTS.values())
SWITCH_ROWS: Final = any_of(f"InstanceID LIKE '%{guid}'" for guid in COMPONENT_GUIDS.values())
"""Ends with the component's GUID: so no ``Microsoft:Definition`` template, which ends in a word."""


def of_vm(vm: VmId) -> str:
    """Return the condition for a runtime component's own VM."""
    return equals("SystemName", vm)


def below_vm(vm: VmId) -> str:
    """Return the condition for the settings of one VM (``Microsoft:VM`` and the component).

    A GUID has none of LIKE's wildcards, and no checkpoint's identifier starts with a VM's.
    """
    return f"InstanceID LIKE {quote(f'Microsoft:{vm}%')}"


def computer_system(vm: VmId) -> CimReference:
    """Return a VM's object, by both of its keys."""
    return CimReference(
        class_uri(HYPERV_NAMESPACE, COMPUTER_SYSTEM),
        (("CreationClassName", COMPUTER_SYSTEM), ("Name", vm)),
    )


def settings(vm: VmId) -> CimReference:
    """Return a VM's current settings."""
    return CimReference(class_uri(HYPERV_NAMESPACE, SETTINGS), (("InstanceID", f"Microsoft:{vm}"),))


MANAGEMENT_SERVICE: Final = CimReference(
    class_uri(HYPERV_NAMESPACE, MANAGEMENT),
    (("CreationClassName", MANAGEMENT), ("SystemCreationClassName", COMPUTER_SYSTEM)),
)
"""The service that changes VMs.

It has four keys, but there is one of it, and hosts accept these two (this is how libvirt has
addressed it for years); the other two would need a request to learn the host's own name.
"""
