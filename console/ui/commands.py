"""What the actions about hosts and VMs do: ask where something is lost, then tell fleet or desk."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from console.fleet.operation import OperationRecord
from console.model.errors import ConsoleError
from console.model.identity import HostId, OperationId, VmKey
from console.model.power import PowerAction, loses_data
from console.model.service import ServiceKind
from console.model.vm import VmState
from console.settings.schema import HostConfig
from console.settings.vault import VaultUnavailable
from console.ui import texts
from console.ui.action_rows import POWER, Run
from console.ui.dialogs.ask import ask
from console.ui.ports import Desk, FleetControl, Spawn
from console.ui.questions import Question, before_power, before_removal
from console.ui.selection import Selection
from console.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class CommandTools:
    """What commands work with.

    Attributes:
        fleet: Does things to hosts and VMs.
        desk: Keeps hosts, passwords and preferences.
        theme: Icons for dialogs.
        spawn: Starts coroutines.
        tell: Shows an error in the window.
    """

    fleet: FleetControl
    desk: Desk
    theme: Theme
    spawn: Spawn
    tell: Callable[[ConsoleError], None]


class Commands:
    """The commands of one window; dialogs are made when they are needed.

    Args:
        window: The parent of dialogs.
        tools: What they work with.
    """

    def __init__(self, window: QWidget, tools: CommandTools) -> None:
        self._window = window
        self._tools = tools
        self._fleet = tools.fleet
        self._has_keyring = True

    def runs(self) -> dict[str, Run]:
        """Return what each action does."""
        powers = {name: partial(self.change_power, action) for name, action in POWER.items()}
        return {
            **powers,
            "connect": lambda _: None,  # always disabled: see reasons.console_session
            "refresh": lambda s: self._on_host(s, self._fleet.refresh),
            "refresh-all": lambda _: self._fleet.refresh(),
            "add-host": lambda _: self.add_host(),
            "edit-host": lambda s: self._on_host(s, self.edit_host),
            "remove-host": self.remove_host,
            "connect-host": lambda s: self._on_host(s, self.connect_host),
            "disconnect-host": lambda s: self._on_host(s, self._fleet.disconnect),
            "undo": lambda _: self.undo(),
            "demo": lambda _: self._start(self._tools.desk.start_demo(), "demo"),
        }

    def change_power(self, action: PowerAction, selection: Selection) -> None:
        """Change the power of the selected VMs that allow it; ask first where data is lost."""
        choices = selection.allowing(action)
        keys = tuple(choice.key for choice in choices)
        if not loses_data(action) or all(choice.vm.state is VmState.OFF for choice in choices):
            self._change_power(action, keys)
            return
        question = before_power(action, choices)
        self._start(
            self._if_confirmed(question, lambda: self._change_power(action, keys)), "confirmation"
        )

    def set_service(self, key: VmKey, kind: ServiceKind, on: bool) -> None:
        """Switch a service; there is undo, so nobody is asked."""
        self._fleet.set_service(key, kind, on)

    def undo(self) -> None:
        """Take back the last change."""
        self._fleet.undo()

    def cancel(self, operation: OperationId) -> None:
        """Cancel an operation."""
        self._fleet.cancel(operation)

    def add_host(self) -> None:
        """Ask for a new host."""
        self._open_host_dialog(None)

    def edit_host(self, host: HostId) -> None:
        """Ask for changes to a host."""
        config = self._tools.desk.config(host)
        if config is not None:
            self._open_host_dialog(config)

    def connect_host(self, host: HostId) -> None:
        """Connect to a host, or try again now."""
        self._fleet.connect(host)

    def remove_host(self, selection: Selection) -> None:
        """Forget the selected host, when that is confirmed."""
        host = selection.host
        if host is None:
            return

        def remove() -> None:
            self._start(self._tools.desk.remove_host(host.id), "removal of a host")

        self._start(self._if_confirmed(before_removal(host), remove), "confirmation")

    def ask_password(self, host: HostId) -> None:
        """Ask for the password of a host."""
        config = self._tools.desk.config(host)
        if config is not None:
            self._start(self._ask_password(config), "password")

    def show_details(self, record: OperationRecord) -> None:
        """Show why an operation did not succeed."""
        if record.error is not None:
            self.show_error(texts.operation_title(record), record.error)

    def show_error(self, title: str, error: ConsoleError) -> None:
        """Show an error in full."""
        from console.ui.dialogs.details import DetailsDialog  # noqa: PLC0415 - for a fast start

        self._start(ask(DetailsDialog(title, error, self._window)), "details")

    def _change_power(self, action: PowerAction, keys: tuple[VmKey, ...]) -> None:
        for key in keys:
            self._fleet.change_power(key, action)

    def _open_host_dialog(self, config: HostConfig | None) -> None:
        from console.ui.dialogs.add_host import (  # noqa: PLC0415 - for a fast start
            AddHostDialog,
            HostDialogCalls,
        )

        dialog = AddHostDialog(
            self._tools.theme,
            HostDialogCalls(self._tools.desk.test_host, self._save_host, self._tools.spawn),
            config=config,
            folders=[host.folder for host in self._fleet.store.hosts.values()],
            has_keyring=self._has_keyring,
            parent=self._window,
        )
        self._start(ask(dialog), "host dialog")

    async def _save_host(self, config: HostConfig, password: str | None, keep: bool) -> None:
        try:
            await self._tools.desk.save_host(config, password, keep=keep)
        except VaultUnavailable as error:
            self._note_keyring(error)  # the host is there and works: no reason to hold the dialog

    async def _ask_password(self, config: HostConfig) -> None:
        from console.ui.dialogs.credential import (  # noqa: PLC0415 - for a fast start
            CredentialDialog,
        )

        known = self._fleet.store.hosts.get(config.id)
        dialog = CredentialDialog(
            config,
            has_keyring=self._has_keyring,
            error=known.error if known is not None else None,
            parent=self._window,
        )
        if await ask(dialog) != QDialog.DialogCode.Accepted:
            return
        try:
            await self._tools.desk.give_password(config.id, dialog.password, keep=dialog.keep)
        except VaultUnavailable as error:
            self._note_keyring(error)

    async def _if_confirmed(self, question: Question, act: Callable[[], None]) -> None:
        from console.ui.dialogs.confirm import ConfirmDialog  # noqa: PLC0415 - for a fast start

        dialog = ConfirmDialog(
            self._tools.theme,
            question=question.question,
            loss=question.loss,
            verb=question.verb,
            names=question.names,
            parent=self._window,
        )
        if await ask(dialog) == QDialog.DialogCode.Accepted:
            act()

    def _note_keyring(self, error: VaultUnavailable) -> None:
        if error.reason == "no_keyring":
            self._has_keyring = False
        self._tools.tell(error)

    def _on_host(self, selection: Selection, act: Callable[[HostId], None]) -> None:
        if selection.host is not None:
            act(selection.host.id)

    def _start(self, coroutine: Coroutine[Any, Any, Any], name: str) -> None:
        self._tools.spawn(self._told(coroutine), name)

    async def _told(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        try:
            await coroutine
        except ConsoleError as error:
            self._tools.tell(error)
