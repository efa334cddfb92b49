"""Writes one plan's journal through a lane, many lines at a time.

A disk takes some milliseconds to be sure of a line. So whatever comes while it is busy goes to it
together afterwards: items that begin or end at the same time share one flush.

When the disk refuses once, nothing more is written: lines behind half a line could not be read.
"""

import asyncio
import logging
from collections.abc import Callable

from console.fleet.connection import LaneLike
from console.fleet.plan_journal import PlanJournal
from console.fleet.plan_journal_line import PlanStory
from console.fleet.tasks import Spawner
from console.model.errors import Cancelled, ConsoleError
from console.model.identity import PlanId

_log = logging.getLogger(__name__)


class _Batch:
    """Lines that go to the disk together."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.is_last = False
        self.written = asyncio.Event()
        self.error: ConsoleError | None = None

    @property
    def is_empty(self) -> bool:
        return not self.lines and not self.is_last


class PlanPen:
    """The journal of one plan.

    Args:
        journal: Where to write; ``None``: nothing is written.
        plan: Which.
        lane: Where it blocks.
        spawner: Runs the writing.
        failed: Told when the disk refuses, once.
    """

    def __init__(
        self,
        journal: PlanJournal | None,
        plan: PlanId,
        *,
        lane: LaneLike,
        spawner: Spawner,
        failed: Callable[[ConsoleError], None],
    ) -> None:
        self._journal = journal
        self._plan = plan
        self._lane = lane
        self._spawner = spawner
        self._failed = failed
        self._header: PlanStory | None = None
        self._next = _Batch()
        self._current: _Batch | None = None
        self._error: ConsoleError | None = None

    def begin(self, story: PlanStory) -> None:
        """Have a new journal begun with the first line that is written."""
        self._header = story

    def note(self, line: str, *, is_last: bool = False) -> None:
        """Write a line soon; ``is_last`` ends the journal."""
        self._put(line, is_last)

    async def write(self, line: str) -> None:
        """Write a line, and return when it is on the disk.

        Raises:
            SettingsNotWritten: The disk refused, now or before.
            Cancelled: The lane was closed.
        """
        batch = self._put(line, False)
        if batch is not None:
            await batch.written.wait()
            if batch.error is not None:
                raise batch.error
        elif self._error is not None:
            raise self._error

    async def flush(self) -> None:
        """Return when everything is on the disk, or the disk refused."""
        while self._current is not None:
            await self._current.written.wait()
            await asyncio.sleep(0)  # the writer goes on after the first who waited

    def _put(self, line: str, is_last: bool) -> _Batch | None:
        if self._journal is None or self._error is not None:
            return None
        batch = self._next
        batch.lines.append(line)
        batch.is_last = batch.is_last or is_last
        if self._current is None and not self._spawner.is_closed:
            self._spawner.spawn(self._work(self._journal), f"journal of plan {self._plan}")
            self._current = batch
        return batch

    async def _work(self, journal: PlanJournal) -> None:
        while not self._next.is_empty:
            batch, self._next = self._next, _Batch()
            self._current = batch
            try:
                await self._lane.call(self._write, journal, batch)
            except ConsoleError as error:
                self._give_up(batch, error)
                self._failed(error)
                return
            except BaseException:  # cut off, or a mistake of ours: whoever waits must know
                self._give_up(batch, Cancelled("the journal was cut off"))
                raise
            self._header = None
            batch.written.set()
        self._current = None

    def _write(self, journal: PlanJournal, batch: _Batch) -> None:
        """Do what a batch says; runs in the lane's thread."""
        if self._header is not None:
            journal.begin(self._header)
        journal.append(self._plan, "".join(batch.lines))
        if batch.is_last:
            journal.end(self._plan)

    def _give_up(self, batch: _Batch, error: ConsoleError) -> None:
        _log.info("The journal of plan %s is not written any more: %s", self._plan, error)
        self._error = error
        self._current = None
        for each in (batch, self._next):
            each.error = error
            each.written.set()
