"""How one network adapter of a guest is configured."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NetworkConfiguration:
    """The configuration of one adapter.

    Attributes:
        dhcp: Whether addresses come from a server.
        addresses: IPv4 and IPv6 mixed.
        subnets: For each address its mask (IPv4) or prefix length (IPv6).
        gateways: Of both families.
        dns: Servers for names.
    """

    dhcp: bool
    addresses: tuple[str, ...] = ()
    subnets: tuple[str, ...] = ()
    gateways: tuple[str, ...] = ()
    dns: tuple[str, ...] = ()
