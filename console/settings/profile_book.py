"""Which profiles the user has added to the console, kept in a file that people may edit.

A profile in ``profiles.toml``::

    [[profile]]
    path = "/home/anna/fleet/domain-controller.toml"
    watched = true           # corrects by itself; false or left out: shows only

The profiles themselves stay where they are, such as in a checkout of the team's repository.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import tomlkit

from console.model.errors import ProfileInvalid
from console.settings.file import TomlFile
from console.settings.profile import Profile, load_profile
from console.settings.reading import Reader
from console.settings.table_array import append, plain, remove, tables

_KEY: Final = "profile"
_HEADING: Final = (
    "The profiles of HV Console. Each stays in its own file; here stands which are used."
)


@dataclass(frozen=True, slots=True)
class ProfileEntry:
    """A profile that the user has added.

    Attributes:
        path: Its file.
        watched: Whether what drifts from it is corrected without asking.
    """

    path: Path
    watched: bool = False


@dataclass(frozen=True, slots=True)
class LoadedProfile:
    """A profile as its file says now, and what the user decided about it."""

    entry: ProfileEntry
    profile: Profile


@dataclass(frozen=True, slots=True)
class LoadedProfiles:
    """What loading all profiles brought.

    Attributes:
        profiles: Those that could be read, in the order in which they were added.
        problems: One for each of the others.
    """

    profiles: tuple[LoadedProfile, ...] = ()
    problems: tuple[ProfileInvalid, ...] = ()


class ProfileBook:
    """The added profiles. Every method reads or writes files and blocks: call it in a lane.

    Args:
        path: The file; it need not exist.
    """

    def __init__(self, path: Path) -> None:
        self._file = TomlFile(path)

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._file.path

    def entries(self) -> tuple[ProfileEntry, ...]:
        """Return what was added, in this order.

        Raises:
            SettingsInvalid: The file cannot be understood; see ``TomlFile``.
        """
        return self._resolved(_entries(self._file.read(_entries)))

    def load_all(self) -> LoadedProfiles:
        """Read every added profile; a broken one keeps none of the others back.

        Raises:
            SettingsInvalid: The list itself cannot be understood; see ``TomlFile``.
        """
        profiles: list[LoadedProfile] = []
        problems: list[ProfileInvalid] = []
        for entry in self.entries():
            try:
                profiles.append(LoadedProfile(entry, load_profile(entry.path)))
            except ProfileInvalid as problem:
                problems.append(problem)
        return LoadedProfiles(tuple(profiles), tuple(problems))

    def put(self, entry: ProfileEntry) -> None:
        """Add a profile, or say anew whether it is watched.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it is left alone.
            SettingsNotWritten: The disk refused.
        """
        path = entry.path.expanduser().absolute()

        def edit(document: tomlkit.TOMLDocument) -> None:
            for table in tables(document, _KEY):
                if self._path_of(plain(table)) == path:
                    if plain(table).get("watched", False) != entry.watched:
                        table["watched"] = entry.watched
                    return
            table = tomlkit.table()
            table.append("path", str(path))
            table.append("watched", entry.watched)
            append(document, _KEY, table, _HEADING)

        self._file.change(edit, _entries)

    def remove(self, path: Path) -> None:
        """Take a profile off the list; its file stays. An unknown one is ignored.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it is left alone.
            SettingsNotWritten: The disk refused.
        """
        gone = path.expanduser().absolute()

        self._file.change(
            lambda document: remove(document, _KEY, lambda values: self._path_of(values) == gone),
            _entries,
        )

    def start_afresh(self) -> str:
        """Give up a broken list because the user said so; returns where its copy is.

        Raises:
            SettingsNotWritten: The disk refused; nothing is lost.
        """
        return self._file.start_afresh()

    def _resolved(self, entries: Iterable[ProfileEntry]) -> tuple[ProfileEntry, ...]:
        """Return entries with full paths, each file once; the last word on watching holds."""
        found = {self._full(e.path): e.watched for e in entries}
        return tuple(ProfileEntry(path, watched) for path, watched in found.items())

    def _path_of(self, values: dict[str, object]) -> Path:
        return self._full(Path(str(values["path"])))

    def _full(self, path: Path) -> Path:
        """Return a path as meant: one that a person wrote may begin here, or with ``~``."""
        return (self.path.parent.absolute() / path.expanduser()).absolute()


def _entries(reader: Reader) -> tuple[ProfileEntry, ...]:
    return tuple(_entry(table) for table in reader.tables(_KEY))


def _entry(table: Reader) -> ProfileEntry:
    path = table.text("path")
    if not path:
        raise table.wrong("path", "the file of a profile is expected")
    return ProfileEntry(Path(path), table.flag("watched", default=False))
