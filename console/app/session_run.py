"""Runs one session to its end, with or without the adapter: blocks, in a lane of its own."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from console.model.connection import Credential
from console.model.errors import NotPossible
from console.model.session import SessionMode
from console.rdp.client import ClientKind, PasswordWay
from console.rdp.launch import RdpProcess
from console.rdp.launch_plan import LaunchPlan
from console.rdp.outcome import EndReason, SessionEnd
from console.rdp.render import render
from console.rdp.session import SessionRequest
from console.rdp.terminal import Terminal, ssh_argv
from console.ui.sessions.ports import SessionOrder

if TYPE_CHECKING:
    from console.rdp.adapter import Adapter

_FREERDPS: Final = (ClientKind.FREERDP2, ClientKind.FREERDP3)
_ANY_PROGRAM: Final = ClientKind.MSTSC
"""Judged by how long it lived, as every program whose exit codes we do not know."""


class SessionRun:
    """One session.

    Args:
        order: What is to be opened.
        terminal: Where SSH is shown.
        uses_adapter: Whether the client goes through the loopback adapter.
    """

    def __init__(
        self, order: SessionOrder, terminal: Terminal | None, *, uses_adapter: bool
    ) -> None:
        self._order = order
        self._terminal = terminal
        self._uses_adapter = uses_adapter
        self._lock = threading.Lock()
        self._process: RdpProcess | None = None
        self._adapter: Adapter | None = None
        self._is_ended = False

    @property
    def wants_password(self) -> bool:
        """Whether the host's password is handed over: never to a guest, nor to what asks itself."""
        request, client = self._order.request, self._order.client
        if client is None or not request.goes_over_host:
            return False
        return self._uses_adapter or client.password_way is not PasswordWay.ASKS

    @property
    def pid(self) -> int | None:
        """The client's process, ``None`` before it has started."""
        process = self._process
        return process.pid if process is not None else None

    def run(self, password: str) -> SessionEnd:
        """Open the session and return how it ended.

        Raises:
            NotPossible: It cannot be begun at all.
            ConsoleError: The adapter could not be opened.
        """
        if self._order.client is None:
            return self._run_ssh()
        _see_folders(self._order.request, self._order.client.kind)
        if self._uses_adapter and self._order.request.goes_over_host:
            return self._run_adapted(password)
        plan = render(self._order.request, self._order.client)
        return self._start(RdpProcess(self._order.client.kind, plan), password)

    def end(self) -> None:
        """Have it end; never blocks."""
        with self._lock:
            self._is_ended = True
            process, adapter = self._process, self._adapter
        if process is not None:
            process.end()
        if adapter is not None:
            adapter.close()

    def _run_ssh(self) -> SessionEnd:
        request = self._order.request
        if self._terminal is None:
            raise NotPossible("no_terminal", request.host)
        argv = ssh_argv(self._terminal, request.host, request.user)
        return self._start(RdpProcess(_ANY_PROGRAM, LaunchPlan(argv, PasswordWay.ASKS)), "")

    def _run_adapted(self, password: str) -> SessionEnd:
        """Run a client that talks to us, and we to the host.

        A client may hand the session to another of its processes and end at once; then the session
        lives for as long as the adapter does.
        """
        # CredSSP's libraries take 0.2 s to load: not at the start, and here in the session's lane.
        from console.app.adapted_end import joined  # noqa: PLC0415
        from console.rdp.adapter import Adapter, adapter_request  # noqa: PLC0415

        request, client = self._order.request, self._order.client
        if client is None:
            raise NotPossible("client_start", "")
        adapter = Adapter(request, Credential(request.user, password))
        with self._lock:
            self._adapter = adapter
        plan = render(adapter_request(request, adapter.start()), client)
        try:
            end = self._start(RdpProcess(client.kind, plan), "")
        except BaseException:
            adapter.close()
            raise
        if end.is_failure or self._is_ended:
            adapter.close()
        return joined(end, adapter.wait())

    def _start(self, process: RdpProcess, password: str) -> SessionEnd:
        with self._lock:
            self._process = process
            is_late = self._is_ended
        if is_late:
            return SessionEnd(EndReason.CANCELLED, -15)
        return process.run(password)


def _see_folders(request: SessionRequest, kind: ClientKind) -> None:
    """Look for the folders that FreeRDP is to share: it ends at once where one is missing.

    Raises:
        NotPossible: ``session_folder``.
    """
    if kind not in _FREERDPS or request.mode is SessionMode.BASIC:
        return
    for folder in request.options.drives:
        if folder != "*" and not Path(folder).is_dir():
            raise NotPossible("session_folder", folder)


def adapted(order: SessionOrder, words: frozenset[str]) -> bool:
    """Whether a session goes through the adapter: switched on for its client, and over the host."""
    client = order.client
    return client is not None and client.kind in words and order.request.goes_over_host
