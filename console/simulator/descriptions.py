"""What a simulated fleet consists of, as values: written by hand, read from a file, or made up.

A description says how things are when the fleet starts and what shall go wrong; the objects in
``behaviour`` live from there on. Words are lower case, as they stand in fleet files.
"""

import enum
import uuid
from dataclasses import dataclass, field

SERVICE_WORDS = ("guest_service", "heartbeat", "kvp", "shutdown", "time_sync", "vss", "rdv")
"""The integration services, in the order of the schema's documentation."""

_SPACE = uuid.UUID("5b4c1f0e-3d2a-4f6b-9c8d-7e6f5a4b3c2d")


class StartState(enum.Enum):
    """What a VM is doing when the fleet starts."""

    RUNNING = "running"
    OFF = "off"
    SAVED = "saved"
    PAUSED = "paused"


class ServiceFault(enum.Enum):
    """What an integration service reports while the guest runs (``OperationalStatus``)."""

    NO_CONTACT = "no_contact"
    LOST_COMMUNICATION = "lost_communication"
    PROTOCOL_MISMATCH = "protocol_mismatch"
    DEGRADED = "degraded"
    ERROR = "error"
    NON_RECOVERABLE = "non_recoverable"
    TIMED_OUT = "timed_out"
    FAILED = "failed"
    APPLICATIONS_CRITICAL = "applications_critical"


class JobFault(enum.Enum):
    """How a job of a VM goes wrong."""

    NOT_ENOUGH_MEMORY = "not_enough_memory"
    FILE_NOT_FOUND = "file_not_found"
    ACCESS_DENIED = "access_denied"
    FAILS = "fails"
    HANGS = "hangs"
    """It runs until somebody cancels it."""
    REFUSED = "refused"
    """The method itself says no; there is no job."""


JOB_WORDS = (
    "start",
    "save",
    "pause",
    "resume",
    "reset",
    "turn_off",
    "modify",
    "network",
    "copy",
)
"""The operations that a ``JobFault`` can be given for; restoring counts as starting.

``network`` gives the guest another network configuration; ``copy`` copies files into the guest, and
when that fails it does so half way.
"""


class ChangeStyle(enum.Enum):
    """How a change of settings answers: done at once (0), or by a job (4096)."""

    AT_ONCE = "at_once"
    JOB = "job"


class ShutdownStyle(enum.Enum):
    """What a guest does when it is asked to shut down."""

    CLEAN = "clean"
    IGNORED = "ignored"
    """It accepts, and runs on."""
    HANGS = "hangs"
    """It accepts, starts to stop, and never ends."""


class IntegrationState(enum.Enum):
    """How the guest's integration components compare with the host's.

    It is ``IntegrationServicesVersionState`` of the summary.
    """

    UNKNOWN = "unknown"
    UP_TO_DATE = "up_to_date"
    MISMATCH = "mismatch"


class ScreenStyle(enum.Enum):
    """What a running VM has on its screen."""

    GUEST = "guest"
    """What its guest shows: lines of text while it starts, then a desktop or a prompt."""
    BARS = "bars"
    """Eight bars of colour, always the same: a picture that a test knows."""


class EnhancedStyle(enum.Enum):
    """Whether a VM's guest can be reached by an enhanced session."""

    AUTO = "auto"
    """As follows from the guest and from how long it has been up."""
    AVAILABLE = "available"
    NOT_NOW = "not_now"


class Health(enum.Enum):
    """``HealthState`` and what goes with it."""

    OK = "ok"
    LOW_DISK = "low_disk"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True)
