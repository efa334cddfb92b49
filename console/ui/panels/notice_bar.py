"""A line above the table for what went wrong outside any VM; it stays until it is closed."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from console.model.errors import ConsoleError
from console.ui.dialogs.outcome_notice import OutcomeNotice
from console.ui.theme import Theme


class NoticeBar(QWidget):
    """Hidden until there is something to say.

    Args:
        theme: Icons.
        parent: The owner in Qt's sense.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noticeBar")
        self._theme = theme
        self._notice = OutcomeNotice(theme, self)
        self._act: Callable[[], None] | None = None
        self._offer = QPushButton(self)
        self._offer.setObjectName("noticeOffer")
        self._offer.setAutoDefault(False)
        self._offer.clicked.connect(self._take_offer)
        self._offer.hide()
        self._close = QToolButton(self)
        self._close.setObjectName("closeNotice")
        self._close.setAutoRaise(True)
        self._close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.addWidget(self._notice, 1)
        layout.addWidget(self._offer)
        layout.addWidget(self._close)
        self.retranslate()
        self.refresh_look()
        self.hide()

    def show_error(self, error: ConsoleError) -> None:
        """Say what went wrong and what to do."""
        self._notice.show_error(error)
        self._show(None)

    def show_note(self, text: str, more: str = "") -> None:
        """Say something that is no error."""
        self._notice.show_note(text, more)
        self._show(None)

    def show_done(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Say what was done, with a button that takes it back where that is possible."""
        self._notice.show_success(text)
        self._show(undo)

    def _show(self, act: Callable[[], None] | None) -> None:
        self._act = act
        self._offer.setVisible(act is not None)
        self.show()

    def _take_offer(self) -> None:
        act, self._act = self._act, None
        self.hide()
        if act is not None:
            act()

    def refresh_look(self) -> None:
        """Take icons of the scheme of now."""
        self._close.setIcon(self._theme.icon("close"))

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        self._offer.setText(self.tr("Undo"))
        self._close.setToolTip(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close this notice"))
