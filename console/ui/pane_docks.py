"""The panes around the table: where they are docked, how one moves between them, and the layout."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QWidget

from console.ui.actions.row import Run
from console.ui.ports import LayoutStore
from console.ui.widgets.table_header import TableHeader

LAYOUT_VERSION: Final = 1
"""Counts up when docks or tool bars change, so that an older layout is not taken for ours."""

_FIRST_SIZE: Final = QSize(1400, 860)
_AREAS: Final = {
    "tree": Qt.DockWidgetArea.LeftDockWidgetArea,
    "panel": Qt.DockWidgetArea.RightDockWidgetArea,
    "activity": Qt.DockWidgetArea.BottomDockWidgetArea,
}
_WIDTHS: Final = {"tree": 210, "panel": 360}
_HEIGHT: Final = 160
_LEAST: Final = {"tree": 26, "panel": 44}
"""Least width of the panes, in characters: a narrow window takes from the middle, which scrolls."""


class PaneDocks:
    """Docks panes into a window; remembers and forgets how they lie.

    Args:
        window: Where they are docked.
        panes: The pane for ``tree``, ``panel`` and ``activity``.
        table: The table in the middle, with its headings.
        layout: Keeps layouts.
    """

    def __init__(
        self,
        window: QMainWindow,
        panes: dict[str, QWidget],
        table: tuple[QWidget, TableHeader],
        layout: LayoutStore,
    ) -> None:
        self._window = window
        self._layout = layout
        self._table, self._header = table
        self._docks = {name: self._dock(name, pane) for name, pane in panes.items()}
        window.setCorner(Qt.Corner.BottomRightCorner, _AREAS["panel"])
        window.resize(_FIRST_SIZE)
        self._spread()
        self._first = window.saveState(LAYOUT_VERSION)

    def set_titles(self, titles: dict[str, str]) -> None:
        """Name the panes."""
        for name, title in titles.items():
            self._docks[name].setWindowTitle(title)

    def runs(self) -> dict[str, Run]:
        """Return what each action does."""
        return {
            "toggle-tree": lambda _: self.toggle("tree"),
            "toggle-panel": lambda _: self.toggle("panel"),
            "toggle-activity": lambda _: self.toggle("activity"),
            "next-pane": lambda _: self.go(1),
            "previous-pane": lambda _: self.go(-1),
            "reset-layout": lambda _: self.reset(),
        }

    def show(self, name: str) -> None:
        """Show a pane."""
        self._docks[name].show()

    def toggle(self, name: str) -> None:
        """Show a pane, or hide it."""
        dock = self._docks[name]
        dock.setVisible(not dock.isVisible())

    def go(self, step: int) -> None:
        """Put the keyboard into the next (``1``) or previous (``-1``) pane."""
        panes: list[QWidget] = [
            self._docks["tree"],
            self._table,
            self._docks["panel"],
            self._docks["activity"],
        ]
        go_to_pane([pane for pane in panes if pane.isVisible()], step)

    def save(self) -> None:
        """Keep how everything lies."""
        geometry, state = self._window.saveGeometry(), self._window.saveState(LAYOUT_VERSION)
        self._layout.save("window.geometry", bytes(geometry.data()))
        self._layout.save("window.state", bytes(state.data()))
        self._layout.save("table", self._header.saved_layout().encode())

    def restore(self) -> None:
        """Lay everything as it was kept, as far as that still fits."""
        geometry, state = self._layout.load("window.geometry"), self._layout.load("window.state")
        table = self._layout.load("table")
        if geometry is not None:
            self._window.restoreGeometry(QByteArray(geometry))
        if state is not None:
            self._window.restoreState(QByteArray(state), LAYOUT_VERSION)
        if table is not None:
            self._header.restore_layout(table.decode(errors="replace"))

    def reset(self) -> None:
        """Lay everything as in a new window."""
        self._window.restoreState(self._first, LAYOUT_VERSION)
        self._spread()
        self._header.reset_layout()

    def _dock(self, name: str, pane: QWidget) -> QDockWidget:
        dock = QDockWidget(self._window)
        dock.setObjectName(f"{name}Dock")
        dock.setWidget(pane)
        pane.setMinimumWidth(_LEAST.get(name, 0) * pane.fontMetrics().averageCharWidth())
        self._window.addDockWidget(_AREAS[name], dock)
        return dock

    def _spread(self) -> None:
        sides = list(_WIDTHS)
        self._window.resizeDocks(
            [self._docks[name] for name in sides],
            [_WIDTHS[name] for name in sides],
            Qt.Orientation.Horizontal,
        )
        self._window.resizeDocks([self._docks["activity"]], [_HEIGHT], Qt.Orientation.Vertical)


def go_to_pane(panes: Sequence[QWidget], step: int) -> None:
    """Put the keyboard into the next (``1``) or previous (``-1``) pane that can take it."""
    focused = QApplication.focusWidget()
    here = -1 if step > 0 else 0
    for place, pane in enumerate(panes):
        if focused is not None and (pane is focused or pane.isAncestorOf(focused)):
            here = place
    for away in range(1, len(panes) + 1):
        target = _focusable(panes[(here + step * away) % len(panes)])
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return


def _focusable(pane: QWidget) -> QWidget | None:
    """Return the pane or the first widget in it that takes the keyboard by Tab."""
    for widget in (pane, *pane.findChildren(QWidget)):
        takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if takes_tab and widget.isEnabled() and widget.isVisible():
            return widget
    return None
