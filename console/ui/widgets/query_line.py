"""A line for queries: it offers what can come next, and underlines nothing until it is sure."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from console.search.suggestion import Suggestion, suggest


class QueryLine(QLineEdit):
    """A line whose Esc clears first and leaves then.

    Args:
        name: Object name.
        parent: The owner in Qt's sense.
    """

    left = Signal()
    """Esc in the empty line, or Enter."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._values: Mapping[str, Sequence[str]] = {}
        self._offers: tuple[Suggestion, ...] = ()
        self._words = QStringListModel(self)
        self._completer = QCompleter(self._words, self)
        self._completer.setObjectName(f"{name}Completer")
        self._completer.setWidget(self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._list = QListView(self)
        self._list.setObjectName(f"{name}Offers")
        self._completer.setPopup(self._list)
        self._completer.activated.connect(self._take)
        self.textEdited.connect(self._offer)

    @property
    def offers(self) -> tuple[Suggestion, ...]:
        """What is offered just now."""
        return self._offers

    @property
    def popup(self) -> QListView:
        """The list of what is offered."""
        return self._list

    def set_values(self, values: Mapping[str, Sequence[str]]) -> None:
        """Offer these values for operators, such as the tags there are."""
        self._values = values

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear, leave, or type; while something is offered its list has the keys first."""
        popup = self._list
        if popup.isVisible() and event.key() in _LIST_KEYS and popup.currentIndex().isValid():
            event.ignore()  # the list takes the key
        elif event.key() == Qt.Key.Key_Escape and self.text():
            popup.hide()
            self.clear()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            popup.hide()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _offer(self, text: str) -> None:
        self._offers = suggest(text, self.cursorPosition(), self._values)
        if not self._offers:
            self._list.hide()
            return
        self._words.setStringList([each.text for each in self._offers])
        self._completer.setCompletionPrefix("")
        self._completer.complete()

    def _take(self, text: str) -> None:
        """Put an offer in the place of what was typed of it."""
        offer = next((each for each in self._offers if each.text == text), None)
        if offer is None:
            return
        cursor, before = self.cursorPosition(), self.text()
        more = "" if text.endswith(":") else " "
        self.setText(before[: offer.start] + text + more + before[cursor:].lstrip())
        self.setCursorPosition(offer.start + len(text) + len(more))
        self._offers = ()
        if text.endswith(":"):
            self._offer(self.text())


_LIST_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
