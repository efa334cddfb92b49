"""Which VMs the service matrix shows: a pure test of one row."""

import enum
import time
from dataclasses import dataclass, field
from typing import Final, Protocol

from console.model.integration import GuestFamily
from console.model.service import ServiceKind
from console.model.tag import tag_key
from console.search.query import NO_QUERY, Query, read_query
from console.search.subject import Subject
from console.ui.models.matrix_cell import CellState, CellStates


class MatrixShow(enum.Enum):
    """What a VM must have to be shown."""

    ALL = "all"
    NOT_ANSWERING = "not_answering"
    OFF = "off"
    OLDER = "older"


class MatrixFace(Subject, Protocol):
    """What the filter asks of a row besides; worked out once for each row, not for each filter."""

    @property
    def states(self) -> CellStates:
        """How its services stand by what the host said."""
        ...

    @property
    def family(self) -> GuestFamily:
        """Which system its guest runs."""
        ...


@dataclass(frozen=True, slots=True)
class MatrixFilter:
    """What is wanted.

    Attributes:
        text: A query (``search.query``).
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
    query: Query = field(default=NO_QUERY, init=False, compare=False)

    def __post_init__(self) -> None:
        """Read the query once, not for each row."""
        object.__setattr__(self, "query", read_query(self.text))

    def accepts(self, face: MatrixFace) -> bool:
        """Whether a VM is shown."""
        if self.family is not None and face.family is not self.family:
            return False
        if self.tag and tag_key(self.tag) not in map(tag_key, face.tags):
            return False
        if not self._has_wanted(face.states):
            return False
        return self.query.accepts(face, time.monotonic()) if self.query.terms else True

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
