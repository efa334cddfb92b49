"""Runs of neighbouring places, as Qt's signals want them."""

import heapq
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

NARROW: Final = 8
"""Rows between two runs that are rather told as changed than a flood of signals be sent."""


def runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last of each run of neighbours in an ascending sequence."""
    if not places:
        return
    first = last = places[0]
    for place in places[1:]:
        if place != last + 1:
            yield first, last
            first = place
        last = place
    yield first, last


def runs_within(places: Sequence[int], limit: int) -> list[tuple[int, int]]:
    """Return the runs; where there are more than ``limit``, those that are near are joined.

    The widest gaps are left out, for a view that shows what is inside one draws nothing: the rows
    of one host of twenty, say. A gap of a few rows is not worth a signal.
    """
    found = list(runs(places))
    if len(found) <= limit:
        return found
    gaps = [(found[n][0] - found[n - 1][1], n) for n in range(1, len(found))]
    widest = heapq.nlargest(limit - 1, (gap for gap in gaps if gap[0] > NARROW))
    cuts = [0, *sorted(n for _, n in widest), len(found)]
    return [(found[first][0], found[end - 1][1]) for first, end in pairwise(cuts)]
