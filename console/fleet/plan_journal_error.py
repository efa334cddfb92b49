"""Errors as a plan's journal keeps them: the name of the kind and its fields, and back: pure.

No error holds a secret (see ``model.errors``), so neither does the journal. A kind that is not in
the table, or that a later version wrote, comes back as a plain error with its message.
"""

import enum
from collections.abc import Mapping
from typing import Any, Final, cast

from console.model.errors import (
    Cancelled,
    ClassMissing,
    ConsoleError,
    Forbidden,
    HostBusy,
    Malformed,
    NamespaceMissing,
    NotPossible,
    NotWsman,
    ObjectGone,
    OperationFailed,
    OutcomeUnknown,
    QueryInvalid,
    QuotaExceeded,
    Refused,
    RefusedReason,
    TimedOut,
    Unreachable,
    UnreachableReason,
    Untrusted,
    WsmanFault,
)

_FAULT: Final = ("code", "subcode", "reason", "wmi_code", "wmi_text")

_FIELDS: Final[Mapping[type[ConsoleError], tuple[str, ...]]] = {
    Unreachable: ("reason", "address", "detail", "may_have_arrived"),
    TimedOut: ("phase", "seconds", "address", "may_have_arrived"),
    Untrusted: ("address", "detail"),
    Refused: ("reason", "address", "user", "offered"),
    NotWsman: ("address", "status", "content_type", "server"),
    OperationFailed: ("method", "code", "host_text", "more"),
    NotPossible: ("why", "subject"),
    **dict.fromkeys(
        (
            WsmanFault,
            Forbidden,
            ObjectGone,
            NamespaceMissing,
            ClassMissing,
            QueryInvalid,
            QuotaExceeded,
            HostBusy,
        ),
        _FAULT,
    ),
    **dict.fromkeys((Malformed, Cancelled, OutcomeUnknown, ConsoleError), ()),
}
"""The fields of each kind, by the names of its constructor's parameters; none: the message."""

_KINDS: Final = {kind.__name__: kind for kind in _FIELDS}
_REASONS: Final[Mapping[type[ConsoleError], type[enum.Enum]]] = {
    Unreachable: UnreachableReason,
    Refused: RefusedReason,
}
_TEXT: Final = "message"


def error_values(error: ConsoleError) -> dict[str, object]:
    """Return an error as values for JSON."""
    kind = type(error) if type(error) in _FIELDS else ConsoleError
    fields = _FIELDS[kind]
    values: dict[str, object] = {"kind": kind.__name__}
    for name in fields:
        value = getattr(error, name)
        values[name] = value.value if isinstance(value, enum.Enum) else value
    return values if fields else values | {_TEXT: str(error)}


def read_error(values: Mapping[str, object]) -> ConsoleError:
    """Return the error that was written.

    Raises:
        TypeError, ValueError, KeyError: It is not what ``error_values`` writes.
    """
    kind = _KINDS.get(str(values["kind"]), ConsoleError)
    fields = _FIELDS[kind]
    if not fields:
        return kind(str(values.get(_TEXT, values["kind"])))
    found: dict[str, Any] = {name: _whole(values[name]) for name in fields}
    if kind in _REASONS:
        found["reason"] = _REASONS[kind](found["reason"])
    return kind(**found)


def _whole(value: object) -> object:
    """Give JSON's lists back their shape."""
    return tuple(cast("list[object]", value)) if isinstance(value, list) else value
