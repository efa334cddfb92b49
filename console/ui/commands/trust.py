"""Looks at a host's certificate that is not believed, and trusts it when the user says so."""

from PySide6.QtWidgets import QDialog

from console.model.identity import HostId
from console.ui.actions.row import Run
from console.ui.dialogs.ask import ask
from console.ui.ports import Desk, FleetControl
from console.ui.runner import CommandRunner
from console.ui.selection import Selection
from console.ui.sentences.trust import distrusted


class TrustCommands:
    """Commands about certificates.

    Args:
        fleet: Knows why hosts are not connected.
        desk: Keeps what is trusted.
        runner: Opens dialogs.
    """

    def __init__(self, fleet: FleetControl, desk: Desk, runner: CommandRunner) -> None:
        self._fleet = fleet
        self._desk = desk
        self._runner = runner

    def runs(self) -> dict[str, Run]:
        """Return what each action does."""
        return {"host-certificate": self._show_selected}

    def show(self, host: HostId) -> None:
        """Show the certificate for which a host's connection was stopped."""
        self._runner.start(self._show(host), "certificate of a host")

    def _show_selected(self, selection: Selection) -> None:
        if selection.host is not None:
            self.show(selection.host.id)

    async def _show(self, host: HostId) -> None:
        from console.ui.dialogs.host_certificate import (  # noqa: PLC0415 - fast start
            certificate_dialog,
        )

        known = self._fleet.store.hosts.get(host)
        error = distrusted(known.error) if known is not None else None
        if known is None or error is None or error.certificate is None:
            return
        dialog = certificate_dialog(self._runner.theme, known.label, error, self._runner.window)
        if dialog is not None and await ask(dialog) == QDialog.DialogCode.Accepted:
            await self._desk.trust(host, error.certificate.sha256)
