"""What reading costs: shown below the host that is selected, and for all hosts in a table."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from console.ui.actions.row import Run
from console.ui.dialogs.ask import ask
from console.ui.models.budget_rows import BudgetRow
from console.ui.panels.host_panel import HostPanel
from console.ui.ports import FleetControl
from console.ui.runner import CommandRunner
from console.ui.selection import Selection

EVERY_MS = 2_000


class BudgetCommands(QObject):
    """Keeps the host panel's card true while it can be seen.

    Args:
        fleet: Knows the costs.
        panel: The host panel.
        runner: Opens the table.
        clock: ``time.monotonic`` or a virtual one.
    """

    def __init__(
        self,
        fleet: FleetControl,
        panel: HostPanel,
        runner: CommandRunner,
        clock: Callable[[], float],
    ) -> None:
        super().__init__(runner.window)
        self._fleet = fleet
        self._panel = panel
        self._runner = runner
        self._clock = clock
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._show)
        self._timer.start()
        panel.host_changed.connect(self._show)

    def close(self) -> None:
        """Follow no more."""
        self._timer.stop()

    def runs(self) -> dict[str, Run]:
        """Return what each action does."""
        return {"read-budget": self._open}

    def rows(self) -> tuple[BudgetRow, ...]:
        """Return all hosts with what they cost now."""
        hosts, now = self._fleet.store.hosts, self._clock()
        costs = self._fleet.budgets.costs(hosts, now)
        return tuple(BudgetRow(host, costs[host_id], now) for host_id, host in hosts.items())

    def _show(self) -> None:
        host = self._panel.host
        if host is not None and self._panel.isVisible():
            self._panel.reading.show_cost(self._fleet.budgets.of(host.id).cost(self._clock()))

    def _open(self, _selection: Selection) -> None:
        from console.ui.dialogs.read_budget import ReadBudgetDialog  # noqa: PLC0415 - fast start

        dialog = ReadBudgetDialog(self.rows, self._runner.window)
        self._runner.start(ask(dialog, is_modal=False), dialog.objectName())
