"""What a query is asked of: a VM, the host that shows it, its tags."""

from dataclasses import dataclass
from typing import Protocol

from console.model.host import HostSnapshot, LinkState
from console.model.identity import HostId
from console.model.vm import VmSnapshot


class HostSide(Protocol):
    """What queries ask of a host."""

    @property
    def id(self) -> HostId:
        """Our id of it."""
        ...

    @property
    def label(self) -> str:
        """What the user calls it."""
        ...

    @property
    def address(self) -> str:
        """Name or address."""
        ...

    @property
    def folder(self) -> str:
        """Path of its folder."""
        ...

    @property
    def link(self) -> LinkState:
        """How the connection stands."""
        ...

    @property
    def stale_since(self) -> float | None:
        """``time.monotonic()`` of the last reading while it is away, ``None`` while it is not."""
        ...

    @property
    def marks(self) -> frozenset[str]:
        """Words of ours about it that ``is:`` knows: ``fav``, ``read_only``."""
        ...

    @property
    def tags(self) -> tuple[str, ...]:
        """Tags that the user gave it; they count for all of its VMs."""
        ...

    @property
    def notes(self) -> str:
        """What the user noted about it."""
        ...


NO_MARKS: frozenset[str] = frozenset()


def marks_of(host: HostSnapshot) -> frozenset[str]:
    """Return the words about a host that ``is:`` knows."""
    words = (("read_only", host.is_read_only), ("fav", host.marks.is_favourite))
    return frozenset(word for word, is_so in words if is_so)


@dataclass(frozen=True, slots=True)
class KnownHost:
    """A host as the index keeps it; equal while nothing that can be asked has changed."""

    id: HostId
    label: str
    address: str = ""
    folder: str = ""
    link: LinkState = LinkState.OFFLINE
    stale_since: float | None = None
    marks: frozenset[str] = NO_MARKS
    tags: tuple[str, ...] = ()
    notes: str = ""
    name: str = ""


def known_host(host: HostSnapshot) -> KnownHost:
    """Return what can be asked of a host."""
    return KnownHost(
        host.id,
        host.label,
        host.address,
        host.folder,
        host.link,
        None if host.is_current else host.read_at,
        marks_of(host),
        host.marks.tags,
        host.marks.notes,
        host.facts.name if host.facts is not None else "",
    )


class Subject(Protocol):
    """One VM that queries are asked of."""

    @property
    def vm(self) -> VmSnapshot:
        """The VM as last read."""
        ...

    @property
    def host(self) -> HostSide:
        """Who shows it."""
        ...

    @property
    def tags(self) -> tuple[str, ...]:
        """Its tags: given ones, those in its notes, and its host's."""
        ...

    def searched(self) -> str:
        """Return the text that free words are looked for in, folded."""
        ...
