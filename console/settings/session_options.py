r"""What the user chose for console sessions, in a file that people may read, edit and share.

``sessions.toml``; everything may be left out, and what a level leaves out is inherited::

    [clients]
    use = "freerdp3"                  # left out: the best that is installed
    adapter = ["remmina"]             # clients that go through the loopback adapter

    [defaults]
    size = "1920x1080"                # or "window": follows the client's window
    clipboard = true

    [[folder]]
    path = "Berlin/Rack 3"            # also for the folders inside it
    full_screen = true

    [[vm]]
    host = "0b9c…"                    # the host's id in hosts.toml
    id = "7F3B…"                      # web01
    mode = "basic"                    # chosen; left out: the best
    worked = "basic"                  # the console notes it itself
    drives = ['C:\Tools']             # "*" for all

Only what differs from the level above is written. Passwords are never in it.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final, cast

import tomlkit
from tomlkit.items import Table

from console.model.errors import NotPossible
from console.model.identity import VmKey
from console.model.session import DEFAULT_OPTIONS, SessionMode, SessionOptions
from console.settings import session_words as words
from console.settings.file import TomlFile
from console.settings.reading import Reader, WrongValue
from console.settings.session_schema import SessionChoices, VmChoice, clean_path, levels
from console.settings.session_words import Words, choices_of, option_words
from console.settings.table_array import append, plain, remove, tables

__all__ = ["OptionsBook", "SessionChoices", "VmChoice"]

_HEADING: Final = (
    "Console sessions of HV Console. You may edit this file; comments and unknown keys are kept."
)


class OptionsBook:
    """The choices in their file. Every method reads or writes it and blocks: call it in a lane.

    Every method that writes raises ``SettingsInvalid`` when the file on the disk cannot be
    understood (it is left alone) and ``SettingsNotWritten`` when the disk refuses.

    Args:
        path: The file; it need not exist.
    """

    def __init__(self, path: Path) -> None:
        self._file = TomlFile(path)

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._file.path

    def options(self) -> SessionChoices:
        """Return everything that is kept.

        Raises:
            SettingsInvalid: The file cannot be understood; a copy of it is kept.
        """
        return choices_of(self._file.read(choices_of))

    def put_default(self, options: SessionOptions) -> None:
        """Change what holds where nothing else is said.

        Raises:
            NotPossible: ``session_options``: a value is out of its range.
        """
        said = _checked(option_words(options, DEFAULT_OPTIONS))
        self._change(lambda document: _put_table(document, words.DEFAULTS, said))

    def remove_default(self) -> None:
        """Go back to the program's own."""
        self.put_default(DEFAULT_OPTIONS)

    def put_folder(self, folder: str, options: SessionOptions) -> None:
        """Have these options hold in a folder and those inside it.

        Args:
            folder: Its path, parts joined by ``/``.
            options: Those that equal what the folder inherits are not written.

        Raises:
            NotPossible: ``session_options``: a value is out of its range; ``session_folder``: the
                path is empty.
        """
        path = clean_path(folder)
        if not path:
            raise NotPossible("session_folder", folder)
        _checked(option_words(options, DEFAULT_OPTIONS))

        def edit(document: tomlkit.TOMLDocument) -> None:
            above = list(levels(path))[:-1]
            base = _now(document).inherited(above[-1] if above else "")
            _put_entry(document, words.FOLDER, {words.PATH: path}, option_words(options, base))

        self._change(edit)

    def remove_folder(self, folder: str) -> None:
        """Have a folder inherit everything again; one that says nothing is ignored."""
        path = clean_path(folder)
        self._change(
            lambda document: remove(
                document, words.FOLDER, lambda values: words.path_of(Reader(values, "")) == path
            )
        )

    def put_vm(
        self, key: VmKey, options: SessionOptions, *, folder: str = "", name: str = ""
    ) -> None:
        """Have these options hold for a VM.

        Args:
            key: The VM.
            options: Those that equal what its folder says are not written.
            folder: Path of the folder it lies in; empty for none.
            name: What it is called, for the comment.

        Raises:
            NotPossible: ``session_options``: a value is out of its range.
        """
        _checked(option_words(options, DEFAULT_OPTIONS))

        def edit(document: tomlkit.TOMLDocument) -> None:
            base = _now(document).inherited(folder)
            _put_vm(document, key, option_words(options, base), name)

        self._change(edit)

    def remove_vm(self, key: VmKey) -> None:
        """Have a VM inherit every option again; its modes stay."""
        said = dict.fromkeys(option_words(DEFAULT_OPTIONS, DEFAULT_OPTIONS))
        self._change(lambda document: _put_vm(document, key, said, ""))

    def forget_vm(self, key: VmKey) -> None:
        """Forget everything about a VM, its modes too; an unknown one is ignored."""
        self._change(
            lambda document: remove(
                document, words.VM, lambda values: words.key_of(Reader(values, "")) == key
            )
        )

    def put_chosen_mode(self, key: VmKey, mode: SessionMode | None, name: str = "") -> None:
        """Keep which mode the user wants for a VM; ``None`` for the best."""
        said = {words.CHOSEN: mode.value if mode else None}
        self._change(lambda document: _put_vm(document, key, said, name))

    def put_worked_mode(self, key: VmKey, mode: SessionMode | None, name: str = "") -> None:
        """Keep in which mode a VM's last session came about."""
        said = {words.WORKED: mode.value if mode else None}
        self._change(lambda document: _put_vm(document, key, said, name))

    def put_client(self, client: str) -> None:
        """Keep which client the user wants, by its word; empty for the best."""
        said = {words.CLIENT: client or None}
        self._change(lambda document: _put_table(document, words.CLIENTS, said))

    def put_adapter(self, client: str, *, on: bool) -> None:
        """Switch the loopback adapter on or off for a kind of client, by its word."""

        def edit(document: tomlkit.TOMLDocument) -> None:
            adapted = _now(document).adapted_clients
            adapted = adapted | {client} if on else adapted - {client}
            _put_table(document, words.CLIENTS, {words.ADAPTER: sorted(adapted) or None})

        self._change(edit)

    def start_afresh(self) -> str:
        """Give up a broken file because the user said so; returns where its copy is.

        Raises:
            SettingsNotWritten: The disk refused; nothing is lost.
        """
        return self._file.start_afresh()

    def _change(self, edit: Callable[[tomlkit.TOMLDocument], None]) -> None:
        self._file.change(edit, choices_of)


