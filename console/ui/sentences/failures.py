"""Why an operation failed or was not even asked for: the host's codes and our own words."""

from typing import Final

from console.model.errors import OperationFailed
from console.ui.sentences.failures_guest import GUEST_REASONS
from console.ui.sentences.failures_session import SESSION_REASONS
from console.ui.text_context import QT_TRANSLATE_NOOP, Context, fill

Failures = Context("Failures")

_Pair = tuple[str, str]

_ACCESS_DENIED: Final[_Pair] = (
    QT_TRANSLATE_NOOP("Failures", "The host denied access to this operation."),
    QT_TRANSLATE_NOOP("Failures", "Use an account of the group “Hyper-V Administrators”."),
)
_INVALID_STATE: Final[_Pair] = (
    QT_TRANSLATE_NOOP("Failures", "The virtual machine's state does not allow this now."),
    QT_TRANSLATE_NOOP("Failures", "Refresh, wait until nothing else runs on it, and try again."),
)
_TIMEOUT: Final[_Pair] = (
    QT_TRANSLATE_NOOP("Failures", "The host's operation timed out."),
    QT_TRANSLATE_NOOP("Failures", "Look at the virtual machine's state, then try again."),
)
_NOT_SUPPORTED: Final[_Pair] = (
    QT_TRANSLATE_NOOP("Failures", "The host does not support this for this virtual machine."),
    QT_TRANSLATE_NOOP("Failures", "Copy the details to see which method the host refused."),
)

_UNTYPABLE: Final[_Pair] = (
    QT_TRANSLATE_NOOP("Failures", "The virtual keyboard cannot type one of the characters."),
    QT_TRANSLATE_NOOP("Failures", "Choose the guest's layout, or leave the character out."),
)
_CODES: Final[dict[int, _Pair]] = {
    1: _NOT_SUPPORTED,
    3: _TIMEOUT,
    5: _INVALID_STATE,
    32769: _ACCESS_DENIED,
    32770: _NOT_SUPPORTED,
    32772: _TIMEOUT,
    32774: (
        QT_TRANSLATE_NOOP("Failures", "The virtual machine is in use by another operation."),
        QT_TRANSLATE_NOOP("Failures", "Wait until that has finished, and try again."),
    ),
    32775: _INVALID_STATE,
    32777: (
        QT_TRANSLATE_NOOP("Failures", "The virtual machine is not available."),
        QT_TRANSLATE_NOOP("Failures", "Refresh the host and look at the virtual machine's state."),
    ),
    32778: (
        QT_TRANSLATE_NOOP("Failures", "The host has not enough memory for this."),
        QT_TRANSLATE_NOOP("Failures", "Free memory on the host, or give the machine less."),
    ),
    32779: (
        QT_TRANSLATE_NOOP("Failures", "A file of the virtual machine is missing or in use."),
        QT_TRANSLATE_NOOP("Failures", "Check its disks and paths on the host."),
    ),
}

_SHUTDOWN_CODES: Final[dict[int, _Pair]] = {
    32780: (
        QT_TRANSLATE_NOOP("Failures", "The guest is not ready to shut down."),
        QT_TRANSLATE_NOOP("Failures", "Wait until it has started, or shut it down from inside."),
    ),
    32781: (
        QT_TRANSLATE_NOOP("Failures", "The guest's screen is locked or somebody is signed in."),
        QT_TRANSLATE_NOOP("Failures", "Shut it down from inside, or turn the machine off."),
    ),
    32782: (
        QT_TRANSLATE_NOOP("Failures", "The guest is already shutting down."),
        QT_TRANSLATE_NOOP("Failures", "Wait; a guest that installs updates may need a while."),
    ),
}

