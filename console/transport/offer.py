"""Reads what a host offers in ``WWW-Authenticate``."""

import re
from collections.abc import Iterable

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9_-]*)(?![A-Za-z0-9_-])(?!\s*=)")
_MOST = 16


def schemes_of(values: Iterable[str]) -> tuple[str, ...]:
    """Return the schemes that header values name, in order, each once (RFC 9110, 11.6.1).

    One value may hold several challenges, parted by commas, each a scheme with a token or with
    parameters.
    """
    found: dict[str, None] = {}
    for value in values:
        for part in _QUOTED.sub('""', value).split(","):
            match = _SCHEME.match(part.strip())
            if match:
                found.setdefault(match[1])
    return tuple(found)[:_MOST]
