"""What a guest tells about itself through its integration services, and what the host tells it."""

import enum
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GuestFacts:
    """A guest's own facts; empty where the guest or the host did not tell.

    ``os_name``, ``computer_name`` and ``addresses`` come from inside the guest: they are data to
    show, never to trust.
    """

    os_name: str = ""
    os_version: str = ""
    computer_name: str = ""
    integration_version: str = ""
    addresses: tuple[str, ...] = ()
    items: tuple[tuple[str, str], ...] = ()
    """What software in the guest tells besides, name and data; cut, and never all of a flood."""


NO_GUEST = GuestFacts()


class ItemSource(enum.Enum):
    """Who wrote an item of the data exchange, and for whom (its ``Source``)."""

    HOST = "host"
    """The host, for the guest to read."""
    GUEST = "guest"
    """Software in the guest."""
    INTRINSIC = "intrinsic"
    """The guest's integration components: facts about the guest."""
    HOST_ONLY = "host_only"
    """The host, for itself; the guest never sees it."""

    @property
    def is_ours(self) -> bool:
        """Whether the host's side may add, change and remove such items."""
        return self in (ItemSource.HOST, ItemSource.HOST_ONLY)


@dataclass(frozen=True, slots=True)
class GuestItem:
    """One item of the data exchange.

    A guest's name and data are cleaned of controls, cut, and still never to be trusted. The host's
    are exact, so that a change hits the same item: show them as plain text, made safe.
    """

    name: str
    data: str
    source: ItemSource


@dataclass(frozen=True, slots=True)
class GuestData:
    """Everything that host and guest tell each other about one VM.

    Attributes:
        items: In the order of the source, then as the host listed them.
        damaged: How many items could not be read.
        has_contact: Whether the guest's half is there to tell anything; ``False`` while the VM is
            off, the service is off, or nothing in the guest answers.
    """

    items: tuple[GuestItem, ...] = ()
    damaged: int = 0
    has_contact: bool = False

    def of(self, source: ItemSource) -> tuple[GuestItem, ...]:
        """Return the items of one source."""
        return tuple(item for item in self.items if item.source is source)

    def value(self, name: str) -> str:
        """Return an intrinsic fact by its name, empty when the guest does not tell it."""
        for item in self.items:
            if item.source is ItemSource.INTRINSIC and item.name == name:
                return item.data
        return ""
