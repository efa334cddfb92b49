"""Asks what a change inside a guest takes, and has it carried out when the answer is yes."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog

from console.model.guest import GuestItem
from console.model.identity import HostId, VmKey
from console.model.integration import guest_family
from console.model.network import GuestNetwork
from console.model.power import PowerAction
from console.ui.dialogs.ask import ask
from console.ui.dialogs.copy_entry import SharedFolder
from console.ui.ports import FleetControl
from console.ui.runner import CommandRunner
from console.ui.sentences.guest import item_label, visible_lines


class GuestQuestions:
    """Opens the dialogs; every call returns at once.

    Args:
        fleet: Carries out what was answered.
        runner: Opens dialogs.
    """

    def __init__(self, fleet: FleetControl, runner: CommandRunner) -> None:
        self._fleet = fleet
        self._runner = runner
        self._shares: dict[HostId, SharedFolder] = {}

    def item(self, key: VmKey, items: Sequence[GuestItem], item: GuestItem | None) -> None:
        """Ask for an item of the host.

        Args:
            key: The VM.
            items: Those that are there.
            item: The one that is to be changed; ``None`` for a new one.
        """
        self._runner.start(self._item(key, items, item), "item-entry")

    def details(self, item: GuestItem) -> None:
        """Show an item's value in full, with what cannot be seen as signs."""
        from console.ui.dialogs.text_details import TextDetailsDialog  # noqa: PLC0415 - fast start

        text = visible_lines(item.data)
        self._runner.open(TextDetailsDialog(item_label(item), text, self._runner.window))

    def network(self, key: VmKey, network: GuestNetwork, place: int = 0) -> None:
        """Ask for the configuration of an adapter, the ``place``-th from 0."""
        self._runner.start(self._network(key, network, place), "network-entry")

    def copy(self, key: VmKey, file: str = "") -> None:
        """Ask for a file to copy into a VM; ``file`` of this computer was dropped on it."""
        self._runner.start(self._copy(key, file), "copy-file")

    def shutdown(self, key: VmKey, action: PowerAction = PowerAction.SHUTDOWN) -> None:
        """Ask how a VM is to be shut down or restarted."""
        self._runner.start(self._shutdown(key, action), "shutdown-reason")

    async def _item(self, key: VmKey, items: Sequence[GuestItem], item: GuestItem | None) -> None:
        from console.ui.dialogs.item_entry import ItemEntryDialog  # noqa: PLC0415 - fast start

        dialog = ItemEntryDialog(self._name(key), items, item, self._runner.window)
        if await ask(dialog) == QDialog.DialogCode.Accepted:
            self._fleet.order(key, dialog.change)

    async def _network(self, key: VmKey, network: GuestNetwork, place: int) -> None:
        from console.ui.dialogs.network_entry import NetworkEntryDialog  # noqa: PLC0415

        name, window = self._name(key), self._runner.window
        dialog = NetworkEntryDialog(self._runner.theme, name, network, place, window)
        if await ask(dialog) == QDialog.DialogCode.Accepted:
            self._fleet.order(key, dialog.change)

    async def _copy(self, key: VmKey, file: str) -> None:
        from console.ui.dialogs.copy_file import CopyFileDialog  # noqa: PLC0415 - fast start

        vm = self._fleet.store.vm(key)
        if vm is None:
            return
        share = self._shares.get(key.host, SharedFolder())
        family = guest_family(vm.guest)
        dialog = CopyFileDialog(vm.name, family, share, file, self._runner.window)
        if await ask(dialog) == QDialog.DialogCode.Accepted:
            if dialog.entry.is_local:
                self._shares[key.host] = dialog.entry.share
            self._fleet.order(key, dialog.copy)

    async def _shutdown(self, key: VmKey, action: PowerAction) -> None:
        from console.ui.dialogs.shutdown_reason import ShutdownDialog  # noqa: PLC0415

        dialog = ShutdownDialog(self._name(key), action, self._runner.window)
        if await ask(dialog) == QDialog.DialogCode.Accepted:
            self._fleet.order(key, dialog.change)

    def _name(self, key: VmKey) -> str:
        vm = self._fleet.store.vm(key)
        return vm.name if vm is not None else str(key.vm)
