"""The keyboard inside a cell of marks.

On a cell of marks F2 or Space steps into it; then Left and Right go from mark to mark, Space
switches the one under the keyboard, and Esc, F2 or leaving the cell steps out again.
"""

from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QTableView

from console.ui.models.columns import CellKind
from console.ui.models.row_text import service
from console.ui.models.rows import VmRow
from console.ui.models.vm_table import VmTableModel
from console.ui.widgets.marks_delegate import KINDS, MarksDelegate

_STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_LEAVE: Final = (Qt.Key.Key_Escape, Qt.Key.Key_F2)
_ENTER: Final = (Qt.Key.Key_F2, Qt.Key.Key_Space)


class MarkWalk(QObject):
    """Which mark the keyboard is on, and what its keys do there."""

    def __init__(self, view: QTableView, vms: VmTableModel, marks: MarksDelegate) -> None:
        super().__init__(view)
        self._view = view
        self._vms = vms
        self._marks = marks

    def takes(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Act on a key; returns whether it was meant for the marks."""
        row = self._current_row()
        if row is None or modifiers not in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self._leave()
            return False
        walked = self._marks.walked
        if walked is None or walked[0] != row.key:
            self._leave()
            if key in _ENTER:
                self._go(row, 0)
                return True
            return False
        return self._walk(row, walked[1], key)

    def _walk(self, row: VmRow, place: int, key: Qt.Key) -> bool:
        if key in _LEAVE:
            self._leave()
            return True
        if key is Qt.Key.Key_Space:
            self._marks.request_toggle(row, KINDS[place])
            return True
        step = _STEPS.get(key)
        if step is None:
            self._leave()
            return False
        if self._view.isRightToLeft():
            step = -step
        self._go(row, min(max(place + step, 0), len(KINDS) - 1))
        return True

    def _current_row(self) -> VmRow | None:
        index = self._view.currentIndex()
        if not index.isValid() or self._vms.columns[index.column()].kind is not CellKind.MARKS:
            return None
        return self._vms.row_at(index.row())

    def _go(self, row: VmRow, place: int) -> None:
        self._marks.walk_to((row.key, place))
        self._view.viewport().update()
        said = QAccessibleAnnouncementEvent(self._view, service(row, KINDS[place]))
        QAccessible.updateAccessibility(said)

    def _leave(self) -> None:
        if self._marks.walked is not None:
            self._marks.walk_to(None)
            self._view.viewport().update()
