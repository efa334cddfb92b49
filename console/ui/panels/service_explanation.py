"""The explanation of a service, folded away behind a link until somebody wants to know."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from console.model.service import ServiceKind
from console.ui import texts
from console.ui.dialogs.parts import plain_label, set_text
from console.ui.sentences.service_meaning import service_meaning


class ServiceExplanation(QWidget):
    """What a service does, who relies on it, what fails without it, and what it needs.

    Args:
        kind: Which service.
        parent: The owner in Qt's sense.
    """

    def __init__(self, kind: ServiceKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        name = kind.value
        self.setObjectName(f"{name}Explanation")
        self._link = QToolButton(self)
        self._link.setObjectName(f"{name}Explain")
        self._link.setProperty("role", "link")
        self._link.setCheckable(True)
        self._link.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._link.setCursor(Qt.CursorShape.PointingHandCursor)
        self._link.toggled.connect(self._unfold)
        self._text = plain_label(name=f"{name}Meaning", role="muted", wraps=True, copyable=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._link, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._text)
        self._text.hide()

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        meaning = service_meaning(self._kind)
        parts = (
            (self.tr("What it does: %1"), meaning.does),
            (self.tr("Who relies on it: %1"), meaning.relied_on),
            (self.tr("Without it: %1"), meaning.without),
            (self.tr("In the guest: %1"), meaning.needs),
        )
        set_text(self._text, "\n".join(texts.fill(title, text) for title, text in parts))
        self._name_link()

    def _unfold(self, is_open: bool) -> None:
        self._text.setVisible(is_open)
        self._name_link()

    def _name_link(self) -> None:
        is_open = self._link.isChecked()
        text = self.tr("Hide the explanation") if is_open else self.tr("What does this mean?")
        self._link.setText(text)
        name = texts.service_name(self._kind)
        self._link.setAccessibleName(texts.fill(self.tr("%1: %2"), name, text))
