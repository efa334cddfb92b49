"""Build WQL text, so that no name or value can change what a query means.

Values become quoted literals with backslashes and quotes escaped; names must be identifiers.
Source: "WQL (SQL for WMI)" (Win32 documentation of WMI).
"""

import re
from collections.abc import Iterable

from console.wsman.paths import ObjectPath, format_path

_NAME = re.compile(r"[A-Za-z_]\w*\Z", re.ASCII)


def quote(value: str) -> str:
    """Return a string literal, quotes included."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def literal(value: str | int) -> str:
    """Return a string, number or boolean as WQL writes it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return quote(value) if isinstance(value, str) else str(int(value))


def equals(name: str, value: str | int) -> str:
    """Return the condition that a property has a value.

    Raises:
        ValueError: ``name`` is no identifier.
    """
    return f"{_checked(name)} = {literal(value)}"


def any_of(name: str, values: Iterable[str | int]) -> str:
    """Return the condition that a property has one of the values (WQL has no ``IN``).

    Raises:
        ValueError: ``name`` is no identifier, or there is no value.
    """
    parts = [equals(name, value) for value in values]
    if not parts:
        raise ValueError("no value to compare with")
    return f"({' OR '.join(parts)})" if len(parts) > 1 else parts[0]


def select(class_name: str, columns: Iterable[str] = (), where: str = "") -> str:
    """Return a SELECT.

    Args:
        class_name: The class.
        columns: None means ``*``. With columns, rows arrive without class and key, so name the
            key as well.
        where: A condition made by ``equals`` and ``any_of``.

    Raises:
        ValueError: A name is no identifier.
    """
    listed = ", ".join(_checked(column) for column in columns)
    # Every part is checked or quoted, which is the purpose of this module.
    text = f"SELECT {listed or '*'} FROM {_checked(class_name)}"  # noqa: S608
    return f"{text} WHERE {where}" if where else text


def associators(
    path: ObjectPath,
    *,
    association_class: str = "",
    result_class: str = "",
    role: str = "",
    result_role: str = "",
) -> str:
    """Return ASSOCIATORS OF: the objects at the other end of the associations of one object.

    Args:
        path: The object.
        association_class: Only over this class of association.
        result_class: Only objects of this class.
        role: The property of the association that holds the object.
        result_role: The property that holds the result.

    Raises:
        ValueError: A name is no identifier.
    """
    return _walk(
        "ASSOCIATORS",
        path,
        (
            ("AssocClass", association_class),
            ("ResultClass", result_class),
            ("Role", role),
            ("ResultRole", result_role),
        ),
    )


def references(path: ObjectPath, *, result_class: str = "", role: str = "") -> str:
    """Return REFERENCES OF: the association instances themselves.

    Raises:
        ValueError: A name is no identifier.
    """
    return _walk("REFERENCES", path, (("ResultClass", result_class), ("Role", role)))


def _walk(verb: str, path: ObjectPath, conditions: tuple[tuple[str, str], ...]) -> str:
    where = " ".join(f"{word} = {_checked(name)}" for word, name in conditions if name)
    text = f"{verb} OF {{{format_path(path)}}}"
    return f"{text} WHERE {where}" if where else text


def _checked(name: str) -> str:
    if not _NAME.match(name):
        raise ValueError(f"not an identifier: {name[:80]!r}")
    return name
