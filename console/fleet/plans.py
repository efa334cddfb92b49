"""Changes of many VMs: started, stopped, resumed, discarded and undone as one.

A plan that was cut off with the program is found again by ``load`` and stands as INTERRUPTED until
somebody resumes or discards it: nothing is done to a host by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from console.fleet.connection import LaneLike
from console.fleet.operation import ServiceChange
from console.fleet.plan import Obstacle, OriginKind, Plan, PlanOrigin, Wish, draft
from console.fleet.plan_journal import PlanJournal
from console.fleet.plan_journal_line import PlanStory
from console.fleet.plan_limits import PlanLimits
from console.fleet.plan_pen import PlanPen
from console.fleet.plan_record import FAILURES, ItemPhase, ItemResult, PlanPhase, PlanRecord
from console.fleet.plan_run import PlanRun
from console.fleet.plan_run_item import RunTools
from console.fleet.plan_teller import PlanTeller
from console.fleet.store import StoreChange
from console.fleet.undo import UndoablePlan, UndoStack
from console.model.errors import ConsoleError, NotPossible
from console.model.identity import PlanId

__all__ = ["PlanDesk", "PlanLimits", "PlanStorage"]

MAX_PLANS: Final = 100
"""Plans that are over and still shown."""
_DEFAULT: Final = PlanLimits()
_PASSING: Final = (Obstacle.HOST_AWAY, Obstacle.NOT_READ)
"""Obstacles that may be gone when it is tried again."""
_NOT_DONE: Final = FAILURES | {ItemPhase.NOT_RUN}


@dataclass(frozen=True, slots=True)
class PlanStorage:
    """Where plans are noted.

    Attributes:
        journal: The files; ``None``: plans last as long as the program.
        lane: Where writing them blocks.
    """

    journal: PlanJournal | None
    lane: LaneLike


class PlanDesk:
    """All plans of this run, and those that earlier runs left unfinished.

    Args:
        tools: What runs items.
        storage: Where plans are noted.
        undo: Takes plans that can be taken back.
    """

    def __init__(self, tools: RunTools, storage: PlanStorage, undo: UndoStack) -> None:
        self._tools = tools
        self._storage = storage
        self._undo = undo
        self._runs: dict[PlanId, PlanRun] = {}
        self._pens: dict[PlanId, PlanPen] = {}
        self._teller = PlanTeller(tools.clock)
        self._over: set[PlanId] = set()
        tools.store.subscribe(self._store_changed)

    @property
    def records(self) -> tuple[PlanRecord, ...]:
        """All plans as they stand now, newest last."""
        return tuple(run.record for run in self._runs.values())

    @property
    def is_undoing(self) -> bool:
        """Whether a plan is being taken back just now."""
        return any(
            run.is_pending and run.origin.kind is OriginKind.UNDO for run in self._runs.values()
        )

    def record(self, plan: PlanId) -> PlanRecord | None:
        """Return how a plan stands; ``None`` when it is not (or no longer) kept."""
        run = self._runs.get(plan)
        return run.record if run is not None else None

    def subscribe(self, callback: Callable[[PlanRecord], None]) -> Callable[[], None]:
        """Have ``callback`` told of every new and changed plan.

        Returns:
            A function that ends it; calling it twice does no harm.
        """
        return self._teller.subscribers.add(callback)

    def start(self, plan: Plan, limits: PlanLimits = _DEFAULT) -> PlanRecord:
        """Do what a plan would change; one that was started already is not started again."""
        if plan.id in self._runs:
            return self._runs[plan.id].record
        story = PlanStory(
            id=plan.id,
            origin=plan.origin,
            limits=limits,
            started_at=self._tools.clock.now(),
            results=tuple(ItemResult(item) for item in plan.would_change),
        )
        run = self._add(story)
        run.is_partial = any(item.obstacle in _PASSING for item in plan.cannot)
        self._pens[plan.id].begin(story)
        undone = self._runs.get(plan.origin.undoes) if plan.origin.undoes else None
        if undone is not None:
            self._undo.drop_plan(undone.id)
            undone.note_undone(plan.id)
        run.begin()
        return run.record

    def stop(self, plan: PlanId) -> None:
        """Begin nothing more of a plan; what is under way ends. One that is over is left alone."""
        run = self._runs.get(plan)
        if run is not None:
            run.stop()

    def undo(self, plan: PlanId) -> Plan:
        """Return the plan that takes back exactly what a plan has changed, as things stand.

        It is not started. One that cannot be undone (any more) gives an empty plan.

        Raises:
            NotPossible: ``plan_unknown``.
        """
        items = self._run(plan).undoable_items
        wishes: list[Wish] = [
            (item.key, ServiceChange(item.change.kind, not item.change.on))
            for item in reversed(items)
            if isinstance(item.change, ServiceChange)
        ]
        return draft(
            self._tools.store.hosts,
            wishes,
            origin=PlanOrigin(OriginKind.UNDO, undoes=plan),
            made_at=self._tools.clock.now(),
            names={item.key: item.vm_name for item in items},
        )

    def resume(self, plan: PlanId) -> PlanRecord:
        """Go on with an interrupted plan; any other is left alone.

        Raises:
            NotPossible: ``plan_unknown``.
        """
        run = self._run(plan)
        run.begin()
        return run.record

    def discard(self, plan: PlanId) -> None:
        """End an interrupted plan where it was cut off; any other is left alone.

        What it had changed stays, and can be taken back with ``undo``. It does not go onto the
        undo stack: what was done by an earlier run is not what one press of a key should reverse.

        Raises:
            NotPossible: ``plan_unknown``.
        """
        self._run(plan).discard()
        self._undo.drop_plan(plan)

    async def load(self) -> tuple[ConsoleError, ...]:
        """Find the plans that earlier runs of the program left unfinished.

        Returns:
            Journals that could not be read: each was set aside, the error tells where.
        """
        journal = self._storage.journal
        if journal is None:
            return ()
        found = await self._storage.lane.call(journal.unfinished)
        for story in found.stories:
            if story.id not in self._runs:
                self._teller.tell(self._add(story))
        return found.errors

    def hosts_changed(self) -> None:
        """Look again what can be taken back: a host was added or removed."""
        for run in self._runs.values():
            run.look_again()
            if not run.record.can_undo:
                self._undo.drop_plan(run.id)

    def interrupt(self) -> None:
        """Let go of what is under way, because the program ends; it can be resumed later."""
        for run in self._runs.values():
            run.interrupt()

    async def close(self) -> None:
        """Return when the journals are on the disk and let go of; call ``interrupt`` before."""
        self._teller.close()
        try:
            for pen in self._pens.values():
                await pen.flush()
            if self._storage.journal is not None:
                await self._storage.lane.call(self._storage.journal.close)
        finally:
            self._storage.lane.close()

    def _run(self, plan: PlanId) -> PlanRun:
        if plan not in self._runs:
            raise NotPossible("plan_unknown", str(plan))
        return self._runs[plan]

    def _add(self, story: PlanStory) -> PlanRun:
        run = PlanRun(story, self._tools, self._changed)
        pen = PlanPen(
            self._storage.journal if story.results else None,
            story.id,
            lane=self._storage.lane,
            spawner=self._tools.spawner,
            failed=run.journal_failed,
        )
        run.write_with(pen)
        self._runs[story.id], self._pens[story.id] = run, pen
        return run

    def _store_changed(self, _change: StoreChange) -> None:
        for run in tuple(self._runs.values()):
            run.pump()

    def _changed(self, run: PlanRun) -> None:
        if run.is_pending or run.phase is PlanPhase.INTERRUPTED:
            self._teller.tell_soon(run)
            return
        if run.id not in self._over:
            self._over.add(run.id)
            self._note_end(run)
        self._teller.tell(run)

    def _note_end(self, run: PlanRun) -> None:
        """Keep the undo stack right, and forget plans that are long over."""
        self._offer_undo(run)
        undone = self._runs.get(run.origin.undoes) if run.origin.undoes else None
        if undone is not None:
            has_failed = any(result.phase in _NOT_DONE for result in run.record.results)
            if has_failed or run.is_partial:
                undone.note_undone(None)
            if has_failed:
                self._offer_undo(undone)
        for plan in [each for each in self._runs if each in self._over][:-MAX_PLANS]:
            self._forget(plan)

    def _offer_undo(self, run: PlanRun) -> None:
        if run.record.can_undo:
            self._undo.push(UndoablePlan(run.id, len(run.undoable_items)))

    def _forget(self, plan: PlanId) -> None:
        self._undo.drop_plan(plan)
        self._over.discard(plan)
        self._teller.forget(plan)
        del self._runs[plan], self._pens[plan]
