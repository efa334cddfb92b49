"""Keeps what was last known of hosts beyond the end of the program, and brings it back.

Theory of operation
-------------------
``recall`` reads the kept rows once, in the lane, and lays them under hosts that have not answered
yet; from then on the keeper follows the store. A host that was read is noted as changed and written
with the others at most every ``EVERY_S`` seconds, and at the end. Readings in which nothing moved
but loads and uptimes are worth a write only every ``VOLATILE_EVERY_S`` seconds. Encoding and
writing happen in the lane's thread, on frozen values. A host that is removed is dropped. What could
not be written is tried again after ``AGAIN_S`` seconds.

Nothing here can fail the program: it is a cache. What is wrong with it is told once each.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Final, Protocol

from console.fleet.clock import Clock, Timer
from console.fleet.connection import LaneLike
from console.fleet.store import FleetStore, HostChange, StoreChange
from console.fleet.tasks import Spawner
from console.model.errors import ConsoleError
from console.model.host import HostFacts, HostSnapshot
from console.model.identity import HostId
from console.model.vm import VmSnapshot
from console.settings.last_known import CacheTrouble, LastKnown, LastKnownFailed
from console.settings.schema import HostConfig

_log = logging.getLogger(__name__)

EVERY_S: Final = 30.0
AGAIN_S: Final = 300.0
"""After what could not be written."""
VOLATILE_EVERY_S: Final = 600.0
TOGETHER: Final = 8
"""How many hosts are read from the file at a time."""
_VOLATILE: Final = frozenset(
    {"cpu_percent", "uptime_s", "memory_mb", "memory_available_percent", "heartbeat"}
)


class Book(Protocol):
    """Where it is kept (``settings.last_known.LastKnownBook``); every method blocks."""

    def hosts(self) -> tuple[HostId, ...]:
        """Return of which hosts something is kept."""
        ...

    def load(self, hosts: Sequence[HostId] | None = None) -> tuple[LastKnown, ...]:
        """Return what is kept of some hosts."""
        ...

    def save(self, records: Sequence[LastKnown]) -> bool:
        """Keep these; whether that went well."""
        ...

    def forget(self, hosts: Iterable[HostId]) -> bool:
        """Drop what is kept of these hosts; whether that went well."""
        ...

    def take_problem(self) -> LastKnownFailed | None:
        """Return the last thing that went wrong, once."""
        ...


class Recalls(Protocol):
    """Who takes what was last known (``Fleet``)."""

    def recall(
        self, host: HostId, vms: tuple[VmSnapshot, ...], facts: HostFacts | None, read_at: float
    ) -> None:
        """Show a host's last known rows until it answers."""
        ...


