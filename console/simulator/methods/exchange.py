"""``AddKvpItems``, ``ModifyKvpItems``, ``RemoveKvpItems`` (Hyper-V WMI v2 reference).

Adding a name that is there, and changing or removing one that is not, is an invalid parameter: as
the return value, or as the job's error where another call came in between. A VM has room for 128
items that only the host sees; a call carries as many at most.
"""

from collections.abc import Callable
from dataclasses import dataclass

from console.simulator.behaviour.jobs import JobFailure
from console.simulator.behaviour.operations import INVALID_PARAMETER, modify
from console.simulator.behaviour.settings import SettingsRecord
from console.simulator.classes.exchange import SOURCE_EXTERNAL, SOURCE_HOST_ONLY
from console.simulator.methods.call import Family, MethodCall, Output
from console.simulator.methods.settings import Rejected, embedded
from console.wsman.cim import CimInstance

_MAX_ITEMS = 128
_MAX_NAME = 512
_MAX_DATA = 16_384

Pool = dict[str, str]
Change = Callable[[Pool, str, str], None]


@dataclass(frozen=True, slots=True)
class ItemEdit:
    """One item of a call."""

    source: int
    name: str
    data: str


def add_items(call: MethodCall) -> Output:
    """Do ``AddKvpItems``."""
    return _change(call, _add)


def modify_items(call: MethodCall) -> Output:
    """Do ``ModifyKvpItems``."""
    return _change(call, _put)


def remove_items(call: MethodCall) -> Output:
    """Do ``RemoveKvpItems``."""
    return _change(call, _drop)


def _add(pool: Pool, name: str, data: str) -> None:
    if name in pool:
        raise Rejected(INVALID_PARAMETER)
    pool[name] = data


def _put(pool: Pool, name: str, data: str) -> None:
    if name not in pool:
        raise Rejected(INVALID_PARAMETER)
    pool[name] = data


def _drop(pool: Pool, name: str, _data: str) -> None:
    if name not in pool:
        raise Rejected(INVALID_PARAMETER)
    del pool[name]


def _change(call: MethodCall, change: Change) -> Output:
    target = call.arguments.target("TargetSystem")
    vm = call.machine.vms.get(target.selector("Name").upper()) if target else None
    if vm is None:
        return {"ReturnValue": INVALID_PARAMETER}
    record = vm.settings
    try:
        edits = _edits(call)
        _apply(record, change, edits)
    except Rejected as refusal:
        return {"ReturnValue": refusal.value}

    def watch() -> JobFailure | None:
        try:
            _apply(record, change, edits)
        except Rejected as refusal:  # another call came first
            return JobFailure(refusal.value, "item")
        return None

    def store() -> None:
        record.external, record.host_only = _apply(record, change, edits)

    return call.outcome(modify(call.machine, vm, call.caller.user, store, watch))


def _edits(call: MethodCall) -> tuple[ItemEdit, ...]:
    texts = call.arguments.texts("DataItems")
    if not 0 < len(texts) <= _MAX_ITEMS:
        raise Rejected(INVALID_PARAMETER)
    return tuple(_edit(embedded(text, Family.MSVM)) for text in texts)


def _edit(item: CimInstance) -> ItemEdit:
    name, data = item.text("Name"), item.text("Data")
    source = item.integer("Source") or SOURCE_EXTERNAL
    is_fit = 0 < len(name.encode()) <= _MAX_NAME and len(data.encode()) <= _MAX_DATA
    if source not in (SOURCE_EXTERNAL, SOURCE_HOST_ONLY) or not is_fit:
        raise Rejected(INVALID_PARAMETER)
    return ItemEdit(source, name, data)


def _apply(
    record: SettingsRecord, change: Change, edits: tuple[ItemEdit, ...]
) -> tuple[Pool, Pool]:
    """Return what the pools of a VM become, all edits or none.

    Raises:
        Rejected: One of them does not fit what is there.
    """
    external, host_only = dict(record.external or {}), dict(record.host_only or {})
    for edit in edits:
        change(host_only if edit.source == SOURCE_HOST_ONLY else external, edit.name, edit.data)
    if len(host_only) > _MAX_ITEMS:
        raise Rejected(INVALID_PARAMETER)
    return external, host_only
