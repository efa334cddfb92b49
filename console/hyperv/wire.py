"""What the numbers and words of Hyper-V's classes mean: wire value to model enum.

Unknown numbers become ``UNKNOWN``, for a new Windows must not crash the console. The tables are
those of the Hyper-V WMI v2 reference for the classes that each one names; where a value is known
only from other programs' code or from hosts in the field, the table says so.
"""

import logging
from collections.abc import Mapping
from typing import Final

from console.model.errors import Malformed
from console.model.job import JobState
from console.model.service import ServiceDetail, ServiceKind, ServiceSnapshot, ServiceStatus
from console.model.vm import (
    EnhancedSession,
    Health,
    Heartbeat,
    IntegrationState,
    VmActivity,
    VmState,
)
from console.wsman.cim import CimInstance

_log = logging.getLogger(__name__)

STATES: Final[Mapping[int, VmState]] = {
    2: VmState.RUNNING,
    3: VmState.OFF,
    4: VmState.STOPPING,
    6: VmState.SAVED,
    9: VmState.PAUSED,
    10: VmState.STARTING,
    11: VmState.RESETTING,
    # The v1 namespace's numbers. A v2 host should not send them; reading them costs nothing.
    32768: VmState.PAUSED,
    32769: VmState.SAVED,
    32770: VmState.STARTING,
    32771: VmState.CHANGING,
    32773: VmState.SAVING,
    32774: VmState.STOPPING,
    32776: VmState.PAUSING,
    32777: VmState.RESUMING,
}
"""``Msvm_ComputerSystem.EnabledState``; 1 is "in transition", see ``state_of``."""

TRANSITIONS: Final[Mapping[str, VmState]] = {
    "quiescing": VmState.PAUSING,
    "resuming": VmState.RESUMING,
    "saving": VmState.SAVING,
    "fastsaving": VmState.SAVING,
}
"""``OtherEnabledState``. The reference calls it "always null"; hosts do fill it (field)."""

HEALTH: Final[Mapping[int, Health]] = {5: Health.OK, 20: Health.MAJOR_FAILURE, 25: Health.CRITICAL}

INTEGRATION_STATES: Final[Mapping[int, IntegrationState]] = {
    1: IntegrationState.UP_TO_DATE,
    2: IntegrationState.MISMATCH,
}
"""``Msvm_SummaryInformation.IntegrationServicesVersionState``; 0 is "unknown"."""

ACTIVITIES: Final[Mapping[int, VmActivity]] = {
    32768: VmActivity.CREATING_CHECKPOINT,
    32769: VmActivity.APPLYING_CHECKPOINT,
    32770: VmActivity.DELETING_CHECKPOINT,
    32771: VmActivity.WAITING_TO_START,
    32772: VmActivity.MERGING_DISKS,
    32773: VmActivity.EXPORTING,
    32774: VmActivity.MIGRATING,
    # From here on: not in the reference, but in PowerShell's own list of operational states.
    32776: VmActivity.BACKING_UP,
    32777: VmActivity.MODIFYING,
    32778: VmActivity.MOVING_STORAGE,
    32779: VmActivity.MOVING_STORAGE,
    32780: VmActivity.MIGRATING,
    32781: VmActivity.CHECKING,
    32782: VmActivity.APPLICATION_CRITICAL,
    32783: VmActivity.TIMED_OUT,
    32784: VmActivity.COMMUNICATION_FAILED,
    # 32785 to 32790 tell why a network adapter has no SR-IOV: nothing that the host is doing.
    **dict.fromkeys(range(32785, 32791), VmActivity.NONE),
    32795: VmActivity.IO_ERROR,
}
"""``Msvm_ComputerSystem.OperationalStatus[1]``."""

_IN_SERVICE: Final = 11
_OK: Final = 2

SERVICE_STATUSES: Final[Mapping[int, ServiceStatus]] = {
    2: ServiceStatus.OK,
    3: ServiceStatus.DEGRADED,
    6: ServiceStatus.ERROR,
    7: ServiceStatus.NON_RECOVERABLE,
    12: ServiceStatus.NO_CONTACT,
    13: ServiceStatus.LOST_COMMUNICATION,
    15: ServiceStatus.PAUSED,
}
"""``OperationalStatus[0]`` of the runtime components (Msvm_HeartbeatComponent and its siblings)."""

