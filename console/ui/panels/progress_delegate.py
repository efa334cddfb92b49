"""Draws the progress of an operation or a plan as a thin bar under its words."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from console.fleet.operation import OperationRecord
from console.fleet.plan_record import PlanRecord
from console.ui.models.look import Look
from console.ui.panels.operation_model import RECORD_ROLE

_HEIGHT = 2


class ProgressDelegate(QStyledItemDelegate):
    """The usual cell, and a bar while a percentage is known.

    Args:
        look: Colours.
        parent: The owner in Qt's sense.
    """

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one cell."""
        super().paint(painter, option, index)
        record = index.data(RECORD_ROLE)
        if not isinstance(record, OperationRecord | PlanRecord) or not record.is_pending:
            return
        if record.percent is None:
            return
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        bar = QRect(rect.left() + 4, rect.bottom() - _HEIGHT, rect.width() - 8, _HEIGHT)
        painter.fillRect(bar, self._look.colour("bar-track"))
        bar.setWidth(round(bar.width() * min(100, max(0, record.percent)) / 100))
        painter.fillRect(bar, self._look.colour("bar"))
