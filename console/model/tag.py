"""Tags of a VM: short words that people group VMs by."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

MAX_TAG_LENGTH: Final = 64

_HASHTAG: Final = re.compile(r"(?<![\w#＃&/=?])[#＃]([^\W\d_](?:[\w.:/-]{0,63}\w)?)(?!\w)")
"""A hash sign (also the full-width one) that begins a word, then a letter.

So neither ``#4711`` of a ticket, nor the fragment of an address, nor ``C#`` is a tag.
"""


def tag_key(tag: str) -> str:
    """Return what tags are compared by: neither case nor the way of composing accents counts."""
    return unicodedata.normalize("NFC", tag.casefold())


def tags_in(notes: str) -> tuple[str, ...]:
    """Return the #hashtags in a VM's notes as they are written, without the sign, each once.

    A tag begins with a letter and goes on with letters, digits, ``_``, ``.``, ``:``, ``/`` and
    ``-``; at its end stands a letter, a digit or ``_``.
    """
    if "#" not in notes and "＃" not in notes:
        return ()
    return union(match[1] for match in _HASHTAG.finditer(notes))


def union(*sources: Iterable[str]) -> tuple[str, ...]:
    """Return the tags of several sources, each once, in the order and spelling of the first."""
    found: dict[str, str] = {}
    for source in sources:
        for tag in source:
            found.setdefault(tag_key(tag), tag)
    return tuple(found.values())
