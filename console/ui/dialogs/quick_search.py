"""Go to…: type a few letters of anything, press Enter, and be there."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListView, QVBoxLayout, QWidget

from console.search.index import Hit
from console.search.query import Query, read_query
from console.ui.dialogs.parts import plain_label, set_role, set_text
from console.ui.models.hit_list import HitListModel
from console.ui.models.look import Look
from console.ui.sentences.search import problem
from console.ui.widgets.query_line import QueryLine

LIMIT = 100
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -8,
    Qt.Key.Key_PageDown: 8,
}

Find = Callable[[Query, int], Sequence[Hit]]
"""Searches: a query, and how many hits at most."""


class QuickSearchDialog(QDialog):
    """Shows what is found as one types; the arrows choose, Enter goes there.

    Args:
        look: Icons.
        find: Searches.
        clock: ``time.monotonic`` or a virtual one, for ages.
        values: What to offer for operators.
        parent: The window.
    """

    chosen = Signal(object)
    """The ``Hit`` to go to; the dialog is closed."""

    def __init__(
        self,
        look: Look,
        find: Find,
        clock: Callable[[], float],
        values: Mapping[str, Sequence[str]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("quickSearchDialog")
        self.setWindowTitle(self.tr("Go To"))
        self._find = find
        self._line = QueryLine("quickSearchLine", self)
        self._line.setPlaceholderText(
            self.tr("Name, address, MAC, disk, checkpoint, note… or os:ubuntu is:off")
        )
        self._line.setAccessibleName(self.tr("Search everything known"))
        self._line.setClearButtonEnabled(True)
        self._line.set_values(values)
        self._model = HitListModel(look, clock, self)
        self._list = QListView(self)
        self._list.setObjectName("quickSearchHits")
        self._list.setAccessibleName(self.tr("What was found"))
        self._list.setModel(self._model)
        self._list.setIconSize(QSize(20, 20))
        self._list.setUniformItemSizes(True)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._told = plain_label(name="quickSearchTold", role="muted", wraps=True, parent=self)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addWidget(self._line)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._told)
        self._line.textChanged.connect(self._search)
        self._line.left.connect(self._go)
        self._list.activated.connect(self._go)
        self.resize(640, 440)
        self._search("")

    @property
    def hits(self) -> tuple[Hit, ...]:
        """What is shown."""
        return self._model.hits

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the arrows move in the list while the keyboard is in the line."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            row = self._list.currentIndex().row() + step
            self._choose(min(max(row, 0), len(self.hits) - 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go()
        else:
            super().keyPressEvent(event)

    def _search(self, text: str) -> None:
        query = read_query(text)
        self._model.show(self._find(query, LIMIT))
        self._choose(0)
        told, role = "", "muted"
        if query.problems and query.problems[0].end != len(text):
            told, role = problem(query.problems[0]), "warn"
        elif query.terms and not self.hits:
            told = self.tr("Nothing that is known matches.")
        elif len(self.hits) >= LIMIT:
            told = self.tr("These are the first ones; type more to narrow them down.")
        elif self.hits:
            told = self.tr("%n hit(s)", "", len(self.hits))
        else:
            told = self.tr("Hosts that are away are searched as last known.")
        set_role(self._told, role)
        set_text(self._told, told)

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self.hits):
            self._list.setCurrentIndex(self._model.index(row))

    def _go(self) -> None:
        row = self._list.currentIndex().row()
        if not self._line.text().strip() and not self.hits:
            self.reject()  # Esc in the empty line
        elif 0 <= row < len(self.hits):
            hit = self.hits[row]
            self.accept()
            self.chosen.emit(hit)
