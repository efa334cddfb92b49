"""The line that filters a guest's items while one types, with the count beside it."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from console.ui.dialogs.parts import plain_label, set_text
from console.ui.text_context import fill


class GuestItemsFilter(QWidget):
    """A line to type in, and "3 of 14" while it hides something."""

    changed = Signal(str)
    """The text, as soon as it changes."""
    left = Signal()
    """Return: the keyboard should go to the table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts = (0, 0)
        self.setObjectName("itemsFilter")
        self._line = QLineEdit(self)
        self._line.setObjectName("itemsFilterLine")
        self._line.setClearButtonEnabled(True)
        self._line.textChanged.connect(self.changed)
        self._line.returnPressed.connect(self.left)
        clear = QShortcut(QKeySequence(Qt.Key.Key_Escape), self._line)
        clear.setContext(Qt.ShortcutContext.WidgetShortcut)
        clear.activated.connect(self._line.clear)
        self._count = plain_label(name="itemsFilterCount", role="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._line, 1)
        row.addWidget(self._count)
        self.setFocusProxy(self._line)
        self.retranslate()

    def show_counts(self, shown: int, total: int) -> None:
        """Say how many of how many items pass; nothing where all do."""
        self._counts = (shown, total)
        # The same words as those of the filter of machines.
        text = QCoreApplication.translate("FilterBox", "%1 of %2")
        set_text(self._count, fill(text, str(shown), str(total)))
        self._count.setVisible(shown != total)

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        text = QCoreApplication.translate("FilterBox", "Filter")
        self._line.setPlaceholderText(text)
        self._line.setAccessibleName(text)
        self.show_counts(*self._counts)
