"""Enums, numbers and errors as translated sentences: the one door to every text about the model.

The sentences for services, errors and operations live in ``sentences``;
import them from here.
"""

import html
from typing import Final

from PySide6.QtCore import QLocale

from console.model.connection import AuthMethod
from console.model.host import LinkState
from console.model.power import PowerAction
from console.model.vm import EnhancedSession, Heartbeat, VmActivity, VmState
from console.ui.sentences.errors import Explanation, explain
from console.ui.sentences.operations import (
    operation_phase,
    operation_status,
    operation_title,
    undo_plan_title,
    undo_title,
)
from console.ui.sentences.services import (
    service_advice,
    service_name,
    service_purpose,
    service_short,
    service_status,
)
from console.ui.text_context import QT_TRANSLATE_NOOP, Context, fill

__all__ = [
    "Explanation",
    "age",
    "as_tooltip",
    "auth_method",
    "clock",
    "duration",
    "enhanced_session",
    "explain",
    "fill",
    "heartbeat",
    "link",
    "memory",
    "operation_phase",
    "operation_status",
    "operation_title",
    "percent",
    "power_verb",
    "service_advice",
    "service_name",
    "service_purpose",
    "service_short",
    "service_status",
    "undo_plan_title",
    "undo_title",
    "vm_activity",
    "vm_state",
]

State = Context("State")

_VM_STATES: Final = {
    VmState.RUNNING: QT_TRANSLATE_NOOP("State", "Running"),
    VmState.OFF: QT_TRANSLATE_NOOP("State", "Off"),
    VmState.SAVED: QT_TRANSLATE_NOOP("State", "Saved"),
    VmState.PAUSED: QT_TRANSLATE_NOOP("State", "Paused"),
    VmState.STARTING: QT_TRANSLATE_NOOP("State", "Starting"),
    VmState.STOPPING: QT_TRANSLATE_NOOP("State", "Stopping"),
    VmState.SAVING: QT_TRANSLATE_NOOP("State", "Saving"),
    VmState.PAUSING: QT_TRANSLATE_NOOP("State", "Pausing"),
    VmState.RESUMING: QT_TRANSLATE_NOOP("State", "Resuming"),
    VmState.RESETTING: QT_TRANSLATE_NOOP("State", "Resetting"),
    VmState.CHANGING: QT_TRANSLATE_NOOP("State", "Changing"),
    VmState.UNKNOWN: QT_TRANSLATE_NOOP("State", "Unknown"),
}

_HEARTBEATS: Final = {
    Heartbeat.OK: QT_TRANSLATE_NOOP("State", "OK"),
    Heartbeat.APPLICATIONS_OK: QT_TRANSLATE_NOOP("State", "OK, applications healthy"),
    Heartbeat.APPLICATIONS_CRITICAL: QT_TRANSLATE_NOOP("State", "OK, application critical"),
    Heartbeat.DEGRADED: QT_TRANSLATE_NOOP("State", "OK, older protocol"),
    Heartbeat.ERROR: QT_TRANSLATE_NOOP("State", "Error"),
    Heartbeat.NO_CONTACT: QT_TRANSLATE_NOOP("State", "No contact"),
    Heartbeat.LOST_COMMUNICATION: QT_TRANSLATE_NOOP("State", "Lost contact"),
    Heartbeat.PAUSED: QT_TRANSLATE_NOOP("State", "Paused"),
    Heartbeat.DISABLED: QT_TRANSLATE_NOOP("State", "Switched off"),
    Heartbeat.NONE: QT_TRANSLATE_NOOP("State", "–"),
    Heartbeat.UNKNOWN: QT_TRANSLATE_NOOP("State", "Unknown"),
}

