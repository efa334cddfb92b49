"""Which VMs the service matrix shows: a pure test of one row."""

import enum
from dataclasses import dataclass
from typing import Final

from console.model.integration import GuestFamily, guest_family
from console.model.service import ServiceKind
from console.ui.models.matrix_cell import CellState, CellStates
from console.ui.models.rows import VmRow


class MatrixShow(enum.Enum):
    """What a VM must have to be shown."""

    ALL = "all"
    NOT_ANSWERING = "not_answering"
    OFF = "off"
    OLDER = "older"


@dataclass(frozen=True, slots=True)
class MatrixFilter:
    """What is wanted.

    Attributes:
        text: Words that all occur in name, host, system, addresses or tags; case does not count.
        show: What at least one service must be like.
        kind: Of which service; ``None`` for any.
        family: The guest's system; ``None`` for any.
        tag: A tag that it must have; empty for any.
    """

    text: str = ""
    show: MatrixShow = MatrixShow.ALL
    kind: ServiceKind | None = None
    family: GuestFamily | None = None
    tag: str = ""

    def accepts(self, row: VmRow, states: CellStates, tags: tuple[str, ...] = ()) -> bool:
        """Whether a VM with these cells and tags is shown."""
        if self.family is not None and guest_family(row.vm.guest) is not self.family:
            return False
        if self.tag and self.tag not in tags:
            return False
        if not self._has_wanted(states):
            return False
        words = self.text.casefold().split()
        return not words or all(word in _searched(row, tags) for word in words)

    def _has_wanted(self, states: CellStates) -> bool:
        if self.show is MatrixShow.ALL:
            return True
        cells = states if self.kind is None else (states[_KINDS.index(self.kind)],)
        return any(_is_wanted(state, self.show) for state in cells)


EVERYTHING: Final = MatrixFilter()
_KINDS: Final = tuple(ServiceKind)


def _is_wanted(state: CellState, show: MatrixShow) -> bool:
    if show is MatrixShow.NOT_ANSWERING:
        return state.is_not_answering
    return state is (CellState.OFF if show is MatrixShow.OFF else CellState.OLDER)


def _searched(row: VmRow, tags: tuple[str, ...]) -> str:
    guest = row.vm.guest
    parts = (row.vm.name, row.host.label, guest.os_name, guest.computer_name, *guest.addresses)
    return "\n".join((*parts, *tags)).casefold()
