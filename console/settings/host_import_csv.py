"""Hosts in CSV, as people and spreadsheets write it, and our own export.

The first line names the columns, in any order, in any case; what is not known is left alone. Only
``address`` is needed. Columns may be parted by comma, semicolon or tab; the encoding is UTF-8, or
UTF-16 with a byte order mark, as spreadsheets save it.
"""

import csv
import io
from collections.abc import Iterable
from typing import Final

from console.settings.host_import import MAX_HOSTS, ImportedHost, ImportInvalid
from console.settings.schema import HostConfig

COLUMNS: Final = ("address", "label", "folder", "user", "port", "tls", "method")
"""What is exported."""
_NAMES: Final = {
    **{name: name for name in COLUMNS},
    "host": "address", "hostname": "address", "host name": "address", "server": "address",
    "computer": "address", "computername": "address", "computer name": "address",
    "fqdn": "address", "dnshostname": "address", "ip": "address", "ip address": "address",
    "name": "label", "display name": "label", "displayname": "label", "title": "label",
    "group": "folder", "path": "folder", "container": "folder", "site": "folder",
    "username": "user", "user name": "user", "account": "user", "login": "user",
    "https": "tls", "ssl": "tls", "auth": "method", "authentication": "method",
}  # fmt: skip
_YES: Final = frozenset({"1", "true", "yes", "y", "x", "on"})
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins with one of these for something to compute."""


def read_csv(text: str, path: str) -> tuple[ImportedHost, ...]:
    """Return the hosts of a CSV file.

    Raises:
        ImportInvalid: It has no column with addresses, more hosts than can be, or is no CSV.
    """
    reader = csv.reader(io.StringIO(text, newline=""), dialect=_dialect(text), strict=False)
    try:
        return _rows(reader, path)
    except csv.Error as problem:
        raise ImportInvalid(path, reader.line_num, "no_columns", str(problem)[:200]) from problem


def write_csv(configs: Iterable[HostConfig]) -> str:
    """Return hosts as CSV that ``read_csv`` reads back; passwords are not among it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for config in configs:
        endpoint = config.endpoint
        tls = "yes" if endpoint.tls else "no"
        cells = (endpoint.host, config.label, config.folder, config.user)
        writer.writerow([*map(_harmless, cells), endpoint.port, tls, config.method.value])
    return out.getvalue()


def _rows(reader: Iterable[list[str]], path: str) -> tuple[ImportedHost, ...]:
    names: list[str] | None = None
    found: list[ImportedHost] = []
    for number, row in enumerate(reader, 1):
        if not any(cell.strip() for cell in row):
            continue
        if names is None:
            names = [_NAMES.get(cell.strip().lower().replace("_", " "), "") for cell in row]
            if "address" not in names:
                raise ImportInvalid(path, number, "no_columns", ", ".join(row)[:200])
            continue
        if len(found) >= MAX_HOSTS:
            raise ImportInvalid(path, number, "too_many", str(MAX_HOSTS))
        cells: dict[str, str] = {}
        for name, cell in zip(names, row, strict=False):
            if name:
                cells.setdefault(name, _plain(cell))
        found.append(
            ImportedHost(
                number,
                cells.get("address", ""),
                cells.get("label", ""),
                cells.get("folder", "").replace("\\", "/"),
                cells.get("user", ""),
                cells.get("port", ""),
                cells.get("tls", "").lower() in _YES,
                cells.get("method", ""),
            )
        )
    if names is None:
        raise ImportInvalid(path, 1, "no_columns")
    return tuple(found)


def _dialect(text: str) -> type[csv.Dialect]:
    """Return the separator that the first line has most of."""
    first = next((line for line in text.splitlines() if line.strip()), "")

    class Found(csv.excel):
        delimiter = max(",;\t", key=first.count)

    return Found


def _harmless(text: str) -> str:
    """Keep a spreadsheet from computing a cell: an apostrophe in front makes it text."""
    return f"'{text}" if text.startswith((*_FORMULA, "'")) else text


def _plain(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*_FORMULA, "'")) else cell
