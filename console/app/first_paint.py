"""Notes in the log when the window was first painted: what the start is measured by."""

import logging

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

_log = logging.getLogger(__name__)


class FirstPaint(QObject):
    """Watches one widget until its first paint.

    Args:
        widget: A window.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Log the first paint, and watch no longer."""
        if event.type() is QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            _log.info("window painted")
        return super().eventFilter(watched, event)
