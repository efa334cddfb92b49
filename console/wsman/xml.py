"""Read XML from strangers: one hardened parser and small readers by namespace and local name.

What a host or a client sends is never trusted. There is no DTD (a ``DOCTYPE``, even a harmless
one, is refused before parsing), hence no entities; nothing is loaded from files or the network;
size, number of elements and depth (256, libxml2's own limit) are bounded. Comments and processing
instructions are dropped. SOAP allows none of these (SOAP 1.2 part 1, 5).

lxml releases the GIL while it parses, so a large reply does not stall the window; that is why the
Python code after it must be lean.
"""

import re
from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

from console.model.errors import Malformed
from console.wsman import names

__all__ = [
    "MAX_BYTES",
    "MAX_MARKUP",
    "Element",
    "attribute",
    "child",
    "children",
    "local_name",
    "namespace_of",
    "parse",
    "parse_envelope",
    "text_of",
]

# lxml's element class has no name without an underscore.
Element: TypeAlias = etree._Element  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]

MAX_BYTES = 8 * 1024 * 1024
"""Default bound of a message, far above what any ``MaxEnvelopeSize`` lets through."""

MAX_MARKUP = 250_000
"""Bound of ``<`` in a message: a tree costs memory per element, not per byte."""

_PROLOG = rb"(?>\xef\xbb\xbf)?(?>\s++|<\?.*?\?>|<!--.*?-->)*+"
_DOCTYPE = re.compile(_PROLOG + rb"<!DOCTYPE", re.DOTALL)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def _parser() -> etree.XMLParser:
    # One a call: a shared parser would make the lanes wait for each other. Costs 2 us.
    # The encoding is fixed, whatever the document claims, so exotic ones cannot be smuggled in.
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
        collect_ids=False,
    )


def _as_utf8(data: bytes) -> bytes:
    """Turn UTF-16, which Windows' own clients may use, into UTF-8."""
    if data[:2] in _UTF16_MARKS:
        return data.decode("utf-16").encode("utf-8")
    if data[:2] == b"<\0":
        return data.decode("utf-16-le").encode("utf-8")
    return data


def parse(data: bytes, *, max_bytes: int = MAX_BYTES) -> Element:
    """Parse a document and return its root.

    Args:
        data: UTF-8, or UTF-16 with a byte order mark.
        max_bytes: Larger input is refused unread.

    Raises:
        Malformed: It is too large, no well-formed XML, or has a document type.
    """
    if len(data) > max_bytes:
        raise Malformed(f"message of {len(data)} bytes, at most {max_bytes} are read")
    try:
        data = _as_utf8(data)
    except UnicodeError as problem:
        raise Malformed("not UTF-16") from problem
    if data.count(b"<") > MAX_MARKUP:
        raise Malformed("too many elements")
    if _DOCTYPE.match(data):
        raise Malformed("a document type is not allowed")
    try:
        root = etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise Malformed(f"not XML: {problem}"[:300]) from problem
    if root.getroottree().docinfo.internalDTD is not None:
        raise Malformed("a document type is not allowed")
    return root


def parse_envelope(data: bytes, *, max_bytes: int = MAX_BYTES) -> tuple[Element | None, Element]:
    """Parse a SOAP 1.2 envelope and return its header, if any, and its body.

    Raises:
        Malformed: As ``parse``, or it is no SOAP 1.2 envelope with a body.
    """
    root = parse(data, max_bytes=max_bytes)
    if root.tag != f"{{{names.SOAP}}}Envelope":
        raise Malformed(f"not a SOAP 1.2 envelope: {str(root.tag)[:120]}")
    body = child(root, names.SOAP, "Body")
    if body is None:
        raise Malformed("envelope without a body")
    return child(root, names.SOAP, "Header"), body


def local_name(element: Element) -> str:
    """Return the name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def namespace_of(element: Element) -> str:
    """Return the namespace, empty when there is none."""
    return str(element.tag)[1:].rpartition("}")[0]


def child(parent: Element, namespace: str, name: str) -> Element | None:
    """Return the first child of this name."""
    return parent.find(f"{{{namespace}}}{name}")


def children(parent: Element, namespace: str, name: str) -> Iterator[Element]:
    """Return every child of this name, in order."""
    return parent.iterchildren(f"{{{namespace}}}{name}")


def text_of(parent: Element | None, namespace: str, name: str, default: str = "") -> str:
    """Return the stripped text of a child, or ``default`` when the child is missing."""
    found = None if parent is None else child(parent, namespace, name)
    return default if found is None else (found.text or "").strip()


def attribute(element: Element, name: str, default: str = "") -> str:
    """Return an attribute, ``default`` when it is missing; ``name`` in Clark notation."""
    value = element.get(name)
    return default if value is None else str(value)
