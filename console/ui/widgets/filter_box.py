"""The box that filters the table while one types, with the count beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from console.ui.models.look import Look
from console.ui.text_context import fill


class FilterBox(QWidget):
    """A line to type in, and "37 of 812".

    Args:
        look: Icons.
        name: Begins the object names.
        parent: The owner in Qt's sense.
    """

    changed = Signal(str)
    """The text, as soon as it changes."""
    left = Signal()
    """Esc in the empty box, or Enter: the keyboard should go to the table."""

    def __init__(self, look: Look, parent: QWidget | None = None, *, name: str = "filter") -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}Box")
        self._look = look
        self._counts = (0, 0)
        self._line = _FilterLine(f"{name}Line", self)
        self._icon = self._line.addAction(
            look.icon("find"), QLineEdit.ActionPosition.LeadingPosition
        )
        self._line.setClearButtonEnabled(True)
        self._line.textChanged.connect(self.changed)
        self._line.left.connect(self.left)
        self._count = QLabel(self)
        self._count.setObjectName(f"{name}Count")
        self._count.setProperty("role", "muted")
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 6, 6, 6)
        row.addWidget(self._line, 1)
        row.addWidget(self._count)
        self.setFocusProxy(self._line)
        self.retranslate()

    @property
    def text(self) -> str:
        """What is typed."""
        return self._line.text()

    def show_counts(self, shown: int, total: int) -> None:
        """Say how many of how many rows pass."""
        self._counts = (shown, total)
        if shown == total:
            text = self.tr("%n VM(s)", "", total)
        else:
            text = fill(self.tr("%1 of %2"), str(shown), str(total))
        if text != self._count.text():
            self._count.setText(text)

    def type(self, text: str) -> None:
        """Put a text in the place of what is typed."""
        self._line.setText(text)

    def start(self) -> None:
        """Put the keyboard here, with everything selected."""
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.selectAll()

    def refresh_look(self) -> None:
        """Take the icon of the scheme of now."""
        self._icon.setIcon(self._look.icon("find"))

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        self._line.setPlaceholderText(self.tr("Filter by name, host, system, address, notes…"))
        self._line.setAccessibleName(self.tr("Filter"))
        self.show_counts(*self._counts)


class _FilterLine(QLineEdit):
    """A line whose Esc clears first and leaves then."""

    left = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear, leave, or type."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)
