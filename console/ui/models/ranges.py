"""Runs of neighbouring places, as Qt's signals want them."""

from collections.abc import Iterator, Sequence


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
    """Return the runs, or one from the first to the last place when there are too many."""
    found = list(runs(places))
    return found if len(found) <= limit else [(found[0][0], found[-1][1])]
