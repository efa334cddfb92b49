"""Which actions stand in which menu and on the tool bar, in which order."""

from typing import Final

from console.ui.text_context import QT_TRANSLATE_NOOP

_POWER_MENU: Final = (
    "start", "shutdown", "restart", "shutdown-reason", "", "save", "pause", "resume", "", "reset",
    "turn-off",
)  # fmt: skip

_SESSION_MENU: Final = (
    "connect", ">modes", ">keys", "session-options", "session-doctor", "console-access",
)  # fmt: skip

SUBMENUS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    ">modes": (
        QT_TRANSLATE_NOOP("Actions", "Connect &As"),
        ("connect-enhanced", "connect-basic", "connect-guest-rdp", "connect-ssh", "",
         "start-connect"),
    ),
    ">keys": (QT_TRANSLATE_NOOP("Actions", "Send &Keys"), ("type-text", "ctrl-alt-del")),
    ">enhanced": (
        QT_TRANSLATE_NOOP("Actions", "&Enhanced Sessions"),
        ("allow-enhanced", "forbid-enhanced"),
    ),
    ">folder": (
        QT_TRANSLATE_NOOP("Actions", "Fo&lder"),
        ("new-folder", "rename-folder", "remove-folder"),
    ),
    ">copy-as": (
        QT_TRANSLATE_NOOP("Actions", "Copy List &As"),
        ("copy-as-csv", "copy-as-json", "copy-as-markdown"),
    ),
    ">views": (QT_TRANSLATE_NOOP("Actions", "Sa&ved Views"), ("save-view", "manage-views")),
}  # fmt: skip
"""Menus below menus: title and actions; their names begin with ``>``."""

_PLACE_MENU: Final = ("favourite", "mark-host", "move-host")
_ACCOUNT_MENU: Final = ("change-credentials", "forget-password", "host-certificate")
_GUEST_MENU: Final = ("copy-file", "watch-vm", "tags")

MENUS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (
        QT_TRANSLATE_NOOP("Actions", "&File"),
        ("add-host", "import-hosts", "export-hosts", "", "export-list", "", "demo", "",
         "preferences", "session-clients", "", "quit"),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "&Edit"),
        ("undo", "", "find", "go-to", "", "cancel-operation", "copy-powershell", "",
         ">copy-as"),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "Virtual &Machine"),
        (*_SESSION_MENU, "", *_POWER_MENU, "", *_GUEST_MENU),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "H&ost"),
        ("refresh", "refresh-all", "", "connect-host", "disconnect-host", "connection-doctor", "",
         *_ACCOUNT_MENU, "",
         ">enhanced", "",
         "forbid-changes", "allow-changes", "", *_PLACE_MENU, ">folder", "", "edit-host",
         "remove-host"),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "&View"),
        ("show-list", "show-matrix", "show-profiles", "show-screens", "", "toggle-tree",
         "toggle-panel", "toggle-activity", "", ">views", "", "next-pane", "previous-pane", "",
         "read-budget", "reset-layout"),
    ),
    (
        QT_TRANSLATE_NOOP("Actions", "&Help"),
        ("help", "connection-doctor", "", "shortcuts", "about"),
    ),
)  # fmt: skip
"""The menu bar; an empty id is a separator."""

TOOLBAR: Final = (
    "add-host", "refresh", "", "connect", "start", "shutdown", "restart", "save", "pause", "resume",
    "turn-off", "", "undo",
)  # fmt: skip

VM_MENU: Final = (*_SESSION_MENU, "", *_POWER_MENU, "", *_GUEST_MENU, "", "refresh")
HOST_MENU: Final = (
    "refresh", "connect-host", "disconnect-host", "connection-doctor", "", *_ACCOUNT_MENU, "",
    ">enhanced", "",
    "forbid-changes", "allow-changes", "", *_PLACE_MENU, "", "edit-host", "remove-host",
    "", "add-host",
)  # fmt: skip
FOLDER_MENU: Final = (
    "new-folder", "rename-folder", "mark-host", "remove-folder", "", "change-credentials",
    "forget-password", ">enhanced", "", "add-host", "import-hosts", "export-hosts",
)  # fmt: skip
"""Context menus of the table and of the tree."""
