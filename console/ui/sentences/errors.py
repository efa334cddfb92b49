"""Every error as one sentence of cause, one of what to do next, and details for copying."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QLocale

from console.fleet.staging import StagingFailed
from console.model.errors import (
    Cancelled,
    ClassMissing,
    ConsoleError,
    EnumerationExpired,
    Forbidden,
    HostBusy,
    HyperVMissing,
    Malformed,
    NamespaceMissing,
    NotPossible,
    NotWsman,
    ObjectGone,
    OperationFailed,
    OutcomeUnknown,
    ProfileInvalid,
    QueryInvalid,
    QuotaExceeded,
    Refused,
    RefusedReason,
    SettingsInvalid,
    SimulatorFailed,
    TimedOut,
    Unreachable,
    UnreachableReason,
    Untrusted,
    WsmanFault,
)
from console.settings.file import SettingsNotWritten
from console.settings.host_import import ImportInvalid
from console.settings.last_known import LastKnownFailed
from console.settings.vault import VaultUnavailable
from console.ui.sentences.errors_kerberos import KERBEROS_REFUSALS, NO_KDC
from console.ui.sentences.failures import host_sentence, not_possible, operation_cause
from console.ui.sentences.host_import import list_invalid
from console.ui.sentences.last_known import last_known_failed
from console.ui.sentences.trust import untrusted
from console.ui.text_context import QT_TRANSLATE_NOOP, Context, fill

Errors = Context("Errors")


@dataclass(frozen=True, slots=True)
class Explanation:
    """An error for people.

    Attributes:
        cause: One sentence: what is wrong.
        next_step: One sentence: what to do now; empty when there is nothing to do.
        details: Lines ``name: value`` for "Copy details", never translated.
    """

    cause: str
    next_step: str
    details: str


_Pair = tuple[str, str]

_UNREACHABLE: Final[dict[UnreachableReason, _Pair]] = {
    **NO_KDC,
    UnreachableReason.NAME_UNKNOWN: (
        QT_TRANSLATE_NOOP("Errors", "No computer named %1 can be found."),
        QT_TRANSLATE_NOOP("Errors", "Check the spelling, or enter the host's IP address instead."),
    ),
    UnreachableReason.PORT_CLOSED: (
        QT_TRANSLATE_NOOP("Errors", "%1 is there, but nothing listens on its WinRM port."),
        QT_TRANSLATE_NOOP(
            "Errors",
            "On the host, run “Enable-PSRemoting -Force” as an administrator, and check the port.",
        ),
    ),
    UnreachableReason.NO_ROUTE: (
        QT_TRANSLATE_NOOP("Errors", "There is no network path to %1."),
        QT_TRANSLATE_NOOP("Errors", "Check your network or VPN, and any firewall on the way."),
    ),
    UnreachableReason.CONNECTION_LOST: (
        QT_TRANSLATE_NOOP("Errors", "The connection to %1 broke off."),
        QT_TRANSLATE_NOOP(
            "Errors", "Refresh; if it happens again, look at the network or the host's load."
        ),
    ),
    UnreachableReason.PROXY: (
        QT_TRANSLATE_NOOP("Errors", "A proxy server stands between you and %1 and does not pass."),
        QT_TRANSLATE_NOOP("Errors", "Exclude the host from the proxy in your system's settings."),
    ),
    UnreachableReason.NO_TLS: (
        QT_TRANSLATE_NOOP("Errors", "The port of %1 does not speak TLS, or only old versions."),
        QT_TRANSLATE_NOOP(
            "Errors", "Check the port: WinRM has TLS on 5986; on 5985 connect without TLS."
        ),
    ),
    UnreachableReason.OTHER: (
        QT_TRANSLATE_NOOP("Errors", "%1 cannot be reached."),
        QT_TRANSLATE_NOOP(
            "Errors", "Check that the host is running and that the address is right."
        ),
    ),
}

_REFUSED: Final[dict[RefusedReason, _Pair]] = {
    **KERBEROS_REFUSALS,
    RefusedReason.BAD_CREDENTIAL: (
        QT_TRANSLATE_NOOP("Errors", "%1 did not accept the account or its password."),
        QT_TRANSLATE_NOOP(
            "Errors",
            "Enter the password again; write the account as DOMAIN\\name or HOST\\name.",
        ),
    ),
    RefusedReason.CLOCK_OFF: (
        QT_TRANSLATE_NOOP(
            "Errors", "%1 refused the sign-in, and its clock is minutes off from this computer's."
        ),
        QT_TRANSLATE_NOOP(
            "Errors",
            "Set both clocks by the same time server; if they are right, check the password.",
        ),
    ),
    RefusedReason.METHOD_NOT_OFFERED: (
        QT_TRANSLATE_NOOP("Errors", "%1 does not offer this way of signing in."),
        QT_TRANSLATE_NOOP("Errors", "Choose another method; the details list what it offers."),
    ),
    RefusedReason.METHOD_NOT_INSTALLED: (
        QT_TRANSLATE_NOOP("Errors", "This computer lacks the library for this way of signing in."),
        QT_TRANSLATE_NOOP("Errors", "Install it, or choose NTLM, which needs nothing else."),
    ),
    RefusedReason.ENCRYPTION_REQUIRED: (
        QT_TRANSLATE_NOOP("Errors", "%1 accepts only encrypted messages."),
        QT_TRANSLATE_NOOP("Errors", "Use NTLM, Kerberos or CredSSP, or connect with TLS."),
    ),
    RefusedReason.PLAIN_BASIC: (
        QT_TRANSLATE_NOOP("Errors", "Basic without TLS would send your password in clear text."),
        QT_TRANSLATE_NOOP("Errors", "Turn on TLS for this host, or choose another method."),
    ),
    RefusedReason.NO_CREDENTIAL: (
        QT_TRANSLATE_NOOP("Errors", "No password is known for %1."),
        QT_TRANSLATE_NOOP("Errors", "Enter the password to connect."),
    ),
    RefusedReason.NOT_TRIED: (
        QT_TRANSLATE_NOOP(
            "Errors",
            "%1 was not asked: another host refused this password, and accounts lock after a few "
            "wrong ones.",
        ),
        QT_TRANSLATE_NOOP(
            "Errors",
            "Enter the right password once for all hosts of the account, or try again now on one "
            "of them.",
        ),
    ),
}

_TIMED_OUT: Final[dict[str, _Pair]] = {
    "connect": (
        QT_TRANSLATE_NOOP("Errors", "No connection to %1 came about within %2 s."),
        QT_TRANSLATE_NOOP(
            "Errors", "Check that the host is running and that its firewall lets WinRM through."
        ),
    ),
    "read": (
        QT_TRANSLATE_NOOP("Errors", "%1 took the request but did not answer within %2 s."),
        QT_TRANSLATE_NOOP("Errors", "The host may be very busy; try again in a moment."),
    ),
    "operation": (
        QT_TRANSLATE_NOOP("Errors", "%1 gave up on the request after %2 s."),
        QT_TRANSLATE_NOOP("Errors", "The host may be very busy; try again in a moment."),
    ),
    "list": (
        QT_TRANSLATE_NOOP("Errors", "%1 did not come to the end of a list within %2 s."),
        QT_TRANSLATE_NOOP("Errors", "The host may be very busy; try again in a moment."),
    ),
}

_KEYRING: Final[dict[str, _Pair]] = {
    "no_keyring": (
        QT_TRANSLATE_NOOP("Errors", "This computer has no keyring to keep passwords in."),
        QT_TRANSLATE_NOOP("Errors", "The password is kept until the console is closed."),
    ),
    "locked": (
        QT_TRANSLATE_NOOP("Errors", "The system's keyring is locked."),
        QT_TRANSLATE_NOOP("Errors", "Unlock it, or go on with the password of this session."),
    ),
    "refused": (
        QT_TRANSLATE_NOOP("Errors", "The system's keyring refused."),
        QT_TRANSLATE_NOOP("Errors", "The password is kept until the console is closed."),
    ),
}

_PLAIN: Final[dict[type[ConsoleError], _Pair]] = {
    Malformed: (
        QT_TRANSLATE_NOOP("Errors", "The host's answer cannot be read."),
        QT_TRANSLATE_NOOP("Errors", "Try again; if it stays, copy the details and report them."),
    ),
    Forbidden: (
        QT_TRANSLATE_NOOP("Errors", "The account may not do this on the host."),
        QT_TRANSLATE_NOOP(
            "Errors",
            "Add it to the host's groups “Hyper-V Administrators” and “Remote Management Users”.",
        ),
    ),
    ObjectGone: (
        QT_TRANSLATE_NOOP("Errors", "The virtual machine or object no longer exists on the host."),
        QT_TRANSLATE_NOOP("Errors", "Refresh the host to see what is there now."),
    ),
    NamespaceMissing: (
        QT_TRANSLATE_NOOP("Errors", "Hyper-V's management interface is missing on this host."),
        QT_TRANSLATE_NOOP("Errors", "Install the Hyper-V role there, or choose another host."),
    ),
    ClassMissing: (
        QT_TRANSLATE_NOOP("Errors", "The host's version of Hyper-V does not know this feature."),
        QT_TRANSLATE_NOOP("Errors", "Windows Server 2012 R2 or newer is needed."),
    ),
    QueryInvalid: (
        QT_TRANSLATE_NOOP("Errors", "The host does not understand a query of the console."),
        QT_TRANSLATE_NOOP("Errors", "Copy the details and report them with the Windows version."),
    ),
    QuotaExceeded: (
        QT_TRANSLATE_NOOP("Errors", "A limit of the host's WinRM service is reached."),
        QT_TRANSLATE_NOOP("Errors", "Wait a moment; close other remote sessions to this host."),
    ),
    EnumerationExpired: (
        QT_TRANSLATE_NOOP("Errors", "The host dropped the list before it was read to the end."),
        QT_TRANSLATE_NOOP("Errors", "Refresh to read it again."),
    ),
    HostBusy: (
        QT_TRANSLATE_NOOP("Errors", "The host did not finish the request in the time allowed."),
        QT_TRANSLATE_NOOP("Errors", "The host may be very busy; try again in a moment."),
    ),
    SimulatorFailed: (
        QT_TRANSLATE_NOOP("Errors", "The simulated fleet of the demo did not start."),
        QT_TRANSLATE_NOOP(
            "Errors", "Copy the details and report them; real hosts are not affected."
        ),
    ),
    HyperVMissing: (
        QT_TRANSLATE_NOOP("Errors", "This is a Windows computer without Hyper-V."),
        QT_TRANSLATE_NOOP("Errors", "Install the Hyper-V role there, or choose another host."),
    ),
    Cancelled: (
        QT_TRANSLATE_NOOP("Errors", "This was cancelled."),
        QT_TRANSLATE_NOOP("Errors", "Start it again whenever you like."),
    ),
    OutcomeUnknown: (
        QT_TRANSLATE_NOOP(
            "Errors", "The change was sent, but its outcome is unknown: the answer was lost."
        ),
        QT_TRANSLATE_NOOP(
            "Errors", "Look at the virtual machine's state before you repeat the change."
        ),
    ),
}


def explain(error: ConsoleError) -> Explanation:
    """Return an error's cause, next step and details."""
    cause, next_step = _sentences(error)
    return Explanation(cause, next_step, details(error))


