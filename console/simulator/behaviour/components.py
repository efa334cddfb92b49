"""What the runtime half of an integration service reports at a moment.

A service is a *setting* with the switch, and a runtime component that exists only while the VM is
not off (Hyper-V WMI v2 reference: "Msvm_HeartbeatComponent" and its siblings). The two need not
agree: a service that was switched off goes on reporting OK as long as the guest's half runs.
"""

from console.simulator.behaviour.guests import GuestProfile
from console.simulator.behaviour.integration_service import (
    HEARTBEAT,
    RDV,
    IntegrationService,
)
from console.simulator.behaviour.vm import SimulatedVm
from console.simulator.descriptions import ServiceFault

OK = 2
DEGRADED = 3
ERROR = 6
NON_RECOVERABLE = 7
NO_CONTACT = 12
LOST_COMMUNICATION = 13
PAUSED = 15
PROTOCOL_MISMATCH = 32775
APPLICATIONS_CRITICAL = 32782
TIMED_OUT = 32783
FAILED = 32784

_FAULTS: dict[ServiceFault, tuple[int, ...]] = {
    ServiceFault.NO_CONTACT: (NO_CONTACT,),
    ServiceFault.LOST_COMMUNICATION: (LOST_COMMUNICATION,),
    ServiceFault.PROTOCOL_MISMATCH: (OK, PROTOCOL_MISMATCH),
    ServiceFault.DEGRADED: (DEGRADED, PROTOCOL_MISMATCH),
    ServiceFault.ERROR: (ERROR,),
    ServiceFault.NON_RECOVERABLE: (NON_RECOVERABLE,),
    ServiceFault.TIMED_OUT: (LOST_COMMUNICATION, TIMED_OUT),
    ServiceFault.FAILED: (ERROR, FAILED),
    ServiceFault.APPLICATIONS_CRITICAL: (OK, APPLICATIONS_CRITICAL),
}
_WELL = (OK,)
_HEALTHY = (OK, OK)
_SILENT = (NO_CONTACT,)
_LOST = (LOST_COMMUNICATION,)
_STANDING = (PAUSED,)
_OLD = (OK, PROTOCOL_MISMATCH)


def status_of(vm: SimulatedVm, service: IntegrationService, now: float) -> tuple[int, ...]:
    """Return ``OperationalStatus`` of a runtime component; the VM is up."""
    guest = vm.guest
    if vm.is_paused and service is HEARTBEAT:
        return _STANDING
    is_silent = not guest.answers or (service.needs_daemons and not guest.has_daemons)
    if is_silent or vm.guest_age(now) < guest.contact_s * vm.pace:
        return _SILENT
    if vm.hang.moment is not None and vm.hang.has_begun(now):
        return _LOST
    fault = vm.faults.get(service.word) if vm.faults else None
    if fault is not None:
        return _FAULTS[fault]
    if vm.guest_stops is not None and vm.is_guest_stopping(now):
        return _LOST
    return _status_when_well(guest, service)


def _status_when_well(guest: GuestProfile, service: IntegrationService) -> tuple[int, ...]:
    if service is HEARTBEAT:
        return _HEALTHY if guest.is_windows else _WELL
    return _OLD if guest.is_old and service is not RDV else _WELL


def can_talk(vm: SimulatedVm, service: IntegrationService, now: float) -> bool:
    """Tell whether the guest's half can be reached, and the host is allowed to."""
    return (
        vm.has_components
        and vm.settings.is_on(service)
        and status_of(vm, service, now)[0] in (OK, DEGRADED)
    )
