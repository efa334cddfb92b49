"""Embedded instances: CIM objects as CIM-XML text inside a string (DSP0201, DSP0203).

Hyper-V takes and gives setting data this way. What its parser wants, and other encoders get
wrong: special characters as numeric references only (``&#38;``), arrays as ``PROPERTY.ARRAY``
even with one value, times in DSP0004's own form, booleans in lower case. A property left out is
left unchanged; there is no way to write null.

Reading delivers values by their declared ``TYPE``: integers, reals, booleans, aware datetimes and
timedeltas; everything else, and times with unknown digits (``*``), stays text.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from console.model.errors import Malformed
from console.wsman.cim import (
    INTEGER_RANGES,
    CimInstance,
    CimScalar,
    CimValue,
    format_dmtf_interval,
    format_dmtf_moment,
    parse_interval,
    parse_moment,
)
from console.wsman.encode_value import plain_text
from console.wsman.escape import escape_numeric
from console.wsman.xml import Element, attribute, local_name, parse

MAX_DEPTH = 16
_Written = str | float | datetime | timedelta
_ARRAY_MARK = "[]"
_DIGITS = re.compile(r"[+-]?\d{1,20}\Z", re.ASCII)
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


def encode_embedded(instance: CimInstance, types: Mapping[str, str]) -> str:
    """Write an object as CIM-XML text.

    Args:
        instance: ``None`` values are left out. Text is taken for any type, so what was read from
            a host can be sent back.
        types: CIM type of each property, such as ``uint16``; ``string[]`` makes an array of a
            single value too.

    Raises:
        ValueError: A type is missing or does not fit the value.
    """
    parts = [f'<INSTANCE CLASSNAME="{escape_numeric(instance.class_name)}">']
    for name, value in instance.properties.items():
        if value is None:
            continue
        if name not in types:
            raise ValueError(f"{name}: its type is not known")
        parts.append(_property(name, types[name], value))
    parts.append("</INSTANCE>")
    return "".join(parts)


def _property(name: str, declared: str, value: CimScalar | tuple[CimScalar, ...]) -> str:
    kind = declared.removesuffix(_ARRAY_MARK)
    head = f'NAME="{escape_numeric(name)}" TYPE="{escape_numeric(kind)}"'
    values = value if isinstance(value, tuple) else (value,)
    try:
        texts = [f"<VALUE>{_text(_fit(kind, item))}</VALUE>" for item in values]
    except Malformed as problem:
        raise ValueError(f"{name}: {problem}") from problem
    inner = "".join(texts)
    if isinstance(value, tuple) or declared.endswith(_ARRAY_MARK):
        return f"<PROPERTY.ARRAY {head}><VALUE.ARRAY>{inner}</VALUE.ARRAY></PROPERTY.ARRAY>"
    return f"<PROPERTY {head}>{inner}</PROPERTY>"


def _text(value: _Written) -> str:
    if isinstance(value, datetime):
        return format_dmtf_moment(value)
    if isinstance(value, timedelta):
        return format_dmtf_interval(value)
    return escape_numeric(value) if isinstance(value, str) else plain_text(value)


def _fit(kind: str, value: CimScalar) -> _Written:
    """Return a value, or its text, as a value of a CIM type.

    Raises:
        Malformed: It is none of that type.
    """
    fitted: _Written | None
    if kind in INTEGER_RANGES:
        fitted = _integer(kind, value)
    elif kind == "boolean":
        fitted = value if isinstance(value, bool) else _BOOLEANS.get(_word(value))
    elif kind == "datetime":
        fitted = _time(value)
    elif kind in {"real32", "real64"}:
        fitted = _real(value)
    else:
        fitted = value if isinstance(value, str) else None
    if fitted is None:
        raise Malformed(f"no {kind}: {value!r:.80}")
    return fitted


def _word(value: CimScalar) -> str:
    return value.strip().lower() if isinstance(value, str) else ""


def _integer(kind: str, value: CimScalar) -> int | None:
    if isinstance(value, str) and _DIGITS.match(value.strip()):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    low, high = INTEGER_RANGES[kind]
    return value if low <= value <= high else None


def _real(value: CimScalar) -> float | None:
    try:
        return float(value) if isinstance(value, str | float | int) else None
    except (ValueError, OverflowError):
        return None


def _time(value: CimScalar) -> datetime | timedelta | str | None:
    if isinstance(value, datetime | timedelta):
        return value
    text = value.strip() if isinstance(value, str) else ""
    if "*" in text:
        return text
    is_interval = text.startswith("P") or text.endswith(":000")
    return parse_interval(text) if is_interval else parse_moment(text)


def decode_embedded(text: str) -> CimInstance:
    """Read an object from CIM-XML text, as hosts and other clients write it.

    A byte order mark, an XML declaration, white space and wrappers around ``INSTANCE`` are
    tolerated; qualifiers, class origins and reference properties are passed over.

    Raises:
        Malformed: It is no such text, or a value does not fit its type.
    """
    try:
        data = text.lstrip("\ufeff \t\r\n").encode()
    except UnicodeEncodeError as problem:
        raise Malformed("embedded object with half characters") from problem
    root = parse(data)
    found = root if local_name(root) == "INSTANCE" else next(root.iter("{*}INSTANCE"), None)
    if found is None:
        raise Malformed(f"no INSTANCE in {local_name(root)[:80]}")
    return _instance(found, 0)


def _instance(element: Element, depth: int) -> CimInstance:
    if depth > MAX_DEPTH:
        raise Malformed("embedded objects nested too deeply")
    class_name = attribute(element, "CLASSNAME")
    if not class_name:
        raise Malformed("INSTANCE without a class")
    properties: dict[str, CimValue] = {}
    for item in element:
        reader = _READERS.get(local_name(item))
        if reader is None:
            continue
        name = attribute(item, "NAME")
        if not name:
            raise Malformed("PROPERTY without a name")
        properties[name] = reader(item, depth)
    return CimInstance(class_name, properties)


def _single(element: Element, _depth: int) -> CimValue:
    value = element.find("{*}VALUE")
    return None if value is None else _typed(element, value.text or "")


def _array(element: Element, _depth: int) -> CimValue:
    values = element.find("{*}VALUE.ARRAY")
    if values is None:
        return None
    return tuple(_typed(element, value.text or "") for value in values.iterfind("{*}VALUE"))


def _object(element: Element, depth: int) -> CimValue:
    found = element.find("{*}VALUE.OBJECT/{*}INSTANCE")
    return None if found is None else _instance(found, depth + 1)


def _objects(element: Element, depth: int) -> CimValue:
    values = element.find("{*}VALUE.OBJECTARRAY")
    if values is None:
        return None
    found = values.iterfind("{*}VALUE.OBJECT/{*}INSTANCE")
    return tuple(_instance(item, depth + 1) for item in found)


_READERS = {
    "PROPERTY": _single,
    "PROPERTY.ARRAY": _array,
    "PROPERTY.OBJECT": _object,
    "PROPERTY.OBJECTARRAY": _objects,
}


def _typed(element: Element, text: str) -> CimScalar:
    try:
        return _fit(attribute(element, "TYPE").lower(), text)
    except Malformed as problem:
        raise Malformed(f"{attribute(element, 'NAME')[:80]}: {problem}") from problem
