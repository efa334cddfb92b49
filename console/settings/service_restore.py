"""Notes on the disk of what a file copy has borrowed and must give back.

A note is written before an integration service is switched on for a copy, and before a file is
staged for it; it is removed when both have been put back. A note that is found at the start of the
program tells that the last run did not come that far. ``copies.toml`` is ours, not meant to be
edited, but it is read as strictly as any settings file.

Two consoles may run at the same time, and what the other one has borrowed for a copy that runs is
not to be given back by us. So a console that has notes holds a lock file beside the book, named in
its notes, for as long as it lives; the system lets go of it however the process ends. Notes are
shown to others only when nobody holds that lock any more.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

import tomlkit

from console.model.identity import HostId, VmId
from console.model.service import ServiceKind
from console.settings.file import SettingsNotWritten, TomlFile
from console.settings.lock import HeldLock, hold
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


@dataclass(frozen=True, slots=True)
class _Entry:
    note: CopyNote
    owner: str


class RestoreBook:
    """The notes, in a file. Every method reads or writes it and blocks: call it in a lane.

    Writing is atomic and lasts through a power cut, see ``TomlFile``.

    Args:
        path: The file; it need not exist.
    """

    def __init__(self, path: Path) -> None:
        self._file = TomlFile(path)
        self._path = path
        self._me = uuid4().hex
        self._lock: HeldLock | None = None

    def notes(self) -> tuple[CopyNote, ...]:
        """Return our notes and those of consoles that have ended, oldest first.

        Raises:
            SettingsInvalid: The file cannot be understood; a copy of it is kept.
        """
        entries = _entries(self._file.read(_entries))
        living = {owner for owner in {each.owner for each in entries} if self._is_other(owner)}
        return tuple(each.note for each in entries if each.owner not in living)

    def put(self, note: CopyNote) -> None:
        """Add a note, or replace the one with the same id; it is ours from now on.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it is left alone.
            SettingsNotWritten: The disk refused.
        """
        self._sign()
        self._change(note.id, _Entry(note, self._me))

    def drop(self, note_id: str) -> None:
        """Remove a note; an unknown one is ignored.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it is left alone.
            SettingsNotWritten: The disk refused.
        """
        self._change(note_id, None)

    def close(self) -> None:
        """Leave our notes to others; may be repeated."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None
            with suppress(OSError):
                self._sign_of(self._me).unlink()

    def _sign(self) -> None:
        """Hold the lock that tells others that we live."""
        if self._lock is not None:
            return
        sign = self._sign_of(self._me)
        try:
            sign.parent.mkdir(parents=True, exist_ok=True)
            self._lock = hold(sign)
        except OSError as problem:
            reason = problem.strerror or type(problem).__name__
            raise SettingsNotWritten(str(sign), reason) from problem

    def _is_other(self, owner: str) -> bool:
        """Whether another console that lives has this name; the signs of the dead are removed."""
        sign = self._sign_of(owner)
        if owner == self._me or not sign.exists():
            return False
        try:
            lock = hold(sign)
        except OSError:
            return False
        if lock is None:
            return True
        lock.release()
        with suppress(OSError):
            sign.unlink()
        return False

    def _sign_of(self, owner: str) -> Path:
        return self._path.with_name(f".{self._path.name}.{owner}")

    def _change(self, note_id: str, entry: _Entry | None) -> None:
        def edit(document: tomlkit.TOMLDocument) -> None:
            known = {each.note.id: each for each in _entries(Reader(document.unwrap(), ""))}
            known.pop(note_id, None)
            if entry is not None:
                known[note_id] = entry
            if _KEY in document:
                document.remove(_KEY)
            if known:
                rows = [_values(each) for each in known.values()]
                document.append(_KEY, tomlkit.item(rows))

        self._file.change(edit, _entries)


def _values(entry: _Entry) -> dict[str, object]:
    note = entry.note
    return {
        "id": note.id,
        "owner": entry.owner,
        "host": note.host,
        "vm": note.vm,
        "noted_at": note.noted_at.astimezone(UTC).isoformat(),
        "service": note.service.value if note.service else _NONE,
        "staged": note.staged,
    }


def _entries(reader: Reader) -> tuple[_Entry, ...]:
    return tuple(_entry(table) for table in reader.tables(_KEY))


def _entry(table: Reader) -> _Entry:
    owner = table.text("owner")
    if not (owner.isascii() and owner.isalnum()):
        raise table.wrong("owner", "the name of a console is expected")
    return _Entry(_note(table), owner)


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