SERVICE_DETAILS: Final[Mapping[int, ServiceDetail]] = {
    2: ServiceDetail.APPLICATIONS_OK,
    32775: ServiceDetail.PROTOCOL_MISMATCH,
    32782: ServiceDetail.APPLICATIONS_CRITICAL,
    32783: ServiceDetail.TIMED_OUT,
    32784: ServiceDetail.FAILED,
    32896: ServiceDetail.DISABLED,
}
"""``OperationalStatus[1]`` of the runtime components."""

HEARTBEATS: Final[Mapping[int, Heartbeat]] = {
    2: Heartbeat.OK,
    3: Heartbeat.DEGRADED,
    6: Heartbeat.ERROR,
    7: Heartbeat.ERROR,
    12: Heartbeat.NO_CONTACT,
    13: Heartbeat.LOST_COMMUNICATION,
    15: Heartbeat.PAUSED,
}
"""``Msvm_SummaryInformation.Heartbeat`` (2, 6, 12, 13 documented), and a component's first word."""

APPLICATIONS: Final[Mapping[int, Heartbeat]] = {
    2: Heartbeat.APPLICATIONS_OK,
    32782: Heartbeat.APPLICATIONS_CRITICAL,
}
"""``Msvm_SummaryInformation.ApplicationHealth``; 32896 is "disabled"."""

ENHANCED_SESSIONS: Final[Mapping[int, EnhancedSession]] = {
    2: EnhancedSession.AVAILABLE,
    3: EnhancedSession.NOT_ALLOWED,
    6: EnhancedSession.NOT_NOW,
}

JOB_STATES: Final[Mapping[int, JobState]] = {
    2: JobState.RUNNING,
    3: JobState.RUNNING,
    4: JobState.RUNNING,
    5: JobState.SUSPENDED,
    6: JobState.RUNNING,
    7: JobState.COMPLETED,
    8: JobState.CANCELLED,
    9: JobState.CANCELLED,
    10: JobState.FAILED,
    11: JobState.RUNNING,
    12: JobState.RUNNING,
    32768: JobState.COMPLETED_WITH_WARNINGS,
}
"""``CIM_ConcreteJob.JobState``; 32768 is known from the field."""

_WITHOUT_COMPONENTS: Final = frozenset({VmState.OFF, VmState.SAVED})


def number(row: CimInstance, name: str, low: int = 0, high: int = 2**64) -> int | None:
    """Return an integer of a row; ``None`` when it is null, unreadable or out of bounds.

    One VM's nonsense must not hide the other VMs, so it is not an error.
    """
    try:
        value = row.integer(name)
    except Malformed as problem:
        _log.debug("left out: %s", problem)
        return None
    return value if value is not None and low <= value <= high else None


def numbers(row: CimInstance, name: str) -> tuple[int, ...]:
    """Return an integer array of a row; empty when it is null or unreadable."""
    try:
        return row.integers(name)
    except Malformed as problem:
        _log.debug("left out: %s", problem)
        return ()


def word(row: CimInstance, name: str) -> str:
    """Return a text of a row; empty when it is null or no text."""
    try:
        return row.text(name)
    except Malformed as problem:
        _log.debug("left out: %s", problem)
        return ""


def words(row: CimInstance, name: str) -> tuple[str, ...]:
    """Return a text array of a row; empty when it is null or unreadable."""
    try:
        return row.texts(name)
    except Malformed as problem:
        _log.debug("left out: %s", problem)
        return ()


def flag(row: CimInstance, name: str) -> bool | None:
    """Return a boolean of a row; ``None`` when it is null or unreadable."""
    try:
        return row.boolean(name)
    except Malformed as problem:
        _log.debug("left out: %s", problem)
        return None


def state_of(enabled_state: int | None, other: str = "") -> tuple[VmState, str]:
    """Return a VM's state, and the host's word for a transition that we do not know."""
    if enabled_state == 1:
        known = TRANSITIONS.get(other.strip().lower())
        return (known, "") if known else (VmState.CHANGING, other)
    return STATES.get(-1 if enabled_state is None else enabled_state, VmState.UNKNOWN), ""


