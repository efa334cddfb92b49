"""A host as last seen: its facts, its VMs, and how the connection stands."""

import enum
from dataclasses import dataclass
from typing import Final

from console.model.errors import ConsoleError
from console.model.identity import HostId, VmId
from console.model.vm import VmSnapshot


class LinkState(enum.Enum):
    """How the connection to a host stands. ``fleet.link`` holds the allowed transitions."""

    OFFLINE = "offline"
    """Not connected, and not trying."""
    CONNECTING = "connecting"
    ONLINE = "online"
    STALE = "stale"
    """It was online, now it does not answer; retried by itself."""
    UNREACHABLE = "unreachable"
    """It has not answered yet; retried by itself."""
    REFUSED = "refused"
    """The account was not accepted; never retried by itself."""
    FORBIDDEN = "forbidden"
    """The account may not do this; never retried by itself."""
    UNTRUSTED = "untrusted"
    """The certificate is not trusted; never retried by itself."""
    UNSUITABLE = "unsuitable"
    """No WS-Management there, or no Hyper-V; never retried by itself."""


@dataclass(frozen=True, slots=True)
class HostFacts:
    """What a host says of itself; empty or ``None`` where it did not tell."""

    name: str = ""
    domain: str = ""
    os_caption: str = ""
    """In the host's language; show it, never compare it."""
    os_version: str = ""
    build: int | None = None
    model: str = ""
    logical_processors: int | None = None
    memory_mb: int | None = None
    memory_free_mb: int | None = None
    enhanced_session_allowed: bool | None = None
    default_vm_folder: str = ""
    default_disk_folder: str = ""


class Colour(enum.StrEnum):
    """A colour that marks a host or a folder; equal to its word in the file."""

    NONE = ""
    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    GREEN = "green"
    TEAL = "teal"
    BLUE = "blue"
    PURPLE = "purple"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class HostMarks:
    """What the user has put on a host to find it again.

    Attributes:
        tags: Words, each once.
        colour: Shown beside the name, and told by its name.
        is_favourite: Whether it stands above the others.
        notes: Free text.
    """

    tags: tuple[str, ...] = ()
    colour: Colour = Colour.NONE
    is_favourite: bool = False
    notes: str = ""


UNMARKED: Final = HostMarks()


@dataclass(frozen=True, slots=True)
class HostSnapshot:
    """One host, its link and its VMs, at one moment.

    Attributes:
        id: Our id of the host.
        label: What the user calls it.
        address: Name or address, for people.
        folder: Path of the folder it is kept in, parts joined by ``/``; empty at the top.
        link: How the connection stands.
        error: Why the link is not online, or why the last reading failed.
        facts: ``None`` until they have been read.
        vms: In no particular order; the last known ones while the host is away.
        read_at: ``time.monotonic()`` of the last successful reading of states; ``None`` before.
        pace_s: Seconds between readings of states just now.
        is_slow: Whether the host answers so slowly that it is read less often.
        retry_at: ``time.monotonic()`` of the next try while it is away.
        is_read_only: Whether nothing on it may be changed from here.
        marks: What the user has put on it.
    """

    id: HostId
    label: str
    address: str = ""
    folder: str = ""
    link: LinkState = LinkState.OFFLINE
    error: ConsoleError | None = None
    facts: HostFacts | None = None
    vms: tuple[VmSnapshot, ...] = ()
    read_at: float | None = None
    pace_s: float | None = None
    is_slow: bool = False
    retry_at: float | None = None
    is_read_only: bool = False
    marks: HostMarks = UNMARKED

    @property
    def is_current(self) -> bool:
        """Whether the rows can be believed now."""
        return self.link is LinkState.ONLINE

    @property
    def may_change(self) -> bool:
        """Whether it can be asked to change something now."""
        return self.link is LinkState.ONLINE and not self.is_read_only

    def vm(self, vm_id: VmId) -> VmSnapshot | None:
        """Return one VM, or ``None`` when the host does not have it."""
        for vm in self.vms:
            if vm.id == vm_id:
                return vm
        return None
