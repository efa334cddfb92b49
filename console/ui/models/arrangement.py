"""Which rows are shown, and in what order: sort and filter of the table, without Qt.

``QSortFilterProxyModel`` would ask a Python model for every comparison (10 s for 100,000 rows).
Here each sort column is one pass of Python's stable sort over values taken once, and the filter
searches one folded string a row, kept until what it is made of changes.

All rows have a place in the order whether the filter lets them through or not, so that typing in
the filter never sorts. A full sort and the repair after a few rows moved give the same order: the
sort keys, then the name, then the serial number of the entry.
"""

import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cmp_to_key
from operator import attrgetter
from typing import Final

from console.model.identity import VmKey
from console.search.query import NO_QUERY, Query, read_query
from console.ui.models.columns import Column, SortValue
from console.ui.models.rows import VmRow
from console.ui.models.vm_entry import VmEntry

MAX_SORT_KEYS: Final = 3
REPAIR_SHARE: Final = 20
"""Up to one row in so many is put in its new place alone; more are cheaper sorted all over."""

_by_name = attrgetter("row.name_key")


@dataclass(frozen=True, slots=True)
class SortKey:
    """One column to sort by.

    Attributes:
        column: Id of the column.
        descending: Whether the largest comes first; rows without a value are last either way.
    """

    column: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Effect:
    """What an update did to the arrangement.

    Attributes:
        moved: Whether rows came, went, or may stand elsewhere now.
        changed: Entries whose row is another one now.
    """

    moved: bool
    changed: tuple[VmEntry, ...] = ()