class LastKnownKeeper:
    """Used on the loop's thread.

    Args:
        book: Where it is kept; used in the lane only.
        lane: Where files are read and written.
        store: What is kept.
        clock: Tells how old it is.
        spawner: Runs the writing.
        url_of: Where a host is, empty for one that is not to be kept.
        tell: Is told what is wrong with the file, each trouble once.
    """

    def __init__(
        self,
        book: Book,
        lane: LaneLike,
        store: FleetStore,
        clock: Clock,
        spawner: Spawner,
        *,
        url_of: Callable[[HostId], str],
        tell: Callable[[LastKnownFailed], None] = lambda _: None,
    ) -> None:
        self._book = book
        self._lane = lane
        self._store = store
        self._clock = clock
        self._spawner = spawner
        self._url_of = url_of
        self._tell = tell
        self._told: set[CacheTrouble] = set()
        self._changed: dict[HostId, None] = {}
        self._volatile: dict[HostId, None] = {}
        self._gone: set[HostId] = set()
        self._timer: Timer | None = None
        self._slow: Timer | None = None
        self._end: Callable[[], None] | None = None

    async def recall(self, fleet: Recalls, configs: Sequence[HostConfig]) -> int:
        """Lay what was kept under these hosts, begin to follow, and return how many had any.

        Some hosts at a time, so that the first rows are there while the rest is read. What is kept
        of a host that is configured no more, or elsewhere now, is dropped.
        """
        urls = {config.id: config.endpoint.url for config in configs}
        found = 0
        try:
            kept = await self._lane.call(self._book.hosts)
            self._gone.update(host for host in kept if host not in urls)
            wanted = [host for host in kept if host in urls]
            for at in range(0, len(wanted), TOGETHER):
                records = await self._lane.call(self._book.load, wanted[at : at + TOGETHER])
                found += sum(self._recall(fleet, each, urls[each.host]) for each in records)
            await self._tell_problem()
        except ConsoleError as problem:
            _log.info("last known rows: %s", problem)
        self._end = self._store.subscribe(self._take_change)
        if self._gone:
            self._plan()
        return found

    def _recall(self, fleet: Recalls, record: LastKnown, url: str) -> bool:
        if record.url != url:
            self._gone.add(record.host)
            return False
        age = max(0.0, self._clock.now().timestamp() - record.seen_at)
        read_at = self._clock.monotonic() - age
        fleet.recall(record.host, record.vms, record.facts, read_at)
        return True

    async def close(self, timeout_s: float) -> None:
        """Write what has not been written, within ``timeout_s``, and follow no more."""
        if self._end is not None:
            self._end()
            self._end = None
            await self._wind_down(timeout_s)
        self._lane.close()

    async def _wind_down(self, timeout_s: float) -> None:
        for timer in (self._timer, self._slow):
            if timer is not None:
                timer.cancel()
        self._changed.update(self._volatile)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._write(), timeout_s)

    def _take_change(self, change: StoreChange) -> None:
        for host, each in change.hosts.items():
            if each.after is None:
                self._gone.add(host)
                self._changed.pop(host, None)
                self._volatile.pop(host, None)
            elif each.after.is_current and self._url_of(host):
                self._gone.discard(host)
                (self._volatile if _is_volatile(each) else self._changed)[host] = None
        if self._changed or self._gone:
            self._plan()
        if self._volatile and self._slow is None:
            self._slow = self._clock.later(VOLATILE_EVERY_S, self._volatile_is_due)

    def _volatile_is_due(self) -> None:
        self._slow = None
        self._changed.update(self._volatile)
        self._volatile.clear()
        self._plan()

    def _plan(self, seconds: float = EVERY_S) -> None:
        if self._timer is None:
            self._timer = self._clock.later(seconds, self._is_due)

    def _is_due(self) -> None:
        self._timer = None
        if not self._spawner.is_closed:
            self._spawner.spawn(self._write(), "keep last known rows")

    async def _write(self) -> None:
        gone, self._gone = self._gone, set()
        changed, self._changed = self._changed, {}
        for host in changed:
            self._volatile.pop(host, None)
        records = self._records(changed)
        try:
            if gone and not await self._lane.call(self._book.forget, tuple(gone)):
                self._gone |= gone
            if records and not await self._lane.call(self._book.save, records):
                self._changed = {**changed, **self._changed}
            await self._tell_problem()
        except ConsoleError as problem:
            _log.info("last known rows: %s", problem)
        if (self._gone or self._changed) and self._end is not None:
            self._plan(AGAIN_S)

    async def _tell_problem(self) -> None:
        problem = await self._lane.call(self._book.take_problem)
        if problem is not None and problem.trouble not in self._told:
            self._told.add(problem.trouble)
            self._tell(problem)

    def _records(self, hosts: Mapping[HostId, None]) -> tuple[LastKnown, ...]:
        now, moment = self._clock.monotonic(), self._clock.now().timestamp()
        snapshots = (self._store.hosts.get(host) for host in hosts)
        return tuple(
            LastKnown(each.id, url, moment - (now - each.read_at), each.facts, each.vms)
            for each in snapshots
            if each is not None and each.read_at is not None and (url := self._url_of(each.id))
        )


def _is_volatile(change: HostChange) -> bool:
    """Whether nothing moved that is worth a write by itself."""
    before, after, diff = change.before, change.after, change.diff
    if before is None or after is None or diff.added or diff.removed:
        return False
    return _same_facts(before, after) and all(names <= _VOLATILE for names in diff.changed.values())


def _same_facts(before: HostSnapshot, after: HostSnapshot) -> bool:
    return before.facts == after.facts and before.link is after.link
