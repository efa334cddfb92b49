"""The tool bar: the actions that are used most, with their words."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMainWindow, QToolBar

from console.ui.actions.menus import TOOLBAR
from console.ui.actions.table import ActionTable


def make_tool_bar(actions: ActionTable, window: QMainWindow) -> QToolBar:
    """Return the tool bar of a window, placed at its top."""
    bar = QToolBar(window)
    bar.setObjectName("toolBar")
    bar.setMovable(False)
    bar.setIconSize(QSize(16, 16))
    bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    actions.fill_tool_bar(bar, TOOLBAR)
    window.addToolBar(bar)
    return bar
