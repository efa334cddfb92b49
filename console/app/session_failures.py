"""Remembers for a while which ways to a VM have failed, so that they are not tried first again."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from console.fleet.clock import Clock
from console.model.identity import VmKey
from console.model.session import SessionMode
from console.rdp.outcome import EndReason, SessionEnd

LATELY_S: Final = 600.0
"""How long a failure counts: a host, a guest or a client may have been mended since."""

_OF_THE_MODE: Final = frozenset(
    {
        EndReason.CERTIFICATE_OR_CLOSED,
        EndReason.RIGHTS,
        EndReason.BAD_ARGUMENTS,
        EndReason.EXITED_AT_ONCE,
        EndReason.UNKNOWN,
    }
)
"""Ends that another mode may spare us; a refused password or a dead network would end that, too."""


class SessionFailures:
    """What failed in this run of the program.

    Args:
        clock: For how long ago.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._since: dict[VmKey, dict[SessionMode, float]] = {}

    def note(self, key: VmKey, mode: SessionMode, end: SessionEnd) -> None:
        """Take in how a session ended: one that came about forgives its mode."""
        if end.reason in _OF_THE_MODE:
            self._since.setdefault(key, {})[mode] = self._clock.monotonic()
        elif not end.is_failure:
            self._since.get(key, {}).pop(mode, None)

    def lately(self) -> Mapping[VmKey, frozenset[SessionMode]]:
        """Return the modes that failed a short while ago, by VM."""
        first = self._clock.monotonic() - LATELY_S
        found = {
            key: frozenset(mode for mode, when in modes.items() if when >= first)
            for key, modes in self._since.items()
        }
        return MappingProxyType({key: modes for key, modes in found.items() if modes})
