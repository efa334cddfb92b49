"""Ways to spoil an envelope: as bytes, as a tree, and as a value that nobody expects."""

import copy
import random
from collections.abc import Callable

from lxml import etree

from console.wsman.names import HYPERV_NAMESPACE, class_uri

XSI = "http://www.w3.org/2001/XMLSchema-instance"
NAMESPACES = (
    "",
    "urn:x",
    XSI,
    "http://www.w3.org/2003/05/soap-envelope",
    "http://schemas.xmlsoap.org/ws/2004/08/addressing",
    "http://schemas.xmlsoap.org/ws/2004/09/enumeration",
    "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd",
    "http://schemas.dmtf.org/wbem/wscim/1/common",
    class_uri(HYPERV_NAMESPACE, "Msvm_ComputerSystem"),
)
VALUES = (
    *("", " ", "0", "-1", "1", "2", "65536", "4294967296", "18446744073709551616", "9" * 5000),
    *("1e9", "0x41", "٣", "²", "½", "NaN", "true", "TRUE", "null", "\t7\n", "+5", "1_000", "-0"),
    *("2024-02-30T00:00:00Z", "0000-00-00T00:00:00Z", "9999-12-31T23:59:59.999999999+14:00"),
    *("0001-01-01T00:00:00+23:59", "20240105093000.000000-999", "99999999999999.999999+000"),
    *("P1D", "PT", "P", f"P{'9' * 400}D", "PT1.5S", "99999999235959.999999:000", "-P1D"),
    *("00000000-0000-0000-0000-000000000000", "{5C4C4544-0035-5A10-8054-B4C04F573031}", "x" * 36),
    *(
        "Microsoft:",
        "Microsoft:\\\\",
        "Microsoft:5C4C4544-0035-5A10-8054-B4C04F573031\\",
        "\\" * 99,
    ),
    *(
        "Microsoft:Hyper-V:SubType:99",
        "Microsoft:Hyper-V:SubType:²",
        "%",
        "a:b",
        "::1%x",
        "1.2.3.4/",
    ),
    *(
        "<b>x</b>",
        "]]>",
        "&#0;",
        "\u202e\u2066evil",
        "\ufeff<INSTANCE/>",
        "测试" * 40,
        "\U0001f600" * 9,
    ),
    '<INSTANCE CLASSNAME="Msvm_KvpExchangeDataItem"><PROPERTY NAME="Name"><VALUE>x',
    '<INSTANCE CLASSNAME="X"><PROPERTY NAME="A" TYPE="uint8"><VALUE>x</VALUE></PROPERTY>',
    '<!DOCTYPE a [<!ENTITY b "c">]><INSTANCE CLASSNAME="X"/>',
    "<a>" * 300,
    "QUJD",
    "====",
    "\x85\x9f a\u2028b\u2029",
    "x\u202ey" * 6_000,
    "\ud7ff",
)

Mutation = Callable[[random.Random, bytes], bytes]


def spoiled(chance: random.Random, data: bytes, others: tuple[bytes, ...] = ()) -> bytes:
    """Return data with one to four things wrong with it."""
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        if others and chance.random() < 0.05:
            data = _spliced(chance, data, chance.choice(others))
        else:
            mutation = chance.choice(TREE if chance.random() < 0.7 else BYTES)
            data = mutation(chance, data)
    return data


# ---- bytes -----------------------------------------------------------------------------------


def _place(chance: random.Random, data: bytes) -> int:
    return chance.randrange(len(data) + 1)


def _flip(chance: random.Random, data: bytes) -> bytes:
    if not data:
        return data
    place = chance.randrange(len(data))
    return data[:place] + bytes((chance.randrange(256),)) + data[place + 1 :]


def _cut(chance: random.Random, data: bytes) -> bytes:
    return data[: _place(chance, data)]


def _without(chance: random.Random, data: bytes) -> bytes:
    start = _place(chance, data)
    return data[:start] + data[start + chance.choice((1, 2, 8, 64, 512)) :]


def _twice(chance: random.Random, data: bytes) -> bytes:
    start = _place(chance, data)
    chunk = data[start : start + chance.choice((1, 8, 64, 2048))]
    return data[:start] + chunk * chance.choice((2, 3, 40)) + data[start:]


def _inserted(chance: random.Random, data: bytes) -> bytes:
    start = _place(chance, data)
    junk = chance.choice(
        (
            *(b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"<", b"&", b"&#x0;", b"&amp", b"]]>", b"<!--"),
            *(b"<?x?>", b"<![CDATA[", b'"', b"\x1b[2J", b"<a>" * 400, b" " * 4096, b"\xc0\xaf"),
            *(b"&x;", b"<!DOCTYPE a>", b"xmlns:s='urn:x' ", b"</s:Body>"),
        )
    )
    return data[:start] + junk + data[start:]


def _spliced(chance: random.Random, data: bytes, other: bytes) -> bytes:
    return data[: _place(chance, data)] + other[_place(chance, other) :]


def _reencoded(chance: random.Random, data: bytes) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(
        chance.choice(("utf-16", "utf-16-le", "utf-32", "utf-7", "cp500")), "replace"
    )


def _with_doctype(chance: random.Random, data: bytes) -> bytes:
    head = chance.choice(
        (
            b"<!DOCTYPE a>",
            b'<!DOCTYPE a SYSTEM "file:///etc/passwd">',
            b'<!DOCTYPE a [<!ENTITY x "y">]>',
            b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>',
            b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://192.0.2.1/"> %x;]>',
            b'<?xml version="1.1" encoding="latin-1"?>',
        )
    )
    return head + data.replace(b">2<", b">&x;&c;<", chance.randrange(3))


