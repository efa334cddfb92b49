"""The mark of one integration service: what it means, and its drawing.

Each meaning has a shape of its own, so that no two differ by colour alone:

====================  ============================================================
OK                    a filled chip
IDLE                  an outlined chip: on, and nothing to answer while the VM is off
SILENT                an outlined chip with a filled triangle at its corner
FAULT                 an outlined chip with a cross at its corner
DEGRADED              a filled chip with its lower edge set off by a gap
OFF                   letters struck through, no chip
ABSENT                a dash
UNREAD                a dot
TURNING_ON / _OFF     a dashed ring that runs around the letters (double inside for on)
====================  ============================================================
"""

import enum
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from console.model.service import ServiceKind, ServiceStatus
from console.model.vm import VmState
from console.ui.models.rows import VmRow
from console.ui.widgets.busy_clock import FRAMES
from console.ui.widgets.cell_delegate import CellColours


class MarkState(enum.Enum):
    """What a mark says."""

    OK = "ok"
    IDLE = "idle"
    SILENT = "silent"
    FAULT = "fault"
    DEGRADED = "degraded"
    OFF = "off"
    ABSENT = "absent"
    UNREAD = "unread"
    TURNING_ON = "turning_on"
    TURNING_OFF = "turning_off"

    @property
    def is_turning(self) -> bool:
        """Whether the mark moves."""
        return self in (MarkState.TURNING_ON, MarkState.TURNING_OFF)


_BY_STATUS: Final = {
    ServiceStatus.OK: MarkState.OK,
    ServiceStatus.DEGRADED: MarkState.DEGRADED,
    ServiceStatus.ERROR: MarkState.FAULT,
    ServiceStatus.NON_RECOVERABLE: MarkState.FAULT,
    ServiceStatus.NO_CONTACT: MarkState.SILENT,
    ServiceStatus.LOST_COMMUNICATION: MarkState.SILENT,
    ServiceStatus.PAUSED: MarkState.IDLE,
    ServiceStatus.NOT_RUNNING: MarkState.IDLE,
    ServiceStatus.UNKNOWN: MarkState.IDLE,
}

_FILLED: Final = (MarkState.OK, MarkState.DEGRADED)
_BADGE: Final = 7.0
_SPLIT: Final = 3.5


def mark_state(row: VmRow, kind: ServiceKind) -> MarkState:
    """Return what the mark of a service says; what is asked of it comes first."""
    target = row.pending.target(kind)
    if target is not None:
        return MarkState.TURNING_ON if target else MarkState.TURNING_OFF
    service = row.service(kind)
    if service is None:
        return MarkState.UNREAD
    if service.enabled is None:
        return MarkState.ABSENT
    if not service.enabled:
        return MarkState.OFF
    if row.vm.state in (VmState.OFF, VmState.SAVED):
        return MarkState.IDLE
    return _BY_STATUS.get(service.status, MarkState.IDLE)


@dataclass(frozen=True, slots=True)
class MarkInk:
    """The three colours of one mark: lines and letters, fill, letters on the fill."""

    line: QColor
    fill: QColor
    on_fill: QColor


def ink_of(
    state: MarkState, colours: CellColours, *, is_selected: bool, is_current: bool
) -> MarkInk:
    """Return a mark's colours; on a selected row the shape alone speaks."""
    if is_selected:
        return MarkInk(colours.selected_text, colours.selected_text, colours.selection)
    if not is_current:
        return MarkInk(colours.muted, colours.muted, colours.stale)
    line = {
        MarkState.OK: colours.ok,
        MarkState.DEGRADED: colours.warn,
        MarkState.SILENT: colours.warn,
        MarkState.FAULT: colours.error,
        MarkState.TURNING_ON: colours.accent,
        MarkState.TURNING_OFF: colours.accent,
    }.get(state, colours.muted)
    return MarkInk(line, line, colours.base)


