"""What is selected, and everything that follows from it: the panel, the actions, the status.

Two things can be selected: a scope in the tree and VMs in the table. What was selected last is
shown. A change of the store is judged again once a telling, and touches only what differs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal

from console.fleet.answer_watch import Answer, AnswerWatch
from console.fleet.operation import OperationRecord, ServiceChange
from console.fleet.plan_record import PlanRecord
from console.fleet.undo import UndoablePlan
from console.model.host import HostSnapshot
from console.model.identity import HostId, OperationId, PlanId, VmKey
from console.model.service import ServiceKind
from console.ui import texts
from console.ui.actions.table import ActionTable
from console.ui.models.vm_table import VmTableModel
from console.ui.panels.activity_panel import ActivityPanel
from console.ui.panels.inspector import Inspector
from console.ui.panels.vm_changes import VmChanges
from console.ui.ports import FleetControl
from console.ui.selection import Selection, VmChoice
from console.ui.status import StatusLine

_KEPT_OUTCOMES: Final = 1_000


@dataclass(frozen=True, slots=True)
class Presented:
    """What the presenter keeps true.

    Attributes:
        vms: The table's model: rows by key.
        inspector: The pane on the right.
        activity: The list of operations.
        actions: The table of actions.
        status: The status bar.
    """

    vms: VmTableModel
    inspector: Inspector
    activity: ActivityPanel
    actions: ActionTable
    status: StatusLine


class SelectionPresenter(QObject):
    """Follows selection, store and operations.

    Args:
        fleet: The hosts and operations.
        answers: Whether guests answer on services that were switched on.
        presented: What is kept true.
        clock: ``time.monotonic`` or a virtual one.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self,
        fleet: FleetControl,
        answers: AnswerWatch,
        presented: Presented,
        clock: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._fleet = fleet
        self._answers = answers
        self._presented = presented
        self._clock = clock
        self._keys: tuple[VmKey, ...] = ()
        self._host: HostId | None = None
        self._folder = ""
        self._outcomes: dict[tuple[VmKey, ServiceKind], OperationRecord] = {}
        self._ends = (
            fleet.operations.subscribe(self.take_operation),
            fleet.plans.subscribe(self.take_plan),
            answers.subscribe(self._take_answer),
        )
        for record in fleet.operations.records:
            self.take_operation(record)

    def close(self) -> None:
        """Follow no more."""
        for end in self._ends:
            end()

    def select_vms(self, keys: tuple[VmKey, ...]) -> None:
        """VMs were selected in the table; none shows the host of the tree again."""
        self._keys = keys
        self.present()

    def select_vm(self, key: VmKey) -> None:
        """One VM was selected elsewhere than in the table."""
        self.select_vms((key,))

    def select_host(self, host: HostId | None, folder: str = "") -> None:
        """A host, a folder, or something above them was selected in the tree."""
        self._host = host
        self._folder = folder
        self.present()

    shown_changed = Signal(object)
    """``VmKey`` of the VM that the panel shows now, ``None`` for none."""

    def present(self) -> None:
        """Make panel, actions and status true."""
        hosts = self._fleet.store.hosts
        choices = self._choices()
        host = hosts.get(choices[-1].host.id if choices else self._host or HostId(""))
        self._show(choices, host)
        self._judge(choices, host)
        status = self._presented.status
        status.show_hosts(hosts.values())
        status.show_selected(len(choices))

    def judge(self) -> None:
        """Judge the actions again: something other than a VM or host was selected."""
        selection = self._presented.actions.selection
        self._judge(selection.vms, selection.host)

    def take_operation(self, record: OperationRecord) -> None:
        """Note a new or changed operation."""
        if isinstance(record.subject, ServiceChange) and record.key is not None:
            place = (record.key, record.subject.kind)
            self._outcomes.pop(place, None)
            self._outcomes[place] = record
            if len(self._outcomes) > _KEPT_OUTCOMES:
                del self._outcomes[next(iter(self._outcomes))]
        self._presented.activity.put(record, self._undoable)
        if record.phase.is_finished and record.plan is None:
            self.present()  # the binding may have been told before us, and has presented

    def _take_answer(self, answer: Answer) -> None:
        if answer.key in self._keys:
            self.present()

    def take_plan(self, record: PlanRecord) -> None:
        """Note a new or changed plan."""
        self._presented.activity.put(record, self._undoable)
        if not record.is_pending:
            self.present()

    @property
    def _undoable(self) -> OperationId | PlanId | None:
        """What the next undo would take back."""
        entry = self._fleet.undo_subject
        return entry.plan if isinstance(entry, UndoablePlan) else entry and entry.operation

    def _choices(self) -> tuple[VmChoice, ...]:
        hosts = self._fleet.store.hosts
        found: list[VmChoice] = []
        for key in self._keys:
            row = self._presented.vms.row_of(key)
            host = hosts.get(key.host)
            if row is not None and host is not None:
                found.append(VmChoice(host, row.vm, row.pending, row.rivals))
        return tuple(found)

    def _show(self, choices: tuple[VmChoice, ...], host: HostSnapshot | None) -> None:
        inspector = self._presented.inspector
        self.shown_changed.emit(choices[-1].key if choices else None)
        if choices:
            shown = choices[-1]
            inspector.show_vm(shown, len(choices), self._changes(shown), self._age_of(shown.host))
        elif host is not None:
            inspector.show_host(host, self._age_of(host))
        else:
            inspector.show_nothing()

    def _judge(self, choices: tuple[VmChoice, ...], host: HostSnapshot | None) -> None:
        self._presented.actions.select(
            Selection(
                vms=choices,
                host=host,
                operation=self._presented.activity.current,
                undoable=self._fleet.undo_subject,
                has_hosts=bool(self._fleet.store.hosts),
                folder="" if choices else self._folder,
            )
        )

    def _changes(self, choice: VmChoice) -> VmChanges:
        outcomes = {
            kind: record
            for kind in ServiceKind
            if (record := self._outcomes.get((choice.key, kind))) is not None
        }
        entry = self._fleet.undo_subject
        undoable = entry.operation if entry is not None else None
        told = ((kind, self._answers.verdict(choice.key, kind)) for kind in ServiceKind)
        answers = {kind: verdict for kind, verdict in told if verdict is not None}
        return VmChanges(choice.pending, outcomes, undoable, answers)

    def _age_of(self, host: HostSnapshot) -> str:
        if host.is_current or host.read_at is None:
            return ""
        return texts.age(self._clock() - host.read_at)
