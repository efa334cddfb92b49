"""How a plan gets on, VM by VM, live, with what can be done about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.fleet.plan import PlanItem
from console.fleet.plan_record import ItemPhase, ItemResult, PlanPhase, PlanRecord
from console.ui.dialogs.parts import plain_label
from console.ui.models.plan_rows import Wanted, everything
from console.ui.sentences.plans import record_status, record_title
from console.ui.theme import Theme
from console.ui.widgets.plan_table import PlanTable


class PlanResultsDialog(QDialog):
    """Shows one plan; not modal, so that others can be looked at meanwhile.

    Args:
        theme: Icons and colours.
        record: How it stands.
        parent: The owner in Qt's sense.
    """

    stop_requested = Signal(object)
    """``PlanId``."""
    undo_requested = Signal(object)
    """``PlanId``."""
    resume_requested = Signal(object)
    """``PlanId`` of a plan that was interrupted."""
    discard_requested = Signal(object)
    """``PlanId`` of a plan that was interrupted."""

    def __init__(self, theme: Theme, record: PlanRecord, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.record = record
        self.setObjectName("planResultsDialog")
        self.setWindowTitle(self.tr("Changes of many virtual machines"))
        self.resize(820, 520)
        title = record_title(record)
        self.setAccessibleName(title)
        self._bar = QProgressBar(self)
        self._bar.setObjectName("planProgress")
        self._bar.setAccessibleName(self.tr("Progress"))
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._table = PlanTable(
            theme,
            (
                (self.tr("All"), everything),
                (self.tr("Failed"), _failed),
                (self.tr("Done"), _of(ItemPhase.SUCCEEDED)),
                (self.tr("Not done"), _of(ItemPhase.NOT_RUN)),
            ),
            self,
        )
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(plain_label(title, name="planTitle", role="title", wraps=True))
        layout.addWidget(self._bar)
        layout.addWidget(self._table, 1)
        layout.addWidget(self._buttons())
        self.show_record(record)

    def show_record(self, record: PlanRecord) -> None:
        """Show how the plan stands now; another plan's record is ignored."""
        if record.id != self.record.id:
            return
        self.record = record
        self._bar.setRange(0, max(1, record.total))
        self._bar.setValue(record.done)
        self._table.model.show_results(record.results)
        self._table.show_counts(record_status(record))
        is_waiting = record.phase is PlanPhase.INTERRUPTED
        self._stop.setVisible(record.phase in (PlanPhase.RUNNING, PlanPhase.STOPPING))
        self._stop.setEnabled(record.phase is PlanPhase.RUNNING)
        self._undo.setVisible(record.can_undo)
        self._resume.setVisible(is_waiting)
        self._discard.setVisible(is_waiting)

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        box.setObjectName("planButtons")
        copy = self._button(box, "planCopy", self.tr("Copy as Table"))
        copy.clicked.connect(self._table.copy)
        self._stop = self._button(box, "planStop", self.tr("Stop"))
        self._stop.clicked.connect(lambda: self.stop_requested.emit(self.record.id))
        self._undo = self._button(box, "planUndo", self.tr("Undo All…"))
        self._undo.clicked.connect(lambda: self.undo_requested.emit(self.record.id))
        self._resume = self._button(box, "planResume", self.tr("Resume"))
        self._resume.clicked.connect(lambda: self.resume_requested.emit(self.record.id))
        self._discard = self._button(box, "planDiscard", self.tr("Do Not Resume"))
        self._discard.clicked.connect(lambda: self.discard_requested.emit(self.record.id))
        box.rejected.connect(self.reject)
        return box

    def _button(self, box: QDialogButtonBox, name: str, text: str) -> QPushButton:
        button = box.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
        button.setObjectName(name)
        button.setAutoDefault(False)
        return button


def _failed(row: PlanItem | ItemResult) -> bool:
    return isinstance(row, ItemResult) and row.phase in (
        ItemPhase.FAILED,
        ItemPhase.UNKNOWN_OUTCOME,
    )


def _of(phase: ItemPhase) -> Wanted:
    def wanted(row: PlanItem | ItemResult) -> bool:
        return isinstance(row, ItemResult) and row.phase is phase

    return wanted
