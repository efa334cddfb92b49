"""Replace what a single value tells of one host, and keep what every host would say.

Theory of operation: a value is looked at as what it is (an identifier with parts, a path, an
address, a query, a sentence), and each part is either one of the constants in ``vocabulary`` or
gets a substitute. Properties decide only whether figures, versions and products are kept.
"""

import base64
import re
from typing import Final

from console.recording.substitutes import BARE_MAC, GUID, MAC, SID, Substitutes
from console.recording.vocabulary import (
    CLASS_NAME,
    ID_PARTS,
    OCTETS,
    PRODUCT_NAMES,
    PRODUCTS,
    SENTENCES,
    STATES,
    VERSIONS,
    is_figure,
    is_identity,
    is_known_uri,
)

_NUMBER: Final = re.compile(r"[+-]?\d{1,20}\Z", re.ASCII)
_BOOLEAN: Final = re.compile(r"(?:true|false)\Z", re.IGNORECASE)
_TIME: Final = re.compile(
    r"(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)?"
    r"|P(?:\d{1,9}D)?(?:T(?:\d{1,9}H)?(?:\d{1,9}M)?(?:\d{1,9}(?:\.\d{1,9})?S)?)?"
    r"|\d{14}\.\d{6}[+-]\d{3}|\d{8}\d{6}\.\d{6}:000)\Z",
    re.ASCII,
)
_IPV4: Final = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.|\Z)){4}\Z", re.ASCII)
_VERSION: Final = re.compile(r"\d{1,6}(?:\.\d{1,6}){0,4}\Z", re.ASCII)
_PRODUCT_VERSION: Final = re.compile(r"OS: [\d.]{1,24} SP: [\d.]{1,12} Stack: [\d.]{1,12}\Z")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/\s]{16,}={0,2}\s*\Z", re.ASCII)
_WQL: Final = re.compile(r"\s*(?:SELECT|ASSOCIATORS|REFERENCES)\s", re.IGNORECASE)
_LITERAL: Final = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"", re.DOTALL)
_SEPARATORS: Final = re.compile(r"([\\/:|{}@,;=\[\]()\"'%<>\s]+)")
_EXTENSION: Final = re.compile(
    r"\.(?:vhdx?|avhdx?|vhds|iso|vmcx|vmrs|vmgs|vsv|bin|xml|vfd|txt|ps1)\Z", re.IGNORECASE
)
_HEX: Final = re.compile(r"0x[0-9a-fA-F]{1,8}\Z", re.ASCII)
_ADDRESS: Final = r"\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f.]{0,15}"
_TOKENS: Final = re.compile(rf"{GUID.pattern}|S-1-\d[\d-]+|{_ADDRESS}|(?:Msvm|CIM|Win32)_\w+|\w+")
_PRODUCT_PARTS: Final = re.compile(rf"{_ADDRESS}|[^\W\d_]+|\d+|_")
_WORD: Final = re.compile(r"[^\W_]+")
_LONG_DIGITS: Final = 5
_WSMAN_CODES: Final = "21508"
"""How WinRM's own error numbers begin in decimal."""