class CheckpointDescription:
    """A checkpoint.

    Attributes:
        name: As people see it; several may have the same.
        hours_ago: When it was made.
        parent: Name of an earlier checkpoint of the same VM; empty for a root.
        services: Switches that differed from the VM's when it was made.
    """

    name: str
    hours_ago: float = 24.0
    parent: str = ""
    services: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class VmDescription:
    """A VM.

    Attributes:
        name: Anything; two VMs may have the same.
        id: A GUID; empty to derive one from the host's name, the VM's name and its place.
        guest: A word of ``behaviour.guests.GUESTS``.
        generation: 1 or 2.
        state: When the fleet starts.
        uptime_h: How long it has been running by then.
        processors: Virtual ones.
        memory_mb: At start-up.
        dynamic_memory: Whether the host balances it.
        version: Of the configuration; empty for the build's own.
        notes: May hold line breaks.
        addresses: Of the guest, IPv4 and IPv6 mixed.
        computer_name: The guest's own; empty to derive it from the name.
        services: Switches that differ from the defaults.
        faults: What services report instead of being well.
        job_faults: What goes wrong, by a word of ``JOB_WORDS``.
        changes: How a change of its settings answers.
        shutdown: What the guest does when asked.
        is_locked: Whether its screen is locked, so that only ``Force`` shuts it down.
        health: Of the VM as the host sees it.
        checkpoints: Oldest first.
        kvp_delay_s: How much later than others of its kind the guest tells about itself.
        guest_items: What software in the guest tells the host, name and data; may be hostile.
        integration_version: What the guest calls the version of its integration components; empty
            for what its kind says.
        integration_state: How that compares with the host's; ``None`` for what its kind says.
        dhcp: Whether the guest asks a server for its addresses.
        files: In the guest when the fleet starts: path and size in bytes.
        screen: What is on its screen.
        enhanced: Whether its guest can be reached by an enhanced session.
        xrdp: Whether a Linux guest has xrdp set up for that.
        hvsocket: Whether the VM is set to the Hyper-V socket, which xrdp needs.
        console_users: Who may open its console, besides administrators.
        hangs_at_h: When the guest hangs, in hours since the fleet started: from then on nothing in
            it answers until it is reset, or turned off and started.
        hangs_again: Whether it hangs again ten minutes after each later start.
        switch: The virtual switch it is connected to; empty for none.
        vlans: What its adapter may use: none is untagged, one is access, more are a trunk.
        disks: Paths on the host of what lies in its drives; empty for one disk by its name.
    """

    name: str
    id: str = ""
    guest: str = "windows-server-2022"
    generation: int = 2
    state: StartState = StartState.RUNNING
    uptime_h: float = 72.0
    processors: int = 2
    memory_mb: int = 4096
    dynamic_memory: bool = False
    version: str = ""
    notes: str = ""
    addresses: tuple[str, ...] = ()
    computer_name: str = ""
    services: tuple[tuple[str, bool], ...] = ()
    faults: tuple[tuple[str, ServiceFault], ...] = ()
    job_faults: tuple[tuple[str, JobFault], ...] = ()
    changes: ChangeStyle = ChangeStyle.AT_ONCE
    shutdown: ShutdownStyle = ShutdownStyle.CLEAN
    is_locked: bool = False
    health: Health = Health.OK
    checkpoints: tuple[CheckpointDescription, ...] = ()
    kvp_delay_s: float = 0.0
    guest_items: tuple[tuple[str, str], ...] = ()
    integration_version: str = ""
    integration_state: IntegrationState | None = None
    dhcp: bool = True
    files: tuple[tuple[str, int], ...] = ()
    screen: ScreenStyle = ScreenStyle.GUEST
    enhanced: EnhancedStyle = EnhancedStyle.AUTO
    xrdp: bool = False
    hvsocket: bool = False
    console_users: tuple[str, ...] = ()
    hangs_at_h: float | None = None
    hangs_again: bool = False
    switch: str = "External"
    vlans: tuple[int, ...] = ()
    disks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HostDescription:
    """A host.

    Attributes:
        name: NetBIOS name.
        domain: DNS domain; empty for a workgroup.
        build: Of Windows: 9600 is 2012 R2, 14393 2016, 17763 2019, 20348 2022, 26100 2025.
        locale: The language of Windows: ``en-US``, ``de-DE`` or ``zh-CN``.
        has_hyperv: Whether the role is installed.
        enhanced_session: Whether the host allows enhanced sessions.
        model: Of the computer.
        processors: Logical ones.
        memory_mb: Physical.
        up_days: How long it has been up when the fleet starts.
        latency_ms: What the server adds to each answer.
        unreachable: Whether nobody listens at its address.
        pace: Factor on the length of everything that takes time.
        files: On its disks, path and size in bytes: what can be copied into guests.
        staging: A folder of this computer whose files the host has too, under their path here and
            under ``staging_path``; empty for none.
        staging_path: What the host calls that folder.
        vms: Its VMs.
    """

    name: str
    domain: str = "contoso.test"
    build: int = 20348
    locale: str = "en-US"
    has_hyperv: bool = True
    enhanced_session: bool = True
    model: str = "PowerEdge R650"
    processors: int = 32
    memory_mb: int = 262_144
    up_days: float = 41.0
    latency_ms: int = 0
    unreachable: bool = False
    pace: float = 1.0
    files: tuple[tuple[str, int], ...] = ()
    staging: str = ""
    staging_path: str = "C:\\Staging"
    vms: tuple[VmDescription, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class FleetDescription:
    """Some hosts."""

    hosts: tuple[HostDescription, ...]


def stable_guid(*parts: str) -> str:
    """Return the same GUID for the same words: upper case, no braces, as VM names are written."""
    return str(uuid.uuid5(_SPACE, "\x1f".join(parts))).upper()
