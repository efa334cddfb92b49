"""Notes on the disk of what a file copy has borrowed and must give back.

A note is written before an integration service is switched on for a copy, and before a file is
staged for it; it is removed when both have been put back. A note that is found at the start of the
program tells that the last run did not come that far. ``copies.toml`` is ours, not meant to be
edited, but it is read as strictly as any settings file.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import tomlkit

from console.model.identity import HostId, VmId
from console.model.service import ServiceKind
from console.settings.file import TomlFile
from console.settings.reading import Reader

_KEY: Final = "copy"
_NONE: Final = ""


@dataclass(frozen=True, slots=True)
class CopyNote:
    """What one file copy has borrowed.

    Attributes:
        id: Ours, unique for ever.
        host: Where the VM is.
        vm: The VM.
        noted_at: When (aware).
        service: The service to be switched off again; ``None`` when none is.
        staged: The folder on this computer, or on a share, that was made for the staged file and
            is to be removed; empty when none is.
    """

    id: str
    host: HostId
    vm: VmId
    noted_at: datetime
    service: ServiceKind | None = None
    staged: str = ""

    @property
    def is_settled(self) -> bool:
        """Whether everything has been given back."""
        return self.service is None and not self.staged


class RestoreBook:
    """The notes, in a file. Every method reads or writes it and blocks: call it in a lane.

    Writing is atomic and lasts through a power cut, see ``TomlFile``.

    Args:
        path: The file; it need not exist.
    """

    def __init__(self, path: Path) -> None:
        self._file = TomlFile(path)

    def notes(self) -> tuple[CopyNote, ...]:
        """Return all notes, oldest first.

        Raises:
            SettingsInvalid: The file cannot be understood; a copy of it is kept.
        """
        return _notes(self._file.read(_notes))

    def put(self, note: CopyNote) -> None:
        """Add a note, or replace the one with the same id.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it is left alone.
            SettingsNotWritten: The disk refused.
        """
        self._change(note.id, note)

    def drop(self, note_id: str) -> None:
        """Remove a note; an unknown one is ignored.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it is left alone.
            SettingsNotWritten: The disk refused.
        """
        self._change(note_id, None)

    def _change(self, note_id: str, note: CopyNote | None) -> None:
        def edit(document: tomlkit.TOMLDocument) -> None:
            known = {each.id: each for each in _notes(Reader(document.unwrap(), ""))}
            known.pop(note_id, None)
            if note is not None:
                known[note_id] = note
            if _KEY in document:
                document.remove(_KEY)
            if known:
                rows = [_values(each) for each in known.values()]
                document.append(_KEY, tomlkit.item(rows))

        self._file.change(edit, _notes)


def _values(note: CopyNote) -> dict[str, object]:
    return {
        "id": note.id,
        "host": note.host,
        "vm": note.vm,
        "noted_at": note.noted_at.astimezone(UTC).isoformat(),
        "service": note.service.value if note.service else _NONE,
        "staged": note.staged,
    }


def _notes(reader: Reader) -> tuple[CopyNote, ...]:
    return tuple(_note(entry) for entry in reader.tables(_KEY))


def _note(entry: Reader) -> CopyNote:
    for key in ("id", "host", "vm"):
        if not entry.text(key):
            raise entry.wrong(key, "a text that is not empty is expected")
    try:
        noted_at = datetime.fromisoformat(entry.text("noted_at"))
    except ValueError as problem:
        raise entry.wrong("noted_at", "a date and time is expected") from problem
    is_none = entry.text("service") == _NONE
    return CopyNote(
        id=entry.text("id"),
        host=HostId(entry.text("host")),
        vm=VmId(entry.text("vm")),
        noted_at=noted_at,
        service=None if is_none else entry.choice("service", ServiceKind.GUEST_SERVICE),
        staged=entry.text("staged"),
    )
