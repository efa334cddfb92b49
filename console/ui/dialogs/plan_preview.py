"""What a change of many VMs would do, VM by VM, before anything is done."""

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from console.fleet.operation import ServiceChange
from console.fleet.plan import Plan, PlanItem, PlanVerdict
from console.fleet.plan_record import ItemResult
from console.fleet.plans import PlanLimits
from console.ui.dialogs.parts import plain_label
from console.ui.models.plan_rows import Wanted, everything
from console.ui.sentences.plans import draft_title, preview_counts, run_verb
from console.ui.theme import Theme
from console.ui.widgets.plan_table import PlanTable

_MAX_ERRORS = 999


class PlanPreviewDialog(QDialog):
    """Accepted when the plan is to run.

    Args:
        theme: Icons and colours.
        plan: What would be done.
        loss: What will be lost; then the safe button is the default.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self, theme: Theme, plan: Plan, loss: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.plan = plan
        self._loss = loss
        self.setObjectName("planPreviewDialog")
        self.setWindowTitle(self.tr("Preview of the changes"))
        self.resize(820, 520)
        table = PlanTable(
            theme,
            (
                (self.tr("All"), everything),
                (self.tr("Would change"), _of(PlanVerdict.WOULD_CHANGE)),
                (self.tr("Already so"), _of(PlanVerdict.ALREADY_SO)),
                (self.tr("Cannot be changed"), _of(PlanVerdict.CANNOT)),
            ),
            self,
        )
        table.show_counts(preview_counts(plan))
        table.model.show_plan(plan)
        title = draft_title(plan)
        self.setAccessibleName(title)
        self.setAccessibleDescription(preview_counts(plan))
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(plain_label(title, name="planTitle", role="title", wraps=True))
        if loss:
            layout.addWidget(plain_label(loss, name="planLoss", role="warn", wraps=True))
        layout.addWidget(table, 1)
        layout.addLayout(self._stop_row())
        layout.addWidget(self._buttons())

    @property
    def limits(self) -> PlanLimits:
        """How the plan is to run."""
        stops = self._stops.isChecked()
        return PlanLimits(stop_after=self._errors.value() if stops else None)

    def _stop_row(self) -> QHBoxLayout:
        self._stops = QCheckBox(self.tr("Stop after so many failures:"), self)
        self._stops.setObjectName("planStops")
        self._errors = QSpinBox(self)
        self._errors.setObjectName("planErrors")
        self._errors.setAccessibleName(self.tr("Failures after which the plan stops"))
        self._errors.setRange(1, _MAX_ERRORS)
        self._errors.setValue(5)
        self._errors.setEnabled(False)
        self._stops.toggled.connect(self._errors.setEnabled)
        can_undo = all(isinstance(item.change, ServiceChange) for item in self.plan.items)
        note = plain_label(
            self.tr("Runs on several hosts at a time; the whole can be undone.")
            if can_undo
            else self.tr("Runs on several hosts at a time."),
            name="planNote",
            role="muted",
            wraps=True,
        )
        row = QHBoxLayout()
        row.addWidget(self._stops)
        row.addWidget(self._errors)
        row.addSpacing(12)
        row.addWidget(note, 1)
        return row

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        box.setObjectName("planButtons")
        act = box.addButton(run_verb(self.plan), QDialogButtonBox.ButtonRole.AcceptRole)
        act.setObjectName("planRun")
        act.setEnabled(bool(self.plan.would_change))
        by_enter = act.isEnabled() and not self._loss
        act.setAutoDefault(by_enter)
        act.setDefault(by_enter)
        # One of them has to be: else the box makes the first one of its choice the default.
        box.button(QDialogButtonBox.StandardButton.Cancel).setDefault(not by_enter)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box


def _of(verdict: PlanVerdict) -> Wanted:
    def wanted(row: PlanItem | ItemResult) -> bool:
        return isinstance(row, PlanItem) and row.verdict is verdict

    return wanted
