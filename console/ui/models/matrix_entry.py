"""A row of the service matrix with what sort and filter ask of it, worked out once."""

from console.model.integration import GuestFamily, guest_family
from console.model.tag import tags_in, union
from console.ui import texts
from console.ui.models.entry import Entry
from console.ui.models.matrix_cell import CellStates, rank_of, told_states
from console.ui.models.row_text import haystack
from console.ui.models.rows import VmRow


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
        self.tags: tuple[str, ...] = union(given, self._noted)
        self.family: GuestFamily = guest_family(row.vm.guest)
        self.states: CellStates = told_states(row.vm)
        self.rank = rank_of(self.states)

    def take(self, row: VmRow) -> None:
        """Take another row of the same VM."""
        old, new = self.row.vm, row.vm
        if old is not new or self.row.host is not row.host:
            self.haystack = None
        self.row = row
        if old is new:
            return
        if old.notes != new.notes:
            self._noted = tags_in(new.notes)
            self.tags = union(self.given, self._noted)
        if old.guest != new.guest:
            self.family = guest_family(new.guest)
        if old.services != new.services or old.state is not new.state:
            self.states = told_states(new)
            self.rank = rank_of(self.states)

    def give(self, tags: tuple[str, ...]) -> None:
        """Take the tags that users gave."""
        if tags != self.given:
            self.given = tags
            self.tags = union(tags, self._noted)
            self.haystack = None

    def searched(self) -> str:
        """Return the text that the filter searches, case-folded."""
        if self.haystack is None:
            words = "\n".join(self.tags).casefold()
            vm = self.row.vm
            told = haystack(self.row, texts.vm_state(vm.state, vm.transition))
            self.haystack = f"{told}\n{words}"
        return self.haystack
