"""The table of a plan's changes, with a choice of which rows to show."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from console.ui.dialogs.parts import plain_label, set_text
from console.ui.models.plan_rows import STATE_COLUMN, PlanRowsModel, Wanted
from console.ui.theme import Theme

_WIDTHS = (180, 130, 230)


class PlanTable(QWidget):
    """Shows the rows of a plan.

    Args:
        theme: Icons and colours.
        choices: What can be shown, each with its title; the first is shown at the start.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self, theme: Theme, choices: Sequence[tuple[str, Wanted]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("planTable")
        self.model = PlanRowsModel(theme, self)
        self._wanted = [wanted for _, wanted in choices]
        self.counts = plain_label(name="planCounts", wraps=True)
        self._choice = QComboBox(self)
        self._choice.setObjectName("planRowsShown")
        self._choice.setAccessibleName(self.tr("Which rows to show"))
        for title, _ in choices:
            self._choice.addItem(title)
        self._choice.currentIndexChanged.connect(self._choose)
        self.view = self._make_view()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.counts, 1)
        head.addWidget(self._choice)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.view)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.copy)

    def show_counts(self, text: str) -> None:
        """Say how many of each kind there are."""
        set_text(self.counts, text)

    def copy(self) -> None:
        """Put the shown rows on the clipboard, for a spreadsheet."""
        QGuiApplication.clipboard().setText(self.model.as_text())

    def _choose(self, place: int) -> None:
        self.model.show_only(self._wanted[place])

    def _make_view(self) -> QTreeView:
        view = QTreeView(self)
        view.setObjectName("planRows")
        view.setAccessibleName(self.tr("Changes"))
        view.setModel(self.model)
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setAllColumnsShowFocus(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = view.header()
        header.setStretchLastSection(False)
        for column, width in enumerate(_WIDTHS):
            header.resizeSection(column, width)
        header.setSectionResizeMode(STATE_COLUMN, QHeaderView.ResizeMode.Stretch)
        return view
