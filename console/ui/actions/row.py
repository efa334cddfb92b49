"""What one action of the window is."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence

from console.ui.actions import reasons
from console.ui.actions.reasons import Reason
from console.ui.selection import Selection
from console.ui.text_context import Context

Actions = Context("Actions")

Key = QKeySequence.StandardKey
Shortcut = QKeySequence.StandardKey | str


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action.

    Attributes:
        id: Stable name, also the object name.
        text: What menus show, marked for translation.
        icon: Name of the icon; empty for none.
        shortcuts: Keys; a standard key where the system has one. Nothing that cannot be undone
            has a key without a modifier.
        reason: Why it cannot be used now.
        role: Where macOS puts it.
    """

    id: str
    text: str
    icon: str = ""
    shortcuts: tuple[Shortcut, ...] = ()
    reason: Reason = reasons.always
    role: QAction.MenuRole = QAction.MenuRole.NoRole

    def title(self) -> str:
        """Return the text in the language of now."""
        return Actions.marked(self.text)


Run = Callable[[Selection], None]
"""What an action does."""
