"""Every action of the window, a row each: menus, tool bar, context menus and keys come from it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QAction, QKeySequence

from console.model.power import PowerAction
from console.ui import reasons
from console.ui.reasons import Reason
from console.ui.selection import Selection
from console.ui.text_context import QT_TRANSLATE_NOOP, Context

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

POWER: Final = {
    "start": PowerAction.START,
    "shutdown": PowerAction.SHUTDOWN,
    "restart": PowerAction.RESTART,
    "save": PowerAction.SAVE,
    "pause": PowerAction.PAUSE,
    "resume": PowerAction.RESUME,
    "reset": PowerAction.RESET,
    "turn-off": PowerAction.TURN_OFF,
}
"""The actions that change power."""

_POWER_TEXTS: Final = {
    "start": QT_TRANSLATE_NOOP("Actions", "&Start"),
    "shutdown": QT_TRANSLATE_NOOP("Actions", "Shut &Down"),
    "restart": QT_TRANSLATE_NOOP("Actions", "R&estart"),
    "save": QT_TRANSLATE_NOOP("Actions", "Sa&ve"),
    "pause": QT_TRANSLATE_NOOP("Actions", "&Pause"),
    "resume": QT_TRANSLATE_NOOP("Actions", "Res&ume"),
    "reset": QT_TRANSLATE_NOOP("Actions", "Rese&t…"),
    "turn-off": QT_TRANSLATE_NOOP("Actions", "Turn &Off…"),
}

_POWER_KEYS: Final[dict[str, tuple[Shortcut, ...]]] = {
    "start": ("Ctrl+Shift+S",),
    "shutdown": ("Ctrl+Shift+D",),
}

ROWS: Final[tuple[ActionRow, ...]] = (
    *(
        ActionRow(
            name, _POWER_TEXTS[name], name, _POWER_KEYS.get(name, ()), reasons.power(POWER[name])
        )
        for name in POWER
    ),
    ActionRow(
        "shutdown-reason",
        QT_TRANSLATE_NOOP("Actions", "Shut Down &with Reason…"),
        "shutdown",
        (),
        reasons.power(PowerAction.SHUTDOWN),
    ),
    ActionRow(
        "copy-file",
        QT_TRANSLATE_NOOP("Actions", "Copy &File into Guest…"),
        "copy",
        (),
        reasons.running_vm,
    ),
    ActionRow(
        "watch-vm",
        QT_TRANSLATE_NOOP("Actions", "&Heartbeat Watch…"),
        "heartbeat",
        (),
        reasons.any_vm,
    ),
    ActionRow("tags", QT_TRANSLATE_NOOP("Actions", "Ta&gs…"), "edit", (), reasons.any_vm),
    ActionRow(
        "connect",
        QT_TRANSLATE_NOOP("Actions", "&Connect…"),
        "connect",
        ("Ctrl+Shift+C",),
        reasons.console_session,
    ),
    ActionRow(
        "connect-enhanced",
        QT_TRANSLATE_NOOP("Actions", "Connect: E&nhanced Session"),
        "connect",
        (),
        reasons.console_session,
    ),
    ActionRow(
        "connect-basic",
        QT_TRANSLATE_NOOP("Actions", "Connect: &Basic Session"),
        "connect",
        (),
        reasons.console_session,
    ),
    ActionRow(
        "session-options",
        QT_TRANSLATE_NOOP("Actions", "Session &Options…"),
        "edit",
        (),
        reasons.any_vm,
    ),
    ActionRow(
        "session-doctor",
        QT_TRANSLATE_NOOP("Actions", "&Why No Session?…"),
        "help",
        (),
        reasons.console_session,
    ),
    ActionRow(
        "console-access",
        QT_TRANSLATE_NOOP("Actions", "Console &Access…"),
        "connect",
        (),
        reasons.console_session,
    ),
    ActionRow(
        "refresh",
        QT_TRANSLATE_NOOP("Actions", "&Refresh"),
        "refresh",
        (Key.Refresh,),
        reasons.any_host,
    ),
    ActionRow(
        "refresh-all",
        QT_TRANSLATE_NOOP("Actions", "Refresh &All Hosts"),
        "",
        ("Shift+F5",),
        reasons.some_hosts,
    ),
    ActionRow("add-host", QT_TRANSLATE_NOOP("Actions", "&Add Host…"), "host-add", (Key.New,)),
    ActionRow(
        "edit-host",
        QT_TRANSLATE_NOOP("Actions", "&Edit Host…"),
        "edit",
        ("Alt+Return",),
        reasons.any_host,
    ),
    ActionRow(
        "remove-host",
        QT_TRANSLATE_NOOP("Actions", "Re&move Host…"),
        "remove",
        (),
        reasons.any_host,
    ),
    ActionRow(
        "connect-host",
        QT_TRANSLATE_NOOP("Actions", "&Connect Host"),
        "host-connect",
        (),
        reasons.connectable,
    ),
    ActionRow(
        "disconnect-host",
        QT_TRANSLATE_NOOP("Actions", "&Disconnect Host"),
        "host-disconnect",
        (),
        reasons.disconnectable,
    ),
    ActionRow("undo", QT_TRANSLATE_NOOP("Actions", "&Undo"), "undo", (Key.Undo,), reasons.undoable),
    ActionRow("find", QT_TRANSLATE_NOOP("Actions", "&Find"), "find", (Key.Find,)),
    ActionRow(
        "cancel-operation",
        QT_TRANSLATE_NOOP("Actions", "&Cancel Operation"),
        "cancel",
        (),
        reasons.cancellable,
    ),
    ActionRow(
        "copy-powershell",
        QT_TRANSLATE_NOOP("Actions", "Copy Operation as &PowerShell"),
        "powershell",
        ("Ctrl+Alt+C",),
        reasons.scripted,
    ),
    ActionRow(
        "preferences",
        QT_TRANSLATE_NOOP("Actions", "&Preferences…"),
        "settings",
        (Key.Preferences, "Ctrl+,"),
        role=QAction.MenuRole.PreferencesRole,
    ),
    ActionRow("toggle-tree", QT_TRANSLATE_NOOP("Actions", "Show or Hide &Hosts"), "", ("F9",)),
    ActionRow(
        "toggle-panel", QT_TRANSLATE_NOOP("Actions", "Show or Hide &Properties"), "", ("Ctrl+F9",)
    ),
    ActionRow(
        "toggle-activity", QT_TRANSLATE_NOOP("Actions", "Show or Hide &Activity"), "", ("Shift+F9",)
    ),
    ActionRow("show-list", QT_TRANSLATE_NOOP("Actions", "&Virtual Machines"), "vm", ("Ctrl+1",)),
    ActionRow(
        "show-matrix", QT_TRANSLATE_NOOP("Actions", "&Integration Services"), "ok", ("Ctrl+2",)
    ),
    ActionRow("show-profiles", QT_TRANSLATE_NOOP("Actions", "&Profiles"), "edit", ("Ctrl+3",)),
    ActionRow("next-pane", QT_TRANSLATE_NOOP("Actions", "&Next Pane"), "", ("F6",)),
    ActionRow("previous-pane", QT_TRANSLATE_NOOP("Actions", "Pre&vious Pane"), "", ("Shift+F6",)),
    ActionRow("reset-layout", QT_TRANSLATE_NOOP("Actions", "&Reset Layout"), "panes"),
    ActionRow("demo", QT_TRANSLATE_NOOP("Actions", "&Try the Demo"), "demo"),
    ActionRow(
        "help",
        QT_TRANSLATE_NOOP("Actions", "&Why Can't I Connect?"),
        "help",
        (Key.HelpContents,),
    ),
    ActionRow(
        "about",
        QT_TRANSLATE_NOOP("Actions", "&About HV Console"),
        "about",
        role=QAction.MenuRole.AboutRole,
    ),
    ActionRow(
        "quit",
        QT_TRANSLATE_NOOP("Actions", "&Quit"),
        "quit",
        (Key.Quit, "Ctrl+Q"),
        role=QAction.MenuRole.QuitRole,
    ),
)

_POWER_MENU: Final = (
    "start", "shutdown", "restart", "shutdown-reason", "", "save", "pause", "resume", "", "reset",
    "turn-off",
)  # fmt: skip

_SESSION_MENU: Final = (
    "connect", "connect-enhanced", "connect-basic", "session-doctor", "session-options",
    "console-access",
)  # fmt: skip

_GUEST_MENU: Final = ("copy-file", "watch-vm", "tags")

MENUS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (
        QT_TRANSLATE_NOOP("Actions", "&File"),
        ("add-host", "demo", "", "preferences", "", "quit"),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "&Edit"),
        ("undo", "", "find", "", "cancel-operation", "copy-powershell"),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "Virtual &Machine"),
        (*_SESSION_MENU, "", *_POWER_MENU, "", *_GUEST_MENU),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "H&ost"),
        ("refresh", "refresh-all", "", "connect-host", "disconnect-host", "", "edit-host",
         "remove-host"),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "&View"),
        ("show-list", "show-matrix", "show-profiles", "", "toggle-tree", "toggle-panel",
         "toggle-activity", "", "next-pane", "previous-pane", "", "reset-layout"),
    ),
    (QT_TRANSLATE_NOOP("Actions", "&Help"), ("help", "", "about")),
)  # fmt: skip
"""The menu bar; an empty id is a separator."""

TOOLBAR: Final = (
    "add-host", "refresh", "", "connect", "start", "shutdown", "restart", "save", "pause", "resume",
    "turn-off", "", "undo",
)  # fmt: skip

VM_MENU: Final = (*_SESSION_MENU, "", *_POWER_MENU, "", *_GUEST_MENU, "", "refresh")
HOST_MENU: Final = (
    "refresh", "connect-host", "disconnect-host", "", "edit-host", "remove-host", "", "add-host",
)  # fmt: skip
"""Context menus of the table and of the tree."""
