"""What the guests tell of themselves, through the data exchange service (KVP).

Everything here comes from inside the guests and is hostile until proven otherwise: each item is an
embedded instance as text, and one guest's broken item must not cost another guest's facts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from console.hyperv.address import usable_addresses
from console.hyperv.capability import UNPROBED, Capabilities
from console.hyperv.query import COMPONENTS, GUEST_COLUMNS, of_vm
from console.hyperv.reading import GuestReading
from console.hyperv.text import clean, vm_id
from console.hyperv.wire import word, words
from console.model.errors import ClassMissing, Malformed
from console.model.guest import GuestFacts
from console.model.identity import VmId
from console.model.service import ServiceKind
from console.wsman.cim import CimInstance
from console.wsman.cimxml import decode_embedded
from console.wsman.client import WsmanClient
from console.wsman.names import HYPERV_NAMESPACE
from console.wsman.wql import select

MAX_ITEMS: Final = 256
"""Of one guest; Windows sends about 20."""
MAX_TOLD_ITEMS: Final = 64
MAX_TOLD: Final = 512
"""Of what software in a guest tells, and characters of a name or a value: to search, not to show
in full (``kvp`` reads all of it)."""
MAX_ITEM_CHARACTERS: Final = 65_536
"""Of one item's XML; a value of the Linux protocol header is 2,048 bytes."""


def read_guests(
    wsman: WsmanClient, known: Capabilities = UNPROBED, vm: VmId | None = None
) -> GuestReading:
    """Read what the guests tell of themselves (Msvm_KvpExchangeComponent).

    A guest costs about 14,500 characters, so that some 17 fill an envelope: this is the most
    expensive reading there is.

    Args:
        wsman: The host.
        known: What earlier readings learned of this host.
        vm: Ask for one VM only.
    """
    name = COMPONENTS[ServiceKind.KVP]
    if name in known.missing:
        return GuestReading({}, {}, known)
    wql = select(name, GUEST_COLUMNS, of_vm(vm) if vm else "")
    try:
        return decode_guests(wsman.query(HYPERV_NAMESPACE, wql), known)
    except ClassMissing:
        return GuestReading({}, {}, known.without(name))


def decode_guests(rows: Iterable[CimInstance], known: Capabilities = UNPROBED) -> GuestReading:
    """Read rows of the data exchange component."""
    guests: dict[VmId, GuestFacts] = {}
    damaged: dict[VmId, int] = {}
    for row in rows:
        vm = vm_id(word(row, "SystemName"))
        if vm is None:
            continue
        try:
            texts = row.texts("GuestIntrinsicExchangeItems")
        except Malformed:
            guests[vm], damaged[vm] = GuestFacts(), 1
            continue
        items, broken = _items(texts)
        guests[vm] = replace(facts_of(items), items=_told(row))
        if broken:
            damaged[vm] = broken
    return GuestReading(guests, damaged, known)


def _told(row: CimInstance) -> tuple[tuple[str, str], ...]:
    """Return what software in the guest tells, cut; what cannot be read is left out."""
    pairs, _ = item_pairs(words(row, "GuestExchangeItems")[:MAX_TOLD_ITEMS])
    return tuple((clean(name)[:MAX_TOLD], clean(data)[:MAX_TOLD]) for name, data in pairs)


def _items(texts: Sequence[str]) -> tuple[dict[str, str], int]:
    """Return names and values, and how many items could not be read; of equal names the first."""
    pairs, broken = item_pairs(texts)
    items: dict[str, str] = {}
    for name, data in pairs:
        items.setdefault(name, data)
    return items, broken


def item_pairs(
    texts: Sequence[str], max_characters: int = MAX_ITEM_CHARACTERS
) -> tuple[list[tuple[str, str]], int]:
    """Return names and values of embedded items as they come, and how many could not be read.

    Args:
        texts: Msvm_KvpExchangeDataItem as CIM-XML; of more than ``MAX_ITEMS`` the rest counts as
            not read.
        max_characters: Longer ones count as not read.
    """
    pairs: list[tuple[str, str]] = []
    broken = max(0, len(texts) - MAX_ITEMS)
    for text in texts[:MAX_ITEMS]:
        if len(text) > max_characters:
            broken += 1
            continue
        try:
            item = decode_embedded(text)
            pairs.append((item.text("Name"), item.text("Data")))
        except Malformed:
            broken += 1
    return pairs, broken


def facts_of(items: dict[str, str]) -> GuestFacts:
    """Pick what the console shows; names as Windows guests and the Linux daemon write them."""
    addresses = (
        *items.get("NetworkAddressIPv4", "").split(";"),
        *items.get("NetworkAddressIPv6", "").split(";"),
    )
    return GuestFacts(
        os_name=clean(items.get("OSName", "")),
        os_version=clean(items.get("OSVersion", "")),
        computer_name=clean(items.get("FullyQualifiedDomainName", "")),
        integration_version=clean(items.get("IntegrationServicesVersion", "")),
        addresses=usable_addresses(addresses),
    )
