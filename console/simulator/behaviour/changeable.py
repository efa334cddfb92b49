"""Which plain settings a method may change, and to which values (Hyper-V WMI v2 reference).

A value that a client sends is text; each kind of property has its way to read it. What is left out
of the text, or null in it, stays as it is. Properties that are in no table cannot be changed, and
clients may send them all the same, as they send back whole objects.
"""

from collections.abc import Callable, Mapping
from typing import Final

from console.model.errors import Malformed
from console.wsman.cim import CimInstance, CimValue

Read = Callable[[CimInstance, str], CimValue]


def _one_of(*values: int) -> Read:
    def read(instance: CimInstance, name: str) -> CimValue:
        value = instance.integer(name)
        if value is not None and value not in values:
            raise Malformed(f"{name}: {value}")
        return value

    return read


def _between(low: int, high: int) -> Read:
    def read(instance: CimInstance, name: str) -> CimValue:
        value = instance.integer(name)
        if value is not None and not low <= value <= high:
            raise Malformed(f"{name}: {value}")
        return value

    return read


def _text(instance: CimInstance, name: str) -> CimValue:
    return None if instance.properties.get(name) is None else instance.text(name)


_flag: Read = CimInstance.boolean
_span: Read = CimInstance.interval

SYSTEM: Final[Mapping[str, Read]] = {
    "AllowFullSCSICommandSet": _flag,
    "AllowReducedFcRedundancy": _flag,
    "AutomaticCriticalErrorAction": _one_of(0, 1),
    "AutomaticCriticalErrorActionTimeout": _span,
    "AutomaticRecoveryAction": _one_of(2, 3, 4),
    "AutomaticShutdownAction": _one_of(2, 3, 4),
    "AutomaticSnapshotsEnabled": _flag,
    "AutomaticStartupAction": _one_of(2, 3, 4),
    "AutomaticStartupActionDelay": _span,
    "AutomaticStartupActionSequenceNumber": _between(0, 2**16 - 1),
    "BIOSNumLock": _flag,
    "BaseBoardSerialNumber": _text,
    "ChassisAssetTag": _text,
    "ChassisSerialNumber": _text,
    "ConsoleMode": _one_of(0, 1, 2, 3),
    "DebugPortEnabled": _one_of(0, 1, 2),
    "EnableHibernation": _flag,
    "GuestControlledCacheTypes": _flag,
    "IncrementalBackupEnabled": _flag,
    "LockOnDisconnect": _flag,
    "LowMmioGapSize": _between(128, 3584),
    "NetworkBootPreferredProtocol": _one_of(4096, 4097),
    "PauseAfterBootFailure": _flag,
    "SnapshotDataRoot": _text,
    "SwapFileDataRoot": _text,
    "TurnOffOnGuestRestart": _flag,
    "UserSnapshotType": _one_of(2, 3, 4, 5),
    "VirtualNumaEnabled": _flag,
}
"""Of ``Msvm_VirtualSystemSettingData``."""

SERVICE: Final[Mapping[str, Mapping[str, Read]]] = {
    "guest_service": {"DefaultEnabledStatePolicy": _one_of(2, 3)},
    "heartbeat": {
        "ErrorThreshold": _between(0, 2**32 - 1),
        "Interval": _between(1, 2**32 - 1),
        "Latency": _between(0, 2**32 - 1),
    },
    "kvp": {"DisableHostKVPItems": _flag},
}
"""Of an integration service's setting, beside its switch; by the service's word."""

HOST: Final[Mapping[str, Read]] = {
    "DefaultExternalDataRoot": _text,
    "DefaultVirtualHardDiskPath": _text,
    "HbaLunTimeout": _between(0, 2**32 - 1),
    "HypervisorRootSchedulerEnabled": _flag,
    "MaximumMacAddress": _text,
    "MaximumWWPNAddress": _text,
    "MinimumMacAddress": _text,
    "MinimumWWPNAddress": _text,
    "NumaSpanningEnabled": _flag,
    "PrimaryOwnerContact": _text,
    "PrimaryOwnerName": _text,
}
"""Of ``Msvm_VirtualSystemManagementServiceSettingData``."""


def changes_in(instance: CimInstance, table: Mapping[str, Read]) -> dict[str, CimValue]:
    """Return the new values that an object carries.

    Raises:
        Malformed: One of them is none of its property.
    """
    found = {name: read(instance, name) for name, read in table.items()}
    return {name: value for name, value in found.items() if value is not None}
