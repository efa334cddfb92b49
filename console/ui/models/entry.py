"""The place that a row keeps while its content changes."""

from typing import Generic, TypeVar

RowT = TypeVar("RowT")


class Entry(Generic[RowT]):
    """A mutable cell around a frozen row: the same entry for a key as long as the key lives.

    Lists of entries are compared by identity, which touches no memory but the lists. Comparing
    keys instead costs several cache misses a row, most of the time of an update of 10,000 rows.

    Attributes:
        row: The row of now.
        serial: Grows with every new entry of a list; decides where everything else is equal.
        haystack: What the filter searches; ``None`` until it is asked for.
    """

    __slots__ = ("haystack", "row", "serial")

    def __init__(self, row: RowT, serial: int = 0) -> None:
        self.row = row
        self.serial = serial
        self.haystack: str | None = None
