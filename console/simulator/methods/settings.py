"""Changing settings: switches of integration services, names, notes, and the host's own settings.

Settings come as embedded objects in text; only what they carry is changed, the rest stays. A call
changes all or nothing (Hyper-V WMI v2 reference: "ModifyResourceSettings").
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from console.model.errors import Malformed
from console.simulator.behaviour import changeable
from console.simulator.behaviour.enhanced import HVSOCKET, VMBUS
from console.simulator.behaviour.integration_service import BY_SETTING_CLASS, IntegrationService
from console.simulator.behaviour.operations import DONE, INVALID_PARAMETER, Outcome, modify
from console.simulator.behaviour.settings import RecordKind, SettingsRecord
from console.simulator.classes.integration import DISABLED, ENABLED, setting_id
from console.simulator.methods.call import Family, MethodCall, Output
from console.simulator.object_path import first_guid
from console.wsman.cim import CimInstance, CimValue
from console.wsman.cimxml import decode_embedded

_NOT_SUPPORTED = 1
_INVALID_DMTF = Family.DMTF.value
_INVALID_STATE_DMTF = 5
_MAX_NAME = 100


class Rejected(Exception):
    """A method says no; ``value`` is what it returns."""

    def __init__(self, value: int) -> None:
        super().__init__(value)
        self.value = value


@dataclass(frozen=True, slots=True)
class Switching:
    """A service of a VM that is to be switched, and what else its setting is told."""

    record: SettingsRecord
    service: IntegrationService
    on: bool
    more: Mapping[str, CimValue]


def embedded(text: str, family: Family) -> CimInstance:
    """Read an embedded object of a call.

    Raises:
        Rejected: It cannot be read.
    """
    try:
        return decode_embedded(text)
    except Malformed as problem:
        raise Rejected(family.value) from problem


def modify_resources(call: MethodCall) -> Output:
    """Do ``ModifyResourceSettings``, for integration services only; other devices stay as made."""
    texts = call.arguments.texts("ResourceSettings")
    try:
        changes = [_switching(call, embedded(text, Family.DMTF)) for text in texts]
    except Rejected as refusal:
        return {"ReturnValue": refusal.value}
    if not changes:
        return {"ReturnValue": _INVALID_DMTF}

    vms = [call.machine.vms[change.record.vm_id] for change in changes]
    for vm, change in zip(vms, changes, strict=True):
        vm.service_requests.append((change.service.word, change.on))

    def apply() -> None:
        for vm, change in zip(vms, changes, strict=True):
            change.record.switch(change.service, on=change.on)
            change.record.tell(change.more)
            vm.service_changes.append((change.service.word, change.on))

    outcome = _modify(call, changes[0].record, apply)
    output = call.outcome(outcome)
    if outcome.value == DONE:
        output["ResultingResourceSettings"] = tuple(
            call.store.bound(c.service.setting_class, c.record).reference(
                c.record, call.machine.now
            )
            for c in changes
        )
    return output


def _switching(call: MethodCall, instance: CimInstance) -> Switching:
    service = BY_SETTING_CLASS.get(instance.class_name.lower())
    if service is None:
        raise Rejected(_NOT_SUPPORTED)
    instance_id = instance.text("InstanceID")
    record = call.machine.records.get(first_guid(instance_id))
    if record is None or setting_id(record, service).casefold() != instance_id.casefold():
        raise Rejected(_INVALID_DMTF)
    if record.kind is RecordKind.CHECKPOINT:
        raise Rejected(_INVALID_STATE_DMTF)
    more = _changes(instance, changeable.SERVICE.get(service.word, {}))
    state = instance.integer("EnabledState")
    if state is None:
        return Switching(record, service, record.is_on(service), more)
    if state not in (ENABLED, DISABLED):
        raise Rejected(INVALID_PARAMETER)
    return Switching(record, service, state == ENABLED, more)


def _changes(instance: CimInstance, table: Mapping[str, changeable.Read]) -> dict[str, CimValue]:
    """Return the further properties that an object changes.

    Raises:
        Rejected: One has a value that it cannot have.
    """
    try:
        return changeable.changes_in(instance, table)
    except Malformed as problem:
        raise Rejected(INVALID_PARAMETER) from problem


def _modify(call: MethodCall, record: SettingsRecord, apply: Callable[[], None]) -> Outcome:
    vm = call.machine.vms[record.vm_id]
    return modify(call.machine, vm, call.caller.user, apply)


def modify_system(call: MethodCall) -> Output:
    """Do ``ModifySystemSettings``, for a VM or a checkpoint."""
    try:
        instance = embedded(call.arguments.text("SystemSettings"), Family.DMTF)
        record = _system_record(call, instance)
        name = _new_name(instance, record)
        transport = _new_transport(instance, record)
        more = _changes(instance, changeable.SYSTEM)
    except Rejected as refusal:
        return {"ReturnValue": refusal.value}
    notes = instance.texts("Notes") if "Notes" in instance.properties else (record.notes,)

    def apply() -> None:
        record.name = name
        record.transport = transport
        record.tell(more)
        record.notes = notes[0] if notes else ""  # Windows keeps only the first

    return call.outcome(_modify(call, record, apply))


def _system_record(call: MethodCall, instance: CimInstance) -> SettingsRecord:
    cim_class = call.store.schema.find("Msvm_VirtualSystemSettingData")
    if instance.class_name.lower() != cim_class.name.lower():
        raise Rejected(_INVALID_DMTF)
    if not {name.lower() for name in instance.properties} <= cim_class.by_name.keys():
        raise Rejected(_INVALID_DMTF)
    instance_id = instance.text("InstanceID")
    record = call.machine.records.get(first_guid(instance_id))
    if record is None or record.root.casefold() != instance_id.casefold():
        raise Rejected(_INVALID_DMTF)
    return record


def _new_name(instance: CimInstance, record: SettingsRecord) -> str:
    name = instance.text("ElementName", record.name)
    if not name or len(name) > _MAX_NAME:
        raise Rejected(INVALID_PARAMETER)
    return name


def _new_transport(instance: CimInstance, record: SettingsRecord) -> int:
    transport = instance.integer("EnhancedSessionTransportType")
    if transport not in (None, VMBUS, HVSOCKET):
        raise Rejected(INVALID_PARAMETER)
    return record.transport if transport is None else transport


def modify_service(call: MethodCall) -> Output:
    """Do ``ModifyServiceSettings``: whether the host allows enhanced sessions, and its defaults."""
    try:
        instance = embedded(call.arguments.text("SettingData"), Family.MSVM)
    except Rejected as refusal:
        return {"ReturnValue": refusal.value}
    cim_class = call.store.schema.find("Msvm_VirtualSystemManagementServiceSettingData")
    if instance.class_name.lower() != cim_class.name.lower():
        return {"ReturnValue": INVALID_PARAMETER}
    allowed = instance.boolean("EnhancedSessionModeEnabled")
    call.machine.told |= changeable.changes_in(instance, changeable.HOST)
    if allowed is not None:
        call.machine.enhanced_session = allowed
    return {"ReturnValue": DONE}
