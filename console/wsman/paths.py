r"""Read and write WMI object paths, the form that references have inside embedded instances.

``\\HOST\root\virtualization\v2:Msvm_X.CreationClassName="Msvm_X",InstanceID="Microsoft:A\\B"``:
host and namespace are optional, slashes lean either way, backslashes and quotes in key values are
escaped by a backslash. A key holding a reference has a whole path as its value.
Source: "Describing a WMI Object Path" (Win32 documentation of WMI).
"""

import re
from dataclasses import dataclass

from console.model.errors import Malformed
from console.wsman import names
from console.wsman.cim import CimReference

_HOST = re.compile(r"[\\/]{2}(?P<host>[^\\/:]+)[\\/](?=[^\\/])")
_NAMESPACE = re.compile(r"(?P<namespace>[^:.=\"']+):")
_CLASS = re.compile(r"(?P<name>[A-Za-z_]\w*)", re.ASCII)
_KEY = re.compile(r"\s*(?P<name>[A-Za-z_]\w*)\s*=\s*", re.ASCII)
_DOUBLE = re.compile(r'"((?:[^"\\]|\\.)*+)"\s*', re.DOTALL)
_SINGLE = re.compile(r"'((?:[^'\\]|\\.)*+)'\s*", re.DOTALL)
_BARE = re.compile(r"([^\s,\"']+)\s*")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_INTEGER = re.compile(r"-?\d{1,20}\Z", re.ASCII)

MAX_LENGTH = 65_536
"""Longer texts are no paths."""


@dataclass(frozen=True, slots=True)
class ObjectPath:
    """A parsed path.

    Attributes:
        class_name: The class.
        keys: Name and value in order; numbers stand without quotes in the text. Empty for a
            class path and for a singleton.
        namespace: With forward slashes, empty when the path has none.
        host: Empty when the path has none; ``.`` is this host.
        is_singleton: Whether the path ends in ``=@``.
    """

    class_name: str
    keys: tuple[tuple[str, str | int], ...] = ()
    namespace: str = ""
    host: str = ""
    is_singleton: bool = False

    def key(self, name: str) -> str:
        """Return one key as text, empty when it is missing."""
        return next((str(v) for k, v in self.keys if k.lower() == name.lower()), "")

    def to_reference(self, namespace: str = names.HYPERV_NAMESPACE) -> CimReference:
        """Return the same object as an endpoint reference.

        Args:
            namespace: Of a path that has none.
        """
        uri = names.class_uri(self.namespace or namespace, self.class_name)
        return CimReference(uri, tuple((name, str(value)) for name, value in self.keys))


def path_of(reference: CimReference, host: str = "") -> ObjectPath:
    """Return the path of a referenced object; keys that are references become paths in turn.

    Raises:
        ValueError: The reference is not one to a WMI object.
    """
    found = names.split_class_uri(reference.resource_uri)
    if found is None:
        raise ValueError(f"no WMI object: {reference.resource_uri}")
    keys = tuple(
        (name, value if isinstance(value, str) else format_path(path_of(value, host)))
        for name, value in reference.selectors
    )
    return ObjectPath(found[1], keys, found[0], host)


def format_path(path: ObjectPath) -> str:
    """Write a path the way WMI itself does (``__PATH``)."""
    namespace = path.namespace.replace("/", "\\")
    start = f"\\\\{path.host}\\" if path.host else ""
    start += f"{namespace}:" if namespace else ""
    if path.is_singleton:
        return f"{start}{path.class_name}=@"
    keys = ",".join(f"{name}={_quoted(value)}" for name, value in path.keys)
    return f"{start}{path.class_name}.{keys}" if keys else f"{start}{path.class_name}"


def _quoted(value: str | int) -> str:
    if isinstance(value, int):
        return str(int(value))
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def parse_path(text: str) -> ObjectPath:
    """Read a path.

    Raises:
        Malformed: It is none.
    """
    text = text.strip()
    if len(text) > MAX_LENGTH:
        raise Malformed("object path too long")
    position = 0
    host = namespace = ""
    if found := _HOST.match(text):
        host, position = found["host"], found.end()
    if found := _NAMESPACE.match(text, position):
        namespace, position = found["namespace"].strip("\\/"), found.end()
    elif host:
        raise _not_a_path(text)
    name = _CLASS.match(text, position)
    if name is None:
        raise _not_a_path(text)
    namespace = namespace.replace("\\", "/")
    rest = text[name.end() :]
    if rest == "=@":
        return ObjectPath(name["name"], (), namespace, host, is_singleton=True)
    if rest and not rest.startswith("."):
        raise _not_a_path(text)
    return ObjectPath(name["name"], _keys(rest[1:]) if rest else (), namespace, host)


def _keys(text: str) -> tuple[tuple[str, str | int], ...]:
    keys: list[tuple[str, str | int]] = []
    position = 0
    while True:
        name = _KEY.match(text, position)
        if name is None:
            raise _not_a_path(text)
        value, position = _value(text, name.end())
        keys.append((name["name"], value))
        if position == len(text):
            return tuple(keys)
        if text[position] != ",":
            raise _not_a_path(text)
        position += 1


def _value(text: str, position: int) -> tuple[str | int, int]:
    found = _DOUBLE.match(text, position) or _SINGLE.match(text, position)
    if found is not None:
        return _ESCAPED.sub(r"\1", found[1]), found.end()
    found = _BARE.match(text, position)
    if found is None:
        raise _not_a_path(text)
    bare = found[1]
    return (int(bare) if _INTEGER.match(bare) else bare), found.end()


def _not_a_path(text: str) -> Malformed:
    return Malformed(f"not an object path: {text[:120]!r}")
