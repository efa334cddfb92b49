r"""``Msvm_VirtualSystemSettingData``: current settings, checkpoints, and templates.

A checkpoint's row differs from a current one by its ``VirtualSystemType`` and its own GUID; both
carry the VM's GUID in ``VirtualSystemIdentifier``. Rows below ``Microsoft:Definition\`` are
templates and belong to no VM (Hyper-V WMI v2 reference).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from console.simulator.behaviour import changeable
from console.simulator.behaviour.host import SimulatedMachine
from console.simulator.behaviour.power import Power
from console.simulator.behaviour.settings import RecordKind, SettingsRecord
from console.simulator.classes.render import Renderer
from console.simulator.classes.told import told_columns
from console.simulator.rows import ClassRows
from console.wsman.cim import CimValue

CLASS = "Msvm_VirtualSystemSettingData"
TYPE_PREFIX = "Microsoft:Hyper-V:"

_WINDOWS_TEMPLATE = "1734c6e8-3154-4dda-ba5f-a874cc483422"
_UEFI_TEMPLATE = "272e7447-90a4-4563-a4b9-8e4ab00526ce"
_FOLDER = "C:\\ProgramData\\Microsoft\\Windows\\Hyper-V"


@dataclass(frozen=True, slots=True)
class Template:
    """A set of defaults that the host offers."""

    name: str
    guid: str


TEMPLATES = (
    Template("MicrosoftWindows", _WINDOWS_TEMPLATE),
    Template("MicrosoftUEFICertificateAuthority", _UEFI_TEMPLATE),
    Template("OpenSourceShieldedVM", "4292ae2b-ee2c-42b5-a969-dd8f8689f6f3"),
)
"""The Secure Boot templates, with the GUIDs that they have everywhere."""


def rows(
    machine: SimulatedMachine, renderer: Renderer
) -> tuple[ClassRows[SettingsRecord], ClassRows[Template]]:
    """Return the rows of VMs with their checkpoints, and those of the templates."""
    return _record_rows(machine, renderer), _template_rows(machine)


def _constants(machine: SimulatedMachine) -> dict[str, CimValue]:
    return {
        "AllowFullSCSICommandSet": False,
        "AllowReducedFcRedundancy": False,
        "Architecture": "x64",
        "AutomaticCriticalErrorAction": 1,
        "AutomaticCriticalErrorActionTimeout": timedelta(minutes=30),
        "AutomaticRecoveryAction": 3,
        "AutomaticShutdownAction": 3,
        "AutomaticSnapshotsEnabled": False,
        "AutomaticStartupAction": 3,
        "AutomaticStartupActionDelay": timedelta(0),
        "AutomaticStartupActionSequenceNumber": 0,
        "BIOSNumLock": False,
        "Caption": machine.texts["settings.caption"],
        "ChassisAssetTag": "",
        "ConfigurationDataRoot": _FOLDER,
        "ConsoleMode": 0,
        "DebugPort": 0,
        "DebugPortEnabled": 0,
        "DebugChannelId": 0,
        "EnableHibernation": False,
        "GuestControlledCacheTypes": False,
        "HighMmioGapBase": 65_024,
        "HighMmioGapSize": 512,
        "IncrementalBackupEnabled": False,
        "IsAutomaticSnapshot": False,
        "LockOnDisconnect": False,
        "LogDataRoot": _FOLDER,
        "LowMmioGapSize": 128,
        "NetworkBootPreferredProtocol": 4096,
        "PauseAfterBootFailure": False,
        "SnapshotDataRoot": _FOLDER,
        "SuspendDataRoot": _FOLDER,
        "SwapFileDataRoot": _FOLDER,
        "TurnOffOnGuestRestart": False,
        "UserSnapshotType": 3,
        "VirtualNumaEnabled": True,
    }


def _record_rows(machine: SimulatedMachine, renderer: Renderer) -> ClassRows[SettingsRecord]:
    descriptions = {
        RecordKind.CURRENT: machine.texts["settings.current"],
        RecordKind.CHECKPOINT: machine.texts["settings.checkpoint"],
    }
    types = {kind: TYPE_PREFIX + kind.value for kind in RecordKind}
    constants = _constants(machine)
    return ClassRows(
        CLASS,
        lambda: tuple(machine.records.values()),
        {
            "BIOSGUID": lambda record, _: f"{{{record.vm_id}}}",
            "BIOSSerialNumber": lambda record, _: _serial(record.vm_id),
            "BootOrder": lambda record, _: (1, 2, 3, 0) if _generation(record) == 1 else None,
            "ConfigurationFile": lambda record, _: f"Virtual Machines\\{record.id}.vmcx",
            "ConfigurationID": lambda record, _: record.id,
            "CreationTime": lambda record, _: machine.wall(record.created),
            "Description": lambda record, _: descriptions[record.kind],
            "ElementName": lambda record, _: record.name,
            "EnhancedSessionTransportType": lambda record, _: record.transport,
            "GuestStateDataRoot": lambda _record, _: _FOLDER,
            "GuestStateFile": lambda record, _: f"Virtual Machines\\{record.id}.vmgs",
            "InstanceID": lambda record, _: record.root,
            "IsSaved": lambda record, _: _is_saved(machine, record),
            "Notes": lambda record, _: (record.notes,) if record.notes else None,
            "Parent": lambda record, _: _parent(record, renderer),
            "SecureBootEnabled": lambda record, _: _generation(record) == 2,
            "SecureBootTemplateId": lambda record, _: _secure_boot(record),
            "Version": lambda record, _: machine.version_of(record.description),
            "VirtualSystemIdentifier": lambda record, _: record.vm_id,
            "VirtualSystemSubType": lambda record, _: f"{TYPE_PREFIX}SubType:{_generation(record)}",
            "VirtualSystemType": lambda record, _: types[record.kind],
            **told_columns(changeable.SYSTEM, constants),
        },
        constants,
        {
            "instanceid": lambda guid: _by_id(machine, guid),
            "configurationid": lambda guid: _by_id(machine, guid),
            "virtualsystemidentifier": lambda guid: _by_vm(machine, guid),
        },
        SettingsRecord,
    )


def _by_id(machine: SimulatedMachine, guid: str) -> Iterable[SettingsRecord]:
    record = machine.records.get(guid)
    return () if record is None else (record,)


def _by_vm(machine: SimulatedMachine, guid: str) -> Iterable[SettingsRecord]:
    vm = machine.vms.get(guid)
    return () if vm is None else (vm.settings, *vm.checkpoints)


def _generation(record: SettingsRecord) -> int:
    return record.description.generation


def _secure_boot(record: SettingsRecord) -> str | None:
    if _generation(record) == 1:
        return None
    return _WINDOWS_TEMPLATE if "windows" in record.description.guest else _UEFI_TEMPLATE


def _serial(vm_id: str) -> str:
    digits = f"{int(vm_id.replace('-', ''), 16) % 10**26:026d}"
    return "-".join(digits[i : i + 4] for i in range(0, 26, 4))


def _is_saved(machine: SimulatedMachine, record: SettingsRecord) -> bool:
    vm = machine.vms.get(record.id)
    return vm is not None and vm.power is Power.SAVED


def _parent(record: SettingsRecord, renderer: Renderer) -> str | None:
    return None if record.parent is None else renderer.path(CLASS, record.parent)


def _template_rows(machine: SimulatedMachine) -> ClassRows[Template]:
    return ClassRows(
        CLASS,
        lambda: TEMPLATES,
        {
            "ElementName": lambda template, _: template.name,
            "InstanceID": lambda template, _: f"Microsoft:Definition\\{template.guid}\\Default",
            "SecureBootTemplateId": lambda template, _: template.guid,
        },
        _constants(machine)
        | {
            "Description": machine.texts["settings.template"],
            "SecureBootEnabled": True,
            "VirtualSystemSubType": f"{TYPE_PREFIX}SubType:2",
        },
        {"virtualsystemidentifier": lambda _guid: ()},
        Template,
    )
