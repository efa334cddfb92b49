"""A script to copy: where it is to be run, its lines, and one button."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from console.doctor.script import Script
from console.ui.dialogs.parts import plain_label
from console.ui.sentences.doctor import script_title


class ScriptBox(QWidget):
    """Shows one script.

    Args:
        script: What to show.
        name: Begins the object names.
        parent: The owner in Qt's sense.
    """

    def __init__(self, script: Script, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = script.text
        title = script_title(script)
        self.setObjectName(name)
        self._said = plain_label(name=f"{name}Copied", role="ok")
        frame = QFrame(self)
        frame.setObjectName(f"{name}Frame")
        frame.setProperty("role", "notice")
        row = QHBoxLayout(frame)
        row.setContentsMargins(10, 6, 6, 6)
        lines = plain_label(script.text, name=f"{name}Text", wraps=True, copyable=True)
        lines.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        lines.setAccessibleName(title)
        lines.setAccessibleDescription(script.text)
        copy = QPushButton(self.tr("Copy"), frame)
        copy.setObjectName(f"{name}Copy")
        copy.setAccessibleName(self.tr("Copy the script"))
        copy.setAccessibleDescription(title)
        copy.setAutoDefault(False)
        copy.clicked.connect(self._copy)
        row.addWidget(lines, 1)
        row.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
        head = QHBoxLayout()
        head.addWidget(plain_label(title, name=f"{name}Title", role="muted", wraps=True), 1)
        head.addWidget(self._said)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(3)
        layout.addLayout(head)
        layout.addWidget(frame)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self._said.setText(self.tr("✓ Copied"))
