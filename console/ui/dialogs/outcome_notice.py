"""A framed line in a dialog: under way, worked, or refused with cause, next step and details."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from console.model.errors import ConsoleError
from console.ui import texts
from console.ui.dialogs.parts import icon_label, plain_label, set_role, show_icon
from console.ui.theme import Theme


class OutcomeNotice(QFrame):
    """Hidden until there is something to say."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._details = ""
        self.setObjectName("outcome")
        self.setProperty("role", "notice")
        self._icon = icon_label("outcomeIcon", 16, self)
        self._cause = plain_label(name="outcomeCause", wraps=True, copyable=True)
        self._next = plain_label(name="outcomeNext", role="muted", wraps=True, copyable=True)
        self._copy = QPushButton(self.tr("Copy Details"), self)
        self._copy.setObjectName("copyDetails")
        self._copy.setAutoDefault(False)
        self._copy.clicked.connect(self._copy_details)
        self._bar = QProgressBar(self)
        self._bar.setObjectName("outcomeBusy")
        self._bar.setAccessibleName(self.tr("Under way"))
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(4)
        self._lay_out()
        self.hide()

    def show_busy(self, text: str) -> None:
        """Say that something is under way."""
        self._say("waiting", text, "", "")
        self._bar.show()

    def show_success(self, text: str, more: str = "") -> None:
        """Say that it worked."""
        self._say("ok", text, more, "")

    def show_note(self, text: str, more: str = "") -> None:
        """Say something that needs attention and is no error of a host."""
        self._say("warn", text, more, "")

    def show_error(self, error: ConsoleError) -> None:
        """Say why it did not work and what to do."""
        explanation = texts.explain(error)
        self._say("error", explanation.cause, explanation.next_step, explanation.details)

    def _say(self, icon: str, text: str, more: str, details: str) -> None:
        show_icon(self._icon, self._theme.icon(icon))
        self._cause.setText(text)
        self._next.setText(more)
        self._next.setVisible(bool(more))
        self._details = details
        self._copy.setVisible(bool(details))
        self._bar.hide()
        set_role(self, "error-notice" if icon == "error" else "notice")
        self.setAccessibleName(text)
        self.setAccessibleDescription(more)
        self.show()

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self._cause)
        column.addWidget(self._next)
        column.addWidget(self._bar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(10)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(column, 1)
        layout.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
