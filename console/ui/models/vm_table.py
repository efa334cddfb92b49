"""The table's model: VMs as rows, columns as data; sorted and filtered by itself."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QBrush

from console.model.identity import VmKey
from console.ui.models.arrangement import RowArrangement, SortKey
from console.ui.models.columns import Column, build_columns
from console.ui.models.entry import Entry
from console.ui.models.look import Look
from console.ui.models.row_list import NOWHERE, AnyIndex, RowListModel
from console.ui.models.row_text import rich, state_icon
from console.ui.models.rows import VmRow
from console.ui.models.vm_entry import VmEntry

ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
"""The ``VmRow`` itself, for delegates."""

_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_HEADER_TEXT: Final = (_DISPLAY, int(Qt.ItemDataRole.AccessibleTextRole))

Cell = Callable[[VmRow, Column], object]


class VmTableModel(RowListModel[VmRow]):
    """All VMs of a scope; the filter decides which are shown, the sort keys in what order.

    Args:
        look: Icons and colours.
        clock: ``time.monotonic`` or a virtual one, for ages.
        parent: The owner in Qt's sense.
    """

    counts_changed = Signal(int, int)
    """How many rows are shown, and how many there are."""

    def __init__(
        self, look: Look, clock: Callable[[], float], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._columns = build_columns(clock)
        self._arrangement = RowArrangement(self._columns, clock)
        self._cells = self._cell_roles()
        self._muted = QBrush()
        self._stale = QBrush()
        self.refresh_look()

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns, shown by the view or not."""
        return self._columns

    @property
    def sort_keys(self) -> tuple[SortKey, ...]:
        """The sort columns, the most significant first."""
        return self._arrangement.sort_keys

    @property
    def total(self) -> int:
        """How many rows there are, shown or not."""
        return self._arrangement.total

    def column_of(self, name: str) -> int:
        """Return the number of a column by its id.

        Raises:
            KeyError: There is no such column.
        """
        for number, column in enumerate(self._columns):
            if column.id == name:
                return number
        raise KeyError(name)

    def row_of(self, key: VmKey) -> VmRow | None:
        """Return a row by its key, shown or not."""
        entry = self._arrangement.entry(key)
        return None if entry is None else entry.row

    def place_of(self, key: VmKey) -> int | None:
        """Return where a row is shown, ``None`` when it is not."""
        return self._place(self._arrangement.entry(key))

    def apply(self, rows: Iterable[VmRow]) -> None:
        """Show exactly these rows; those that are the same objects as before cost little."""
        rows = list(rows)
        self.update(rows, self._arrangement.missing_from(rows))

    def update(self, rows: Iterable[VmRow], removed: Iterable[VmKey] = ()) -> None:
        """Add or replace some rows and drop others; the rest stays."""
        effect = self._arrangement.update(rows, removed)
        if effect.moved:
            self._rearrange(effect.changed)
        else:
            self._tell_changed(effect.changed)

    def set_filter(self, text: str) -> None:
        """Show only rows that pass a query (``search.query``); empty shows all."""
        if self._arrangement.set_filter(text):
            self._rearrange()

    def set_tags(self, tags: Mapping[VmKey, tuple[str, ...]]) -> None:
        """Take the tags that users gave to VMs; those in notes are known already."""
        if self._arrangement.set_tags(tags):
            self._rearrange()

    def set_sort(self, keys: Sequence[SortKey]) -> None:
        """Sort by columns, the most significant first."""
        if self._arrangement.set_sort(keys):
            self._rearrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by one more column, as a click on its heading asks: the others decide ties."""
        if 0 <= column < len(self._columns):
            name = self._columns[column].id
            others = [key for key in self.sort_keys if key.column != name]
            self.set_sort([SortKey(name, order is Qt.SortOrder.DescendingOrder), *others])

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        self._columns = build_columns(self._clock)
        self._arrangement.set_columns(self._columns)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)
        self.touch_all()

    def refresh_look(self) -> None:
        """Take colours and icons of the scheme of now."""
        self._muted = QBrush(self._look.colour("muted"))
        self._stale = QBrush(self._look.colour("row-stale"))
        self.touch_all()

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: AnyIndex, role: int = _DISPLAY) -> object:
        """Return one fact about one cell."""
        if not index.isValid():
            return None
        row = self._shown[index.row()].row
        column = self._columns[index.column()]
        if role == _DISPLAY:
            return column.text(row)
        cell = self._cells.get(role)
        return None if cell is None else cell(row, column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """Return the heading of a column."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role in _HEADER_TEXT:
            return column.title
        return column.alignment.value if role == int(Qt.ItemDataRole.TextAlignmentRole) else None

    def _cell_roles(self) -> dict[int, Cell]:
        def icon(row: VmRow, column: Column) -> object:
            return self._look.icon(state_icon(row)) if column.id == "name" else None

        role = Qt.ItemDataRole
        return {
            ROW_ROLE: lambda row, _: row,
            int(role.TextAlignmentRole): lambda _, column: column.alignment.value,
            int(role.ForegroundRole): lambda row, _: None if row.is_current else self._muted,
            int(role.BackgroundRole): lambda row, _: None if row.is_current else self._stale,
            int(role.DecorationRole): icon,
            int(role.ToolTipRole): lambda row, column: rich(column.tooltip(row)) or None,
            int(role.AccessibleTextRole): lambda row, column: column.accessible(row),
        }

    def _rearrange(self, changed: Iterable[VmEntry] = ()) -> None:
        # A list of a subclass: entries go in, and only rows are asked of them.
        self._go_to(cast("list[Entry[VmRow]]", self._arrangement.shown()), changed)
        self.counts_changed.emit(len(self._shown), self._arrangement.total)
