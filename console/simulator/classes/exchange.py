"""Items of key-value exchange as hosts deliver them: each an embedded object, written as text.

``Source`` says where an item comes from: 0 the host for the guest, 1 the guest, 2 the guest's own
facts, 4 the host for itself (Hyper-V WMI v2 reference: "Msvm_KvpExchangeDataItem").
"""

import re
from functools import lru_cache
from html import escape

from console.simulator.behaviour import network
from console.simulator.behaviour.components import can_talk
from console.simulator.behaviour.guests import intrinsic_items
from console.simulator.behaviour.integration_service import KVP
from console.simulator.behaviour.settings import SettingsRecord
from console.simulator.behaviour.vm import SimulatedVm

SOURCE_EXTERNAL = 0
SOURCE_GUEST = 1
SOURCE_INTRINSIC = 2
SOURCE_HOST_ONLY = 4

_WINDOWS_ITEMS = (("LastPatched", "2026-02"),)
_NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
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
    return _ITEM.format(name=_escaped(name), data=_escaped(data), source=source)


def _escaped(text: str) -> str:
    """Write text for XML; what XML cannot hold at all becomes a replacement character."""
    return escape(_NOT_IN_XML.sub("\ufffd", text))


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
        and vm.guest_age(now) >= vm.kvp_s * vm.pace
        and can_talk(vm, KVP, now)
    )


def has_addresses(vm: SimulatedVm, now: float) -> bool:
    """Whether the guest has told its addresses; it gets them last."""
    return vm.guest_age(now) >= vm.guest.address_s * vm.pace and has_data(vm, now)


def addresses(vm: SimulatedVm, now: float) -> tuple[str, ...]:
    """Return the addresses that the guest has told."""
    return network.current(vm).addresses if has_addresses(vm, now) else ()


def intrinsic(vm: SimulatedVm, now: float) -> tuple[str, ...] | None:
    """Return ``GuestIntrinsicExchangeItems``."""
    if not has_data(vm, now):
        return None
    version = vm.description.integration_version
    items = intrinsic_items(vm.guest, vm.computer_name, addresses(vm, now), version)
    return tuple([item_text(name, data, SOURCE_INTRINSIC) for name, data in items])


def guest_items(vm: SimulatedVm, now: float) -> tuple[str, ...] | None:
    """Return ``GuestExchangeItems``: what software in the guest wanted the host to know."""
    items = vm.description.guest_items or (_WINDOWS_ITEMS if vm.guest.is_windows else ())
    if not items or not has_data(vm, now):
        return None
    return tuple(item_text(name, data, SOURCE_GUEST) for name, data in items)
