"""``GetSummaryInformation``: the properties that were asked for by number.

The page's list of numbers is damaged above 116; the numbers here are the reading that agrees with
what it says of 118, 119 and 122. Numbers that mean nothing are passed over. Those from 100 on
belong to VMs only, so a checkpoint has none of them. Pictures of a screen come in three sizes, as
RGB565 in one base64 text.
"""

import base64
from typing import Any

from console.simulator.behaviour import screen
from console.simulator.behaviour.operations import DONE, INVALID_PARAMETER
from console.simulator.behaviour.settings import RecordKind, SettingsRecord
from console.simulator.behaviour.vm import SimulatedVm
from console.simulator.classes import summary
from console.simulator.methods.call import MethodCall, Output
from console.simulator.object_path import first_guid
from console.simulator.rows import BoundRows
from console.wsman.cim import CimInstance, CimReference, CimValue

CODES: dict[int, str] = {
    0: "Name",
    1: "ElementName",
    2: "CreationTime",
    3: "Notes",
    4: "NumberOfProcessors",
    8: "AllocatedGPU",
    9: "VirtualSwitchNames",
    10: "Version",
    11: "Shielded",
    100: "EnabledState",
    101: "ProcessorLoad",
    102: "ProcessorLoadHistory",
    103: "MemoryUsage",
    104: "Heartbeat",
    105: "UpTime",
    106: "GuestOperatingSystem",
    107: "Snapshots",
    108: "AsynchronousTasks",
    109: "HealthState",
    110: "OperationalStatus",
    111: "StatusDescriptions",
    112: "MemoryAvailable",
    113: "AvailableMemoryBuffer",
    114: "ReplicationMode",
    115: "ReplicationState",
    116: "ReplicationHealth",
    117: "TestReplicaSystem",
    118: "ReplicationStateEx",
    119: "ReplicationHealthEx",
    120: "ApplicationHealth",
    121: "SwapFilesInUse",
    122: "ReplicationProviderId",
    123: "IntegrationServicesVersionState",
    132: "MemorySpansPhysicalNumaNodes",
    133: "OtherEnabledState",
}
"""Property by number."""

PICTURES: dict[int, tuple[int, int]] = {5: (80, 60), 6: (160, 120), 7: (320, 240)}
"""Width and height of ``ThumbnailImage`` by number."""

_FIRST_OF_VMS = 100


def get_summary(call: MethodCall) -> Output:
    """Do ``GetSummaryInformation``: for the settings given, in their order, or for every VM."""
    wanted = call.arguments.integers("RequestedInformation")
    if not wanted:
        return {"ReturnValue": INVALID_PARAMETER}
    given = call.arguments.properties.get("SettingData")
    references = given if isinstance(given, tuple) else (given,) if given is not None else ()
    rows = call.store.bound(summary.CLASS, None)
    if references:
        entries = tuple(_entry(call, rows, reference, wanted) for reference in references)
    else:
        entries = tuple(_vm_entry(rows, vm, call, wanted) for vm in call.machine.vms.values())
    return {"SummaryInformation": entries or None, "ReturnValue": DONE}


def _entry(
    call: MethodCall, rows: BoundRows[Any], reference: object, wanted: tuple[int, ...]
) -> CimInstance:
    record = None
    if isinstance(reference, CimReference):
        record = call.machine.records.get(first_guid(reference.selector("InstanceID")))
    if record is None:
        return _instance(rows, {"Name": ""})
    vm = call.machine.vms[record.vm_id]
    if record.kind is RecordKind.CURRENT:
        return _vm_entry(rows, vm, call, wanted)
    values = _values(rows, vm, call.machine.now, [c for c in wanted if c < _FIRST_OF_VMS])
    return _instance(rows, values | _of_checkpoint(call, record, wanted))


def _of_checkpoint(
    call: MethodCall, record: SettingsRecord, wanted: tuple[int, ...]
) -> dict[str, CimValue]:
    own: dict[int, CimValue] = {
        1: record.name,
        2: call.machine.wall(record.created),
        3: record.notes,
    }
    return {"Name": record.id} | {CODES[code]: own[code] for code in wanted if code in own}


def _vm_entry(
    rows: BoundRows[Any], vm: SimulatedVm, call: MethodCall, wanted: tuple[int, ...]
) -> CimInstance:
    now = call.machine.now
    return _instance(rows, _values(rows, vm, now, list(wanted)) | _picture(vm, now, wanted))


def _picture(vm: SimulatedVm, now: float, wanted: tuple[int, ...]) -> dict[str, CimValue]:
    """Return a picture of a VM that has a screen, in the size that was asked for last."""
    sizes = [PICTURES[code] for code in wanted if code in PICTURES]
    if not sizes or not vm.has_components:
        return {}
    width, height = sizes[-1]
    data = base64.b64encode(screen.picture(vm, now, width, height)).decode("ascii")
    return {
        "ThumbnailImage": data,
        "ThumbnailImageHeight": height,
        "ThumbnailImageWidth": width,
    }


def _values(
    rows: BoundRows[Any], vm: SimulatedVm, now: float, wanted: list[int]
) -> dict[str, CimValue]:
    names = {"Name", *(CODES[code] for code in wanted if code in CODES)}
    known = rows.cim_class.types
    return {name: rows.reader(name)(vm, now) for name in names if name in known}


def _instance(rows: BoundRows[Any], values: dict[str, CimValue]) -> CimInstance:
    """Fill in null for everything that was not asked for; null arrays are empty ones."""
    whole: dict[str, CimValue] = {}
    for column in rows.cim_class.properties:
        value = values.get(column.name)
        whole[column.name] = () if value is None and column.is_array else value
    return CimInstance(rows.cim_class.name, whole)
