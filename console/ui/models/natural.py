"""Order names as people do: ``vm2`` before ``vm10``, capitals beside small letters."""

import re

_NUMBER = re.compile(r"[0-9]+")


def natural_key(text: str) -> str:
    """Return a string that sorts as people expect.

    Each run of digits gets its length (without leading zeros) put before it, so that plain string
    comparison, the fastest there is, orders numbers by value. Runs longer than 255 digits all
    count as equally long.
    """
    folded = text.casefold()
    return _NUMBER.sub(_ranked, folded) if _NUMBER.search(folded) else folded


def _ranked(match: re.Match[str]) -> str:
    digits = match.group().lstrip("0")
    # "0" keeps numbers where digits sort: after blanks and before letters.
    return f"0{chr(min(len(digits), 255))}{digits}"
