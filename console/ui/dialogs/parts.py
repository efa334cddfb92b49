"""Small pieces that every dialog and panel is made of, so that they look and speak alike."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QSizePolicy, QSpacerItem, QWidget


def plain_label(
    text: str = "",
    *,
    name: str,
    role: str = "",
    wraps: bool = False,
    copyable: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """Return a label that never reads its text as markup (it may come from a host or a guest).

    Args:
        text: What it shows.
        name: Object name.
        role: ``title``, ``heading``, ``muted``, ``ok``, ``warn`` or ``error`` of the style sheet.
        wraps: Whether long text goes on in the next line.
        copyable: Whether mouse and keyboard can select the text.
        parent: The owner in Qt's sense.
    """
    label = QLabel(text, parent)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wraps)
    if wraps:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        label.setSizePolicy(policy)
    if copyable:
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    if role:
        label.setProperty("role", role)
    return label


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget another role of the style sheet, and have it drawn so."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def set_text(label: QLabel, text: str) -> None:
    """Change a label only when its text differs: an equal ``setText`` still repaints."""
    if label.text() != text:
        label.setText(text)


def icon_label(name: str, size: int = 16, parent: QWidget | None = None) -> QLabel:
    """Return an empty label of the size of an icon; it is decoration, so it has no voice."""
    label = QLabel(parent)
    label.setObjectName(name)
    label.setFixedSize(QSize(size, size))
    return label


def show_icon(label: QLabel, icon: QIcon) -> None:
    """Draw an icon in a label made by ``icon_label``."""
    label.setPixmap(icon.pixmap(label.size(), label.devicePixelRatioF()))


def at_least(layout: QBoxLayout, width: int) -> None:
    """Make a dialog at least so wide.

    ``setMinimumWidth`` would switch off the layout's own minimum, and longer texts be cut off.
    """
    layout.addItem(QSpacerItem(width, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed))


def line(parent: QWidget | None = None) -> QFrame:
    """Return a hairline between parts."""
    frame = QFrame(parent)
    frame.setObjectName("line")
    frame.setProperty("role", "line")
    return frame
