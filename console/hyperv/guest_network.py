"""The network configuration of a guest, read and set through its data exchange service.

Msvm_GuestNetworkAdapterConfiguration hangs off each synthetic adapter of a VM. What is set takes
effect once the host can talk to the guest's half of the data exchange, on a running guest at once.
"""

import ipaddress
import re
from dataclasses import replace
from typing import Final

from console.hyperv import jobs
from console.hyperv.jobs import Started
from console.hyperv.query import ADAPTERS, MANAGEMENT_SERVICE, below_vm, computer_system
from console.hyperv.text import clean
from console.hyperv.wire import flag, number, word, words
from console.model.errors import ClassMissing, NotPossible
from console.model.identity import VmId
from console.model.network import AddressFamily, GuestNetwork
from console.wsman.cim import CimInstance
from console.wsman.cimxml import encode_embedded
from console.wsman.client import WsmanClient
from console.wsman.names import HYPERV_NAMESPACE
from console.wsman.wql import quote, select

METHOD: Final = "SetGuestNetworkAdapterConfiguration"
MAX_GATEWAYS: Final = 5
"""``DefaultGateways`` holds at most five."""
MAX_ENTRIES: Final = 64
"""Of one list; a guest can name as many as it likes."""

_PORT_SETTING: Final = "Msvm_SyntheticEthernetPortSettingData"
_ID: Final = re.compile(r"Microsoft:GuestNetwork\\([0-9A-Fa-f-]{36})\\([0-9A-Fa-f-]{36})\Z")
_PREFIX: Final = re.compile(r"\d{1,3}\Z", re.ASCII)
_BROADCAST: Final = ipaddress.IPv4Address("255.255.255.255")
_FAMILIES: Final = {4096: AddressFamily.IPV4, 4097: AddressFamily.IPV6, 4098: AddressFamily.BOTH}
NUMBERS: Final = {
    **{family: number for number, family in _FAMILIES.items()},
    AddressFamily.UNKNOWN: 4096,
}
"""``ProtocolIFType``; IPv4 where the host did not tell the family."""
_TYPES: Final = {
    "InstanceID": "string",
    "ProtocolIFType": "uint16",
    "DHCPEnabled": "boolean",
    "IPAddresses": "string",
    "Subnets": "string",
    "DefaultGateways": "string",
    "DNSServers": "string",
}
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def read_networks(wsman: WsmanClient, vm: VmId) -> tuple[GuestNetwork, ...]:
    """Read how the adapters inside a guest are configured, by two requests.

    Empty where the VM has no synthetic adapter, or the guest tells nothing.
    """
    try:
        rows = wsman.query_all(HYPERV_NAMESPACE, select(ADAPTERS, (), _of_vm(vm)))
    except ClassMissing:
        return ()
    names = _adapter_names(wsman, vm) if rows else {}
    found = (_network(row, vm, names) for row in rows)
    return tuple(network for network in found if network is not None)


def set_network(wsman: WsmanClient, vm: VmId, network: GuestNetwork) -> Started:
    """Give one adapter inside the guest another configuration.

    Raises:
        NotPossible: As ``check`` does, and ``network_adapter`` for one of another VM; nothing was
            sent.
        OperationFailed: The host refused.
    """
    checked = check(network)
    if not _is_of(checked.id, vm):
        raise NotPossible("network_adapter", network.id)
    instance = CimInstance(
        ADAPTERS,
        {
            "InstanceID": checked.id,
            "ProtocolIFType": NUMBERS[checked.family],
            "DHCPEnabled": checked.dhcp,
            "IPAddresses": checked.addresses,
            "Subnets": checked.subnets,
            "DefaultGateways": checked.gateways,
            "DNSServers": checked.dns,
        },
    )
    arguments = (
        ("ComputerSystem", computer_system(vm)),
        ("NetworkConfiguration", (encode_embedded(instance, _TYPES),)),
    )
    return jobs.start(wsman, MANAGEMENT_SERVICE, METHOD, arguments)


def check(network: GuestNetwork) -> GuestNetwork:
    """Return a configuration as a host wants it: masks for IPv4, prefix lengths for IPv6.

    A mask may be given as a prefix length, and that with a slash, as the Linux daemon tells it
    (``hv_kvp_daemon.c`` writes ``/64``). With DHCP on, addresses, gateways and DNS servers come
    from the server: they are left out. Zone numbers (``%4``) are cut: the adapter says which link
    is meant. The family follows from the addresses; with DHCP on it is as it was read, IPv4 where
    the host did not tell.

    Raises:
        NotPossible: The subject is the text that is wrong. ``network_adapter``: the id is none;
            ``network_no_address``: a fixed configuration without an address; ``network_subnet``: no
            mask or prefix length, or not one for each address; ``network_address``,
            ``network_gateway``, ``network_dns``: no address that can be one;
            ``network_gateway_family``: a gateway that no address can reach;
            ``network_too_many``: more than five gateways, or 64 of anything (the subject says it).
    """
    if not _ID.match(network.id):
        raise NotPossible("network_adapter", network.id)
    if network.dhcp:
        is_known = network.family is not AddressFamily.UNKNOWN
        family = network.family if is_known else AddressFamily.IPV4
        return GuestNetwork(network.id, network.adapter, family, dhcp=True)
    _check_counts(network)
    addresses = [_own(text, "network_address") for text in network.addresses]
    gateways = [_own(text, "network_gateway") for text in network.gateways]
    versions = {address.version for address in addresses}
    for gateway in gateways:
        if gateway.version not in versions:
            raise NotPossible("network_gateway_family", str(gateway))
    pairs = zip(addresses, network.subnets, strict=True)
    return replace(
        network,
        family=_family(versions),
        addresses=tuple(str(address) for address in addresses),
        subnets=tuple(_subnet(address, text) for address, text in pairs),
        gateways=tuple(str(gateway) for gateway in gateways),
        dns=tuple(str(_address(text, "network_dns")) for text in network.dns),
    )


