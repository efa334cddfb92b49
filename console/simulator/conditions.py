"""WHERE as a function: what a parsed condition means for the objects of one class.

Comparisons with a null are unknown, unknown stays unknown under NOT, and a row counts only when its
condition is true, as in SQL. Text is compared without regard to case (WQL reference). Arrays,
references and embedded objects cannot be compared.
"""

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from console.model.errors import Malformed
from console.simulator.failures import CimFailure, CimStatus
from console.simulator.object_path import first_guid
from console.simulator.rows import Anchor, BoundRows
from console.simulator.wql import And, Comparison, Condition, Like, Literal, NameComparison, Not, Or
from console.wsman.cim import CimValue, parse_interval, parse_moment

Test = Callable[[Any, float], bool | None]
"""Whether a thing matches at a moment; ``None`` for unknown."""

Reader = Callable[[Any, float], CimValue]

_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_WORDS = {"true": True, "false": False, "1": True, "0": False}


class ConditionBuilder:
    """Makes tests for one class.

    ``system`` reads system properties such as ``__SERVER`` by their name in lower case.
    """

    def __init__(self, rows: BoundRows[Any], system: Mapping[str, Reader]) -> None:
        self._rows = rows
        self._system = system

    def build(self, condition: Condition) -> Test:
        """Return the test of a condition.

        Raises:
            CimFailure: ``INVALID_QUERY``: an unknown property, or one that cannot be compared.
        """
        match condition:
            case And(parts):
                return _all([self.build(part) for part in parts])
            case Or(parts):
                return _any([self.build(part) for part in parts])
            case Not(part):
                return _not(self.build(part))
            case Like(name, pattern):
                return self._like(name, pattern)
            case Comparison(name, sign, value):
                return self._comparison(name, sign, value)
            case NameComparison(left, sign, right):
                return self._names(left, sign, right)

    def reader(self, name: str) -> tuple[str, Reader]:
        """Return the CIM type and the function of a property, or of a system property."""
        key = name.lower()
        if key in self._system:
            return "string", self._system[key]
        found = self._rows.cim_class.by_name.get(key)
        if found is None or found.is_array or found.type in ("reference", "object"):
            raise CimFailure(CimStatus.INVALID_QUERY, f"Invalid query: '{name}'")
        return found.type, self._rows.reader(found.name)

    def _comparison(self, name: str, sign: str, value: Literal) -> Test:
        kind, read = self.reader(name)
        if value is None:
            if sign not in ("=", "<>"):
                raise CimFailure(CimStatus.INVALID_QUERY, "Invalid query: order of NULL")
            wanted = sign == "="
            return lambda thing, now: (read(thing, now) is None) is wanted
        compare, constant = _COMPARE[sign], _convert(kind, value)
        if not isinstance(constant, str):
            return _compared(read, compare, constant)
        if sign == "=":
            return _same_text(read, constant)
        folded = constant.casefold()

        def test(thing: object, now: float) -> bool | None:
            found = read(thing, now)
            return None if found is None else compare(str(found).casefold(), folded)

        return test

    def _names(self, left: str, sign: str, right: str) -> Test:
        if left.lower() not in self._system and right.lower() not in self._system:
            raise CimFailure(CimStatus.INVALID_QUERY, "Invalid query: two properties")
        (_, read_left), (_, read_right) = self.reader(left), self.reader(right)
        compare = _COMPARE[sign]

        def test(thing: object, now: float) -> bool | None:
            one, other = read_left(thing, now), read_right(thing, now)
            if one is None or other is None:
                return None
            return compare(str(one).casefold(), str(other).casefold())

        return test

    def _like(self, name: str, pattern: str) -> Test:
        kind, read = self.reader(name)
        if kind != "string":
            raise CimFailure(CimStatus.INVALID_QUERY, f"Invalid query: LIKE on '{name}'")
        matches = like_pattern(pattern).match

        def test(thing: object, now: float) -> bool | None:
            found = read(thing, now)
            return None if found is None else matches(str(found)) is not None

        return test