def details(error: ConsoleError) -> str:
    """Return the details of an error as lines, empty values left out."""
    return "\n".join(f"{name}: {value}" for name, value in error.details() if value)


def _sentences(error: ConsoleError) -> _Pair:
    match error:
        case Unreachable():
            return _filled(_UNREACHABLE[error.reason], error.address)
        case Refused():
            return _filled(_REFUSED[error.reason], error.address)
        case TimedOut():
            pair = _TIMED_OUT.get(error.phase, _TIMED_OUT["read"])
            address = error.address or Errors.tr("The host", "in place of its address")
            return _filled(pair, address, QLocale().toString(float(error.seconds), "g", 6))
        case Untrusted():
            return untrusted(error)
        case NotWsman():
            return _not_wsman(error)
        case _:
            return _of_ours(error)


def _of_ours(error: ConsoleError) -> _Pair:
    if isinstance(error, OperationFailed):
        return operation_cause(error)
    if isinstance(error, ProfileInvalid | SettingsInvalid | SettingsNotWritten | ImportInvalid):
        return _of_file(error)
    return last_known_failed(error) if isinstance(error, LastKnownFailed) else _plain(error)


def _of_file(
    error: ProfileInvalid | SettingsInvalid | SettingsNotWritten | ImportInvalid,
) -> _Pair:
    match error:
        case ImportInvalid():
            return list_invalid(error)
        case ProfileInvalid():
            where = f"{error.path}:{error.line}" if error.line else error.path
            return (
                fill(Errors.tr("The profile %1 cannot be used: %2."), where, error.problem),
                Errors.tr("Correct the file; until then nothing of it is applied."),
            )
        case SettingsInvalid():
            return _settings_invalid(error)
        case SettingsNotWritten():
            return (
                fill(Errors.tr("The settings file %1 could not be written."), error.path),
                Errors.tr("Check the disk and the file's permissions; nothing was lost."),
            )


