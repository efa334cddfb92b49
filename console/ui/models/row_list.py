"""A list of keyed rows that goes from one arrangement to the next with the fewest signals.

A new arrangement becomes signals in a fixed order: removals from the bottom up, then a change of
order or in-place replacement, then insertions from the top down. Positions in the signals are
therefore always those of the list as it is at that moment, which is what Qt demands. A flood of
changes becomes one ``dataChanged`` over everything, or one reset; a view keeps its selection by
key through a reset.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
)

from console.ui.models.entry import Entry
from console.ui.models.ranges import runs, runs_within

AnyIndex = QModelIndex | QPersistentModelIndex

MAX_RANGES: Final = 64
MAX_STRUCTURAL: Final = 500
NOWHERE: Final = QModelIndex()
_ROWS_MOVE: Final = QAbstractItemModel.LayoutChangeHint.VerticalSortHint
_WITH_HINT: Final = ("QList<QPersistentModelIndex>", "QAbstractItemModel::LayoutChangeHint")

RowT = TypeVar("RowT")


class RowListModel(QAbstractTableModel, Generic[RowT]):
    """Entries, where each one is shown, and the signals between two arrangements."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: list[Entry[RowT]] = []
        self._places: dict[int, int] | None = {}

    def row_at(self, row: int) -> RowT:
        """Return a shown row.

        Raises:
            IndexError: There is no such row.
        """
        return self._shown[row].row

    def shown_rows(self) -> Iterator[RowT]:
        """Yield the rows as shown."""
        return (entry.row for entry in self._shown)

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def touch(self, first: int, last: int) -> None:
        """Say that a run of rows looks different now."""
        if last >= first:  # both are there: ``index`` would ask four times whether they are
            end = self.createIndex(last, self.columnCount() - 1)
            self.dataChanged.emit(self.createIndex(first, 0), end)

    def touch_all(self) -> None:
        """Say that every row looks different now."""
        self.touch(0, len(self._shown) - 1)

    def _place(self, entry: Entry[RowT] | None) -> int | None:
        """Return where an entry is shown, ``None`` when it is not."""
        if self._places is None:
            # Identity is safe as a key: the list holds every entry that it names.
            self._places = dict(zip(map(id, self._shown), range(len(self._shown)), strict=True))
        return None if entry is None else self._places.get(id(entry))

    def _go_to(self, target: list[Entry[RowT]], changed: Iterable[Entry[RowT]] = ()) -> None:
        """Show these entries in this order; the rows inside ``changed`` are new."""
        shown = self._shown
        if shown != target:
            old, wanted = set(map(id, shown)), set(map(id, target))
            gone = [place for place, entry in enumerate(shown) if id(entry) not in wanted]
            new = [place for place, entry in enumerate(target) if id(entry) not in old]
            if len(gone) + len(new) > MAX_STRUCTURAL:
                self._reset(target)
                return
            self._remove(gone)
            self._reorder([e for e in target if id(e) in old] if new else target)
            self._insert(target, new)
        self._tell_changed(changed)

    def _tell_changed(self, changed: Iterable[Entry[RowT]]) -> None:
        places = (self._place(entry) for entry in changed)
        touched = sorted(place for place in places if place is not None)
        for first, last in runs_within(touched, MAX_RANGES):
            self.touch(first, last)

    def _reset(self, target: Sequence[Entry[RowT]]) -> None:
        self.beginResetModel()
        self._shown = list(target)
        self._places = None
        self.endResetModel()

    def _remove(self, places: list[int]) -> None:
        for first, last in reversed(list(runs(places))):
            self.beginRemoveRows(NOWHERE, first, last)
            del self._shown[first : last + 1]
            self._places = None
            self.endRemoveRows()

    def _reorder(self, target: Sequence[Entry[RowT]]) -> None:
        if self._shown == target:
            return
        # The hint lets a selection of many cells keep an index for each row, not for each cell.
        self.layoutAboutToBeChanged[_WITH_HINT].emit([], _ROWS_MOVE)  # pyright: ignore[reportIndexIssue, reportUnknownMemberType] -- no overloads in the stubs
        before = self.persistentIndexList()
        entries = [self._shown[index.row()] for index in before]
        self._shown = list(target)
        self._places = None
        after: list[QModelIndex] = []
        for index, entry in zip(before, entries, strict=True):
            place = self._place(entry)
            after.append(QModelIndex() if place is None else self.index(place, index.column()))
        self.changePersistentIndexList(before, after)
        self.layoutChanged[_WITH_HINT].emit([], _ROWS_MOVE)  # pyright: ignore[reportIndexIssue, reportUnknownMemberType] -- as above

    def _insert(self, target: Sequence[Entry[RowT]], places: list[int]) -> None:
        for first, last in runs(places):
            self.beginInsertRows(NOWHERE, first, last)
            self._shown[first:first] = target[first : last + 1]
            self._places = None
            self.endInsertRows()
