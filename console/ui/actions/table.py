"""Makes the QActions of the table of actions, and keeps them true to the selection."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QWidget

from console.fleet.undo import UndoablePlan, UndoEntry
from console.ui import texts
from console.ui.actions.menus import MENUS, SUBMENUS
from console.ui.actions.row import ActionRow, Actions, Run
from console.ui.actions.rows import ROWS
from console.ui.selection import NOTHING, Selection
from console.ui.theme import Theme

_MNEMONIC: Final = re.compile(r"\(&.\)")


class ActionTable(QObject):
    """All actions of a window.

    Args:
        theme: Icons.
        runs: What each action does, by its id; every row must have one.
        parent: The window; the shortcuts work in it.

    Raises:
        KeyError: A row has nothing to run.
    """

    def __init__(self, theme: Theme, runs: Mapping[str, Run], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._selection = NOTHING
        self._actions: dict[str, QAction] = {}
        self._menus: list[tuple[QMenu, str]] = []
        self._fillers: dict[str, Callable[[QMenu], None]] = {}
        for row in ROWS:
            action = self._make(row, runs[row.id])
            self._actions[row.id] = action
            parent.addAction(action)
        self.retranslate()

    @property
    def selection(self) -> Selection:
        """What the actions act on."""
        return self._selection

    def action(self, name: str) -> QAction:
        """Return an action by its id.

        Raises:
            KeyError: There is no such action.
        """
        return self._actions[name]

    def select(self, selection: Selection) -> None:
        """Judge every action by another selection; an equal one changes nothing."""
        if selection == self._selection:
            return
        self._selection = selection
        for row in ROWS:
            self._judge(row)

    def add_filler(self, name: str, fill: Callable[[QMenu], None]) -> None:
        """Have a submenu filled up with more than actions, after them."""
        self._fillers[name] = fill

    def fill_menu_bar(self, bar: QMenuBar) -> None:
        """Add the menus."""
        for title, names in MENUS:
            menu = bar.addMenu(Actions.marked(title))
            menu.setObjectName(f"menu{len(self._menus)}")
            menu.setToolTipsVisible(True)
            self._menus.append((menu, title))
            self._fill(menu, names)
            self._menus.extend(_submenus(menu))

    def fill_tool_bar(self, bar: QToolBar, names: Iterable[str]) -> None:
        """Add the buttons of a tool bar."""
        self._fill(bar, names)

    def open_menu(self, names: Iterable[str], point: QPoint, parent: QWidget) -> QMenu:
        """Open a context menu at a point of the screen."""
        menu = QMenu(parent)
        menu.setObjectName("contextMenu")
        menu.setToolTipsVisible(True)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill(menu, names)
        menu.popup(point)
        return menu

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        for menu, title in self._menus:
            menu.setTitle(Actions.marked(title))
        for row in ROWS:
            self._actions[row.id].setText(row.title())
            self._actions[row.id].setIconText(plain_title(row.title()))
            self._judge(row)

    def refresh_look(self) -> None:
        """Take icons of the scheme of now."""
        for row in ROWS:
            if row.icon:
                self._actions[row.id].setIcon(self._theme.icon(row.icon))

    def _make(self, row: ActionRow, run: Run) -> QAction:
        action = QAction(self)
        action.setObjectName(row.id)
        action.setMenuRole(row.role)
        if row.icon:
            action.setIcon(self._theme.icon(row.icon))
        action.setShortcuts(key_sequences(row))
        action.triggered.connect(lambda: run(self._selection))
        return action

    def _judge(self, row: ActionRow) -> None:
        action = self._actions[row.id]
        reason = row.reason(self._selection)
        action.setEnabled(reason is None)
        lines = [_title_with_key(row.title(), action.shortcut())]
        if row.id == "undo" and self._selection.undoable is not None:
            lines = [_undo_title(self._selection.undoable)]
        if reason is not None:
            lines.append(reason)
        action.setToolTip(texts.as_tooltip("\n".join(lines)))
        action.setStatusTip(reason or "")

    def _fill(self, target: QMenu | QToolBar, names: Iterable[str]) -> None:
        for name in names:
            if name.startswith(">") and isinstance(target, QMenu):
                self._fill_submenu(target, name)
            elif name:
                target.addAction(self._actions[name])
            else:
                target.addSeparator()

    def _fill_submenu(self, above: QMenu, name: str) -> None:
        title, names = SUBMENUS[name]
        menu = above.addMenu(Actions.marked(title))
        menu.setObjectName(_submenu_name(name))
        menu.menuAction().setObjectName(name)
        menu.setToolTipsVisible(True)
        self._fill(menu, names)
        if name in self._fillers:
            menu.aboutToShow.connect(partial(self._fill_up, menu, name, names))

    def _fill_up(self, menu: QMenu, name: str, names: Iterable[str]) -> None:
        """Fill when it is opened: in the language of now, for what is selected now."""
        menu.clear()
        self._fill(menu, names)
        self._fillers[name](menu)


def _submenu_name(name: str) -> str:
    return f"submenu{name.removeprefix('>').title()}"


def _submenus(menu: QMenu) -> list[tuple[QMenu, str]]:
    """Return the submenus of a menu with the texts that they are named after."""
    titles = {_submenu_name(name): title for name, (title, _) in SUBMENUS.items()}
    return [
        (each, titles[each.objectName()])
        for each in menu.findChildren(QMenu)
        if each.objectName() in titles
    ]


def _undo_title(entry: UndoEntry) -> str:
    if isinstance(entry, UndoablePlan):
        return texts.undo_plan_title(entry.count)
    return texts.undo_title(entry.inverse, entry.vm_name)


def key_sequences(row: ActionRow) -> list[QKeySequence]:
    """Return the row's keys, each once: a system may bind a standard key to the same."""
    found: list[QKeySequence] = []
    for shortcut in row.shortcuts:
        if isinstance(shortcut, str):
            keys = [QKeySequence(shortcut)]
        else:
            keys = QKeySequence.keyBindings(shortcut)
        found.extend(key for key in keys if key not in found)
    return found


def plain_title(title: str) -> str:
    """Return a menu's text without its mnemonic; Chinese texts have theirs behind, as ``(&A)``."""
    return _MNEMONIC.sub("", title).replace("&", "").removesuffix("…")


def _title_with_key(title: str, key: QKeySequence) -> str:
    plain = plain_title(title)
    if key.isEmpty():
        return plain
    shown = key.toString(QKeySequence.SequenceFormat.NativeText)
    return texts.fill(Actions.tr("%1 (%2)"), plain, shown)
