"""Reads what the store does not hold about a VM's sessions: port, channel, rights, edition."""

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from console.model.console import EnhancedTransport
from console.model.errors import ConsoleError
from console.model.host import HostSnapshot
from console.model.identity import HostId, VmId, VmKey
from console.settings.schema import HostConfig
from console.ui.ports import FleetControl
from console.ui.sessions.case import NOTHING_READ, ReadFacts, SessionView, Side, session_view
from console.ui.sessions.ports import Sessions

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

ConfigOf = Callable[[HostId], HostConfig | None]
"""Returns how a host is configured."""


class SessionReader:
    """Reads, and puts together what is known.

    Args:
        fleet: Reads from hosts.
        sessions: Looks at ports, and knows our side.
        config_of: How hosts are configured.
    """

    def __init__(self, fleet: FleetControl, sessions: Sessions, config_of: ConfigOf) -> None:
        self._fleet = fleet
        self._sessions = sessions
        self.config_of = config_of

    async def read(self, host: HostSnapshot, vm: VmId) -> ReadFacts:
        """Read everything that can be read now; what cannot be stays unknown, and is logged."""
        if not host.is_current:
            return NOTHING_READ
        ask = self._fleet.ask
        console = await _or_none(ask(host.id, lambda gateway: gateway.read_console_facts()))
        transport = await _or_none(ask(host.id, lambda gateway: gateway.read_transport(vm)))
        access = await _or_none(ask(host.id, lambda gateway: gateway.read_access(vm)))
        guest = await _or_none(ask(host.id, lambda gateway: gateway.read_guest_data(vm)))
        facts = ReadFacts(console, transport or EnhancedTransport.UNKNOWN, access, guest)
        config = self.config_of(host.id)
        if config is None:
            return facts
        is_open = await self._sessions.is_port_open(config.endpoint.host, facts.port)
        return ReadFacts(console, facts.transport, access, guest, is_open)

    def side(self, host: HostId) -> Side:
        """Return our side of a session to a VM of this host."""
        config = self.config_of(host)
        return Side(
            config.user if config is not None else "",
            self._sessions.tools,
            self._sessions.books.choices,
            self._sessions.open_sessions,
            self._sessions.failures,
        )

    def view(self, key: VmKey, read: ReadFacts = NOTHING_READ) -> SessionView | None:
        """Return what is known of a VM now; ``None`` when it is gone."""
        host, vm = self._fleet.store.hosts.get(key.host), self._fleet.store.vm(key)
        if host is None or vm is None:
            return None
        return session_view(host, vm, read, self.side(key.host))


async def _or_none(reading: Awaitable[_T]) -> _T | None:
    try:
        return await reading
    except ConsoleError as problem:
        _log.info("not known of a session: %s", problem)
        return None
