"""The devices of a VM that people look for: network adapters and what lies in its drives."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NetworkAdapter:
    """One network adapter as its VM's settings have it.

    Attributes:
        mac: Twelve hexadecimal digits in upper case; empty while the host has given none.
        switch: Name of the virtual switch it is connected to; empty where it is not connected.
        vlans: The VLAN ids that it may use, the untagged or primary one first; none: untagged.
    """

    mac: str = ""
    switch: str = ""
    vlans: tuple[int, ...] = ()


def mac_digits(text: str) -> str:
    """Return a hardware address without separators, in upper case; empty when it is none."""
    digits = "".join(c for c in text if c not in "-:. ").upper()
    is_address = len(digits) == 12 and all(c in "0123456789ABCDEF" for c in digits)
    return digits if is_address else ""


def mac_text(mac: str) -> str:
    """Return a hardware address as Windows writes it: ``00-15-5D-01-02-03``."""
    return "-".join((mac[:2], mac[2:4], mac[4:6], mac[6:8], mac[8:10], mac[10:])) if mac else ""
