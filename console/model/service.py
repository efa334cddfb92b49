"""The six integration services of a VM, as the host reports them."""

import enum
from dataclasses import dataclass


class ServiceKind(enum.Enum):
    """An integration service; the value is its name on the command line and in JSON."""

    TIME_SYNC = "time_sync"
    HEARTBEAT = "heartbeat"
    KVP = "kvp"
    SHUTDOWN = "shutdown"
    VSS = "vss"
    GUEST_SERVICE = "guest_service"


class ServiceStatus(enum.Enum):
    """What the runtime component reports first (``OperationalStatus[0]``)."""

    OK = "ok"
    DEGRADED = "degraded"
    ERROR = "error"
    NON_RECOVERABLE = "non_recoverable"
    NO_CONTACT = "no_contact"
    LOST_COMMUNICATION = "lost_communication"
    PAUSED = "paused"
    NOT_RUNNING = "not_running"
    """No runtime component: the VM is not running, so nothing can answer."""
    UNKNOWN = "unknown"


class ServiceDetail(enum.Enum):
    """What the runtime component adds (``OperationalStatus[1]``)."""

    NONE = "none"
    APPLICATIONS_OK = "applications_ok"
    APPLICATIONS_CRITICAL = "applications_critical"
    PROTOCOL_MISMATCH = "protocol_mismatch"
    TIMED_OUT = "timed_out"
    FAILED = "failed"
    DISABLED = "disabled"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ServiceSnapshot:
    """One integration service of one VM.

    Attributes:
        kind: Which service.
        enabled: The host's switch; ``None`` when this VM does not have the service.
        status: What the guest's side is doing; judge it only when ``enabled``.
        detail: The second word of the status.
    """

    kind: ServiceKind
    enabled: bool | None
    status: ServiceStatus = ServiceStatus.UNKNOWN
    detail: ServiceDetail = ServiceDetail.NONE

    @property
    def is_available(self) -> bool:
        """Whether this VM has the service at all."""
        return self.enabled is not None

    @property
    def is_answering(self) -> bool:
        """Whether the guest answers on this service (an older protocol still answers)."""
        return self.status in (ServiceStatus.OK, ServiceStatus.DEGRADED)
