"""Hosts in CSV, as people and spreadsheets write it, and our own export.

The first line names the columns, in any order, in any case, in English, German or Chinese; what is
not known is left alone. Only ``address`` is needed. Columns may be parted by comma, semicolon or
tab, or by what a line ``sep=;`` before the first says, which spreadsheets write and read.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from console.model.host import HostMarks
from console.settings.export_file import harmless, meant
from console.settings.host_import import MAX_HOSTS, ImportedHost, ImportInvalid
from console.settings.schema import HostConfig

COLUMNS: Final = (
    *("address", "label", "folder", "user", "port", "tls", "method"),
    *("tags", "colour", "favourite", "read_only", "notes"),
)
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
    "read only": "read_only", "tag": "tags", "color": "colour", "favorite": "favourite",
    "note": "notes", "comment": "notes", "comments": "notes", "description": "notes",
    "adresse": "address", "rechner": "address", "rechnername": "address", "ip adresse": "address",
    "ip-adresse": "address", "anzeigename": "label", "bezeichnung": "label", "ordner": "folder",
    "gruppe": "folder", "benutzer": "user", "benutzername": "user", "konto": "user",
    "farbe": "colour", "favorit": "favourite", "schlagworte": "tags", "notiz": "notes",
    "notizen": "notes", "bemerkung": "notes", "beschreibung": "notes",
    "地址": "address", "主机": "address", "主机名": "address", "计算机": "address",
    "计算机名": "address", "服务器": "address", "ip地址": "address", "ip 地址": "address",
    "名称": "label", "显示名称": "label", "文件夹": "folder", "分组": "folder", "组": "folder",
    "用户": "user", "用户名": "user", "帐户": "user", "账户": "user", "端口": "port",
    "标签": "tags", "颜色": "colour", "收藏": "favourite", "备注": "notes", "描述": "notes",
}  # fmt: skip
_YES: Final = frozenset({"1", "true", "yes", "y", "x", "on", "wahr", "ja", "是", "真"})
_SEPARATOR: Final = re.compile(r'\s*"?sep=(.)"?\s*(?:\r\n|\n|\r|$)', re.IGNORECASE)


def read_csv(text: str, path: str) -> tuple[ImportedHost, ...]:
    """Return the hosts of a CSV file.

    Raises:
        ImportInvalid: It has no column with addresses, more hosts than can be, or is no CSV.
    """
    said = _SEPARATOR.match(text)
    body = text[said.end() :] if said is not None else text
    dialect = _dialect(body, said[1] if said is not None else "")
    reader = csv.reader(io.StringIO(body, newline=""), dialect=dialect, strict=False)
    above = 1 if said is not None else 0
    try:
        return _rows(reader, lambda: reader.line_num + above, path)
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
        way = (endpoint.port, tls, config.method.value)
        marks = _marks_of(config.marks, read_only=config.read_only)
        writer.writerow([*map(harmless, cells), *way, *map(harmless, marks)])
    return out.getvalue()


def _marks_of(marks: HostMarks, *, read_only: bool) -> tuple[str, ...]:
    favourite = "yes" if marks.is_favourite else ""
    locked = "yes" if read_only else ""
    return ", ".join(marks.tags), marks.colour.value, favourite, locked, marks.notes


def _rows(
    reader: Iterable[list[str]], line: Callable[[], int], path: str
) -> tuple[ImportedHost, ...]:
    names: list[str] | None = None
    found: list[ImportedHost] = []
    for row in reader:
        if not any(cell.strip() for cell in row):
            continue
        if names is None:
            names = [_column(cell) for cell in row]
            if "address" not in names:
                raise ImportInvalid(path, line(), "no_columns", ", ".join(row)[:200])
            continue
        if len(found) >= MAX_HOSTS:
            raise ImportInvalid(path, line(), "too_many", str(MAX_HOSTS))
        cells: dict[str, str] = {}
        for name, cell in zip(names, row, strict=False):
            if name:
                cells.setdefault(name, _plain(cell))
        found.append(_host(line(), cells))
    if names is None:
        raise ImportInvalid(path, 1, "no_columns")
    return tuple(found)


def _column(heading: str) -> str:
    return _NAMES.get(" ".join(heading.lower().replace("_", " ").split()), "")


def _host(line: int, cells: Mapping[str, str]) -> ImportedHost:
    def said(name: str) -> bool:
        return cells.get(name, "").lower() in _YES

    return ImportedHost(
        line,
        cells.get("address", ""),
        cells.get("label", ""),
        cells.get("folder", "").replace("\\", "/"),
        cells.get("user", ""),
        cells.get("port", ""),
        said("tls"),
        cells.get("method", ""),
        cells.get("tags", ""),
        cells.get("colour", ""),
        said("favourite"),
        cells.get("notes", ""),
        said("read_only"),
    )


def _dialect(text: str, said: str) -> type[csv.Dialect]:
    """Return the separator that is said, or else the one that the first line has most of."""
    first = next((line for line in text.splitlines() if line.strip()), "")

    class Found(csv.excel):
        delimiter = said or max(",;\t", key=first.count)

    return Found


def _plain(cell: str) -> str:
    return meant(cell.strip())
