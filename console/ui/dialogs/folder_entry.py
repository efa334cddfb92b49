"""Asks for a folder: where to put hosts, or what a folder is to be called."""

from collections.abc import Iterable

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.settings.session_schema import clean_path
from console.ui.dialogs.parts import at_least, plain_label


class FolderEntryDialog(QDialog):
    """Accepted when a path was chosen.

    Args:
        title: What it is about.
        verb: What the button says.
        path: The path to begin with.
        folders: Folders that exist, to choose from.
        may_be_top: Whether an empty path, the top, is an answer.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self,
        title: str,
        verb: str,
        path: str,
        folders: Iterable[str],
        *,
        may_be_top: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._may_be_top = may_be_top
        self.setObjectName("folderEntryDialog")
        self.setWindowTitle(self.tr("Folder"))
        self._path = QComboBox(self)
        self._path.setObjectName("folderPath")
        line = QLineEdit(self)
        self._path.setEditable(True)
        self._path.setLineEdit(line)
        self._path.setAccessibleName(self.tr("Folder"))
        self._path.addItems(sorted(set(folders) - {""}))
        self._path.setCurrentText(path)
        line.selectAll()
        hint = self.tr("Parts are joined by /. A folder that does not exist is made.")
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        box.setObjectName("folderButtons")
        self._go = QPushButton(verb, self)
        self._go.setObjectName("folderGo")
        self._go.setDefault(True)
        box.addButton(self._go, QDialogButtonBox.ButtonRole.AcceptRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        at_least(layout, 400)
        layout.setSpacing(10)
        layout.addWidget(plain_label(title, name="folderTitle", role="title", wraps=True))
        layout.addWidget(self._path)
        layout.addWidget(plain_label(hint, name="folderHint", role="muted", wraps=True))
        layout.addWidget(box)
        self._path.currentTextChanged.connect(self._judge)
        self._judge()

    @property
    def path(self) -> str:
        """The folder that was chosen; empty for the top."""
        return clean_path(self._path.currentText())

    def _judge(self) -> None:
        self._go.setEnabled(self._may_be_top or bool(self.path))
