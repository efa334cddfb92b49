"""What an import of hosts would do, host by host, before anything is done."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from console.settings.host_import import ImportPlan, ImportProblem
from console.ui import texts
from console.ui.dialogs.parts import plain_label, set_text
from console.ui.models.row_text import rich
from console.ui.sentences.host_import import fault_text
from console.ui.theme import Theme

_SHOWN = 2_000
"""Rows of each kind that are listed; all are taken."""


class HostImportDialog(QDialog):
    """Accepted when the hosts that are new are to be added.

    Args:
        theme: Icons.
        name: The file.
        plan: Returns what an import into a folder would do.
        folders: Folders that exist, to choose from.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self,
        theme: Theme,
        name: str,
        plan: Callable[[str], ImportPlan],
        folders: Iterable[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._plan_into = plan
        self.plan = plan("")
        self.setObjectName("hostImportDialog")
        self.setWindowTitle(self.tr("Import of hosts"))
        self.resize(760, 500)
        self._into = QComboBox(self)
        self._into.setObjectName("importInto")
        line = QLineEdit(self)
        self._into.setEditable(True)
        self._into.setLineEdit(line)
        self._into.setAccessibleName(self.tr("Folder for all of them"))
        self._into.addItems(["", *sorted(set(folders) - {""})])
        line.setPlaceholderText(self.tr("their own folders, at the top"))
        self._counts = plain_label(name="importCounts", wraps=True)
        self._rows = self._make_rows()
        self._go = QPushButton(self)
        self._go.setObjectName("importGo")
        self._lay_out(name)
        self._into.currentTextChanged.connect(self._follow)
        self._follow()

    def _make_rows(self) -> QTreeWidget:
        rows = QTreeWidget(self)
        rows.setObjectName("importRows")
        rows.setAccessibleName(self.tr("Hosts of the list"))
        rows.setColumnCount(4)
        rows.setHeaderLabels(
            [self.tr("Host"), self.tr("Address"), self.tr("Folder"), self.tr("What happens")]
        )
        rows.setRootIsDecorated(False)
        rows.setUniformRowHeights(True)
        rows.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        rows.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        rows.header().resizeSection(0, 190)
        rows.header().resizeSection(1, 180)
        rows.header().resizeSection(2, 150)
        return rows

    def _lay_out(self, name: str) -> None:
        into = QLabel(self.tr("&Into the folder:"), self)
        into.setObjectName("importIntoLabel")
        into.setTextFormat(Qt.TextFormat.PlainText)
        into.setBuddy(self._into)
        row = QHBoxLayout()
        row.addWidget(into)
        row.addWidget(self._into, 1)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        box.setObjectName("importButtons")
        box.addButton(self._go, QDialogButtonBox.ButtonRole.AcceptRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        note = self.tr("Passwords are never taken from lists; they are asked for when needed.")
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(plain_label(name, name="importName", role="title", wraps=True))
        layout.addWidget(self._counts)
        layout.addLayout(row)
        layout.addWidget(self._rows, 1)
        layout.addWidget(plain_label(note, name="importNote", role="muted", wraps=True))
        layout.addWidget(box)

    def _follow(self) -> None:
        self.plan = plan = self._plan_into(self._into.currentText())
        fresh, known, wrong = len(plan.fresh), len(plan.known), len(plan.problems)
        parts = [self.tr("%n new host(s)", "", fresh), self.tr("%n there already", "", known)]
        if wrong:
            parts.append(self.tr("%n cannot be taken", "", wrong))
        set_text(self._counts, " · ".join(parts))
        self._go.setText(self.tr("Add %n Host(s)", "", fresh))
        self._go.setEnabled(bool(fresh))
        self._go.setDefault(bool(fresh))
        self._rows.clear()
        items = [
            *map(self._problem, plan.problems[:_SHOWN]),
            *(
                self._row("host-add", (each.label, each.endpoint.host, each.folder), self.tr("new"))
                for each in plan.fresh[:_SHOWN]
            ),
            *(
                self._row(
                    "ok", (each.label, each.endpoint.host, each.folder), self.tr("there already")
                )
                for each in plan.known[:_SHOWN]
            ),
        ]
        self._rows.addTopLevelItems(items)

    def _problem(self, each: ImportProblem) -> QTreeWidgetItem:
        why = self._why(each.line, fault_text(each))
        return self._row("warn", (each.name, each.detail, ""), why)

    def _why(self, line: int, text: str) -> str:
        return texts.fill(self.tr("line %1: %2"), str(line), text) if line else text

    def _row(self, icon: str, cells: tuple[str, str, str], what: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([*cells, what])
        item.setIcon(0, self._theme.icon(icon))
        for column, cell in enumerate((*cells, what)):
            item.setToolTip(column, rich(cell))
        return item