class Disguise:
    """Replaces values one by one.

    Args:
        substitutes: What stands for what; shared over a whole recording.
    """

    def __init__(self, substitutes: Substitutes) -> None:
        self._substitutes = substitutes

    def value(self, name: str, text: str) -> str:
        """Return what stands in a recording for a property's value.

        Args:
            name: The property, argument, selector or item.
            text: Its value, or one value of an array.
        """
        if OCTETS.search(name):
            return self._octets(text)
        if BARE_MAC.match(text) and "Address" in name:
            return self._substitutes.mac(text)
        if _is_kept(name, text):
            return text
        if _NUMBER.match(text):
            return self._substitutes.number(text)
        if name in PRODUCT_NAMES or name in VERSIONS:
            return self.product(text)
        return self.identifier(text)

    def identifier(self, text: str) -> str:
        """Return a text with every part replaced that is no constant."""
        if is_known_uri(text) or CLASS_NAME.match(text):
            return text
        whole = self._whole(text)
        if whole is not None:
            return whole
        parts = _SEPARATORS.split(text)
        if len(parts) == 1 or (" " in text and "\\" not in text and not self._is_constant(parts)):
            return self._part(text)
        return "".join(
            separator if at % 2 else self._part(separator) for at, separator in enumerate(parts)
        )

    def _is_constant(self, parts: list[str]) -> bool:
        return all(_is_id_part(part) or GUID.fullmatch(part) for part in parts[::2] if part)

    def _whole(self, text: str) -> str | None:
        """Return the substitute of an address of any kind, ``None`` for other texts."""
        if MAC.match(text):
            return self._substitutes.mac(text)
        if SID.match(text):
            return self._substitutes.sid(text)
        return self._substitutes.address(text)

    def _part(self, part: str) -> str:
        if not part or _is_id_part(part) or CLASS_NAME.match(part):
            return part
        if GUID.fullmatch(part):
            return self._substitutes.guid(part)
        whole = self._whole(part)
        if whole is not None:
            return whole
        extension = _EXTENSION.search(part)
        if extension:
            return f"{self._part(part[: extension.start()])}{extension[0].lower()}"
        if "." in part.strip("."):
            return ".".join(self._part(label) for label in part.split("."))
        return self._substitutes.word(part)

    def word(self, text: str) -> str:
        """Return a substitute for a whole text, whatever is in it."""
        return self._substitutes.word(text)

    def product(self, text: str) -> str:
        """Return the name or version of an operating system, other words replaced."""
        return _PRODUCT_PARTS.sub(lambda found: self._product_part(found[0]), text)

    def _product_part(self, part: str) -> str:
        if part.casefold() in PRODUCTS or part == "_" or _is_short_number(part):
            return part
        return self._address_or_word(part)

    def sentence(self, text: str) -> str:
        """Return a message of Windows with every word replaced that is not Windows' own."""
        return _TOKENS.sub(lambda found: self._sentence_part(found[0]), text)

    def _sentence_part(self, part: str) -> str:
        if part.casefold() in SENTENCES or _HEX.match(part) or CLASS_NAME.match(part):
            return part
        if GUID.fullmatch(part):
            return self._substitutes.guid(part)
        if _is_short_number(part) or (part.isdigit() and part.startswith(_WSMAN_CODES)):
            return part
        return self._address_or_word(part)

    def _address_or_word(self, part: str) -> str:
        whole = self._whole(part)
        if whole is not None:
            return whole
        if part.isdigit():
            return self._substitutes.number(part)
        return re.sub(r"\w+", lambda found: self._substitutes.word(found[0]), part)

    def query(self, text: str) -> str:
        """Return a WQL query with its literals replaced; other texts as ``identifier``."""
        if not _WQL.match(text):
            return self.identifier(text)

        def replace(found: re.Match[str]) -> str:
            mark = found[0][0]
            plain = re.sub(r"\\(.)", r"\1", found[1] if found[1] is not None else found[2])
            safe = self.identifier(plain)
            return mark + re.sub(r"([\\'\"])", r"\\\1", safe) + mark

        return _LITERAL.sub(replace, text)

    def _octets(self, text: str) -> str:
        """Return as many bytes that tell nothing."""
        if _NUMBER.match(text):
            self._substitutes.number(text)
            return "17"
        if _BASE64.match(text):
            self._substitutes.originals.add(text)
            try:
                return base64.b64encode(bytes(len(base64.b64decode(text)))).decode()
            except ValueError:
                return self._substitutes.word(text)
        return self._substitutes.word(text)


def words_of_query(text: str) -> list[str]:
    """Return the words of a WQL query outside its literals; none of another text."""
    return words_of(_LITERAL.sub(" ", text)) if _WQL.match(text) else []


def words_of(text: str) -> list[str]:
    """Return the words of a text, by which values of a host can be recognised."""
    return _WORD.findall(text.casefold())


def _is_short_number(part: str) -> bool:
    return part.isascii() and part.isdigit() and len(part) <= _LONG_DIGITS


def _is_kept(name: str, text: str) -> bool:
    """Whether a property's value is a figure, a switch, a time, a version or a state."""
    if _NUMBER.match(text):
        return is_figure(name)
    if _BOOLEAN.match(text) or _TIME.match(text):
        return not is_identity(name)
    if name in VERSIONS and _VERSION.match(text):
        return _IPV4.match(text) is None
    if name == "ProductVersion":
        return _PRODUCT_VERSION.match(text) is not None
    return name == "OtherEnabledState" and text.casefold() in STATES


def _is_id_part(part: str) -> bool:
    if part.isascii() and part.isdigit():
        return len(part) <= 3
    return part.casefold() in ID_PARTS or (len(part) == 1 and part.isascii())
