"""Hosts that were not tried because another one refused their password: when they are tried again.

``SignInGuard`` holds them back; here is what lets them go: a host that took the account, or the
user who says "try again".
"""

from console.fleet.fleet import Fleet
from console.fleet.store import StoreChange
from console.model.connection import Credential, Endpoint
from console.model.errors import Refused, RefusedReason
from console.model.host import HostSnapshot, LinkState
from console.model.identity import HostId
from console.transport.sign_in_guard import SignInGuard


class HeldHosts:
    """Follows the fleet.

    Args:
        fleet: Its hosts.
        guard: What all sign-ins know of one another.
    """

    def __init__(self, fleet: Fleet, guard: SignInGuard) -> None:
        self._fleet = fleet
        self._guard = guard
        self._known: dict[HostId, tuple[Endpoint, Credential]] = {}
        self._end = fleet.store.subscribe(self._follow)

    def note(self, host: HostId, endpoint: Endpoint, credential: Credential | None) -> None:
        """Know what a host is signed in to with; ``None``: nothing."""
        self._known.pop(host, None)
        if credential is not None:
            self._known[host] = endpoint, credential

    def forgive(self, host: HostId) -> None:
        """Allow one more try with a host's password, because the user said so."""
        if host in self._known:
            self._guard.forgive(*self._known[host])

    def _follow(self, change: StoreChange) -> None:
        for host, each in change.hosts.items():
            was_online = each.before is not None and each.before.link is LinkState.ONLINE
            if each.after is not None and each.after.link is LinkState.ONLINE and not was_online:
                self._release(host)

    def _release(self, accepting: HostId) -> None:
        """Try those of the same account; the guard still stops another password that is wrong."""
        if accepting not in self._known:
            return
        user = self._known[accepting][1].user.casefold()
        for host, snapshot in tuple(self._fleet.store.hosts.items()):
            known = self._known.get(host)
            if known is not None and known[1].user.casefold() == user and _is_held(snapshot):
                self._fleet.connect(host)

    def close(self) -> None:
        """Follow no more."""
        self._end()


def _is_held(host: HostSnapshot) -> bool:
    error = host.error
    return isinstance(error, Refused) and error.reason is RefusedReason.NOT_TRIED
