"""What is done to many VMs: drafted, previewed, run, watched, resumed and undone as one."""

from collections.abc import Callable, Iterable
from datetime import datetime

from PySide6.QtWidgets import QDialog

from console.fleet.operation import PowerChange, ServiceChange
from console.fleet.plan import OriginKind, Plan, PlanOrigin, draft
from console.fleet.plan_record import PlanRecord
from console.model.errors import ConsoleError
from console.model.identity import PlanId, VmKey
from console.model.power import PowerAction, loses_data
from console.model.service import ServiceKind
from console.ui.dialogs.ask import ask
from console.ui.ports import FleetControl
from console.ui.questions import loss_of
from console.ui.runner import CommandRunner

CHOSEN = PlanOrigin(OriginKind.CHOSEN)
Wish = tuple[VmKey, ServiceChange | PowerChange]


class PlanCommands:
    """Commands about many VMs at once.

    Args:
        fleet: Drafts and runs plans.
        runner: Opens dialogs.
        now: The time of day.
    """

    def __init__(
        self, fleet: FleetControl, runner: CommandRunner, now: Callable[[], datetime]
    ) -> None:
        self._fleet = fleet
        self._runner = runner
        self._now = now
        self._opened: dict[PlanId, QDialog] = {}

    def switch(self, cells: tuple[tuple[VmKey, ServiceKind], ...], on: bool) -> None:
        """Switch services: one at once, several by way of a preview."""
        if len(cells) == 1:
            ((key, kind),) = cells
            self._fleet.set_service(key, kind, on)
            return
        self.propose((key, ServiceChange(kind, on)) for key, kind in cells)

    def change_power(self, action: PowerAction, keys: tuple[VmKey, ...]) -> None:
        """Change the power of several VMs by way of a preview."""
        loss = loss_of(action) if loses_data(action) else ""
        self.propose(((key, PowerChange(action)) for key in keys), loss=loss)

    def propose(self, wishes: Iterable[Wish], origin: PlanOrigin = CHOSEN, loss: str = "") -> None:
        """Show what wishes amount to, and run it when that is accepted."""
        plan = draft(self._fleet.store.hosts, wishes, origin=origin, made_at=self._now())
        self._runner.start(self._preview(plan, loss), "plan preview")

    def undo(self, plan: PlanId) -> None:
        """Show what taking a plan back would do, and do it when that is accepted."""
        self._runner.start(self._undo(plan), "plan preview")

    def stop(self, plan: PlanId) -> None:
        """Begin nothing more of a plan; what is under way ends."""
        self._fleet.plans.stop(plan)

    def resume(self, plan: PlanId) -> None:
        """Go on with a plan that was interrupted."""
        self._try(self._fleet.plans.resume, plan)

    def discard(self, plan: PlanId) -> None:
        """End a plan that was interrupted where it was cut off."""
        self._try(self._fleet.plans.discard, plan)

    def show(self, plan: PlanId) -> None:
        """Show the results of a plan, live; those that are shown already come to the front."""
        opened = self._opened.get(plan)
        if opened is not None:
            opened.raise_()
            opened.activateWindow()
            return
        record = self._record(plan)
        if record is not None:
            self._runner.start(self._watch(record), f"plan results {plan}")

    def _try(self, act: Callable[[PlanId], object], plan: PlanId) -> None:
        """Do it; a plan that is not kept any more is told as an error, not raised into Qt."""
        try:
            act(plan)
        except ConsoleError as error:
            self._runner.tell(error)

    def _record(self, plan: PlanId) -> PlanRecord | None:
        return next((record for record in self._fleet.plans.records if record.id == plan), None)

    async def _undo(self, plan: PlanId) -> None:
        await self._preview(self._fleet.plans.undo(plan), "")

    async def _preview(self, plan: Plan, loss: str) -> None:
        from console.ui.dialogs.plan_preview import PlanPreviewDialog  # noqa: PLC0415 - fast start

        dialog = PlanPreviewDialog(self._runner.theme, plan, loss, self._runner.window)
        if await ask(dialog) == QDialog.DialogCode.Accepted:
            self._fleet.plans.start(plan, dialog.limits)

    async def _watch(self, record: PlanRecord) -> None:
        from console.ui.dialogs.plan_results import PlanResultsDialog  # noqa: PLC0415 - fast start

        dialog = PlanResultsDialog(self._runner.theme, record, self._runner.window)
        dialog.setModal(False)
        dialog.stop_requested.connect(self.stop)
        dialog.undo_requested.connect(self.undo)
        dialog.resume_requested.connect(self.resume)
        dialog.discard_requested.connect(self.discard)
        end = self._fleet.plans.subscribe(dialog.show_record)
        self._opened[record.id] = dialog
        try:
            await ask(dialog, is_modal=False)
        finally:
            del self._opened[record.id]
            end()
