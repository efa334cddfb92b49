"""What drifts from the profiles, and where rules conflict, as a table."""

from collections.abc import Callable, Collection
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.fleet.drift_report import Conflict, Drift, DriftReport, NotJudged, Reason
from console.model.identity import VmKey
from console.model.service import ServiceKind
from console.ui import texts
from console.ui.colours import ColourRole
from console.ui.models.look import Look
from console.ui.text_context import QT_TRANSLATE_NOOP, Context

DriftRows = Context("DriftRows")

STATE_COLUMN: Final = 3
_TITLES: Final = (
    QT_TRANSLATE_NOOP("DriftRows", "Virtual machine"),
    QT_TRANSLATE_NOOP("DriftRows", "Host"),
    QT_TRANSLATE_NOOP("DriftRows", "Service"),
    QT_TRANSLATE_NOOP("DriftRows", "Is, and should be"),
    QT_TRANSLATE_NOOP("DriftRows", "Rule"),
    QT_TRANSLATE_NOOP("DriftRows", "Why"),
)
_REASONS: Final = {
    Reason.HOST_AWAY: QT_TRANSLATE_NOOP("DriftRows", "Not judged: the host is away"),
    Reason.NOT_READ: QT_TRANSLATE_NOOP("DriftRows", "Not judged: not read yet"),
    Reason.SERVICE_MISSING: QT_TRANSLATE_NOOP("DriftRows", "Not judged: not available"),
    Reason.GUEST_UNKNOWN: QT_TRANSLATE_NOOP(
        "DriftRows", "Not judged: the guest has not told its system"
    ),
}

DriftRow = Drift | Conflict | NotJudged
_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


class DriftRowsModel(QAbstractTableModel):
    """Drifts first, then conflicts, then what could not be judged where that is wanted.

    Args:
        look: Icons and colours.
        parent: The owner in Qt's sense.
    """

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._report = DriftReport()
        self._with_rest = False
        self._rows: tuple[DriftRow, ...] = ()
        role = Qt.ItemDataRole
        self._roles: dict[int, Callable[[DriftRow, int], object]] = {
            int(role.DisplayRole): lambda row, column: " ".join(_cells(row)[column].split()),
            int(role.AccessibleTextRole): _spoken,
            int(role.ToolTipRole): lambda row, column: texts.as_tooltip(_cells(row)[column]),
            int(role.DecorationRole): self._icon,
            int(role.ForegroundRole): self._colour,
        }

    def show_report(self, report: DriftReport) -> None:
        """Show a report; an equal one touches nothing."""
        self._report = report
        self._fill()

    def show_rest(self, wanted: bool) -> None:
        """Show what could not be judged as well."""
        self._with_rest = wanted
        self._fill()

    def drift_at(self, row: int) -> Drift | None:
        """Return the drift of a row; ``None`` for other rows."""
        found = self._rows[row]
        return found if isinstance(found, Drift) else None

    def places_of(self, drifts: Collection[Drift]) -> tuple[int, ...]:
        """Return where these drifts are now; a drift is the same by VM, service and wish."""
        wanted = {_identity(drift) for drift in drifts}
        return tuple(
            place
            for place, row in enumerate(self._rows)
            if isinstance(row, Drift) and _identity(row) in wanted
        )

    def key_at(self, row: int) -> VmKey:
        """Return whose row it is."""
        return self._rows[row].key

    def refresh(self) -> None:
        """Take texts, icons and colours of now."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(_TITLES) - 1)
        if self._rows:
            last = self.index(len(self._rows) - 1, len(_TITLES) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_TITLES)

    def data(self, index: _AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return one fact about one cell."""
        show = self._roles.get(role) if index.isValid() else None
        return show(self._rows[index.row()], index.column()) if show is not None else None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> object:
        """Return the heading of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return DriftRows.marked(_TITLES[section])
        return None

    def _fill(self) -> None:
        rest = self._report.not_judged if self._with_rest else ()
        rows = (*self._report.drifts, *self._report.conflicts, *rest)
        if rows == self._rows:
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _icon(self, row: DriftRow, column: int) -> object:
        return self._look.icon(_mark(row)[0]) if column == STATE_COLUMN else None

    def _colour(self, row: DriftRow, column: int) -> object:
        return self._look.colour(_mark(row)[1]) if column == STATE_COLUMN else None


def _identity(drift: Drift) -> tuple[VmKey, ServiceKind, bool]:
    return drift.key, drift.kind, drift.wanted


def _mark(row: DriftRow) -> tuple[str, ColourRole]:
    if isinstance(row, Drift):
        return "warn", "warn"
    return ("error", "error") if isinstance(row, Conflict) else ("waiting", "muted")


def _cells(row: DriftRow) -> tuple[str, ...]:
    return (row.vm_name, row.host_label, texts.service_name(row.kind), *_rest(row))


def _rest(row: DriftRow) -> tuple[str, str, str]:
    match row:
        case Drift():
            state = (
                DriftRows.tr("Is off, should be on")
                if row.wanted
                else DriftRows.tr("Is on, should be off")
            )
            return state, _rule(row.profile, row.rule), row.why
        case Conflict():
            both = texts.fill(
                DriftRows.tr("on: %1; off: %2"),
                _rule(row.on_by.profile, row.on_by.rule),
                _rule(row.off_by.profile, row.off_by.rule),
            )
            return DriftRows.tr("Conflict: rules disagree"), both, row.on_by.why
        case NotJudged():
            rule = _rule(row.by.profile, row.by.rule)
            return DriftRows.marked(_REASONS[row.reason]), rule, row.by.why


def _rule(profile: str, rule: str) -> str:
    return texts.fill(DriftRows.tr("%1: %2"), profile, rule)


def _spoken(row: DriftRow, column: int) -> str:
    title = DriftRows.marked(_TITLES[column])
    return texts.fill(DriftRows.tr("%1: %2"), title, _cells(row)[column])
