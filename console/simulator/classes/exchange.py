"""Items of key-value exchange as hosts deliver them: each an embedded object, written as text.

``Source`` says where an item comes from: 0 the host for the guest, 1 the guest, 2 the guest's own
facts, 4 the host for itself (Hyper-V WMI v2 reference: "Msvm_KvpExchangeDataItem").
"""

from functools import lru_cache
from html import escape

from console.simulator.behaviour.components import KVP, can_talk
from console.simulator.behaviour.guests import intrinsic_items
from console.simulator.behaviour.settings import SettingsRecord
from console.simulator.behaviour.vm import SimulatedVm

SOURCE_EXTERNAL = 0
SOURCE_GUEST = 1
SOURCE_INTRINSIC = 2
SOURCE_HOST_ONLY = 4

_NULL = '<PROPERTY NAME="{}" PROPAGATED="true" TYPE="string"></PROPERTY>'
_ITEM = (
    '<INSTANCE CLASSNAME="Msvm_KvpExchangeDataItem">'
    + _NULL.format("Caption")
    + '<PROPERTY NAME="Data" TYPE="string"><VALUE>{data}</VALUE></PROPERTY>'
    + _NULL.format("Description")
    + _NULL.format("ElementName")
    + _NULL.format("InstanceID")
    + '<PROPERTY NAME="Name" TYPE="string"><VALUE>{name}</VALUE></PROPERTY>'
    + '<PROPERTY NAME="Source" TYPE="uint16"><VALUE>{source}</VALUE></PROPERTY></INSTANCE>'
)


@lru_cache(maxsize=8192)
def item_text(name: str, data: str, source: int) -> str:
    """Return one item as CIM-XML, nulls as properties without a value, as Windows writes it."""
    return _ITEM.format(name=escape(name), data=escape(data), source=source)


def external_items(record: SettingsRecord) -> tuple[str, ...] | None:
    """Return ``HostExchangeItems``."""
    return _texts(record.external, SOURCE_EXTERNAL)


def host_only_items(record: SettingsRecord) -> tuple[str, ...] | None:
    """Return ``HostOnlyItems``."""
    return _texts(record.host_only, SOURCE_HOST_ONLY)


def _texts(items: dict[str, str] | None, source: int) -> tuple[str, ...] | None:
    if not items:
        return None
    return tuple(item_text(name, data, source) for name, data in items.items())


def has_data(vm: SimulatedVm, now: float) -> bool:
    """Whether the guest has told the host about itself."""
    return (
        bool(vm.guest.os_name)
        and vm.guest_age(now) >= vm.guest.kvp_s * vm.pace
        and can_talk(vm, KVP, now)
    )


def addresses(vm: SimulatedVm, now: float) -> tuple[str, ...]:
    """Return the addresses that the guest has told; it gets them last."""
    if vm.guest_age(now) < vm.guest.address_s * vm.pace or not has_data(vm, now):
        return ()
    return vm.description.addresses


def intrinsic(vm: SimulatedVm, now: float) -> tuple[str, ...] | None:
    """Return ``GuestIntrinsicExchangeItems``."""
    if not has_data(vm, now):
        return None
    items = intrinsic_items(vm.guest, vm.computer_name, addresses(vm, now))
    return tuple([item_text(name, data, SOURCE_INTRINSIC) for name, data in items])


def guest_items(vm: SimulatedVm, now: float) -> tuple[str, ...] | None:
    """Return ``GuestExchangeItems``: what software in the guest wanted the host to know."""
    if not vm.guest.is_windows or not has_data(vm, now):
        return None
    return (item_text("LastPatched", "2026-02", SOURCE_GUEST),)
