"""Keeps and carries out console sessions: everything that blocks runs in lanes.

Theory of operation
-------------------
Files go through one lane, looks at this computer's programs through another; every look at a host's
port has a lane of its own, and so has every open session: that one sleeps until its client ends.

The host's password is asked of ``password_of`` right before a client is started and handed on once;
it is never kept here, and goes neither into an argument list, an environment, a file nor a log. A
guest's password comes from the user, for one session.
"""

import asyncio
import itertools
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from console.app.session_books import SessionBooks
from console.app.session_failures import SessionFailures
from console.app.session_front import bring_to_front
from console.app.session_run import SessionRun, adapted
from console.fleet.clock import Clock, SystemClock
from console.model.errors import Refused, RefusedReason
from console.model.identity import HostId, VmId, VmKey
from console.model.session import SessionMode
from console.rdp.certificate import CertificateSeen
from console.rdp.discovery import SystemLook, ThisSystem, discover
from console.rdp.install import install_hint
from console.rdp.outcome import EndReason, SessionEnd
from console.rdp.probe import probe_certificate, probe_port
from console.rdp.terminal import find_terminal
from console.settings.console_pins import PinBook
from console.settings.session_options import OptionsBook
from console.transport.lane import Lane
from console.ui.sessions.ports import LocalTools, OpenSession, SessionId, SessionOrder

_T = TypeVar("_T")
_log = logging.getLogger(__name__)
_WORKED_S: Final = 10.0
"""A session that lived so long has come about, however it ended."""
_OS_RELEASE: Final = Path("/etc/os-release")

PasswordOf = Callable[[HostId], Awaitable[str | None]]
"""Returns the password of a host's account; ``None`` while it is not known."""


@dataclass(frozen=True, slots=True)
class _Opened:
    session: OpenSession
    run: SessionRun
    lane: Lane


class SessionDesk:
    """The sessions of this run of the program, and what the user chose for them.

    Args:
        options: The choices.
        pins: The trusted certificates of consoles.
        password_of: The password of a host's account.
        look: What is looked at for clients; this computer unless given.
        clock: The computer's unless given.
    """

    def __init__(
        self,
        options: OptionsBook,
        pins: PinBook,
        password_of: PasswordOf,
        *,
        look: SystemLook | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.books = SessionBooks(options, pins, self._tell)
        self._password_of = password_of
        self._look = look or ThisSystem()
        self._clock = clock or SystemClock()
        self._failures = SessionFailures(self._clock)
        self._look_lane = Lane("session look")
        self._ids = itertools.count(1)
        self._opened: dict[SessionId, _Opened] = {}
        self._callbacks: list[Callable[[], None]] = []
        self._tools: LocalTools | None = None

    @property
    def tools(self) -> LocalTools | None:
        """What was found on this computer; ``None`` before it was looked for."""
        return self._tools

    @property
    def open_sessions(self) -> tuple[OpenSession, ...]:
        """The sessions that are open, oldest first."""
        return tuple(opened.session for opened in self._opened.values())

    @property
    def failures(self) -> Mapping[VmKey, frozenset[SessionMode]]:
        """The modes that failed a short while ago, by VM."""
        return self._failures.lately()

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call when sessions, choices or tools change; returns what ends that."""
        self._callbacks.append(callback)

        def end() -> None:
            if callback in self._callbacks:
                self._callbacks.remove(callback)

        return end

    async def discover(self, *, again: bool = False) -> LocalTools:
        """Look for clients and a terminal, once or anew."""
        if self._tools is None or again:
            self._tools = await self._look_lane.call(_discover, self._look)
            self._tell()
        return self._tools

    async def is_port_open(self, address: str, port: int) -> bool:
        """Whether something listens there."""
        return await _alone(f"probe {address}", probe_port, address, port)

    async def certificate(self, address: str, port: int, vm: VmId) -> CertificateSeen:
        """Look at a console's certificate; raises what ``probe_certificate`` raises."""
        return await _alone(f"probe {address}", probe_certificate, address, port, vm)

    async def open(self, order: SessionOrder, guest_password: str = "") -> SessionEnd:
        """Open a session and wait for its end.

        Args:
            order: What is to be opened.
            guest_password: Of the account inside the guest, with ``GUEST_RDP``; it is handed on.

        Raises:
            Refused: The client is handed the password, and none is known.
            NotPossible: The client cannot be started or told.
            ConsoleError: The adapter could not be opened.
        """
        tools = await self.discover()
        uses_adapter = adapted(order, self.books.choices.adapted_clients)
        run = SessionRun(order, tools.terminal, uses_adapter=uses_adapter)
        password = await self._password(order) if run.wants_password else guest_password
        opened = self._enter(order, run)
        began = self._clock.monotonic()
        try:
            end = await opened.lane.call(run.run, password)
        except asyncio.CancelledError:
            run.end()
            raise
        finally:
            del password, guest_password
            self._leave(opened)
        lived_s = self._clock.monotonic() - began
        if lived_s < _WORKED_S or not end.is_failure:
            self._failures.note(order.key, order.request.mode, end)
            self._tell()
        _log.info("session %s: %s", order.request.mode.value, end.reason.value)
        if not end.is_failure and (end.reason is EndReason.NORMAL or lived_s >= _WORKED_S):
            await self.books.note_worked(order.key, order.request.mode, order.vm_name)
        return end

    def end(self, session: SessionId) -> None:
        """End a session; one that has ended is ignored."""
        opened = self._opened.get(session)
        if opened is not None:
            opened.run.end()

    async def bring_to_front(self, session: SessionId) -> bool:
        """Bring a session's window to the front; ``False`` where the system does not let us."""
        opened = self._opened.get(session)
        pid = opened.run.pid if opened is not None else None
        if pid is None:
            return False
        return await self._look_lane.call(bring_to_front, self._look, pid)

    def close(self) -> None:
        """End every session and the lanes. Returns at once."""
        for opened in tuple(self._opened.values()):
            opened.run.end()
            opened.lane.close()
        self.books.close()
        self._look_lane.close()

    async def _password(self, order: SessionOrder) -> str:
        password = await self._password_of(order.key.host)
        if password is None:
            request = order.request
            raise Refused(RefusedReason.NO_CREDENTIAL, request.host, request.user)
        return password

    def _enter(self, order: SessionOrder, run: SessionRun) -> _Opened:
        number = SessionId(next(self._ids))
        session = OpenSession(
            number,
            order.key,
            order.vm_name,
            order.host_label,
            order.request.mode,
            order.client.name if order.client is not None else "ssh",
            self._clock.now(),
        )
        opened = _Opened(session, run, Lane(f"session {number}"))
        self._opened[number] = opened
        self._tell()
        return opened

    def _leave(self, opened: _Opened) -> None:
        del self._opened[opened.session.id]
        opened.lane.close()
        self._tell()

    def _tell(self) -> None:
        for callback in tuple(self._callbacks):
            callback()


async def _alone(name: str, function: Callable[..., _T], *args: object) -> _T:
    """Call in a lane of its own: a host that hangs must not hold up the look at another."""
    lane = Lane(name)
    try:
        return await lane.call(function, *args)
    finally:
        lane.close()


def _discover(look: SystemLook) -> LocalTools:
    release = ""
    if look.platform == "linux" and look.exists(str(_OS_RELEASE)):
        try:
            release = _OS_RELEASE.read_text(encoding="utf-8", errors="replace")
        except OSError as problem:
            _log.info("%s: %s", _OS_RELEASE, problem.strerror)
    return LocalTools(discover(look), find_terminal(look), install_hint(look.platform, release))
