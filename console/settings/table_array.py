"""Arrays of tables (``[[vm]]``) in settings files that people edit, for changing them in place."""

from collections.abc import Callable, Iterable
from typing import cast

import tomlkit
from tomlkit.items import AoT, Table


def plain(table: Table) -> dict[str, object]:
    """Return a table's values."""
    return cast("dict[str, object]", table.unwrap())


def tables(document: tomlkit.TOMLDocument, key: str) -> tuple[Table, ...]:
    """Return the tables of an array, none when it is missing; changing one changes the file.

    An array that a person wrote on one line (``vm = [{…}]``) becomes tables first.
    """
    return tuple(cast("Iterable[Table]", _array(document, key))) if key in document else ()


def append(document: tomlkit.TOMLDocument, key: str, table: Table, heading: str) -> None:
    """Add a table at the end.

    Args:
        document: The file.
        key: The array; it is made when missing.
        table: What to add.
        heading: A comment for the top of a file that is empty yet.
    """
    if not document.as_string():
        document.add(tomlkit.comment(heading))
        document.add(tomlkit.nl())
    cast("list[Table]", _array(document, key)).append(table)


def remove(
    document: tomlkit.TOMLDocument, key: str, is_meant: Callable[[dict[str, object]], bool]
) -> None:
    """Remove the tables whose values are meant; an array without tables goes too."""
    found = tables(document, key)
    kept = len(found)
    for index in reversed(range(len(found))):
        if is_meant(plain(found[index])):
            del _array(document, key)[index]
            kept -= 1
    if found and not kept:
        document.remove(key)


def _array(document: tomlkit.TOMLDocument, key: str) -> AoT:
    if key not in document:
        document.append(key, tomlkit.aot())
    array = cast("object", document[key])
    if isinstance(array, AoT):
        return array
    rows = cast("list[dict[str, object]]", document.unwrap()[key])
    document.remove(key)
    array = tomlkit.aot()
    for row in rows:
        table = tomlkit.table()
        for name, value in row.items():
            table.append(name, tomlkit.item(value))
        cast("list[Table]", array).append(table)
    document.append(key, array)
    return cast("AoT", document[key])