_NOT_POSSIBLE: Final[dict[str, _Pair]] = {
    "vm_not_running": (
        QT_TRANSLATE_NOOP("Failures", "The virtual machine is not running."),
        QT_TRANSLATE_NOOP("Failures", "Start it first."),
    ),
    "vm_unknown": (
        QT_TRANSLATE_NOOP("Failures", "The host has no virtual machine of this name or id."),
        QT_TRANSLATE_NOOP("Failures", "Check the spelling; “hvconsole inventory” lists them."),
    ),
    "vm_gone": (
        QT_TRANSLATE_NOOP("Failures", "The virtual machine no longer exists on its host."),
        QT_TRANSLATE_NOOP("Failures", "Refresh the host to see what is there now."),
    ),
    "host_unknown": (
        QT_TRANSLATE_NOOP("Failures", "The host has been removed from the console."),
        QT_TRANSLATE_NOOP("Failures", "Add the host again, then repeat the change."),
    ),
    "read_only": (
        QT_TRANSLATE_NOOP("Failures", "The host is read-only here: nothing was changed."),
        QT_TRANSLATE_NOOP(
            "Failures",
            "Allow changes in the Host menu or in the preferences, or start without --read-only.",
        ),
    ),
    "host_not_connected": (
        QT_TRANSLATE_NOOP("Failures", "The host is not connected."),
        QT_TRANSLATE_NOOP("Failures", "Connect the host first."),
    ),
    "service_missing": (
        QT_TRANSLATE_NOOP("Failures", "The virtual machine does not have this service."),
        QT_TRANSLATE_NOOP("Failures", "The host's version of Hyper-V may be too old for it."),
    ),
    "shutdown_service_off": (
        QT_TRANSLATE_NOOP("Failures", "The guest cannot be asked: its shutdown service is off."),
        QT_TRANSLATE_NOOP(
            "Failures", "Turn on the service “Guest shutdown”, or turn the virtual machine off."
        ),
    ),
    "shutdown_service_missing": (
        QT_TRANSLATE_NOOP("Failures", "The virtual machine has no shutdown service."),
        QT_TRANSLATE_NOOP(
            "Failures", "Shut the guest down from inside, or turn the virtual machine off."
        ),
    ),
    "shutdown_no_contact": (
        QT_TRANSLATE_NOOP("Failures", "The guest does not answer on its shutdown service."),
        QT_TRANSLATE_NOOP("Failures", "Wait until it has started, or shut it down from inside."),
    ),
}


def host_sentence(text: str) -> str:
    """Return the first line of what a host said, short enough for a row."""
    line = text.strip().splitlines()[0].strip() if text.strip() else ""
    return line if len(line) <= 300 else line[:299] + "…"


def operation_cause(error: OperationFailed) -> _Pair:
    """Return cause and next step of a failed method or job.

    The host's own sentence comes first when there is one: it names the file or the switch.
    """
    pair = _pair_of(error)
    said = host_sentence(error.host_text)
    if said:
        cause = fill(Failures.tr("The host refused: %1"), said)
    elif pair is not None:
        cause = Failures.marked(pair[0])
    else:
        cause = fill(Failures.tr("The host refused with error %1."), str(error.code))
    if pair is not None:
        return cause, Failures.marked(pair[1])
    return cause, Failures.tr("Copy the details for the full report of the host.")


def not_possible(why: str, subject: str = "") -> _Pair:
    """Return why we did not even ask the host; an unknown word is shown as it is."""
    pair = _NOT_POSSIBLE.get(why) or GUEST_REASONS.get(why) or SESSION_REASONS.get(why)
    if pair is None:
        return (
            fill(Failures.tr("This is not possible now (%1)."), why),
            Failures.tr("Refresh and look at the virtual machine's state."),
        )
    return fill(Failures.marked(pair[0]), subject), Failures.marked(pair[1])


def _pair_of(error: OperationFailed) -> _Pair | None:
    """Codes of both families (Hyper-V WMI v2 reference, return values)."""
    if error.method.endswith(("InitiateShutdown", "InitiateReboot")):
        found = _SHUTDOWN_CODES.get(error.code)
        if found is not None:
            return found
    if error.method.endswith("TypeText") and error.code == 1:
        return _UNTYPABLE
    return _CODES.get(error.code)
