"""Opens the connection doctor: from the menus, the host's panel, and dialogs that failed."""

from functools import partial

from PySide6.QtWidgets import QWidget

from console.model.identity import HostId
from console.settings.schema import HostConfig
from console.ui.actions.row import Run
from console.ui.dialogs.ask import ask
from console.ui.ports import Desk
from console.ui.runner import CommandRunner
from console.ui.selection import Selection


class DoctorCommands:
    """Commands of the connection doctor.

    Args:
        desk: Knows hosts and passwords, and examines.
        runner: Opens dialogs.
    """

    def __init__(self, desk: Desk, runner: CommandRunner) -> None:
        self._desk = desk
        self._runner = runner

    def runs(self) -> dict[str, Run]:
        """Return what the actions do."""
        return {"connection-doctor": self._run}

    def open(self, host: HostId) -> None:
        """Examine a host that is configured."""
        config = self._desk.config(host)
        if config is not None:
            self.show(config, None)

    def show(self, config: HostConfig, password: str | None, parent: QWidget | None = None) -> None:
        """Examine a host as a form describes it.

        Args:
            config: The host; it need not be kept.
            password: ``None`` for the one that is kept.
            parent: The dialog that asked, else the window.
        """
        from console.ui.dialogs.connection_doctor import (  # noqa: PLC0415 - fast start
            ConnectionDoctorDialog,
            DoctorPatient,
        )

        dialog = ConnectionDoctorDialog(
            self._runner.theme,
            DoctorPatient(config.label, config.endpoint.url, config.user),
            partial(self._desk.examine, config, password),
            self._runner.spawn,
            parent or self._runner.window,
        )
        self._runner.start(ask(dialog), dialog.objectName())
        dialog.begin()

    def _run(self, selection: Selection) -> None:
        if selection.host is not None:
            self.open(selection.host.id)
