"""Draws a load in per cent as a bar with its number: never the colour alone."""

from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from console.ui.models import row_text
from console.ui.widgets.cell_delegate import PADDING, Cell, CellDelegate

BUSY_FROM: Final = 85
"""Per cent from which the bar takes the colour of a warning."""

_BAR_HEIGHT: Final = 6
_SHORTEST: Final = 12


class BarDelegate(CellDelegate):
    """A bar on the left, the number on the right."""

    def draw(self, painter: QPainter, cell: Cell) -> None:
        """Draw bar and number; nothing for a VM without a load."""
        value = row_text.load(cell.row)
        if value is None:
            return
        inner = cell.rect.adjusted(PADDING, 0, -PADDING, 0)
        widest = painter.fontMetrics().horizontalAdvance("100 %") + 4
        text_width = min(widest, inner.width())
        length = inner.width() - text_width - PADDING
        text_left = inner.left() if self.is_mirrored else inner.right() + 1 - text_width
        if length >= _SHORTEST:
            bar_left = inner.right() + 1 - length if self.is_mirrored else inner.left()
            top = inner.top() + (inner.height() - _BAR_HEIGHT) // 2
            self._draw_bar(painter, cell, QRect(bar_left, top, length, _BAR_HEIGHT), value)
        self.draw_text(painter, cell, cell.column.text(cell.row), text_left, text_width)

    def _draw_bar(self, painter: QPainter, cell: Cell, track: QRect, value: int) -> None:
        colours = self.colours
        painter.fillRect(track, colours.track)
        filled = round(track.width() * min(max(value, 0), 100) / 100)
        if not filled:
            return
        bar = QRect(track)
        bar.setWidth(filled)
        if self.is_mirrored:
            bar.moveRight(track.right())
        if not cell.row.is_current:
            colour = colours.muted
        else:
            colour = colours.warn if value >= BUSY_FROM else colours.bar
        if cell.is_selected:
            colour = colours.selected_text
            painter.fillRect(track, colours.selection.lighter(140))
        painter.fillRect(bar, colour)
