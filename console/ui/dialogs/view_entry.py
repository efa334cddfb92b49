"""Asks for the name under which the window's view is saved."""

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.settings.views import LONGEST_NAME, clean_name, is_same_name
from console.ui.dialogs.parts import at_least, plain_label, set_text


class ViewEntryDialog(QDialog):
    """Accepted when a name was given.

    Args:
        names: The names of the views that there are.
        parent: The owner in Qt's sense.
    """

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = tuple(names)
        self.setObjectName("viewEntryDialog")
        self.setWindowTitle(self.tr("Save view"))
        self._name = QLineEdit(self)
        self._name.setObjectName("viewName")
        self._name.setAccessibleName(self.tr("Name of the view"))
        self._name.setMaxLength(LONGEST_NAME)
        what = self.tr(
            "Kept are what is selected in the tree, the view in the middle, its filter, and the "
            "order and columns of the list."
        )
        self._hint = plain_label(name="viewHint", role="muted", wraps=True)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        box.setObjectName("viewButtons")
        self._go = QPushButton(self)
        self._go.setObjectName("viewSave")
        self._go.setDefault(True)
        box.addButton(self._go, QDialogButtonBox.ButtonRole.AcceptRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        title = self.tr("Under which name?")
        layout = QVBoxLayout(self)
        at_least(layout, 400)
        layout.setSpacing(10)
        layout.addWidget(plain_label(title, name="viewTitle", role="title"))
        layout.addWidget(self._name)
        layout.addWidget(self._hint)
        layout.addWidget(plain_label(what, name="viewWhat", role="muted", wraps=True))
        layout.addStretch(1)
        layout.addWidget(box)
        self._name.textChanged.connect(self._judge)
        self._judge()

    @property
    def name(self) -> str:
        """The name that was given."""
        return clean_name(self._name.text())

    def _judge(self) -> None:
        is_taken = any(is_same_name(self.name, each) for each in self._names)
        self._go.setEnabled(bool(self.name))
        self._go.setText(self.tr("Replace View") if is_taken else self.tr("Save View"))
        told = self.tr("The view of this name is replaced.") if is_taken else ""
        set_text(self._hint, told)
        self._hint.setVisible(is_taken)
