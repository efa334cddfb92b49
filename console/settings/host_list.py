"""Reads a list of hosts from a file, and writes one. Blocks: call it in a lane."""

import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from console.settings.export_file import write_whole
from console.settings.host_import import MAX_BYTES, ImportedHost, ImportInvalid, ImportProblem
from console.settings.host_import_csv import read_csv, write_csv
from console.settings.host_import_xml import read_xml
from console.settings.schema import HostConfig

_XML: Final = frozenset({".rdg", ".xml"})
_HIGH: Final = re.compile(rb"[\x80-\xff]+")
_COMMON: Final = frozenset("äöüÄÖÜßéèêëàâîïôûç").__contains__
"""Western letters that stand together in words."""
_TOGETHER: Final = 2


def read_list(path: Path) -> tuple[tuple[ImportedHost, ...], tuple[ImportProblem, ...]]:
    """Return the hosts of a CSV, ``.rdg`` or ``confCons.xml`` file, and what is none in it.

    Raises:
        ImportInvalid: It cannot be read or understood.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as problem:
        raise ImportInvalid(str(path), 0, "unreadable", problem.strerror or "") from problem
    if len(data) > MAX_BYTES:
        raise ImportInvalid(str(path), 0, "too_large", str(MAX_BYTES))
    return parse_list(data, str(path))


def parse_list(
    data: bytes, path: str
) -> tuple[tuple[ImportedHost, ...], tuple[ImportProblem, ...]]:
    """Return what a list holds, by its name and its first character.

    Raises:
        ImportInvalid: It cannot be understood.
    """
    is_xml = Path(path).suffix.lower() in _XML or data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"
    if is_xml:
        return read_xml(data, path)
    return read_csv(_text(data, path), path), ()


def write_list(path: Path, configs: Iterable[HostConfig]) -> None:
    """Write hosts as CSV, all or nothing; there are no passwords in it.

    Raises:
        SettingsNotWritten: The disk refused; a file that was there is left as it was.
    """
    # The mark makes spreadsheets read it as UTF-8.
    write_whole(path, write_csv(configs), "utf-8-sig")


def _text(data: bytes, path: str) -> str:
    """Decode a list: UTF-8, UTF-16 with its mark, or what spreadsheets call ANSI."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeError as problem:
        ansi = _ansi(data) if encoding == "utf-8-sig" else None
        if ansi is None:
            raise ImportInvalid(path, 0, "encoding", encoding) from problem
        return ansi


def _ansi(data: bytes) -> str | None:
    """Decode what a spreadsheet of Western Europe or of China saves as plain CSV.

    Chinese letters are pairs of bytes above 127 (GB 2312); Western ones stand alone, seldom two
    together (``größer``). What fits neither is left to the user: a guess would spoil names.
    """
    runs = _HIGH.findall(data)
    western = data.decode("cp1252", "replace")
    is_paired = all(len(run) % 2 == 0 for run in runs)
    fits = _COMMON if is_paired else str.isalpha
    if max(map(len, runs)) <= _TOGETHER and all(fits(c) for c in western if not c.isascii()):
        return western
    if is_paired:
        with suppress(UnicodeError):
            return data.decode("gb2312")
    return None
