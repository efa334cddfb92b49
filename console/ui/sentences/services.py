"""The six integration services in words: what they are, how they do, what to do about it."""

from typing import Final

from console.model.service import ServiceDetail, ServiceKind, ServiceSnapshot, ServiceStatus
from console.model.vm import VmState
from console.ui.text_context import QT_TRANSLATE_NOOP, Context

Service = Context("Service")

_NAMES: Final = {
    ServiceKind.TIME_SYNC: QT_TRANSLATE_NOOP("Service", "Time synchronization"),
    ServiceKind.HEARTBEAT: QT_TRANSLATE_NOOP("Service", "Heartbeat"),
    ServiceKind.KVP: QT_TRANSLATE_NOOP("Service", "Data exchange"),
    ServiceKind.SHUTDOWN: QT_TRANSLATE_NOOP("Service", "Guest shutdown"),
    ServiceKind.VSS: QT_TRANSLATE_NOOP("Service", "Backup (volume shadow copy)"),
    ServiceKind.GUEST_SERVICE: QT_TRANSLATE_NOOP("Service", "Guest services (file copy)"),
}

_SHORT: Final = {
    ServiceKind.TIME_SYNC: QT_TRANSLATE_NOOP("Service", "TS"),
    ServiceKind.HEARTBEAT: QT_TRANSLATE_NOOP("Service", "HB"),
    ServiceKind.KVP: QT_TRANSLATE_NOOP("Service", "DX"),
    ServiceKind.SHUTDOWN: QT_TRANSLATE_NOOP("Service", "SD"),
    ServiceKind.VSS: QT_TRANSLATE_NOOP("Service", "BK"),
    ServiceKind.GUEST_SERVICE: QT_TRANSLATE_NOOP("Service", "GS"),
}

_PURPOSES: Final = {
    ServiceKind.TIME_SYNC: QT_TRANSLATE_NOOP("Service", "Sets the guest's clock by the host's."),
    ServiceKind.HEARTBEAT: QT_TRANSLATE_NOOP("Service", "Tells the host that the guest is alive."),
    ServiceKind.KVP: QT_TRANSLATE_NOOP(
        "Service",
        "Tells the host the guest's name and addresses.",
    ),
    ServiceKind.SHUTDOWN: QT_TRANSLATE_NOOP(
        "Service", "Shuts the guest down or restarts it cleanly."
    ),
    ServiceKind.VSS: QT_TRANSLATE_NOOP("Service", "Brings the guest's data to rest for backups."),
    ServiceKind.GUEST_SERVICE: QT_TRANSLATE_NOOP(
        "Service", "Lets the host copy files into the guest."
    ),
}

_ON_STATUS: Final = {
    ServiceStatus.OK: QT_TRANSLATE_NOOP("Service", "On, running"),
    ServiceStatus.DEGRADED: QT_TRANSLATE_NOOP("Service", "On, older protocol: works"),
    ServiceStatus.ERROR: QT_TRANSLATE_NOOP("Service", "On, but the guest reports an error"),
    ServiceStatus.NON_RECOVERABLE: QT_TRANSLATE_NOOP(
        "Service", "On, but guest and host share no protocol version"
    ),
    ServiceStatus.NO_CONTACT: QT_TRANSLATE_NOOP(
        "Service", "On, but the guest does not answer: missing or stopped there"
    ),
    ServiceStatus.LOST_COMMUNICATION: QT_TRANSLATE_NOOP(
        "Service", "On, but the guest stopped answering"
    ),
    ServiceStatus.PAUSED: QT_TRANSLATE_NOOP("Service", "On, paused with the virtual machine"),
    ServiceStatus.NOT_RUNNING: QT_TRANSLATE_NOOP(
        "Service", "On, the virtual machine is not running"
    ),
    ServiceStatus.UNKNOWN: QT_TRANSLATE_NOOP("Service", "On, state not reported"),
}

_OFF: Final = QT_TRANSLATE_NOOP("Service", "Off")
_NOT_AVAILABLE: Final = QT_TRANSLATE_NOOP("Service", "Not available")
_APPLICATIONS_CRITICAL: Final = QT_TRANSLATE_NOOP(
    "Service", "On, but an application in the guest is in a critical state"
)

