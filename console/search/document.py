"""A VM in the index."""

from console.model.identity import VmKey
from console.model.tag import tags_in, union
from console.model.vm import VmSnapshot
from console.search.fact import searched_text
from console.search.subject import HostSide


class Document:
    """A VM in the index; what is searched is worked out when it is first asked for.

    Attributes:
        key: The VM.
        vm: As last read.
        host: Who shows it.
        given: The tags that users gave it.
    """

    __slots__ = ("_tags", "_text", "given", "host", "key", "vm")

    def __init__(
        self, key: VmKey, vm: VmSnapshot, host: HostSide, given: tuple[str, ...] = ()
    ) -> None:
        self.key = key
        self.vm = vm
        self.host = host
        self.given = given
        self._tags: tuple[str, ...] | None = None
        self._text: str | None = None

    @property
    def tags(self) -> tuple[str, ...]:
        """Its tags: given ones, those in its notes, and its host's."""
        if self._tags is None:
            self._tags = union(self.given, tags_in(self.vm.notes), self.host.tags)
        return self._tags

    def searched(self) -> str:
        """Return the text that free words are looked for in, folded."""
        if self._text is None:
            self._text = searched_text(self)
        return self._text
