"""Replace what a whole envelope tells of one host: every text and attribute by its place."""

import re
from typing import Final

from console.model.errors import Malformed
from console.recording.disguise import Disguise, words_of
from console.recording.vocabulary import CLASS_NAME, ITEMS, SUBCODES, is_known_uri
from console.wsman import names
from console.wsman.cim import CimInstance
from console.wsman.cimxml import decode_embedded
from console.wsman.rewrite import NAMESPACE, Place, Replace, rewrite

HOST_URL: Final = "http://host.example:5985/wsman"
"""Stands for the address of the host in every request."""

_IDENTIFIER: Final = re.compile(r"[A-Za-z_]\w{0,63}\Z", re.ASCII)
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?\Z")
_TYPE: Final = re.compile(
    r"(?:[a-z]{1,6}:)?(?:(?:Msvm|CIM|Win32|MSFT)_\w{1,80}|__ExtendedStatus)_Type\Z|(?:xsd?|cim):[A-Za-z]{1,16}\Z",
    re.ASCII,
)
_CIM_TYPE: Final = re.compile(
    r"(?:[us]int(?:8|16|32|64)|real(?:32|64)|string|boolean|datetime|char16|reference)\Z"
)
_PUBLIC: Final = re.compile(
    r"http://(?:schemas\.(?:microsoft|dmtf|xmlsoap)\.(?:com|org)|www\.w3\.org)/[\w./#-]{1,200}\Z",
    re.ASCII,
)
_QNAME: Final = re.compile(r"(?:[a-z]{1,8}:)?([A-Za-z]{1,60})\Z", re.ASCII)
_SWITCH: Final = re.compile(r"(?:true|false|0|1)\Z", re.IGNORECASE)
_WORD_SWITCH: Final = re.compile(r"(?:true|false)\Z")
_FIGURE: Final = re.compile(r"-?\d{1,10}\Z|0x[0-9A-Fa-f]{1,8}\Z", re.ASCII)
_EMBEDDED: Final = re.compile(r"\ufeff?\s*(?:<\?xml[^>]{0,80}\?>)?\s*(?=<)")
_KEPT_ATTRIBUTES: Final = {
    "nil": _SWITCH,
    "mustUnderstand": _SWITCH,
    "PROPAGATED": _SWITCH,
    "lang": _LANGUAGE,
    "TYPE": _CIM_TYPE,
    "Name": _IDENTIFIER,
    "NAME": _IDENTIFIER,
    "CLASSORIGIN": CLASS_NAME,
    "CLASSNAME": CLASS_NAME,
    "type": _TYPE,
    "Code": _FIGURE,
}
_WRAPPERS: Final = frozenset({"VALUE", "Selector", "Option"})
"""Elements whose value belongs to the name in an attribute."""
_TIMES: Final = frozenset({"Datetime", "Interval", "Date", "Time"})
"""WS-CIM's elements inside a property that is a time."""
_HRESULT: Final = "HRESULT 0x"
"""How a number of Windows stands in texts of WMI's own errors."""
_SENTENCES: Final = frozenset({"Text", "Message", "ProviderFault", "error_Message", "Reason"})
_ITEM_CLASS_END: Final = "kvpexchangedataitem"


class EnvelopeDisguise:
    """Replaces values of requests and replies.

    Args:
        disguise: Replaces single values.
        forbidden: Words that must not come out, whatever they mean elsewhere: a value that would
            be kept with one of them is replaced as a whole.
    """

    def __init__(self, disguise: Disguise, forbidden: frozenset[str] = frozenset()) -> None:
        self._disguise = disguise
        self._forbidden = forbidden

    def envelope(self, data: bytes) -> str:
        """Return an envelope with every value replaced that is no constant.

        Raises:
            Malformed: It cannot be read, or has a namespace that is no constant: it must not be in
                a recording in any form.
        """
        try:
            return rewrite(data, self._checked).decode()
        except RecursionError as problem:
            raise Malformed("nested too deeply") from problem

    def _checked(self, place: Place, text: str) -> str:
        found = self._value(place, text)
        if self._forbidden and not self._forbidden.isdisjoint(words_of(found)):
            return self._disguise.word(text)
        return found

    def _value(self, place: Place, text: str) -> str:
        if place.attribute:
            return self._attribute(place, text)
        special = self._special(place.element, text)
        if special is not None:
            return special
        name = _property(place)
        if text.lstrip("\ufeff \t\r\n").startswith("<"):
            return self._embedded(text)
        return self._keeping_space(name, text)

    def _special(self, element: str, text: str) -> str | None:
        """Return what stands for the text of SOAP's own elements, ``None`` for others."""
        match element:
            case "To" | "Address":
                return text if text.strip() == names.ANONYMOUS else HOST_URL
            case "Filter":
                return self._disguise.query(text)
            case "Value" if _is_subcode(text.strip()):
                return text
            case _ if element in _SENTENCES or text.lstrip().startswith(_HRESULT):
                return self._disguise.sentence(text)
            case _:
                return None

    def _keeping_space(self, name: str, text: str) -> str:
        bare = text.strip()
        before, _, after = text.partition(bare)
        return f"{before}{self._disguise.value(name, bare)}{after}"

    def _attribute(self, place: Place, text: str) -> str:
        if place.attribute in {NAMESPACE, "Dialect"}:
            return text if _is_public(text) else self._disguise.identifier(text)
        shape = _KEPT_ATTRIBUTES.get(place.attribute, _WORD_SWITCH)
        return text if shape.match(text) else self._disguise.identifier(text)

    def _embedded(self, text: str) -> str:
        """Replace the values of an object that stands in a value as text."""
        try:
            instance = decode_embedded(text)
        except Malformed:
            return self._disguise.word(text)
        if instance.class_name.lower().endswith(_ITEM_CLASS_END):
            return self._item(instance, text)
        return self._rewritten(text, self._checked)

    def _rewritten(self, text: str, replace: Replace) -> str:
        start = _EMBEDDED.match(text)
        head = start[0] if start else ""
        return head + rewrite(text[len(head) :].encode(), replace).decode()

    def _item(self, instance: CimInstance, text: str) -> str:
        """Replace an item of the data exchange; its data is judged by the item's name."""
        told = instance.properties.get("Name")
        item = told if isinstance(told, str) and told in ITEMS else ""

        def replace(place: Place, value: str) -> str:
            if place.attribute or place.label not in {"Name", "Data"}:
                return self._checked(place, value)
            if place.label == "Name" and item:
                return value
            return self._disguise.value(item if item and place.label == "Data" else "Data", value)

        return self._rewritten(text, replace)


def _property(place: Place) -> str:
    """Return the name of the property, argument or key that a text is the value of."""
    if place.element in _WRAPPERS:
        return place.label
    if place.element in _TIMES and len(place.path) > 1 and not CLASS_NAME.match(place.path[-2]):
        return place.path[-2]
    return place.element


def _is_subcode(text: str) -> bool:
    found = _QNAME.match(text)
    return found is not None and found[1].casefold() in SUBCODES


def _is_public(uri: str) -> bool:
    """Whether a namespace belongs to a public body, and so names nothing of the host's owner."""
    is_of_class = uri.startswith((names.WMI_ROOT, names.CIM_ROOT))
    return is_known_uri(uri) or (not is_of_class and _PUBLIC.match(uri) is not None)
