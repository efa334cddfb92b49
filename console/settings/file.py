"""TOML files that people may edit: read strictly, written whole or not at all, comments kept.

Theory of operation
-------------------
*Reading* uses the strict parser of the standard library. A file that is not TOML, or holds a wrong
type, raises ``SettingsInvalid`` with the line; its bytes are set aside as a copy beside it
(``hosts.toml.broken-20261122T220512``, one copy for the same bytes however often it is read), so
that nothing the user wrote can be lost. The broken file itself stays where it is: the user fixes
it in place and the next reading works.

*Writing* is always read, change, write, under a lock that other consoles honour. It begins with
reading what is on the disk now, so a broken file refuses every change with the same
``SettingsInvalid``: the console never writes over what it could not read. There are two ways out:
the user repairs the file, or says "start afresh", for which ``start_afresh`` exists. That removes
the broken file, after making sure of the copy. A file that cannot be read at all (permissions)
refuses both.

The new text goes to a temporary file in the same folder, is flushed to the disk and takes the old
one's place in one step; a link is followed, so that settings kept elsewhere stay there. When the
text would be the same nothing is written.

All of it blocks, on slow or network disks for long: from the window, call it in a lane.
"""

import logging
import os
import re
import tempfile
import tomllib
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import tomlkit
from tomlkit.exceptions import TOMLKitError

from console.model.errors import ConsoleError, SettingsInvalid
from console.settings.lock import exclusive
from console.settings.reading import Reader, WrongValue

_log = logging.getLogger(__name__)

MAX_BYTES: Final = 16 * 1024 * 1024
"""More than any list of hosts; a file of this size is no settings file."""

_AT_LINE = re.compile(r"at line (\d+)")

Edit = Callable[[tomlkit.TOMLDocument], None]


class SettingsNotWritten(ConsoleError):
    """A settings file could not be written; what was on the disk is unchanged.

    Attributes:
        path: The file.
        detail: What the system said.
    """

    def __init__(self, path: str, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.path = path
        self.detail = detail


class TomlFile:
    """One settings file; all its methods block and may be called from any thread.

    Args:
        path: Where it is; it need not exist, then it is empty.
        now: The clock that names set-aside copies.
    """

    def __init__(self, path: Path, now: Callable[[], datetime] | None = None) -> None:
        self._path = path
        self._now = now or (lambda: datetime.now(UTC))

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._path

    def read(self, check: Callable[[Reader], object]) -> Reader:
        """Return the file's contents.

        Args:
            check: Reads all that is expected, so that a wrong type anywhere is found now.

        Raises:
            SettingsInvalid: It is no TOML or ``check`` met a wrong value; the copy is made.
        """
        return self._parsed(self._bytes(), check)

    def change(self, edit: Edit, check: Callable[[Reader], object]) -> bool:
        """Read what is on the disk, let ``edit`` change it, and write when the text differs.

        Returns:
            Whether something was written.

        Raises:
            SettingsInvalid: What is on the disk cannot be read; it is left alone.
            SettingsNotWritten: The disk refused.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with exclusive(self._path.with_name(f".{self._path.name}.lock")):
                return self._change(edit, check)
        except OSError as problem:
            raise SettingsNotWritten(str(self._path), _reason(problem)) from problem

    def start_afresh(self) -> str:
        """Remove a broken file because the user said so; its bytes stay in the copy.

        Returns:
            Where the copy is; empty when there was no file.

        Raises:
            SettingsNotWritten: The copy could not be made or the file not removed.
        """
        try:
            if not self._path.exists():
                return ""
            kept_as = self._set_aside(self._path.read_bytes())
            self._path.resolve().unlink()
        except OSError as problem:
            raise SettingsNotWritten(str(self._path), _reason(problem)) from problem
        return kept_as

    def _bytes(self) -> bytes:
        try:
            with self._path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except FileNotFoundError:
            return b""
        except OSError as problem:
            raise SettingsInvalid(str(self._path), 0, _reason(problem)) from problem
        if len(data) > MAX_BYTES:
            raise SettingsInvalid(str(self._path), 0, f"larger than {MAX_BYTES} bytes")
        return data

    def _parsed(self, data: bytes, check: Callable[[Reader], object]) -> Reader:
        try:
            text = data.decode("utf-8-sig").replace("\r\n", "\n")
            reader = Reader(tomllib.loads(text), text)
            check(reader)
        except UnicodeDecodeError as problem:
            line = data.count(b"\n", 0, problem.start) + 1
            raise self._invalid(data, line, "not UTF-8") from problem
        except tomllib.TOMLDecodeError as problem:
            raise self._invalid(data, _line_of(problem, data), str(problem)) from problem
        except RecursionError as problem:
            raise self._invalid(data, 0, "nested too deeply") from problem
        except WrongValue as problem:
            raise self._invalid(data, problem.line, str(problem)) from problem
        return reader

    def _change(self, edit: Edit, check: Callable[[Reader], object]) -> bool:
        data = self._bytes()
        self._parsed(data, check)
        before = data.decode("utf-8-sig")
        try:
            document = tomlkit.parse(before)
        except TOMLKitError as problem:  # stricter than the standard library in odd corners
            raise self._invalid(data, 0, str(problem)) from problem
        edit(document)
        after = tomlkit.dumps(document)
        if after == before:
            return False
        # What we are about to write must be readable, or the next start would find it broken.
        check(Reader(tomllib.loads(after.replace("\r\n", "\n")), after))
        _replace(self._path.resolve(), after.encode())
        return True

    def _invalid(self, data: bytes, line: int, problem: str) -> SettingsInvalid:
        try:
            kept_as = self._set_aside(data)
        except OSError as failure:
            _log.info("No copy of %s could be made: %s", self._path.name, _reason(failure))
            kept_as = ""
        return SettingsInvalid(str(self._path), line, problem, kept_as)

    def _set_aside(self, data: bytes) -> str:
        """Copy the bytes beside the file, once; the copy's path."""
        for copy in sorted(self._path.parent.glob(f"{self._path.name}.broken-*")):
            if copy.stat().st_size == len(data) and copy.read_bytes() == data:
                return str(copy)
        name = f"{self._path.name}.broken-{self._now():%Y%m%dT%H%M%S}"
        for number in range(1, 1000):
            copy = self._path.with_name(name if number == 1 else f"{name}-{number}")
            with suppress(FileExistsError), copy.open("xb") as file:
                file.write(data)
                return str(copy)
        raise OSError(f"too many copies named {name}")


def _replace(target: Path, data: bytes) -> None:
    """Put ``data`` in the place of ``target`` in one step, keeping its permissions."""
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o777)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system lets a folder be opened."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _line_of(problem: tomllib.TOMLDecodeError, data: bytes) -> int:
    match = _AT_LINE.search(str(problem))
    return int(match[1]) if match else max(1, len(data.splitlines()))  # "at end of document"


def _reason(problem: OSError) -> str:
    return problem.strerror or type(problem).__name__
