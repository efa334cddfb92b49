"""Write CIM values, references and instances as WS-CIM elements (DSP0230, MS-WSMV 2.2.4.10).

Text building, not a tree: a simulated host writes thousands of items a second. Every value goes
through ``escape``; element names come from class schemas and from our own code.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from console.wsman import names
from console.wsman.cim import (
    CimInstance,
    CimReference,
    CimValue,
    format_interval,
    format_moment,
)
from console.wsman.escape import escape_attribute, escape_text
from console.wsman.message import Item

_ADDRESS = f"<a:Address>{names.ANONYMOUS}</a:Address>"
_DECLARE_REFERENCE = f'xmlns:a="{names.ADDRESSING}" xmlns:w="{names.WSMAN}"'
_DECLARE_XSI = f'xmlns:xsi="{names.XSI}"'
_DECLARE_CIM = f' xmlns:cim="{names.CIM_COMMON}"'
NAMESPACE_SELECTOR = "__cimnamespace"


def selector_set(selectors: Iterable[tuple[str, "str | CimReference"]]) -> str:
    """Return ``w:SelectorSet``, or nothing when there are no selectors."""
    parts = [
        f'<w:Selector Name="{escape_attribute(name)}">{_selector_content(value)}</w:Selector>'
        for name, value in selectors
    ]
    return f"<w:SelectorSet>{''.join(parts)}</w:SelectorSet>" if parts else ""


def _selector_content(value: str | CimReference) -> str:
    if isinstance(value, CimReference):
        return f"<a:EndpointReference>{reference_content(value)}</a:EndpointReference>"
    return escape_text(value)


def reference_content(reference: CimReference, more: tuple[tuple[str, str], ...] = ()) -> str:
    """Return what stands inside an endpoint reference; ``more`` are further selectors."""
    return (
        f"{_ADDRESS}<a:ReferenceParameters>"
        f"<w:ResourceURI>{escape_text(reference.resource_uri)}</w:ResourceURI>"
        f"{selector_set((*reference.selectors, *more))}</a:ReferenceParameters>"
    )


def plain_text(value: str | float) -> str:
    """Return a text, boolean or number as escaped element content."""
    if isinstance(value, str):
        return escape_text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(int(value)) if isinstance(value, int) else _real(value)


def _real(value: float) -> str:
    """Write a real number as XML Schema wants it."""
    text = repr(value)
    return {"inf": "INF", "-inf": "-INF", "nan": "NaN"}.get(text, text)


def element(tag: str, value: CimValue, *, has_cim: bool = True) -> str:
    """Return the element, or elements, of one property.

    Null is a nil element, an array is one element per value, so an empty array is nothing.

    Args:
        tag: With its prefix.
        value: The value.
        has_cim: Whether the prefix ``cim`` is declared around here; ``xsi`` must be, if ``value``
            is null or an object.
    """
    if value is None:
        return f'<{tag} xsi:nil="true"/>'
    if isinstance(value, str | int | float):
        return f"<{tag}>{plain_text(value)}</{tag}>"
    if isinstance(value, tuple):
        return "".join([element(tag, item, has_cim=has_cim) for item in value])
    if isinstance(value, CimReference):
        return f"<{tag} {_DECLARE_REFERENCE}>{reference_content(value)}</{tag}>"
    if isinstance(value, CimInstance):
        return _embedded(tag, value, has_cim=has_cim)
    return f"<{tag}>{_time(value, '' if has_cim else _DECLARE_CIM)}</{tag}>"


def _time(value: datetime | timedelta, declare: str) -> str:
    if isinstance(value, datetime):
        return f"<cim:Datetime{declare}>{format_moment(value)}</cim:Datetime>"
    return f"<cim:Interval{declare}>{format_interval(value)}</cim:Interval>"


def _embedded(tag: str, instance: CimInstance, *, has_cim: bool) -> str:
    """Return an object inside a method's output; its children live in its own class namespace."""
    uri = names.class_uri(instance.namespace or names.HYPERV_NAMESPACE, instance.class_name)
    inner = "".join(
        [element(f"e:{name}", value, has_cim=has_cim) for name, value in _sorted(instance)]
    )
    kind = f'xsi:type="e:{instance.class_name}_Type"'
    return f'<{tag} xmlns:e="{escape_attribute(uri)}" {kind}>{inner}</{tag}>'


def _sorted(instance: CimInstance) -> list[tuple[str, CimValue]]:
    """WMI delivers properties in alphabetical order, inherited ones among them."""
    return sorted(instance.properties.items(), key=_lower_name)


def _lower_name(entry: tuple[str, CimValue]) -> str:
    return entry[0].lower()


def instance_text(instance: CimInstance, namespace: str = names.HYPERV_NAMESPACE) -> str:
    """Return a whole object in the layout that Windows has used since 2008 R2.

    Args:
        instance: ``None`` values become nil, missing ones are left out.
        namespace: WMI namespace of an instance that does not say its own.
    """
    name = instance.class_name
    uri = escape_attribute(names.class_uri(_namespace(instance) or namespace, name))
    parts = [
        f'<p:{name} {_DECLARE_XSI} xmlns:p="{uri}"{_DECLARE_CIM} xsi:type="p:{name}_Type">',
        *[element(f"p:{key}", value) for key, value in _sorted(instance)],
        f"</p:{name}>",
    ]
    return "".join(parts)


def _namespace(instance: CimInstance) -> str:
    if instance.namespace or instance.reference is None:
        return instance.namespace
    found = names.split_class_uri(instance.reference.resource_uri)
    return found[0] if found else ""


def fragment_text(instance: CimInstance, columns: tuple[str, ...]) -> str:
    """Return a row of a projected query: children in no namespace, no class, no type."""
    properties = instance.properties
    parts = [
        element(name, properties[name], has_cim=False) for name in columns if name in properties
    ]
    return f'<w:XmlFragment {_DECLARE_XSI} xmlns:w="{names.WSMAN}">{"".join(parts)}</w:XmlFragment>'


def reference_text(reference: CimReference) -> str:
    """Return ``a:EndpointReference`` as an item; such items name their WMI namespace."""
    found = names.split_class_uri(reference.resource_uri)
    more = ((NAMESPACE_SELECTOR, found[0]),) if found else ()
    return f"<a:EndpointReference>{reference_content(reference, more)}</a:EndpointReference>"


def item_content(item: Item, namespace: str = names.HYPERV_NAMESPACE) -> str:
    """Return an item without regard to its reference when it has an object.

    Raises:
        ValueError: It holds neither.
    """
    if item.instance is not None:
        if item.names is not None:
            return fragment_text(item.instance, item.names)
        return instance_text(item.instance, namespace)
    if item.reference is not None:
        return reference_text(item.reference)
    raise ValueError("an item without object and reference")
