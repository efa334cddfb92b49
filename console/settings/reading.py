"""Typed reading of parsed TOML: a wrong type is found with its line, never passed on."""

import re
from collections.abc import Mapping
from enum import Enum
from typing import TypeVar, cast

_E = TypeVar("_E", bound=Enum)


class WrongValue(Exception):
    """A value of the wrong type or out of its range.

    Attributes:
        line: Where it stands; 0 when it cannot be found.
    """

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line = line


class Reader:
    """One table of a TOML file.

    Args:
        values: The parsed table.
        text: The file's text, to find the line of a wrong value.
        header: The table's header as it is written, such as ``[[host]]``; empty for the file's
            top.
        index: Which of several tables with this header.
    """

    def __init__(
        self, values: Mapping[str, object], text: str, header: str = "", index: int = 0
    ) -> None:
        self._values = values
        self._text = text
        self._header = header
        self._index = index

    def has(self, key: str) -> bool:
        """Whether anything stands there."""
        return key in self._values

    def text(self, key: str, default: str = "") -> str:
        """Return a text.

        Raises:
            WrongValue: It is something else.
        """
        value = self._values.get(key, default)
        if not isinstance(value, str):
            raise self.wrong(key, "a text in quotes is expected")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts of a list, none when it is missing.

        Raises:
            WrongValue: It is something else.
        """
        value = self._values.get(key, [])
        items = cast("list[object]", value) if isinstance(value, list) else None
        texts = [item for item in items or () if isinstance(item, str)]
        if items is None or len(texts) < len(items):
            raise self.wrong(key, "a list of texts in quotes is expected")
        return tuple(texts)

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false.

        Raises:
            WrongValue: It is something else.
        """
        value = self._values.get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, "true or false is expected")
        return value

    def number(self, key: str, default: float, low: float, high: float) -> float:
        """Return a number from ``low`` to ``high``.

        Raises:
            WrongValue: It is no number, or out of the range.
        """
        value = self._values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(key, "a number is expected")
        if not low <= value <= high:
            raise self.wrong(key, f"a number from {low:g} to {high:g} is expected")
        return float(value)

    def integer(self, key: str, default: int, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``.

        Raises:
            WrongValue: It is no whole number, or out of the range.
        """
        value = self._values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.wrong(key, "a whole number is expected")
        if not low <= value <= high:
            raise self.wrong(key, f"a number from {low} to {high} is expected")
        return value

    def integers(self, key: str, low: int, high: int) -> tuple[int, ...]:
        """Return the whole numbers of a list, none when it is missing.

        Raises:
            WrongValue: It is something else, or one is out of the range.
        """
        value = self._values.get(key, [])
        items = cast("list[object]", value) if isinstance(value, list) else None
        numbers = [item for item in items or () if type(item) is int and low <= item <= high]
        if items is None or len(numbers) < len(items):
            raise self.wrong(key, f"a list of whole numbers from {low} to {high} is expected")
        return tuple(numbers)

    def choice(self, key: str, default: _E) -> _E:
        """Return the member of ``default``'s enum whose value stands there.

        Raises:
            WrongValue: No member has this value.
        """
        word = self.text(key, cast("str", default.value))
        for member in type(default):
            if member.value == word:
                return member
        words = ", ".join(str(member.value) for member in type(default))
        raise self.wrong(key, f"one of {words} is expected")

    def table(self, key: str) -> "Reader":
        """Return a table inside this one, empty when it is missing.

        Raises:
            WrongValue: It is no table.
        """
        value = self._values.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, "a table is expected")
        return Reader(cast("dict[str, object]", value), self._text, f"[{key}]")

    def tables(self, key: str) -> tuple["Reader", ...]:
        """Return the tables of an array of tables.

        Raises:
            WrongValue: It is something else.
        """
        value = self._values.get(key, [])
        rows = cast("list[object]", value) if isinstance(value, list) else None
        if rows is None or not all(isinstance(row, dict) for row in rows):
            raise self.wrong(key, f"tables headed [[{key}]] are expected")
        return tuple(
            Reader(cast("dict[str, object]", row), self._text, f"[[{key}]]", number)
            for number, row in enumerate(rows)
        )

    def wrong(self, key: str, problem: str) -> WrongValue:
        """Return the error about one key, with its line."""
        return WrongValue(self._line(key), f"{key}: {problem}")

    def _line(self, key: str) -> int:
        """Find a key's line by looking at the text: good for files as people write them."""
        wanted = re.compile(rf"\s*(\[+\s*)?[\"']?{re.escape(key)}[\"']?\s*[=\].]")
        header, seen = "", -1 if self._header else 0
        for number, line in enumerate(self._text.splitlines(), 1):
            bare = line.split("#")[0].strip().replace(" ", "")
            if bare.startswith("["):
                header = bare
                seen += header == self._header
            at_home = (header == self._header and seen == self._index) or (
                not self._header and bare.startswith("[")
            )
            if at_home and wanted.match(line):
                return number
        return 0
