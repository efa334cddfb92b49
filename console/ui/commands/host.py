"""What the actions about hosts do: dialogs for adding, editing and signing in; then the desk."""

from collections.abc import Callable
from dataclasses import replace

from console.model.identity import HostId
from console.settings.schema import HostConfig
from console.settings.vault import VaultUnavailable
from console.ui.actions.row import Run
from console.ui.commands.credential import CredentialCommands
from console.ui.commands.doctor import DoctorCommands
from console.ui.commands.trust import TrustCommands
from console.ui.ports import Desk, FleetControl
from console.ui.questions import before_removal
from console.ui.runner import CommandRunner
from console.ui.selection import Selection


class HostCommands:
    """Commands about hosts.

    Args:
        fleet: Connects and reads.
        desk: Keeps hosts and passwords.
        runner: Asks and shows.
        doctor: Finds out why a host cannot be reached.
    """

    def __init__(
        self, fleet: FleetControl, desk: Desk, runner: CommandRunner, doctor: DoctorCommands
    ) -> None:
        self._fleet = fleet
        self._desk = desk
        self._runner = runner
        self.doctor = doctor
        self.credentials = CredentialCommands(fleet, desk, runner)
        self.trust = TrustCommands(fleet, desk, runner)

    def runs(self) -> dict[str, Run]:
        """Return what each action does."""
        return {
            "refresh": _on_host(self._fleet.refresh),
            "refresh-all": lambda _: self._fleet.refresh(),
            "add-host": lambda _: self.add(),
            "edit-host": _on_host(self.edit),
            "remove-host": self.remove,
            "connect-host": _on_host(self.connect),
            "disconnect-host": _on_host(self.disconnect),
            **self.doctor.runs(),
            **self.credentials.runs(),
            **self.trust.runs(),
            "demo": lambda _: self._runner.start(self._desk.start_demo(), "demo"),
        }

    def add(self) -> None:
        """Ask for a new host."""
        self._open_dialog(None)

    def edit(self, host: HostId) -> None:
        """Ask for changes to a host."""
        config = self._desk.config(host)
        if config is not None:
            self._open_dialog(config)

    def connect(self, host: HostId) -> None:
        """Connect to a host, or try again now."""
        self.credentials.connect(host)

    def disconnect(self, host: HostId) -> None:
        """Stop reading a host."""
        self._fleet.disconnect(host)

    def remove(self, selection: Selection) -> None:
        """Forget the selected host, when that is confirmed."""
        host = selection.host
        if host is None:
            return

        def remove() -> None:
            self._runner.start(self._desk.remove_host(host.id), "removal of a host")

        self._runner.confirm(before_removal(host), remove)

    def _open_dialog(self, config: HostConfig | None) -> None:
        from console.ui.dialogs.add_host import (  # noqa: PLC0415 - fast start
            AddHostDialog,
            HostDialogCalls,
        )

        self._runner.open(
            AddHostDialog(
                self._runner.theme,
                HostDialogCalls(
                    self._desk.test_host,
                    self._save,
                    self._runner.spawn,
                    self.doctor.show,
                    self._desk.accounts.folder_account,
                ),
                config=config,
                folders=[host.folder for host in self._fleet.store.hosts.values()],
                has_keyring=self.credentials.has_keyring,
                parent=self._runner.window,
            )
        )

    async def _save(self, config: HostConfig, password: str | None, keep: bool) -> None:
        known = self._desk.config(config.id)
        if known is not None:  # the form has no field for it
            config = replace(config, read_only=known.read_only, marks=known.marks)
        try:
            await self._desk.save_host(config, password, keep=keep)
        except VaultUnavailable as error:
            self.credentials.tell(
                error
            )  # the host is there and works: no reason to hold the dialog


def _on_host(act: Callable[[HostId], None]) -> Run:
    def run(selection: Selection) -> None:
        if selection.host is not None:
            act(selection.host.id)

    return run
