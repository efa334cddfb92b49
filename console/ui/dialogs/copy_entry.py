"""What copying a file into a guest takes: where it is, where it goes, and what is wrong with it.

A file of this computer goes by way of a folder that this computer and the host both reach: this
computer writes it there under one name of the folder, the host reads it under another.
"""

import re
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Final

from console.fleet.operation import FileCopy
from console.model.integration import GuestFamily

_VARIABLE: Final = re.compile(r"%[^%]+%[\\/]")
"""Hosts expand environment variables in a source."""
_WINDOWS_FOLDER: Final = "C:\\Temp\\"
_OTHER_FOLDER: Final = "/tmp/"  # noqa: S108 - a suggestion for a guest, shown and changeable


@dataclass(frozen=True, slots=True)
class SharedFolder:
    """A folder that this computer and the host both reach.

    Attributes:
        here: Its path as this computer reaches it.
        on_host: Its path as the host sees it.
    """

    here: str = ""
    on_host: str = ""


@dataclass(frozen=True, slots=True)
class CopyEntry:
    """What was entered.

    Attributes:
        is_local: Whether the file is one of this computer.
        source: The file on the host.
        file: The file of this computer.
        share: By way of which folder a file of this computer goes.
        destination: Where it goes in the guest.
        overwrite: Whether an existing file is replaced.
        create_folders: Whether missing folders are made.
    """

    is_local: bool = False
    source: str = ""
    file: str = ""
    share: SharedFolder = SharedFolder()
    destination: str = ""
    overwrite: bool = False
    create_folders: bool = True

    @property
    def file_name(self) -> str:
        """The name of the file, empty while there is none."""
        text = self.file if self.is_local else self.source
        name = Path(text).name if self.is_local else PureWindowsPath(text).name
        return "" if text.endswith(("/", "\\")) else name

    @property
    def subject(self) -> FileCopy:
        """What is to be done."""
        if not self.is_local:
            return FileCopy(self.source, self.destination, self.overwrite, self.create_folders)
        return FileCopy(
            str(PureWindowsPath(self.share.on_host) / self.file_name),
            self.destination,
            self.overwrite,
            self.create_folders,
            staged_from=self.file,
            staging=str(Path(self.share.here) / self.file_name),
        )


def copy_problems(entry: CopyEntry, family: GuestFamily) -> dict[str, str]:
    """Return stable words of what is wrong, by field; empty when all is well.

    Args:
        entry: What was entered.
        family: The guest's system: paths look different.
    """
    destination = "" if _is_guest_path(entry.destination, family) else "copy_no_destination"
    if entry.is_local:
        here = entry.share.here
        share = "copy_share_relative" if here else "copy_no_share"
        found = {
            "file": _file_problem(entry),
            "here": "" if here and Path(here).is_absolute() else share,
            "on_host": "" if _is_windows_path(entry.share.on_host) else "copy_host_folder",
        }
    else:
        is_path = bool(entry.file_name) and _is_windows_path(entry.source)
        word = "copy_source_relative" if entry.source else "copy_no_source"
        found = {"source": "" if is_path else word}
    found["destination"] = destination
    return {field: word for field, word in found.items() if word}


def _file_problem(entry: CopyEntry) -> str:
    if not entry.file_name or not Path(entry.file).is_absolute():
        return "copy_no_file"
    # A name with a backslash or a colon is a path, or a stream, to Windows.
    is_plain = not re.search(r'[<>:"|?*\\]', entry.file_name)
    return "" if is_plain else "copy_file_name"


def suggested(file_name: str, family: GuestFamily) -> str:
    """Return a destination for a file, empty without a name."""
    if not file_name:
        return ""
    is_windows = family in (GuestFamily.WINDOWS, GuestFamily.UNKNOWN)
    return f"{_WINDOWS_FOLDER if is_windows else _OTHER_FOLDER}{file_name}"


def _is_windows_path(text: str) -> bool:
    return PureWindowsPath(text).is_absolute() or _VARIABLE.match(text) is not None


def _is_guest_path(text: str, family: GuestFamily) -> bool:
    is_other = text.startswith("/")
    if family is GuestFamily.UNKNOWN:
        return is_other or _is_windows_path(text)
    return _is_windows_path(text) if family is GuestFamily.WINDOWS else is_other
