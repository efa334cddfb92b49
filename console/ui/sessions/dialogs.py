"""Opens the dialogs about sessions, and has carried out what they ask for."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QDialog, QFileDialog

from console.fleet.operation import AccessChange
from console.model.errors import ConsoleError
from console.model.identity import VmId, VmKey
from console.model.session import SessionMode, SessionOptions
from console.rdp.case import Finding
from console.rdp.session import SessionRequest
from console.ui.dialogs.ask import ask, ask_file
from console.ui.runner import CommandRunner
from console.ui.sessions.case import ReadFacts, SessionView, same_account
from console.ui.sessions.facts import SessionReader
from console.ui.sessions.ports import SessionFleet, Sessions
from console.ui.sessions.waiting import ended_operation

MakeRequest = Callable[[SessionView, ReadFacts, SessionMode], SessionRequest]


class SessionDialogs:
    """One call for each dialog.

    Args:
        fleet: Reads and changes rights.
        sessions: Keeps options.
        reader: Knows hosts and folders.
        runner: Opens dialogs.
    """

    def __init__(
        self,
        fleet: SessionFleet,
        sessions: Sessions,
        reader: SessionReader,
        runner: CommandRunner,
    ) -> None:
        self._fleet = fleet
        self._sessions = sessions
        self._reader = reader
        self._runner = runner

    def show_doctor(self, view: SessionView, remedy: Callable[[VmKey, Finding], None]) -> None:
        """Show all findings."""
        from console.ui.dialogs.session_doctor import (  # noqa: PLC0415 - fast start
            SessionDoctorDialog,
        )

        dialog = SessionDoctorDialog(self._runner.theme, view, self._runner.window)
        dialog.remedy_requested.connect(partial(remedy, view.key))
        self._runner.open(dialog)

    async def options(self, view: SessionView, read: ReadFacts, make: MakeRequest) -> None:
        """Have options changed, and kept for the scope that is chosen; maybe exported.

        Raises:
            SettingsInvalid: The file cannot be understood; it was left alone.
            SettingsNotWritten: The disk refused.
        """
        from console.ui.dialogs.session_options import (  # noqa: PLC0415 - fast start
            Scope,
            SessionOptionsDialog,
        )

        choices = await self._sessions.books.load()
        config = self._reader.config_of(view.key.host)
        folder = config.folder if config is not None else ""
        levels = {
            Scope.VM: choices.effective(view.key, folder),
            Scope.FOLDER: choices.inherited(folder),
            Scope.ALL: choices.default,
        }
        dialog = SessionOptionsDialog(view.vm_name, folder, levels, self._runner.window)

        def export() -> None:
            self._runner.start(
                self._export(dialog, dialog.options, view, read, make), "session export"
            )

        dialog.export_requested.connect(export)
        if await ask(dialog) != QDialog.DialogCode.Accepted:
            return
        books, options = self._sessions.books, dialog.options
        match dialog.scope:
            case Scope.VM:
                await books.put_vm(view.key, options, folder=folder, name=view.vm_name)
            case Scope.FOLDER:
                await books.put_folder(folder, options)
            case Scope.ALL:
                await books.put_default(options)

    async def clients(self) -> None:
        """Have the program for sessions chosen, and which ones go through the adapter.

        Raises:
            SettingsInvalid: The file cannot be understood; it was left alone.
            SettingsNotWritten: The disk refused.
        """
        from console.ui.dialogs.session_clients import (  # noqa: PLC0415 - fast start
            SessionClientsDialog,
        )

        books = self._sessions.books
        choices, tools = await books.load(), await self._sessions.discover()
        dialog = SessionClientsDialog(tools, choices, self._runner.window)

        async def look() -> None:
            dialog.show_tools(await self._sessions.discover(again=True))

        dialog.look_requested.connect(lambda: self._runner.start(look(), "session tools"))
        if await ask(dialog) != QDialog.DialogCode.Accepted:
            return
        client, adapters = dialog.client, dialog.adapters  # it is gone after the first await
        if client != choices.chosen_client:
            await books.put_client(client)
        for word, is_on in adapters.items():
            if is_on != choices.uses_adapter(word):
                await books.put_adapter(word, on=is_on)

    async def access(self, view: SessionView, user: str) -> None:
        """Show who may open the console, and change it."""
        from console.ui.dialogs.console_access import (  # noqa: PLC0415 - fast start
            ConsoleAccessDialog,
        )

        dialog = ConsoleAccessDialog(view.vm_name, user, self._runner.window)

        async def read() -> None:
            vm = view.key.vm
            try:
                entries = await self._fleet.ask(view.key.host, lambda host: host.read_access(vm))
                dialog.show_access(entries)
            except ConsoleError as error:
                dialog.show_error(error)

        async def change(trustee: str, grant: bool) -> None:
            dialog.show_busy()
            had = any(
                same_account(entry.trustee, trustee) and entry.is_allowed
                for entry in dialog.entries
            )
            subject = AccessChange(trustee, grant, had)
            try:
                await ended_operation(self._fleet, self._fleet.order(view.key, subject))
            except ConsoleError as error:
                dialog.show_error(error)
                return
            await read()

        def start(grant: bool, trustee: str) -> None:
            tasks.append(self._runner.spawn(change(trustee, grant), "console access"))

        tasks = [self._runner.spawn(read(), "console access")]
        dialog.grant_requested.connect(partial(start, True))
        dialog.revoke_requested.connect(partial(start, False))
        try:
            await ask(dialog)
        finally:
            for task in tasks:
                task.cancel()

    async def _export(
        self,
        parent: QDialog,
        options: SessionOptions,
        view: SessionView,
        read: ReadFacts,
        make: MakeRequest,
    ) -> None:
        is_basic = view.ladder.best is SessionMode.BASIC
        mode = SessionMode.BASIC if is_basic else SessionMode.ENHANCED
        request = replace(make(view, read, mode), options=options)
        dialog = QFileDialog(parent, parent.windowTitle())
        dialog.setObjectName("exportDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("*.rdp")
        dialog.setDefaultSuffix("rdp")
        dialog.selectFile(export_name(view.vm_name, view.key.vm))
        path = await ask_file(dialog)
        if path is not None:
            await self._sessions.books.export(path, request)


def export_name(vm_name: str, vm: VmId) -> str:
    """Return a name for an exported file: a VM's, without what no file may be called."""
    kept = re.sub(r"[^\w .-]", "_", vm_name).strip(" .")[:80]
    return f"{kept or vm}.rdp"
