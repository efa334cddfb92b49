"""A small button that looks like a link, as the panels of a VM have them."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget


def link_button(name: str, clicked: Callable[[], object], parent: QWidget) -> QToolButton:
    """Return a link that the keyboard reaches.

    Args:
        name: Object name.
        clicked: What it does.
        parent: The owner in Qt's sense.
    """
    button = QToolButton(parent)
    button.setObjectName(name)
    button.setProperty("role", "link")
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.clicked.connect(clicked)
    return button
