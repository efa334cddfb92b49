"""Simulated hosts that run in another thread, for use from this one.

``running`` is for tests: it starts a fleet in a thread of its own, gives handles that are safe to
use from the outside, and leaves no thread, socket or task behind.
"""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Coroutine, Generator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from console.simulator.console.record import ConsoleConnection
from console.simulator.faults import FaultPlan
from console.simulator.objects import Objects
from console.simulator.server import SimulatedFleet, SimulatedHost
from console.simulator.traffic import TrafficLog

_T = TypeVar("_T")
_THREAD_LIMIT_S = 30.0


class RunningHost:
    """A host in another thread, for use from this one."""

    def __init__(self, host: SimulatedHost, loop: asyncio.AbstractEventLoop) -> None:
        self._host = host
        self._loop = loop

    @property
    def name(self) -> str:
        """The host's name."""
        return self._host.settings.name

    @property
    def url(self) -> str:
        """Where it listens."""
        return self._host.url

    @property
    def port(self) -> int:
        """Its TCP port."""
        return self._host.port

    @property
    def console_port(self) -> int | None:
        """Its port of consoles, ``None`` where there is none."""
        return self._host.console_port

    @property
    def console_connections(self) -> tuple[ConsoleConnection, ...]:
        """Those to its port of consoles, oldest first."""
        return self.call(lambda: self._host.console_connections)

    @property
    def repository(self) -> Objects:
        """Its objects; change them through ``call`` only."""
        return self._host.repository

    @property
    def plan(self) -> FaultPlan:
        """What it does wrong."""
        return self._host.plan

    @property
    def log(self) -> TrafficLog:
        """What came and went."""
        return self._host.log

    @property
    def open_enumerations(self) -> int:
        """How many enumerations clients have under way."""
        return self.call(lambda: self._host.open_enumerations)

    @property
    def open_connections(self) -> int:
        """How many TCP connections are open."""
        return self.call(lambda: self._host.open_connections)

    def close_idle_connections(self) -> int:
        """Close connections that wait for a request; return how many."""
        return self._run(self._host.close_idle_connections())

    def expire_contexts(self) -> None:
        """Forget all enumerations."""
        self._run(self._host.expire_contexts())

    def close_console(self) -> None:
        """Stop listening for consoles only."""
        self._run(self._host.close_console())

    def open_console(self, *, renew: bool = False) -> None:
        """Listen for consoles again, perhaps with another certificate."""
        self._run(self._host.open_console(renew=renew))

    def stop_listening(self) -> None:
        """Go away without a word."""
        self._run(self._host.stop_listening())

    def restart(self) -> None:
        """Listen again on the same port, with no connection and no enumeration left."""
        self._run(self._host.restart())

    def call(self, function: Callable[[], _T]) -> _T:
        """Run a function in the host's thread, between two requests, and return its result."""

        async def run() -> _T:
            return function()

        return self._run(run())

    def _run(self, work: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_THREAD_LIMIT_S)


@contextlib.contextmanager
def running(hosts: Sequence[SimulatedHost]) -> Generator[tuple[RunningHost, ...]]:
    """Run hosts in a thread of their own inside the block.

    Raises:
        OSError: A port is taken.
        ValueError: A certificate and its key do not belong together.
    """
    fleet = SimulatedFleet(hosts)
    ready = threading.Event()
    outcome = _Outcome()

    async def live() -> None:
        stop = asyncio.Event()
        outcome.loop, outcome.stop = asyncio.get_running_loop(), stop
        try:
            await fleet.start()
        except (OSError, ValueError) as problem:
            outcome.problem = problem
            return
        finally:
            ready.set()
        await stop.wait()
        await fleet.close()

    thread = threading.Thread(target=lambda: asyncio.run(live()), name="simulated-fleet")
    thread.start()
    ready.wait()
    try:
        if outcome.problem is not None:
            raise outcome.problem
        loop = outcome.loop
        assert loop is not None  # noqa: S101 -- set before ready
        yield tuple(RunningHost(host, loop) for host in fleet.hosts)
    finally:
        if outcome.problem is None and outcome.loop is not None and outcome.stop is not None:
            outcome.loop.call_soon_threadsafe(outcome.stop.set)
        thread.join()


@dataclass(slots=True)
class _Outcome:
    loop: asyncio.AbstractEventLoop | None = None
    stop: asyncio.Event | None = None
    problem: OSError | ValueError | None = None
