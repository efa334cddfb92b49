"""Draws the visible part of the service matrix in one go, see ``table_painter`` for why.

Each call from Qt into Python may have to wait for a lane that is reading a reply: a thousand calls
for one repaint were 100 ms and more while hosts were busy, one call is not.
"""

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QItemSelectionRange, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen
from PySide6.QtWidgets import QTableView

from console.ui.models.look import Look
from console.ui.models.matrix_text import NAME, kind_of, shown_text
from console.ui.models.row_text import state_icon
from console.ui.models.rows import VmRow
from console.ui.models.service_matrix import ServiceMatrixModel
from console.ui.widgets.cell_delegate import ICON, PADDING, Lines
from console.ui.widgets.matrix_delegate import MatrixDelegate


class MatrixPainter:
    """Draws cells straight from the rows.

    Args:
        view: The table; its rows are equally high.
        model: Its model.
        delegate: Has the pictures of services' cells, and the colours.
        look: Icons.
    """

    def __init__(
        self, view: QTableView, model: ServiceMatrixModel, delegate: MatrixDelegate, look: Look
    ) -> None:
        self._view = view
        self._model = model
        self._delegate = delegate
        self._look = look
        self._lines = Lines()

    def forget(self) -> None:
        """Lay texts out anew: font or scheme are others."""
        self._lines.forget()

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Draw the cells that touch ``area`` of the viewport."""
        view, model = self._view, self._model
        first, last = view.rowAt(area.top()), view.rowAt(area.bottom())
        if first < 0:
            return
        last = last if last >= 0 else model.rowCount() - 1
        strips = self._strips(area)
        selected = self._selected(first, last)
        current = view.currentIndex() if view.hasFocus() else None
        focus = (current.row(), current.column()) if current is not None else (-1, -1)
        top, height = view.rowViewportPosition(first), view.rowHeight(first)
        for place in range(first, last + 1):
            row = model.row_at(place)
            for column, left, width in strips:
                is_selected = (place, column) in selected
                rect = QRect(left, top, width, height)
                self._draw(painter, rect, row, column, is_selected=is_selected)
                if focus == (place, column):
                    self._draw_focus(painter, rect, row, is_selected=is_selected)
            top += height

    def _draw(
        self, painter: QPainter, rect: QRect, row: VmRow, column: int, *, is_selected: bool
    ) -> None:
        kind = kind_of(column)
        if kind is not None:
            picture = self._delegate.picture(row, kind, rect.size(), is_selected=is_selected)
            painter.drawPixmap(rect.topLeft(), picture)
            return
        colours = self._delegate.colours
        if is_selected:
            painter.fillRect(rect, colours.selection)
        elif not row.is_current:
            painter.fillRect(rect, colours.stale)
        left, width = rect.left() + PADDING, rect.width() - 2 * PADDING
        is_mirrored = self._view.isRightToLeft()
        if column == NAME:
            at = QPoint(left + width - ICON if is_mirrored else left, 0)
            at.setY(rect.top() + (rect.height() - ICON) // 2)
            mode = QIcon.Mode.Selected if is_selected else QIcon.Mode.Normal
            icon = self._look.icon(state_icon(row))
            icon.paint(
                painter, QRect(at.x(), at.y(), ICON, ICON), Qt.AlignmentFlag.AlignCenter, mode
            )
            width -= ICON + PADDING
            left += 0 if is_mirrored else ICON + PADDING
        text = shown_text(row, column)
        if text and width > 0:
            line = self._lines.layout(painter, text, width)
            painter.setPen(self._ink(row, is_selected=is_selected))
            shift = width - line.width if is_mirrored else 0
            top = rect.top() + (rect.height() - line.height) // 2
            painter.drawStaticText(left + shift, top, line.text)

    def _draw_focus(self, painter: QPainter, rect: QRect, row: VmRow, *, is_selected: bool) -> None:
        painter.setPen(QPen(self._ink(row, is_selected=is_selected), 1, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _ink(self, row: VmRow, *, is_selected: bool) -> QColor:
        colours = self._delegate.colours
        if is_selected:
            return colours.selected_text
        return colours.text if row.is_current else colours.muted

    def _strips(self, area: QRect) -> list[tuple[int, int, int]]:
        """Return the visible columns: number, left edge, width."""
        view = self._view
        found: list[tuple[int, int, int]] = []
        for column in range(self._model.columnCount()):
            if view.isColumnHidden(column):
                continue
            left, width = view.columnViewportPosition(column), view.columnWidth(column)
            if left <= area.right() and left + width > area.left():
                found.append((column, left, width))
        return found

    def _selected(self, first: int, last: int) -> set[tuple[int, int]]:
        # Iterable, which Qt's stubs do not tell.
        ranges = cast("Iterable[QItemSelectionRange]", self._view.selectionModel().selection())
        return {
            (row, column)
            for part in ranges
            for row in range(max(part.top(), first), min(part.bottom(), last) + 1)
            for column in range(part.left(), part.right() + 1)
        }