def draw_mark(
    painter: QPainter, rect: QRectF, state: MarkState, letters: str, ink: MarkInk, *, frame: int = 0
) -> None:
    """Draw one mark into ``rect``; ``frame`` counts for moving marks only."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    chip = rect.adjusted(1.5, 1.5, -1.5, -1.5)
    if state is MarkState.ABSENT:
        _draw_dash(painter, rect, ink)
    elif state is MarkState.UNREAD:
        _draw_dot(painter, rect, ink)
    elif state in _FILLED:
        _draw_filled(painter, chip, ink, is_split=state is MarkState.DEGRADED)
    elif state.is_turning:
        _draw_ring(painter, chip, ink, frame, is_double=state is MarkState.TURNING_ON)
    elif state is not MarkState.OFF:
        painter.setPen(QPen(ink.line, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(chip, 4, 4)
    if state not in (MarkState.ABSENT, MarkState.UNREAD):
        painter.setPen(ink.on_fill if state in _FILLED else ink.line)
        letters_in = chip.adjusted(0, -1, 0, -_SPLIT) if state is MarkState.DEGRADED else chip
        painter.drawText(letters_in, Qt.AlignmentFlag.AlignCenter, letters)
    if state is MarkState.OFF:
        painter.setPen(QPen(ink.line, 1.4))
        painter.drawLine(chip.bottomLeft() + QPointF(1, -2), chip.topRight() + QPointF(-1, 2))
    elif state in (MarkState.SILENT, MarkState.FAULT):
        _draw_badge(painter, rect, ink, is_cross=state is MarkState.FAULT)


def mark_font(font: QFont) -> QFont:
    """Return the font of the letters in a mark."""
    small = QFont(font)
    small.setBold(True)
    small.setPixelSize(max(8, round(_pixel_size(font) * 0.72)))
    return small


def _pixel_size(font: QFont) -> float:
    return font.pixelSize() if font.pixelSize() > 0 else font.pointSizeF() * 96 / 72


def _draw_filled(painter: QPainter, chip: QRectF, ink: MarkInk, *, is_split: bool) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink.fill)
    if not is_split:
        painter.drawRoundedRect(chip, 4, 4)
        return
    painter.drawRoundedRect(chip.adjusted(0, -1, 0, -_SPLIT), 3, 3)
    painter.drawRect(QRectF(chip.left() + 1, chip.bottom() - 1.5, chip.width() - 2, 2.5))


def _draw_dash(painter: QPainter, rect: QRectF, ink: MarkInk) -> None:
    painter.setPen(QPen(ink.line, 1.6))
    middle = rect.center()
    painter.drawLine(middle - QPointF(4, 0), middle + QPointF(4, 0))


def _draw_dot(painter: QPainter, rect: QRectF, ink: MarkInk) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink.line)
    painter.drawEllipse(rect.center(), 1.6, 1.6)


def _draw_ring(
    painter: QPainter, chip: QRectF, ink: MarkInk, frame: int, *, is_double: bool
) -> None:
    pen = QPen(ink.line, 1.6)
    pen.setDashPattern([3.0, 2.0])
    pen.setDashOffset(5.0 * (FRAMES - frame) / FRAMES)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(chip, 4, 4)
    if is_double:
        tint = QColor(ink.line)
        tint.setAlphaF(0.22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint)
        painter.drawRoundedRect(chip.adjusted(2, 2, -2, -2), 2, 2)


def _draw_badge(painter: QPainter, rect: QRectF, ink: MarkInk, *, is_cross: bool) -> None:
    corner = QRectF(rect.right() - _BADGE, rect.top(), _BADGE, _BADGE)
    # A ring of the background keeps the badge apart from the chip's line.
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink.on_fill)
    painter.drawEllipse(corner.adjusted(-1, -1, 1, 1))
    if is_cross:
        painter.setPen(QPen(ink.line, 1.8))
        painter.drawLine(corner.topLeft() + QPointF(1, 1), corner.bottomRight() - QPointF(1, 1))
        painter.drawLine(corner.topRight() + QPointF(-1, 1), corner.bottomLeft() + QPointF(1, -1))
        return
    painter.setBrush(ink.fill)
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(corner.center().x(), corner.top()),
                corner.bottomRight(),
                corner.bottomLeft(),
            ]
        )
    )
