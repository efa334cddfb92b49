"""The integration services: their classes, and what their runtime half reports at a moment.

A service is a *setting* with the switch, and a runtime component that exists only while the VM is
not off (Hyper-V WMI v2 reference: "Msvm_HeartbeatComponent" and its siblings). The two need not
agree: a service that was switched off goes on reporting OK as long as the guest's half runs.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.simulator.behaviour.guests import GuestProfile
from console.simulator.descriptions import SERVICE_WORDS, ServiceFault

if TYPE_CHECKING:
    from console.simulator.behaviour.vm import SimulatedVm


@dataclass(frozen=True, slots=True)
class IntegrationService:
    """One of the seven.

    Attributes:
        word: In fleet files and texts.
        bit: Its bit in a record's switches.
        setting_class: The class of the switch.
        runtime_class: The class of the component.
        guid: The same on every host; part of both identifiers.
        is_default_on: Whether a new VM has it switched on.
        needs_daemons: Whether a Linux guest answers only with its optional daemons.
    """

    word: str
    bit: int
    setting_class: str
    runtime_class: str
    guid: str
    is_default_on: bool = True
    needs_daemons: bool = False


def _service(
    word: str, name: str, guid: str, *, on: bool = True, daemons: bool = False
) -> IntegrationService:
    return IntegrationService(
        word,
        1 << SERVICE_WORDS.index(word),
        f"Msvm_{name}ComponentSettingData",
        f"Msvm_{name}Component",
        guid,
        on,
        daemons,
    )


GUEST_SERVICE = _service(
    "guest_service",
    "GuestServiceInterface",
    "6C09BB55-D683-4DA0-8931-C9BF705F6480",
    on=False,
    daemons=True,
)
HEARTBEAT = _service("heartbeat", "Heartbeat", "84EAAE65-2F2E-45F5-9BB5-0E857DC8EB47")
KVP = _service("kvp", "KvpExchange", "2A34B1C2-FD73-4043-8A5B-DD2159BC743F", daemons=True)
SHUTDOWN = _service("shutdown", "Shutdown", "9F8233AC-BE49-4C79-8EE3-E7E1985B2077")
TIME_SYNC = _service("time_sync", "TimeSync", "2497F4DE-E9FA-4204-80E4-4B75C46419C0")
VSS = _service("vss", "Vss", "5CED1297-4598-4915-A5FC-AD21BB4D02A4", daemons=True)
RDV = _service("rdv", "Rdv", "6C5ADDB9-A11A-4E8E-84CB-E6208201DB63")

SERVICES = (GUEST_SERVICE, HEARTBEAT, KVP, SHUTDOWN, TIME_SYNC, VSS, RDV)
BY_WORD = {service.word: service for service in SERVICES}
BY_SETTING_CLASS = {service.setting_class.lower(): service for service in SERVICES}

DEFAULT_SWITCHES = sum(service.bit for service in SERVICES if service.is_default_on)

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


def status_of(vm: "SimulatedVm", service: IntegrationService, now: float) -> tuple[int, ...]:
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


def can_talk(vm: "SimulatedVm", service: IntegrationService, now: float) -> bool:
    """Tell whether the guest's half can be reached, and the host is allowed to."""
    return (
        vm.has_components
        and vm.settings.is_on(service)
        and status_of(vm, service, now)[0] in (OK, DEGRADED)
    )