def _not_wsman(error: NotWsman) -> _Pair:
    if error.may_pass:
        cause = Errors.tr("WinRM at %1 is not available just now (HTTP status %2).")
        step = Errors.tr(
            "Wait until the host has started; check its service “Windows Remote Management”."
        )
    else:
        cause = (
            Errors.tr("A web server answers at %1, but not WinRM (HTTP status %2).")
            if error.status
            else Errors.tr("Something answers at %1 that is neither WinRM nor a web server.")
        )
        step = Errors.tr("Check the port: WinRM uses 5985, or 5986 with TLS.")
    return fill(cause, error.address, str(error.status)), step


def _settings_invalid(error: SettingsInvalid) -> _Pair:
    if error.line:
        cause = fill(
            Errors.tr("The settings file %1 cannot be read: see line %2."),
            error.path,
            str(error.line),
        )
    else:
        cause = fill(Errors.tr("The settings file %1 cannot be read."), error.path)
    if error.kept_as:
        return cause, fill(Errors.tr("Your file was kept as %1; correct it there."), error.kept_as)
    return cause, Errors.tr("Correct the file, then start the console again.")


def _plain(error: ConsoleError) -> _Pair:
    if isinstance(error, NotPossible):
        return not_possible(error.why, error.subject)
    if isinstance(error, VaultUnavailable):
        return _filled(_KEYRING.get(error.reason, _KEYRING["refused"]))
    if isinstance(error, StagingFailed):
        return (
            fill(
                Errors.tr("The file %1 could not be handed to the host (%2)."),
                error.path,
                error.detail,
            ),
            Errors.tr("Check the shared folder, its free space and your rights there."),
        )
    pair = _PLAIN.get(type(error))
    if pair is not None:
        return _filled(pair)
    if isinstance(error, WsmanFault):
        code = f"0x{error.code & 0xFFFFFFFF:08X}"
        said = host_sentence(error.wmi_text or error.reason)
        if said:
            cause = fill(Errors.tr("The host reports error %1: %2"), code, said)
        else:
            cause = fill(Errors.tr("The host reports error %1."), code)
        return cause, Errors.tr("Copy the details and look the code up, or report them.")
    return (
        Errors.tr("Something unexpected went wrong."),
        Errors.tr("Try again; if it stays, copy the details and report them."),
    )


def _filled(pair: _Pair, *values: str) -> _Pair:
    cause, next_step = pair
    return fill(Errors.marked(cause), *values), fill(Errors.marked(next_step), *values)
