"""Whether anything may be changed: on one host, or at all.

Asked twice for each change: when an operation begins, so that it is refused before it does
anything, and by the client right before a method is called (``hyperv.read_only``), so that nothing
gets past, whoever asked. The second is asked in lanes' threads: what is asked there is a frozen set
that is replaced as a whole.
"""

from console.model.connection import HTTP_PORT, HTTPS_PORT, Endpoint
from console.model.errors import NotPossible
from console.model.identity import HostId
from console.settings.schema import HostConfig

Door = tuple[str, int]
"""A host's name, and its port; WinRM's two ports count as one, for they lead to one service."""


class ChangeGate:
    """Knows what is read-only.

    Args:
        is_sealed: Whether nothing may be changed anywhere, and that for good.
    """

    def __init__(self, *, is_sealed: bool = False) -> None:
        self._is_sealed = is_sealed
        self._is_closed = is_sealed
        self._doors: dict[HostId, Door] = {}
        self._closed_doors: frozenset[Door] = frozenset()

    @property
    def is_closed(self) -> bool:
        """Whether nothing may be changed anywhere."""
        return self._is_closed

    def close_all(self, *, is_closed: bool) -> None:
        """Forbid or allow changes everywhere; hosts that are read-only themselves stay so."""
        self._is_closed = is_closed or self._is_sealed

    def note(self, config: HostConfig) -> None:
        """Take a host's own setting."""
        self._doors.pop(config.id, None)
        if config.read_only:
            self._doors[config.id] = _door(config.endpoint)
        self._closed_doors = frozenset(self._doors.values())

    def forget(self, host: HostId) -> None:
        """A host is gone."""
        self._doors.pop(host, None)
        self._closed_doors = frozenset(self._doors.values())

    def may_change(self, endpoint: Endpoint) -> bool:
        """Whether what listens there may be changed; safe in any thread.

        Two entries for one place are one host: it is read-only when either is.
        """
        return not self._is_closed and _door(endpoint) not in self._closed_doors

    def check(self, config: HostConfig) -> None:
        """Refuse a change of a host that is read-only.

        Raises:
            NotPossible: ``read_only``.
        """
        if not self.may_change(config.endpoint):
            raise NotPossible("read_only", config.label)


def _door(endpoint: Endpoint) -> Door:
    port = HTTP_PORT if endpoint.port == HTTPS_PORT else endpoint.port
    return endpoint.host.casefold().rstrip("."), port
