"""The actions about folders, marks and lists of hosts, about views and what they list."""

from typing import Final

from console.ui.actions import reasons
from console.ui.actions.row import ActionRow
from console.ui.text_context import QT_TRANSLATE_NOOP

ORGANISE_ROWS: Final[tuple[ActionRow, ...]] = (
    ActionRow("import-hosts", QT_TRANSLATE_NOOP("Actions", "&Import Hosts…"), "host-add"),
    ActionRow(
        "export-hosts",
        QT_TRANSLATE_NOOP("Actions", "E&xport Hosts…"),
        "save",
        (),
        reasons.some_hosts,
    ),
    ActionRow(
        "favourite",
        QT_TRANSLATE_NOOP("Actions", "Fa&vourite"),
        "",
        ("Ctrl+D",),
        reasons.any_host,
    ),
    ActionRow(
        "mark-host",
        QT_TRANSLATE_NOOP("Actions", "Ta&gs, Colour and Notes…"),
        "edit",
        (),
        reasons.host_or_folder,
    ),
    ActionRow(
        "move-host",
        QT_TRANSLATE_NOOP("Actions", "Move to &Folder…"),
        "folder",
        ("Ctrl+Shift+M",),
        reasons.any_host,
    ),
    ActionRow("new-folder", QT_TRANSLATE_NOOP("Actions", "&New Folder…"), "folder"),
    ActionRow(
        "rename-folder",
        QT_TRANSLATE_NOOP("Actions", "&Rename Folder…"),
        "edit",
        (),
        reasons.any_folder,
    ),
    ActionRow(
        "remove-folder",
        QT_TRANSLATE_NOOP("Actions", "Re&move Folder…"),
        "remove",
        (),
        reasons.any_folder,
    ),
    ActionRow(
        "save-view",
        QT_TRANSLATE_NOOP("Actions", "&Save View…"),
        "save",
        ("Ctrl+Alt+S",),
        reasons.some_hosts,
    ),
    ActionRow(
        "export-list",
        QT_TRANSLATE_NOOP("Actions", "Export &List…"),
        "save",
        (),
        reasons.some_hosts,
    ),
    ActionRow("copy-as-csv", QT_TRANSLATE_NOOP("Actions", "&CSV"), "", (), reasons.some_hosts),
    ActionRow("copy-as-json", QT_TRANSLATE_NOOP("Actions", "&JSON"), "", (), reasons.some_hosts),
    ActionRow(
        "copy-as-markdown",
        QT_TRANSLATE_NOOP("Actions", "&Markdown"),
        "",
        (),
        reasons.some_hosts,
    ),
    ActionRow("manage-views", QT_TRANSLATE_NOOP("Actions", "&Manage Views…"), "edit"),
)
