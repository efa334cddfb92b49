"""A virtual machine as last read from its host."""

import enum
from dataclasses import dataclass

from console.model.device import NetworkAdapter
from console.model.guest import NO_GUEST, GuestFacts
from console.model.identity import VmId
from console.model.service import ServiceKind, ServiceSnapshot


class VmState(enum.Enum):
    """What a VM is doing; the value is its word in JSON."""

    RUNNING = "running"
    OFF = "off"
    SAVED = "saved"
    PAUSED = "paused"
    STARTING = "starting"
    STOPPING = "stopping"
    SAVING = "saving"
    PAUSING = "pausing"
    RESUMING = "resuming"
    RESETTING = "resetting"
    CHANGING = "changing"
    """In a transition that the host does not name in a way we know."""
    UNKNOWN = "unknown"


class Health(enum.Enum):
    """``HealthState`` of a VM."""

    OK = "ok"
    MAJOR_FAILURE = "major_failure"
    CRITICAL = "critical"
    UNKNOWN = "unknown"


class VmActivity(enum.Enum):
    """What the host is doing to a VM just now (``OperationalStatus[1]``)."""

    NONE = "none"
    CREATING_CHECKPOINT = "creating_checkpoint"
    APPLYING_CHECKPOINT = "applying_checkpoint"
    DELETING_CHECKPOINT = "deleting_checkpoint"
    WAITING_TO_START = "waiting_to_start"
    MERGING_DISKS = "merging_disks"
    EXPORTING = "exporting"
    MIGRATING = "migrating"
    BACKING_UP = "backing_up"
    MODIFYING = "modifying"
    MOVING_STORAGE = "moving_storage"
    CHECKING = "checking"
    APPLICATION_CRITICAL = "application_critical"
    TIMED_OUT = "timed_out"
    COMMUNICATION_FAILED = "communication_failed"
    IO_ERROR = "io_error"
    UNKNOWN = "unknown"


class Heartbeat(enum.Enum):
    """The heartbeat in one word."""

    OK = "ok"
    """The guest answers; its applications do not report."""
    APPLICATIONS_OK = "applications_ok"
    APPLICATIONS_CRITICAL = "applications_critical"
    DEGRADED = "degraded"
    ERROR = "error"
    NO_CONTACT = "no_contact"
    LOST_COMMUNICATION = "lost_communication"
    PAUSED = "paused"
    DISABLED = "disabled"
    NONE = "none"
    """The VM is not running."""
    UNKNOWN = "unknown"


class EnhancedSession(enum.Enum):
    """``EnhancedSessionModeState`` of a VM."""

    AVAILABLE = "available"
    NOT_ALLOWED = "not_allowed"
    NOT_NOW = "not_now"
    UNKNOWN = "unknown"


class IntegrationState(enum.Enum):
    """``IntegrationServicesVersionState``: what the host says of the guest's components.

    Hosts since 2016 mostly say nothing; ``model.integration`` tells more.
    """

    UP_TO_DATE = "up_to_date"
    MISMATCH = "mismatch"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class VmSnapshot:
    """Everything the lists and panels show of one VM.

    A field is ``None`` when the host did not tell it. Times are seconds, memory is MB, load is
    per cent of the VM's own processors.
    """

    id: VmId
    name: str
    state: VmState = VmState.UNKNOWN
    transition: str = ""
    """The host's own word for a transition that we do not know (``OtherEnabledState``)."""
    health: Health = Health.UNKNOWN
    activity: VmActivity = VmActivity.NONE
    uptime_s: int | None = None
    cpu_percent: int | None = None
    processors: int | None = None
    memory_mb: int | None = None
    memory_available_percent: int | None = None
    """Free share of the assigned memory; told only with dynamic memory."""
    heartbeat: Heartbeat = Heartbeat.UNKNOWN
    generation: int | None = None
    version: str = ""
    notes: str = ""
    checkpoints: int = 0
    enhanced_session: EnhancedSession = EnhancedSession.UNKNOWN
    integration: IntegrationState = IntegrationState.UNKNOWN
    services: tuple[ServiceSnapshot, ...] = ()
    """In the order of ``ServiceKind``; empty until they have been read."""
    guest: GuestFacts = NO_GUEST
    adapters: tuple[NetworkAdapter, ...] = ()
    disks: tuple[str, ...] = ()
    """Paths, on the host, of what lies in its drives: disks and images."""
    checkpoint_names: tuple[str, ...] = ()
    """In the order of the host; a name may be there several times."""

    def service(self, kind: ServiceKind) -> ServiceSnapshot | None:
        """Return one service, or ``None`` while the services have not been read."""
        for service in self.services:
            if service.kind is kind:
                return service
        return None