def _check_counts(network: GuestNetwork) -> None:
    if not network.addresses:
        raise NotPossible("network_no_address", network.adapter)
    if len(network.subnets) != len(network.addresses):
        raise NotPossible("network_subnet", ", ".join(network.subnets[:MAX_ENTRIES]))
    if len(network.gateways) > MAX_GATEWAYS:
        raise NotPossible("network_too_many", str(MAX_GATEWAYS))
    if max(len(network.addresses), len(network.dns)) > MAX_ENTRIES:
        raise NotPossible("network_too_many", str(MAX_ENTRIES))


def _family(versions: set[int]) -> AddressFamily:
    if len(versions) > 1:
        return AddressFamily.BOTH
    return AddressFamily.IPV4 if versions == {4} else AddressFamily.IPV6


def _own(text: str, why: str) -> _Address:
    """Return an address of an adapter or a gateway: one of a network, not of the guest itself."""
    address = _address(text, why)
    if address.is_loopback:
        raise NotPossible(why, text)
    return address


def _address(text: str, why: str) -> _Address:
    try:
        address = ipaddress.ip_address(text.strip().partition("%")[0])
    except ValueError:
        raise NotPossible(why, text) from None
    if address.is_unspecified or address.is_multicast or address == _BROADCAST:
        raise NotPossible(why, text)
    return address


def _subnet(address: _Address, text: str) -> str:
    """Return a mask for IPv4 and a prefix length for IPv6, as ``Subnets`` holds them."""
    prefix = _prefix(address, text.strip().removeprefix("/"))
    if not 0 < prefix <= address.max_prefixlen:
        raise NotPossible("network_subnet", text)
    if address.version == 6:
        return str(prefix)
    return str(ipaddress.IPv4Network((0, prefix)).netmask)


def _prefix(address: _Address, text: str) -> int:
    """Return a prefix length, 0 when the text is neither that nor, for IPv4, a mask."""
    if _PREFIX.match(text):
        return int(text)
    try:
        mask = int(ipaddress.IPv4Address(text)) if address.version == 4 else 0
    except ValueError:
        return 0
    ones = mask.bit_count()
    # A mask is ones, then zeros: what a reader of a routing table may write (0.0.0.255) is not.
    return ones if mask == ((1 << ones) - 1) << (32 - ones) else 0


def _of_vm(vm: VmId) -> str:
    r"""Return the condition for one VM: ``Microsoft:GuestNetwork\VM\adapter``."""
    return f"InstanceID LIKE {quote(f'Microsoft:GuestNetwork%{vm}%')}"


def _is_of(instance_id: str, vm: VmId) -> bool:
    match = _ID.match(instance_id)
    return match is not None and match[1].upper() == vm


def _adapter_names(wsman: WsmanClient, vm: VmId) -> dict[str, str]:
    try:
        columns = ("InstanceID", "ElementName")
        rows = wsman.query_all(HYPERV_NAMESPACE, select(_PORT_SETTING, columns, below_vm(vm)))
    except ClassMissing:
        return {}
    return {
        word(row, "InstanceID").rpartition("\\")[2].upper(): clean(word(row, "ElementName"))
        for row in rows
    }


def _network(row: CimInstance, vm: VmId, names: dict[str, str]) -> GuestNetwork | None:
    instance_id = word(row, "InstanceID")
    if not _is_of(instance_id, vm):
        return None
    return GuestNetwork(
        id=instance_id,
        adapter=names.get(instance_id.rpartition("\\")[2].upper(), ""),
        family=_FAMILIES.get(number(row, "ProtocolIFType") or 0, AddressFamily.UNKNOWN),
        dhcp=flag(row, "DHCPEnabled") is not False,
        addresses=_texts(row, "IPAddresses"),
        subnets=_texts(row, "Subnets"),
        gateways=_texts(row, "DefaultGateways"),
        dns=_texts(row, "DNSServers"),
    )


def _texts(row: CimInstance, name: str) -> tuple[str, ...]:
    return tuple(clean(text)[:64] for text in words(row, name)[:MAX_ENTRIES])
