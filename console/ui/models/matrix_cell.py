"""What a cell of the service matrix means, in what order cells are bad, and its words: pure."""

import enum
from typing import Final

from console.model.integration import IntegrationDrift
from console.model.service import (
    ServiceDetail,
    ServiceKind,
    ServiceSnapshot,
    ServiceStatus,
)
from console.model.vm import VmSnapshot, VmState
from console.ui import texts
from console.ui.models.rows import VmRow
from console.ui.text_context import QT_TRANSLATE_NOOP, Context

Matrix = Context("Matrix")


class CellState(enum.Enum):
    """What a cell says; in the order of "worst first".

    What the guest should do and does not comes before what somebody has switched off, and that
    before what is not known; then what works, and last what cannot work now or at all.
    """

    FAULT = "fault"
    """On, and the guest reports an error or shares no protocol version."""
    LOST = "lost"
    """On, and the guest has stopped answering."""
    SILENT = "silent"
    """On, and the guest was never heard."""
    CRITICAL = "critical"
    """On and answering, but an application in the guest is in a critical state."""
    OLDER = "older"
    """On and answering with an older protocol: information, no fault."""
    OFF = "off"
    UNREAD = "unread"
    OK = "ok"
    IDLE = "idle"
    """On, and nothing to answer while the VM is not running."""
    ABSENT = "absent"
    """This VM does not have the service; never shown as off."""
    TURNING_ON = "turning_on"
    """Shown while it is being switched; it sorts and counts as what it still is."""
    TURNING_OFF = "turning_off"

    __hash__ = object.__hash__  # by identity: thousands of tuples of these are counted at a time

    @property
    def rank(self) -> int:
        """0 is worst."""
        return _RANKS[self]

    @property
    def is_turning(self) -> bool:
        """Whether it is being switched."""
        return self in (CellState.TURNING_ON, CellState.TURNING_OFF)

    @property
    def is_not_answering(self) -> bool:
        """Whether the guest should answer and does not."""
        return self in (CellState.FAULT, CellState.LOST, CellState.SILENT)


_BY_RANK: Final = tuple(CellState)
_RANKS: Final = {state: place for place, state in enumerate(CellState)}
_GUEST_SERVICE: Final = tuple(ServiceKind).index(ServiceKind.GUEST_SERVICE)

_BY_STATUS: Final = {
    ServiceStatus.OK: CellState.OK,
    ServiceStatus.DEGRADED: CellState.OLDER,
    ServiceStatus.ERROR: CellState.FAULT,
    ServiceStatus.NON_RECOVERABLE: CellState.FAULT,
    ServiceStatus.NO_CONTACT: CellState.SILENT,
    ServiceStatus.LOST_COMMUNICATION: CellState.LOST,
    ServiceStatus.PAUSED: CellState.IDLE,
    ServiceStatus.NOT_RUNNING: CellState.IDLE,
    ServiceStatus.UNKNOWN: CellState.IDLE,
}
_NOT_UP: Final = (VmState.OFF, VmState.SAVED)

_WORDS: Final = {
    CellState.FAULT: QT_TRANSLATE_NOOP("Matrix", "Error"),
    CellState.LOST: QT_TRANSLATE_NOOP("Matrix", "Lost"),
    CellState.SILENT: QT_TRANSLATE_NOOP("Matrix", "Silent"),
    CellState.CRITICAL: QT_TRANSLATE_NOOP("Matrix", "Critical"),
    CellState.TURNING_ON: QT_TRANSLATE_NOOP("Matrix", "To on…"),
    CellState.TURNING_OFF: QT_TRANSLATE_NOOP("Matrix", "To off…"),
    CellState.OFF: QT_TRANSLATE_NOOP("Matrix", "Off"),
    CellState.OLDER: QT_TRANSLATE_NOOP("Matrix", "Older"),
    CellState.UNREAD: QT_TRANSLATE_NOOP("Matrix", "…"),
    CellState.IDLE: QT_TRANSLATE_NOOP("Matrix", "On"),
    CellState.OK: QT_TRANSLATE_NOOP("Matrix", "OK"),
    CellState.ABSENT: QT_TRANSLATE_NOOP("Matrix", "n/a"),
}
_DRIFTS: Final = {
    IntegrationDrift.UP_TO_DATE: QT_TRANSLATE_NOOP("Matrix", "Up to date"),
    IntegrationDrift.OLDER: QT_TRANSLATE_NOOP("Matrix", "Older than the host"),
    IntegrationDrift.BY_KERNEL: QT_TRANSLATE_NOOP("Matrix", "Part of the guest's kernel"),
    IntegrationDrift.BY_WINDOWS_UPDATE: QT_TRANSLATE_NOOP("Matrix", "By Windows Update"),
    IntegrationDrift.NOT_INSTALLED: QT_TRANSLATE_NOOP("Matrix", "Not installed"),
    IntegrationDrift.UNKNOWN: QT_TRANSLATE_NOOP("Matrix", "Unknown"),
}
_DRIFT_ORDER: Final = {
    drift: place
    for place, drift in enumerate(
        (
            IntegrationDrift.NOT_INSTALLED,
            IntegrationDrift.OLDER,
            IntegrationDrift.BY_KERNEL,
            IntegrationDrift.BY_WINDOWS_UPDATE,
            IntegrationDrift.UP_TO_DATE,
            IntegrationDrift.UNKNOWN,
        )
    )
}
_DRIFT_MEANINGS: Final = {
    IntegrationDrift.UP_TO_DATE: QT_TRANSLATE_NOOP(
        "Matrix", "The host says that the guest's components match its own."
    ),
    IntegrationDrift.OLDER: QT_TRANSLATE_NOOP(
        "Matrix",
        "The guest speaks an older protocol than the host. It works; newer components come with "
        "Windows Update or a newer kernel.",
    ),
    IntegrationDrift.BY_KERNEL: QT_TRANSLATE_NOOP(
        "Matrix", "The components are part of the guest's kernel and are updated with it."
    ),
    IntegrationDrift.BY_WINDOWS_UPDATE: QT_TRANSLATE_NOOP(
        "Matrix", "Windows Update in the guest brings the components; there is no older or newer."
    ),
    IntegrationDrift.NOT_INSTALLED: QT_TRANSLATE_NOOP(
        "Matrix", "Nothing in the running guest answers on any service that is on."
    ),
    IntegrationDrift.UNKNOWN: QT_TRANSLATE_NOOP(
        "Matrix", "Neither host nor guest has told enough, as while the guest is off."
    ),
}


