"""Operations, plans and the watch's decisions as a table, newest first; no parts of plans."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.fleet.decision import Decision, DecisionKind
from console.fleet.operation import MAX_RECORDS, OperationPhase, OperationRecord
from console.fleet.plan_record import PlanPhase, PlanRecord
from console.model.identity import OperationId, PlanId
from console.ui import texts
from console.ui.colours import ColourRole
from console.ui.models.look import Look
from console.ui.sentences.plans import record_status, record_title
from console.ui.sentences.watch import decision_details, decision_reason, decision_title
from console.ui.text_context import QT_TRANSLATE_NOOP, Context

OperationColumns = Context("OperationColumns")

RECORD_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
STATUS_COLUMN: Final = 1

_TITLES: Final = (
    QT_TRANSLATE_NOOP("OperationColumns", "Operation"),
    QT_TRANSLATE_NOOP("OperationColumns", "State"),
    QT_TRANSLATE_NOOP("OperationColumns", "Host"),
    QT_TRANSLATE_NOOP("OperationColumns", "Started"),
    QT_TRANSLATE_NOOP("OperationColumns", "Took"),
)

_MARKS: Final[dict[OperationPhase, tuple[str, ColourRole]]] = {
    OperationPhase.WAITING: ("waiting", "muted"),
    OperationPhase.RUNNING: ("waiting", "accent"),
    OperationPhase.SUCCEEDED: ("ok", "ok"),
    OperationPhase.FAILED: ("error", "error"),
    OperationPhase.CANCELLED: ("off", "muted"),
    OperationPhase.UNKNOWN_OUTCOME: ("warn", "warn"),
}

_PLAN_MARKS: Final[dict[PlanPhase, tuple[str, ColourRole]]] = {
    PlanPhase.RUNNING: ("waiting", "accent"),
    PlanPhase.STOPPING: ("waiting", "muted"),
    PlanPhase.FINISHED: ("ok", "ok"),
    PlanPhase.STOPPED: ("off", "muted"),
    PlanPhase.INTERRUPTED: ("warn", "warn"),
}

_DECISION_MARKS: Final[dict[DecisionKind, tuple[str, ColourRole]]] = {
    DecisionKind.ALERT_RAISED: ("heartbeat", "error"),
    DecisionKind.ALERT_CLEARED: ("ok", "ok"),
    DecisionKind.RESTART_REFUSED: ("info", "muted"),
    DecisionKind.RESTART_BEGUN: ("restart", "warn"),
    DecisionKind.PICTURE_SAVED: ("info", "muted"),
    DecisionKind.PICTURE_FAILED: ("info", "warn"),
    DecisionKind.RESTART_ORDERED: ("restart", "accent"),
    DecisionKind.RESTART_FAILED: ("error", "error"),
    DecisionKind.CAME_BACK: ("ok", "ok"),
    DecisionKind.NOT_BACK: ("error", "error"),
    DecisionKind.STOPPED: ("warn", "warn"),
    DecisionKind.RESUMED: ("info", "muted"),
}

Entry = OperationRecord | PlanRecord | Decision
_AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()


class OperationModel(QAbstractTableModel):
    """Records by the order they were asked for, the newest at the top.

    Args:
        look: Icons and colours.
        parent: The owner in Qt's sense.
    """

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._records: list[Entry] = []  # oldest first: row r is -1 - r
        role = Qt.ItemDataRole
        self._roles: dict[int, Callable[[Entry, int], object]] = {
            RECORD_ROLE: lambda record, _: record,
            int(role.DisplayRole): lambda record, column: _COLUMNS[column](record),
            int(role.DecorationRole): self._icon,
            int(role.ForegroundRole): self._colour,
            int(role.ToolTipRole): lambda record, _: _tooltip(record),
            int(role.AccessibleTextRole): _spoken,
        }

    @property
    def pending(self) -> int:
        """How many have not ended."""
        return sum(
            record.is_pending for record in self._records if not isinstance(record, Decision)
        )

    def record_at(self, row: int) -> Entry:
        """Return the record of a row."""
        return self._records[-1 - row]

    def row_of(self, operation: OperationId | PlanId) -> int | None:
        """Return where an operation or a plan is shown."""
        for row in range(len(self._records)):
            if entry_id(self.record_at(row)) == operation:
                return row
        return None

    def put(self, record: Entry) -> None:
        """Add an operation or a plan at the top, or show how a known one has come along."""
        known = entry_id(record)
        row = self.row_of(known) if known is not None else None
        if row is not None:
            self._records[-1 - row] = record
            last = self.columnCount() - 1
            self.dataChanged.emit(self.index(row, 0), self.index(row, last))
            return
        if len(self._records) >= MAX_RECORDS:
            self._drop_oldest()
        self.beginInsertRows(_NOWHERE, 0, 0)
        self._records.append(record)
        self.endInsertRows()

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(_TITLES) - 1)
        self.refresh_look()

    def refresh_look(self) -> None:
        """Take icons and colours of the scheme of now."""
        if self._records:
            last = self.index(len(self._records) - 1, len(_TITLES) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """Return how many operations there are."""
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: _AnyIndex = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_TITLES)

    def data(self, index: _AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return one fact about one cell."""
        if not index.isValid():
            return None
        show = self._roles.get(role)
        return show(self.record_at(index.row()), index.column()) if show is not None else None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> object:
        """Return the heading of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return OperationColumns.marked(_TITLES[section])
        return None

    def _icon(self, record: Entry, column: int) -> object:
        return self._look.icon(_mark(record)[0]) if column == STATUS_COLUMN else None

    def _colour(self, record: Entry, column: int) -> object:
        return self._look.colour(_mark(record)[1]) if column == STATUS_COLUMN else None

    def _drop_oldest(self) -> None:
        last = len(self._records) - 1
        self.beginRemoveRows(_NOWHERE, last, last)
        del self._records[0]
        self.endRemoveRows()


def entry_id(record: Entry) -> OperationId | PlanId | None:
    """Return what tells an entry from others; a decision never changes and has nothing."""
    return None if isinstance(record, Decision) else record.id


def _mark(record: Entry) -> tuple[str, ColourRole]:
    if isinstance(record, Decision):
        return _DECISION_MARKS[record.kind]
    if isinstance(record, PlanRecord):
        if record.phase is PlanPhase.FINISHED and record.failed:
            return "warn", "warn"
        return _PLAN_MARKS[record.phase]
    return _MARKS[record.phase]


def _title(record: Entry) -> str:
    if isinstance(record, Decision):
        return decision_title(record)
    if isinstance(record, PlanRecord):
        return record_title(record)
    return texts.operation_title(record)


def _status(record: Entry) -> str:
    if isinstance(record, Decision):
        return decision_reason(record)
    if isinstance(record, PlanRecord):
        return record_status(record)
    return texts.operation_status(record)


def _host(record: Entry) -> str:
    """Return the host; of a plan the number of its hosts when there are several."""
    if isinstance(record, OperationRecord):
        return record.host_label
    if isinstance(record, Decision):
        return record.subject.host_label
    labels = {result.item.host_label for result in record.results}
    if len(labels) == 1:
        return next(iter(labels))
    return OperationColumns.tr("%n hosts", "", len(labels))


def _spoken(record: Entry, column: int) -> str:
    title = OperationColumns.marked(_TITLES[column])
    return texts.fill(OperationColumns.tr("%1: %2"), title, _COLUMNS[column](record))


def _started(record: Entry) -> str:
    return _clock(record.when if isinstance(record, Decision) else record.started_at)


def _took(record: Entry) -> str:
    if isinstance(record, Decision) or record.finished_at is None:
        return ""
    seconds = (record.finished_at - record.started_at).total_seconds()
    return texts.duration(seconds) if seconds >= 1 else OperationColumns.tr("under 1 s")


def _clock(moment: datetime) -> str:
    return moment.astimezone().strftime("%H:%M:%S")


def _tooltip(record: Entry) -> str:
    """Return the full state; escaped, for a tooltip would read a host's text as markup."""
    if isinstance(record, Decision):
        return texts.as_tooltip(decision_details(record))
    lines = [_title(record), _status(record)]
    if isinstance(record, OperationRecord) and record.error is not None:
        lines.append(texts.explain(record.error).next_step)
    return texts.as_tooltip("\n".join(filter(None, lines)))


_COLUMNS: Final[tuple[Callable[[Entry], str], ...]] = (
    _title,
    _status,
    _host,
    _started,
    _took,
)
