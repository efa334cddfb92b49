"""Draws a cell of the service matrix: a switch, a glyph of its state, and the state in a word.

The switch is what can be clicked; the glyph and the word tell how the guest does. Cells are drawn
straight from the rows: asking the model role by role costs more than the drawing. There are few
different cells and many of each, so each is drawn once and kept as a picture.
"""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QMouseEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from console.model.service import ServiceKind
from console.ui.colours import ColourRole
from console.ui.models.look import Look
from console.ui.models.matrix_cell import CellState, cell_state, cell_word, is_on, is_switchable
from console.ui.models.matrix_counts import short_name
from console.ui.models.row_list import AnyIndex
from console.ui.models.rows import VmRow
from console.ui.models.service_matrix import ServiceMatrixModel, kind_of
from console.ui.widgets.busy_clock import FRAMES, BusyClock
from console.ui.widgets.cell_delegate import CellColours
from console.ui.widgets.locked import say_locked

SWITCH: Final = QSize(24, 13)
_GLYPH: Final = 14
_GAP: Final = 5
MARGIN: Final = 4
"""At both sides of a cell: tight, so that six services stand beside the name."""
_PLAIN: Final = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)

LOOKS: Final[dict[CellState, tuple[str, ColourRole]]] = {
    CellState.FAULT: ("error", "error"),
    CellState.LOST: ("error", "error"),
    CellState.SILENT: ("warn", "warn"),
    CellState.CRITICAL: ("warn", "warn"),
    CellState.TURNING_ON: ("waiting", "accent"),
    CellState.TURNING_OFF: ("waiting", "accent"),
    CellState.OFF: ("off", "muted"),
    CellState.OLDER: ("info", "text"),
    CellState.UNREAD: ("waiting", "muted"),
    CellState.IDLE: ("", "muted"),
    CellState.OK: ("ok", "ok"),
    CellState.ABSENT: ("", "muted"),
}
"""The icon and the colour of each state; the word and the shape tell it without colour."""


_KEPT: Final = 512
"""How many pictures of cells are kept; a column that is being resized makes new ones."""


@dataclass(frozen=True, slots=True)
class _Face:
    """Everything that a cell's picture depends on, but for font, colours and direction."""

    state: CellState
    is_on: bool
    is_current: bool
    is_locked: bool
    is_selected: bool
    frame: int
    width: int
    height: int
    ratio: float


