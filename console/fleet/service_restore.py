"""Gives back what a file copy could not: the guest service off again, the staged file removed.

Theory of operation
-------------------
Notes come from the disk (``load``, at the start of the program) and from copies that ended owing
something. For each note at most one task runs. It removes the staged file; it asks the host whether
the service is on, once the host is online; and if it is, orders the switching off like any other
operation, so that it shows in the activity list and waits for its turn on the VM. The note goes
when the service was read as off. What fails is tried again after a growing pause, and at once when
the host comes online.

A note is about what *we* did. When the service is found off, or the VM or its service is gone,
there is nothing to give back. When the user has switched the service by an operation of their own
since, that is what stands, and the note goes.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Final, Protocol

from console.fleet import staging
from console.fleet.clock import Clock, Timer
from console.fleet.copy_note import CopyNotes
from console.fleet.gateway import HostGateway
from console.fleet.operation import (
    OperationLog,
    OperationPhase,
    OperationRecord,
    ServiceChange,
    Subject,
)
from console.fleet.store import FleetStore, StoreChange
from console.fleet.tasks import Spawner
from console.model.errors import ConsoleError
from console.model.identity import HostId, OperationId, VmKey
from console.model.service import ServiceKind, ServiceSnapshot
from console.settings.service_restore import CopyNote

_log = logging.getLogger(__name__)

FIRST_RETRY_S: Final = 30.0
LAST_RETRY_S: Final = 1800.0


class Orders(Protocol):
    """What is used of the fleet."""

    def order(self, vm: VmKey, subject: Subject) -> OperationRecord:
        """Start an operation."""
        ...

    def ask(
        self, host: HostId, read: Callable[[HostGateway], ServiceSnapshot]
    ) -> Awaitable[ServiceSnapshot]:
        """Read something of a host."""
        ...


class ServiceRestorer:
    """Works the notes off. Used on the loop's thread.

    Args:
        notes: What is owed.
        orders: Starts operations and asks hosts.
        log: Tells how operations end.
        store: Tells when a host comes online.
        spawner: Runs the tasks.
        clock: Measures the pauses.
    """

    def __init__(
        self,
        notes: CopyNotes,
        *,
        orders: Orders,
        log: OperationLog,
        store: FleetStore,
        spawner: Spawner,
        clock: Clock,
    ) -> None:
        self._notes = notes
        self._orders = orders
        self._log = log
        self._store = store
        self._spawner = spawner
        self._clock = clock
        self._at_work: set[str] = set()
        self._pauses: dict[str, float] = {}
        self._timers: dict[str, Timer] = {}
        self._own: set[OperationId] = set()
        self._unsubscribes = (store.subscribe(self._store_changed), log.subscribe(self._told))
        notes.when_left = self._begin

    @property
    def owed(self) -> tuple[CopyNote, ...]:
        """What is still to be given back, for people to see."""
        return self._notes.left

    async def load(self) -> None:
        """Take up what earlier runs have left; call it once, at the start.

        Raises:
            SettingsInvalid: The notes cannot be understood; the file is left alone.
        """
        await self._notes.load()

    def close(self) -> None:
        """Begin nothing any more; what is owed stays noted."""
        for unsubscribe in self._unsubscribes:
            unsubscribe()
        for timer in self._timers.values():
            timer.cancel()
        self._notes.when_left = lambda _: None

    def _store_changed(self, change: StoreChange) -> None:
        for note in self._notes.left:
            each = change.hosts.get(note.host)
            if each is None or each.after is None or not each.after.may_change:
                continue
            # A host may have gone and come between two tellings, so "online" alone is enough,
            # unless a try is due later.
            was = each.before is not None and each.before.may_change
            if not was or note.id not in self._timers:
                self._begin(note)

    def _begin(self, note: CopyNote) -> None:
        """Work a note off, unless that is being done or the program ends."""
        if note.id in self._at_work or self._spawner.is_closed:
            return
        timer = self._timers.pop(note.id, None)
        if timer is not None:
            timer.cancel()
        self._at_work.add(note.id)
        task = self._spawner.spawn(self._work_off(note), f"give back {note.id}")
        task.add_done_callback(lambda _: self._at_work.discard(note.id))

    def _begin_again(self, note_id: str) -> None:
        self._timers.pop(note_id, None)
        for note in self._notes.left:
            if note.id == note_id:
                self._begin(note)

    async def _work_off(self, note: CopyNote) -> None:
        try:
            if note.staged:
                note = await self._remove_staged(note)
            if note.service is not None and self._may_change(note.host):
                note = await self._restore(note, note.service)
        except ConsoleError as error:
            _log.info("Note %s could not be worked off: %s", note.id, error)
        if note.staged or (note.service is not None and self._may_change(note.host)):
            self._try_later(note)

    async def _remove_staged(self, note: CopyNote) -> CopyNote:
        try:
            await self._notes.lane.call(staging.remove, Path(note.staged))
        except staging.StagingFailed as error:
            _log.info("Note %s: %s", note.id, error)
            return note
        return await self._settled(replace(note, staged=""))

    async def _restore(self, note: CopyNote, kind: ServiceKind) -> CopyNote:
        if await self._is_on(note, kind):
            await self._switch_off(note, kind)
            if await self._is_on(note, kind):
                return note
        return await self._settled(replace(note, service=None))

    async def _is_on(self, note: CopyNote, kind: ServiceKind) -> bool:
        seen = await self._orders.ask(
            note.host, lambda gateway: gateway.read_service(note.vm, kind)
        )
        return seen.enabled is True

    async def _switch_off(self, note: CopyNote, kind: ServiceKind) -> None:
        """Order it, and wait for its end, however that is."""
        ended = asyncio.Event()
        record = self._orders.order(VmKey(note.host, note.vm), ServiceChange(kind, on=False))
        self._own.add(record.id)

        def told(news: OperationRecord) -> None:
            if news.id == record.id and not news.is_pending:
                ended.set()

        unsubscribe = self._log.subscribe(told)
        try:
            await ended.wait()
        finally:
            unsubscribe()

    async def _settled(self, note: CopyNote) -> CopyNote:
        await self._notes.settle(note)
        return note

    def _try_later(self, note: CopyNote) -> None:
        pause = self._pauses.get(note.id, FIRST_RETRY_S)
        self._pauses[note.id] = min(LAST_RETRY_S, pause * 2)
        self._timers[note.id] = self._clock.later(pause, lambda: self._begin_again(note.id))

    def _told(self, record: OperationRecord) -> None:
        """Let a note go when the user has switched the service by an operation of their own."""
        subject = record.subject
        is_theirs = record.phase is OperationPhase.SUCCEEDED and record.id not in self._own
        if not isinstance(subject, ServiceChange) or not is_theirs or self._spawner.is_closed:
            return
        for note in self._notes.left:
            if VmKey(note.host, note.vm) == record.key and note.service is subject.kind:
                self._spawner.spawn(self._let_go(note), f"let go {note.id}")

    async def _let_go(self, note: CopyNote) -> None:
        try:
            await self._settled(replace(note, service=None))
        except ConsoleError as error:
            _log.info("Note %s could not be removed: %s", note.id, error)

    def _may_change(self, host: HostId) -> bool:
        """Whether the host is there and may be changed; what is owed waits for both."""
        snapshot = self._store.hosts.get(host)
        return snapshot is not None and snapshot.may_change
