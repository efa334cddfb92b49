"""One substitute for each value, the same wherever the value stands.

A substitute has the shape of what it stands for, so that the client reads it the same way: an
identifier for an identifier, an address of the same kind for an address. It is numbered by first
appearance, and so tells nothing of the original.
"""

import ipaddress
import re
from typing import Final

from console.recording.vocabulary import KNOWN_GUIDS

GUID: Final = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", re.ASCII)
MAC: Final = re.compile(r"[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}\Z", re.ASCII)
BARE_MAC: Final = re.compile(r"[0-9A-Fa-f]{12}\Z", re.ASCII)
SID: Final = re.compile(r"S-1-\d+(?:-\d+)+\Z", re.ASCII)
_DOMAIN_SID: Final = "S-1-5-21-"
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Substitutes:
    """Remembers what was replaced by what.

    Attributes:
        originals: Every value that was replaced; none of them may be in a recording.
    """

    def __init__(self) -> None:
        self.originals: set[str] = set()
        self._by_kind: dict[str, dict[str, str]] = {}

    def _number(self, kind: str, original: str) -> int:
        """Return a number for a value, counted in its kind."""
        self.originals.add(original)
        known = self._by_kind.setdefault(kind, {})
        return int(known.setdefault(original, str(len(known) + 1)))

    def word(self, original: str) -> str:
        """Stand in for a name, or for a text of any length."""
        return f"name-{self._number('word', original)}"

    def guid(self, original: str) -> str:
        """Stand in for an identifier, in capitals or not as the original is."""
        upper = original.upper()
        if upper in KNOWN_GUIDS:
            return original
        substitute = f"00000000-0000-4000-8000-ABCD{self._number('guid', upper):08X}"
        return substitute if original == upper else substitute.lower()

    def number(self, original: str) -> str:
        """Stand in for a number that might identify something."""
        return str(1_000 + self._number("number", original))

    def mac(self, original: str) -> str:
        """Stand in for a hardware address, with the same separators."""
        digits = re.sub("[:-]", "", original).upper()
        if digits in {"0" * 12, "F" * 12}:
            return original
        made = f"00155D{self._number('mac', digits):06X}"
        self.originals.add(original)
        if len(original) == len(digits):
            return made
        return original[2].join(made[at : at + 2] for at in range(0, 12, 2))

    def sid(self, original: str) -> str:
        """Stand in for an account's identifier; Windows' own short ones are no secret."""
        if not original.startswith(_DOMAIN_SID):
            return (
                original
                if original.count("-") <= 5 and len(original) <= 20
                else self._sid(original)
            )
        return self._sid(original)

    def _sid(self, original: str) -> str:
        return f"{_DOMAIN_SID}1-2-3-{1_000 + self._number('sid', original)}"

    def address(self, original: str) -> str | None:
        """Stand in for a network address; ``None`` when the text is none.

        A mask, a prefix length and the zone stay, and so do addresses that everybody has.
        """
        bare, slash, prefix = original.partition("/")
        bare, percent, zone = bare.partition("%")
        try:
            found = ipaddress.ip_address(bare)
        except ValueError:
            return None
        tail = (
            f"{slash}{prefix if prefix.isdigit() else ''}{percent}{zone if zone.isdigit() else ''}"
        )
        if is_everybodys(str(found)):
            return f"{found}{tail}"
        return f"{self._address(found)}{tail}"

    def _address(self, found: Address) -> Address:
        kind = f"ipv{found.version}{'-link' if found.is_link_local else ''}"
        number = self._number(kind, str(found))
        if found.version == 4:
            base = "169.254.0.0" if found.is_link_local else "198.18.0.0"
            return ipaddress.IPv4Address(int(ipaddress.IPv4Address(base)) + number % 65_534 + 1)
        base = "fe80::5efe:0:0" if found.is_link_local else "2001:db8::"
        return ipaddress.IPv6Address(int(ipaddress.IPv6Address(base)) + number)


def is_everybodys(text: str) -> bool:
    """Whether an address is in use everywhere, and so tells nothing: loopback, a mask."""
    found = ipaddress.ip_address(text)
    return found.is_loopback or found.is_unspecified or found.is_multicast or _is_mask(found)


def _is_mask(address: Address) -> bool:
    if address.version != 4:
        return False
    bits = int(address)
    inverse = bits ^ 0xFFFFFFFF
    return bits >= 0xFF000000 and inverse & (inverse + 1) == 0
