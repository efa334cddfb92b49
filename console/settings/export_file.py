"""Files for other programs: written whole or not at all, with no cell that a program computes."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from console.settings.file import SettingsNotWritten

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """Keep a spreadsheet from computing a cell: an apostrophe in front makes it text."""
    return f"'{text}" if text.startswith((*_FORMULA, "'")) else text


def meant(cell: str) -> str:
    """Return what ``harmless`` was given."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*_FORMULA, "'")) else cell


def write_whole(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Write a file, all or nothing.

    Raises:
        SettingsNotWritten: The disk refused; a file that was there is left as it was.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as problem:
        raise SettingsNotWritten(str(path), problem.strerror or "") from problem
    try:
        with os.fdopen(handle, "w", encoding=encoding, newline="") as file:
            file.write(text)
        Path(name).replace(path)
    except OSError as problem:
        with suppress(OSError):
            Path(name).unlink()
        raise SettingsNotWritten(str(path), problem.strerror or "") from problem
