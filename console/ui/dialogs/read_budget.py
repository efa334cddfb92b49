"""What reading all hosts costs, kept up to date while it is open."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from console.ui.dialogs.parts import plain_label, set_text
from console.ui.models.budget_rows import BudgetModel, BudgetRow
from console.ui.sentences.budget import rate, traffic
from console.ui.text_context import fill

EVERY_MS = 2_000


class ReadBudgetDialog(QDialog):
    """Not modal: one looks at it while one works.

    Args:
        read: Returns all hosts with what they cost now.
        parent: The window.
    """

    def __init__(self, read: Callable[[], Sequence[BudgetRow]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("readBudgetDialog")
        self.setWindowTitle(self.tr("What Reading Costs"))
        self._read = read
        self._model = BudgetModel(self)
        self._told = plain_label(name="readBudgetTold", wraps=True, parent=self)
        view = QTableView(self)
        view.setObjectName("readBudgetTable")
        view.setAccessibleName(self.tr("What reading each host costs"))
        view.setModel(self._model)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.verticalHeader().hide()
        header = view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(self._model.columnCount() - 1, QHeaderView.ResizeMode.Stretch)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        box.setObjectName("readBudgetButtons")
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(self._told)
        layout.addWidget(view, 1)
        layout.addWidget(box)
        self.resize(860, 420)
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.refresh)
        self._timer.start()
        self.finished.connect(self._timer.stop)
        self.refresh()

    def refresh(self) -> None:
        """Show what is so now."""
        rows = self._read()
        self._model.show(rows)
        text = fill(
            self.tr("All hosts together: %1 requests and %2 a minute, over the last ten minutes."),
            rate(sum(row.cost.requests_per_minute for row in rows)),
            traffic(sum(row.cost.bytes_per_minute for row in rows)),
        )
        set_text(self._told, text)
