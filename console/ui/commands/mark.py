"""What the actions about favourites, tags, colours and notes of hosts and folders do."""

from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QDialog

from console.model.host import HostMarks, HostSnapshot
from console.ui.actions.row import Run
from console.ui.dialogs.ask import ask
from console.ui.rack_ports import Rack
from console.ui.runner import CommandRunner
from console.ui.selection import Selection
from console.ui.sentences.colours import colour_of


class MarkCommands:
    """Commands about what the user puts on hosts and folders.

    Args:
        rack: Keeps it.
        runner: Asks.
    """

    def __init__(self, rack: Rack, runner: CommandRunner) -> None:
        self._rack = rack
        self._runner = runner

    def runs(self) -> dict[str, Run]:
        """Return what each action does."""
        return {"mark-host": self._mark_selected, "favourite": self._favour_selected}

    def _start(self, work: Coroutine[Any, Any, Any]) -> None:
        self._runner.start(work, "marks")

    def _favour_selected(self, selection: Selection) -> None:
        host = selection.host
        if host is not None:
            marks = replace(host.marks, is_favourite=not host.marks.is_favourite)
            self._start(self._rack.mark(host.id, marks))

    def _mark_selected(self, selection: Selection) -> None:
        if selection.folder:
            self._start(self._mark_folder(selection.folder))
        elif selection.host is not None:
            self._start(self._mark(selection.host))

    async def _mark(self, host: HostSnapshot) -> None:
        marks = await self._ask_marks(host.label, host.marks, is_folder=False)
        if marks is not None:
            await self._rack.mark(host.id, marks)

    async def _mark_folder(self, path: str) -> None:
        said = self._rack.folder(path)
        before = HostMarks(colour=colour_of(said.colour), notes=said.note)
        marks = await self._ask_marks(path, before, is_folder=True)
        if marks is not None:
            await self._rack.describe_folder(path, marks.colour.value, marks.notes)

    async def _ask_marks(self, name: str, marks: HostMarks, *, is_folder: bool) -> HostMarks | None:
        from console.ui.dialogs.marks_entry import MarksEntryDialog  # noqa: PLC0415 - fast start

        dialog = MarksEntryDialog(name, marks, is_folder=is_folder, parent=self._runner.window)
        accepted = await ask(dialog) == QDialog.DialogCode.Accepted
        return dialog.marks if accepted else None
