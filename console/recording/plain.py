"""Typed results as plain data, and the differences between two of them.

A later client may know more of an object than the one that made a recording, so an object's new
fields are no difference; everything else is.
"""

import hashlib
import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, Final, cast

from console.model.errors import ConsoleError, NotPossible, OperationFailed, WsmanFault

_CLASS: Final = "is"
Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]


def plain(value: object) -> Plain:
    """Return a result of the client as what JSON can hold.

    Raises:
        TypeError: It holds something that is no value, such as a function.
    """
    match value:
        case Enum():
            return f"{type(value).__name__}.{value.name}"
        case None | bool() | int() | float() | str():
            return value
        case bytes():
            return {"bytes": len(value), "sha256": hashlib.sha256(value).hexdigest()[:16]}
        case datetime() | timedelta():
            return str(value)
        case ConsoleError():
            return _error(value)
        case _:
            return _collection(value)


def _collection(value: object) -> Plain:
    if isinstance(value, Mapping):
        pairs = cast("Mapping[Any, Any]", value).items()
        return {"map": _ordered([[plain(key), plain(inner)] for key, inner in pairs])}
    if isinstance(value, AbstractSet):
        return {"set": _ordered([plain(inner) for inner in cast("AbstractSet[Any]", value)])}
    if isinstance(value, tuple | list):
        return [plain(inner) for inner in cast("tuple[Any, ...]", value)]
    if is_dataclass(value) and not isinstance(value, type):
        found: dict[str, Plain] = {_CLASS: type(value).__name__}
        found.update((each.name, plain(getattr(value, each.name))) for each in fields(value))
        return found
    raise TypeError(f"no value: {type(value).__name__}")


def _ordered(items: list[Plain]) -> list[Plain]:
    return sorted(items, key=lambda item: json.dumps(item, sort_keys=True))


def _error(error: ConsoleError) -> Plain:
    """Return what the rest of the program acts on: the kind and its numbers, no sentence."""
    found: dict[str, Plain] = {_CLASS: type(error).__name__}
    if isinstance(error, WsmanFault):
        found.update(code=error.code, subcode=error.subcode, wmi_code=error.wmi_code)
    if isinstance(error, NotPossible):
        found["why"] = error.why
    if isinstance(error, OperationFailed):
        found.update(method=error.method, code=error.code)
    return {"error": found}


def differences(expected: Plain, actual: Plain, where: str = "") -> list[str]:
    """Return where a result is not what was expected, one line each."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        names = expected if _CLASS in expected else {*expected, *actual}
        return [
            line
            for name in sorted(names)
            for line in differences(
                expected.get(name), actual.get(name), f"{where}.{name}" if where else name
            )
        ]
    if isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        pairs = enumerate(zip(expected, actual, strict=True))
        return [
            line for at, (one, other) in pairs for line in differences(one, other, f"{where}[{at}]")
        ]
    if type(expected) is type(actual) and expected == actual:
        return []
    return [f"{where}: expected {_short(expected)}, found {_short(actual)}"]


def _short(value: Plain) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 200 else f"{text[:200]}… ({len(text)} characters)"
