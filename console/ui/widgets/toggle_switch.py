"""A switch that asks: it moves when it is told, never by its own click."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from console.ui.models.look import Look
from console.ui.widgets.busy_clock import FRAMES, BusyClock

_SIZE: Final = QSize(40, 22)
_TRACK: Final = QSize(34, 18)
_GAP: Final = 3.0
_ARC: Final = 100 * 16  # a hundred degrees, in Qt's sixteenths


class ToggleSwitch(QAbstractButton):
    """Shows on, off and busy; on and off differ by position and by a mark, not by colour alone.

    A click or the space bar only asks, through ``requested``; who owns the switch sets what is
    true.

    Args:
        look: Colours.
        clock: Turns the ring while the switch is busy.
        parent: The owner in Qt's sense.
    """

    requested = Signal(bool)
    """The value that the user wants."""

    def __init__(self, look: Look, clock: BusyClock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._is_busy = False
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        clock.ticked.connect(self._turn)

    @property
    def is_busy(self) -> bool:
        """Whether the host is working on it."""
        return self._is_busy

    def setBusy(self, busy: bool) -> None:
        """Show that the host is working on it; clicks ask for nothing meanwhile."""
        if busy == self._is_busy:
            return
        self._is_busy = busy
        if busy:
            self._clock.hold(self)
        else:
            self._clock.release(self)
        self.update()

    def nextCheckState(self) -> None:
        """Ask instead of moving."""
        if not self._is_busy:
            self.requested.emit(not self.isChecked())

    def sizeHint(self) -> QSize:
        """Return the size, which is fixed."""
        return _SIZE

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw track, knob, mark, and the ring of focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled() and not self._is_busy:
            painter.setOpacity(0.45)
        track = QRectF(0, 0, _TRACK.width(), _TRACK.height())
        track.moveCenter(QPointF(self.rect().center()) + QPointF(0.5, 0.5))
        self._draw_track(painter, track)
        self._draw_knob(painter, track)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._look.colour("accent"), 1.5))
            ring = track.adjusted(-2, -2, 2, 2)
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)

    def _draw_track(self, painter: QPainter, track: QRectF) -> None:
        radius = track.height() / 2
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.colour("accent"))
            painter.drawRoundedRect(track, radius, radius)
        else:
            painter.setPen(QPen(self._look.colour("muted"), 1.5))
            painter.setBrush(self.palette().base())
            inner = track.adjusted(0.75, 0.75, -0.75, -0.75)
            painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)

    def _draw_knob(self, painter: QPainter, track: QRectF) -> None:
        side = track.height() - 2 * _GAP
        is_right = self.isChecked() != (self.layoutDirection() is Qt.LayoutDirection.RightToLeft)
        left = track.right() - _GAP - side if is_right else track.left() + _GAP
        knob = QRectF(left, track.top() + _GAP, side, side)
        colour = self._knob_colour()
        if self._is_busy:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour, 2.5))
            start = -self._clock.frame * 360 * 16 // FRAMES
            painter.drawArc(knob.adjusted(1, 1, -1, -1), start, 2 * _ARC)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(knob)
        if self.isChecked():
            _draw_stroke(painter, track, colour, is_right=is_right)

    def _knob_colour(self) -> QColor:
        if self.isChecked():
            return QColor(Qt.GlobalColor.white if _is_dark(self._look.colour("accent")) else "#111")
        return self._look.colour("muted")

    def _turn(self) -> None:
        if self._is_busy and self.isVisible():
            self.update()


def _draw_stroke(painter: QPainter, track: QRectF, colour: QColor, *, is_right: bool) -> None:
    """Draw the "I" of a switch that is on, in the free half of its track."""
    painter.setPen(QPen(colour, 1.6))
    x = track.center().x() + (-track.width() / 4 if is_right else track.width() / 4)
    middle = track.center().y()
    painter.drawLine(QPointF(x, middle - 3), QPointF(x, middle + 3))


def _is_dark(colour: QColor) -> bool:
    return colour.lightnessF() < 0.6
