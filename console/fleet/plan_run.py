"""One plan while it runs.

Theory of operation
-------------------
Each item is carried out by a task of its own, which begins when the queue lets it:

1. *Look*: the store shows whether the change is still to be made. An item that an earlier run of
   the plan had sent, and one whose services nobody has read, is read from the host first.
2. *Note*: the journal says that the item is sent; not before that is on the disk,
3. *Order*: it becomes an ordinary operation, which goes its own way to its end.

Whenever something has come about (an item ended, the store changed, the plan was stopped), ``pump``
looks what follows: items of a host that is not online any more fail with the host's error, while
those of one that is just being connected wait; free places are filled; the plan ends.

A plan never cancels an operation: what was begun ends by itself.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from console.fleet.plan import Obstacle, OriginKind, PlanItem
from console.fleet.plan_journal_line import (
    PlanStory,
    ended_line,
    finished_line,
    sent_line,
    stop_line,
)
from console.fleet.plan_pen import PlanPen
from console.fleet.plan_queue import PlanQueue
from console.fleet.plan_record import FAILURES, ItemPhase, ItemResult, PlanPhase, PlanRecord
from console.fleet.plan_resume import Doubt, obstacle_error, unknown
from console.fleet.plan_run_item import ItemCarrier, RunTools
from console.model.errors import Cancelled, ConsoleError
from console.model.host import LinkState
from console.model.identity import HostId, PlanId

_log = logging.getLogger(__name__)


class PlanRun:
    """A plan: new, found on the disk, under way or over.

    Args:
        story: What is to be done, and what was done by earlier runs.
        tools: What all plans share.
        changed: Told of every change of the record.
    """

    def __init__(
        self, story: PlanStory, tools: RunTools, changed: Callable[["PlanRun"], None]
    ) -> None:
        self.id = story.id
        self.origin = story.origin
        self.is_partial = False
        self.undone_by: PlanId | None = None
        self._story = story
        self._tools = tools
        self._changed = changed
        self._pen: PlanPen | None = None
        self._phase = PlanPhase.INTERRUPTED
        self._finished_at: datetime | None = None
        self._error: ConsoleError | None = None
        self._results = _as_left(story)
        self._doubts = {number: Doubt(before) for number, before in story.sent.items()}
        self._queue = PlanQueue((), story.limits)
        self._carrier = ItemCarrier(tools, story.id)
        self._record: PlanRecord | None = None

    @property
    def phase(self) -> PlanPhase:
        """How far it has come."""
        return self._phase

    @property
    def is_pending(self) -> bool:
        """Whether it is under way."""
        return self._phase in (PlanPhase.RUNNING, PlanPhase.STOPPING)

    @property
    def results(self) -> tuple[ItemResult, ...]:
        """How its items stand."""
        return self.record.results

    @property
    def record(self) -> PlanRecord:
        """How it stands."""
        if self._record is None:
            self._record = PlanRecord(
                id=self.id,
                origin=self.origin,
                phase=self._phase,
                results=tuple(self._results),
                started_at=self._story.started_at,
                finished_at=self._finished_at,
                can_undo=bool(self.undoable_items),
                undone_by=self.undone_by,
                error=self._error,
            )
        return self._record

    @property
    def undoable_items(self) -> tuple[PlanItem, ...]:
        """What can be taken back: changes really made, on hosts that are still known."""
        is_over = self._phase in (PlanPhase.FINISHED, PlanPhase.STOPPED)
        if not is_over or self.origin.kind is OriginKind.UNDO or self.undone_by is not None:
            return ()
        session_of = self._tools.session_of
        return tuple(
            result.item
            for result in self._results
            if result.was_changed and session_of(result.item.key.host) is not None
        )

    def write_with(self, pen: PlanPen) -> None:
        """Keep the journal with this pen; to be called before anything is begun."""
        self._pen = pen

    def begin(self) -> None:
        """Begin, or go on where an earlier run was cut off."""
        if self._phase is not PlanPhase.INTERRUPTED:
            return
        self._phase = PlanPhase.RUNNING
        for number in self._doubts:
            self._results[number] = ItemResult(self._results[number].item)
        waiting = (
            (number, result.item.key)
            for number, result in enumerate(self._results)
            if result.phase is ItemPhase.WAITING
        )
        self._queue = PlanQueue(waiting, self._story.limits)
        self._note_change()
        self._stop_after_failures()
        self.pump()

    def stop(self) -> None:
        """Begin nothing more; what is under way ends."""
        if self._phase is not PlanPhase.RUNNING:
            return
        self._phase = PlanPhase.STOPPING
        self._write(stop_line())
        for number in self._queue.drop_all():
            result = self._results[number]
            if number in self._doubts:
                self._end(number, unknown(result.item))
            else:
                self._results[number] = replace(result, phase=ItemPhase.NOT_RUN)
        self._note_change()
        self.pump()

    def discard(self) -> None:
        """End a plan that was cut off, without going on."""
        if self._phase is PlanPhase.INTERRUPTED:
            for number, result in enumerate(self._results):
                if result.phase is ItemPhase.WAITING:
                    self._results[number] = replace(result, phase=ItemPhase.NOT_RUN)
            self._finish(PlanPhase.STOPPED)

    def interrupt(self) -> None:
        """Stop caring, because the program ends; the journal tells where to go on."""
        if not self.is_pending:
            return
        self._phase = PlanPhase.INTERRUPTED
        for number, result in enumerate(self._results):
            if result.phase is ItemPhase.RUNNING:
                is_sent = number in self._doubts
                self._results[number] = unknown(result.item) if is_sent else ItemResult(result.item)
        self._note_change()

    def journal_failed(self, error: ConsoleError) -> None:
        """Stop: what cannot be noted beforehand is not sent."""
        self._error = error
        self.stop()
        self._note_change()

    def note_undone(self, by: PlanId | None) -> None:
        """Note which plan takes this one back; ``None``: none does any more."""
        self.undone_by = by
        self._note_change()

    def look_again(self) -> None:
        """Make the record anew: a host was added or removed."""
        if self.record.can_undo is not bool(self.undoable_items):
            self._note_change()

    def pump(self) -> None:
        """Do what follows from what has come about."""
        if not self.is_pending:
            return
        for host in self._queue.hosts:
            if self._link(host) not in (LinkState.ONLINE, LinkState.CONNECTING):
                for number in self._queue.drop_host(host):
                    self._end(number, self._lost(number))
        self._stop_after_failures()
        while (number := self._queue.take(self._is_online)) is not None:
            self._results[number] = replace(self._results[number], phase=ItemPhase.RUNNING)
            self._note_change()
            self._tools.spawner.spawn(self._carry(number), f"plan {self.id}, item {number}")
        if self.is_pending and not self._queue.is_waiting and not self._queue.under_way:
            is_whole = all(result.phase is not ItemPhase.NOT_RUN for result in self._results)
            self._finish(PlanPhase.FINISHED if is_whole else PlanPhase.STOPPED)

    async def _carry(self, number: int) -> None:
        item = self._results[number].item
        try:
            result = await self._carrier.carry(
                item, self._doubts.get(number), lambda before: self._note_sent(number, before)
            )
        except ConsoleError as error:
            result = ItemResult(item, ItemPhase.FAILED, error)
        except Exception as problem:  # noqa: BLE001 - the plan must come to an end
            _log.exception("Item %d of plan %s failed", number, self.id)
            result = unknown(item, ConsoleError(type(problem).__name__))
        if self.is_pending:
            self._queue.ended(number)
            self._end(number, result)
            self.pump()

    async def _note_sent(self, number: int, before: bool | None) -> None:
        """Note, right before an item is sent, that it is.

        Raises:
            SettingsNotWritten: The disk refused; it may not be sent.
            Cancelled: The program ends.
        """
        if self._pen is not None:
            await self._pen.write(sent_line(number, before))
        if not self.is_pending:
            raise Cancelled("the program ends")
        self._doubts[number] = Doubt(before)

    def _lost(self, number: int) -> ItemResult:
        item = self._results[number].item
        host = self._tools.store.hosts.get(item.key.host)
        error = obstacle_error(item, host, Obstacle.HOST_AWAY)
        if number in self._doubts:
            return unknown(item, error)
        return ItemResult(item, ItemPhase.FAILED, error)

    def _link(self, host: HostId) -> LinkState:
        snapshot = self._tools.store.hosts.get(host)
        return snapshot.link if snapshot is not None else LinkState.OFFLINE

    def _is_online(self, host: HostId) -> bool:
        return self._link(host) is LinkState.ONLINE

    def _end(self, number: int, result: ItemResult) -> None:
        self._doubts.pop(number, None)
        self._results[number] = result
        self._write(ended_line(number, result))
        self._note_change()

    def _stop_after_failures(self) -> None:
        limit = self._story.limits.stop_after
        if limit is not None and sum(r.phase in FAILURES for r in self._results) >= limit:
            self.stop()

    def _finish(self, phase: PlanPhase) -> None:
        self._phase = phase
        self._finished_at = self._tools.clock.now()
        self._write(finished_line(self._finished_at), is_last=True)
        self._note_change()

    def _write(self, line: str, *, is_last: bool = False) -> None:
        if self._pen is not None:
            self._pen.note(line, is_last=is_last)

    def _note_change(self) -> None:
        self._record = None
        self._changed(self)


def _as_left(story: PlanStory) -> list[ItemResult]:
    """Return how items stand before the plan is begun, or begun again."""
    results = list(story.results)
    for number, result in enumerate(results):
        if number in story.sent:
            results[number] = unknown(result.item)
        elif story.is_stopped and result.phase is ItemPhase.WAITING:
            results[number] = replace(result, phase=ItemPhase.NOT_RUN)
    return results
