"""The box that filters the table while one types, with the count beside it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from console.search.query import read_query
from console.ui.dialogs.parts import plain_label, set_text
from console.ui.models.look import Look
from console.ui.sentences.search import problem
from console.ui.text_context import fill
from console.ui.widgets.query_help import QueryHelp
from console.ui.widgets.query_line import QueryLine


class FilterBox(QWidget):
    """A line to type a query in (``search.query``), help with it, and "37 of 812".

    What makes no sense in a query is told below the line once one has typed on, with its place;
    the rest of the query holds.

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
        self._line = QueryLine(f"{name}Line", self)
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
        self._help = QToolButton(self)
        self._help.setObjectName(f"{name}Help")
        self._help.setAutoRaise(True)
        self._help.setIcon(look.icon("help"))
        self._help.clicked.connect(self.show_help)
        self._problem = plain_label(name=f"{name}Problem", role="warn", wraps=True, parent=self)
        self._problem.hide()
        for told in (self._line.textChanged, self._line.cursorPositionChanged):
            told.connect(self._judge)
        self._line.editingFinished.connect(self._judge)
        self._lay_out()
        self.setFocusProxy(self._line)
        self.retranslate()

    @property
    def text(self) -> str:
        """What is typed."""
        return self._line.text()

    @property
    def problem(self) -> str:
        """What is told of the query; empty where nothing is wrong with it."""
        return self._problem.text() if self._problem.isVisibleTo(self) else ""

    def set_values(self, values: Mapping[str, Sequence[str]]) -> None:
        """Offer these values for operators, such as the tags there are."""
        self._line.set_values(values)

    def show_help(self) -> None:
        """Show what a query can ask."""
        popover = QueryHelp(self)
        popover.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popover.show_below(self._help)

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
        self._help.setIcon(self._look.icon("help"))

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        self._line.setPlaceholderText(
            self.tr("Filter by anything: name, address, MAC, disk, note, os:ubuntu, is:off…")
        )
        self._line.setAccessibleName(self.tr("Filter"))
        self._help.setToolTip(self.tr("What a query can ask"))
        self._help.setAccessibleName(self.tr("What a query can ask"))
        self._judge()
        self.show_counts(*self._counts)

    def _judge(self) -> None:
        """Tell the first mistake, but not of the part that is being typed."""
        cursor = self._line.cursorPosition() if self._line.hasFocus() else -1
        found = [each for each in read_query(self.text).problems if each.end != cursor]
        text = problem(found[0]) if found else ""
        set_text(self._problem, text)
        self._problem.setVisible(bool(text))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self._line, 1)
        row.addWidget(self._help)
        row.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(3)
        column.addLayout(row)
        column.addWidget(self._problem)
