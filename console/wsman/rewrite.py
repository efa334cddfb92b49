"""Replace values in XML and leave its shape alone: prefixes, order and spacing stay as they came.

This is how a recording of a host loses its names and keeps the truth about the protocol.
"""

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from console.model.errors import Malformed
from console.wsman.xml import MAX_BYTES, Element, local_name, parse

__all__ = ["NAMESPACE", "Place", "Replace", "rewrite"]

NAMESPACE = "xmlns"
"""Stands in ``Place.attribute`` for a namespace; such a value cannot be replaced, only refused."""

_LABELS = ("Name", "NAME")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands.

    Attributes:
        path: Local names from the root to the element.
        attribute: Local name of the attribute; empty for text.
        label: The ``Name`` or ``NAME`` of the element, or of the nearest element around it that
            has one: the property of a ``VALUE``, the key of a selector.
    """

    path: tuple[str, ...]
    attribute: str = ""
    label: str = ""

    @property
    def element(self) -> str:
        """Local name of the element itself."""
        return self.path[-1]


Replace = Callable[[Place, str], str]


def rewrite(data: bytes, replace: Replace, *, max_bytes: int = MAX_BYTES) -> bytes:
    """Return a document with every value replaced: text, and attributes.

    Args:
        data: A document, as ``xml.parse`` takes it.
        replace: Is called with each value that is not blank and returns what shall stand there.
            It is called with namespaces, too, to have a look at them.
        max_bytes: Larger input is refused unread.

    Raises:
        Malformed: It is no document, or ``replace`` does not return a namespace as it is.
    """
    root = parse(data, max_bytes=max_bytes)
    _visit(root, (), "", replace)
    return etree.tostring(root, encoding="utf-8", xml_declaration=False)


def _visit(element: Element, above: tuple[str, ...], label: str, replace: Replace) -> None:
    path = (*above, local_name(element))
    label = next((str(element.get(name)) for name in _LABELS if element.get(name)), label)
    _look_at_namespaces(element, path, replace)
    for name, value in list(element.attrib.items()):
        if str(value).strip():
            place = Place(path, str(name).rpartition("}")[2], label)
            element.set(name, replace(place, str(value)))
    if element.text and element.text.strip():
        element.text = replace(Place(path, "", label), element.text)
    for inner in element:
        _visit(inner, path, label, replace)
        if inner.tail and inner.tail.strip():
            inner.tail = replace(Place(path, "", label), inner.tail)


def _look_at_namespaces(element: Element, path: tuple[str, ...], replace: Replace) -> None:
    parent = element.getparent()
    known = {} if parent is None else parent.nsmap
    for prefix, uri in element.nsmap.items():
        if known.get(prefix) != uri and replace(Place(path, NAMESPACE), uri) != uri:
            raise Malformed("a namespace that nobody knows")
