"""Keeps what the user chose for sessions and which consoles are trusted: files, in a lane."""

import logging
from collections.abc import Callable
from pathlib import Path

from console.model.errors import ConsoleError
from console.model.identity import HostId, VmKey
from console.model.session import SessionMode, SessionOptions
from console.rdp.rdp_file import rdp_encoding, rdp_text
from console.rdp.session import SessionRequest
from console.settings.console_pins import PinBook
from console.settings.file import SettingsNotWritten
from console.settings.session_options import OptionsBook, SessionChoices
from console.transport.lane import Lane

_log = logging.getLogger(__name__)


class SessionBooks:
    """The files of console sessions.

    Args:
        options: The choices.
        pins: The trusted certificates of consoles.
        told: Called when the choices have been read anew.
    """

    def __init__(self, options: OptionsBook, pins: PinBook, told: Callable[[], None]) -> None:
        self._options = options
        self._pins = pins
        self._told = told
        self._lane = Lane("session files")
        self._choices = SessionChoices()

    @property
    def choices(self) -> SessionChoices:
        """What the user chose, as last read."""
        return self._choices

    async def load(self) -> SessionChoices:
        """Read what the user chose.

        Raises:
            SettingsInvalid: The file cannot be understood; a copy of it is kept.
        """
        self._choices = await self._lane.call(self._options.options)
        self._told()
        return self._choices

    async def pin_of(self, host: HostId) -> str:
        """Return the certificate that is trusted, empty for none.

        Raises:
            SettingsInvalid: The file cannot be understood; a copy of it is kept.
        """
        return await self._lane.call(self._pins.get, host)

    async def trust(self, host: HostId, sha256: str, label: str) -> None:
        """Trust a certificate because the user said so; raises what ``PinBook.put`` raises."""
        await self._lane.call(self._pins.put, host, sha256, label)

    async def forget_trust(self, host: HostId) -> None:
        """Trust no certificate of a host any more; raises what ``PinBook.forget`` raises."""
        await self._lane.call(self._pins.forget, host)

    async def put_mode(self, key: VmKey, mode: SessionMode | None, name: str) -> None:
        """Keep which mode the user wants for a VM; raises what ``OptionsBook`` raises."""
        await self._change(self._options.put_chosen_mode, key, mode, name)

    async def put_vm(
        self, key: VmKey, options: SessionOptions | None, *, folder: str = "", name: str = ""
    ) -> None:
        """Keep options for a VM, ``None``: it inherits; raises what ``OptionsBook`` raises."""
        if options is None:
            await self._change(self._options.remove_vm, key)
        else:
            kept = options

            def put() -> None:
                self._options.put_vm(key, kept, folder=folder, name=name)

            await self._change(put)

    async def put_folder(self, folder: str, options: SessionOptions) -> None:
        """Keep options for a folder; raises what ``OptionsBook`` raises."""
        await self._change(self._options.put_folder, folder, options)

    async def put_default(self, options: SessionOptions) -> None:
        """Keep options for all; raises what ``OptionsBook`` raises."""
        await self._change(self._options.put_default, options)

    async def put_client(self, word: str, *, adapter: bool | None = None) -> None:
        """Keep which client is wanted, and whether it has the adapter; ``None`` leaves that."""

        def put() -> None:
            self._options.put_client(word)
            if adapter is not None and word:
                self._options.put_adapter(word, on=adapter)

        await self._change(put)

    async def put_adapter(self, word: str, *, on: bool) -> None:
        """Keep whether a kind of client has the adapter; raises what ``OptionsBook`` raises."""

        def put() -> None:
            self._options.put_adapter(word, on=on)

        await self._change(put)

    async def export(self, path: Path, request: SessionRequest) -> None:
        """Write a ``.rdp`` file; it holds no password.

        Raises:
            SettingsNotWritten: The disk refused.
        """
        await self._lane.call(_write, path, rdp_text(request))

    async def note_worked(self, key: VmKey, mode: SessionMode, name: str) -> None:
        """Keep what worked; a session is no failure because that cannot be written."""
        if self._choices.worked_mode(key) is mode:
            return
        try:
            await self._change(self._options.put_worked_mode, key, mode, name)
        except ConsoleError as problem:
            _log.info("what worked is not kept: %s", problem)

    async def _change(self, write: Callable[..., None], *args: object) -> None:
        await self._lane.call(write, *args)
        await self.load()

    def close(self) -> None:
        """End the lane."""
        self._lane.close()


def _write(path: Path, text: str) -> None:
    try:
        with path.open("w", encoding=rdp_encoding(text), newline="") as file:
            file.write(text)
    except OSError as problem:
        raise SettingsNotWritten(str(path), problem.strerror or "") from problem
