"""What can be typed next: operators, and the values of those whose values can be listed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from console.search.operator import BY_NAME, OPERATORS

_LAST = re.compile(r"(?:^|\s)-?(?P<part>[^\s\"]*)\Z")
MAX_SUGGESTIONS: Final = 12


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One way to go on.

    Attributes:
        start: Where the text that it replaces begins; it ends at the cursor.
        text: What comes in its place.
        example: A value to go on with, for operators.
    """

    start: int
    text: str
    example: str = ""


def suggest(
    text: str, cursor: int, values: Mapping[str, Sequence[str]] | None = None
) -> tuple[Suggestion, ...]:
    """Return ways to go on with the part that the cursor stands behind.

    Args:
        text: The query.
        cursor: Where the cursor is.
        values: What is known for some operators, such as tags or hosts.
    """
    match = _LAST.search(text[:cursor])
    if match is None or not match["part"]:
        return ()
    start, part = match.start("part"), match["part"].lower()
    name, colon, begun = part.partition(":")
    if not colon:
        return tuple(
            Suggestion(start, f"{operator.name}:", operator.example)
            for operator in OPERATORS
            if operator.name.startswith(part)
        )[:MAX_SUGGESTIONS]
    operator = BY_NAME.get(name)
    if operator is None:
        return ()
    listed = operator.words or tuple((values or {}).get(operator.name, ()))
    head, comma, last = begun.rpartition(",")
    return tuple(
        Suggestion(start, f"{name}:{head}{comma}{_quoted(word)}")
        for word in listed
        if word.lower().startswith(last) and word.lower() != last
    )[:MAX_SUGGESTIONS]


def _quoted(word: str) -> str:
    return f'"{word}"' if " " in word else word
