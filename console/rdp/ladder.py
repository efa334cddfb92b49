"""Which way to open a VM is the best one now, and why no better one: pure.

The rungs, best first: enhanced, basic, plain RDP to the guest's address, SSH in a terminal. What
the user chose for a VM is taken where it is possible. Otherwise a rung that failed a short while
ago is passed over as long as another is left, and then the one that worked last time comes first.
What worked never keeps a better rung from being taken that has not failed: an enhanced session
that has become available is taken although the last one was basic. Nothing makes an impossible one
be tried.
"""

import enum
from dataclasses import dataclass
from typing import Final

from console.model.session import SessionMode
from console.model.vm import VmState
from console.rdp.case import Cause, Finding, SessionCase, diagnose


class Refusal(enum.Enum):
    """Why a rung cannot be taken."""

    NOT_READY = "not_ready"
    """The doctor's first reason says why."""
    VM_NOT_RUNNING = "vm_not_running"
    HOST_AWAY = "host_away"
    PORT_CLOSED = "port_closed"
    NO_RIGHT = "no_right"
    NO_CLIENT = "no_client"
    NO_ADDRESS = "no_address"
    NO_TERMINAL = "no_terminal"
    OTHER_SYSTEM = "other_system"
    NOT_CHOSEN = "not_chosen"
    FAILED_LATELY = "failed_lately"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A rung that is not taken.

    Attributes:
        mode: Which.
        why: Why not.
        finding: The doctor's reason, for ``NOT_READY``.
    """

    mode: SessionMode
    why: Refusal
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """What to do.

    Attributes:
        best: The rung to take; ``None`` when there is none.
        rejected: The rungs above it, and the others that are not possible.
        possible: All that could be taken, best first.
    """

    best: SessionMode | None
    rejected: tuple[Rejected, ...]
    possible: tuple[SessionMode, ...]


@dataclass(frozen=True, slots=True)
class Means:
    """What this computer has.

    Attributes:
        modes: What the installed clients, with the adapter, can show.
        has_ssh: Whether there is an SSH program and a terminal to run it in.
    """

    modes: frozenset[SessionMode]
    has_ssh: bool


_OVER_HOST: Final = (SessionMode.ENHANCED, SessionMode.BASIC)


@dataclass(frozen=True, slots=True)
class Past:
    """What happened to a VM's sessions before.

    Attributes:
        worked: The mode of the last session that came about.
        failed: The modes that failed a short while ago.
    """

    worked: SessionMode | None = None
    failed: frozenset[SessionMode] = frozenset()


_NO_PAST: Final = Past()


def climb(
    case: SessionCase, means: Means, chosen: SessionMode | None = None, past: Past = _NO_PAST
) -> Ladder:
    """Return the best rung.

    Args:
        case: What is known of the VM.
        means: What this computer has.
        chosen: What the user wants for this VM; ``None`` for the best.
        past: What happened before.
    """
    refusals = {mode: _refusal(mode, case, means) for mode in SessionMode}
    possible = tuple(mode for mode, refusal in refusals.items() if refusal is None)
    best = chosen if chosen in possible else _first(possible, past)
    rejected = [refusal for refusal in refusals.values() if refusal is not None]
    if best is not None:
        above = [mode for mode in possible if _height(mode) < _height(best)]
        rejected.extend(Rejected(mode, _passed_over(best, chosen)) for mode in above)
    rejected.sort(key=lambda each: _height(each.mode))
    return Ladder(best, tuple(rejected), possible)


def _first(possible: tuple[SessionMode, ...], past: Past) -> SessionMode | None:
    """Return the best rung that has not failed lately; where one has, rather what worked."""
    left = [mode for mode in possible if mode not in past.failed] or list(possible)
    if not left:
        return None
    has_failed_above = any(_height(mode) < _height(left[0]) for mode in possible)
    return past.worked if has_failed_above and past.worked in left else left[0]


def _passed_over(best: SessionMode, chosen: SessionMode | None) -> Refusal:
    return Refusal.NOT_CHOSEN if best is chosen else Refusal.FAILED_LATELY


def _height(mode: SessionMode) -> int:
    return tuple(SessionMode).index(mode)


def _refusal(mode: SessionMode, case: SessionCase, means: Means) -> Rejected | None:
    why = _why_not(mode, case, means)
    if why is not None:
        return Rejected(mode, why)
    if mode is SessionMode.ENHANCED:
        reasons = [found for found in diagnose(case) if not found.is_hint]
        reasons = [found for found in reasons if found.cause is not Cause.SESSION_OPEN]
        if reasons:
            return Rejected(mode, Refusal.NOT_READY, reasons[0])
    return None


def _why_not(mode: SessionMode, case: SessionCase, means: Means) -> Refusal | None:
    if case.state in (VmState.OFF, VmState.SAVED):
        return Refusal.VM_NOT_RUNNING
    if mode in _OVER_HOST:
        return _why_not_over_host(mode, case, means)
    return _why_not_by_network(mode, case, means)


def _why_not_by_network(mode: SessionMode, case: SessionCase, means: Means) -> Refusal | None:
    if not case.guest.addresses:
        return Refusal.NO_ADDRESS
    if mode is SessionMode.SSH:
        if case.is_windows:
            return Refusal.OTHER_SYSTEM
        return None if means.has_ssh else Refusal.NO_TERMINAL
    if case.is_other_system:
        return Refusal.OTHER_SYSTEM
    return None if mode in means.modes else Refusal.NO_CLIENT


def _why_not_over_host(mode: SessionMode, case: SessionCase, means: Means) -> Refusal | None:
    if not case.is_host_online:
        return Refusal.HOST_AWAY
    if mode not in means.modes:
        return Refusal.NO_CLIENT
    if case.port_open is False:
        return Refusal.PORT_CLOSED
    if case.has_right is False:
        return Refusal.NO_RIGHT
    return None