_NO_CONTACT_ADVICE: Final = {
    ServiceKind.TIME_SYNC: QT_TRANSLATE_NOOP(
        "Service",
        "Windows: start the service “Hyper-V Time Synchronization Service” (vmictimesync). "
        "Linux: the kernel module hv_utils does this; let chrony use /dev/ptp_hyperv.",
    ),
    ServiceKind.HEARTBEAT: QT_TRANSLATE_NOOP(
        "Service",
        "Windows: start the service “Hyper-V Heartbeat Service” (vmicheartbeat). "
        "Linux: load the kernel module hv_utils. A guest that hangs or is still starting is "
        "silent too.",
    ),
    ServiceKind.KVP: QT_TRANSLATE_NOOP(
        "Service",
        "Windows: start the service “Hyper-V Data Exchange Service” (vmickvpexchange). "
        "Linux: install and start hv_kvp_daemon (package hyperv-daemons or linux-cloud-tools).",
    ),
    ServiceKind.SHUTDOWN: QT_TRANSLATE_NOOP(
        "Service",
        "Windows: start the service “Hyper-V Guest Shutdown Service” (vmicshutdown). "
        "Linux: load the kernel module hv_utils.",
    ),
    ServiceKind.VSS: QT_TRANSLATE_NOOP(
        "Service",
        "Windows: start the service “Hyper-V Volume Shadow Copy Requestor” (vmicvss). "
        "Linux: install and start hv_vss_daemon (package hyperv-daemons or linux-cloud-tools).",
    ),
    ServiceKind.GUEST_SERVICE: QT_TRANSLATE_NOOP(
        "Service",
        "Windows: start the service “Hyper-V Guest Service Interface” (vmicguestinterface). "
        "Linux: install and start hv_fcopy_daemon (package hyperv-daemons or linux-cloud-tools).",
    ),
}

_ADVICE: Final = {
    ServiceStatus.DEGRADED: QT_TRANSLATE_NOOP(
        "Service",
        "Nothing needs doing: guest and host agreed on an older version, and the service works.",
    ),
    ServiceStatus.ERROR: QT_TRANSLATE_NOOP(
        "Service", "Look into the guest's event log, or restart the service there."
    ),
    ServiceStatus.NON_RECOVERABLE: QT_TRANSLATE_NOOP(
        "Service", "Update the guest's integration services: Windows Update, or a newer kernel."
    ),
    ServiceStatus.LOST_COMMUNICATION: QT_TRANSLATE_NOOP(
        "Service", "It answered before. The guest may hang, be very busy or be restarting."
    ),
}

_OFF_ADVICE: Final = {
    ServiceKind.HEARTBEAT: QT_TRANSLATE_NOOP(
        "Service", "Without it nobody can tell from outside whether the guest is alive."
    ),
    ServiceKind.SHUTDOWN: QT_TRANSLATE_NOOP(
        "Service", "Without it the host can only turn the virtual machine off."
    ),
    ServiceKind.KVP: QT_TRANSLATE_NOOP(
        "Service", "Without it the guest's name, system and addresses stay unknown."
    ),
    ServiceKind.VSS: QT_TRANSLATE_NOOP(
        "Service", "Without it backups catch the guest as if its power had failed."
    ),
    ServiceKind.TIME_SYNC: QT_TRANSLATE_NOOP(
        "Service", "Right for domain controllers and other guests with a time source of their own."
    ),
    ServiceKind.GUEST_SERVICE: QT_TRANSLATE_NOOP(
        "Service", "Off by default; turn it on where files are to be copied into the guest."
    ),
}


def service_name(kind: ServiceKind) -> str:
    """Return the service's name."""
    return Service.marked(_NAMES[kind])


def service_short(kind: ServiceKind) -> str:
    """Return one or two letters for a narrow column."""
    return Service.marked(_SHORT[kind])


def service_purpose(kind: ServiceKind) -> str:
    """Return what the service does, in one line."""
    return Service.marked(_PURPOSES[kind])


def service_status(service: ServiceSnapshot, vm_state: VmState = VmState.UNKNOWN) -> str:
    """Return how the service does, switch first.

    Off VMs have no runtime component; a status that a host still reports is not believed then.
    """
    if service.enabled is None:
        return Service.marked(_NOT_AVAILABLE)
    if not service.enabled:
        return Service.marked(_OFF)
    if vm_state in (VmState.OFF, VmState.SAVED):
        return Service.marked(_ON_STATUS[ServiceStatus.NOT_RUNNING])
    if service.detail is ServiceDetail.APPLICATIONS_CRITICAL:
        return Service.marked(_APPLICATIONS_CRITICAL)
    return Service.marked(_ON_STATUS[_effective(service)])


def service_advice(service: ServiceSnapshot, vm_state: VmState = VmState.UNKNOWN) -> str:
    """Return what to do about the service's status; empty when there is nothing to do."""
    if service.enabled is None:
        return Service.tr("This virtual machine, or its host, does not have this service.")
    if not service.enabled:
        return Service.marked(_OFF_ADVICE[service.kind])
    if vm_state in (VmState.OFF, VmState.SAVED):
        return ""
    status = _effective(service)
    if status is ServiceStatus.NO_CONTACT:
        return Service.marked(_NO_CONTACT_ADVICE[service.kind])
    advice = _ADVICE.get(status)
    return Service.marked(advice) if advice else ""


def _effective(service: ServiceSnapshot) -> ServiceStatus:
    """Count a working service with a protocol mismatch as an older protocol (KB4014894)."""
    if service.status is ServiceStatus.OK and service.detail is ServiceDetail.PROTOCOL_MISMATCH:
        return ServiceStatus.DEGRADED
    return service.status