class MatrixDelegate(QStyledItemDelegate):
    """Draws service cells and takes clicks on their switches.

    Args:
        model: The matrix.
        look: Icons and colours.
        clock: Turns the glyph of what is being switched.
        view: The view that draws them, and owner in Qt's sense.
    """

    toggle_requested = Signal(object, object, bool)
    """``VmKey``, ``ServiceKind``, and the value that is wanted."""

    def __init__(
        self, model: ServiceMatrixModel, look: Look, clock: BusyClock, view: QWidget
    ) -> None:
        super().__init__(view)
        self._model = model
        self._look = look
        self._clock = clock
        self._view = view
        self._pressed: tuple[int, int] | None = None
        self._faces: dict[_Face, QPixmap] = {}
        self.colours = CellColours(look, view.palette())

    @property
    def width(self) -> int:
        """How wide a column of a service has to be, for its words and for its heading."""
        metrics = self._view.fontMetrics()
        word = max(metrics.horizontalAdvance(cell_word(state)) for state in CellState)
        cell = 2 * MARGIN + SWITCH.width() + _GAP + _GLYPH + _GAP + word + 2
        headings = (short_name(kind) for kind in ServiceKind)
        title = max(metrics.horizontalAdvance(heading) for heading in headings)
        return max(cell, title + 2 * MARGIN)

    def refresh_look(self) -> None:
        """Take the colours of the scheme of now."""
        self.colours = CellColours(self._look, self._view.palette())
        self._faces.clear()

    def switch_rect(self, cell: QRect) -> QRect:
        """Return where the switch is inside a cell."""
        top = cell.top() + (cell.height() - SWITCH.height()) // 2
        if self._view.isRightToLeft():
            return QRect(QPoint(cell.right() - MARGIN - SWITCH.width(), top), SWITCH)
        return QRect(QPoint(cell.left() + MARGIN, top), SWITCH)

    def picture(self, row: VmRow, kind: ServiceKind, size: QSize, *, is_selected: bool) -> QPixmap:
        """Return the picture of a service's cell, drawn now if it is not known."""
        state = cell_state(row, kind)
        face = _Face(
            state,
            is_on(row, kind),
            row.is_current,
            row.is_read_only,
            is_selected,
            self._clock.frame if state.is_turning else 0,
            size.width(),
            size.height(),
            self._view.devicePixelRatioF(),
        )
        known = self._faces.get(face)
        if known is None:
            if len(self._faces) > _KEPT:
                self._faces.clear()
            known = self._faces[face] = self._draw(face)
        return known

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: AnyIndex,
    ) -> bool:
        """Take a plain click on a switch: pressed and released on the same one, not dragged."""
        if not isinstance(event, QMouseEvent):
            return False
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue] -- stubs lack it
        hit = self.switch_rect(rect).adjusted(-4, -5, 4, 5).contains(event.position().toPoint())
        is_plain = event.button() is Qt.MouseButton.LeftButton and event.modifiers() in _PLAIN
        place = (index.row(), index.column())
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self._pressed = place if hit and is_plain else None
            return False
        if event.type() is QEvent.Type.MouseMove and place != self._pressed:
            self._pressed = None  # a rectangle is drawn, even if the mouse comes back
        if event.type() is QEvent.Type.MouseButtonRelease:
            pressed, self._pressed = self._pressed, None
            if hit and is_plain and pressed == place:
                self.request_toggle(index)
                return True
        return False

    def request_toggle(self, index: AnyIndex) -> None:
        """Ask for the other value of a cell's service, where that is possible."""
        kind = kind_of(index.column())
        if kind is None:
            return
        row = self._model.row_at(index.row())
        if is_switchable(row, kind):
            self.toggle_requested.emit(row.key, kind, not is_on(row, kind))
        elif row.is_read_only:
            say_locked(self._view)

    def _draw(self, face: _Face) -> QPixmap:
        rect = QRect(0, 0, face.width, face.height)
        picture = QPixmap(rect.size() * face.ratio)
        picture.setDevicePixelRatio(face.ratio)
        colours = self.colours
        ground = colours.base if face.is_current else colours.stale
        picture.fill(colours.selection if face.is_selected else ground)
        painter = QPainter(picture)
        painter.setFont(self._view.font())
        painter.setLayoutDirection(self._view.layoutDirection())
        if face.state not in (CellState.ABSENT, CellState.UNREAD):  # it could only pretend
            self._draw_switch(painter, self.switch_rect(rect), face)
        self._draw_state(painter, rect, face)
        painter.end()
        return picture

    def _draw_switch(self, painter: QPainter, rect: QRect, face: _Face) -> None:
        """Draw a small switch: filled with the knob at its end when on, outlined when off.

        One that is locked is a dashed line around its knob, pale, whether on or off.
        """
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, is_on, is_selected = self.colours, face.is_on, face.is_selected
        line = colours.muted if face.is_locked and not is_selected else self._ink(face)
        is_filled = is_on and not face.is_locked
        track = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = track.height() / 2
        fill = colours.selected_text if is_selected else colours.accent
        if not face.is_current and not is_selected:
            fill = colours.muted
        style = Qt.PenStyle.DotLine if face.is_locked else Qt.PenStyle.SolidLine
        painter.setPen(Qt.PenStyle.NoPen if is_filled else QPen(line, 1.2, style))
        painter.setBrush(fill if is_filled else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(track, radius, radius)
        knob = QRectF(0, 0, track.height() - 4, track.height() - 4)
        at_end = is_on is not self._view.isRightToLeft()
        x = track.right() - radius if at_end else track.left() + radius
        knob.moveCenter(QRectF(x, track.center().y(), 0, 0).topLeft())
        painter.setPen(Qt.PenStyle.NoPen)
        hollow = colours.selection if is_selected else colours.base
        painter.setBrush(hollow if is_filled else line)
        painter.drawEllipse(knob)

    def _draw_state(self, painter: QPainter, rect: QRect, face: _Face) -> None:
        state = face.state
        icon, role = LOOKS[state]
        left = rect.left() + MARGIN + SWITCH.width() + _GAP
        width = rect.right() - MARGIN - left
        if self._view.isRightToLeft():
            left = rect.left() + MARGIN
        if icon:
            place = QRect(left, rect.top() + (rect.height() - _GLYPH) // 2, _GLYPH, _GLYPH)
            mode = QIcon.Mode.Selected if face.is_selected else QIcon.Mode.Normal
            painter.save()
            if state.is_turning:
                centre = QRectF(place).center()
                painter.translate(centre)
                painter.rotate(360 * face.frame / FRAMES)
                painter.translate(-centre)
            self._look.icon(icon).paint(painter, place, Qt.AlignmentFlag.AlignCenter, mode)
            painter.restore()
        plain = face.is_selected or not face.is_current
        painter.setPen(self._ink(face) if plain else self._look.colour(role))
        shift = _GLYPH + _GAP if icon else 0
        area = QRect(left + shift, rect.top(), width - shift, rect.height())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(area, flags, cell_word(state))

    def _ink(self, face: _Face) -> QColor:
        if face.is_selected:
            return self.colours.selected_text
        return self.colours.text if face.is_current else self.colours.muted
