"""What a request is about: the namespace, the class and the keys behind a resource URI."""

from dataclasses import dataclass

from console.simulator import refusals
from console.simulator.failures import CimFailure
from console.simulator.schema import schema_of
from console.wsman import names
from console.wsman.cim import CimInstance, CimReference, CimScalar, CimValue
from console.wsman.message import Item, RequestHeader

_NAMESPACE_SELECTOR = "__cimnamespace"
_NEWEST_BUILD = 99_999
_ANY_CIM_CLASS = "http://schemas.dmtf.org/wbem/wscim/1/*"
_OTHER_ROOTS = ("http://schemas.microsoft.com/wbem/wsman/1/", "http://schemas.dmtf.org/wbem/")


@dataclass(frozen=True, slots=True)
class Target:
    """A class of a namespace, ``*`` for any, and the keys of an object of it."""

    namespace: str
    class_name: str
    selectors: tuple[tuple[str, str | CimReference], ...] = ()


def target_of(header: RequestHeader) -> Target:
    """Find out what a request is about.

    The selector ``__cimnamespace`` is no key: it names the namespace where the URI does not
    (DSP0227, 8.1).

    Raises:
        Refusal: The URI is none of WMI's.
    """
    uri = header.resource_uri
    keys = tuple((k, v) for k, v in header.selectors if k.lower() != _NAMESPACE_SELECTOR)
    found = names.split_class_uri(uri)
    if found is not None:
        return Target(*found, keys)
    bare = uri.partition("?")[0]
    if bare.lower() == _ANY_CIM_CLASS or bare.lower().startswith(names.CIM_ROOT.lower() + "/"):
        named = [v for k, v in header.selectors if k.lower() == _NAMESPACE_SELECTOR]
        namespace = named[0] if named and isinstance(named[0], str) else names.CIMV2_NAMESPACE
        return Target(namespace.replace("\\", "/").lower(), bare.rpartition("/")[2], keys)
    if bare.lower().startswith(_OTHER_ROOTS):
        raise refusals.resource_unknown()
    raise refusals.resource_uri_invalid()


def check_selectors(target: Target) -> None:
    """Compare selectors with the keys of the class.

    Fewer than all are fine: Windows finds the one service of its kind by ``CreationClassName``.

    Raises:
        Refusal: There are none where the class has keys, or one is no key.
    """
    try:
        keys = schema_of(target.namespace, _NEWEST_BUILD).find(target.class_name).keys
    except CimFailure:
        return  # the repository says so, in WMI's words
    known = {key.lower() for key in keys}
    if known and not target.selectors:
        raise refusals.not_a_singleton()
    if any(name.lower() not in known for name, _ in target.selectors):
        raise refusals.selectors_unexpected()


def matches(item: Item, selectors: tuple[tuple[str, str], ...]) -> bool:
    """Tell whether an object has all these values (selector filter, DSP0226 annex E)."""
    return item.instance is not None and all(
        _has(item.instance, name, text) for name, text in selectors
    )


def _has(instance: CimInstance, name: str, text: str) -> bool:
    for key, value in instance.properties.items():
        if key.lower() == name.lower():
            return text.lower() in _texts(value)
    return False


def _texts(value: CimValue) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(_text(v) for v in value) if isinstance(value, tuple) else (_text(value),)


def _text(value: CimScalar) -> str:
    return str(value).lower()
