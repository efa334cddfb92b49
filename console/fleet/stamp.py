"""Keeps readings that are out of date from covering newer rows: pure.

A background reading may begin before a change of a VM is confirmed by reading it back, and end
after. For that VM it is old news: its row stays as it is, and the next reading tells more.
"""

from console.model.identity import VmId
from console.model.vm import VmSnapshot


class Stamps:
    """Tells which readings are out of date for which VM.

    A counter grows with each confirmed change; a reading remembers where the counter stood when
    it began.
    """

    def __init__(self) -> None:
        self._count = 0
        self._confirmed: dict[VmId, int] = {}

    def begin(self) -> int:
        """Return the stamp of a reading that begins now."""
        return self._count

    def confirm(self, vm: VmId) -> None:
        """Note that a change of a VM is confirmed: readings that began before are old."""
        self._count += 1
        self._confirmed[vm] = self._count

    def overtaken(self, begun: int) -> frozenset[VmId]:
        """Return the VMs for which a reading with this stamp is out of date."""
        if begun == self._count:
            return frozenset()
        return frozenset(vm for vm, count in self._confirmed.items() if count > begun)


def shield(
    known: tuple[VmSnapshot, ...], fresh: tuple[VmSnapshot, ...], overtaken: frozenset[VmId]
) -> tuple[VmSnapshot, ...]:
    """Return the fresh rows, but those overtaken as they are known.

    That holds for their being there too: an overtaken VM that the reading does not list stays,
    and one that is not known does not appear.
    """
    if not overtaken:
        return fresh
    kept = {row.id: row for row in known if row.id in overtaken}
    rows = [
        kept.pop(row.id) if row.id in kept else row
        for row in fresh
        if row.id in kept or row.id not in overtaken
    ]
    return (*rows, *kept.values())
