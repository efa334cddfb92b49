"""What the actions about VMs do: ask where something is lost, then tell the fleet."""

from functools import partial

from console.fleet.operation import OperationRecord
from console.model.identity import OperationId, VmKey
from console.model.power import PowerAction, loses_data
from console.model.service import ServiceKind
from console.ui import texts
from console.ui.actions.row import Run
from console.ui.actions.rows import POWER
from console.ui.commands.plan import PlanCommands
from console.ui.ports import FleetControl
from console.ui.questions import before_power
from console.ui.runner import CommandRunner
from console.ui.selection import Selection


class VmCommands:
    """Commands about VMs and operations.

    Args:
        fleet: Carries them out.
        plans: What concerns more than one VM goes by way of a plan.
        runner: Asks and shows.
    """

    def __init__(self, fleet: FleetControl, plans: PlanCommands, runner: CommandRunner) -> None:
        self._fleet = fleet
        self._plans = plans
        self._runner = runner

    def runs(self) -> dict[str, Run]:
        """Return what each action does."""
        runs: dict[str, Run] = {
            name: partial(self.change_power, action) for name, action in POWER.items()
        }
        return {**runs, "undo": lambda _: self.undo()}

    def change_power(self, action: PowerAction, selection: Selection) -> None:
        """Change the power of the selected VMs that allow it.

        Several go by way of a preview; for one, it is asked first only where data is lost.
        """
        choices = selection.allowing(action)
        if not choices:
            return
        if len(selection.vms) > 1:
            self._plans.change_power(action, tuple(choice.key for choice in selection.vms))
            return
        key = choices[0].key
        if loses_data(action):
            question = before_power(action, choices)
            self._runner.confirm(question, lambda: self._change_power(action, key))
        else:
            self._change_power(action, key)

    def set_service(self, key: VmKey, kind: ServiceKind, on: bool) -> None:
        """Switch a service; there is undo, so nobody is asked."""
        self._fleet.set_service(key, kind, on)

    def undo(self) -> None:
        """Take back the last change."""
        self._fleet.undo()

    def cancel(self, operation: OperationId) -> None:
        """Cancel an operation."""
        self._fleet.cancel(operation)

    def show_details(self, record: OperationRecord) -> None:
        """Show why an operation did not succeed."""
        if record.error is not None:
            self._runner.show_error(texts.operation_title(record), record.error)

    def _change_power(self, action: PowerAction, key: VmKey) -> None:
        self._fleet.change_power(key, action)