def activity_of(operational_status: tuple[int, ...]) -> VmActivity:
    """Return what the host is doing to a VM."""
    for value in operational_status[1:]:
        if value != _OK:
            return ACTIVITIES.get(value, VmActivity.UNKNOWN)
    return VmActivity.UNKNOWN if operational_status[:1] == (_IN_SERVICE,) else VmActivity.NONE


def summary_heartbeat(heartbeat: int | None, applications: int | None) -> Heartbeat:
    """Return the heartbeat as the summary tells it."""
    if heartbeat is None:
        return Heartbeat.UNKNOWN
    first = HEARTBEATS.get(heartbeat, Heartbeat.UNKNOWN)
    if first is Heartbeat.OK and applications is not None:
        return APPLICATIONS.get(applications, Heartbeat.OK)
    return first


def status_of(operational_status: tuple[int, ...]) -> tuple[ServiceStatus, ServiceDetail]:
    """Return what a runtime component reports."""
    if not operational_status:
        return ServiceStatus.UNKNOWN, ServiceDetail.NONE
    status = SERVICE_STATUSES.get(operational_status[0], ServiceStatus.UNKNOWN)
    if len(operational_status) == 1:
        return status, ServiceDetail.NONE
    return status, SERVICE_DETAILS.get(operational_status[1], ServiceDetail.UNKNOWN)


def enabled_of(enabled_state: int | None) -> bool | None:
    """Return a setting's switch; 2 and 3 are the only values of the reference."""
    return {2: True, 3: False}.get(-1 if enabled_state is None else enabled_state)


def has_components(state: VmState) -> bool:
    """Whether a VM in this state can have runtime components (an off VM has none)."""
    return state not in _WITHOUT_COMPONENTS


_BY_STATUS: Final[Mapping[ServiceStatus, Heartbeat]] = {
    ServiceStatus.OK: Heartbeat.OK,
    ServiceStatus.DEGRADED: Heartbeat.DEGRADED,
    ServiceStatus.ERROR: Heartbeat.ERROR,
    ServiceStatus.NON_RECOVERABLE: Heartbeat.ERROR,
    ServiceStatus.NO_CONTACT: Heartbeat.NO_CONTACT,
    ServiceStatus.LOST_COMMUNICATION: Heartbeat.LOST_COMMUNICATION,
    ServiceStatus.PAUSED: Heartbeat.PAUSED,
}
_BY_DETAIL: Final[Mapping[ServiceDetail, Heartbeat]] = {
    ServiceDetail.APPLICATIONS_OK: Heartbeat.APPLICATIONS_OK,
    ServiceDetail.APPLICATIONS_CRITICAL: Heartbeat.APPLICATIONS_CRITICAL,
}
_ANSWERING: Final = frozenset(
    {Heartbeat.OK, Heartbeat.APPLICATIONS_OK, Heartbeat.APPLICATIONS_CRITICAL}
)


def component_heartbeat(service: ServiceSnapshot | None) -> Heartbeat:
    """Return the heartbeat as the heartbeat service's own component tells it."""
    if service is None:
        return Heartbeat.UNKNOWN
    if service.status is ServiceStatus.OK:
        return _BY_DETAIL.get(service.detail, Heartbeat.OK)
    return _BY_STATUS.get(service.status, Heartbeat.UNKNOWN)


def heartbeat_of(
    state: VmState, told: Heartbeat, services: tuple[ServiceSnapshot, ...]
) -> Heartbeat:
    """Return the heartbeat to show.

    The switch comes first, because a disabled component often still reports "OK" (field); then
    the VM's state; then what the latest reading told, refined to "degraded" where only the
    component knows that (the summary has no such value).
    """
    service = next((s for s in services if s.kind is ServiceKind.HEARTBEAT), None)
    if service is not None and service.enabled is False:
        return Heartbeat.DISABLED
    if not has_components(state):
        return Heartbeat.NONE
    if state is VmState.PAUSED:
        return Heartbeat.PAUSED
    component = component_heartbeat(service)
    if told in _ANSWERING and component is Heartbeat.DEGRADED:
        return Heartbeat.DEGRADED
    return component if told is Heartbeat.UNKNOWN else told
