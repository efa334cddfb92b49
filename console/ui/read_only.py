"""Read-only in the window: the mark in its title, and the switch of each host."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from console.fleet.store import StoreChange
from console.ui.actions.row import Run
from console.ui.ports import Desk, FleetControl
from console.ui.runner import CommandRunner
from console.ui.selection import Selection
from console.ui.text_context import Context

ReadOnly = Context("ReadOnly")


class ReadOnlyMark:
    """Says in the window's title that nothing may be changed on any host.

    Args:
        fleet: Knows it.
        window: Has the title.
    """

    def __init__(self, fleet: FleetControl, window: QWidget) -> None:
        self._fleet = fleet
        self._window = window
        self._plain = window.windowTitle()
        self._end = fleet.store.subscribe(self._take_change)
        self._show()

    def close(self) -> None:
        """Follow no more."""
        self._end()

    def _take_change(self, _change: StoreChange) -> None:
        self._show()

    def _show(self) -> None:
        title = ReadOnly.tr("HV Console (read-only)") if self._fleet.is_read_only else self._plain
        if title != self._window.windowTitle():
            self._window.setWindowTitle(title)


class ReadOnlyCommands:
    """Forbids and allows changes of single hosts.

    Args:
        desk: Keeps the hosts.
        runner: Shows what went wrong.
    """

    def __init__(self, desk: Desk, runner: CommandRunner) -> None:
        self._desk = desk
        self._runner = runner

    def runs(self) -> dict[str, Run]:
        """Return what each action does."""
        return {
            "forbid-changes": partial(self._set, True),
            "allow-changes": partial(self._set, False),
        }

    def _set(self, on: bool, selection: Selection) -> None:
        config = self._desk.config(selection.host.id) if selection.host is not None else None
        if config is not None and config.read_only is not on:
            changed = replace(config, read_only=on)
            self._runner.start(self._desk.save_host(changed, None, keep=False), "read-only")
