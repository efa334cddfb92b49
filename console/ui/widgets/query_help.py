"""The list of operators, shown below the filter while one needs it."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from console.search.operator import OPERATORS
from console.ui.dialogs.parts import plain_label
from console.ui.sentences.search import Search, operator_meaning

_WIDTH = 620
_HEIGHT = 460


class QueryHelp(QFrame):
    """A popover: it goes away when one clicks elsewhere or presses Esc.

    Args:
        parent: The owner in Qt's sense.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("queryHelp")
        self.setAccessibleName(Search.tr("What a query can ask"))
        self.setFrameShape(QFrame.Shape.StyledPanel)
        area = QScrollArea(self)
        area.setObjectName("queryHelpArea")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(self._table())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.resize(_WIDTH, _HEIGHT)

    def show_below(self, widget: QWidget) -> None:
        """Show it below a widget, its right edges in line."""
        corner = widget.mapToGlobal(QPoint(widget.width() - self.width(), widget.height() + 2))
        self.move(corner)
        self.show()

    def _table(self) -> QWidget:
        page = QWidget(self)
        grid = QGridLayout(page)
        grid.setContentsMargins(14, 12, 14, 12)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(5)
        intro = Search.tr(
            "Every part of a query must hold. Words are looked for in everything that is known; "
            "neither case nor accents count. Put “quotes” around what has blanks, "
            "and a minus before what must not be."
        )
        grid.addWidget(plain_label(intro, name="queryHelpIntro", wraps=True), 0, 0, 1, 3)
        for row, operator in enumerate(OPERATORS, 1):
            name, example = operator.name, f"{operator.name}:{operator.example}"
            cells = (
                plain_label(f"{name}:", name=f"queryHelp_{name}", role="heading", copyable=True),
                plain_label(operator_meaning(name), name=f"queryHelpMeaning_{name}", wraps=True),
                plain_label(
                    ", ".join(operator.words) if operator.words else example,
                    name=f"queryHelpExample_{name}",
                    role="muted",
                    wraps=True,
                    copyable=True,
                ),
            )
            for column, cell in enumerate(cells):
                grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 4)
        return page
