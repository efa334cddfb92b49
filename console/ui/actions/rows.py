"""Every action of the window, a row each: menus, tool bar, context menus and keys come from it."""

from typing import Final

from PySide6.QtGui import QAction

from console.model.power import PowerAction
from console.ui.actions import reasons
from console.ui.actions.organise_rows import ORGANISE_ROWS
from console.ui.actions.row import ActionRow, Key, Shortcut
from console.ui.actions.session_rows import SESSION_ROWS
from console.ui.text_context import QT_TRANSLATE_NOOP

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
    *SESSION_ROWS,
    *ORGANISE_ROWS,
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
        "change-credentials",
        QT_TRANSLATE_NOOP("Actions", "Change Crede&ntials…"),
        "edit",
        ("Ctrl+Alt+P",),
        reasons.host_or_folder,
    ),
    ActionRow(
        "forget-password",
        QT_TRANSLATE_NOOP("Actions", "For&get Password…"),
        "",
        (),
        reasons.host_or_folder,
    ),
    ActionRow(
        "host-certificate",
        QT_TRANSLATE_NOOP("Actions", "Cer&tificate…"),
        "",
        (),
        reasons.distrusted_host,
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
    ActionRow(
        "connection-doctor",
        QT_TRANSLATE_NOOP("Actions", "Connection D&octor…"),
        "find",
        (),
        reasons.any_host,
    ),
    ActionRow(
        "forbid-changes",
        QT_TRANSLATE_NOOP("Actions", "&Forbid Changes (Read-Only)"),
        "",
        (),
        reasons.writable_host,
    ),
    ActionRow(
        "allow-changes",
        QT_TRANSLATE_NOOP("Actions", "A&llow Changes"),
        "",
        (),
        reasons.read_only_host,
    ),
    ActionRow("undo", QT_TRANSLATE_NOOP("Actions", "&Undo"), "undo", (Key.Undo,), reasons.undoable),
    ActionRow("find", QT_TRANSLATE_NOOP("Actions", "&Find"), "find", (Key.Find,)),
    ActionRow(
        "go-to", QT_TRANSLATE_NOOP("Actions", "&Go To…"), "find", ("Ctrl+K",), reasons.some_hosts
    ),
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
    ActionRow("show-screens", QT_TRANSLATE_NOOP("Actions", "&Screens"), "eye", ("Ctrl+4",)),
    ActionRow(
        "read-budget",
        QT_TRANSLATE_NOOP("Actions", "&What Reading Costs…"),
        "",
        (),
        reasons.some_hosts,
    ),
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
        "shortcuts",
        QT_TRANSLATE_NOOP("Actions", "&Keyboard Shortcuts"),
        "",
        ("Ctrl+?",),
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
