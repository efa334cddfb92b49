"""The tags that the user gave to VMs, kept in a file that people may read, edit and share.

A VM in ``tags.toml``; its name is a comment for readers and means nothing::

    [[vm]]
    host = "0b9c…"           # the host's id in hosts.toml
    id = "7F3B…"             # web01
    tags = ["prod", "dc"]

Hyper-V has no place for tags of its own. What stands as ``#word`` in a VM's notes is a tag too,
see ``model.tag``; that one travels with the VM.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

import tomlkit

from console.model.identity import HostId, VmId, VmKey
from console.model.tag import union
from console.settings.file import TomlFile
from console.settings.reading import Reader
from console.settings.table_array import append, plain, remove, tables

_KEY: Final = "vm"
_HEADING: Final = (
    "The tags of VMs in HV Console. You may edit this file; comments and unknown keys are kept."
)


class TagBook:
    """The tags of VMs. Every method reads or writes the file and blocks: call it in a lane.

    Args:
        path: The file; it need not exist.
    """

    def __init__(self, path: Path) -> None:
        self._file = TomlFile(path)

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._file.path

    def tags(self) -> Mapping[VmKey, tuple[str, ...]]:
        """Return the tags of every VM that has any.

        Raises:
            SettingsInvalid: The file cannot be understood; see ``TomlFile``.
        """
        return _tags(self._file.read(_tags))

    def put(self, key: VmKey, tags: tuple[str, ...], name: str = "") -> None:
        """Give a VM these tags and no others; none removes it from the file.

        Args:
            key: The VM.
            tags: Its tags; blanks around them and repetitions are dropped.
            name: What the VM is called, for the comment.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it is left alone.
            SettingsNotWritten: The disk refused.
        """
        wanted = union(tag.strip() for tag in tags if tag.strip())
        if wanted:
            self._file.change(lambda document: _put(document, key, wanted, name), _tags)
        else:
            self.remove(key)

    def remove(self, key: VmKey) -> None:
        """Take all tags from a VM; one that has none is ignored.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it is left alone.
            SettingsNotWritten: The disk refused.
        """
        self._file.change(
            lambda document: remove(document, _KEY, lambda values: _is(values, key)), _tags
        )

    def start_afresh(self) -> str:
        """Give up a broken file because the user said so; returns where its copy is.

        Raises:
            SettingsNotWritten: The disk refused; nothing is lost.
        """
        return self._file.start_afresh()


def _tags(reader: Reader) -> Mapping[VmKey, tuple[str, ...]]:
    found: dict[VmKey, tuple[str, ...]] = {}
    for entry in reader.tables(_KEY):
        key = _key_of(entry)
        if tags := _words(entry):
            found[key] = union(found.get(key, ()), tags)
    return MappingProxyType(found)


def _key_of(entry: Reader) -> VmKey:
    for name in ("host", "id"):
        if not entry.text(name):
            raise entry.wrong(name, "a text that is not empty is expected")
    return VmKey(HostId(entry.text("host")), VmId(entry.text("id").strip("{}").upper()))


def _words(entry: Reader) -> tuple[str, ...]:
    return union(word.strip() for word in entry.texts("tags") if word.strip())


def _put(document: tomlkit.TOMLDocument, key: VmKey, tags: tuple[str, ...], name: str) -> None:
    for entry in tables(document, _KEY):
        if _is(plain(entry), key):
            if plain(entry).get("tags") != list(tags):
                entry["tags"] = list(tags)
            return
    entry = tomlkit.table()
    entry.append("host", str(key.host))
    vm = tomlkit.item(str(key.vm))
    if name:
        vm.comment(_one_line(name))
    entry.append("id", vm)
    entry.append("tags", list(tags))
    append(document, _KEY, entry, _HEADING)


def _is(values: dict[str, object], key: VmKey) -> bool:
    return _key_of(Reader(values, "")) == key


def _one_line(name: str) -> str:
    """Return a name as it may stand in a comment: a line break would end the comment."""
    return "".join(each if each.isprintable() else " " for each in name)
