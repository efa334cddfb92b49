"""The service matrix: VMs as rows, the six services as columns, sorted and filtered by itself."""

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any, Final, cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QBrush

from console.model.identity import VmKey
from console.model.integration import GuestFamily, drift_of, guest_family
from console.model.service import ServiceKind
from console.model.tag import tags_in
from console.ui import texts
from console.ui.models.entry import Entry
from console.ui.models.look import Look
from console.ui.models.matrix_cell import (
    CellStates,
    Matrix,
    cell_sentence,
    cell_states,
    cell_word,
    drift_meaning,
    drift_word,
    rank_of,
    trouble_word,
)
from console.ui.models.matrix_counts import MatrixCounts
from console.ui.models.matrix_filter import EVERYTHING, MatrixFilter
from console.ui.models.row_list import NOWHERE, AnyIndex, RowListModel
from console.ui.models.row_text import rich, state_icon
from console.ui.models.rows import VmRow

ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
KINDS: Final = tuple(ServiceKind)
NAME: Final = 0
HOST: Final = 1
SYSTEM: Final = 2
FIRST_SERVICE: Final = 3
DRIFT: Final = FIRST_SERVICE + len(KINDS)
TROUBLE: Final = DRIFT + 1
COLUMNS: Final = TROUBLE + 1
_by_name = attrgetter("row.name_key")
Cell = tuple[VmKey, ServiceKind]
"""One cell of a service: whose, and which."""


def kind_of(column: int) -> ServiceKind | None:
    """Return the service of a column; ``None`` for the other columns."""
    place = column - FIRST_SERVICE
    return KINDS[place] if 0 <= place < len(KINDS) else None


def column_of(kind: ServiceKind) -> int:
    """Return the column of a service."""
    return FIRST_SERVICE + KINDS.index(kind)


class MatrixEntry(Entry[VmRow]):
    """A row's place, with its cells worked out once for each row object.

    Attributes:
        states: The cells.
        rank: How bad they are.
        noted: The tags in the VM's notes.
    """

    __slots__ = ("noted", "rank", "states")

    def __init__(self, row: VmRow, serial: int) -> None:
        super().__init__(row, serial)
        self.states: CellStates = cell_states(row)
        self.rank = rank_of(self.states)
        self.noted = tags_in(row.vm.notes)

    def take(self, row: VmRow) -> None:
        """Take another row."""
        if row.vm.notes != self.row.vm.notes:
            self.noted = tags_in(row.vm.notes)
        self.row = row
        self.states = cell_states(row)
        self.rank = rank_of(self.states)


