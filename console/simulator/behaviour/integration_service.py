"""The integration services: which there are, their classes and identifiers."""

from dataclasses import dataclass

from console.simulator.descriptions import SERVICE_WORDS


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
