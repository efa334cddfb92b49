"""The six integration services of a VM in one cell, each a mark to see, point at and click.

Drawings are kept as pixmaps by what they show, so a screen of marks is a screen of copies. Marks
that move take the frame of the shared ``BusyClock``; the view holds that clock while a moving mark
may be visible.
"""

from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QToolTip, QWidget

from console.model.identity import VmKey
from console.model.service import ServiceKind
from console.ui import texts
from console.ui.models.look import Look
from console.ui.models.row_list import AnyIndex
from console.ui.models.row_text import rich, service
from console.ui.models.rows import VmRow
from console.ui.models.vm_table import VmTableModel
from console.ui.sentences.read_only import read_only
from console.ui.widgets.busy_clock import BusyClock
from console.ui.widgets.cell_delegate import PADDING, Cell, CellDelegate, row_height
from console.ui.widgets.locked import say_locked
from console.ui.widgets.marks import MarkState, draw_mark, ink_of, mark_font, mark_state

KINDS: Final = tuple(ServiceKind)
_GAP: Final = 4
_KEPT: Final = 512
_PLAIN: Final = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)

PictureKey = tuple[tuple[MarkState, ...], int, bool, bool, float]
"""The six states, the frame, selected, current, device pixel ratio."""


class MarksDelegate(CellDelegate):
    """Draws the marks, tells about the one under the mouse, and asks for a switch on a click."""

    serviceToggleRequested = Signal(object, object, bool)  # noqa: N815 - as Qt names signals
    """``VmKey``, ``ServiceKind``, and the value that is wanted."""

    def __init__(self, vms: VmTableModel, look: Look, clock: BusyClock, view: QWidget) -> None:
        super().__init__(vms, look, view)
        self._clock = clock
        self._pixmaps: dict[PictureKey, QPixmap] = {}
        self._pressed: tuple[VmKey, ServiceKind] | None = None
        self._walked: tuple[VmKey, int] | None = None
        self._size = self._measure()

    @property
    def walked(self) -> tuple[VmKey, int] | None:
        """The mark that the keyboard is on: whose, and which one from the left."""
        return self._walked

    @property
    def width(self) -> int:
        """How wide the column has to be."""
        return len(KINDS) * (self._size.width() + _GAP) - _GAP + 2 * PADDING

    def walk_to(self, walked: tuple[VmKey, int] | None) -> None:
        """Put the keyboard on a mark, or take it off all of them."""
        self._walked = walked

    def refresh_look(self) -> None:
        """Take colours and font of the scheme of now."""
        super().refresh_look()
        self._pixmaps.clear()
        self._size = self._measure()

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Return the size that six marks need."""
        return QSize(self.width, row_height(option))

    def draw(self, painter: QPainter, cell: Cell) -> None:
        """Draw the six marks: one picture, shared by all rows that look the same."""
        states = tuple(mark_state(cell.row, kind) for kind in KINDS)
        is_turning = cell.row.is_busy and any(state.is_turning for state in states)
        frame = self._clock.frame if is_turning else 0
        ratio = painter.device().devicePixelRatio()
        key = (states, frame, cell.is_selected, cell.row.is_current, ratio)
        first = self.mark_rect(cell.rect, len(KINDS) - 1 if self.is_mirrored else 0)
        is_narrow = cell.rect.width() < self.width
        if is_narrow:
            painter.save()
            painter.setClipRect(cell.rect, Qt.ClipOperation.IntersectClip)
        painter.drawPixmap(first.topLeft(), self._pixmaps.get(key) or self._render(key))
        if self._walked is not None and self._walked[0] == cell.row.key:
            rect = self.mark_rect(cell.rect, self._walked[1])
            painter.setPen(QPen(self.text_colour(cell), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(-2, -2, 1, 1))
        if is_narrow:
            painter.restore()

    def mark_rect(self, cell: QRect, place: int) -> QRect:
        """Return where the mark at ``place`` is inside a cell."""
        offset = PADDING + place * (self._size.width() + _GAP)
        top = cell.top() + (cell.height() - self._size.height()) // 2
        if self.is_mirrored:
            left = cell.right() + 1 - offset - self._size.width()
        else:
            left = cell.left() + offset
        return QRect(QPoint(left, top), self._size)

    def kind_at(self, cell: QRect, point: QPoint) -> ServiceKind | None:
        """Return the service whose mark is under a point."""
        for place, kind in enumerate(KINDS):
            rect = self.mark_rect(cell, place)
            if rect.adjusted(-_GAP // 2, -3, _GAP // 2, 3).contains(point):
                return kind
        return None

    def request_toggle(self, row: VmRow, kind: ServiceKind) -> None:
        """Ask for the other value of a service; one that is absent, unread or turning stays."""
        snapshot = row.service(kind)
        if snapshot is None or snapshot.enabled is None or row.pending.target(kind) is not None:
            return
        if row.is_read_only:
            say_locked(self._view)
            return
        self.serviceToggleRequested.emit(row.key, kind, not snapshot.enabled)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: AnyIndex,
    ) -> bool:
        """Take a plain click on a mark: pressed and released on the same one."""
        if not isinstance(event, QMouseEvent):
            return False
        kind = self._kind_under(option, event.position().toPoint())
        row = self._vms.row_at(index.row())
        is_plain = event.button() is Qt.MouseButton.LeftButton and event.modifiers() in _PLAIN
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self._pressed = (row.key, kind) if kind is not None and is_plain else None
            return False
        if event.type() is QEvent.Type.MouseButtonRelease:
            pressed, self._pressed = self._pressed, None
            if kind is not None and is_plain and pressed == (row.key, kind):
                self.request_toggle(row, kind)
                return True
        return False

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: AnyIndex,
    ) -> bool:
        """Show what the mark under the mouse means, and what to do about it."""
        if event.type() is not QEvent.Type.ToolTip:
            return super().helpEvent(event, view, option, index)
        kind = self._kind_under(option, event.pos())
        text = "" if kind is None else mark_tooltip(self._vms.row_at(index.row()), kind)
        QToolTip.showText(event.globalPos(), text, view)
        return True

    def _kind_under(self, option: QStyleOptionViewItem, point: QPoint) -> ServiceKind | None:
        return self.kind_at(option.rect, point)

    def _measure(self) -> QSize:
        metrics = QFontMetrics(mark_font(self._view.font()))
        widest = max(metrics.horizontalAdvance(texts.service_short(kind)) for kind in KINDS)
        return QSize(widest + 11, metrics.height() + 7)

    def _render(self, key: PictureKey) -> QPixmap:
        if len(self._pixmaps) > _KEPT:
            self._pixmaps.clear()
        states, frame, is_selected, is_current, ratio = key
        width, height = self._size.width(), self._size.height()
        step = width + _GAP
        pixmap = QPixmap(QSize(len(KINDS) * step - _GAP, height) * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setFont(mark_font(self._view.font()))
        for place, (kind, state) in enumerate(zip(KINDS, states, strict=True)):
            ink = ink_of(state, self.colours, is_selected=is_selected, is_current=is_current)
            at = len(KINDS) - 1 - place if self.is_mirrored else place
            rect = QRectF(at * step, 0, width, height)
            draw_mark(painter, rect, state, texts.service_short(kind), ink, frame=frame)
        painter.end()
        self._pixmaps[key] = pixmap
        return pixmap


def mark_tooltip(row: VmRow, kind: ServiceKind) -> str:
    """Return what a mark means and what to do about it, as rich text."""
    lines = [service(row, kind), texts.service_purpose(kind)]
    snapshot = row.service(kind)
    if snapshot is not None:
        lines.append(texts.service_advice(snapshot, row.vm.state))
    if row.is_read_only:
        lines.append(read_only())
    return rich("\n".join(line for line in lines if line))
