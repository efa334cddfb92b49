"""The doctor's reasons: for each a sentence of cause, and one of what to do next."""

from typing import Final

from console.rdp.case import Cause
from console.ui.text_context import QT_TRANSLATE_NOOP

_Pair = tuple[str, str]

CAUSES: Final[dict[Cause, _Pair]] = {
    Cause.NO_CLIENT: (
        QT_TRANSLATE_NOOP(
            "SessionCauses", "No program that can show a console is installed on this computer."
        ),
        QT_TRANSLATE_NOOP("SessionCauses", "Install FreeRDP, then connect again."),
    ),
    Cause.HOST_AWAY: (
        QT_TRANSLATE_NOOP("SessionCauses", "The host is not connected."),
        QT_TRANSLATE_NOOP("SessionCauses", "Connect to it first."),
    ),
    Cause.VM_OFF: (
        QT_TRANSLATE_NOOP("SessionCauses", "The virtual machine is off or saved."),
        QT_TRANSLATE_NOOP("SessionCauses", "Start it; the session follows."),
    ),
    Cause.VM_PAUSED: (
        QT_TRANSLATE_NOOP("SessionCauses", "The virtual machine is paused."),
        QT_TRANSLATE_NOOP("SessionCauses", "Resume it, or look at it in a basic session."),
    ),
    Cause.VM_BUSY: (
        QT_TRANSLATE_NOOP("SessionCauses", "The virtual machine is changing its state."),
        QT_TRANSLATE_NOOP("SessionCauses", "Wait a moment."),
    ),
    Cause.HOST_POLICY: (
        QT_TRANSLATE_NOOP("SessionCauses", "The host does not allow enhanced sessions."),
        QT_TRANSLATE_NOOP(
            "SessionCauses",
            "Allow them; on Windows Server they are off by default. It holds for all its machines.",
        ),
    ),
    Cause.PORT_CLOSED: (
        QT_TRANSLATE_NOOP("SessionCauses", "The host's console port %1 does not answer."),
        QT_TRANSLATE_NOOP(
            "SessionCauses",
            "Open TCP port %1 in the host's firewall (rule “Hyper-V (REMOTE_DESKTOP_TCP_IN)”) and "
            "on the way to it.",
        ),
    ),
    Cause.NO_RIGHT: (
        QT_TRANSLATE_NOOP(
            "SessionCauses", "Your account is denied this virtual machine's console."
        ),
        QT_TRANSLATE_NOOP("SessionCauses", "Grant it the console right."),
    ),
    Cause.HOME_EDITION: (
        QT_TRANSLATE_NOOP("SessionCauses", "This edition of Windows has no Remote Desktop: %1."),
        QT_TRANSLATE_NOOP(
            "SessionCauses", "Use a basic session, or upgrade the guest to Pro or Enterprise."
        ),
    ),
    Cause.OLD_WINDOWS: (
        QT_TRANSLATE_NOOP("SessionCauses", "%1 is older than Windows 8.1 and Server 2012 R2."),
        QT_TRANSLATE_NOOP(
            "SessionCauses", "Use a basic session, or Remote Desktop to the guest's address."
        ),
    ),
    Cause.LINUX_TRANSPORT: (
        QT_TRANSLATE_NOOP(
            "SessionCauses",
            "This virtual machine offers enhanced sessions by VMBus; %1 needs the Hyper-V socket.",
        ),
        QT_TRANSLATE_NOOP("SessionCauses", "Set its transport to the Hyper-V socket."),
    ),
    Cause.NO_GUEST_SUPPORT: (
        QT_TRANSLATE_NOOP("SessionCauses", "%1 has no enhanced session."),
        QT_TRANSLATE_NOOP("SessionCauses", "Use a basic session or SSH."),
    ),
    Cause.GUEST_STARTING: (
        QT_TRANSLATE_NOOP("SessionCauses", "The guest is still starting."),
        QT_TRANSLATE_NOOP(
            "SessionCauses", "Wait a moment; a basic session shows how far it has come."
        ),
    ),
    Cause.GUEST_SILENT: (
        QT_TRANSLATE_NOOP(
            "SessionCauses", "The guest's integration components do not answer the host."
        ),
        QT_TRANSLATE_NOOP("SessionCauses", "Look at it in a basic session, then run in the guest:"),
    ),
    Cause.NOT_ALLOWED: (
        QT_TRANSLATE_NOOP(
            "SessionCauses", "The host does not allow an enhanced session to this machine."
        ),
        QT_TRANSLATE_NOOP(
            "SessionCauses", "Use a basic session; refresh when the host was changed."
        ),
    ),
    Cause.NOT_NOW: (
        QT_TRANSLATE_NOOP(
            "SessionCauses", "The guest does not offer its remote desktop service: %1."
        ),
        QT_TRANSLATE_NOOP(
            "SessionCauses", "Finish its first set-up in a basic session, then run in the guest:"
        ),
    ),
    Cause.SESSION_OPEN: (
        QT_TRANSLATE_NOOP("SessionCauses", "An enhanced session to it is open already."),
        QT_TRANSLATE_NOOP("SessionCauses", "A second one would take its place."),
    ),
    Cause.HINT_HELLO: (
        QT_TRANSLATE_NOOP(
            "SessionCauses",
            "If the screen stays black or no password can be entered, the guest may accept "
            "Windows Hello only.",
        ),
        QT_TRANSLATE_NOOP(
            "SessionCauses",
            "In its settings, under “Sign-in options”, turn off “For improved security, only "
            "allow Windows Hello sign-in”.",
        ),
    ),
    Cause.HINT_XRDP: (
        QT_TRANSLATE_NOOP(
            "SessionCauses", "A Linux guest needs xrdp that listens on the Hyper-V socket."
        ),
        QT_TRANSLATE_NOOP("SessionCauses", "If the session closes at once, run in the guest:"),
    ),
}
