"""Whether a rule of a profile is about a VM: pure, patterns compiled once.

The answer has three values. A guest that is off, or whose data exchange is off, has not told its
system; a rule that asks for the system then fits neither surely nor surely not, unless another of
its keys already says no.
"""

import enum
import re
import unicodedata
from collections.abc import Callable, Iterable
from fnmatch import translate
from typing import Final

from console.fleet.drift_report import JudgedVm
from console.model.guest import GuestFacts
from console.model.integration import GuestFamily, guest_family
from console.model.tag import tags_in
from console.settings.profile import Match
from console.settings.profile_words import GUEST_WORDS


class Fit(enum.Enum):
    """Whether a rule is about a VM."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


_Check = Callable[[JudgedVm], Fit]

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


class MatchTest:
    """A compiled match.

    Args:
        match: As the profile has it.
    """

    def __init__(self, match: Match) -> None:
        self._checks = tuple(_checks(match))
        self._excluded = MatchTest(match.excluded) if match.excluded else None

    def fit(self, vm: JudgedVm) -> Fit:
        """Return whether the rule is about a VM."""
        result = Fit.YES
        for check in self._checks:
            fit = check(vm)
            if fit is Fit.NO:
                return fit
            if fit is Fit.UNKNOWN:
                result = fit
        if self._excluded is None:
            return result
        match self._excluded.fit(vm):
            case Fit.YES:
                return Fit.NO
            case Fit.NO:
                return result
            case Fit.UNKNOWN:
                return Fit.UNKNOWN


def _checks(match: Match) -> Iterable[_Check]:
    """Yield what has to hold, what is cheap and rare first."""
    if match.hosts:
        yield _check_host(match.hosts)
    if match.folders:
        yield _check_folder(match.folders)
    if match.names:
        yield _check_name(match.names)
    if match.tags:
        yield _check_tags(match.tags)
    if match.guests:
        yield _check_guest(match.guests)


def _check_host(patterns: Iterable[str]) -> _Check:
    matches = _glob(patterns)

    def check(vm: JudgedVm) -> Fit:
        host = vm.host
        return _fit(any(matches(text) for text in (host.label, host.address, host.name) if text))

    return check


def _check_folder(patterns: Iterable[str]) -> _Check:
    bare = [pattern.rstrip("/") for pattern in patterns]
    matches = _glob([*bare, *(f"{pattern}/*" for pattern in bare)])
    return lambda vm: _fit(matches(vm.folder))


def _check_name(patterns: Iterable[str]) -> _Check:
    matches = _glob(patterns)
    return lambda vm: _fit(matches(vm.vm.name))


def _check_tags(patterns: Iterable[str]) -> _Check:
    matches = _glob(pattern.removeprefix("#") for pattern in patterns)
    return lambda vm: _fit(any(map(matches, vm.tags)) or any(map(matches, tags_in(vm.vm.notes))))


def _check_guest(patterns: Iterable[str]) -> _Check:
    patterns = tuple(patterns)
    words = tuple(pattern for pattern in patterns if pattern in GUEST_WORDS)
    globs = [pattern for pattern in patterns if pattern not in GUEST_WORDS]
    matches = _glob(globs) if globs else None

    def check(vm: JudgedVm) -> Fit:
        guest = vm.vm.guest
        if not guest.os_name:
            return Fit.UNKNOWN
        if matches is not None and matches(guest.os_name):
            return Fit.YES
        return _fit(bool(words) and _is_one_of(guest, words))

    return check


def _is_one_of(guest: GuestFacts, words: Iterable[str]) -> bool:
    family = guest_family(guest)
    is_server = "server" in guest.os_name.casefold()
    return any(
        family in FAMILIES[word] and _SERVER.get(word, is_server) is is_server for word in words
    )


def _glob(patterns: Iterable[str]) -> Callable[[str], bool]:
    """Return a test for a whole text against any of some patterns; case does not count."""
    compiled = re.compile("|".join(translate(_fold(pattern)) for pattern in patterns))
    return lambda text: compiled.match(_fold(text)) is not None


def _fold(text: str) -> str:
    folded = text.casefold()
    return folded if folded.isascii() else unicodedata.normalize("NFC", folded)


def _fit(holds: bool) -> Fit:
    return Fit.YES if holds else Fit.NO
