"""Where in a TOML text each value stands, so that a complaint can name the line.

The parser of the standard library forgets positions. This scanner walks through a text that the
parser has accepted, so it need not doubt the grammar: it follows headers, keys, arrays and inline
tables, and skips strings and comments. A place is the path to a value, such as
``("rule", 0, "match", "names", 2)``: texts for keys, numbers for items of arrays.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from typing import Final

Place = tuple[str | int, ...]

_BLANK: Final = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_KEY: Final = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*'""")
_STRING: Final = re.compile(
    r'''"""(?:[^\\]|\\.)*?"{3}"{0,2}|\'{3}.*?\'{3}\'{0,2}|"(?:[^"\\]|\\.)*"|'[^']*\'''',
    re.DOTALL,
)
_OTHER: Final = re.compile(r"[^,\]}#\n]*")


def locate(text: str) -> Mapping[Place, int]:
    """Return the line, from 1, of every table, key and item of a text that is valid TOML.

    A key's line is where the key stands, an item's where the item begins; the place ``()`` is
    line 1.

    Raises:
        RecursionError: It is nested too deeply.
    """
    return _Scanner(text.replace("\r\n", "\n")).places()


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._ends = [match.start() for match in re.finditer("\n", text)]
        self._places: dict[Place, int] = {(): 1}
        self._counts: dict[Place, int] = {}

    def places(self) -> dict[Place, int]:
        table: Place = ()
        while self._skip_blank() < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)
        return self._places

    def _skip_blank(self) -> int:
        match = _BLANK.match(self._text, self._at)
        self._at = match.end() if match else self._at
        return self._at

    def _note(self, place: Place) -> None:
        self._places.setdefault(place, bisect_right(self._ends, self._at - 1) + 1)

    def _header(self) -> Place:
        start = self._at
        is_array = self._text.startswith("[[", start)
        self._at += 2 if is_array else 1
        *parents, last = self._keys()
        self._at = self._text.index("]", self._at) + (2 if is_array else 1)
        end, self._at = self._at, start
        place: Place = ()
        for key in parents:
            self._note((*place, key))
            place = self._inside((*place, key))
        place = (*place, last)
        self._note(place)
        if is_array:
            self._counts[place] = self._counts.get(place, -1) + 1
            place = self._inside(place)
            self._note(place)
        self._at = end
        return place

    def _inside(self, place: Place) -> Place:
        """Return the newest table of an array of tables; any other place as it is."""
        return (*place, self._counts[place]) if place in self._counts else place

    def _keys(self) -> list[str]:
        keys: list[str] = []
        while True:
            self._skip_blank()
            match = _KEY.match(self._text, self._at)
            if match is None:  # cannot be in a text that the parser has accepted
                raise ValueError(f"no key at {self._at}")
            keys.append(_plain(match[0]))
            self._at = match.end()
            self._skip_blank()
            if self._text[self._at] != ".":
                return keys
            self._at += 1

    def _pair(self, table: Place) -> None:
        start = self._at
        keys = self._keys()
        self._at, end = start, self._at
        place = table
        for key in keys:
            place = (*place, key)
            self._note(place)
        self._at = end + 1  # the equals sign
        self._value(place)

    def _value(self, place: Place) -> None:
        self._skip_blank()
        match self._text[self._at]:
            case "[":
                self._array(place)
            case "{":
                self._inline_table(place)
            case "'" | '"':
                self._skip(_STRING)
            case _:
                self._skip(_OTHER)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self._text, self._at)
        self._at = match.end() if match else self._at

    def _array(self, place: Place) -> None:
        self._at += 1
        index = 0
        while self._text[self._skip_blank()] != "]":
            item = (*place, index)
            self._note(item)
            self._value(item)
            index += 1
            self._skip_comma()
        self._at += 1

    def _inline_table(self, place: Place) -> None:
        self._at += 1
        while self._text[self._skip_blank()] != "}":
            self._pair(place)
            self._skip_comma()
        self._at += 1

    def _skip_comma(self) -> None:
        if self._text[self._skip_blank()] == ",":
            self._at += 1


def _plain(key: str) -> str:
    """Return a key as the parser returns it."""
    return next(iter(tomllib.loads(f"{key}=0"))) if key[0] in "'\"" else key