def cell_state(row: VmRow, kind: ServiceKind) -> CellState:
    """Return what the cell of a service shows; what is asked of it comes first."""
    target = row.pending.target(kind)
    if target is not None:
        return CellState.TURNING_ON if target else CellState.TURNING_OFF
    service = row.service(kind)
    return CellState.UNREAD if service is None else _told_state(service, row.vm.state)


def _told_state(service: ServiceSnapshot, vm_state: VmState) -> CellState:
    """Return how a service stands by what the host said, whatever is asked of it."""
    if not service.enabled:
        return CellState.ABSENT if service.enabled is None else CellState.OFF
    return CellState.IDLE if vm_state in _NOT_UP else _answering_state(service)


def _answering_state(service: ServiceSnapshot) -> CellState:
    """Return what a service that is on says while its VM is up."""
    state = _BY_STATUS.get(service.status, CellState.IDLE)
    if state is not CellState.OK:
        return state
    if service.detail is ServiceDetail.APPLICATIONS_CRITICAL:
        return CellState.CRITICAL
    return CellState.OLDER if service.detail is ServiceDetail.PROTOCOL_MISMATCH else state


CellStates = tuple[CellState, ...]
"""The cells of one VM, in the order of ``ServiceKind``."""
_KINDS: Final = tuple(ServiceKind)
_ALL_KINDS: Final = list(ServiceKind)
_ALL_UNREAD: Final[CellStates] = (CellState.UNREAD,) * len(_KINDS)


def told_states(vm: VmSnapshot) -> CellStates:
    """Return how all services of a VM stand by what the host said.

    What is asked does not count, or a row would jump, or leave the filter, with the click.
    """
    if not vm.services:
        return _ALL_UNREAD
    if [service.kind for service in vm.services] == _ALL_KINDS:
        return tuple([_told_state(service, vm.state) for service in vm.services])
    states = {service.kind: _told_state(service, vm.state) for service in vm.services}
    return tuple([states.get(kind, CellState.UNREAD) for kind in _KINDS])


def rank_of(states: CellStates) -> tuple[int, int]:
    """Return how bad the worst cell is, and then how many are as bad: small is worse.

    Guest services that are off count as in order: off is their default.
    """
    ranks = [_RANKS[state] for state in states[:_GUEST_SERVICE]]
    last = states[_GUEST_SERVICE]
    ranks.append(CellState.OK.rank if last is CellState.OFF else _RANKS[last])
    worst = min(ranks)
    return worst, -ranks.count(worst)


def trouble_word(states: CellStates) -> str:
    """Return the worst of a VM's services in words; empty where nothing is wrong."""
    worst, count = rank_of(states)
    if worst >= CellState.UNREAD.rank:
        return ""
    return texts.fill(Matrix.tr("%1 × %2"), str(-count), cell_word(_BY_RANK[worst]))


def is_switchable(row: VmRow, kind: ServiceKind) -> bool:
    """Whether a service could be switched now."""
    state = cell_state(row, kind)
    is_there = state not in (CellState.ABSENT, CellState.UNREAD) and not state.is_turning
    return is_there and not row.is_read_only


def is_on(row: VmRow, kind: ServiceKind) -> bool:
    """Whether a service is on, or is being switched on."""
    target = row.pending.target(kind)
    service = row.service(kind)
    return bool(service and service.enabled) if target is None else target


def cell_word(state: CellState) -> str:
    """Return a state in one short word."""
    return Matrix.marked(_WORDS[state])


def drift_word(drift: IntegrationDrift) -> str:
    """Return how integration components stand, in a few words."""
    return Matrix.marked(_DRIFTS[drift])


def drift_rank(drift: IntegrationDrift) -> int:
    """Return the place of a drift in an order: what wants a look first, the unknown last."""
    return _DRIFT_ORDER[drift]


def drift_meaning(drift: IntegrationDrift) -> str:
    """Return what that means, in a sentence."""
    return Matrix.marked(_DRIFT_MEANINGS[drift])


def cell_sentence(row: VmRow, kind: ServiceKind) -> str:
    """Return one cell for a screen reader: whose service it is, and how it stands."""
    service = row.service(kind)
    target = row.pending.target(kind)
    if target is not None:
        status = Matrix.tr("switching on…") if target else Matrix.tr("switching off…")
    elif service is None:
        status = Matrix.tr("not read yet")
    else:
        status = texts.service_status(service, row.vm.state)
    return texts.fill(Matrix.tr("%1 of %2: %3"), texts.service_name(kind), row.vm.name, status)
