"""What is asked of the heartbeat watch and of tags, VM by VM."""

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtWidgets import QDialog

from console.fleet.decision import Decision
from console.fleet.watch import HeartbeatWatch
from console.model.identity import VmKey
from console.model.tag import tags_in
from console.settings.watch_schema import VmWatch, WatchSettings
from console.ui.actions.row import Run
from console.ui.commands.profile import ProfileCommands
from console.ui.dialogs.ask import ask
from console.ui.runner import CommandRunner
from console.ui.selection import Selection, VmChoice
from console.ui.sentences.watch import decision_details, decision_title


class WatchStore(Protocol):
    """What keeps how VMs are watched (``app.watch.WatchDesk``)."""

    watch: HeartbeatWatch
    settings: WatchSettings

    async def load(self) -> WatchSettings:
        """Read the settings."""
        ...

    async def put(self, key: VmKey, watch: VmWatch, name: str) -> None:
        """Watch a VM otherwise from now on."""
        ...


class WatchCommands:
    """Commands about watching and tagging VMs.

    Args:
        store: Keeps how VMs are watched.
        profiles: Keeps tags.
        runner: Opens dialogs.
    """

    def __init__(self, store: WatchStore, profiles: ProfileCommands, runner: CommandRunner) -> None:
        self._store = store
        self._profiles = profiles
        self._runner = runner

    def runs(self) -> dict[str, Run]:
        """Return what each action does."""
        return {"watch-vm": self.watch, "tags": self.tags}

    def watch(self, selection: Selection) -> None:
        """Ask how the shown VM is to be watched."""
        if selection.vms:
            self._runner.start(self._watch(selection.vms[-1]), "watch entry")

    def tags(self, selection: Selection) -> None:
        """Ask for the tags of the shown VM."""
        if selection.vms:
            self._runner.start(self._tags(selection.vms[-1]), "tags entry")

    def show_decision(self, decision: Decision) -> None:
        """Show what led to a decision."""
        from console.ui.dialogs.text_details import TextDetailsDialog  # noqa: PLC0415 - fast start

        title, text = decision_title(decision), decision_details(decision)
        self._runner.open(TextDetailsDialog(title, text, self._runner.window))

    async def _watch(self, choice: VmChoice) -> None:
        from console.ui.dialogs.watch_entry import WatchEntryDialog  # noqa: PLC0415 - fast start

        key, watch = choice.key, self._store.watch
        dialog = WatchEntryDialog(
            choice.vm.name,
            self._store.settings.of(key),
            is_stopped=key in watch.stopped,
            parent=self._runner.window,
        )
        if await ask(dialog) != QDialog.DialogCode.Accepted:
            return
        await self._store.put(key, dialog.watch, choice.vm.name)
        if dialog.is_resumed:
            await watch.resume(key)

    async def _tags(self, choice: VmChoice) -> None:
        from console.ui.dialogs.tags_entry import TagsEntryDialog  # noqa: PLC0415 - fast start

        known: Mapping[VmKey, tuple[str, ...]] = self._profiles.tags
        dialog = TagsEntryDialog(
            choice.vm.name,
            known.get(choice.key, ()),
            tags_in(choice.vm.notes),
            self._runner.window,
        )
        if await ask(dialog) == QDialog.DialogCode.Accepted:
            self._profiles.put_tags(choice.key, dialog.tags, choice.vm.name)
