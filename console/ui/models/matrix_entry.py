"""A row of the service matrix with what sort and filter ask of it, worked out once."""

from console.model.integration import GuestFamily, guest_family
from console.model.tag import tags_in, union
from console.model.vm import VmSnapshot
from console.search.fact import searched_text
from console.ui import texts
from console.ui.models.entry import Entry
from console.ui.models.matrix_cell import CellStates, rank_of, told_states
from console.ui.models.rows import HostFace, VmRow


class MatrixEntry(Entry[VmRow]):
    """A row's place. What is asked of a VM changes nothing here but the row.

    Attributes:
        states: Its cells by what the host said.
        rank: How bad they are.
        family: The guest's system.
        given: The tags that users gave.
        tags: Those, and the ones in the VM's notes.
        is_accepted: Whether the filter lets the row through.
    """

    __slots__ = ("_noted", "family", "given", "is_accepted", "rank", "states", "tags")

    def __init__(self, row: VmRow, serial: int, given: tuple[str, ...] = ()) -> None:
        super().__init__(row, serial)
        self.given = given
        self.is_accepted = False
        self._noted = tags_in(row.vm.notes)
        self.tags: tuple[str, ...] = union(given, self._noted, row.host.tags)
        self.family: GuestFamily = guest_family(row.vm.guest)
        self.states: CellStates = told_states(row.vm)
        self.rank = rank_of(self.states)

    def take(self, row: VmRow) -> None:
        """Take another row of the same VM."""
        old, new = self.row.vm, row.vm
        other_host = self.row.host is not row.host
        self.row = row
        if old is not new or other_host:
            self.haystack = None
        if other_host:
            self.tags = union(self.given, self._noted, row.host.tags)
        if old is new:
            return
        if old.notes != new.notes:
            self._noted = tags_in(new.notes)
            self.tags = union(self.given, self._noted, self.row.host.tags)
        if old.guest != new.guest:
            self.family = guest_family(new.guest)
        if old.services != new.services or old.state is not new.state:
            self.states = told_states(new)
            self.rank = rank_of(self.states)

    def give(self, tags: tuple[str, ...]) -> None:
        """Take the tags that users gave."""
        if tags != self.given:
            self.given = tags
            self.tags = union(tags, self._noted, self.row.host.tags)
            self.haystack = None

    @property
    def vm(self) -> VmSnapshot:
        """The VM as last read."""
        return self.row.vm

    @property
    def host(self) -> HostFace:
        """Who shows it."""
        return self.row.host

    def searched(self) -> str:
        """Return the text that words are looked for in: everything known, and its state."""
        if self.haystack is None:
            vm = self.row.vm
            self.haystack = searched_text(self, texts.vm_state(vm.state, vm.transition))
        return self.haystack
