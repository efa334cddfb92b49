"""Everything that host and guest tell each other about one VM, and the host's items to change.

Four lists in two objects: the runtime component has what the guest tells (its own facts, and items
of its software), the setting has what the host tells (for the guest, and for itself). Each item is
an embedded Msvm_KvpExchangeDataItem; items are told apart by name and list, never by position.

What comes from the guest is hostile and made safe here. The host's own items are delivered as they
are, because a change has to hit the same name, and taking a removal back has to restore the same
data: whoever shows them makes them safe.
"""

import re
from collections.abc import Sequence
from typing import Final

from console.hyperv import jobs
from console.hyperv.capability import UNPROBED, Capabilities
from console.hyperv.guest import MAX_ITEM_CHARACTERS, item_pairs
from console.hyperv.jobs import Started
from console.hyperv.query import (
    COMPONENTS,
    MANAGEMENT_SERVICE,
    SWITCHES,
    below_vm,
    computer_system,
    of_vm,
)
from console.hyperv.text import clean, clean_lines
from console.hyperv.wire import enabled_of, number, numbers, status_of
from console.model.errors import ClassMissing, Malformed, NotPossible
from console.model.guest import GuestData, GuestItem, ItemSource
from console.model.identity import VmId
from console.model.service import ServiceKind, ServiceStatus
from console.wsman.cim import CimInstance
from console.wsman.cimxml import encode_embedded
from console.wsman.client import WsmanClient
from console.wsman.names import HYPERV_NAMESPACE
from console.wsman.wql import select

ADD: Final = "AddKvpItems"
CHANGE: Final = "ModifyKvpItems"
REMOVE: Final = "RemoveKvpItems"
"""Methods of Msvm_VirtualSystemManagementService that change the host's items."""

MAX_NAME_BYTES: Final = 512
MAX_DATA_BYTES: Final = 16_384
"""Hyper-V WMI v2 reference, "AddKvpItems": at most 512 bytes and 16 KB.

In which encoding is not said: we refuse what is too long in UTF-8 and in UTF-16, the rest is left
to the host.
"""
MAX_HOST_ITEM_CHARACTERS: Final = 131_072
"""Of one host item's XML: 16 KB of which every character may be a reference, and its frame."""

ITEM_CLASS: Final = "Msvm_KvpExchangeDataItem"
_SOURCES: Final = {
    ItemSource.HOST: 0,
    ItemSource.GUEST: 1,
    ItemSource.INTRINSIC: 2,
    ItemSource.HOST_ONLY: 4,
}
_COMPONENT: Final = COMPONENTS[ServiceKind.KVP]
_SETTING: Final = SWITCHES[ServiceKind.KVP]
_TYPES: Final = {"Name": "string", "Data": "string", "Source": "uint16"}
_TOLD_BY_GUEST: Final = (
    ("GuestIntrinsicExchangeItems", ItemSource.INTRINSIC),
    ("GuestExchangeItems", ItemSource.GUEST),
)
_TOLD_BY_HOST: Final = (
    ("HostExchangeItems", ItemSource.HOST),
    ("HostOnlyItems", ItemSource.HOST_ONLY),
)
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot carry: it would arrive as another character."""
_ANSWERING: Final = frozenset({ServiceStatus.OK, ServiceStatus.DEGRADED})


def read_guest_data(wsman: WsmanClient, vm: VmId, known: Capabilities = UNPROBED) -> GuestData:
    """Read all items of one VM, by two requests.

    The columns are not named: hosts before 2012 R2 lack some of them. What is missing counts as
    empty.

    Args:
        wsman: The host.
        vm: The VM.
        known: What earlier readings learned of this host: classes it lacks are not asked for.
    """
    told = None if _COMPONENT in known.missing else _row(wsman, _COMPONENT, of_vm(vm))
    held = None if _SETTING in known.missing else _row(wsman, _SETTING, below_vm(vm))
    items: list[GuestItem] = []
    damaged = 0
    for row, lists in ((told, _TOLD_BY_GUEST), (held, _TOLD_BY_HOST)):
        for name, source in lists:
            found, broken = _items(row, name, source)
            items.extend(found)
            damaged += broken
    return GuestData(tuple(items), damaged, _has_contact(told, held))


def change_item(wsman: WsmanClient, vm: VmId, method: str, item: GuestItem) -> Started:
    """Add, change or remove an item of the host.

    Args:
        wsman: The host.
        vm: The VM.
        method: ``ADD``, ``CHANGE`` or ``REMOVE``.
        item: Its source must be the host's.

    Raises:
        NotPossible: As of ``check_item``; nothing was sent.
        OperationFailed: 32773: a name that is there already was added, or one that is not there
            was changed or removed.
    """
    check_item(item)
    instance = CimInstance(
        ITEM_CLASS, {"Name": item.name, "Data": item.data, "Source": _SOURCES[item.source]}
    )
    arguments = (
        ("TargetSystem", computer_system(vm)),
        ("DataItems", (encode_embedded(instance, _TYPES),)),
    )
    return jobs.start(wsman, MANAGEMENT_SERVICE, method, arguments)


def check_item(item: GuestItem) -> None:
    """Find out before a host is asked what it would refuse, or get as something else.

    Raises:
        NotPossible: ``item_not_ours``: a guest's item; ``item_name``: an empty one;
            ``item_characters``: control characters and such; ``item_too_long``.
    """
    if not item.source.is_ours:
        raise NotPossible("item_not_ours", item.name)
    if not item.name.strip():
        raise NotPossible("item_name", item.name)
    if _UNWRITABLE.search(item.name) or _UNWRITABLE.search(item.data):
        raise NotPossible("item_characters", _UNWRITABLE.sub("\ufffd", item.name))
    if _size(item.name) > MAX_NAME_BYTES or _size(item.data) > MAX_DATA_BYTES:
        raise NotPossible("item_too_long", item.name)


def _size(text: str) -> int:
    """Return bytes in the encoding that needs fewer."""
    return min(len(text.encode()), len(text.encode("utf-16-le")))


def _row(wsman: WsmanClient, class_name: str, where: str) -> CimInstance | None:
    try:
        rows = wsman.query_all(HYPERV_NAMESPACE, select(class_name, (), where))
    except ClassMissing:
        return None
    return rows[0] if rows else None


def _items(row: CimInstance | None, name: str, source: ItemSource) -> tuple[list[GuestItem], int]:
    try:
        texts: Sequence[str] = row.texts(name) if row is not None else ()
    except Malformed:
        return [], 1
    if source.is_ours:
        pairs, broken = item_pairs(texts, MAX_HOST_ITEM_CHARACTERS)
        return [GuestItem(key, data, source) for key, data in pairs], broken
    pairs, broken = item_pairs(texts, MAX_ITEM_CHARACTERS)
    return [GuestItem(clean(key), clean_lines(data), source) for key, data in pairs], broken


def _has_contact(told: CimInstance | None, held: CimInstance | None) -> bool:
    """Whether the guest can tell anything: the service is on, and its half answers."""
    if told is None or (held is not None and enabled_of(number(held, "EnabledState")) is False):
        return False
    status, _ = status_of(numbers(told, "OperationalStatus"))
    return status in _ANSWERING
