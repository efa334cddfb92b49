"""Draws the visible part of the table in one go.

``QTableView`` makes an index, an option and a call through Python for every cell, and the usual
delegate asks seven questions more: a screen of 440 cells took 40 ms. Here the places of rows and
columns are worked out once, each row's background is one rectangle, and a cell costs what its
content costs.
"""

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QItemSelectionRange, QRect
from PySide6.QtGui import QPainter, QRegion
from PySide6.QtWidgets import QTableView

from console.ui.models.columns import Column
from console.ui.models.vm_table import VmTableModel
from console.ui.widgets.cell_delegate import Cell, CellDelegate

Strip = tuple[int, int, int, Column, CellDelegate]
"""A visible column: its number, left edge and width in the viewport, what it is, what draws it."""


def paint_rows(
    view: QTableView, vms: VmTableModel, painter: QPainter, region: QRegion, cells: CellDelegate
) -> None:
    """Draw the cells of the rows that touch ``region`` of the viewport.

    Args:
        view: The table; its delegates are ``CellDelegate``s and its rows equally high.
        vms: Its model.
        painter: On the viewport, clipped to what needs drawing.
        region: In the viewport's coordinates; of two rows far apart, not what is between them.
        cells: For backgrounds and the focus.
    """
    places = _touched_rows(view, vms, region)
    if not places:
        return
    first, last = places[0], places[-1]
    strips = _strips(view, vms, region.boundingRect())
    height = view.rowHeight(first)
    selected = _selected_rows(view, first, last)
    current = view.currentIndex() if view.hasFocus() else None
    focus = (current.row(), current.column()) if current is not None else (-1, -1)
    above = view.rowViewportPosition(first) - first * height
    left = min((strip[1] for strip in strips), default=0)
    right = max((strip[1] + strip[2] for strip in strips), default=0)
    for place in places:
        top = above + place * height
        row = vms.row_at(place)
        is_selected = place in selected
        if is_selected:
            painter.fillRect(left, top, right - left, height, cells.colours.selection)
        elif not row.is_current:
            painter.fillRect(left, top, right - left, height, cells.colours.stale)
        for number, x, width, column, delegate in strips:
            cell = Cell(QRect(x, top, width, height), row, column, is_selected)
            delegate.draw(painter, cell)
            if focus == (place, number):
                delegate.draw_focus(painter, cell)


def _touched_rows(view: QTableView, vms: VmTableModel, region: QRegion) -> list[int]:
    """Return the rows to draw, each once: text that is drawn twice is bolder."""
    rows: set[int] = set()
    for area in cast("Iterable[QRect]", region):  # which Qt's stubs do not tell
        first, last = view.rowAt(area.top()), view.rowAt(area.bottom())
        if first >= 0:
            rows.update(range(first, (last if last >= 0 else vms.rowCount() - 1) + 1))
    return sorted(rows)


def _strips(view: QTableView, vms: VmTableModel, area: QRect) -> list[Strip]:
    found: list[Strip] = []
    for number, column in enumerate(vms.columns):
        if view.isColumnHidden(number):
            continue
        left, width = view.columnViewportPosition(number), view.columnWidth(number)
        delegate = view.itemDelegateForColumn(number) or view.itemDelegate()
        if left <= area.right() and left + width > area.left():
            found.append((number, left, width, column, cast("CellDelegate", delegate)))
    return found


def _selected_rows(view: QTableView, first: int, last: int) -> set[int]:
    # Iterable, which Qt's stubs do not tell.
    ranges = cast("Iterable[QItemSelectionRange]", view.selectionModel().selection())
    rows: set[int] = set()
    for part in ranges:
        rows.update(range(max(part.top(), first), min(part.bottom(), last) + 1))
    return rows
