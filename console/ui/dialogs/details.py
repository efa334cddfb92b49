"""Shows one error in full, to read and to copy."""

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from console.model.errors import ConsoleError
from console.ui import texts
from console.ui.dialogs.parts import plain_label


class DetailsDialog(QDialog):
    """Cause, next step and the technical lines of an error."""

    def __init__(self, title: str, error: ConsoleError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detailsDialog")
        self.setWindowTitle(self.tr("Details"))
        self.resize(560, 340)
        explanation = texts.explain(error)
        self._details = explanation.details
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addWidget(plain_label(title, name="detailsTitle", role="heading", wraps=True))
        layout.addWidget(
            plain_label(explanation.cause, name="detailsCause", wraps=True, copyable=True)
        )
        layout.addWidget(
            plain_label(
                explanation.next_step, name="detailsNext", role="muted", wraps=True, copyable=True
            )
        )
        layout.addWidget(self._text(), 1)
        layout.addWidget(self._buttons())

    def _text(self) -> QPlainTextEdit:
        edit = QPlainTextEdit(self._details, self)
        edit.setObjectName("detailsText")
        edit.setAccessibleName(self.tr("Technical details"))
        edit.setReadOnly(True)
        edit.setTabChangesFocus(True)
        edit.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        return edit

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        box.setObjectName("detailsButtons")
        copy = box.addButton(self.tr("Copy Details"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setObjectName("copyDetails")
        copy.clicked.connect(self._copy)
        box.rejected.connect(self.reject)
        return box

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
