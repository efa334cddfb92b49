"""The naive way, to compare with: whole objects, one item a pull, class after class."""

from console.wsman.client import WsmanClient

HYPERV = "root/virtualization/v2"
CLASSES = (
    "Msvm_ComputerSystem",
    "Msvm_SummaryInformation",
    "Msvm_VirtualSystemSettingData",
    "Msvm_TimeSyncComponentSettingData",
    "Msvm_HeartbeatComponentSettingData",
    "Msvm_KvpExchangeComponentSettingData",
    "Msvm_ShutdownComponentSettingData",
    "Msvm_VssComponentSettingData",
    "Msvm_GuestServiceInterfaceComponentSettingData",
    "Msvm_TimeSyncComponent",
    "Msvm_HeartbeatComponent",
    "Msvm_KvpExchangeComponent",
    "Msvm_ShutdownComponent",
    "Msvm_VssComponent",
    "Msvm_GuestServiceInterfaceComponent",
    "Msvm_GuestNetworkAdapterConfiguration",
)


def read_naively(wsman: WsmanClient) -> int:
    """Read every object of every class the inventory needs; return how many."""
    wsman.query_all("root/cimv2", "SELECT * FROM Win32_OperatingSystem", batch=1)
    return sum(1 for name in CLASSES for _ in wsman.query(HYPERV, f"SELECT * FROM {name}", batch=1))
