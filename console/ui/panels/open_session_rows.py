"""The open sessions of one VM, a line each, to be brought to front or ended."""

from PySide6.QtCore import QLocale, QTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.ui import texts
from console.ui.dialogs.parts import plain_label
from console.ui.panels.guest_link import link_button
from console.ui.sentences.sessions import mode_name
from console.ui.sessions.ports import OpenSession


class OpenSessionRows(QWidget):
    """Hidden while none is open.

    Args:
        parent: The owner in Qt's sense.
    """

    end_requested = Signal(object)
    """``SessionId``."""
    front_requested = Signal(object)
    """``SessionId``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("openSessions")
        self._sessions: tuple[OpenSession, ...] = ()
        self._rows: list[QWidget] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self.hide()

    def show_sessions(self, sessions: tuple[OpenSession, ...]) -> None:
        """Show these; equal ones touch nothing."""
        if sessions == self._sessions:
            return
        self._sessions = sessions
        self._fill()

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        self.setAccessibleName(self.tr("Open sessions"))
        self._fill()

    def _fill(self) -> None:
        for row in self._rows:
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(session) for session in self._sessions]
        for row in self._rows:
            self._layout.addWidget(row)
        self.setVisible(bool(self._rows))

    def _row(self, session: OpenSession) -> QWidget:
        since = session.since.astimezone()
        clock = QLocale().toString(QTime(since.hour, since.minute), QLocale.FormatType.ShortFormat)
        text = texts.fill(
            self.tr("%1 open in %2 since %3"), mode_name(session.mode), session.client, clock
        )
        row = QWidget(self)
        row.setObjectName(f"openSession-{session.id}")
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(plain_label(text, name=f"sessionText-{session.id}", wraps=True), 1)
        front = link_button(
            f"sessionFront-{session.id}", lambda: self.front_requested.emit(session.id), row
        )
        front.setText(self.tr("Bring to Front"))
        end = link_button(
            f"sessionEnd-{session.id}", lambda: self.end_requested.emit(session.id), row
        )
        end.setText(self.tr("End"))
        end.setAccessibleName(texts.fill(self.tr("End: %1"), text))
        layout.addWidget(front)
        layout.addWidget(end)
        return row
