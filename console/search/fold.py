"""Write text so that neither case nor accents nor the width of letters count."""

import re
import unicodedata
from typing import Final

_MARKS: Final = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
"""Accents as Latin, Greek and Cyrillic have them; the vowel signs of other scripts stay."""


def fold(text: str) -> str:
    """Return what texts are compared by: ``Prüfstand`` and ``PRUFSTAND`` become the same."""
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold())).casefold()