class RowArrangement:
    """All rows, the sort keys and the query of the filter.

    Args:
        columns: What can be sorted by.
        clock: ``time.monotonic`` or a virtual one, for ages that are asked for.
    """

    def __init__(
        self, columns: Sequence[Column], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._columns = {column.id: column for column in columns}
        self._entries: dict[VmKey, VmEntry] = {}
        self._order: list[VmEntry] | None = []
        self._serial = 0
        self._clock = clock
        self._query: Query = NO_QUERY
        self._tags: Mapping[VmKey, tuple[str, ...]] = {}
        self._keys: tuple[SortKey, ...] = (SortKey("name"),)

    @property
    def total(self) -> int:
        """How many rows there are, shown or not."""
        return len(self._entries)

    @property
    def sort_keys(self) -> tuple[SortKey, ...]:
        """The sort columns, the most significant first."""
        return self._keys

    def entry(self, key: VmKey) -> VmEntry | None:
        """Return the entry of a key, shown or not."""
        return self._entries.get(key)

    def missing_from(self, rows: Iterable[VmRow]) -> list[VmKey]:
        """Return the keys of rows that are not among ``rows``."""
        keys = {row.key for row in rows}
        return [key for key in self._entries if key not in keys]

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Take columns in another language; what is searched may read otherwise now."""
        self._columns = {column.id: column for column in columns}
        for entry in self._entries.values():
            entry.haystack = None

    def set_sort(self, keys: Sequence[SortKey]) -> bool:
        """Sort by these columns; returns whether that is new. Unknown columns are left out."""
        known = tuple(key for key in keys if key.column in self._columns)[:MAX_SORT_KEYS]
        if known == self._keys:
            return False
        self._keys = known
        self._order = None
        return True

    def set_filter(self, text: str) -> bool:
        """Show rows that pass a query (``search.query``); returns whether that is new."""
        query = read_query(text)
        if query == self._query:
            return False
        self._query = query
        return True

    def set_tags(self, tags: Mapping[VmKey, tuple[str, ...]]) -> bool:
        """Take the tags that users gave to VMs; returns whether other rows may pass now."""
        self._tags = tags
        for key, entry in self._entries.items():
            given = tags.get(key, ())
            if given != entry.given:
                entry.given = given
                entry.haystack = None
        return bool(self._query.terms)

    def update(self, rows: Iterable[VmRow], removed: Iterable[VmKey]) -> Effect:
        """Add or replace rows and drop others; unknown keys to drop are ignored."""
        gone = [entry for key in removed if (entry := self._entries.pop(key, None)) is not None]
        sort_values = [self._columns[key.column].value for key in self._keys]
        changed: list[VmEntry] = []
        misplaced: dict[int, VmEntry] = {}
        moved = False
        for row in rows:
            entry = self._entries.get(row.key)
            if entry is None:
                entry = self._add(row)
                misplaced[entry.serial] = entry
                continue
            old = entry.row
            if old is row:
                continue
            changed.append(entry)
            entry.row = row
            if old.name_key != row.name_key or any(v(old) != v(row) for v in sort_values):
                misplaced[entry.serial] = entry
            if self._filters_otherwise(entry, old):
                moved = True
        if gone or misplaced:
            self._repair(gone, list(misplaced.values()))
            moved = True
        return Effect(moved, tuple(changed))

    def _add(self, row: VmRow) -> VmEntry:
        self._serial += 1
        given = self._tags.get(row.key, ())
        entry = self._entries[row.key] = VmEntry(row, self._serial, given)
        return entry

    def shown(self) -> list[VmEntry]:
        """Return the entries to show, in order: a list of the caller's own."""
        if self._order is None:
            self._order = self._sorted()
        if not self._query.terms:
            return list(self._order)
        shown, now = self._order, self._clock()
        for entry in shown:
            entry.is_accepted = False
        for word in self._query.words:  # the cheap ones first, and without a call for each row
            shown = [entry for entry in shown if word in (entry.haystack or entry.searched())]
        for term in self._query.terms:
            if term.check is not None or term.is_negated:
                shown = [entry for entry in shown if term.accepts(entry, now)]
        for entry in shown:
            entry.is_accepted = True
        return list(shown) if shown is self._order else shown

    def _filters_otherwise(self, entry: VmEntry, old: VmRow) -> bool:
        """Forget what was searched, if need be; returns whether the filter's answer differs."""
        new = entry.row
        if old.vm is new.vm and old.host is new.host:
            return False
        entry.haystack = None
        if not self._query.terms:
            return False
        return self._query.accepts(entry, self._clock()) is not entry.is_accepted

    def _sorted(self) -> list[VmEntry]:
        if len(self._keys) == 1 and self._keys[0].column == "name":
            descending = self._keys[0].descending
            return sorted(self._entries.values(), key=_by_name, reverse=descending)
        entries = sorted(self._entries.values(), key=_by_name)
        for key in reversed(self._keys):
            column = self._columns[key.column]
            entries = _sort_by(entries, column, descending=key.descending)
        return entries

    def _repair(self, gone: list[VmEntry], misplaced: list[VmEntry]) -> None:
        """Take entries out of the order and put the misplaced ones where they belong now."""
        if self._order is None or len(misplaced) * REPAIR_SHARE > len(self._entries):
            self._order = None
            return
        out = {id(entry) for entry in (*gone, *misplaced)}
        rest = [entry for entry in self._order if id(entry) not in out]
        sort_key = cmp_to_key(self._compare)
        merged: list[VmEntry] = []
        start = 0
        for entry in sorted(misplaced, key=sort_key):
            place = bisect_left(rest, sort_key(entry), lo=start, key=sort_key)
            merged += rest[start:place]
            merged.append(entry)
            start = place
        self._order = merged + rest[start:]

    def _compare(self, one: VmEntry, other: VmEntry) -> int:
        for key in self._keys:
            value = self._columns[key.column].value
            a, b = value(one.row), value(other.row)
            if a == b:
                continue
            if a is None or b is None:
                return 1 if a is None else -1
            # The values of one column are of one type, which the union cannot tell.
            is_less = bool(a < b)  # pyright: ignore[reportOperatorIssue, reportUnknownArgumentType]
            return -1 if is_less is not key.descending else 1
        if one.row.name_key != other.row.name_key:
            return -1 if one.row.name_key < other.row.name_key else 1
        return one.serial - other.serial


def _sort_by(entries: list[VmEntry], column: Column, *, descending: bool) -> list[VmEntry]:
    value = column.value
    values: list[SortValue] = [value(entry.row) for entry in entries]
    present = [place for place, value in enumerate(values) if value is not None]
    # The values of one column are of one type, which the union cannot tell.
    present.sort(key=values.__getitem__, reverse=descending)  # pyright: ignore[reportArgumentType, reportCallIssue]
    result = [entries[place] for place in present]
    if len(result) < len(entries):
        pairs = zip(entries, values, strict=True)
        result.extend(entry for entry, value in pairs if value is None)
    return result
