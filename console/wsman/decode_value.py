"""Read CIM values, references and instances from WS-CIM elements (DSP0230).

Hot code: one refresh of a large host is some ten thousand properties. Values stay text, because
replies carry no types; ``CimInstance`` has typed getters.
"""

from console.model.errors import Malformed
from console.wsman import names
from console.wsman.cim import CimInstance, CimReference, CimScalar, CimValue
from console.wsman.encode_value import NAMESPACE_SELECTOR
from console.wsman.xml import (
    Element,
    attribute,
    child,
    children,
    local_name,
    namespace_of,
    text_of,
)

MAX_DEPTH = 16
"""How deep objects and references may nest; real ones go two levels."""

_NIL = f"{{{names.XSI}}}nil"
_TYPE = f"{{{names.XSI}}}type"
_TRUE = frozenset({"true", "1"})


def read_properties(parent: Element, depth: int = 0) -> dict[str, CimValue]:
    """Return the children of an element by local name, repeated ones as a tuple.

    A nil element is ``None``. WMI has no nulls inside arrays, so a nil among repeated elements
    is dropped.

    Raises:
        Malformed: A reference is broken, or the nesting is too deep.
    """
    properties: dict[str, CimValue] = {}
    repeated: dict[str, list[CimScalar]] = {}
    for item in parent:
        name = str(item.tag).rpartition("}")[2]
        value: CimScalar | None
        if len(item):
            value = _complex(item, depth)
        else:
            value = item.text
            if value is None:
                value = _empty(item)
        if name not in properties:
            properties[name] = value
        elif name in repeated:
            if value is not None:
                repeated[name].append(value)
        else:
            pair = (properties[name], value)
            repeated[name] = [one for one in pair if one is not None and not isinstance(one, tuple)]
    for name, values in repeated.items():
        properties[name] = tuple(values)
    return properties


def _empty(element: Element) -> CimScalar | None:
    """Tell null, an object without properties, and empty text apart."""
    if not element.attrib:
        return ""
    if attribute(element, _NIL).strip() in _TRUE:
        return None
    kind = attribute(element, _TYPE)
    if kind.endswith("_Type"):
        return _object(element, 0)
    return ""


def _complex(element: Element, depth: int) -> CimScalar:
    """Read an element with children: a reference, a time, or an embedded object."""
    if depth >= MAX_DEPTH:
        raise Malformed("values nested too deeply")
    first = element[0]
    space = namespace_of(first)
    if space == names.ADDRESSING:
        return read_reference(element, depth + 1)
    if space == names.CIM_COMMON:
        return (first.text or "").strip()
    return _object(element, depth + 1)


def _class_of(element: Element) -> str:
    """Return the class from ``xsi:type`` (``p:Msvm_X_Type``), empty when there is none."""
    kind = attribute(element, _TYPE).rpartition(":")[2]
    return kind[: -len("_Type")] if kind.endswith("_Type") else ""


def _wmi_namespace(uri: str) -> str:
    start = names.WMI_ROOT + "/"
    return uri[len(start) :].rpartition("/")[0] if uri.startswith(start) else ""


def _object(element: Element, depth: int) -> CimInstance:
    """Read an embedded object; its children live in the namespace of its own class."""
    uri = namespace_of(element[0]) if len(element) else ""
    if not uri:
        prefix = attribute(element, _TYPE).partition(":")[0]
        uri = element.nsmap.get(prefix) or ""
    class_name = _class_of(element) or uri.rpartition("/")[2]
    return CimInstance(class_name, read_properties(element, depth), None, _wmi_namespace(uri))


def read_instance(element: Element, reference: CimReference | None = None) -> CimInstance:
    """Read a whole object; its class is its ``xsi:type``, or else its element's name.

    Raises:
        Malformed: As ``read_properties``.
    """
    return CimInstance(
        _class_of(element) or local_name(element),
        read_properties(element),
        reference,
        _wmi_namespace(namespace_of(element)),
    )


def read_reference(element: Element, depth: int = 0) -> CimReference:
    """Read an endpoint reference, given with or without its own wrapper element.

    The selector for the WMI namespace is dropped where the resource URI names it too.

    Raises:
        Malformed: It names no resource.
    """
    if depth >= MAX_DEPTH:
        raise Malformed("references nested too deeply")
    inner = child(element, names.ADDRESSING, "EndpointReference")
    if inner is not None:
        element = inner
    parameters = child(element, names.ADDRESSING, "ReferenceParameters")
    if parameters is None:
        parameters = child(element, names.ADDRESSING, "ReferenceProperties")
    uri = text_of(parameters, names.WSMAN, "ResourceURI")
    if parameters is None or not uri:
        raise Malformed("reference without a resource")
    selectors = read_selectors(child(parameters, names.WSMAN, "SelectorSet"), depth + 1)
    if names.split_class_uri(uri) is not None:
        selectors = tuple(pair for pair in selectors if pair[0].lower() != NAMESPACE_SELECTOR)
    return CimReference(uri, selectors)


def read_selectors(
    selector_set: Element | None, depth: int = 0
) -> tuple[tuple[str, str | CimReference], ...]:
    """Read a selector set.

    Raises:
        Malformed: A selector has no name, or a reference in it is broken.
    """
    if selector_set is None:
        return ()
    found: list[tuple[str, str | CimReference]] = []
    for selector in children(selector_set, names.WSMAN, "Selector"):
        name = attribute(selector, "Name")
        if not name:
            raise Malformed("selector without a name")
        value = read_reference(selector, depth) if len(selector) else selector.text or ""
        found.append((name, value))
    return tuple(found)
