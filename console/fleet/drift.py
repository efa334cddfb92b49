"""Compare a fleet with intent profiles: what drifts, where rules conflict, what cannot be judged.

Pure. No rule comes before another: where two want different things of one service of one VM, both
are named and neither is applied. A rule that leaves a service alone claims nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from console.fleet.drift_match import Fit, MatchTest
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
from console.model.service import ServiceKind
from console.settings.profile import Profile, Rule

__all__ = [
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
    "Reason",
    "RuleName",
    "Verdict",
    "face_of",
    "judge",
    "report_of",
]


@dataclass(slots=True)
class _Claims:
    """Who wants what of one service of one VM; surely, or only perhaps."""

    sure: dict[bool, list[RuleName]] = field(default_factory=dict[bool, list[RuleName]])
    perhaps: dict[bool, list[RuleName]] = field(default_factory=dict[bool, list[RuleName]])

    @property
    def first(self) -> RuleName:
        return next(rules[0] for rules in (*self.sure.values(), *self.perhaps.values()))


@dataclass(frozen=True, slots=True)
class Claim:
    """A rule that is about a VM, or may be."""

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


class Judge:
    """Profiles, ready to be asked.

    Args:
        profiles: In the order in which their rules are named.
    """

    def __init__(self, profiles: Iterable[Profile]) -> None:
        self._rules = tuple(
            (_name_of(profile, rule), rule, MatchTest(rule.match))
            for profile in profiles
            for rule in profile.rules
            if rule.services
        )

    def claims(self, vm: JudgedVm) -> tuple[Claim, ...]:
        """Return the rules that are about a VM: a matter of its name, place, notes and guest."""
        found: list[Claim] = []
        for name, rule, test in self._rules:
            fit = test.fit(vm)
            if fit is not Fit.NO:
                found.append(Claim(name, rule, fit is Fit.YES))
        return tuple(found)

    def verdict(self, vm: JudgedVm, claims: tuple[Claim, ...]) -> Verdict:
        """Return what its services are to the rules that are about a VM."""
        if not claims:
            return NO_VERDICT
        by_kind = _by_kind(claims)
        found = [_judge(vm, kind, by_kind[kind]) for kind in ServiceKind if kind in by_kind]
        return Verdict(
            tuple(each for each in found if isinstance(each, Drift)),
            tuple(each for each in found if isinstance(each, Conflict)),
            tuple(each for each in found if isinstance(each, NotJudged)),
            is_meant=True,
        )


def judge(profiles: Iterable[Profile], vms: Iterable[JudgedVm]) -> DriftReport:
    """Return how some VMs stand to some profiles."""
    asked = Judge(profiles)
    return report_of(asked.verdict(vm, asked.claims(vm)) for vm in vms)


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


def _by_kind(claims: Iterable[Claim]) -> dict[ServiceKind, _Claims]:
    by_kind: dict[ServiceKind, _Claims] = {}
    for claim in claims:
        for kind, on in claim.rule.services.items():
            found = by_kind.setdefault(kind, _Claims())
            wants = found.sure if claim.is_sure else found.perhaps
            wants.setdefault(on, []).append(claim.name)
    return by_kind


def _judge(vm: JudgedVm, kind: ServiceKind, claims: _Claims) -> Drift | Conflict | NotJudged | None:
    service = vm.vm.service(kind)
    if service is not None and service.enabled is None:
        return _not_judged(vm, kind, claims, Reason.SERVICE_MISSING)
    sure = claims.sure
    if len(sure) == 2:
        return Conflict(
            vm.key, vm.host.label, vm.vm.name, kind, on_by=sure[True][0], off_by=sure[False][0]
        )
    if not vm.host.is_current:
        return _not_judged(vm, kind, claims, Reason.HOST_AWAY)
    if service is None:
        return _not_judged(vm, kind, claims, Reason.NOT_READ)
    return _compare(vm, kind, claims, actual=service.enabled is True)


def _compare(
    vm: JudgedVm, kind: ServiceKind, claims: _Claims, *, actual: bool
) -> Drift | NotJudged | None:
    """Judge a service that is known, where no two rules surely conflict."""
    possible = claims.sure.keys() | claims.perhaps.keys()
    if possible == {actual}:
        return None  # whether or not the unsure rules are meant
    if len(possible) == 2 or not claims.sure:
        return _not_judged(vm, kind, claims, Reason.GUEST_UNKNOWN)
    first, *also = claims.sure[not actual]
    return Drift(vm.key, vm.host.label, vm.vm.name, kind, not actual, actual, first, tuple(also))


def _not_judged(vm: JudgedVm, kind: ServiceKind, claims: _Claims, reason: Reason) -> NotJudged:
    return NotJudged(vm.key, vm.host.label, vm.vm.name, kind, reason, claims.first)
