"""A row of the table with what the filter asks of it."""

from console.model.tag import tags_in, union
from console.model.vm import VmSnapshot
from console.search.fact import searched_text
from console.ui import texts
from console.ui.models.entry import Entry
from console.ui.models.rows import HostFace, VmRow


class VmEntry(Entry[VmRow]):
    """A row's place; a subject of queries.

    Attributes:
        given: The tags that users gave.
        is_accepted: Whether the filter let the row through when it was last asked.
    """

    __slots__ = ("given", "is_accepted")

    def __init__(self, row: VmRow, serial: int = 0, given: tuple[str, ...] = ()) -> None:
        super().__init__(row, serial)
        self.given = given
        self.is_accepted = True

    @property
    def vm(self) -> VmSnapshot:
        """The VM as last read."""
        return self.row.vm

    @property
    def host(self) -> HostFace:
        """Who shows it."""
        return self.row.host

    @property
    def tags(self) -> tuple[str, ...]:
        """Its tags: given ones, those in its notes, and its host's."""
        return union(self.given, tags_in(self.row.vm.notes), self.row.host.tags)

    def searched(self) -> str:
        """Return the text that words are looked for in: everything known, and its state."""
        if self.haystack is None:
            vm = self.row.vm
            self.haystack = searched_text(self, texts.vm_state(vm.state, vm.transition))
        return self.haystack
