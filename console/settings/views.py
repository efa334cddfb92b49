"""The views that the user saved, kept in a file that people may read, edit and share.

A view in ``views.toml``; what is missing is as in a new window::

    [[view]]
    name = "Trouble in Berlin"
    shows = "matrix"                  # list, matrix, profiles or screens
    folder = "Berlin/Rack 3"          # or host = "0b9c…", the host's id in hosts.toml
    filter = "is:running os:ubuntu"
    sort = ["-cpu", "name"]           # columns of the list, or one of the matrix; - is downwards
    columns = ["name", "host", "cpu"]
    services = "not_answering"        # of the matrix: all, not_answering, off, older
    service = "time_sync"
    system = "ubuntu"
    tag = "prod"

The names of views are told apart without regard to capitals.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

import tomlkit
from tomlkit.items import Table

from console.settings.file import Edit, TomlFile
from console.settings.reading import Reader
from console.settings.table_array import append, plain, remove, tables

LONGEST_NAME: Final = 80
"""Characters of a view's name: it stands in a menu."""

_KEY: Final = "view"
_HEADING: Final = (
    "The saved views of HV Console. You may edit this file; comments and unknown keys are kept."
)
_TEXTS: Final = ("shows", "folder", "host", "filter", "services", "service", "system", "tag")
_LISTS: Final = ("sort", "columns")


@dataclass(frozen=True, slots=True)
class SavedView:
    """What a window shows, under a name. Words that nobody knows mean nothing.

    Attributes:
        name: Under which it was saved; see ``clean_name``.
        shows: The view in the middle; empty for the list.
        folder: The folder that is selected, as a path.
        host: The id of the host that is selected; without folder and host: all hosts.
        filter: The query.
        sort: Columns of the list in the order they sort, downwards with ``-`` before; of the matrix
            the one.
        columns: The columns of the list that are shown, from the left; none: as they are.
        services: What the matrix wants of services.
        service: Of which service.
        system: The family of guests.
        tag: A tag that a VM must have.
    """

    name: str
    shows: str = ""
    folder: str = ""
    host: str = ""
    filter: str = ""
    sort: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    services: str = ""
    service: str = ""
    system: str = ""
    tag: str = ""


def clean_name(text: str) -> str:
    """Return a text as a view's name: one line, printable, not too long; may be empty."""
    printable = "".join(each if each.isprintable() else " " for each in text)
    return " ".join(printable.split())[:LONGEST_NAME].rstrip()


def is_same_name(one: str, other: str) -> bool:
    """Whether two names mean the same view."""
    return clean_name(one).casefold() == clean_name(other).casefold()


class ViewBook:
    """The saved views. Every method reads or writes the file and blocks: call it in a lane.

    All raise ``SettingsInvalid`` where the file cannot be understood (it is left alone then), and
    those that write ``SettingsNotWritten`` where the disk refuses. All return the views that there
    are then, in their order.

    Args:
        path: The file; it need not exist.
    """

    def __init__(self, path: Path) -> None:
        self._file = TomlFile(path)
        self._removed: dict[str, Table] = {}

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._file.path

    def views(self) -> tuple[SavedView, ...]:
        """Read the views."""
        return _views(self._file.read(_views))

    def put(self, view: SavedView, place: int | None = None) -> tuple[SavedView, ...]:
        """Keep a view; one of the same name is replaced where it stands.

        One that was removed comes back with the comments and unknown keys that it had.

        Args:
            view: The view; its name is not empty.
            place: Where a new one goes, counted from 0; the end by default.
        """

        def edit(document: tomlkit.TOMLDocument) -> None:
            known = _table_of(document, view.name)
            if known is not None:
                _write(known, view)
                return
            table = self._removed.pop(clean_name(view.name).casefold(), None) or tomlkit.table()
            _write(table, view)
            append(document, _KEY, table, _HEADING)
            if place is not None:
                _move(document, view.name, place)

        return self._change(edit)

    def rename(self, old: str, new: str) -> tuple[SavedView, ...]:
        """Give a view another name; nothing happens where that one is taken or empty."""

        def edit(document: tomlkit.TOMLDocument) -> None:
            table, taken = _table_of(document, old), _table_of(document, new)
            if table is not None and (taken is None or taken is table) and clean_name(new):
                table["name"] = clean_name(new)

        return self._change(edit)

    def remove(self, name: str) -> tuple[SavedView, ...]:
        """Forget a view; one that is not there is ignored."""

        def edit(document: tomlkit.TOMLDocument) -> None:
            known = _table_of(document, name)
            if known is not None:
                self._removed[clean_name(name).casefold()] = known
            remove(document, _KEY, lambda values: is_same_name(str(values.get("name", "")), name))

        return self._change(edit)

    def move(self, name: str, place: int) -> tuple[SavedView, ...]:
        """Put a view at another place, counted from 0."""
        return self._change(lambda document: _move(document, name, place))

    def _change(self, edit: Edit) -> tuple[SavedView, ...]:
        self._file.change(edit, _views)
        return self.views()


def _views(reader: Reader) -> tuple[SavedView, ...]:
    found: dict[str, SavedView] = {}
    for entry in reader.tables(_KEY):
        name = clean_name(entry.text("name"))
        if not name:
            raise entry.wrong("name", "a text that is not empty is expected")
        view = SavedView(
            name,
            shows=entry.text("shows"),
            folder=entry.text("folder"),
            host=entry.text("host"),
            filter=entry.text("filter"),
            sort=entry.texts("sort"),
            columns=entry.texts("columns"),
            services=entry.text("services"),
            service=entry.text("service"),
            system=entry.text("system"),
            tag=entry.text("tag"),
        )
        found.setdefault(name.casefold(), view)
    return tuple(found.values())


def _table_of(document: tomlkit.TOMLDocument, name: str) -> Table | None:
    for table in tables(document, _KEY):
        if _is(table, name):
            return table
    return None


def _write(table: Table, view: SavedView) -> None:
    """Write what differs, so that comments beside the rest stay; what is empty goes."""
    before = plain(table)
    wanted: dict[str, str | list[str]] = {"name": clean_name(view.name)}
    wanted |= {key: _storable(getattr(view, key)) for key in _TEXTS}
    wanted |= {key: [_storable(each) for each in getattr(view, key)] for key in _LISTS}
    for key, value in wanted.items():
        if not value:
            if key in before:
                table.remove(key)
        elif before.get(key) != value:
            table[key] = value


def _storable(text: str) -> str:
    """Return a text that UTF-8 can hold: half a character may have been pasted into a filter."""
    return text.encode("utf-8", "replace").decode()


def _move(document: tomlkit.TOMLDocument, name: str, place: int) -> None:
    """Put the tables of a name at a place, each with its comments."""
    found = tables(document, _KEY)
    meant = [each for each in found if _is(each, name)]
    rest = [each for each in found if not _is(each, name)]
    array = tomlkit.aot()
    for table in (*rest[:place], *meant, *rest[place:]):
        cast("list[Table]", array).append(table)
    if found:
        document[_KEY] = array


def _is(table: Table, name: str) -> bool:
    return is_same_name(str(plain(table).get("name", "")), name)
