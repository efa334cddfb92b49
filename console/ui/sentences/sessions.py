"""Sentences about sessions: modes, reasons, remedies and ends, each a cause and a next step."""

from dataclasses import dataclass
from typing import Final

from console.model.session import SessionMode
from console.rdp.case import Cause, Finding, Remedy, SessionCase
from console.rdp.install import InstallHint
from console.rdp.ladder import Refusal, Rejected
from console.rdp.outcome import EndReason, SessionEnd
from console.ui.sentences.sessions_causes import CAUSES
from console.ui.text_context import QT_TRANSLATE_NOOP, Context, fill

Sessions = Context("Sessions")
SessionCauses = Context("SessionCauses")


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of cause, and one of what to do next; the second may be empty."""

    cause: str
    next_step: str = ""

    @property
    def text(self) -> str:
        """Both."""
        return f"{self.cause} {self.next_step}".strip()


_MODES: Final = {
    SessionMode.ENHANCED: QT_TRANSLATE_NOOP("Sessions", "Enhanced session"),
    SessionMode.BASIC: QT_TRANSLATE_NOOP("Sessions", "Basic session"),
    SessionMode.GUEST_RDP: QT_TRANSLATE_NOOP("Sessions", "Remote Desktop to the guest"),
    SessionMode.SSH: QT_TRANSLATE_NOOP("Sessions", "SSH in a terminal"),
}

_REMEDIES: Final = {
    Remedy.ENABLE_POLICY: QT_TRANSLATE_NOOP("Sessions", "Allow on Host"),
    Remedy.SET_HVSOCKET: QT_TRANSLATE_NOOP("Sessions", "Set to Hyper-V Socket"),
    Remedy.START_VM: QT_TRANSLATE_NOOP("Sessions", "Start"),
    Remedy.RESUME_VM: QT_TRANSLATE_NOOP("Sessions", "Resume"),
    Remedy.GRANT_RIGHT: QT_TRANSLATE_NOOP("Sessions", "Grant Console Right"),
    Remedy.CONNECT_HOST: QT_TRANSLATE_NOOP("Sessions", "Connect to Host"),
    Remedy.BRING_TO_FRONT: QT_TRANSLATE_NOOP("Sessions", "Bring to Front"),
    Remedy.SHOW_GUEST_COMMAND: QT_TRANSLATE_NOOP("Sessions", "Show Commands for Guest"),
    Remedy.INSTALL_CLIENT: QT_TRANSLATE_NOOP("Sessions", "Show How to Install"),
}
"""Buttons; a remedy without one is only told."""

_REFUSALS: Final = {
    Refusal.NOT_READY: QT_TRANSLATE_NOOP("Sessions", "The guest or the host is not ready for it."),
    Refusal.VM_NOT_RUNNING: QT_TRANSLATE_NOOP("Sessions", "The virtual machine is not running."),
    Refusal.HOST_AWAY: QT_TRANSLATE_NOOP("Sessions", "The host is not connected."),
    Refusal.PORT_CLOSED: QT_TRANSLATE_NOOP("Sessions", "The host's console port does not answer."),
    Refusal.NO_RIGHT: QT_TRANSLATE_NOOP("Sessions", "The account may not open this console."),
    Refusal.NO_CLIENT: QT_TRANSLATE_NOOP("Sessions", "No installed program can show it."),
    Refusal.NO_ADDRESS: QT_TRANSLATE_NOOP("Sessions", "The guest has not told an address."),
    Refusal.NO_TERMINAL: QT_TRANSLATE_NOOP("Sessions", "This computer has no SSH or no terminal."),
    Refusal.OTHER_SYSTEM: QT_TRANSLATE_NOOP("Sessions", "The guest's system does not offer it."),
    Refusal.NOT_CHOSEN: QT_TRANSLATE_NOOP("Sessions", "You chose another mode."),
    Refusal.FAILED_LATELY: QT_TRANSLATE_NOOP("Sessions", "It failed a short while ago."),
}

_Pair = tuple[str, str]
_ENDS: Final[dict[EndReason, _Pair]] = {
    EndReason.LOGON_FAILED: (
        QT_TRANSLATE_NOOP("Sessions", "The host did not accept the account or its password."),
        QT_TRANSLATE_NOOP("Sessions", "Enter the host's password again, then connect once more."),
    ),
    EndReason.NO_CONNECTION: (
        QT_TRANSLATE_NOOP("Sessions", "The program could not reach the session's port."),
        QT_TRANSLATE_NOOP("Sessions", "Check the network, and that a firewall lets it through."),
    ),
    EndReason.NAME_NOT_FOUND: (
        QT_TRANSLATE_NOOP("Sessions", "The computer's name cannot be found."),
        QT_TRANSLATE_NOOP("Sessions", "Enter the host's IP address instead of its name."),
    ),
    EndReason.CERTIFICATE_OR_CLOSED: (
        QT_TRANSLATE_NOOP(
            "Sessions",
            "The certificate was not accepted, or the host closed the connection at once.",
        ),
        QT_TRANSLATE_NOOP(
            "Sessions", "Refresh: the virtual machine may have been moved or removed."
        ),
    ),
    EndReason.RIGHTS: (
        QT_TRANSLATE_NOOP("Sessions", "The account may not open this session."),
        QT_TRANSLATE_NOOP(
            "Sessions", "Grant it the console right, or use an account of the administrators."
        ),
    ),
    EndReason.BAD_ARGUMENTS: (
        QT_TRANSLATE_NOOP("Sessions", "The installed program does not understand these options."),
        QT_TRANSLATE_NOOP("Sessions", "Update it, or reset the session options of this machine."),
    ),
    EndReason.NO_DISPLAY: (
        QT_TRANSLATE_NOOP("Sessions", "The program found no screen to draw on."),
        QT_TRANSLATE_NOOP("Sessions", "Start HV Console inside a desktop session."),
    ),
    EndReason.EXITED_AT_ONCE: (
        QT_TRANSLATE_NOOP("Sessions", "The program ended as soon as it was started."),
        QT_TRANSLATE_NOOP("Sessions", "Start it by hand once to see its own message."),
    ),
    EndReason.UNKNOWN: (
        QT_TRANSLATE_NOOP("Sessions", "The session ended with an error."),
        QT_TRANSLATE_NOOP("Sessions", "Its last message is given below; try again."),
    ),
}

_XRDP: Final = (
    "sudo apt install xrdp xorgxrdp || sudo dnf install xrdp xorgxrdp\n"
    "echo hv_sock | sudo tee /etc/modules-load.d/hv_sock.conf\n"
    "sudo modprobe hv_sock\n"
    "sudo sed -i -e 's|^port=3389|port=vsock://-1:3389|' \\\n"
    "  -e 's|^security_layer=.*|security_layer=rdp|' \\\n"
    "  -e 's|^crypt_level=.*|crypt_level=none|' \\\n"
    "  -e 's|^bitmap_compression=.*|bitmap_compression=false|' \\\n"
    "  -e 's|^#vmconnect=true|vmconnect=true|' /etc/xrdp/xrdp.ini\n"
    "sudo systemctl enable --now xrdp && sudo systemctl restart xrdp"
)
_TERM_SERVICE: Final = (
    "Set-Service TermService -StartupType Manual\n"
    "Start-Service TermService\n"
    'Add-LocalGroupMember -SID "S-1-5-32-555" -Member $env:USERNAME'
)
_HELLO: Final = (
    "Set-ItemProperty -Path 'HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion"
    "\\PasswordLess\\Device' -Name DevicePasswordLessBuildVersion -Value 0"
)


def mode_name(mode: SessionMode) -> str:
    """Return what a mode is called."""
    return Sessions.marked(_MODES[mode])


def connect_title(mode: SessionMode | None) -> str:
    """Return the text of a button that opens a session."""
    if mode is None:
        return Sessions.tr("Connect")
    return fill(Sessions.tr("Connect: %1"), mode_name(mode))


def finding(found: Finding) -> Told:
    """Return why an enhanced session will not open, and what to do."""
    cause, step = CAUSES[found.cause]
    subject = found.subject or Sessions.tr("the guest")
    return Told(
        fill(SessionCauses.marked(cause), subject), fill(SessionCauses.marked(step), subject)
    )


def remedy_title(remedy: Remedy) -> str:
    """Return the button of a remedy; empty where the console can do nothing itself."""
    text = _REMEDIES.get(remedy)
    return Sessions.marked(text) if text is not None else ""


def rejected(refused: Rejected) -> str:
    """Return why a rung is not taken, in one sentence."""
    if refused.finding is not None:
        return finding(refused.finding).cause
    return Sessions.marked(_REFUSALS[refused.why])


def rung_notice(mode: SessionMode, above: tuple[Rejected, ...]) -> str:
    """Return why a session is opened in this mode and in no better one; empty for the best."""
    lines = [
        fill(Sessions.tr("No %1: %2"), mode_name(each.mode), rejected(each))
        for each in above
        if list(SessionMode).index(each.mode) < list(SessionMode).index(mode)
    ]
    return "\n".join(lines)


def ended(end: SessionEnd) -> Told:
    """Return how a session failed and what to do; both empty for one that did not."""
    pair = _ENDS.get(end.reason)
    if pair is None:
        return Told("")
    return Told(Sessions.marked(pair[0]), Sessions.marked(pair[1]))


def guest_command(case: SessionCase, cause: Cause) -> str:
    """Return the lines to run inside the guest, empty where its system is not known."""
    if cause is Cause.HINT_HELLO:
        return _HELLO
    if case.is_windows:
        return _TERM_SERVICE
    return _XRDP if case.is_other_system else ""


def guest_command_note(case: SessionCase, cause: Cause) -> str:
    """Return what the lines for the guest do."""
    if cause is Cause.HINT_HELLO:
        return Sessions.tr(
            "Run this in the guest as an administrator: it lets passwords be used beside "
            "Windows Hello. Sign out afterwards."
        )
    if case.is_windows:
        return Sessions.tr(
            "Run this in the guest as an administrator: it starts the Remote Desktop service and "
            "lets you sign in through it."
        )
    if case.is_other_system:
        return Sessions.tr(
            "Run this in the guest: it installs xrdp, lets it listen on the Hyper-V socket and "
            "starts it. The desktop must be installed too."
        )
    return Sessions.tr(
        "The guest has not told which system it runs. Windows needs the service TermService, "
        "Linux needs xrdp on the Hyper-V socket."
    )


def install_note(hint: InstallHint) -> Told:
    """Return how to get a client."""
    cause = Sessions.tr("No installed program can show consoles.")
    if hint.system == "windows":
        return Told(cause, Sessions.tr("Windows brings mstsc.exe; see that it can be found."))
    return Told(cause, Sessions.tr("Install FreeRDP with this command, then look again:"))
