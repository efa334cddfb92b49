"""The actions about sessions, screens and keys of VMs."""

from typing import Final

from console.ui import reasons
from console.ui.action_row import ActionRow
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
)
