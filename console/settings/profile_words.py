"""The words that profiles may use for guests, and guesses at misspelt ones."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

GUEST_WORDS: Final = (
    "windows",
    "windows-server",
    "windows-client",
    "linux",
    "ubuntu",
    "debian",
    "rhel",
    "suse",
    "alpine",
    "arch",
    "freebsd",
)
"""``linux`` is every Linux; ``rhel`` is Red Hat with its rebuilds and Fedora."""

_LIKE_A_WORD: Final = re.compile(r"[a-z]+(-[a-z]+)*\Z")


def is_like_a_word(pattern: str) -> bool:
    """Whether a pattern is written like one of ``GUEST_WORDS``: no guest is named like that."""
    return _LIKE_A_WORD.match(pattern) is not None


def suggestion(word: object, known: Iterable[str]) -> str:
    """Return ``; did you mean "…"?`` for a misspelt word, and a semicolon for a strange one."""
    close = get_close_matches(str(word).casefold(), list(known), 1, cutoff=0.6)
    return f'; did you mean "{close[0]}"?' if close else ";"
