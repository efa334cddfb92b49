"""One pass over the whole fleet that judges what changed and keeps the rest, in short slices.

Theory of operation
-------------------
Whom a rule is about depends on a VM's name, notes and guest and on its host; whether it drifts, on
its services too. A living fleet changes all the time in other ways (load, uptime). So the verdict
of a VM is kept with the row that it was made from: the same row keeps its verdict, a row that
differs elsewhere keeps it too, and only what rules can see is judged anew.

A first pass judges everything: about 10 µs for each VM with ten rules. So a pass is a generator
that stops after each slice of work and lets the loop turn.
"""

from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from console.fleet.drift import (
    Claim,
    HostFace,
    Judge,
    PlaceJudge,
    Verdict,
    face_of,
    report_of,
)
from console.fleet.drift_report import DriftReport
from console.model.host import HostSnapshot
from console.model.identity import HostId, VmId, VmKey
from console.model.vm import VmSnapshot

SLICE: Final = 8_000
"""Work between two turns of the loop, in units of about half a microsecond."""

_KEPT: Final = 1
_LOOKED_AT: Final = 4
_JUDGED: Final = 40

_NO_TAGS: Final[Mapping[VmKey, tuple[str, ...]]] = {}


@dataclass(slots=True)
class _Known:
    """What was judged of one VM, and from what."""

    row: VmSnapshot
    claims: tuple[Claim, ...]
    verdict: Verdict


@dataclass(slots=True)
class _Place:
    """What was judged of one host, and as what it was seen then."""

    face: HostFace
    folder: str
    rules: PlaceJudge
    vms: dict[VmId, _Known] = field(default_factory=dict[VmId, _Known])


class DriftSweep:
    """Judges a fleet again and again, with a memory.

    Args:
        judge: The profiles.
        tags: Given by the user.
    """

    def __init__(self, judge: Judge, tags: Mapping[VmKey, tuple[str, ...]] = _NO_TAGS) -> None:
        self._judge = judge
        self._tags = tags
        self._places: dict[HostId, _Place] = {}

    def run(self, hosts: Iterable[HostSnapshot]) -> Generator[None, None, DriftReport]:
        """Judge the fleet as it is in these snapshots; yields between slices.

        Only one run at a time may be under way.
        """
        places: dict[HostId, _Place] = {}
        verdicts: list[Verdict] = []
        work = 0
        for host in tuple(hosts):
            before = self._places.get(host.id)
            place = places[host.id] = self._place(host, before)
            has_same_face = before is not None and before.face == place.face
            old = before.vms if before is not None and place.rules is before.rules else {}
            for vm in host.vms:
                known = old.get(vm.id)
                if known is not None and known.row is vm and has_same_face:
                    work += _KEPT
                else:
                    known, cost = self._look(place, vm, known, keeps=has_same_face)
                    work += cost
                place.vms[vm.id] = known
                verdicts.append(known.verdict)
                if work >= SLICE:
                    work = 0
                    yield
        self._places = places
        return report_of(verdicts)

    def _place(self, host: HostSnapshot, before: _Place | None) -> _Place:
        """Return a host without VMs; it shares its rules with its former self where it can."""
        face = face_of(host)
        if before is not None and _is_same_place(before, face, host.folder):
            return _Place(face, host.folder, before.rules)
        return _Place(face, host.folder, self._judge.at(face, host.folder))

    def _look(
        self, place: _Place, vm: VmSnapshot, known: _Known | None, *, keeps: bool
    ) -> tuple[_Known, int]:
        """Return what is known of a VM now, and what finding it out cost."""
        if known is None or not _rules_see_no_change(known.row, vm):
            tags = self._tags.get(VmKey(place.face.id, vm.id), ())
            claims = place.rules.claims(vm, tags)
        elif not known.claims or (keeps and known.row.services == vm.services):
            return _Known(vm, known.claims, known.verdict), _LOOKED_AT
        else:
            claims = known.claims
        return _Known(vm, claims, self._judge.verdict(place.face, vm, claims)), _JUDGED


def _rules_see_no_change(before: VmSnapshot, after: VmSnapshot) -> bool:
    """Whether the same rules are about both rows."""
    return before.name == after.name and before.notes == after.notes and before.guest == after.guest


def _is_same_place(before: _Place, face: HostFace, folder: str) -> bool:
    """Whether rules see the same host, online or not."""
    old = before.face
    return (old.label, old.address, old.name, before.folder) == (
        face.label,
        face.address,
        face.name,
        folder,
    )
