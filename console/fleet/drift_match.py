"""Whether a rule of a profile is about a VM: pure, patterns compiled once.

The answer has three values. A guest that is off, or whose data exchange is off, has not told its
system; a rule that asks for the system then fits neither surely nor surely not, unless another of
its keys already says no.
"""

import enum
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fnmatch import translate
from typing import Final

from console.fleet.drift_report import HostFace, JudgedVm
from console.model.guest import GuestFacts
from console.model.integration import GuestFamily, guest_family
from console.model.tag import tags_in
from console.model.vm import VmSnapshot
from console.settings.profile import Match
from console.settings.profile_words import GUEST_WORDS


class Fit(enum.Enum):
    """Whether a rule is about a VM."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


_NO_LINUX: Final = frozenset({GuestFamily.WINDOWS, GuestFamily.FREEBSD, GuestFamily.UNKNOWN})
_WINDOWS: Final = frozenset({GuestFamily.WINDOWS})
FAMILIES: Final[dict[str, frozenset[GuestFamily]]] = {
    "windows": _WINDOWS,
    "windows-server": _WINDOWS,
    "windows-client": _WINDOWS,
    "linux": frozenset(GuestFamily) - _NO_LINUX,
    "ubuntu": frozenset({GuestFamily.UBUNTU}),
    "debian": frozenset({GuestFamily.DEBIAN}),
    "rhel": frozenset({GuestFamily.RHEL}),
    "suse": frozenset({GuestFamily.SUSE}),
    "alpine": frozenset({GuestFamily.ALPINE}),
    "arch": frozenset({GuestFamily.ARCH}),
    "freebsd": frozenset({GuestFamily.FREEBSD}),
}
"""What the words of profiles mean."""

_SERVER: Final = {"windows-server": True, "windows-client": False}


MAX_SYSTEMS: Final = 1_000
"""Systems whose answers are remembered; guests say what they like, so there is a bound."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What rules compare of a VM itself, prepared once for all of them.

    Attributes:
        name: Folded.
        tags: All of them, folded.
        guest: As it told.
    """

    name: str
    tags: tuple[str, ...]
    guest: GuestFacts


def sight_of(vm: VmSnapshot, tags: Iterable[str]) -> Sight:
    """Return what rules compare of a VM that the user gave these tags."""
    return Sight(_fold(vm.name), tuple(_fold(tag) for tag in (*tags, *tags_in(vm.notes))), vm.guest)


_Check = Callable[[Sight], Fit]


@dataclass(frozen=True, slots=True)
class VmTest:
    """A match at one place: what is left to ask of a VM there."""

    checks: tuple[_Check, ...]
    excluded: "VmTest | None"

    def fit(self, vm: Sight) -> Fit:
        """Return whether the rule is about a VM of this place."""
        result = Fit.YES
        for check in self.checks:
            fit = check(vm)
            if fit is Fit.NO:
                return fit
            if fit is Fit.UNKNOWN:
                result = fit
        if self.excluded is None:
            return result
        match self.excluded.fit(vm):
            case Fit.YES:
                return Fit.NO
            case Fit.NO:
                return result
            case Fit.UNKNOWN:
                return Fit.UNKNOWN


class MatchTest:
    """A compiled match.

    Args:
        match: As the profile has it.
    """

    def __init__(self, match: Match) -> None:
        bare = [pattern.rstrip("/") for pattern in match.folders]
        self._hosts = _glob(match.hosts)
        self._folders = _glob([*bare, *(f"{pattern}/*" for pattern in bare)])
        self._checks = tuple(_checks(match))
        self._excluded = MatchTest(match.excluded) if match.excluded else None

    def at(self, host: HostFace, folder: str) -> VmTest | None:
        """Return what is left to ask of the VMs of a host; ``None`` when the rule means none."""
        names = (_fold(name) for name in (host.label, host.address, host.name) if name)
        if self._hosts is not None and not any(map(self._hosts, names)):
            return None
        if self._folders is not None and not self._folders(_fold(folder)):
            return None
        return VmTest(self._checks, self._excluded.at(host, folder) if self._excluded else None)

    def fit(self, vm: JudgedVm) -> Fit:
        """Return whether the rule is about a VM."""
        test = self.at(vm.host, vm.folder)
        return Fit.NO if test is None else test.fit(sight_of(vm.vm, vm.tags))


def _checks(match: Match) -> Iterable[_Check]:
    if names := _glob(match.names):
        yield lambda vm: _fit(names(vm.name))
    if tags := _glob([pattern.removeprefix("#") for pattern in match.tags]):
        yield lambda vm: _fit(any(map(tags, vm.tags)))
    if match.guests:
        yield _GuestCheck(match.guests)


class _GuestCheck:
    """Compares what a guest told of its system, and remembers the answers."""

    def __init__(self, patterns: Iterable[str]) -> None:
        patterns = tuple(patterns)
        self._words = tuple(pattern for pattern in patterns if pattern in GUEST_WORDS)
        self._globs = _glob([pattern for pattern in patterns if pattern not in GUEST_WORDS])
        self._known: dict[tuple[str, str], Fit] = {}

    def __call__(self, vm: Sight) -> Fit:
        guest = vm.guest
        if not guest.os_name:
            return Fit.UNKNOWN
        system = (guest.os_name, guest.os_version)
        fit = self._known.get(system)
        if fit is None:
            if len(self._known) >= MAX_SYSTEMS:
                self._known.clear()
            fit = self._known[system] = _fit(self._is_meant(guest))
        return fit

    def _is_meant(self, guest: GuestFacts) -> bool:
        name = _fold(guest.os_name)
        if self._globs is not None and self._globs(name):
            return True
        family, is_server = guest_family(guest), "server" in name
        return any(
            family in FAMILIES[word] and _SERVER.get(word, is_server) is is_server
            for word in self._words
        )


def _glob(patterns: Sequence[str]) -> Callable[[str], bool] | None:
    """Return a test for a whole, folded text against any of some patterns; ``None`` for none."""
    if not patterns:
        return None
    matches = re.compile("|".join(translate(_fold(pattern)) for pattern in patterns)).match
    return lambda text: matches(text) is not None


def _fold(text: str) -> str:
    """Return what texts are compared by: neither case nor the way of composing accents counts."""
    folded = text.casefold()
    return folded if folded.isascii() else unicodedata.normalize("NFC", folded)


def _fit(holds: bool) -> Fit:
    return Fit.YES if holds else Fit.NO
