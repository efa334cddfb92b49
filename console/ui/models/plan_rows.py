"""The changes of a plan as a table: as a preview with verdicts, or as a run with results.

A run hands in its results again and again; only rows that differ are told as changed. The rows
that the reader wants to see (only those that failed, say) are picked here, not in a proxy.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.fleet.plan import Plan, PlanItem, PlanVerdict
from console.fleet.plan_record import ItemPhase, ItemResult
from console.ui import texts
from console.ui.colours import ColourRole
from console.ui.models.look import Look
from console.ui.models.ranges import runs_within
from console.ui.sentences.plans import change_text, result_text, verdict_text
from console.ui.text_context import QT_TRANSLATE_NOOP, Context

PlanColumns = Context("PlanColumns")

STATE_COLUMN: Final = 3
_MAX_RANGES: Final = 64
_TITLES: Final = (
    QT_TRANSLATE_NOOP("PlanColumns", "Virtual machine"),
    QT_TRANSLATE_NOOP("PlanColumns", "Host"),
    QT_TRANSLATE_NOOP("PlanColumns", "Change"),
    QT_TRANSLATE_NOOP("PlanColumns", "Result"),
)
_VERDICT_MARKS: Final[dict[PlanVerdict, tuple[str, ColourRole]]] = {
    PlanVerdict.WOULD_CHANGE: ("edit", "accent"),
    PlanVerdict.ALREADY_SO: ("ok", "muted"),
    PlanVerdict.CANNOT: ("warn", "warn"),
}
_PHASE_MARKS: Final[dict[ItemPhase, tuple[str, ColourRole]]] = {
    ItemPhase.WAITING: ("waiting", "muted"),
    ItemPhase.RUNNING: ("waiting", "accent"),
    ItemPhase.SUCCEEDED: ("ok", "ok"),
    ItemPhase.FAILED: ("error", "error"),
    ItemPhase.UNKNOWN_OUTCOME: ("warn", "warn"),
    ItemPhase.SKIPPED: ("ok", "muted"),
    ItemPhase.NOT_RUN: ("off", "muted"),
}

_Row = PlanItem | ItemResult
_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()

Wanted = Callable[[_Row], bool]
"""Whether a row is shown."""


def everything(_row: _Row) -> bool:
    """Show all rows."""
    return True


class PlanRowsModel(QAbstractTableModel):
    """Rows of a plan, in the order in which it works them off.

    Args:
        look: Icons and colours.
        parent: The owner in Qt's sense.
    """

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._rows: tuple[_Row, ...] = ()
        self._shown: list[int] = []
        self._wanted: Wanted = everything
        role = Qt.ItemDataRole
        self._roles: dict[int, Callable[[_Row, int], object]] = {
            int(role.DisplayRole): lambda row, column: _one_line(_cells(row)[column]),
            int(role.AccessibleTextRole): _spoken,
            int(role.ToolTipRole): lambda row, column: texts.as_tooltip(_cells(row)[column]),
            int(role.DecorationRole): self._icon,
            int(role.ForegroundRole): self._colour,
        }

    def show_plan(self, plan: Plan) -> None:
        """Show what a plan would do."""
        self._reset(plan.items)

    def show_results(self, results: tuple[ItemResult, ...]) -> None:
        """Show how a plan gets on; the same plan as before only changes its rows."""
        if len(results) != len(self._rows):
            self._reset(results)
            return
        before, self._rows = self._rows, results
        if self._wanted is not everything:
            self.show_only(self._wanted)
            return
        changed = [n for n, row in enumerate(results) if row is not before[n] and row != before[n]]
        last = len(_TITLES) - 1
        for first, end in runs_within(changed, _MAX_RANGES) if changed else ():
            self.dataChanged.emit(self.index(first, 0), self.index(end, last))

    def show_only(self, wanted: Wanted) -> None:
        """Show only some rows."""
        shown = [n for n, row in enumerate(self._rows) if wanted(row)]
        self._wanted = wanted
        if shown == self._shown:
            if shown:
                last = self.index(len(shown) - 1, len(_TITLES) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()

    def as_text(self) -> str:
        """Return the shown rows as lines with tabs, for a spreadsheet."""
        head = "\t".join(PlanColumns.marked(title) for title in _TITLES)
        lines = ("\t".join(_one_line(cell) for cell in _cells(self._rows[n])) for n in self._shown)
        return "\n".join((head, *lines))

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_TITLES)

    def data(self, index: _AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return one fact about one cell."""
        if not index.isValid():
            return None
        show = self._roles.get(role)
        row = self._rows[self._shown[index.row()]]
        return show(row, index.column()) if show is not None else None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> object:
        """Return the heading of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return PlanColumns.marked(_TITLES[section])
        return None

    def _icon(self, row: _Row, column: int) -> object:
        return self._look.icon(_mark(row)[0]) if column == STATE_COLUMN else None

    def _colour(self, row: _Row, column: int) -> object:
        return self._look.colour(_mark(row)[1]) if column == STATE_COLUMN else None

    def _reset(self, rows: tuple[_Row, ...]) -> None:
        self.beginResetModel()
        self._rows = rows
        self._shown = [n for n, row in enumerate(rows) if self._wanted(row)]
        self.endResetModel()


def _item(row: _Row) -> PlanItem:
    return row.item if isinstance(row, ItemResult) else row


def _cells(row: _Row) -> tuple[str, str, str, str]:
    item = _item(row)
    state = result_text(row) if isinstance(row, ItemResult) else verdict_text(row)
    return item.vm_name, item.host_label, change_text(item.change), state


def _spoken(row: _Row, column: int) -> str:
    title = PlanColumns.marked(_TITLES[column])
    return texts.fill(PlanColumns.tr("%1: %2"), title, _cells(row)[column])


def _mark(row: _Row) -> tuple[str, ColourRole]:
    if isinstance(row, ItemResult):
        return _PHASE_MARKS[row.phase]
    return _VERDICT_MARKS[row.verdict]


def _one_line(text: str) -> str:
    """Keep a name with line breaks or tabs from looking like several cells."""
    return " ".join(text.split()) if any(c in text for c in "\n\r\t") else text
