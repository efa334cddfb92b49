"""One value of a parsed TOML file that knows its line, for reading that complains exactly."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, cast

from console.model.errors import ProfileInvalid
from console.settings.profile_lines import Place, locate
from console.settings.profile_words import suggestion

_AT: Final = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)\Z")


@dataclass(frozen=True, slots=True)
class Node:
    """A value and where it stands.

    Attributes:
        value: What the parser made of it.
        path: The file.
        place: Where in the file.
        lines: The line of every place.
    """

    value: object
    path: str
    place: Place = ()
    lines: Mapping[Place, int] = field(default_factory=dict[Place, int], repr=False)

    @property
    def name(self) -> str:
        """The key that it stands under."""
        return str(self.place[-1]) if self.place else ""

    @property
    def line(self) -> int:
        """Its line, or that of the nearest value around it."""
        place = self.place
        while place not in self.lines and place:
            place = place[:-1]
        return self.lines.get(place, 0)

    @property
    def is_filled_table(self) -> bool:
        """Whether it is a table with something in it."""
        return isinstance(self.value, dict) and len(self._table()) > 0

    def wrong(self, problem: str) -> ProfileInvalid:
        """Return the error about this value."""
        where = _spelt(self.place)
        return ProfileInvalid(self.path, self.line, f"{where}: {problem}" if where else problem)

    def child(self, key: str) -> "Node | None":
        """Return what stands under a key, ``None`` when nothing does.

        Raises:
            ProfileInvalid: This is no table.
        """
        table = self._table()
        return self._inner(table[key], key) if key in table else None

    def children(self) -> tuple["Node", ...]:
        """Return everything in a table.

        Raises:
            ProfileInvalid: This is no table.
        """
        return tuple(self._inner(value, key) for key, value in self._table().items())

    def required(self, key: str) -> "Node":
        """Return what stands under a key that must be there.

        Raises:
            ProfileInvalid: It is not, or this is no table.
        """
        found = self.child(key)
        if found is None:
            raise self.wrong(f'the key "{key}" is expected')
        return found

    def only(self, *known: str, what: str = "key") -> None:
        """Refuse keys that are not known.

        Raises:
            ProfileInvalid: There is one, or this is no table.
        """
        for item in self.children():
            if item.name not in known:
                hint = suggestion(item.name, known)
                raise item.wrong(f"unknown {what}{hint} expected one of {', '.join(known)}")

    def text(self, expected: str) -> str:
        """Return a text.

        Raises:
            ProfileInvalid: It is something else.
        """
        if not isinstance(self.value, str):
            raise self.wrong(expected)
        return self.value

    def items(self, expected: str) -> tuple["Node", ...]:
        """Return the items of a list that has some.

        Raises:
            ProfileInvalid: It is something else, or empty.
        """
        value = self.value
        values = cast("list[object]", value) if isinstance(value, list) else []
        if not values:
            raise self.wrong(expected)
        return tuple(self._inner(value, index) for index, value in enumerate(values))

    def _table(self) -> Mapping[str, object]:
        value = self.value
        if not isinstance(value, dict):
            raise self.wrong("a table is expected")
        return cast("dict[str, object]", value)

    def _inner(self, value: object, key: str | int) -> "Node":
        return Node(value, self.path, (*self.place, key), self.lines)


def parsed(text: str, path: str) -> Node:
    """Return the top of a file.

    Raises:
        ProfileInvalid: It is no TOML.
    """
    try:
        values = tomllib.loads(text)
        lines = locate(text)
    except ValueError as problem:  # TOMLDecodeError is one; a number of 5,000 digits another
        raise _broken(str(problem), text, path) from problem
    except RecursionError as problem:
        raise ProfileInvalid(path, 0, "TOML that is nested less deeply is expected") from problem
    return Node(values, path, (), lines)


def _broken(problem: str, text: str, path: str) -> ProfileInvalid:
    match = _AT.search(problem)
    if match is None:
        return ProfileInvalid(path, 0, f"TOML is expected: {problem}")
    last = max(1, len(text.split("\n")) - text.endswith("\n"))
    line = int(match[1]) if match[1] else last
    return ProfileInvalid(path, line, f"TOML is expected: {problem[: match.start()]}")


def _spelt(place: Place) -> str:
    """Return a place as text, such as ``rule[2].match.names[1]``; items are counted from one."""
    words: list[str] = []
    for key in place:
        if isinstance(key, int) and words:
            words[-1] += f"[{key + 1}]"
        else:
            words.append(str(key))
    return ".".join(words)
