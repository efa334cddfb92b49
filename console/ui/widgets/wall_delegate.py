"""Draws a tile of the wall of screens: the picture, the state's mark, and the name."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from console.model.vm import VmState
from console.ui.models.look import Look
from console.ui.models.wall_tiles import TILE_ROLE, WallTile
from console.ui.widgets.screen_paint import draw_image

PICTURE: Final = QSize(160, 120)
_GAP: Final = 8
_MARK: Final = 16
_DIMMED: Final = 0.45
_ICONS: Final = {
    VmState.RUNNING: "vm-running",
    VmState.OFF: "vm-off",
    VmState.SAVED: "vm-saved",
    VmState.PAUSED: "vm-paused",
    VmState.UNKNOWN: "vm-unknown",
}


class WallDelegate(QStyledItemDelegate):
    """Draws tiles.

    Args:
        look: Icons and colours.
        parent: The view.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the size of every tile: they are all alike."""
        del index
        line = max(_MARK, option.fontMetrics.height())  # pyright: ignore[reportAttributeAccessIssue]
        return QSize(PICTURE.width() + 2 * _GAP, PICTURE.height() + line + 3 * _GAP)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw a tile."""
        tile = index.data(TILE_ROLE)
        if not isinstance(tile, WallTile):
            return
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_selected:
            painter.fillRect(rect, self._look.colour("selection"))
        picture = QRect(rect.topLeft(), PICTURE).translated(_GAP, _GAP)
        self._draw_picture(painter, picture, tile)
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(self._look.colour("accent" if has_focus else "line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(picture.adjusted(0, 0, -1, -1))
        if has_focus:
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        self._draw_name(painter, rect, tile, is_selected=is_selected)
        painter.restore()

    def _draw_picture(self, painter: QPainter, rect: QRect, tile: WallTile) -> None:
        if tile.image is None:
            painter.fillRect(rect, self._look.colour("panel"))
            painter.setPen(self._look.colour("muted"))
            flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            painter.drawText(rect.adjusted(_GAP, _GAP, -_GAP, -_GAP), flags, tile.says)
            return
        painter.fillRect(rect, QColor("black"))
        is_old = bool(tile.says) or not tile.is_current
        shape = QSize(*tile.resolution) if tile.resolution is not None else None
        draw_image(painter, rect, tile.image, shape, _DIMMED if is_old else 1.0)
        if is_old:
            mark = QRect(0, 0, _MARK, _MARK)
            mark.moveBottomRight(rect.bottomRight())
            painter.fillRect(mark.adjusted(-4, -4, 0, 0), self._look.colour("panel"))
            self._look.icon("warn").paint(painter, mark.translated(-2, -2))

    def _draw_name(
        self, painter: QPainter, rect: QRect, tile: WallTile, *, is_selected: bool
    ) -> None:
        room = rect.adjusted(_GAP, PICTURE.height() + _GAP + _GAP // 2, -_GAP, -_GAP // 2)
        mark = QRect(room.left(), room.center().y() - _MARK // 2, _MARK, _MARK)
        mode = QIcon.Mode.Selected if is_selected else QIcon.Mode.Normal
        icon = self._look.icon(_ICONS.get(tile.state, "vm-changing"))
        icon.paint(painter, mark, Qt.AlignmentFlag.AlignCenter, mode)
        room.setLeft(mark.right() + _GAP)
        painter.setPen(self._look.colour("selection-text" if is_selected else "text"))
        name = painter.fontMetrics().elidedText(
            tile.name, Qt.TextElideMode.ElideRight, room.width()
        )
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, int(left | Qt.TextFlag.TextSingleLine), name)
