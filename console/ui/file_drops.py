"""Takes lists of hosts that are dropped onto the window, as *Import Hosts…* does."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

LISTS: Final = frozenset({".csv", ".rdg", ".xml"})
_MOMENTS: Final = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class FileDrops(QObject):
    """Watches the window for files; those that are no lists of hosts are not taken.

    Args:
        window: Where they are dropped.
        take: Called with the file; of several, with the first list.
    """

    def __init__(self, window: QWidget, take: Callable[[Path], None]) -> None:
        super().__init__(window)
        self._take = take
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say while a file is dragged whether it would be taken, and take what is dropped."""
        if event.type() not in _MOMENTS or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        path = list_in(event.mimeData())
        if path is None:
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() is QEvent.Type.Drop:
            self._take(path)
        return True


def list_in(data: QMimeData) -> Path | None:
    """Return the first file of this computer that may be a list of hosts, by its name."""
    for url in data.urls():
        path = Path(url.toLocalFile())
        if url.isLocalFile() and path.suffix.lower() in LISTS:
            return path
    return None