class ServiceMatrixModel(RowListModel[VmRow]):
    """All VMs of a scope; the filter decides which are shown. The worst are first at the start.

    Args:
        look: Icons and colours.
        parent: The owner in Qt's sense.
    """

    counts_changed = Signal(int, int)
    """How many rows are shown, and how many there are."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._entries: dict[VmKey, MatrixEntry] = {}
        self._serial = 0
        self._filter = EVERYTHING
        self._tags: Mapping[VmKey, tuple[str, ...]] = {}
        self._sort: tuple[int, bool] = (TROUBLE, False)
        self._counts = MatrixCounts()
        self._muted, self._stale = QBrush(), QBrush()
        role = Qt.ItemDataRole
        self._cells: dict[int, Callable[[VmRow, int], object]] = {
            _DISPLAY: _shown_text,
            ROW_ROLE: lambda row, _: row,
            int(role.AccessibleTextRole): _spoken,
            int(role.ToolTipRole): lambda row, column: rich(_explained(row, column)) or None,
            int(role.DecorationRole): lambda row, column: (
                look.icon(state_icon(row)) if column == NAME else None
            ),
            int(role.ForegroundRole): lambda row, _: None if row.is_current else self._muted,
            int(role.BackgroundRole): lambda row, _: None if row.is_current else self._stale,
        }
        self.refresh_look()

    @property
    def total(self) -> int:
        """How many rows there are, shown or not."""
        return len(self._entries)

    @property
    def sort_column(self) -> tuple[int, bool]:
        """The column that rows are sorted by, and whether descending."""
        return self._sort

    @property
    def counts(self) -> MatrixCounts:
        """The services counted over the rows that are shown."""
        return self._counts

    def offers(self) -> tuple[tuple[GuestFamily, ...], tuple[str, ...]]:
        """Return the guest systems and the tags that there are, to filter by."""
        entries = self._entries.values()
        families = {guest_family(entry.row.vm.guest) for entry in entries}
        tags = {tag for entry in entries for tag in self._tags_of(entry)}
        return tuple(f for f in GuestFamily if f in families), tuple(sorted(tags))

    def place_of(self, key: VmKey) -> int | None:
        """Return where a row is shown, ``None`` when it is not."""
        return self._place(self._entries.get(key))

    def apply(self, rows: Iterable[VmRow]) -> None:
        """Show exactly these rows."""
        rows = list(rows)
        keys = {row.key for row in rows}
        self.update(rows, [key for key in self._entries if key not in keys])

    def update(self, rows: Iterable[VmRow], removed: Iterable[VmKey] = ()) -> None:
        """Add or replace some rows and drop others; the rest stays.

        A change of what is asked (a switch that is clicked) moves no row: it would run away from
        under the mouse. Rows go to their new places when the host has confirmed.
        """
        changed: list[MatrixEntry] = []
        is_moved = False
        for key in removed:
            is_moved |= self._entries.pop(key, None) is not None
        for row in rows:
            entry = self._entries.get(row.key)
            if entry is None:
                self._serial += 1
                self._entries[row.key] = MatrixEntry(row, self._serial)
                is_moved = True
            elif entry.row is not row:
                is_moved |= entry.row.vm is not row.vm or entry.row.host is not row.host
                entry.take(row)
                changed.append(entry)
        if is_moved:
            self._arrange(changed)
        elif changed:
            self._count()
            self._tell_changed(changed)

    def set_filter(self, wanted: MatrixFilter) -> None:
        """Show only some rows."""
        if wanted != self._filter:
            self._filter = wanted
            self._arrange()

    def set_tags(self, tags: Mapping[VmKey, tuple[str, ...]]) -> None:
        """Take the tags that users gave to VMs; those in notes are known already."""
        if tags != self._tags:
            self._tags = tags
            self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; ascending, a service's worst come first."""
        if 0 <= column < COLUMNS:
            self._sort = (column, order is Qt.SortOrder.DescendingOrder)
            self._arrange()

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, COLUMNS - 1)
        self.touch_all()

    def refresh_look(self) -> None:
        """Take colours and icons of the scheme of now."""
        self._muted = QBrush(self._look.colour("muted"))
        self._stale = QBrush(self._look.colour("row-stale"))
        self.touch_all()

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else COLUMNS

    def data(self, index: AnyIndex, role: int = _DISPLAY) -> object:
        """Return one fact about one cell."""
        cell = self._cells.get(role) if index.isValid() else None
        return None if cell is None else cell(self._shown[index.row()].row, index.column())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """Return the heading of a column; of a service with how many have it off."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < COLUMNS:
            return None
        kind = kind_of(section)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _title(section) if kind is None else self._counts.heading(kind)
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return _title(section) if kind is None else self._counts.sentence(kind)
            case Qt.ItemDataRole.TextAlignmentRole:
                return (Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value
            case _:
                return None

    def _arrange(self, changed: Iterable[Entry[VmRow]] = ()) -> None:
        wanted = self._filter
        shown = list(self._entries.values())
        if wanted != EVERYTHING:
            shown = [
                entry
                for entry in shown
                if wanted.accepts(entry.row, entry.states, self._tags_of(entry))
            ]
        shown.sort(key=_by_name)
        column, is_descending = self._sort
        if column != NAME or is_descending:
            shown.sort(key=_sort_value(column), reverse=is_descending)
        self._go_to(cast("list[Entry[VmRow]]", shown), changed)
        self._count()
        self.counts_changed.emit(len(shown), len(self._entries))

    def _tags_of(self, entry: MatrixEntry) -> tuple[str, ...]:
        given = self._tags.get(entry.row.key, ())
        return (*given, *entry.noted) if given else entry.noted

    def _count(self) -> None:
        """Count anew what the headings tell."""
        if self._counts.take(cast("MatrixEntry", entry).states for entry in self._shown):
            self.headerDataChanged.emit(
                Qt.Orientation.Horizontal, FIRST_SERVICE, FIRST_SERVICE + len(KINDS) - 1
            )


def _title(column: int) -> str:
    return {
        NAME: Matrix.tr("Virtual machine"),
        HOST: Matrix.tr("Host"),
        SYSTEM: Matrix.tr("Guest system"),
        DRIFT: Matrix.tr("Components"),
        TROUBLE: Matrix.tr("Worst"),
    }.get(column, "")


def _shown_text(row: VmRow, column: int) -> str:
    kind = kind_of(column)
    if kind is not None:
        return cell_word(cell_states(row)[column - FIRST_SERVICE])
    match column:
        case 0:
            return row.vm.name
        case 1:
            return row.host.label
        case 2:
            return row.vm.guest.os_name
        case _:
            return (
                drift_word(drift_of(row.vm)) if column == DRIFT else trouble_word(cell_states(row))
            )


def _spoken(row: VmRow, column: int) -> str:
    kind = kind_of(column)
    if kind is not None:
        return cell_sentence(row, kind)
    shown = _shown_text(row, column)
    return texts.fill(Matrix.tr("%1: %2"), _title(column), shown) if shown else _title(column)


def _explained(row: VmRow, column: int) -> str:
    kind = kind_of(column)
    if kind is not None:
        service = row.service(kind)
        advice = texts.service_advice(service, row.vm.state) if service is not None else ""
        return "\n".join(filter(None, (cell_sentence(row, kind), advice)))
    if column == DRIFT:
        version = row.vm.guest.integration_version
        told = texts.fill(Matrix.tr("The guest tells version %1."), version) if version else ""
        return "\n".join(filter(None, (drift_meaning(drift_of(row.vm)), told)))
    return row.vm.guest.os_version if column == SYSTEM else ""


def _sort_value(column: int) -> Callable[[MatrixEntry], Any]:
    if kind_of(column) is not None:
        place = column - FIRST_SERVICE
        return lambda entry: entry.states[place].rank
    if column == TROUBLE:
        return attrgetter("rank")
    if column == HOST:
        return attrgetter("row.host.label_key")
    if column == SYSTEM:
        return lambda entry: _system_key(entry.row)
    return _by_name if column == NAME else lambda entry: drift_of(entry.row.vm).value


def _system_key(row: VmRow) -> tuple[bool, str]:
    return not row.vm.guest.os_name, row.vm.guest.os_name.casefold()
