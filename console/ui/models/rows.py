"""One row of the table: a VM, where it lives, and what is being changed about it."""

from dataclasses import dataclass

from console.model.host import HostSnapshot, LinkState
from console.model.identity import HostId, VmKey
from console.model.power import PowerAction
from console.model.service import ServiceKind, ServiceSnapshot
from console.model.vm import VmSnapshot
from console.search.subject import marks_of
from console.ui.models.natural import natural_key


@dataclass(frozen=True, slots=True)
class Pending:
    """What has been asked of a VM and is not decided yet.

    Attributes:
        services: Services being switched, each with the value it is to get.
        power: The power change under way.
    """

    services: frozenset[tuple[ServiceKind, bool]] = frozenset()
    power: PowerAction | None = None

    def target(self, kind: ServiceKind) -> bool | None:
        """Return the value that a service is to get; ``None`` when nothing is asked of it."""
        for pending_kind, on in self.services:
            if pending_kind is kind:
                return on
        return None


NOTHING_PENDING = Pending()


@dataclass(frozen=True, slots=True)
class HostFace:
    """What the rows of one host share; made once a host, so that rows compare fast.

    Attributes:
        id: The host.
        label: What the user calls it.
        label_key: Sorts as people expect.
        folder: Its folder.
        link: How the connection to it stands.
        stale_since: ``time.monotonic()`` of the last reading while the host is away; ``None``
            while it is there, so that a mere new reading leaves rows equal.
        address: Its name or address.
        marks: Words about it that queries know (``is:fav``).
        tags: The user's tags of the host; they count for its VMs.
        notes: What the user noted about it.
    """

    id: HostId
    label: str
    label_key: str
    folder: str
    link: LinkState
    stale_since: float | None
    address: str = ""
    marks: frozenset[str] = frozenset()
    tags: tuple[str, ...] = ()
    notes: str = ""


def face_of(host: HostSnapshot, previous: HostFace | None = None) -> HostFace:
    """Return what rows show of a host: the previous object when nothing has changed."""
    face = HostFace(
        host.id,
        host.label,
        natural_key(host.label),
        host.folder,
        host.link,
        None if host.is_current else host.read_at,
        host.address,
        marks_of(host),
        host.marks.tags,
        host.marks.notes,
    )
    return previous if previous is not None and previous == face else face


@dataclass(frozen=True, slots=True)
class VmRow:
    """Everything a line of the table shows. Equal rows are kept as the same object.

    Attributes:
        key: The VM as one host shows it.
        name_key: Sorts as people expect.
        host: What is shown of its host.
        vm: The VM itself.
        pending: What is being changed about it.
        rivals: Labels of other hosts that show the same VM.
    """

    key: VmKey
    name_key: str
    host: HostFace
    vm: VmSnapshot
    pending: Pending = NOTHING_PENDING
    rivals: tuple[str, ...] = ()

    @property
    def is_current(self) -> bool:
        """Whether the row can be believed now."""
        return self.host.link is LinkState.ONLINE

    @property
    def is_read_only(self) -> bool:
        """Whether nothing on its host may be changed from here."""
        return "read_only" in self.host.marks

    @property
    def is_busy(self) -> bool:
        """Whether anything is being changed."""
        return self.pending is not NOTHING_PENDING and self.pending != NOTHING_PENDING

    def service(self, kind: ServiceKind) -> ServiceSnapshot | None:
        """Return one service, or ``None`` while the services have not been read."""
        return self.vm.service(kind)


def make_row(
    host: HostFace,
    vm: VmSnapshot,
    pending: Pending = NOTHING_PENDING,
    known: VmRow | None = None,
    *,
    rivals: tuple[str, ...] | None = None,
) -> VmRow:
    """Return the row of a VM: ``known``, its last row, when nothing about it has changed.

    Without ``rivals`` those of the last row stay.
    """
    if rivals is None:
        rivals = known.rivals if known is not None else ()
    if known is None:
        return VmRow(VmKey(host.id, vm.id), natural_key(vm.name), host, vm, pending, rivals)
    is_same = known.host is host and known.pending == pending and known.rivals == rivals
    if is_same and (known.vm is vm or known.vm == vm):
        return known
    name_key = known.name_key if known.vm.name == vm.name else natural_key(vm.name)
    return VmRow(known.key, name_key, host, vm, pending, rivals)