_LINKS: Final = {
    LinkState.OFFLINE: QT_TRANSLATE_NOOP("State", "Not connected"),
    LinkState.CONNECTING: QT_TRANSLATE_NOOP("State", "Connecting…"),
    LinkState.ONLINE: QT_TRANSLATE_NOOP("State", "Online"),
    LinkState.STALE: QT_TRANSLATE_NOOP("State", "No answer, trying again"),
    LinkState.UNREACHABLE: QT_TRANSLATE_NOOP("State", "Unreachable, trying again"),
    LinkState.REFUSED: QT_TRANSLATE_NOOP("State", "Sign-in refused"),
    LinkState.FORBIDDEN: QT_TRANSLATE_NOOP("State", "Account not allowed"),
    LinkState.UNTRUSTED: QT_TRANSLATE_NOOP("State", "Certificate not trusted"),
    LinkState.UNSUITABLE: QT_TRANSLATE_NOOP("State", "Not a Hyper-V host"),
}

_ACTIVITIES: Final = {
    VmActivity.CREATING_CHECKPOINT: QT_TRANSLATE_NOOP("State", "Creating checkpoint"),
    VmActivity.APPLYING_CHECKPOINT: QT_TRANSLATE_NOOP("State", "Applying checkpoint"),
    VmActivity.DELETING_CHECKPOINT: QT_TRANSLATE_NOOP("State", "Deleting checkpoint"),
    VmActivity.WAITING_TO_START: QT_TRANSLATE_NOOP("State", "Waiting to start"),
    VmActivity.MERGING_DISKS: QT_TRANSLATE_NOOP("State", "Merging disks"),
    VmActivity.EXPORTING: QT_TRANSLATE_NOOP("State", "Exporting"),
    VmActivity.MIGRATING: QT_TRANSLATE_NOOP("State", "Moving to another host"),
    VmActivity.BACKING_UP: QT_TRANSLATE_NOOP("State", "Backing up"),
    VmActivity.MODIFYING: QT_TRANSLATE_NOOP("State", "Changing settings"),
    VmActivity.MOVING_STORAGE: QT_TRANSLATE_NOOP("State", "Moving storage"),
    VmActivity.CHECKING: QT_TRANSLATE_NOOP("State", "Checking"),
    VmActivity.APPLICATION_CRITICAL: QT_TRANSLATE_NOOP("State", "Application critical"),
    VmActivity.TIMED_OUT: QT_TRANSLATE_NOOP("State", "Host operation timed out"),
    VmActivity.COMMUNICATION_FAILED: QT_TRANSLATE_NOOP("State", "Communication failed"),
    VmActivity.IO_ERROR: QT_TRANSLATE_NOOP("State", "Storage error"),
    VmActivity.UNKNOWN: QT_TRANSLATE_NOOP("State", "Busy on the host"),
}

_ENHANCED: Final = {
    EnhancedSession.AVAILABLE: QT_TRANSLATE_NOOP("State", "Available"),
    EnhancedSession.NOT_ALLOWED: QT_TRANSLATE_NOOP("State", "Not allowed by the host"),
    EnhancedSession.NOT_NOW: QT_TRANSLATE_NOOP("State", "Not available now"),
    EnhancedSession.UNKNOWN: QT_TRANSLATE_NOOP("State", "Unknown"),
}

_VERBS: Final = {
    PowerAction.START: QT_TRANSLATE_NOOP("State", "Start"),
    PowerAction.SHUTDOWN: QT_TRANSLATE_NOOP("State", "Shut Down"),
    PowerAction.RESTART: QT_TRANSLATE_NOOP("State", "Restart"),
    PowerAction.SAVE: QT_TRANSLATE_NOOP("State", "Save"),
    PowerAction.PAUSE: QT_TRANSLATE_NOOP("State", "Pause"),
    PowerAction.RESUME: QT_TRANSLATE_NOOP("State", "Resume"),
    PowerAction.RESET: QT_TRANSLATE_NOOP("State", "Reset"),
    PowerAction.TURN_OFF: QT_TRANSLATE_NOOP("State", "Turn Off"),
}

