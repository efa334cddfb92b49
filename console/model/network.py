"""How a guest's network adapter is configured from inside, as told through its data exchange."""

import enum
from dataclasses import dataclass


class AddressFamily(enum.Enum):
    """Which protocols a configuration is about (``ProtocolIFType``)."""

    IPV4 = "ipv4"
    IPV6 = "ipv6"
    BOTH = "both"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class GuestNetwork:
    """One adapter's configuration inside the guest.

    Attributes:
        id: ``InstanceID`` of ``Msvm_GuestNetworkAdapterConfiguration``; read, never built.
        adapter: What the host calls the adapter; empty when it is not known.
        family: Which protocols.
        dhcp: Whether the guest asks a server for its addresses.
        addresses: IPv4 and IPv6 mixed.
        subnets: For each address its mask (IPv4) or prefix length (IPv6), in the same order.
        gateways: At most five.
        dns: Servers, in the order in which they are asked.
    """

    id: str
    adapter: str = ""
    family: AddressFamily = AddressFamily.UNKNOWN
    dhcp: bool = True
    addresses: tuple[str, ...] = ()
    subnets: tuple[str, ...] = ()
    gateways: tuple[str, ...] = ()
    dns: tuple[str, ...] = ()
