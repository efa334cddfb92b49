"""The actions about sessions, screens and keys of VMs."""

from typing import Final

from console.ui.actions import reasons
from console.ui.actions.row import ActionRow
from console.ui.text_context import QT_TRANSLATE_NOOP

SESSION_ROWS: Final[tuple[ActionRow, ...]] = (
    ActionRow(
        "connect",
        QT_TRANSLATE_NOOP("Actions", "&Connect…"),
        "connect",
        ("Ctrl+Shift+C",),
        reasons.console_session,
    ),
    ActionRow(
        "connect-enhanced",
        QT_TRANSLATE_NOOP("Actions", "&Enhanced Session"),
        "connect",
        (),
        reasons.console_session,
    ),
    ActionRow(
        "connect-basic",
        QT_TRANSLATE_NOOP("Actions", "&Basic Session"),
        "connect",
        (),
        reasons.console_session,
    ),
    ActionRow(
        "connect-guest-rdp",
        QT_TRANSLATE_NOOP("Actions", "&RDP to the Guest's Address"),
        "connect",
        (),
        reasons.console_session,
    ),
    ActionRow(
        "connect-ssh",
        QT_TRANSLATE_NOOP("Actions", "&SSH in a Terminal"),
        "connect",
        (),
        reasons.console_session,
    ),
    ActionRow(
        "start-connect",
        QT_TRANSLATE_NOOP("Actions", "S&tart and Connect"),
        "start",
        (),
        reasons.startable_session,
    ),
    ActionRow(
        "session-options",
        QT_TRANSLATE_NOOP("Actions", "Session &Options…"),
        "edit",
        (),
        reasons.any_vm,
    ),
    ActionRow(
        "session-clients",
        QT_TRANSLATE_NOOP("Actions", "Session &Programs…"),
        "edit",
        (),
        reasons.always,
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
        "ctrl-alt-del",
        QT_TRANSLATE_NOOP("Actions", "&Ctrl+Alt+Del"),
        "",
        ("Ctrl+Alt+End",),
        reasons.running_vm,
    ),
    ActionRow(
        "type-text",
        QT_TRANSLATE_NOOP("Actions", "&Type Text or the Clipboard…"),
        "edit",
        (),
        reasons.running_vm,
    ),
    ActionRow(
        "allow-enhanced",
        QT_TRANSLATE_NOOP("Actions", "&Allow Enhanced Sessions"),
        "ok",
        (),
        reasons.policy(on=True),
    ),
    ActionRow(
        "forbid-enhanced",
        QT_TRANSLATE_NOOP("Actions", "&Forbid Enhanced Sessions"),
        "off",
        (),
        reasons.policy(on=False),
    ),
)
