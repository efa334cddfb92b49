r"""Paths of WMI objects: ``\\HOST\root\virtualization\v2:Class.Key="value",Key2="value"``.

WMI doubles backslashes inside key values, takes either kind of quote, and does not mind the case of
hosts, namespaces, classes and key names (WMI SDK, "Describing a WMI Object Path").
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from console.simulator.failures import CimFailure, CimStatus

_PATH = re.compile(
    r"\s*(?:(?:[\\/]{2}(?P<host>[^\\/:]+)[\\/])?(?P<space>[^:.=\"']+):)?"
    r"(?P<name>\w+)(?:\.(?P<keys>.+)|=(?P<only>.+))?\s*\Z",
    re.DOTALL,
)
_KEY = re.compile(
    r"\s*(\w+)\s*=\s*(\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|[^,\"'\s]+)\s*(,|\Z)", re.DOTALL
)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)

_GUID = re.compile(r"[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}", re.IGNORECASE)


def first_guid(text: str) -> str:
    """Return the first GUID in a text, in upper case; empty when there is none."""
    found = _GUID.search(text)
    return found[0].upper() if found else ""


@dataclass(frozen=True, slots=True)
class ObjectPath:
    """A path in parts.

    Attributes:
        class_name: The class.
        keys: Names and values; an empty name stands for "the only key there is".
        namespace: Lower case, slashes; empty when the path does not tell.
        host: Empty when the path does not tell.
    """

    class_name: str
    keys: tuple[tuple[str, str], ...] = ()
    namespace: str = ""
    host: str = ""


def normal_namespace(text: str) -> str:
    r"""Write a namespace one way: ``Root\Virtualization\V2`` becomes ``root/virtualization/v2``."""
    return text.replace("\\", "/").strip("/").lower()


def parse_path(text: str) -> ObjectPath:
    """Read a path.

    Raises:
        CimFailure: ``INVALID_OBJECT_PATH``.
    """
    match = _PATH.match(text)
    if match is None:
        raise CimFailure(CimStatus.INVALID_OBJECT_PATH, f"Invalid object path '{text:.200}'")
    keys: tuple[tuple[str, str], ...] = ()
    if match["keys"] is not None:
        keys = _read_keys(match["keys"])
    elif match["only"] is not None and match["only"].strip() != "@":
        keys = (("", _value(match["only"].strip())),)
    space = normal_namespace(match["space"] or "")
    return ObjectPath(match["name"], keys, space, match["host"] or "")


def _read_keys(text: str) -> tuple[tuple[str, str], ...]:
    keys: list[tuple[str, str]] = []
    position = 0
    while position < len(text):
        match = _KEY.match(text, position)
        if match is None:
            raise CimFailure(CimStatus.INVALID_OBJECT_PATH, f"Invalid object path: {text:.200}")
        keys.append((match[1], _value(match[2])))
        position = match.end()
    return tuple(keys)


def _value(text: str) -> str:
    return _ESCAPE.sub(r"\1", text[1:-1]) if text[:1] in "\"'" else text


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')


def format_path(host: str, namespace: str, class_name: str, keys: Iterable[tuple[str, str]]) -> str:
    """Write a path as WMI does, namespace and class as given."""
    pairs = ",".join(f'{key}="{_escaped(value)}"' for key, value in keys)
    space = namespace.replace("/", "\\")
    return f"\\\\{host}\\{space}:{class_name}" + (f".{pairs}" if pairs else "=@")
