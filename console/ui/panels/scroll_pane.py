"""Scrolls a panel of wrapping texts vertically.

``QScrollArea`` asks for a size without knowing the width, so wrapped lines would be squeezed; this
one gives its panel the height that its layout needs for the width that there is.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class ScrollPane(QScrollArea):
    """A panel that is as wide as the pane and as high as it needs.

    Args:
        panel: What is scrolled; it must have a layout.
        name: Object name.
    """

    def __init__(self, panel: QWidget, name: str) -> None:
        super().__init__()
        self._panel = panel
        self.setObjectName(name)
        self.setProperty("role", "panel")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(panel)
        panel.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the panel's texts."""
        if watched is self._panel and event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        layout = self._panel.layout()
        if layout is None:
            return
        width = self.viewport().width()
        # One long word from a guest must not widen the panel beyond what can be seen.
        self._panel.setMaximumWidth(width)
        needs = layout.hasHeightForWidth()  # false while no wrapping text is shown
        height = layout.totalHeightForWidth(width) if needs else layout.totalMinimumSize().height()
        if height != self._panel.minimumHeight():
            self._panel.setMinimumHeight(height)
