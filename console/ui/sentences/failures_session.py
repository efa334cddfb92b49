"""Why something about sessions, the adapter or keys was not even asked for, in words."""

from typing import Final

from console.ui.text_context import QT_TRANSLATE_NOOP

SESSION_REASONS: Final = {
    "no_terminal": (
        QT_TRANSLATE_NOOP("Failures", "This computer has no SSH program or no terminal."),
        QT_TRANSLATE_NOOP("Failures", "Install OpenSSH and a terminal."),
    ),
    "no_keyboard": (
        QT_TRANSLATE_NOOP("Failures", "The virtual machine has no keyboard now."),
        QT_TRANSLATE_NOOP("Failures", "Start it first."),
    ),
    "trustee": (
        QT_TRANSLATE_NOOP("Failures", "The name is empty, too long or has control characters."),
        QT_TRANSLATE_NOOP("Failures", r"Enter DOMAIN\user or a SID."),
    ),
    "enhanced_policy_missing": (
        QT_TRANSLATE_NOOP("Failures", "This host has no setting for enhanced sessions."),
        QT_TRANSLATE_NOOP(
            "Failures",
            "Use a basic session; enhanced ones need Windows Server 2012 R2 or newer.",
        ),
    ),
    "transport_missing": (
        QT_TRANSLATE_NOOP(
            "Failures",
            "This host cannot set the channel of enhanced sessions, or reports one that is not "
            "known.",
        ),
        QT_TRANSLATE_NOOP(
            "Failures",
            "It needs Windows 10 1803, Windows Server 2019 or newer; use a basic session.",
        ),
    ),
    "console_not_tls": (
        QT_TRANSLATE_NOOP("Failures", "What answers on the console port does not speak TLS."),
        QT_TRANSLATE_NOOP(
            "Failures",
            "Check the port: Hyper-V's consoles are on 2179 unless the host says otherwise.",
        ),
    ),
    "console_closed": (
        QT_TRANSLATE_NOOP(
            "Failures", "The host closed the connection when it heard which machine is meant."
        ),
        QT_TRANSLATE_NOOP(
            "Failures",
            "The virtual machine may be off, moved or removed: refresh the host, then try again.",
        ),
    ),
    "adapter_mode": (
        QT_TRANSLATE_NOOP("Failures", "The adapter serves sessions over the host only."),
        QT_TRANSLATE_NOOP("Failures", "Choose an enhanced or a basic session."),
    ),
    "adapter_pin": (
        QT_TRANSLATE_NOOP(
            "Failures", "The adapter needs a certificate of the host that you trust."
        ),
        QT_TRANSLATE_NOOP("Failures", "Connect again, and trust the certificate when asked."),
    ),
    "adapter_used": (
        QT_TRANSLATE_NOOP("Failures", "The adapter has served its one connection already."),
        QT_TRANSLATE_NOOP("Failures", "Connect again: every session gets an adapter of its own."),
    ),
    "adapter_port": (
        QT_TRANSLATE_NOOP("Failures", "The adapter could not listen on this computer."),
        QT_TRANSLATE_NOOP(
            "Failures", "Close other sessions or programs that hold many ports, and try again."
        ),
    ),
    "session_options": (
        QT_TRANSLATE_NOOP("Failures", "The session options cannot be kept as they are."),
        QT_TRANSLATE_NOOP("Failures", "Check the display size, the monitors and the folders."),
    ),
    "session_folder": (
        QT_TRANSLATE_NOOP("Failures", "There is no folder to keep the options for."),
        QT_TRANSLATE_NOOP("Failures", "Keep them for the virtual machine, or as the default."),
    ),
}
"""Cause and next step by the word of ``NotPossible``."""
