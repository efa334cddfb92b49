"""The automatic restarts of the last day, on the disk, so that quotas outlive the program.

A restart is written down *before* it is ordered: a console that dies in between has counted one
too many, never one too few. ``restarts.toml`` is ours, not meant to be edited, but it is read as
strictly as any settings file, and several consoles of one user share it under a lock.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import tomlkit

from console.model.identity import VmKey
from console.settings.file import TomlFile
from console.settings.reading import Reader
from console.settings.watch_words import key_of

_RESTART: Final = "restart"
_STOP: Final = "stopped"
KEPT: Final = timedelta(days=2)
"""Longer than any window that counts; a clock set back by a day still counts right."""


@dataclass(frozen=True, slots=True)
class RestartNote:
    """Something that happened to one VM.

    Attributes:
        key: The VM.
        at: When (aware).
    """

    key: VmKey
    at: datetime


@dataclass(frozen=True, slots=True)
class RestartNotes:
    """Everything that is noted.

    Attributes:
        restarts: Automatic restarts, oldest first.
        stops: VMs that are left alone after a crash loop.
    """

    restarts: tuple[RestartNote, ...] = ()
    stops: tuple[RestartNote, ...] = ()


class RestartBook:
    """The notes in their file. Every method reads or writes it and blocks: call it in a lane.

    Args:
        path: The file; it need not exist.
    """

    def __init__(self, path: Path) -> None:
        self._file = TomlFile(path)

    def notes(self) -> RestartNotes:
        """Return what is noted.

        Raises:
            SettingsInvalid: The file cannot be understood; a copy of it is kept.
        """
        return _notes(self._file.read(_notes))

    def restarted(self, note: RestartNote) -> None:
        """Note a restart, and forget those that count no more.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it is left alone.
            SettingsNotWritten: The disk refused.
        """

        def edit(document: tomlkit.TOMLDocument) -> None:
            known = _notes(Reader(document.unwrap(), ""))
            kept = tuple(each for each in known.restarts if each.at > note.at - KEPT)
            _write(document, _RESTART, (*kept, note))

        self._file.change(edit, _notes)

    def stopped(self, note: RestartNote) -> None:
        """Note that a VM is left alone from now on.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it is left alone.
            SettingsNotWritten: The disk refused.
        """
        self._change_stops(note.key, (note,))

    def resumed(self, key: VmKey) -> None:
        """Note that a VM may be restarted again; one that was not left alone is ignored.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it is left alone.
            SettingsNotWritten: The disk refused.
        """
        self._change_stops(key, ())

    def start_afresh(self) -> str:
        """Give up a broken file because the user said so; returns where its copy is.

        Raises:
            SettingsNotWritten: The disk refused; nothing is lost.
        """
        return self._file.start_afresh()

    def _change_stops(self, key: VmKey, then: tuple[RestartNote, ...]) -> None:
        def edit(document: tomlkit.TOMLDocument) -> None:
            known = _notes(Reader(document.unwrap(), ""))
            others = tuple(each for each in known.stops if each.key != key)
            _write(document, _STOP, (*others, *then))

        self._file.change(edit, _notes)


def _write(document: tomlkit.TOMLDocument, name: str, notes: tuple[RestartNote, ...]) -> None:
    if name in document:
        document.remove(name)
    if notes:
        rows = [
            {"host": note.key.host, "id": note.key.vm, "at": note.at.astimezone(UTC).isoformat()}
            for note in notes
        ]
        document.append(name, tomlkit.item(rows))


def _notes(reader: Reader) -> RestartNotes:
    restarts = sorted((_note(entry) for entry in reader.tables(_RESTART)), key=lambda n: n.at)
    return RestartNotes(tuple(restarts), tuple(_note(entry) for entry in reader.tables(_STOP)))


def _note(entry: Reader) -> RestartNote:
    key = key_of(entry)
    try:
        at = datetime.fromisoformat(entry.text("at"))
    except ValueError as problem:
        raise entry.wrong("at", "a date and time is expected") from problem
    if at.tzinfo is None:
        raise entry.wrong("at", "a date and time with its zone is expected")
    return RestartNote(key, at)
