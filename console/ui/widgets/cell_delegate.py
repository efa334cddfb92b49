"""What is inside the cells of the table: text, drawn straight from the rows.

The delegates here draw when ``table_painter`` tells them to, and take Qt's events (clicks,
tooltips) as delegates do. Texts are laid out once and kept while they are on the screen.
"""

import math
from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPen, QStaticText
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from console.ui.models.columns import Column
from console.ui.models.look import Look
from console.ui.models.row_list import AnyIndex
from console.ui.models.row_text import state_icon
from console.ui.models.rows import VmRow
from console.ui.models.vm_table import VmTableModel

PADDING: Final = 6
ICON: Final = 16
_KEPT_TEXTS: Final = 4096


class Layout(NamedTuple):
    """A line of text ready to draw, and its size in pixels."""

    text: QStaticText
    width: int
    height: int


class Lines:
    """Lines of text laid out once for a width, and kept while they are on the screen."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], Layout] = {}

    def forget(self) -> None:
        """Lay everything out anew: the font is another."""
        self._known.clear()

    def layout(self, painter: QPainter, text: str, width: int) -> Layout:
        """Return one line of a text, shortened to ``width`` pixels."""
        known = self._known.get((text, width))
        if known is not None:
            return known
        if len(self._known) > _KEPT_TEXTS:
            self._known.clear()
        line = text.replace("\n", " ")
        shown = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, width)
        static = QStaticText(shown)
        # Never guess: what a guest calls itself must not become markup.
        static.setTextFormat(Qt.TextFormat.PlainText)
        static.prepare(font=painter.font())
        size = static.size()
        layout = Layout(static, math.ceil(size.width()), math.ceil(size.height()))
        self._known[text, width] = layout
        return layout


class CellColours:
    """The colours that cells are drawn in, fetched once for a scheme."""

    def __init__(self, look: Look, palette: QPalette) -> None:
        self.text = look.colour("text")
        self.muted = look.colour("muted")
        self.base = look.colour("base")
        self.stale = look.colour("row-stale")
        self.bar = look.colour("bar")
        self.track = look.colour("bar-track")
        self.ok = look.colour("ok")
        self.warn = look.colour("warn")
        self.error = look.colour("error")
        self.accent = look.colour("accent")
        self.selection = palette.color(QPalette.ColorRole.Highlight)
        self.selected_text = palette.color(QPalette.ColorRole.HighlightedText)


class Cell(NamedTuple):
    """One cell to draw: where, what, and how it is marked; a tuple, for its making costs least."""

    rect: QRect
    row: VmRow
    column: Column
    is_selected: bool


class CellDelegate(QStyledItemDelegate):
    """Text cells, with an icon in the column of names.

    Args:
        vms: The model whose rows are drawn.
        look: Icons and colours.
        view: The view that draws them, and owner in Qt's sense.
    """

    def __init__(self, vms: VmTableModel, look: Look, view: QWidget) -> None:
        super().__init__(view)
        self._vms = vms
        self._look = look
        self._view = view
        self._lines = Lines()
        self.colours = CellColours(look, view.palette())
        self.is_mirrored = view.isRightToLeft()

    def refresh_look(self) -> None:
        """Take colours, font and direction of now."""
        self.colours = CellColours(self._look, self._view.palette())
        self.is_mirrored = self._view.isRightToLeft()
        self._lines.forget()

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the size that the text needs."""
        text = str(index.data() or "")
        width = option.fontMetrics.horizontalAdvance(text) + 2 * PADDING
        return QSize(width + (ICON + 4 if index.column() == 0 else 0), row_height(option))

    def draw(self, painter: QPainter, cell: Cell) -> None:
        """Draw the inside of a cell; the background is there already."""
        left, width = cell.rect.left() + PADDING, cell.rect.width() - 2 * PADDING
        if cell.column.id == "name":
            self._draw_icon(painter, cell, left + width - ICON if self.is_mirrored else left)
            width -= ICON + 6
            left += 0 if self.is_mirrored else ICON + 6
        self.draw_text(painter, cell, cell.column.text(cell.row), left, width)

    def draw_text(self, painter: QPainter, cell: Cell, text: str, left: int, width: int) -> None:
        """Draw one line, shortened to ``width`` pixels, on the side that the column says."""
        if not text or width <= 0:
            return
        layout = self._lines.layout(painter, text, width)
        if cell.column.align_right is not self.is_mirrored:
            left += max(0, width - layout.width)
        top = cell.rect.top() + (cell.rect.height() - layout.height) // 2
        painter.setPen(self.text_colour(cell))
        painter.drawStaticText(left, top, layout.text)

    def text_colour(self, cell: Cell) -> QColor:
        """Return the colour of a cell's text."""
        if cell.is_selected:
            return self.colours.selected_text
        return self.colours.text if cell.row.is_current else self.colours.muted

    def _draw_icon(self, painter: QPainter, cell: Cell, left: int) -> None:
        top = cell.rect.top() + (cell.rect.height() - ICON) // 2
        icon = self._look.icon(state_icon(cell.row))
        mode = QIcon.Mode.Selected if cell.is_selected else QIcon.Mode.Normal
        icon.paint(painter, QRect(left, top, ICON, ICON), Qt.AlignmentFlag.AlignCenter, mode)

    def draw_focus(self, painter: QPainter, cell: Cell) -> None:
        """Draw the frame of the cell that the keyboard is on."""
        colour = self.colours.selected_text if cell.is_selected else self.colours.accent
        painter.setPen(QPen(colour, 1, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(cell.rect.adjusted(1, 1, -2, -2))


def row_height(option: QStyleOptionViewItem) -> int:
    """Return the height that every row has in the font of an option."""
    return option.fontMetrics.height() + 10
