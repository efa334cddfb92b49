"""Asks before something that cannot be taken back; the safe answer is the default."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from console.ui.dialogs.parts import at_least, icon_label, plain_label, show_icon
from console.ui.theme import Theme

_SHOWN_ROWS = 6


class ConfirmDialog(QDialog):
    """A question whose button is a verb.

    Args:
        theme: Icons.
        question: One sentence.
        loss: What will be lost.
        verb: The button's text, with the count: "Turn Off 3 VMs".
        names: What it is about, one a line.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self,
        theme: Theme,
        *,
        question: str,
        loss: str,
        verb: str,
        names: tuple[str, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("confirmDialog")
        self.setWindowTitle(question)
        self.setAccessibleName(question)
        self.setAccessibleDescription(loss)
        icon = icon_label("confirmIcon", 32, self)
        show_icon(icon, theme.icon("warn", size=32))
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(plain_label(question, name="confirmQuestion", role="title", wraps=True))
        column.addWidget(plain_label(loss, name="confirmLoss", wraps=True))
        if names:
            column.addWidget(self._list(names))
        column.addStretch(1)  # or what labels do not need would come between them
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(column, 1)
        layout = QVBoxLayout(self)
        at_least(layout, 420)
        layout.setSpacing(14)
        layout.addLayout(top)
        layout.addWidget(self._buttons(verb))

    def _list(self, names: tuple[str, ...]) -> QListWidget:
        rows = QListWidget(self)
        rows.setObjectName("confirmNames")
        rows.setAccessibleName(self.tr("Concerned"))
        rows.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        rows.setUniformItemSizes(True)
        rows.addItems(list(names))
        rows.setIconSize(QSize(0, 0))
        height = rows.sizeHintForRow(0) * min(len(names), _SHOWN_ROWS) + 2 * rows.frameWidth() + 4
        rows.setFixedHeight(height)
        return rows

    def _buttons(self, verb: str) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        box.setObjectName("confirmButtons")
        act = box.addButton(verb, QDialogButtonBox.ButtonRole.AcceptRole)
        act.setObjectName("confirmAct")
        act.setAutoDefault(False)
        act.setDefault(False)
        safe = box.button(QDialogButtonBox.StandardButton.Cancel)
        safe.setObjectName("confirmCancel")
        safe.setDefault(True)
        safe.setFocus()
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box