BYTES: tuple[Mutation, ...] = (
    *(_flip, _cut, _without, _twice, _inserted, _reencoded, _with_doctype, _flip, _without),
)


# ---- trees -----------------------------------------------------------------------------------

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, recover=False)


def _on_tree(change: Callable[[random.Random, etree._Element, etree._Element], None]) -> Mutation:
    """Return a mutation that changes one element of the tree."""

    def mutation(chance: random.Random, data: bytes) -> bytes:
        try:
            root = etree.fromstring(data, _PARSER)
        except (etree.XMLSyntaxError, ValueError):
            return _flip(chance, data)
        elements = [each for each in root.iter() if isinstance(each.tag, str)]
        # Deep ones are values, and there are more of them; the frame gets its share, too.
        element = chance.choice(elements if chance.random() < 0.8 else elements[:12])
        try:
            change(chance, root, element)
            return etree.tostring(root, encoding="utf-8")
        except (ValueError, etree.LxmlError):
            return _flip(chance, data)

    return mutation


def _drop(_chance: random.Random, _root: etree._Element, element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _duplicate(chance: random.Random, _root: etree._Element, element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        many = chance.choice((1, 1, 2, 300))
        if len(etree.tostring(element)) * many < 2_000_000:
            for _ in range(many):
                parent.insert(parent.index(element), copy.deepcopy(element))


def _swap(chance: random.Random, _root: etree._Element, element: etree._Element) -> None:
    children = list(element)
    chance.shuffle(children)
    element[:] = children


def _moved(chance: random.Random, root: etree._Element, element: etree._Element) -> None:
    target = chance.choice([each for each in root.iter() if isinstance(each.tag, str)])
    if element is not root and target not in element.iter():
        target.append(element)


def _renamed(chance: random.Random, root: etree._Element, element: etree._Element) -> None:
    other = chance.choice([each for each in root.iter() if isinstance(each.tag, str)])
    element.tag = chance.choice(("x", "ReturnValue", "Job", "Name", "EnabledState", other.tag))


def _other_namespace(chance: random.Random, _root: etree._Element, element: etree._Element) -> None:
    space = chance.choice(NAMESPACES)
    local = str(element.tag).rpartition("}")[2]
    element.tag = f"{{{space}}}{local}" if space else local


def _nil(chance: random.Random, _root: etree._Element, element: etree._Element) -> None:
    element.set(f"{{{XSI}}}nil", chance.choice(("true", "1", "false", "maybe")))
    if chance.random() < 0.7:
        element.text = None
        del element[:]


def _retyped(chance: random.Random, _root: etree._Element, element: etree._Element) -> None:
    kind = chance.choice(("p:Msvm_X_Type", "_Type", ":", "x:Y_Type", "xs:int", "a:b:c_Type"))
    element.set(f"{{{XSI}}}type", kind)


def _other_value(chance: random.Random, _root: etree._Element, element: etree._Element) -> None:
    value = chance.choice(VALUES)
    leaf = chance.choice([each for each in element.iter() if isinstance(each.tag, str)])
    if leaf.attrib and chance.random() < 0.3:
        leaf.set(chance.choice(list(leaf.attrib)), value)
    else:
        leaf.text = value


def _huge(chance: random.Random, _root: etree._Element, element: etree._Element) -> None:
    element.text = chance.choice(("x", "\u0007"[:0] + "é", "<", "9", " ")) * chance.choice(
        (10_001, 100_000, 1_000_000)
    )


def _deep(chance: random.Random, _root: etree._Element, element: etree._Element) -> None:
    at = element
    tag = chance.choice(("x", str(element.tag)))
    for _ in range(chance.choice((3, 17, 20, 200, 260, 3000))):
        at = etree.SubElement(at, tag)
    at.text = "x"


def _wide(chance: random.Random, _root: etree._Element, element: etree._Element) -> None:
    for _ in range(chance.choice((50, 1_000, 20_000))):
        etree.SubElement(element, "x")


def _reference(chance: random.Random, _root: etree._Element, element: etree._Element) -> None:
    a, w = NAMESPACES[4], NAMESPACES[6]
    at = element
    del at[:]
    at.text = None
    for _ in range(chance.choice((1, 2, 17, 40))):
        parameters = etree.SubElement(
            etree.SubElement(at, f"{{{a}}}EndpointReference"), f"{{{a}}}ReferenceParameters"
        )
        etree.SubElement(parameters, f"{{{w}}}ResourceURI").text = chance.choice(
            VALUES[:1] + NAMESPACES
        )
        at = etree.SubElement(
            etree.SubElement(parameters, f"{{{w}}}SelectorSet"), f"{{{w}}}Selector"
        )
        if chance.random() < 0.9:
            at.set("Name", "K")


def _object(chance: random.Random, _root: etree._Element, element: etree._Element) -> None:
    del element[:]
    element.text = None
    inner = etree.SubElement(element, f"{{{NAMESPACES[8]}}}Name")
    inner.text = chance.choice(VALUES[:-1])
    if chance.random() < 0.5:
        etree.SubElement(element, f"{{{NAMESPACES[7]}}}Datetime").text = "x"


TREE: tuple[Mutation, ...] = tuple(
    map(
        _on_tree,
        (
            *(_drop, _duplicate, _swap, _moved, _renamed, _other_namespace, _nil, _retyped),
            *(_other_value, _other_value, _other_value, _other_value, _nil, _drop, _duplicate),
            *(_huge, _deep, _wide, _reference, _object),
        ),
    )
)
