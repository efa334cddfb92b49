"""What reading each host costs, as a table: the dearest hosts first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.fleet.read_budget import HostCost
from console.fleet.schedule import Tier
from console.model.host import HostSnapshot
from console.ui.models.row_text import rich
from console.ui.sentences.budget import Budget, rate, remark, seconds, share, span, traffic
from console.ui.text_context import QT_TRANSLATE_NOOP

_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_ALIGNMENT: Final = int(Qt.ItemDataRole.TextAlignmentRole)
_TIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_SPOKEN: Final = int(Qt.ItemDataRole.AccessibleTextRole)
_NOWHERE: Final = QModelIndex()
_TITLES: Final = (
    QT_TRANSLATE_NOOP("Budget", "Host"),
    QT_TRANSLATE_NOOP("Budget", "Requests/min"),
    QT_TRANSLATE_NOOP("Budget", "Traffic/min"),
    QT_TRANSLATE_NOOP("Budget", "Busy"),
    QT_TRANSLATE_NOOP("Budget", "States take"),
    QT_TRANSLATE_NOOP("Budget", "Read every"),
    QT_TRANSLATE_NOOP("Budget", "Remark"),
)
_RIGHT: Final = range(1, 6)
AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One host and its cost at a moment of ``time.monotonic()``."""

    host: HostSnapshot
    cost: HostCost
    now: float

    def texts(self) -> tuple[str, ...]:
        """Return the cells."""
        cost, states = self.cost, self.cost.tier(Tier.STATES)
        if states is None:
            return (self.host.label, "", "", "", "", "", remark(self.host, cost, self.now))
        return (
            self.host.label,
            rate(cost.requests_per_minute),
            traffic(cost.bytes_per_minute),
            share(cost.busy_share),
            "" if states.last_s is None else seconds(states.last_s),
            span(states.pace_s),
            remark(self.host, cost, self.now),
        )


class BudgetModel(QAbstractTableModel):
    """Shows the cost of hosts.

    Args:
        parent: The owner in Qt's sense.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[str, ...], ...] = ()

    def show(self, rows: Sequence[BudgetRow]) -> None:
        """Show these hosts, those that take the most time first."""
        told = tuple(row.texts() for row in sorted(rows, key=_dearest))
        if len(told) != len(self._rows):
            self.beginResetModel()
            self._rows = told
            self.endResetModel()
        elif told != self._rows:
            self._rows = told
            last = self.index(len(told) - 1, len(_TITLES) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return how many hosts there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_TITLES)

    def data(self, index: AnyIndex, role: int = _DISPLAY) -> object:
        """Return one fact about a cell."""
        if not index.isValid():
            return None
        if role == _DISPLAY:
            return self._rows[index.row()][index.column()]
        if role == _SPOKEN:
            title = Budget.marked(_TITLES[index.column()])
            return f"{title}: {self._rows[index.row()][index.column()]}"
        if role == _TIP:
            return rich(self._rows[index.row()][index.column()]) or None
        if role == _ALIGNMENT and index.column() in _RIGHT:
            return (Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """Return the heading of a column."""
        if orientation is Qt.Orientation.Horizontal and role == _DISPLAY:
            return Budget.marked(_TITLES[section])
        return None


def _dearest(row: BudgetRow) -> tuple[float, float]:
    return -row.cost.busy_share, -row.cost.requests_per_minute
