"""Starts, orders, cancels and undoes operations over all hosts.

The record of an operation exists as soon as it is asked for. What comes after its end is done
here: an operation that can be taken back goes onto the undo stack, and after one whose outcome is
not known, or that failed, the VM is read again, because what is shown may not be so.

An operation may be a part of a plan. Then it is in the log only until its end, because the plan
keeps its result, and it is not undone by itself, because the plan is undone as a whole.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from weakref import WeakValueDictionary

from console.fleet.clock import Clock
from console.fleet.execution import Execution
from console.fleet.file_copy import CopyTools
from console.fleet.operation import (
    HOST_WIDE,
    OperationLog,
    OperationPhase,
    OperationRecord,
    Subject,
)
from console.fleet.plan_run_item import PartEnded
from console.fleet.session import HostSession
from console.fleet.subject import inverse_of, read_back, script_of
from console.fleet.tasks import Spawner
from console.fleet.undo import Undoable, UndoStack
from console.model.errors import ConsoleError
from console.model.identity import HostId, OperationId, PlanId, VmKey

SessionOf = Callable[[HostId], HostSession | None]


class OperationDesk:
    """Takes orders for operations.

    Args:
        log: Takes the records.
        clock: Given to the executions.
        spawner: Runs them.
        session_of: Finds a host's session.
        copies: What file copies share.
        undo: Takes what can be taken back.
    """

    def __init__(
        self,
        log: OperationLog,
        clock: Clock,
        spawner: Spawner,
        session_of: SessionOf,
        *,
        copies: CopyTools,
        undo: UndoStack,
    ) -> None:
        self._log = log
        self._clock = clock
        self._spawner = spawner
        self._session_of = session_of
        self._copies = copies
        self._undo = undo
        self._running: dict[OperationId, Execution] = {}
        # A lock lives as long as an operation on its VM holds or awaits it.
        self._turns: WeakValueDictionary[VmKey, asyncio.Lock] = WeakValueDictionary()
        self._inverses: dict[OperationId, Undoable] = {}
        self._parts: dict[OperationId, PartEnded] = {}

    def order(
        self, key: VmKey, subject: Subject, undoes: OperationId | None = None
    ) -> OperationRecord:
        """Start an operation and return its first record."""
        record = self._record(key, subject, undoes)
        self._begin(key, record)
        return record

    def order_host(self, host: HostId, subject: Subject) -> OperationRecord:
        """Start an operation on a host as a whole and return its first record."""
        return self.order(VmKey(host, HOST_WIDE), subject)

    def order_part(self, key: VmKey, subject: Subject, plan: PlanId, ended: PartEnded) -> None:
        """Start an operation that is a part of a plan; ``ended`` is told of its end, once."""
        record = replace(self._record(key, subject, None), plan=plan)
        self._parts[record.id] = ended
        self._begin(key, record)

    def _record(self, key: VmKey, subject: Subject, undoes: OperationId | None) -> OperationRecord:
        session = self._session_of(key.host)
        snapshot = session.snapshot if session else None
        vm = snapshot.vm(key.vm) if snapshot else None
        label = snapshot.label if snapshot else str(key.host)
        is_host_wide = key.vm == HOST_WIDE
        name = vm.name if vm else label if is_host_wide else str(key.vm)
        return OperationRecord(
            id=self._log.next_id(),
            key=None if is_host_wide else key,
            host=key.host,
            host_label=label,
            vm_name=name,
            subject=subject,
            phase=OperationPhase.WAITING,
            started_at=self._clock.now(),
            powershell=script_of(name, subject),
            undoes=undoes,
        )

    def _begin(self, key: VmKey, record: OperationRecord) -> None:
        self._log.put(record)
        execution = Execution(
            record,
            key,
            session=self._session_of(key.host),
            log=self._log,
            clock=self._clock,
            ended=self._ended,
            begins=self._note_inverse,
            copies=self._copies,
        )
        self._running[record.id] = execution
        turn = self._turns.setdefault(key, asyncio.Lock())
        task = self._spawner.spawn(execution.run(turn), f"operation {record.id}")
        task.add_done_callback(lambda _: execution.cut_off())
        execution.task = task

    def cancel(self, operation: OperationId) -> None:
        """Cancel an operation as far as that is possible; an ended one is left alone."""
        execution = self._running.get(operation)
        if execution is not None:
            execution.cancel()

    def cancel_host(self, host: HostId) -> None:
        """End every operation on a host, because it is being disconnected."""
        for execution in tuple(self._running.values()):
            if execution.host == host and execution.task is not None:
                execution.task.cancel()

    async def wind_down(self, timeout_s: float) -> None:
        """Wait for operations that were cut off and give back what they had borrowed."""
        tasks = [each.task for each in self._running.values() if each.task is not None]
        if tasks:
            await asyncio.wait(tasks, timeout=timeout_s)

    def forget_host(self, host: HostId) -> None:
        """Take nothing back on this host any more."""
        for operation in self._undo.drop_host(host):
            self._mark(operation, can_undo=False)

    def undo(self, entry: Undoable) -> OperationRecord:
        """Take an operation back."""
        self._undo.drop(entry.operation)
        self._mark(entry.operation, can_undo=False)
        record = self.order(entry.key, entry.inverse, undoes=entry.operation)
        self._inverses[record.id] = entry
        return record

    def _note_inverse(self, record: OperationRecord) -> None:
        """Note, right before a change is sent, what would take it back."""
        if record.undoes is not None:
            return
        key = record.place
        session = self._session_of(key.host)
        vm = session.snapshot.vm(key.vm) if session else None
        inverse = inverse_of(vm, record.subject, session.snapshot.facts if session else None)
        if inverse is not None:
            self._inverses[record.id] = Undoable(record.id, key, record.vm_name, inverse)

    def _ended(self, record: OperationRecord) -> None:
        self._running.pop(record.id, None)
        entry = self._inverses.pop(record.id, None)
        if record.plan is not None:
            self._part_ended(record, entry)
        session = self._session_of(record.host)
        if session is None:
            return
        # A change that was made can be taken back; one that was not taken back still can be.
        is_entry = (record.phase is OperationPhase.SUCCEEDED) is (record.undoes is None)
        if entry and is_entry and record.plan is None:
            self._push(entry)
        if record.phase is OperationPhase.UNKNOWN_OUTCOME:
            self._look_again(session, record)
        elif record.phase is OperationPhase.FAILED:
            session.doubt()

    def _part_ended(self, record: OperationRecord, entry: Undoable | None) -> None:
        is_made = entry is not None and record.phase is OperationPhase.SUCCEEDED
        self._log.drop(record.id)
        self._parts.pop(record.id)(record, entry.inverse if entry and is_made else None)

    def _push(self, entry: Undoable) -> None:
        self._undo.push(entry)
        self._mark(entry.operation, can_undo=True)

    def _mark(self, operation: OperationId, *, can_undo: bool) -> None:
        record = self._log.record(operation)
        if record is not None:
            self._log.put(replace(record, can_undo=can_undo))

    def _look_again(self, session: HostSession, record: OperationRecord) -> None:
        if not self._spawner.is_closed:
            self._spawner.spawn(_read_again(session, record), f"look again {record.id}")


async def _read_again(session: HostSession, record: OperationRecord) -> None:
    """Read a VM after a change whose outcome is not known.

    The interactive lane does it after the call that may still run, so it sees that call's effect;
    the background reading does not wait for that.
    """
    session.doubt()
    try:
        await read_back(session, record.place.vm, record.subject)
    except ConsoleError:
        session.doubt()  # the background reading goes on trying