def _compared(read: Reader, compare: Callable[[Any, Any], bool], constant: object) -> Test:
    def test(thing: object, now: float) -> bool | None:
        found = read(thing, now)
        return None if found is None else compare(found, constant)

    return test


def _same_text(read: Reader, constant: str) -> Test:
    folded = constant.casefold()

    def test(thing: object, now: float) -> bool | None:
        found = read(thing, now)
        if found == constant:
            return True
        return None if found is None else str(found).casefold() == folded

    return test


def _all(tests: list[Test]) -> Test:
    def test(thing: object, now: float) -> bool | None:
        known = True
        for part in tests:
            result = part(thing, now)
            if result is False:
                return False
            known = known and result is not None
        return True if known else None

    return test


def _any(tests: list[Test]) -> Test:
    def test(thing: object, now: float) -> bool | None:
        known = True
        for part in tests:
            result = part(thing, now)
            if result is True:
                return True
            known = known and result is not None
        return False if known else None

    return test


def _not(part: Test) -> Test:
    def test(thing: object, now: float) -> bool | None:
        result = part(thing, now)
        return None if result is None else not result

    return test


def _convert(kind: str, value: str | float) -> str | float | datetime | timedelta:
    """Read a literal as the type of the property that it is compared with."""
    try:
        if kind == "string":
            return str(value) if not isinstance(value, bool) else str(value).upper()
        if kind == "boolean":
            return _WORDS[str(value).lower()]
        if kind == "datetime":
            text = str(value)
            return parse_interval(text) if text.endswith(":000") else parse_moment(text)
        return int(value) if isinstance(value, str) else value
    except (ValueError, KeyError, Malformed) as problem:
        raise CimFailure(CimStatus.INVALID_QUERY, f"Invalid query: {value!r:.60}") from problem


@lru_cache(maxsize=256)
def like_pattern(pattern: str) -> re.Pattern[str]:
    """Turn a LIKE pattern into a regular expression that matches whole texts.

    ``%`` any text, ``_`` one character, ``[a-f]`` one of, ``[^a-f]`` none of, ``[%]`` literally.
    """
    parts: list[str] = []
    position = 0
    while position < len(pattern):
        mark = pattern[position]
        end = pattern.find("]", position + 2) if mark == "[" else -1
        if end > 0:
            parts.append(_set(pattern[position + 1 : end]))
            position = end + 1
            continue
        parts.append({"%": ".*", "_": "."}.get(mark) or re.escape(mark))
        position += 1
    return re.compile("".join(parts) + r"\Z", re.IGNORECASE | re.DOTALL)


def _set(inside: str) -> str:
    negated, members = inside.startswith("^"), inside.removeprefix("^")
    if not members:
        return re.escape(f"[{inside}]")
    ranges: list[str] = []
    position = 0
    while position < len(members):
        first = members[position]
        if members[position + 1 : position + 2] == "-" and position + 2 < len(members):
            last = members[position + 2]
            low, high = sorted((first, last))
            ranges.append(f"{re.escape(low)}-{re.escape(high)}")
            position += 3
        else:
            ranges.append(re.escape(first))
            position += 1
    return f"[{'^' if negated else ''}{''.join(ranges)}]"


def anchors(condition: Condition | None) -> Iterator[Anchor]:
    """Find columns that a row must hold a certain GUID in, so that few rows need a look.

    Only conditions that every matching row fulfils count: not those below OR or NOT.
    """
    match condition:
        case And(parts):
            for part in parts:
                yield from anchors(part)
        case Or((part,)):
            yield from anchors(part)
        case Comparison(name, "=", str(text)):
            yield from _anchor(name, text)
        case Like(name, pattern):
            yield from _anchor(name, re.split(r"[%_\[]", pattern, maxsplit=1)[0])
        case _:
            return


def _anchor(name: str, text: str) -> Iterator[Anchor]:
    guid = first_guid(text)
    if guid:
        yield name.lower(), guid
