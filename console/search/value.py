"""Read the values of operators: figures with units, comparisons, durations."""

import operator
import re
from collections.abc import Callable, Mapping
from typing import Final

_COMPARISON = re.compile(
    r"(?P<sign>>=|<=|=>|=<|≥|≤|>|<|=)?\s*(?P<number>\d{1,9}(?:[.,]\d{1,3})?)\s*(?P<unit>[a-zµ%]*)\Z",
    re.IGNORECASE,
)
_SIGNS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "=>": operator.ge,
    "≥": operator.ge,
    "<=": operator.le,
    "=<": operator.le,
    "≤": operator.le,
    "=": operator.eq,
    "": operator.eq,
}

PLAIN: Final[Mapping[str, float]] = {"": 1.0}
PERCENT: Final[Mapping[str, float]] = {"": 1.0, "%": 1.0}
MEGABYTES: Final[Mapping[str, float]] = {
    "": 1.0,
    "m": 1.0,
    "mb": 1.0,
    "mib": 1.0,
    "g": 1024.0,
    "gb": 1024.0,
    "gib": 1024.0,
    "t": 1_048_576.0,
    "tb": 1_048_576.0,
    "tib": 1_048_576.0,
}
SECONDS: Final[Mapping[str, float]] = {
    "s": 1.0,
    "m": 60.0,
    "min": 60.0,
    "h": 3_600.0,
    "d": 86_400.0,
    "w": 604_800.0,
    "y": 31_536_000.0,
}

Compare = Callable[[float | None], bool]
"""Whether a figure passes; one that is not known never does."""


def comparison(text: str, units: Mapping[str, float]) -> Compare | None:
    """Read ``>8g``, ``<=30d`` or ``4``; ``None`` when it is none, or of another unit."""
    match = _COMPARISON.match(text)
    factor = units.get(match["unit"].lower()) if match else None
    if match is None or factor is None:
        return None
    bound = float(match["number"].replace(",", ".")) * factor
    holds = _SIGNS[match["sign"] or ""]
    return lambda figure: figure is not None and holds(figure, bound)
