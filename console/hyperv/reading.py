"""What one part of a reading brought: frozen values, put together by ``assemble``.

A reading starts with the states of all VMs (``state.read_states``); every other part is
independent of the rest and may fail or be left out without harming it.
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from console.hyperv.capability import UNPROBED, Capabilities
from console.model.errors import ConsoleError
from console.model.guest import GuestFacts
from console.model.host import HostFacts
from console.model.identity import VmId
from console.model.service import ServiceDetail, ServiceKind, ServiceStatus
from console.model.vm import (
    EnhancedSession,
    Health,
    Heartbeat,
    IntegrationState,
    VmActivity,
    VmSnapshot,
    VmState,
)


class PartKind(enum.Enum):
    """A part of an inventory that can be read by itself."""

    CHECKPOINTS = "checkpoints"
    COMPONENTS = "components"
    """What the guests answer on the integration services."""
    SWITCHES = "switches"
    """Which integration services are on."""
    ADDRESSES = "addresses"
    GUESTS = "guests"
    """What the guests tell of themselves; includes their addresses."""
    FACTS = "facts"
    """The host itself."""


SERVICE_PARTS = frozenset({PartKind.COMPONENTS, PartKind.SWITCHES})


@dataclass(frozen=True, slots=True)
class StateRow:
    """One VM as the refresh tier sees it; units as in ``VmSnapshot``.

    ``version``, ``generation``, ``notes`` and ``integration`` are ``None`` when they were not asked
    or not told.
    """

    id: VmId
    name: str
    state: VmState
    transition: str = ""
    health: Health = Health.UNKNOWN
    activity: VmActivity = VmActivity.NONE
    uptime_s: int | None = None
    cpu_percent: int | None = None
    processors: int | None = None
    memory_mb: int | None = None
    memory_available_percent: int | None = None
    heartbeat: Heartbeat = Heartbeat.UNKNOWN
    """As the summary tells it, before the service's switch is known."""
    enhanced_session: EnhancedSession = EnhancedSession.UNKNOWN
    os_name: str = ""
    version: str | None = None
    generation: int | None = None
    notes: str | None = None
    integration: IntegrationState | None = None


@dataclass(frozen=True, slots=True)
class StatesReading:
    """The states of all VMs of a host.

    Attributes:
        rows: One for each VM.
        capabilities: What is known of the host now.
        is_cold: Whether version, generation and notes were asked for.
    """

    rows: tuple[StateRow, ...]
    capabilities: Capabilities = UNPROBED
    is_cold: bool = False


@dataclass(frozen=True, slots=True)
class SettingsRow:
    """What a VM's own settings add where the summary did not tell it."""

    generation: int | None = None
    version: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class CheckpointReading:
    """How many checkpoints each VM has.

    Attributes:
        counts: A VM that is missing has none.
        names: What they are called, in the order of the host.
        own_ids: The identifiers of the checkpoints themselves: rows by these names are no VMs.
        settings: Filled only when the summary left gaps.
    """

    counts: Mapping[VmId, int]
    names: Mapping[VmId, tuple[str, ...]] = field(default_factory=dict[VmId, tuple[str, ...]])
    own_ids: frozenset[VmId] = frozenset()
    settings: Mapping[VmId, SettingsRow] = field(default_factory=dict[VmId, SettingsRow])
    capabilities: Capabilities = UNPROBED


@dataclass(frozen=True, slots=True)
class ComponentReading:
    """What the runtime components report, by VM and service; a missing entry has no component."""

    statuses: Mapping[tuple[VmId, ServiceKind], tuple[ServiceStatus, ServiceDetail]]
    capabilities: Capabilities = UNPROBED


@dataclass(frozen=True, slots=True)
class SwitchReading:
    """The switches, by VM and service; a missing entry: this VM does not have the service."""

    enabled: Mapping[tuple[VmId, ServiceKind], bool | None]
    capabilities: Capabilities = UNPROBED


@dataclass(frozen=True, slots=True)
class AddressReading:
    """The guests' addresses as their network adapters' configuration tells them."""

    addresses: Mapping[VmId, tuple[str, ...]]
    capabilities: Capabilities = UNPROBED


@dataclass(frozen=True, slots=True)
class GuestReading:
    """What the guests tell of themselves.

    Attributes:
        guests: A missing VM has no component that could tell.
        damaged: How many items of a guest could not be read; those are left out.
    """

    guests: Mapping[VmId, GuestFacts]
    damaged: Mapping[VmId, int] = field(default_factory=dict[VmId, int])
    capabilities: Capabilities = UNPROBED


@dataclass(frozen=True, slots=True)
class FactsReading:
    """The host itself."""

    facts: HostFacts
    capabilities: Capabilities = UNPROBED


PartReading = (
    CheckpointReading
    | ComponentReading
    | SwitchReading
    | AddressReading
    | GuestReading
    | FactsReading
)


def kind_of(reading: PartReading) -> PartKind:
    """Return which part of an inventory a reading is."""
    match reading:
        case CheckpointReading():
            return PartKind.CHECKPOINTS
        case ComponentReading():
            return PartKind.COMPONENTS
        case SwitchReading():
            return PartKind.SWITCHES
        case AddressReading():
            return PartKind.ADDRESSES
        case GuestReading():
            return PartKind.GUESTS
        case FactsReading():
            return PartKind.FACTS


@dataclass(frozen=True, slots=True)
class HostReading:
    """A whole inventory.

    Attributes:
        facts: ``None`` when they could not be read.
        vms: All VMs of the host.
        parts: What was read; nothing is left out silently.
        failed: Why a part could not be read.
        capabilities: What is known of the host now; pass it into the next reading.
    """

    facts: HostFacts | None
    vms: tuple[VmSnapshot, ...]
    parts: frozenset[PartKind] = frozenset()
    failed: Mapping[PartKind, ConsoleError] = field(default_factory=dict[PartKind, ConsoleError])
    capabilities: Capabilities = UNPROBED
