"""What file copies have borrowed, in memory and, through a lane, on the disk.

A note is *busy* while the copy that wrote it runs; only the copy gives back then. When the copy
ends and something is still owed, the note is *left*, and ``fleet.service_restore`` takes over.
"""

from collections.abc import Callable
from typing import Protocol

from console.fleet.connection import LaneLike
from console.model.errors import ConsoleError
from console.settings.service_restore import CopyNote


class NoteBook(Protocol):
    """Keeps notes beyond the end of the program (``settings.service_restore.RestoreBook``)."""

    def notes(self) -> tuple[CopyNote, ...]:
        """Return all notes; blocks."""
        ...

    def put(self, note: CopyNote) -> None:
        """Add or replace a note; blocks."""
        ...

    def drop(self, note_id: str) -> None:
        """Remove a note; blocks."""
        ...

    def close(self) -> None:
        """Leave the notes to others: the program ends."""
        ...


class CopyNotes:
    """All notes of this run, and those that earlier runs have left.

    Args:
        lane: Runs what blocks: the book, and the removal of staged files.
        book: Where notes survive; ``None``: they last as long as the program.
    """

    def __init__(self, lane: LaneLike, book: NoteBook | None = None) -> None:
        self._lane = lane
        self._book = book
        self._known: dict[str, CopyNote] = {}
        self._busy: set[str] = set()
        self.when_left: Callable[[CopyNote], None] = lambda _: None

    @property
    def lane(self) -> LaneLike:
        """Where what blocks is run."""
        return self._lane

    @property
    def left(self) -> tuple[CopyNote, ...]:
        """Notes that no running copy cares for, oldest first."""
        return tuple(note for note in self._known.values() if note.id not in self._busy)

    async def load(self) -> None:
        """Take what earlier runs have left.

        Raises:
            SettingsInvalid: The file cannot be understood.
        """
        if self._book is None:
            return
        for note in await self._lane.call(self._book.notes):
            if note.id not in self._known:
                self._known[note.id] = note
                self.when_left(note)

    async def begin(self, note: CopyNote) -> None:
        """Write a note of a copy that runs, before it borrows.

        Raises:
            ConsoleError: It could not be written; nothing may be borrowed.
        """
        before = self._known.get(note.id)
        self._busy.add(note.id)
        self._known[note.id] = note  # first: when we are cancelled meanwhile, it may be written
        try:
            if self._book is not None:
                await self._lane.call(self._book.put, note)
        except ConsoleError:
            self._known.pop(note.id)
            if before is not None:
                self._known[note.id] = before
            raise

    async def settle(self, note: CopyNote) -> None:
        """Note what is still owed; a note that owes nothing is removed.

        Raises:
            ConsoleError: It could not be written; the note stands as it was.
        """
        if self._book is not None:
            if note.is_settled:
                await self._lane.call(self._book.drop, note.id)
            else:
                await self._lane.call(self._book.put, note)
        if note.is_settled:
            self._known.pop(note.id, None)
        else:
            self._known[note.id] = note

    def leave(self, note: CopyNote) -> None:
        """Tell that the copy has ended; what it still owes is left to others."""
        self._busy.discard(note.id)
        if note.id in self._known:
            self.when_left(self._known[note.id])

    def close(self) -> None:
        """End the lane."""
        self._lane.close()