_METHODS: Final = {
    AuthMethod.NEGOTIATE: QT_TRANSLATE_NOOP("State", "Negotiate (Kerberos, else NTLM)"),
    AuthMethod.NTLM: QT_TRANSLATE_NOOP("State", "NTLM"),
    AuthMethod.KERBEROS: QT_TRANSLATE_NOOP("State", "Kerberos"),
    AuthMethod.CREDSSP: QT_TRANSLATE_NOOP("State", "CredSSP"),
    AuthMethod.CERTIFICATE: QT_TRANSLATE_NOOP("State", "Client certificate"),
    AuthMethod.BASIC: QT_TRANSLATE_NOOP("State", "Basic"),
}


def vm_state(state: VmState, transition: str = "") -> str:
    """Return the state; ``transition`` is the host's word for one that we do not know."""
    if state is VmState.CHANGING and transition:
        return fill(State.tr("Changing (%1)"), transition)
    return State.marked(_VM_STATES[state])


def heartbeat(value: Heartbeat) -> str:
    """Return the heartbeat in a few words."""
    return State.marked(_HEARTBEATS[value])


def link(state: LinkState) -> str:
    """Return how the connection to a host stands."""
    return State.marked(_LINKS[state])


def vm_activity(activity: VmActivity) -> str:
    """Return what the host is doing to a VM; empty for nothing."""
    return State.marked(_ACTIVITIES[activity]) if activity in _ACTIVITIES else ""


def enhanced_session(value: EnhancedSession) -> str:
    """Return whether an enhanced session can be had."""
    return State.marked(_ENHANCED[value])


def power_verb(action: PowerAction) -> str:
    """Return the verb as menus and buttons write it."""
    return State.marked(_VERBS[action])


def auth_method(method: AuthMethod) -> str:
    """Return the name of a way to sign in."""
    return State.marked(_METHODS[method])


def age(seconds: float) -> str:
    """Return how long ago something was read, in one coarse unit."""
    whole = max(0, int(seconds))
    if whole < 2:
        return State.tr("just now")
    if whole < 60:
        return State.tr("%n s ago", "", whole)
    if whole < 3600:
        return State.tr("%n min ago", "", whole // 60)
    if whole < 86_400:
        return State.tr("%n h ago", "", whole // 3600)
    return State.tr("%n d ago", "", whole // 86_400)


def duration(seconds: float) -> str:
    """Return a length of time in its two largest units."""
    whole = max(0, int(seconds))
    days, rest = divmod(whole, 86_400)
    hours, rest = divmod(rest, 3600)
    minutes, secs = divmod(rest, 60)
    if days:
        return fill(State.tr("%1 d %2 h"), str(days), str(hours))
    if hours:
        return fill(State.tr("%1 h %2 min"), str(hours), f"{minutes:02}")
    if minutes:
        return fill(State.tr("%1 min %2 s"), str(minutes), f"{secs:02}")
    return fill(State.tr("%1 s"), str(secs))


def clock(seconds: float) -> str:
    """Return an uptime to the second, days first: ``3.04:05:06`` as Hyper-V itself writes it."""
    days, rest = divmod(max(0, int(seconds)), 86_400)
    hours, rest = divmod(rest, 3600)
    minutes, secs = divmod(rest, 60)
    return f"{days}.{hours:02}:{minutes:02}:{secs:02}"


def memory(mb: float) -> str:
    """Return an amount of memory, from MB."""
    if mb < 1024:
        return fill(State.tr("%1 MB"), QLocale().toString(int(mb)))
    gigabytes = mb / 1024
    digits = 0 if gigabytes == int(gigabytes) or gigabytes >= 100 else 1
    return fill(State.tr("%1 GB"), QLocale().toString(float(gigabytes), "f", digits))


def percent(value: float) -> str:
    """Return a share of 100."""
    return fill(State.tr("%1 %"), str(int(value)))


def as_tooltip(text: str) -> str:
    """Return a text as a tooltip that wraps and takes no markup from it.

    Tooltips have no plain mode: Qt guesses, and a host's text must not be able to decide.
    """
    if not text:
        return ""
    lines = "<br>".join(html.escape(line) for line in text.splitlines())
    return f"<qt>{lines}</qt>"
