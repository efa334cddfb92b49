"""The guests' network addresses, from their adapters' configuration."""

import ipaddress
import re
from collections.abc import Iterable
from typing import Final

from console.hyperv.capability import UNPROBED, Capabilities
from console.hyperv.query import ADAPTER_COLUMNS, ADAPTERS
from console.hyperv.reading import AddressReading
from console.hyperv.text import vm_id
from console.hyperv.wire import word, words
from console.model.errors import ClassMissing
from console.model.identity import VmId
from console.wsman.cim import CimInstance
from console.wsman.client import WsmanClient
from console.wsman.names import HYPERV_NAMESPACE
from console.wsman.wql import select

_ADAPTER_ID = re.compile(r"Microsoft:GuestNetwork\\([0-9A-Fa-f-]{36})\\", re.ASCII)
MAX_ADDRESSES: Final = 64
"""Of one VM; a guest can name as many as it likes."""


def read_addresses(wsman: WsmanClient, known: Capabilities = UNPROBED) -> AddressReading:
    """Read the addresses of all guests (Msvm_GuestNetworkAdapterConfiguration).

    The guest's data exchange service tells them to the host, for synthetic adapters only.
    """
    if ADAPTERS in known.missing:
        return AddressReading({}, known)
    try:
        rows = wsman.query_all(HYPERV_NAMESPACE, select(ADAPTERS, ADAPTER_COLUMNS))
    except ClassMissing:
        return AddressReading({}, known.without(ADAPTERS))
    return AddressReading(adapter_addresses(rows), known)


def adapter_addresses(rows: Iterable[CimInstance]) -> dict[VmId, tuple[str, ...]]:
    """Collect the addresses of each VM's adapters."""
    collected: dict[VmId, list[str]] = {}
    for row in rows:
        match = _ADAPTER_ID.match(word(row, "InstanceID"))
        vm = vm_id(match[1]) if match else None
        if vm is not None:
            collected.setdefault(vm, []).extend(words(row, "IPAddresses"))
    return {vm: usable_addresses(texts) for vm, texts in collected.items()}


def usable_addresses(texts: Iterable[str]) -> tuple[str, ...]:
    """Return real addresses only, each once: IPv4, then IPv6, link-local ones last.

    The texts come from inside the guest: whatever does not read as an address is left out, and so
    are loopback and the unspecified address. Zone numbers are cut: they mean nothing elsewhere.
    """
    found: dict[str, tuple[bool, int]] = {}
    for text in texts:
        try:
            address = ipaddress.ip_address(text.strip()[:64].partition("%")[0])
        except ValueError:
            continue
        if not (address.is_loopback or address.is_unspecified or address.is_multicast):
            found.setdefault(str(address), (address.is_link_local, address.version))
        if len(found) >= MAX_ADDRESSES:
            break
    return tuple(sorted(found, key=lambda text: found[text]))
