"""What the window shows while there is no host: three ways to go on."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from console.ui.dialogs.parts import icon_label, plain_label, set_text, show_icon
from console.ui.theme import Theme

_TEXT_WIDTH = 440


class WelcomePanel(QWidget):
    """The first thing a new user sees.

    Args:
        theme: Icons.
        actions: The ways to go on; their buttons follow them.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self, theme: Theme, actions: Sequence[QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("welcomePanel")
        self._theme = theme
        self._icon = icon_label("welcomeIcon", 64, self)
        self._title = plain_label(name="welcomeTitle", role="title")
        self._text = plain_label(name="welcomeText", role="muted", wraps=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text.setFixedWidth(_TEXT_WIDTH)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        for action in actions:
            buttons.addWidget(self._button(action))
        buttons.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch(2)
        layout.addWidget(self._icon, 0, centre)
        layout.addWidget(self._title, 0, centre)
        layout.addWidget(self._text, 0, centre)
        layout.addSpacing(8)
        layout.addLayout(buttons)
        layout.addStretch(3)
        self.retranslate()
        show_icon(self._icon, theme.icon("hvconsole", size=64))

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        self.setAccessibleName(self.tr("Welcome"))
        set_text(self._title, self.tr("No host yet"))
        set_text(
            self._text,
            self.tr(
                "Add a Hyper-V host to see its virtual machines here, or look around on a "
                "simulated fleet first."
            ),
        )
        # A wrapping label in an aligned cell gets the height of one line unless it is told.
        self._text.setMinimumHeight(self._text.heightForWidth(_TEXT_WIDTH))

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"welcome_{action.objectName()}")
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(16, 16))
        button.setMinimumHeight(36)
        button.setProperty("role", "big")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button
