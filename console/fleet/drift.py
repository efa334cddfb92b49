"""Compare a fleet with intent profiles: what drifts, where rules conflict, what cannot be judged.

Pure. No rule comes before another: where two want different things of one service of one VM, both
are named and neither is applied. A rule that leaves a service alone claims nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from console.fleet.drift_match import Fit, MatchTest, VmTest, sight_of
from console.fleet.drift_report import (
    NO_REPORT,
    Conflict,
    Drift,
    DriftReport,
    HostFace,
    JudgedVm,
    NotJudged,
    Reason,
    RuleName,
    face_of,
)
from console.model.identity import VmKey
from console.model.service import ServiceKind
from console.model.vm import VmSnapshot
from console.settings.profile import Profile, Rule

__all__ = [
    "NOTHING_WRONG",
    "NO_REPORT",
    "NO_VERDICT",
    "Claim",
    "Conflict",
    "Drift",
    "DriftReport",
    "HostFace",
    "Judge",
    "JudgedVm",
    "NotJudged",
    "PlaceJudge",
    "Reason",
    "RuleName",
    "Verdict",
    "face_of",
    "judge",
    "report_of",
]


@dataclass(slots=True)
class _Wants:
    """Who wants what of one service of one VM; surely, or only perhaps."""

    kind: ServiceKind
    sure: dict[bool, list[RuleName]] = field(default_factory=dict[bool, list[RuleName]])
    perhaps: dict[bool, list[RuleName]] = field(default_factory=dict[bool, list[RuleName]])

    @property
    def first(self) -> RuleName:
        return next(rules[0] for rules in (*self.sure.values(), *self.perhaps.values()))

    @property
    def possible(self) -> set[bool]:
        return {*self.sure, *self.perhaps}


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """A rule that is about a VM, or may be; the same object wherever it is."""

    name: RuleName
    rule: Rule
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What there is to say of one VM; ``is_meant`` tells whether any rule is about it."""

    drifts: tuple[Drift, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    not_judged: tuple[NotJudged, ...] = ()
    is_meant: bool = False


NO_VERDICT: Final = Verdict()
NOTHING_WRONG: Final = Verdict(is_meant=True)


@dataclass(frozen=True, slots=True)
class PlaceJudge:
    """The rules that can be about VMs of one host."""

    _rules: tuple[tuple[Claim, Claim, VmTest], ...]

    def claims(self, vm: VmSnapshot, tags: tuple[str, ...]) -> tuple[Claim, ...]:
        """Return the rules that are about a VM that the user gave these tags."""
        if not self._rules:
            return ()
        sight = sight_of(vm, tags)
        fits = ((sure, perhaps, test.fit(sight)) for sure, perhaps, test in self._rules)
        return tuple(
            sure if fit is Fit.YES else perhaps for sure, perhaps, fit in fits if fit is not Fit.NO
        )


class Judge:
    """Profiles, ready to be asked.

    Args:
        profiles: In the order in which their rules are named.
    """

    def __init__(self, profiles: Iterable[Profile]) -> None:
        self._rules = tuple(
            (Claim(name, rule, is_sure=True), Claim(name, rule, is_sure=False), test)
            for profile in profiles
            for rule in profile.rules
            if rule.services
            for name, test in ((_name_of(profile, rule), MatchTest(rule.match)),)
        )
        self._wants: dict[tuple[Claim, ...], tuple[_Wants, ...]] = {}

    def at(self, host: HostFace, folder: str) -> PlaceJudge:
        """Return the rules that can be about VMs of a host."""
        tests = ((sure, perhaps, test.at(host, folder)) for sure, perhaps, test in self._rules)
        return PlaceJudge(
            tuple((sure, perhaps, test) for sure, perhaps, test in tests if test is not None)
        )

    def verdict(self, host: HostFace, vm: VmSnapshot, claims: tuple[Claim, ...]) -> Verdict:
        """Return what a VM's services are to the rules that are about it."""
        if not claims:
            return NO_VERDICT
        wants = self._wants.get(claims)
        if wants is None:
            wants = self._wants[claims] = _wants_of(claims)
        found = [each for want in wants if (each := _judge(host, vm, want)) is not None]
        if not found:
            return NOTHING_WRONG
        return Verdict(
            tuple(each for each in found if isinstance(each, Drift)),
            tuple(each for each in found if isinstance(each, Conflict)),
            tuple(each for each in found if isinstance(each, NotJudged)),
            is_meant=True,
        )


def judge(profiles: Iterable[Profile], vms: Iterable[JudgedVm]) -> DriftReport:
    """Return how some VMs stand to some profiles."""
    asked = Judge(profiles)
    places: dict[tuple[HostFace, str], PlaceJudge] = {}
    verdicts: list[Verdict] = []
    for each in vms:
        place = places.get((each.host, each.folder))
        if place is None:
            place = places[each.host, each.folder] = asked.at(each.host, each.folder)
        claims = place.claims(each.vm, each.tags)
        verdicts.append(asked.verdict(each.host, each.vm, claims))
    return report_of(verdicts)


def report_of(verdicts: Iterable[Verdict]) -> DriftReport:
    """Return the report that some verdicts make up."""
    verdicts = tuple(verdicts)
    meant = [verdict for verdict in verdicts if verdict.is_meant]
    return DriftReport(
        tuple(drift for verdict in meant for drift in verdict.drifts),
        tuple(conflict for verdict in meant for conflict in verdict.conflicts),
        tuple(each for verdict in meant for each in verdict.not_judged),
        len(verdicts),
        len(meant),
    )


def _name_of(profile: Profile, rule: Rule) -> RuleName:
    return RuleName(profile.name, rule.name, rule.why, profile.path, rule.line)


def _wants_of(claims: Iterable[Claim]) -> tuple[_Wants, ...]:
    by_kind: dict[ServiceKind, _Wants] = {}
    for claim in claims:
        for kind, on in claim.rule.services.items():
            found = by_kind.setdefault(kind, _Wants(kind))
            rules = found.sure if claim.is_sure else found.perhaps
            rules.setdefault(on, []).append(claim.name)
    return tuple(by_kind[kind] for kind in ServiceKind if kind in by_kind)


def _judge(host: HostFace, vm: VmSnapshot, wants: _Wants) -> Drift | Conflict | NotJudged | None:
    service = vm.service(wants.kind)
    if service is not None and service.enabled is None:
        return _not_judged(host, vm, wants, Reason.SERVICE_MISSING)
    sure = wants.sure
    if len(sure) == 2:
        key = VmKey(host.id, vm.id)
        on_by, off_by = sure[True][0], sure[False][0]
        return Conflict(key, host.label, vm.name, wants.kind, on_by, off_by)
    if not host.is_current:
        return _not_judged(host, vm, wants, Reason.HOST_AWAY)
    if service is None:
        return _not_judged(host, vm, wants, Reason.NOT_READ)
    return _compare(host, vm, wants, actual=service.enabled is True)


def _compare(
    host: HostFace, vm: VmSnapshot, wants: _Wants, *, actual: bool
) -> Drift | NotJudged | None:
    """Judge a service that is known, where no two rules surely conflict."""
    possible = wants.possible
    if possible == {actual}:
        return None  # whether or not the unsure rules are meant
    if len(possible) == 2 or not wants.sure:
        return _not_judged(host, vm, wants, Reason.GUEST_UNKNOWN)
    first, *also = wants.sure[not actual]
    key = VmKey(host.id, vm.id)
    return Drift(key, host.label, vm.name, wants.kind, not actual, actual, first, tuple(also))


def _not_judged(host: HostFace, vm: VmSnapshot, wants: _Wants, reason: Reason) -> NotJudged:
    key = VmKey(host.id, vm.id)
    return NotJudged(key, host.label, vm.name, wants.kind, reason, wants.first)
