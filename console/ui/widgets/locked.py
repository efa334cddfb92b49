"""What a click on the switch of a read-only host does: it says why nothing happens."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAbstractItemView, QToolTip, QWidget

from console.ui import texts
from console.ui.sentences.read_only import read_only


def say_locked(view: QWidget) -> None:
    """Say it beside the current cell, and to screen readers."""
    said = read_only()
    if isinstance(view, QAbstractItemView):
        cell = view.visualRect(view.currentIndex())
        at = view.viewport().mapToGlobal(cell.center())
    else:
        at = view.mapToGlobal(view.rect().center())
    QToolTip.showText(at, texts.as_tooltip(said), view)
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, said))