def _checked(said: Words) -> Words:
    """Return words that a reader will take.

    Raises:
        NotPossible: It would not.
    """
    kept = {key: value for key, value in said.items() if value is not None}
    try:
        choices_of(Reader({words.DEFAULTS: kept}, ""))
    except WrongValue as problem:
        raise NotPossible("session_options", str(problem)) from problem
    return said


def _now(document: tomlkit.TOMLDocument) -> SessionChoices:
    return choices_of(Reader(document.unwrap(), ""))


def _put_table(document: tomlkit.TOMLDocument, name: str, said: Words) -> None:
    if name not in document:
        if all(value is None for value in said.values()):
            return
        if not document.as_string():
            document.add(tomlkit.comment(_HEADING))
            document.add(tomlkit.nl())
        document.append(name, tomlkit.table())
    _write(cast("Table", document[name]), said)


def _put_vm(document: tomlkit.TOMLDocument, key: VmKey, said: Words, name: str) -> None:
    _put_entry(document, words.VM, {"host": str(key.host), "id": str(key.vm)}, said, name)


def _put_entry(
    document: tomlkit.TOMLDocument, array: str, key: dict[str, str], said: Words, name: str = ""
) -> None:
    """Have an entry of an array say these words; one that says nothing any more is removed."""

    def is_meant(values: dict[str, object]) -> bool:
        entry = Reader(values, "")
        if array == words.FOLDER:
            return words.path_of(entry) == key[words.PATH]
        return words.key_of(entry) == (key["host"], key["id"].upper())

    entry = next((each for each in tables(document, array) if is_meant(plain(each))), None)
    if entry is not None:
        _write(entry, said)
        if plain(entry).keys() <= key.keys():
            remove(document, array, is_meant)
        return
    if all(value is None for value in said.values()):
        return
    entry = tomlkit.table()
    for word, value in key.items():
        item = tomlkit.item(value)
        if word == "id" and name:
            item.comment(_one_line(name))
        entry.append(word, item)
    _write(entry, said)
    append(document, array, entry, _HEADING)


def _write(table: Table, said: Words) -> None:
    now = plain(table)
    for key, value in said.items():
        if value is None:
            if key in table:
                table.remove(key)
        elif key not in table:
            table.append(key, tomlkit.item(value))
        elif now.get(key) != value:
            table[key] = value


def _one_line(name: str) -> str:
    """Return a name as it may stand in a comment: a line break would end the comment."""
    return "".join(each if each.isprintable() else " " for each in name)
