"""The headings of the service matrix: each service counted over the rows that are shown."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from console.model.service import ServiceKind
from console.ui import texts
from console.ui.models.matrix_cell import CellState, CellStates, Matrix

_KINDS: Final = tuple(ServiceKind)
_NOT_COUNTED: Final = (CellState.ABSENT, CellState.UNREAD)


@dataclass(frozen=True, slots=True)
class Counts:
    """One service over the rows that are shown.

    Attributes:
        off: How many have it off.
        silent: How many have it on and do not answer.
        total: How many have it at all.
    """

    off: int = 0
    silent: int = 0
    total: int = 0


class MatrixCounts:
    """Counts whole patterns of cells first: among thousands of VMs there are only few."""

    def __init__(self) -> None:
        self._counts = dict.fromkeys(_KINDS, Counts())

    def of(self, kind: ServiceKind) -> Counts:
        """Return the counts of one service."""
        return self._counts[kind]

    def take(self, rows: Iterable[CellStates]) -> bool:
        """Count these rows; returns whether anything differs from before."""
        patterns = Counter(rows)
        counts = {kind: _count(place, patterns) for place, kind in enumerate(_KINDS)}
        if counts == self._counts:
            return False
        self._counts = counts
        return True

    def heading(self, kind: ServiceKind) -> str:
        """Return a service's heading: its name, how many have it off, how many are silent."""
        counts = self._counts[kind]
        off = texts.fill(Matrix.tr("%1 of %2 off"), str(counts.off), str(counts.total))
        silent = Matrix.tr("%n silent", "", counts.silent) if counts.silent else ""
        return f"{short_name(kind)}\n{off}\n{silent}"

    def sentence(self, kind: ServiceKind) -> str:
        """Return the counts of a service in a sentence."""
        counts = self._counts[kind]
        off = texts.fill(
            Matrix.tr("%1 is off in %2 of %3 virtual machines."),
            texts.service_name(kind),
            str(counts.off),
            str(counts.total),
        )
        silent = Matrix.tr("%n do not answer.", "", counts.silent)
        return f"{off} {silent}" if counts.silent else off


def short_name(kind: ServiceKind) -> str:
    """Return a service's name for a narrow heading."""
    return {
        ServiceKind.TIME_SYNC: Matrix.tr("Time sync"),
        ServiceKind.HEARTBEAT: Matrix.tr("Heartbeat"),
        ServiceKind.KVP: Matrix.tr("Data exchange"),
        ServiceKind.SHUTDOWN: Matrix.tr("Shutdown"),
        ServiceKind.VSS: Matrix.tr("Backup"),
        ServiceKind.GUEST_SERVICE: Matrix.tr("Guest services"),
    }[kind]


def _count(place: int, patterns: Counter[CellStates]) -> Counts:
    off = silent = total = 0
    for states, count in patterns.items():
        state = states[place]
        off += count * (state is CellState.OFF)
        silent += count * state.is_not_answering
        total += count * (state not in _NOT_COUNTED)
    return Counts(off, silent, total)
