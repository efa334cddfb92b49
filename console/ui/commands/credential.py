"""What the actions about accounts and passwords do: ask, change, forget; for hosts and folders."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QDialog

from console.model.errors import ConsoleError, Refused, RefusedReason
from console.model.identity import HostId
from console.settings.schema import HostConfig
from console.settings.vault import VaultUnavailable
from console.ui import texts
from console.ui.account_ports import PasswordRequest
from console.ui.actions.row import Run
from console.ui.dialogs.ask import ask
from console.ui.ports import Desk, FleetControl
from console.ui.questions import Question
from console.ui.runner import CommandRunner
from console.ui.selection import Selection
from console.ui.text_context import Context

Credentials = Context("Credentials")


class CredentialCommands:
    """Commands about accounts and passwords.

    Args:
        fleet: Knows why hosts are not connected.
        desk: Keeps hosts, accounts and passwords.
        runner: Asks and shows.
    """

    def __init__(self, fleet: FleetControl, desk: Desk, runner: CommandRunner) -> None:
        self._fleet = fleet
        self._desk = desk
        self._runner = runner
        self._is_asking = False

    @property
    def has_keyring(self) -> bool:
        """Whether passwords can be kept beyond this run, as far as is known."""
        return self._desk.accounts.has_keyring

    def runs(self) -> dict[str, Run]:
        """Return what each action does."""
        return {"change-credentials": self.change, "forget-password": self.forget}

    def ask_password(self, host: HostId) -> None:
        """Ask for the password that a host signs in with."""
        request = self._desk.accounts.request(host)
        if request is not None:
            self._runner.start(self._ask(request), "password")

    def connect(self, host: HostId) -> None:
        """Connect to a host, or try again now; a password that is not known is asked for first."""
        accounts = self._desk.accounts
        if any(host in request.hosts for request in accounts.missing()):
            self.ask_password(host)
        else:
            accounts.try_again(host)

    def ask_missing(self) -> None:
        """Ask for the passwords that are not known, one after the other, each once."""
        if not self._is_asking and self._desk.accounts.missing():
            self._is_asking = True
            self._runner.start(self._ask_missing(), "passwords")

    def change(self, selection: Selection) -> None:
        """Ask for another account or password of the selected folder or host."""
        config = self._desk.config(selection.host.id) if selection.host is not None else None
        if selection.folder:
            self._runner.start(self._change_folder(selection.folder), "account of a folder")
        elif config is not None:
            self._runner.start(self._change_host(config), "account of a host")

    def forget(self, selection: Selection) -> None:
        """Forget the password of the selected folder or host, when that is confirmed."""
        accounts, host = self._desk.accounts, selection.host
        if selection.folder:
            folder = accounts.folder_account(selection.folder)
            if folder is not None:
                path = folder.path
                self._confirm(folder.user, (path,), lambda: accounts.forget_folder(path))
        elif host is not None:
            request = accounts.request(host.id)
            if request is not None:
                host_id = host.id
                self._confirm(request.user, request.labels, lambda: accounts.forget_host(host_id))

    def tell(self, error: ConsoleError) -> None:
        """Say that a password could not be kept; it is used all the same."""
        self._runner.tell(error)

    def _confirm(
        self, user: str, names: tuple[str, ...], act: Callable[[], Coroutine[Any, Any, None]]
    ) -> None:
        question = Question(
            texts.fill(Credentials.tr("Forget the password of %1?"), user),
            Credentials.tr("The hosts that it is for are disconnected, and ask for it again."),
            Credentials.tr("Forget Password"),
            names,
        )
        self._runner.confirm(question, lambda: self._runner.start(act(), "forgotten password"))

    async def _ask_missing(self) -> None:
        try:
            asked: set[tuple[str, str]] = set()
            while waiting := [
                request
                for request in self._desk.accounts.missing()
                if (request.user, "\n".join(request.hosts)) not in asked
            ]:
                request = waiting[0]
                asked.add((request.user, "\n".join(request.hosts)))
                if not await self._ask(request, others=len(waiting) - 1):
                    return
        finally:
            self._is_asking = False

    async def _ask(self, request: PasswordRequest, *, others: int = 0) -> bool:
        """Ask for one password; ``False`` when no further ones are to be asked for."""
        from console.ui.dialogs.credential import CredentialDialog  # noqa: PLC0415 - fast start

        dialog = CredentialDialog(
            request,
            has_keyring=self.has_keyring,
            error=self._error_of(request),
            others=others,
            parent=self._runner.window,
        )
        if await ask(dialog) != QDialog.DialogCode.Accepted:
            return not dialog.skips_others
        await self._told(
            self._desk.accounts.give(
                request, dialog.password, keep=dialog.keep and self.has_keyring
            )
        )
        return True

    def _error_of(self, request: PasswordRequest) -> ConsoleError | None:
        """Return why we ask again; that nothing is known yet, the dialog itself says."""
        known = (self._fleet.store.hosts.get(host) for host in request.hosts)
        errors = (host.error for host in known if host is not None)
        return next((error for error in errors if _is_about_password(error)), None)

    async def _change_host(self, config: HostConfig) -> None:
        from console.ui.dialogs.account_entry import (  # noqa: PLC0415 - fast start
            AccountEntryDialog,
        )

        inherited = self._desk.accounts.folder_account(config.folder)
        dialog = AccountEntryDialog(
            config.label,
            config.user,
            config.method,
            inherited,
            has_keyring=self.has_keyring,
            parent=self._runner.window,
        )
        if await ask(dialog) != QDialog.DialogCode.Accepted:
            return
        changed = replace(config, user=dialog.user, method=dialog.method or config.method)
        password = dialog.password or None
        if password is not None and not changed.user and inherited is not None:
            # What was typed is the folder's: it would be lost as the host's own.
            await self._told(self._desk.save_host(changed, None, keep=False))
            request = self._desk.accounts.request(config.id)
            if request is not None:
                await self._told(self._desk.accounts.give(request, password, keep=dialog.keep))
            return
        await self._told(self._desk.save_host(changed, password, keep=dialog.keep))

    async def _change_folder(self, path: str) -> None:
        from console.ui.dialogs.account_entry import (  # noqa: PLC0415 - fast start
            AccountEntryDialog,
        )

        accounts = self._desk.accounts
        own = accounts.folder_account(path)
        is_own = own is not None and own.path == path
        inherited = accounts.folder_account(path.rpartition("/")[0]) if is_own else own
        dialog = AccountEntryDialog(
            path,
            own.user if own is not None and is_own else "",
            own.method if own is not None and is_own else None,
            inherited,
            is_folder=True,
            has_keyring=self.has_keyring,
            parent=self._runner.window,
        )
        if await ask(dialog) != QDialog.DialogCode.Accepted:
            return
        password = dialog.password or None
        await self._told(
            accounts.change_folder(path, dialog.user, dialog.method, password, keep=dialog.keep)
        )

    async def _told(self, work: Coroutine[Any, Any, None]) -> None:
        """Carry out; a password that could not be kept is used all the same."""
        try:
            await work
        except VaultUnavailable as error:
            self.tell(error)


def _is_about_password(error: ConsoleError | None) -> bool:
    return isinstance(error, Refused) and error.reason is not RefusedReason.NO_CREDENTIAL
