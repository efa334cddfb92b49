"""Changes tables and entries of VMs in a TOML document; comments and unknown keys stay."""

from collections.abc import Iterable
from typing import Final, cast

import tomlkit
from tomlkit.items import AoT, Table

from console.model.identity import VmKey
from console.settings.reading import Reader
from console.settings.watch_words import VM, Words, key_of

_HEADING: Final = (
    "The heartbeat watch of HV Console. You may edit this file; comments and unknown keys are kept."
)


def put_table(document: tomlkit.TOMLDocument, name: str, words: Words) -> None:
    """Have a table say these words; it is made when there is something to say."""
    _head(document)
    if name not in document:
        if all(value is None for value in words.values()):
            return
        document.append(name, tomlkit.table())
    _write(cast("Table", document[name]), words)


def put_vm(document: tomlkit.TOMLDocument, key: VmKey, words: Words, name: str) -> None:
    """Have a VM's entry say these words; one that says nothing any more is removed."""
    _head(document)
    entry = next((each for each in _entries(document) if _is(each, key)), None)
    if entry is not None:
        _write(entry, words)
        if set(_plain(entry)) <= {"host", "id"}:
            _remove(document, key)
        return
    if all(value is None for value in words.values()):
        return
    entry = tomlkit.table()
    entry.append("host", str(key.host))
    vm = tomlkit.item(str(key.vm))
    if name:
        vm.comment(_one_line(name))
    entry.append("id", vm)
    _write(entry, words)
    cast("list[Table]", _array(document)).append(entry)


def _head(document: tomlkit.TOMLDocument) -> None:
    if not document.as_string():
        document.add(tomlkit.comment(_HEADING))
        document.add(tomlkit.nl())


def _write(table: Table, words: Words) -> None:
    plain = _plain(table)
    for key, value in words.items():
        if value is None:
            if key in table:
                table.remove(key)
        elif key not in table:
            table.append(key, tomlkit.item(value))
        elif plain.get(key) != value:
            table[key] = value


def _remove(document: tomlkit.TOMLDocument, key: VmKey) -> None:
    entries, array = _entries(document), _array(document)
    for index in reversed(range(len(entries))):
        if _is(entries[index], key):
            del array[index]
    if not len(array):
        document.remove(VM)


def _entries(document: tomlkit.TOMLDocument) -> tuple[Table, ...]:
    return tuple(cast("Iterable[Table]", _array(document))) if VM in document else ()


def _is(entry: Table, key: VmKey) -> bool:
    return key_of(Reader(_plain(entry), "")) == key


def _plain(entry: Table) -> dict[str, object]:
    return cast("dict[str, object]", entry.unwrap())


def _one_line(name: str) -> str:
    """Return a name as it may stand in a comment: a line break would end the comment."""
    return "".join(each if each.isprintable() else " " for each in name)


def _array(document: tomlkit.TOMLDocument) -> AoT:
    """Return the array of tables, made when missing."""
    if VM not in document:
        document.append(VM, tomlkit.aot())
    array = cast("object", document[VM])
    if isinstance(array, AoT):
        return array
    rows = cast("list[dict[str, object]]", document.unwrap()[VM])
    document.remove(VM)  # `vm = [{…}]` on one line: rewrite it as tables
    array = tomlkit.aot()
    for row in rows:
        table = tomlkit.table()
        for name, value in row.items():
            table.append(name, tomlkit.item(value))
        cast("list[Table]", array).append(table)
    document.append(VM, array)
    return array
