"""The keys of the window, by menu: read from the actions, so that none is told that is not there.

Keys that lists have of their own are told here, next to the others; ``tests/ui/test_shortcuts.py``
presses each of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QKeySequence

from console.ui.actions.menus import MENUS, SUBMENUS
from console.ui.actions.row import Actions
from console.ui.actions.rows import ROWS
from console.ui.actions.table import key_sequences, plain_title
from console.ui.text_context import QT_TRANSLATE_NOOP, Context

Shortcuts = Context("Shortcuts")

_ROWS: Final = {row.id: row for row in ROWS}
_LISTS: Final[tuple[tuple[str, tuple[tuple[str, str], ...]], ...]] = (
    (
        QT_TRANSLATE_NOOP("Shortcuts", "In the list of virtual machines"),
        (
            ("Return", QT_TRANSLATE_NOOP("Shortcuts", "Connect")),
            ("Ctrl+C", QT_TRANSLATE_NOOP("Shortcuts", "Copy the selected rows")),
            ("F2", QT_TRANSLATE_NOOP("Shortcuts", "Walk the services of a row, in their column")),
            ("Space", QT_TRANSLATE_NOOP("Shortcuts", "Switch the service that is walked to")),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Shortcuts", "In the service matrix"),
        (
            ("Space", QT_TRANSLATE_NOOP("Shortcuts", "Switch the service")),
            ("Ctrl+Space", QT_TRANSLATE_NOOP("Shortcuts", "Select the column")),
            ("Shift+Space", QT_TRANSLATE_NOOP("Shortcuts", "Select the row")),
            ("Return", QT_TRANSLATE_NOOP("Shortcuts", "On a name: connect")),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Shortcuts", "In the tree"),
        (("Return", QT_TRANSLATE_NOOP("Shortcuts", "On a virtual machine: connect")),),
    ),
)


@dataclass(frozen=True, slots=True)
class ShortcutGroup:
    """Keys that belong together.

    Attributes:
        title: Of the menu, or where they work.
        entries: What they do, and the keys as this system writes them.
    """

    title: str
    entries: tuple[tuple[str, str], ...]


def shortcut_groups() -> tuple[ShortcutGroup, ...]:
    """Return every key, in the language of now and in the order of the menus."""
    told: set[str] = set()
    groups: list[ShortcutGroup] = []
    for title, names in MENUS:
        entries: list[tuple[str, str]] = []
        for name in _flat(names):
            keys = key_sequences(_ROWS[name])
            if keys and name not in told:
                told.add(name)
                # The first, as in the menu: the others are keys such as "Undo" of old keyboards.
                entries.append((plain_title(_ROWS[name].title()), _native(keys[0])))
        if entries:
            groups.append(ShortcutGroup(plain_title(Actions.marked(title)), tuple(entries)))
    for title, keys_of in _LISTS:
        rows = ((Shortcuts.marked(text), _native(QKeySequence(key))) for key, text in keys_of)
        groups.append(ShortcutGroup(Shortcuts.marked(title), tuple(rows)))
    return tuple(groups)


def _flat(names: tuple[str, ...]) -> Iterator[str]:
    """Yield the actions of a menu and of the menus below it."""
    for name in names:
        if name.startswith(">"):
            yield from _flat(SUBMENUS[name][1])
        elif name:
            yield name


def _native(key: QKeySequence) -> str:
    return key.toString(QKeySequence.SequenceFormat.NativeText)
