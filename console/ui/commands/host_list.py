"""What the actions about lists of hosts do: take hosts from them, write them."""

from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog, QFileDialog

from console.model.identity import HostId
from console.ui import texts
from console.ui.actions.row import Run
from console.ui.commands.folder import FolderCommands
from console.ui.dialogs.ask import ask, ask_file
from console.ui.models.tree_node import NodeId, NodeKind
from console.ui.ports import FleetControl
from console.ui.rack_ports import Rack
from console.ui.runner import CommandRunner
from console.ui.selection import Selection
from console.ui.text_context import Context

HostLists = Context("HostLists")


class ListCommands:
    """Commands about lists of hosts.

    Args:
        fleet: The hosts.
        rack: Reads and writes lists.
        runner: Asks and shows.
        folders: Knows the folders, and says what was done.
    """

    def __init__(
        self, fleet: FleetControl, rack: Rack, runner: CommandRunner, folders: FolderCommands
    ) -> None:
        self._fleet = fleet
        self._rack = rack
        self._runner = runner
        self._folders = folders

    def runs(self) -> dict[str, Run]:
        """Return what each action does."""
        return {
            "import-hosts": lambda _: self._start(self._import()),
            "export-hosts": self._export_selected,
        }

    def take(self, path: Path) -> None:
        """Show what a list would bring, as when it was chosen."""
        self._start(self._import_from(path))

    def _start(self, work: Coroutine[Any, Any, Any]) -> None:
        self._runner.start(work, "list of hosts")

    async def _import(self) -> None:
        path = await self._ask_file(is_new=False)
        if path is not None:
            await self._import_from(path)

    async def _import_from(self, path: Path) -> None:
        from console.ui.dialogs.host_import import HostImportDialog  # noqa: PLC0415 - fast start

        found, problems = await self._rack.read(path)
        dialog = HostImportDialog(
            self._runner.theme,
            path.name,
            lambda into: self._rack.plan(found, problems, into),
            self._folders.folders,
            self._runner.window,
        )
        if await ask(dialog) != QDialog.DialogCode.Accepted:
            return
        configs = dialog.plan.fresh
        await self._rack.take(configs)
        hosts = tuple(config.id for config in configs)
        text = HostLists.tr("%n host(s) added.", "", len(hosts))
        self._folders.tell(text, lambda: self._rack.drop(hosts))

    def _export_selected(self, selection: Selection) -> None:
        """Write the hosts of the selected folder, or all."""
        hosts: tuple[HostId, ...] | None = None
        if selection.folder:
            below = NodeId(NodeKind.FOLDER, selection.folder)
            known = self._fleet.store.hosts.values()
            hosts = tuple(host.id for host in known if below.holds(host))
        self._start(self._export(hosts))

    async def _export(self, hosts: tuple[HostId, ...] | None) -> None:
        path = await self._ask_file(is_new=True)
        if path is not None:
            count = await self._rack.write(path, hosts)
            text = HostLists.tr("%n host(s) written to %1.", "", count)
            self._folders.tell(texts.fill(text, str(path)), None)

    async def _ask_file(self, *, is_new: bool) -> Path | None:
        """Let a file be chosen; nothing waits meanwhile."""
        dialog = QFileDialog(self._runner.window)
        dialog.setObjectName("hostListFile")
        if is_new:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setNameFilters([HostLists.tr("CSV (*.csv)")])
            dialog.setDefaultSuffix("csv")
            dialog.selectFile("hosts.csv")
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
            dialog.setNameFilters(
                [HostLists.tr("Lists of hosts (*.csv *.rdg *.xml)"), HostLists.tr("All files (*)")]
            )
        return await ask_file(dialog)
