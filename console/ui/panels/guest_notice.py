"""Why a guest's data is not there: a state with what to do, or an error to retry and copy."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from console.model.errors import ConsoleError
from console.model.service import ServiceKind
from console.ui import texts
from console.ui.dialogs.parts import icon_label, plain_label, set_role, set_text, show_icon
from console.ui.panels.guest_link import link_button
from console.ui.panels.guest_step_box import GuestStepBox
from console.ui.sentences.guest import Situation
from console.ui.theme import Theme


class GuestNotice(QFrame):
    """Hidden until there is something to say.

    Args:
        name: Begins the object names.
        theme: Icons.
        parent: The owner in Qt's sense.
    """

    retry_requested = Signal()

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._details = ""
        self._sign = "info"
        self.setObjectName(name)
        self.setProperty("role", "notice")
        self._icon = icon_label(f"{name}Icon", 16, self)
        self._text = plain_label(name=f"{name}Text", wraps=True, copyable=True)
        self._more = plain_label(name=f"{name}More", role="muted", wraps=True, copyable=True)
        self._step = GuestStepBox(name, self)
        self.retry = link_button(f"{name}Retry", self.retry_requested.emit, self)
        self.copy = link_button(f"{name}Copy", self._copy_details, self)
        self._lay_out()
        self.retranslate()
        self.hide()

    def show_situation(self, situation: Situation | None) -> None:
        """Say why the guest tells nothing; hidden for ``None``."""
        self.setVisible(situation is not None)
        if situation is not None:
            self._say("info", situation.text, situation.more, "")
            self._step.show_step(situation.step)

    def show_error(self, error: ConsoleError | None) -> None:
        """Say why it could not be read; hidden for ``None``."""
        self.setVisible(error is not None)
        if error is not None:
            explanation = texts.explain(error)
            self._say("error", explanation.cause, explanation.next_step, explanation.details)
            self._step.show_step(None)

    def refresh_look(self) -> None:
        """Take icons of the scheme of now."""
        show_icon(self._icon, self._theme.icon(self._sign))

    def retranslate(self) -> None:
        """Take the texts of the language of now; what is shown is shown anew by the owner."""
        self.retry.setText(self.tr("Retry"))
        self.retry.setAccessibleName(self.tr("Read the guest's data again"))
        self.copy.setText(self.tr("Copy Details"))
        self.copy.setAccessibleName(self.tr("Copy details of the error"))
        self._step.retranslate(texts.service_name(ServiceKind.KVP))

    def _say(self, sign: str, text: str, more: str, details: str) -> None:
        is_error = sign == "error"
        self._sign, self._details = sign, details
        set_text(self._text, text)
        set_text(self._more, more)
        self._more.setVisible(bool(more))
        self.retry.setVisible(is_error)
        self.copy.setVisible(is_error)
        set_role(self, "error-notice" if is_error else "notice")
        self.setAccessibleName(text)
        self.setAccessibleDescription(more)
        self.refresh_look()

    def _lay_out(self) -> None:
        links = QHBoxLayout()
        links.setSpacing(10)
        links.addWidget(self.retry)
        links.addWidget(self.copy)
        links.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addWidget(self._text)
        column.addWidget(self._more)
        column.addWidget(self._step)
        column.addLayout(links)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(10)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(column, 1)

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
