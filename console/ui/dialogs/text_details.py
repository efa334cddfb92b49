"""Shows lines of text in full, to read and to copy."""

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from console.ui.dialogs.parts import plain_label


class TextDetailsDialog(QDialog):
    """A title and a text."""

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.setObjectName("textDetailsDialog")
        self.setWindowTitle(self.tr("Details"))
        self.resize(620, 320)
        edit = QPlainTextEdit(text, self)
        edit.setObjectName("detailsText")
        edit.setAccessibleName(title)
        edit.setReadOnly(True)
        edit.setTabChangesFocus(True)
        edit.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        box.setObjectName("detailsButtons")
        copy = box.addButton(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setObjectName("copyDetails")
        copy.clicked.connect(self._copy)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addWidget(plain_label(title, name="detailsTitle", role="heading", wraps=True))
        layout.addWidget(edit, 1)
        layout.addWidget(box)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
