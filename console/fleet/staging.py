"""Copies a file of this computer to a place that the host sees too, piece by piece.

Each staged file gets a folder of its own with a fresh name, made exclusively: nothing that is
there can be overwritten, and the file keeps its name, which Windows uses when the destination in
the guest is a folder. The folder and what we put into it are removed again by ``remove``.

Everything here blocks, on a share for long: call it in a lane. ``advance`` does a bounded piece of
work, so that the caller can tell the progress and stop between two calls.
"""

from contextlib import suppress
from pathlib import Path, PureWindowsPath
from typing import BinaryIO, Final

from console.model.errors import ConsoleError

PREFIX: Final = "hvconsole-"
"""Begins the name of every folder made here; nothing else is ever removed."""
PIECE_BYTES: Final = 1024 * 1024


class StagingFailed(ConsoleError):
    """A file could not be copied to the place where the host finds it, or not removed from there.

    Attributes:
        path: The file or folder.
        detail: What the system said.
    """

    def __init__(self, path: str, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.path = path
        self.detail = detail


def staged_source(source: str, token: str) -> str:
    """Return the path by which the host finds the staged file.

    Args:
        source: Where it was to be put, as the host names it.
        token: What the folder's fresh name ends with.
    """
    path = PureWindowsPath(source)
    return str(path.parent / f"{PREFIX}{token}" / path.name)


def staging_folder(staging: str, token: str) -> Path:
    """Return the fresh folder as this computer names it; see ``staged_source``."""
    return Path(staging).parent / f"{PREFIX}{token}"


class StagedFile:
    """One file on its way.

    Args:
        original: The file on this computer.
        folder: The fresh folder, from ``staging_folder``.
        name: What the file is called in it.
    """

    def __init__(self, original: Path, folder: Path, name: str) -> None:
        self._original = original
        self._folder = folder
        self._name = name
        self._reader: BinaryIO | None = None
        self._writer: BinaryIO | None = None
        self._is_ours = False
        self._size = 0
        self._copied = 0

    def advance(self) -> int | None:
        """Copy the next piece.

        Returns:
            Per cent that are copied; ``None`` when the file is complete.

        Raises:
            StagingFailed: It cannot be read or written, or changed its size meanwhile.
        """
        try:
            reader, writer = self._open()
            piece = reader.read(PIECE_BYTES)
            writer.write(piece)
            self._copied += len(piece)
            if piece:
                return min(100, self._copied * 100 // max(self._size, 1))
        except OSError as problem:
            self.close()
            raise _failed(problem, self._original) from problem
        self.close()
        if self._copied != self._size:
            raise StagingFailed(str(self._original), "it changed while it was copied")
        return None

    def close(self) -> None:
        """Let go of both files; may be repeated.

        Raises:
            StagingFailed: What was still in memory could not be written.
        """
        files, self._reader, self._writer = (self._reader, self._writer), None, None
        try:
            for file in files:
                if file is not None:
                    file.close()
        except OSError as problem:
            raise _failed(problem, self._folder) from problem

    def discard(self) -> None:
        """Remove what was staged, complete or not; what is gone already is fine.

        Raises:
            StagingFailed: The system refused.
        """
        with suppress(StagingFailed):  # what could not be written is removed anyway
            self.close()
        if self._is_ours:
            remove(self._folder)

    def _open(self) -> tuple[BinaryIO, BinaryIO]:
        if self._reader is None or self._writer is None:
            self._reader = self._original.open("rb")
            self._size = self._original.stat().st_size
            self._folder.mkdir()
            self._is_ours = True
            self._writer = (self._folder / self._name).open("xb")
        return self._reader, self._writer


def remove(folder: Path) -> None:
    """Remove a folder that was made here, with what is in it; one that is gone already is fine.

    Raises:
        StagingFailed: It is not one of ours, or the system refused.
    """
    if not folder.name.startswith(PREFIX):
        raise StagingFailed(str(folder), "not a folder of ours")
    try:
        with suppress(FileNotFoundError):
            for file in folder.iterdir():
                file.unlink(missing_ok=True)
            folder.rmdir()
    except OSError as problem:
        raise _failed(problem, folder) from problem


def _failed(problem: OSError, path: Path) -> StagingFailed:
    name = problem.filename if isinstance(problem.filename, str) else str(path)
    return StagingFailed(name, problem.strerror or type(problem).__name__)
