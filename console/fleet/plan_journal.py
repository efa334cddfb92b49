"""The journals of plans on the disk: one file a plan, appended to while it runs.

Theory of operation
-------------------
``<plan>.jsonl`` is the journal of a plan that is not over, ``<plan>.done`` of one that is; the
newest 50 of those are kept, for who wants to know what was done. The lines are described in
``plan_journal_line``. Every append is flushed to the disk before it returns.

Beside a journal stands ``<plan>.lock``, held by the program that runs the plan or offers to resume
it, so that no other program does. The system lets go of it when that program ends, however it ends:
a process number in a file would not tell that.

A journal that cannot be read is set aside under another name, never deleted and never guessed at.

All methods block; they are called in one lane.
"""

import logging
import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final

from console.fleet.plan_journal_line import JournalBroken, PlanStory, header_line, read_story
from console.model.errors import SettingsInvalid
from console.model.identity import PlanId
from console.settings.file import SettingsNotWritten, sync_folder
from console.settings.lock import HeldLock, hold

_log = logging.getLogger(__name__)

KEPT: Final = 50
"""Journals of plans that are over."""
_BINARY: Final = getattr(os, "O_BINARY", 0)
_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class FoundPlans:
    """What was left on the disk.

    Attributes:
        stories: Plans that are not over and that nobody else has; they are ours from now on.
        errors: Journals that could not be read, and where they are kept now.
    """

    stories: tuple[PlanStory, ...]
    errors: tuple[SettingsInvalid, ...]


@dataclass(frozen=True, slots=True)
class _Open:
    path: Path
    file: BinaryIO
    lock: HeldLock


class PlanJournal:
    """The journals in one folder.

    Args:
        folder: Where they are; it need not exist.
        now: The clock that names journals that are set aside.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime] | None = None) -> None:
        self._folder = folder
        self._now = now or (lambda: datetime.now(UTC))
        self._open: dict[PlanId, _Open] = {}

    def begin(self, story: PlanStory) -> None:
        """Begin the journal of a new plan.

        Raises:
            ValueError: The plan's id cannot be the name of a file.
            SettingsNotWritten: The disk refused, or there is such a journal already.
        """
        path = self._path(story.id)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = hold(_lock_of(path))
            if lock is None:
                raise FileExistsError("another program runs this plan")
            try:
                file = _create(path, header_line(story))
            except OSError:
                _let_go(path, lock)
                raise
            self._open[story.id] = _Open(path, file, lock)
            sync_folder(self._folder)
        except OSError as problem:
            raise _not_written(path, problem) from problem

    def append(self, plan: PlanId, text: str) -> None:
        """Write lines; they are on the disk when this returns.

        Raises:
            KeyError: The journal was not begun, or it was ended.
            SettingsNotWritten: The disk refused; the journal may end with half a line.
        """
        journal = self._open[plan]
        try:
            _append(journal.file, text)
        except OSError as problem:
            raise _not_written(journal.path, problem) from problem

    def end(self, plan: PlanId) -> None:
        """Put the journal of a plan that is over among the others, and let go of the plan.

        Raises:
            KeyError: The journal was not begun, or it was ended.
            SettingsNotWritten: The disk refused.
        """
        journal = self._open.pop(plan)
        try:
            self._archive(journal)
            self._prune()
        except OSError as problem:
            raise _not_written(journal.path, problem) from problem

    def unfinished(self) -> FoundPlans:
        """Return the plans that were cut off, oldest first, and hold them for this program."""
        stories: list[PlanStory] = []
        errors: list[SettingsInvalid] = []
        for path in sorted(self._folder.glob("*.jsonl")):
            if PlanId(path.stem) in self._open:
                continue
            try:
                story = self._adopt(path)
            except SettingsInvalid as error:
                errors.append(error)
            except OSError as problem:
                errors.append(SettingsInvalid(str(path), 0, _reason(problem)))
            else:
                if story is not None:
                    stories.append(story)
        stories.sort(key=lambda story: story.started_at)
        return FoundPlans(tuple(stories), tuple(errors))

    def close(self) -> None:
        """Let go of all plans; those that are not over can be resumed, here or elsewhere."""
        while self._open:
            _, journal = self._open.popitem()
            journal.file.close()
            journal.lock.release()

    def _adopt(self, path: Path) -> PlanStory | None:
        """Hold a plan that is not over; ``None`` when another program has it, or it is over.

        Raises:
            SettingsInvalid: Its journal cannot be read.
            OSError: The disk refused.
        """
        lock = hold(_lock_of(path))
        if lock is None:
            return None
        is_ours = False
        try:
            story = self._read(path)
            if story is None:  # it ended between our looking and our taking hold of it
                return None
            file = path.open("r+b")
            file.truncate(story.length)  # half a line would spoil the next one
            file.seek(0, os.SEEK_END)
            journal = _Open(path, file, lock)
            is_ours = True
        finally:
            if not is_ours:
                _let_go(path, lock)
        if story.is_over:
            self._archive(journal)
            return None
        self._open[story.id] = journal
        return story

    def _read(self, path: Path) -> PlanStory | None:
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return None
        try:
            return read_story(data, PlanId(path.stem))
        except JournalBroken as problem:
            kept_as = "" if problem.is_newer else self._set_aside(path)
            raise SettingsInvalid(str(path), problem.line, str(problem), kept_as) from problem

    def _set_aside(self, path: Path) -> str:
        """Give a journal that cannot be read another name, and return it."""
        kept_as = path.with_name(f"{path.name}.broken-{self._now():%Y%m%dT%H%M%S}")
        path.rename(kept_as)
        return str(kept_as)

    def _archive(self, journal: _Open) -> None:
        journal.file.close()
        try:
            journal.path.replace(journal.path.with_suffix(".done"))
        finally:
            _let_go(journal.path, journal.lock)

    def _prune(self) -> None:
        journals = sorted(self._folder.glob("*.done"), key=_age)
        for path in journals[:-KEPT]:
            with suppress(FileNotFoundError):  # another program does the same
                path.unlink()

    def _path(self, plan: PlanId) -> Path:
        if not _NAME.fullmatch(plan):
            raise ValueError(f"{plan!r} cannot be the name of a journal")
        return self._folder / f"{plan}.jsonl"


def _lock_of(path: Path) -> Path:
    return path.with_suffix(".lock")


def _let_go(path: Path, lock: HeldLock) -> None:
    """Release a plan; without a journal there is nothing left to be held.

    Whoever takes hold of the old lock file meanwhile finds the journal gone, too.
    """
    lock.release()
    if not path.exists():
        with suppress(OSError):  # in use, on Windows: then its user removes it
            _lock_of(path).unlink(missing_ok=True)


def _create(path: Path, text: str) -> BinaryIO:
    """Make a file with this text; when that fails there is none."""
    file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "wb")
    try:
        _append(file, text)
    except OSError:
        with suppress(OSError):  # closing tries to write again
            file.close()
        path.unlink()
        raise
    return file


def _append(file: BinaryIO, text: str) -> None:
    file.write(text.encode())
    file.flush()
    os.fsync(file.fileno())


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _not_written(path: Path, problem: OSError) -> SettingsNotWritten:
    return SettingsNotWritten(str(path), _reason(problem))


def _reason(problem: OSError) -> str:
    return problem.strerror or str(problem)
