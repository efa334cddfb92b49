r"""Folders of hosts: the account that their hosts share, colour and note, in ``hosts.toml``.

A folder in the file; all but ``path`` may be left out::

    [[folder]]
    path = "Berlin/Rack 3"           # also for the folders inside it
    user = 'LAB\admin'               # for hosts there without an account of their own
    method = "ntlm"                  # how they sign in
    colour = "teal"
    note = "Behind the second firewall"

A folder that nothing is said about needs no entry. Passwords are never in the file.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

import tomlkit
from tomlkit.items import Table

from console.model.connection import AuthMethod
from console.settings.file import TomlFile
from console.settings.reading import Reader
from console.settings.session_schema import clean_path, levels
from console.settings.table_array import append, plain, remove, tables

_KEY: Final = "folder"
_HEADING: Final = (
    "The hosts of HV Console. You may edit this file; comments and unknown keys are kept."
)


@dataclass(frozen=True, slots=True)
class FolderConfig:
    r"""What is said about a folder of hosts.

    Attributes:
        path: Its names from the top, joined by ``/``.
        user: The account of hosts in it and below that have none of their own; empty for none.
        method: How they sign in with it; ``None`` for the host's own method.
        colour: A word for its colour, empty for none.
        note: Free text.
    """

    path: str
    user: str = ""
    method: AuthMethod | None = None
    colour: str = ""
    note: str = ""


class FolderBook:
    """What is said about folders. Every method reads or writes the file: call it in a lane.

    Args:
        path: The file of the hosts; it need not exist.
    """

    def __init__(self, path: Path) -> None:
        self._file = TomlFile(path)

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._file.path

    def folders(self) -> Mapping[str, FolderConfig]:
        """Return every folder that has an entry, by its path.

        Raises:
            SettingsInvalid: The file cannot be understood; a copy of it is kept.
        """
        return read_folders(self._file.read(read_folders))

    def put(self, *configs: FolderConfig) -> None:
        """Add entries, or replace those with the same paths where they stand.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it is left alone.
            SettingsNotWritten: The disk refused.
        """
        self._file.change(lambda document: _put(document, configs), read_folders)

    def remove(self, *paths: str) -> None:
        """Remove the entries of folders; unknown ones are ignored.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it is left alone.
            SettingsNotWritten: The disk refused.
        """
        meant = {clean_path(path) for path in paths}
        self._file.change(
            lambda document: remove(document, _KEY, lambda values: _path_of(values) in meant),
            read_folders,
        )

    def move(self, old: str, new: str) -> Mapping[str, FolderConfig]:
        """Give the entries of a folder and those inside it other paths.

        An entry whose new path has one already is dropped.

        Returns:
            What was said under the old paths, by them.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it is left alone.
            SettingsNotWritten: The disk refused.
        """
        moved: dict[str, FolderConfig] = {}

        def edit(document: tomlkit.TOMLDocument) -> None:
            before = read_folders(Reader(document.unwrap(), ""))
            for entry in tables(document, _KEY):
                path = _path_of(plain(entry))
                target = moved_path(path, old, new)
                if target != path and target not in before:
                    entry["path"] = target
                if target != path:
                    moved[path] = before[path]
            remove(document, _KEY, lambda values: _path_of(values) in moved)

        self._file.change(edit, read_folders)
        return MappingProxyType(moved)

    def change(self, path: str, edit: Callable[[FolderConfig], FolderConfig]) -> None:
        """Change one folder's entry as it stands on the disk now; a missing one begins empty.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it is left alone.
            SettingsNotWritten: The disk refused.
        """
        path = clean_path(path)

        def change(document: tomlkit.TOMLDocument) -> None:
            before = read_folders(Reader(document.unwrap(), "")).get(path, FolderConfig(path))
            _put(document, (edit(before),))

        self._file.change(change, read_folders)


def moved_path(path: str, old: str, new: str) -> str:
    """Return where a folder, or what lies in it, is after ``old`` was moved to ``new``."""
    path, old, new = clean_path(path), clean_path(old), clean_path(new)
    if old and (path == old or path.startswith(f"{old}/")):
        return clean_path(f"{new}/{path[len(old) :]}")
    return path


def read_folders(reader: Reader) -> Mapping[str, FolderConfig]:
    """Return the folders of a file that was read, by their paths."""
    found: dict[str, FolderConfig] = {}
    for entry in reader.tables(_KEY):
        path = clean_path(entry.text("path"))
        if not path or path in found:
            raise entry.wrong("path", "the path of a folder, each only once, is expected")
        method = entry.choice("method", AuthMethod.NTLM) if entry.has("method") else None
        found[path] = FolderConfig(
            path, entry.text("user"), method, entry.text("colour"), entry.text("note")
        )
    return MappingProxyType(found)


def account_folder(folders: Mapping[str, FolderConfig], path: str) -> FolderConfig | None:
    """Return the nearest folder, from ``path`` upwards, that has an account."""
    return _nearest(folders[level] for level in levels(path) if level in folders)


def _nearest(outermost_first: Iterable[FolderConfig]) -> FolderConfig | None:
    found = [folder for folder in outermost_first if folder.user]
    return found[-1] if found else None


def _put(document: tomlkit.TOMLDocument, configs: Iterable[FolderConfig]) -> None:
    known = {_path_of(plain(entry)): entry for entry in tables(document, _KEY)}
    for config in configs:
        path = clean_path(config.path)
        entry = known.get(path)
        if entry is not None:
            _fill(entry, config)
            continue
        entry = known[path] = tomlkit.table()
        entry.append("path", path)
        _fill(entry, config)
        append(document, _KEY, entry, _HEADING)


def _path_of(values: dict[str, object]) -> str:
    return clean_path(Reader(values, "").text("path"))


def _fill(entry: Table, config: FolderConfig) -> None:
    _set(entry, "user", config.user)
    _set(entry, "method", config.method.value if config.method else "")
    _set(entry, "colour", config.colour)
    _set(entry, "note", config.note)


def _set(entry: Table, key: str, value: str) -> None:
    """Write one value; an empty one is left out, an equal one not touched."""
    before = plain(entry)
    if not value:
        if key in before:
            entry.remove(key)
    elif before.get(key) != value:
        if key in before:
            entry[key] = value
        else:
            entry.append(key, tomlkit.item(value))
