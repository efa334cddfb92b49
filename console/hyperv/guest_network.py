"""The network configuration of a guest, read and set through its data exchange service.

Msvm_GuestNetworkAdapterConfiguration hangs off each synthetic adapter of a VM. What is set takes
effect once the host can talk to the guest's half of the data exchange, on a running guest at once.
"""

import ipaddress
import re
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

_PORT_SETTING: Final = "Msvm_SyntheticEthernetPortSettingData"
_ID: Final = re.compile(r"Microsoft:GuestNetwork\\([0-9A-Fa-f-]{36})\\([0-9A-Fa-f-]{36})\Z")
_FAMILIES: Final = {4096: AddressFamily.IPV4, 4097: AddressFamily.IPV6, 4098: AddressFamily.BOTH}
_NUMBERS: Final = {family: number for number, family in _FAMILIES.items()}
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
    found = (_network(row, names) for row in rows)
    return tuple(network for network in found if network is not None)


def set_network(wsman: WsmanClient, vm: VmId, network: GuestNetwork) -> Started:
    """Give one adapter inside the guest another configuration.

    Raises:
        NotPossible: As ``check`` does; nothing was sent.
        OperationFailed: The host refused.
    """
    checked = check(network)
    instance = CimInstance(
        ADAPTERS,
        {
            "InstanceID": checked.id,
            "ProtocolIFType": _NUMBERS[checked.family],
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

    A mask may be given as a prefix length. With DHCP on, addresses, gateways and DNS servers come
    from the server: they are left out.

    Raises:
        NotPossible: ``network_adapter``, ``network_address``, ``network_subnet``,
            ``network_gateway``, ``network_dns``, ``network_no_address`` or ``network_too_many``;
            the subject is the text that is wrong.
    """
    if not _ID.match(network.id):
        raise NotPossible("network_adapter", network.id)
    if network.dhcp:
        return GuestNetwork(network.id, network.adapter, _family_of(network), dhcp=True)
    lists = (network.addresses, network.gateways, network.dns)
    if len(network.gateways) > MAX_GATEWAYS or any(len(each) > MAX_ENTRIES for each in lists):
        raise NotPossible("network_too_many", str(MAX_GATEWAYS))
    if not network.addresses or len(network.subnets) != len(network.addresses):
        raise NotPossible("network_no_address", network.adapter)
    addresses = [_address(text, "network_address") for text in network.addresses]
    subnets = tuple(
        _subnet(address, text) for address, text in zip(addresses, network.subnets, strict=True)
    )
    plain = GuestNetwork(
        network.id,
        network.adapter,
        AddressFamily.UNKNOWN,
        dhcp=False,
        addresses=tuple(str(address) for address in addresses),
        subnets=subnets,
        gateways=tuple(str(_address(text, "network_gateway")) for text in network.gateways),
        dns=tuple(str(_address(text, "network_dns")) for text in network.dns),
    )
    versions = {address.version for address in addresses}
    return _with_family(plain, versions)


def _family_of(network: GuestNetwork) -> AddressFamily:
    known = network.family
    return AddressFamily.IPV4 if known is AddressFamily.UNKNOWN else known


def _with_family(network: GuestNetwork, versions: set[int]) -> GuestNetwork:
    if versions == {4}:
        family = AddressFamily.IPV4
    else:
        family = AddressFamily.IPV6 if versions == {6} else AddressFamily.BOTH
    return GuestNetwork(
        network.id,
        network.adapter,
        family,
        network.dhcp,
        network.addresses,
        network.subnets,
        network.gateways,
        network.dns,
    )


def _address(text: str, why: str) -> _Address:
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        raise NotPossible(why, text) from None
    if address.is_unspecified or address.is_multicast:
        raise NotPossible(why, text)
    return address


def _subnet(address: _Address, text: str) -> str:
    """Return a mask for IPv4 and a prefix length for IPv6, as ``Subnets`` holds them."""
    try:
        if address.version == 4:
            return str(ipaddress.IPv4Network(f"0.0.0.0/{text.strip()}").netmask)
        prefix = int(text.strip())
    except ValueError:
        raise NotPossible("network_subnet", text) from None
    if not 0 < prefix <= address.max_prefixlen:
        raise NotPossible("network_subnet", text)
    return str(prefix)


def _of_vm(vm: VmId) -> str:
    r"""Return the condition for one VM: ``Microsoft:GuestNetwork\VM\adapter``."""
    return f"InstanceID LIKE {quote(f'Microsoft:GuestNetwork%{vm}%')}"


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


def _network(row: CimInstance, names: dict[str, str]) -> GuestNetwork | None:
    instance_id = word(row, "InstanceID")
    match = _ID.match(instance_id)
    if match is None:
        return None
    return GuestNetwork(
        id=instance_id,
        adapter=names.get(match[2].upper(), ""),
        family=_FAMILIES.get(number(row, "ProtocolIFType") or 0, AddressFamily.UNKNOWN),
        dhcp=flag(row, "DHCPEnabled") is not False,
        addresses=_texts(row, "IPAddresses"),
        subnets=_texts(row, "Subnets"),
        gateways=_texts(row, "DefaultGateways"),
        dns=_texts(row, "DNSServers"),
    )


def _texts(row: CimInstance, name: str) -> tuple[str, ...]:
    return tuple(clean(text)[:64] for text in words(row, name)[:MAX_ENTRIES])
