"""What the actions about folders of hosts do. What was done can be undone."""

from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from PySide6.QtWidgets import QDialog

from console.model.host import HostSnapshot
from console.model.identity import HostId
from console.ui import texts
from console.ui.actions.row import Run
from console.ui.dialogs.ask import ask
from console.ui.models.fleet_tree import FleetTreeModel
from console.ui.models.tree_node import NodeId, NodeKind
from console.ui.ports import FleetControl
from console.ui.questions import Question
from console.ui.rack_ports import Rack
from console.ui.runner import CommandRunner
from console.ui.selection import Selection
from console.ui.sentences.colours import colour_of
from console.ui.text_context import Context
from console.ui.widgets.fleet_tree_view import FleetTreeView

Organise = Context("Organise")

Undo = Callable[[], Coroutine[Any, Any, Any]]
Tell = Callable[[str, Callable[[], None] | None], None]
"""Says what was done, with what takes it back."""


class FolderCommands:
    """Commands about where hosts stand.

    Args:
        fleet: The hosts.
        rack: Keeps where they stand.
        runner: Asks and shows.
        tree: Shows the folders.
        tell: Says what was done.
    """

    def __init__(
        self,
        fleet: FleetControl,
        rack: Rack,
        runner: CommandRunner,
        tree: FleetTreeModel,
        tell: Tell,
    ) -> None:
        self._fleet = fleet
        self._rack = rack
        self._runner = runner
        self._tree = tree
        self._tell_done = tell
        self._end = rack.subscribe(self.show_folders)

    def runs(self) -> dict[str, Run]:
        """Return what each action does."""
        return {
            "move-host": self._move_selected,
            "new-folder": lambda selection: self._start(self._new_folder(selection.folder)),
            "rename-folder": self._on_folder(self._rename_folder),
            "remove-folder": self._on_folder(self._remove_folder),
        }

    def join(self, view: FleetTreeView) -> None:
        """Move what is dropped in the tree."""
        view.dropped.connect(self.drop)

    def show_folders(self) -> None:
        """Show the folders that there are, with or without hosts."""
        folders = {path: colour_of(self._rack.folder(path).colour) for path in self._rack.folders}
        self._tree.set_folders(folders)

    def drop(self, nodes: tuple[NodeId, ...], target: NodeId) -> None:
        """Put hosts and folders into a folder, because they were dropped on it."""
        self._start(self._drop(nodes, target.name))

    def close(self) -> None:
        """Follow no more."""
        self._end()

    def tell(self, text: str, undo: Undo | None) -> None:
        """Say what was done, with a button that takes it back where that is possible."""
        act = None if undo is None else lambda: self._start(undo())
        self._tell_done(text, act)

    def _start(self, work: Coroutine[Any, Any, Any]) -> None:
        self._runner.start(work, "order of hosts")

    def _on_folder(self, act: Callable[[str], Coroutine[Any, Any, Any]]) -> Run:
        def run(selection: Selection) -> None:
            if selection.folder:
                self._start(act(selection.folder))

        return run

    @property
    def folders(self) -> set[str]:
        """The paths of all folders."""
        return {host.folder for host in self._fleet.store.hosts.values()} | set(self._rack.folders)

    # -- folders

    async def _drop(self, nodes: Iterable[NodeId], folder: str) -> None:
        hosts = [node.host for node in nodes if node.host is not None]
        await self._move(tuple(hosts), folder)
        for node in nodes:
            if node.kind is NodeKind.FOLDER:
                name = node.name.rpartition("/")[2]
                await self._move_folder(node.name, f"{folder}/{name}" if folder else name)

    async def _move(self, hosts: tuple[HostId, ...], folder: str) -> None:
        before = await self._rack.move(dict.fromkeys(hosts, folder))
        if not before:
            return
        count = Organise.tr("%n host(s) moved to %1.", "", len(before))
        where = folder or Organise.tr("the top")
        self.tell(texts.fill(count, where), lambda: self._rack.move(before))

    async def _move_folder(self, old: str, new: str) -> None:
        if old == new:
            return
        is_taken = new in self.folders
        await self._rack.move_folder(old, new)
        text = texts.fill(Organise.tr("The folder %1 is now %2."), old, new)
        # Where the new one was there already, the two are one now and cannot be told apart.
        self.tell(text, None if is_taken else lambda: self._rack.move_folder(new, old))

    async def _new_folder(self, above: str) -> None:
        title, verb = Organise.tr("New folder"), Organise.tr("Make Folder")
        path = await self._ask_folder(title, verb, f"{above}/" if above else "")
        if path and path not in self.folders:
            await self._rack.describe_folder(path, "", "")

    async def _rename_folder(self, path: str) -> None:
        title = texts.fill(Organise.tr("Rename or move the folder %1"), path)
        new = await self._ask_folder(title, Organise.tr("Rename"), path)
        if new:
            await self._move_folder(path, new)

    async def _remove_folder(self, path: str) -> None:
        below = NodeId(NodeKind.FOLDER, path)
        hosts = [host for host in self._fleet.store.hosts.values() if below.holds(host)]

        def remove() -> None:
            self._start(self._rack.remove_folder(path))

        if not hosts:
            remove()
            return
        where = path.rpartition("/")[0] or Organise.tr("the top")
        question = Question(
            texts.fill(Organise.tr("Remove the folder %1?"), path),
            texts.fill(
                Organise.tr("%n host(s) in it move to %1; none is removed.", "", len(hosts)), where
            ),
            Organise.tr("Remove Folder"),
            tuple(host.label for host in hosts),
        )
        self._runner.confirm(question, remove)

    async def _ask_folder(
        self, title: str, verb: str, path: str, *, may_be_top: bool = False
    ) -> str | None:
        from console.ui.dialogs.folder_entry import FolderEntryDialog  # noqa: PLC0415 - fast start

        dialog = FolderEntryDialog(
            title, verb, path, self.folders, may_be_top=may_be_top, parent=self._runner.window
        )
        accepted = await ask(dialog) == QDialog.DialogCode.Accepted
        return dialog.path if accepted else None

    def _move_selected(self, selection: Selection) -> None:
        if selection.host is not None:
            self._start(self._ask_move(selection.host))

    async def _ask_move(self, host: HostSnapshot) -> None:
        title = texts.fill(Organise.tr("Move %1 to a folder"), host.label)
        verb = Organise.tr("Move")
        folder = await self._ask_folder(title, verb, host.folder, may_be_top=True)
        if folder is not None:
            await self._move((host.id,), folder)
