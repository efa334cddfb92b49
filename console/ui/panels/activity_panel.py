"""What the user had done: the operations and plans of this run, and what can be done about them."""

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from console.fleet.decision import Decision
from console.fleet.operation import OperationRecord
from console.fleet.plan_record import PlanPhase, PlanRecord
from console.model.identity import OperationId, PlanId
from console.ui.panels.operation_model import STATUS_COLUMN, Entry, OperationModel, entry_id
from console.ui.panels.progress_delegate import ProgressDelegate
from console.ui.theme import Theme

_WIDTHS = (270, 280, 110, 72, 72)


class ActivityPanel(QWidget):
    """The list of operations, and buttons for the selected one.

    Args:
        theme: Icons and colours.
        parent: The owner in Qt's sense.
    """

    cancel_requested = Signal(object)
    """``OperationId``."""
    details_requested = Signal(object)
    """``OperationRecord`` with an error."""
    plan_requested = Signal(object)
    """``PlanId`` whose results are to be shown."""
    decision_requested = Signal(object)
    """``Decision`` of the heartbeat watch whose grounds are to be shown."""
    plan_stop_requested = Signal(object)
    """``PlanId``."""
    undo_requested = Signal()
    pending_changed = Signal(int)
    """How many operations have not ended."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._undoable: OperationId | PlanId | None = None
        self._pending = 0
        self.setObjectName("activityPanel")
        self.model = OperationModel(theme, self)
        self.view = self._make_view()
        self._cancel = self._button("cancelOperation", "cancel")
        self._details = self._button("operationDetails", "info")
        self._copy = self._button("copyPowerShell", "powershell")
        self._undo = self._button("undoOperation", "undo")
        self._lay_out()
        self._listen()
        self.retranslate()
        self._judge()

    @property
    def current(self) -> OperationRecord | None:
        """The selected operation, if it is one."""
        entry = self._entry
        return entry if isinstance(entry, OperationRecord) else None

    @property
    def current_plan(self) -> PlanRecord | None:
        """The selected plan, if it is one."""
        entry = self._entry
        return entry if isinstance(entry, PlanRecord) else None

    @property
    def _entry(self) -> Entry | None:
        index = self.view.currentIndex()
        return self.model.record_at(index.row()) if index.isValid() else None

    def put(self, record: Entry, undoable: OperationId | PlanId | None = None) -> None:
        """Show a new or changed operation or plan; the parts of plans are not listed.

        Args:
            record: The operation or plan.
            undoable: What the next undo would take back.
        """
        if isinstance(record, OperationRecord) and record.plan is not None:
            return
        is_first = self.model.rowCount() == 0
        follows = is_first or self.view.currentIndex().row() == 0
        self._undoable = undoable
        self.model.put(record)
        if follows:
            flags = QItemSelectionModel.SelectionFlag
            self.view.selectionModel().setCurrentIndex(
                self.model.index(0, 0), flags.ClearAndSelect | flags.Rows
            )
        pending = self.model.pending
        if pending != self._pending:
            self._pending = pending
            self.pending_changed.emit(pending)
        self._judge()

    def cancel_current(self) -> None:
        """Ask for the selected operation to be cancelled, or for the selected plan to stop."""
        record, plan = self.current, self.current_plan
        if record is not None and record.can_cancel:
            self.cancel_requested.emit(record.id)
        elif plan is not None and plan.phase is PlanPhase.RUNNING:
            self.plan_stop_requested.emit(plan.id)

    def copy_current(self) -> None:
        """Put the selected operation on the clipboard as a PowerShell command."""
        record = self.current
        if record is not None and record.powershell:
            QGuiApplication.clipboard().setText(record.powershell)

    def show_details(self) -> None:
        """Ask for an operation's error, a plan's results, or what led to a decision."""
        record, plan, entry = self.current, self.current_plan, self._entry
        if isinstance(entry, Decision):
            self.decision_requested.emit(entry)
        if plan is not None:
            self.plan_requested.emit(plan.id)
        if record is not None and record.error is not None:
            self.details_requested.emit(record)

    def refresh_look(self) -> None:
        """Take icons and colours of the scheme of now."""
        for button in (self._cancel, self._details, self._copy, self._undo):
            button.setIcon(self._theme.icon(str(button.property("iconName"))))
        self.model.refresh_look()

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        self.setAccessibleName(self.tr("Activity"))
        self.view.setAccessibleName(self.tr("Operations"))
        self._cancel.setText(self.tr("Cancel"))
        self._details.setText(self.tr("Details…"))
        self._copy.setText(self.tr("Copy as PowerShell"))
        self._undo.setText(self.tr("Undo"))
        self.model.retranslate()

    def _make_view(self) -> QTreeView:
        view = QTreeView(self)
        view.setObjectName("operations")
        view.setModel(self.model)
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setAlternatingRowColors(False)
        view.setAllColumnsShowFocus(True)
        view.setFrameShape(QTreeView.Shape.NoFrame)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setItemDelegateForColumn(STATUS_COLUMN, ProgressDelegate(self._theme, view))
        header = view.header()
        header.setStretchLastSection(False)
        for column, width in enumerate(_WIDTHS):
            header.resizeSection(column, width)
        header.setSectionResizeMode(STATUS_COLUMN, QHeaderView.ResizeMode.Stretch)
        return view

    def _button(self, name: str, icon: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.setProperty("iconName", icon)
        button.setIcon(self._theme.icon(icon))
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        buttons = QVBoxLayout()
        buttons.setContentsMargins(8, 6, 8, 6)
        buttons.setSpacing(4)
        for button in (self._cancel, self._details, self._copy, self._undo):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        layout.addLayout(buttons)

    def _listen(self) -> None:
        self.view.selectionModel().currentChanged.connect(self._judge)
        self.view.doubleClicked.connect(self.show_details)
        self._cancel.clicked.connect(self.cancel_current)
        self._details.clicked.connect(self.show_details)
        self._copy.clicked.connect(self.copy_current)
        self._undo.clicked.connect(self.undo_requested)

    def _judge(self) -> None:
        record, plan, entry = self.current, self.current_plan, self._entry
        runs = plan is not None and plan.phase is PlanPhase.RUNNING
        self._cancel.setEnabled(runs or (record is not None and record.can_cancel))
        has_error = record is not None and record.error is not None
        self._details.setEnabled(has_error or plan is not None or isinstance(entry, Decision))
        self._copy.setEnabled(record is not None and bool(record.powershell))
        known = entry_id(entry) if entry is not None else None
        self._undo.setEnabled(known is not None and known == self._undoable)
