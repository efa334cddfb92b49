"""How the heartbeat watch treats each VM, kept in a file that people may read, edit and share.

What holds for every VM, when notifications are held back, and what differs for single VMs
(``watch.toml``; a VM's name is a comment for readers)::

    [defaults]
    grace_s = 300
    quiet = ["mon-fri 08:00-18:00"]   # no automatic restart then

    [notifications]
    quiet_hours = ["22:00-07:00"]

    [[vm]]
    host = "0b9c…"                    # the host's id in hosts.toml
    id = "7F3B…"                      # web01
    restart = true
    imaging = "2026-11-23T18:00:00+01:00"   # or "forever": until it is taken away

Only what differs from the defaults is written for a VM. Nothing is ever restarted unless its own
``[[vm]]`` says ``restart = true``: there is no such default.
"""

from pathlib import Path

import tomlkit

from console.model.identity import VmKey
from console.settings.file import TomlFile
from console.settings.reading import Reader
from console.settings.watch_document import put_table, put_vm
from console.settings.watch_schema import Imaging, VmWatch, WatchSettings
from console.settings.watch_window import QuietWindow
from console.settings.watch_words import (
    DEFAULTS,
    NOTIFICATIONS,
    QUIET_HOURS,
    default_words,
    settings_of,
    vm_words,
)

__all__ = ["Imaging", "VmWatch", "WatchBook", "WatchSettings"]


class WatchBook:
    """The settings in their file. Every method reads or writes it and blocks: call it in a lane.

    Args:
        path: The file; it need not exist.
    """

    def __init__(self, path: Path) -> None:
        self._file = TomlFile(path)

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._file.path

    def read(self) -> WatchSettings:
        """Return the settings.

        Raises:
            SettingsInvalid: The file cannot be understood; a copy of it is kept.
        """
        return settings_of(self._file.read(settings_of))

    def put(self, key: VmKey, watch: VmWatch, name: str = "") -> None:
        """Have a VM watched so; what equals the defaults is not written.

        Args:
            key: The VM.
            watch: How it is to be watched.
            name: What it is called, for the comment.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it is left alone.
            SettingsNotWritten: The disk refused.
        """

        def edit(document: tomlkit.TOMLDocument) -> None:
            defaults = settings_of(Reader(document.unwrap(), "")).defaults
            put_vm(document, key, vm_words(watch, defaults), name)

        self._file.change(edit, settings_of)

    def put_defaults(self, defaults: VmWatch) -> None:
        """Change what holds for VMs of which nothing else is said.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it is left alone.
            SettingsNotWritten: The disk refused.
        """
        words = default_words(defaults)
        self._file.change(lambda document: put_table(document, DEFAULTS, words), settings_of)

    def put_quiet_hours(self, windows: tuple[QuietWindow, ...]) -> None:
        """Change when notifications are held back.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it is left alone.
            SettingsNotWritten: The disk refused.
        """
        words = {QUIET_HOURS: [str(window) for window in windows] or None}
        self._file.change(lambda document: put_table(document, NOTIFICATIONS, words), settings_of)

    def start_afresh(self) -> str:
        """Give up a broken file because the user said so; returns where its copy is.

        Raises:
            SettingsNotWritten: The disk refused; nothing is lost.
        """
        return self._file.start_afresh()
