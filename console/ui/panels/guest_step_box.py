"""What to do inside a guest: a sentence, and lines for its command line that can be copied."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from console.ui import texts
from console.ui.dialogs.parts import plain_label, set_text
from console.ui.sentences.guest_steps import GuestStep


class GuestStepBox(QWidget):
    """Shows one step; hidden while there is none.

    Args:
        name: Begins the object names.
        parent: The owner in Qt's sense.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}Step")
        self._text = plain_label(name=f"{name}StepText", role="muted", wraps=True, copyable=True)
        self._commands = plain_label(name=f"{name}StepCommands", wraps=True, copyable=True)
        self._commands.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._copy = QToolButton(self)
        self._copy.setObjectName(f"{name}StepCopy")
        self._copy.setProperty("role", "link")
        self._copy.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._copy.setCursor(Qt.CursorShape.PointingHandCursor)
        self._copy.clicked.connect(self._copy_commands)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._text)
        layout.addWidget(self._commands)
        layout.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_step(self, step: GuestStep | None) -> None:
        """Show a step, or nothing."""
        self.setVisible(step is not None)
        if step is None:
            return
        set_text(self._text, step.text)
        set_text(self._commands, step.commands)
        self._commands.setVisible(bool(step.commands))
        self._copy.setVisible(bool(step.commands))

    def retranslate(self, service_name: str) -> None:
        """Take the texts of the language of now."""
        self._copy.setText(self.tr("Copy Commands"))
        self._copy.setAccessibleName(
            texts.fill(self.tr("Copy the commands for the guest: %1"), service_name)
        )

    def _copy_commands(self) -> None:
        QGuiApplication.clipboard().setText(self._commands.text())
