"""``AddKvpItems``, ``ModifyKvpItems``, ``RemoveKvpItems`` (Hyper-V WMI v2 reference).

Adding a name that is there, and changing or removing one that is not, is an invalid parameter.
"""

from collections.abc import Callable

from console.simulator.behaviour.operations import INVALID_PARAMETER, modify
from console.simulator.behaviour.settings import SettingsRecord
from console.simulator.classes.exchange import SOURCE_EXTERNAL, SOURCE_HOST_ONLY
from console.simulator.methods.call import Family, MethodCall, Output
from console.simulator.methods.settings import Rejected, embedded

_MAX_ITEMS = 128
_MAX_NAME = 512
_MAX_DATA = 16_384

Pool = dict[str, str]
Change = Callable[[Pool, str, str], None]


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
    if name in pool or len(pool) >= _MAX_ITEMS:
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
    pools = {
        SOURCE_EXTERNAL: dict(record.external or {}),
        SOURCE_HOST_ONLY: dict(record.host_only or {}),
    }
    try:
        _apply_all(call, pools, change)
    except Rejected as refusal:
        return {"ReturnValue": refusal.value}
    return call.outcome(modify(call.machine, vm, call.caller.user, lambda: _store(record, pools)))


def _apply_all(call: MethodCall, pools: dict[int, Pool], change: Change) -> None:
    texts = call.arguments.texts("DataItems")
    if not 0 < len(texts) <= _MAX_ITEMS:
        raise Rejected(INVALID_PARAMETER)
    for text in texts:
        item = embedded(text, Family.MSVM)
        name, data = item.text("Name"), item.text("Data")
        pool = pools.get(item.integer("Source") or SOURCE_EXTERNAL)
        is_fit = 0 < len(name.encode()) <= _MAX_NAME and len(data.encode()) <= _MAX_DATA
        if pool is None or not is_fit:
            raise Rejected(INVALID_PARAMETER)
        change(pool, name, data)


def _store(record: SettingsRecord, pools: dict[int, Pool]) -> None:
    record.external = pools[SOURCE_EXTERNAL]
    record.host_only = pools[SOURCE_HOST_ONLY]
