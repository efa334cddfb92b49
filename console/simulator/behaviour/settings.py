"""The settings of a VM, of a checkpoint, or of a template: three things of one shape."""

import enum
from collections.abc import Mapping
from types import MappingProxyType

from console.simulator.behaviour.integration_service import (
    BY_WORD,
    DEFAULT_SWITCHES,
    IntegrationService,
)
from console.simulator.descriptions import VmDescription
from console.wsman.cim import CimValue

_NOTHING: Mapping[str, CimValue] = MappingProxyType({})


class RecordKind(enum.Enum):
    """What a record describes; the value is the end of ``VirtualSystemType``."""

    CURRENT = "System:Realized"
    CHECKPOINT = "Snapshot:Realized"
    TEMPLATE = "Definition"


class SettingsRecord:
    r"""What ``Msvm_VirtualSystemSettingData`` and the settings below it show.

    Attributes:
        kind: Whose settings.
        id: GUID in upper case; ``Definition`` for the template.
        root: ``Microsoft:`` and the id; identifiers of all settings below begin with it.
        suffix: How those identifiers end: ``\\Default`` for the template.
        vm_id: GUID of the VM, also on its checkpoints; empty on templates.
        name: ``ElementName``.
        notes: ``Notes``, one text.
        switches: Bits of the services that are on.
        created: Moment of creation.
        parent: The checkpoint that this one hangs under.
        description: Everything that never changes.
        external: Items that the host gives the guest.
        host_only: Items that the guest never sees.
        transport: ``EnhancedSessionTransportType``: 0 VMBus, 1 Hyper-V socket.
        told: Further properties that a method has changed, by name.
    """

    __slots__ = (
        "created",
        "description",
        "external",
        "host_only",
        "id",
        "kind",
        "name",
        "notes",
        "parent",
        "root",
        "suffix",
        "switches",
        "told",
        "transport",
        "vm_id",
    )

    def __init__(
        self,
        kind: RecordKind,
        record_id: str,
        vm_id: str,
        description: VmDescription,
        created: float,
    ) -> None:
        self.kind = kind
        self.id = record_id
        self.root = f"Microsoft:{record_id}"
        self.suffix = "\\Default" if kind is RecordKind.TEMPLATE else ""
        self.vm_id = vm_id
        self.description = description
        self.name = description.name
        self.notes = description.notes
        self.switches = switched(DEFAULT_SWITCHES, description.services)
        self.created = created
        self.parent: SettingsRecord | None = None
        self.external: dict[str, str] | None = None
        self.host_only: dict[str, str] | None = None
        self.transport = int(description.hvsocket)
        self.told: Mapping[str, CimValue] = _NOTHING

    def is_on(self, service: IntegrationService) -> bool:
        """Tell whether a service is switched on."""
        return bool(self.switches & service.bit)

    def tell(self, changes: Mapping[str, CimValue]) -> None:
        """Change further properties."""
        if changes:
            self.told = {**self.told, **changes}

    def switch(self, service: IntegrationService, *, on: bool) -> None:
        """Switch a service."""
        self.switches = self.switches | service.bit if on else self.switches & ~service.bit


def switched(switches: int, changes: tuple[tuple[str, bool], ...]) -> int:
    """Return switches with some of them set, by the services' words."""
    for word, on in changes:
        bit = BY_WORD[word].bit
        switches = switches | bit if on else switches & ~bit
    return switches
