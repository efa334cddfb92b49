"""The words of ``sessions.toml``: values from a file that was read, words for one to be written.

Reading is strict: a wrong type, a size out of its range or a mode that is none is an error with its
line, never a guess. Unknown keys are left alone.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from console.model.identity import HostId, VmId, VmKey
from console.model.session import (
    DEFAULT_OPTIONS,
    MAX_SIDE,
    MIN_SIDE,
    AudioPlay,
    SessionMode,
    SessionOptions,
)
from console.settings.reading import Reader
from console.settings.session_schema import (
    Overrides,
    SessionChoices,
    VmChoice,
    clean_path,
    differences,
)

VM: Final = "vm"
FOLDER: Final = "folder"
DEFAULTS: Final = "defaults"
CLIENTS: Final = "clients"
PATH: Final = "path"
CHOSEN: Final = "mode"
WORKED: Final = "worked"
CLIENT: Final = "use"
ADAPTER: Final = "adapter"

_SIZE: Final = "size"
_WINDOW: Final = "window"
_FLAGS: Final = (
    "full_screen",
    "all_monitors",
    "microphone",
    "clipboard",
    "printers",
    "smart_cards",
)
_MAX_MONITOR: Final = 63
_SIDES: Final = re.compile(r"([0-9]{1,5}) ?[x×] ?([0-9]{1,5})\Z")
_KEYBOARD: Final = re.compile(r"[0-9A-Za-z]{1,32}\Z")

Words = Mapping[str, object]
"""By key: what is to stand in the file; ``None``: nothing, what is inherited holds."""


def choices_of(reader: Reader) -> SessionChoices:
    """Return what a file says.

    Raises:
        WrongValue: Something of the wrong type or out of its range.
    """
    folders: dict[str, Overrides] = {}
    for entry in reader.tables(FOLDER):
        path = path_of(entry)
        if path in folders:
            raise entry.wrong(PATH, "this folder has an entry already")
        folders[path] = _overrides(entry)
    vms: dict[VmKey, VmChoice] = {}
    for entry in reader.tables(VM):
        key = key_of(entry)
        if key in vms:
            raise entry.wrong("id", "this VM has an entry already")
        vms[key] = VmChoice(_overrides(entry), _mode(entry, CHOSEN), _mode(entry, WORKED))
    clients = reader.table(CLIENTS)
    return SessionChoices(
        replace(DEFAULT_OPTIONS, **_overrides(reader.table(DEFAULTS))),
        MappingProxyType(folders),
        MappingProxyType(vms),
        clients.text(CLIENT),
        frozenset(clients.texts(ADAPTER)),
    )


def key_of(entry: Reader) -> VmKey:
    """Return which VM an entry is about.

    Raises:
        WrongValue: It does not say.
    """
    for name in ("host", "id"):
        if not entry.text(name):
            raise entry.wrong(name, "a text that is not empty is expected")
    return VmKey(HostId(entry.text("host")), VmId(entry.text("id").strip("{}").upper()))


def path_of(entry: Reader) -> str:
    """Return which folder an entry is about.

    Raises:
        WrongValue: It does not say.
    """
    path = clean_path(entry.text(PATH))
    if not path:
        raise entry.wrong(PATH, "a folder's path is expected")
    return path


def option_words(options: SessionOptions, base: SessionOptions) -> Words:
    """Return what an entry must say so that ``base`` becomes ``options``."""
    said = differences(options, base)
    words: dict[str, object] = {}
    for name in (_SIZE, *Overrides.__annotations__):
        words[name] = said.get(name)
    for side in ("width", "height"):
        del words[side]
    if "width" in said:
        is_window = options.width is None and options.height is None
        words[_SIZE] = _WINDOW if is_window else f"{options.width}x{options.height}"
    if "audio" in said:
        words["audio"] = options.audio.value
    for name in ("monitors", "drives"):
        if name in said:
            words[name] = list(getattr(options, name))
    return words


def _overrides(entry: Reader) -> Overrides:
    found = Overrides()
    if entry.has(_SIZE):
        found["width"], found["height"] = _size(entry)
    for name in _FLAGS:
        if entry.has(name):
            found[name] = entry.flag(name, default=False)
    if entry.has("monitors"):
        found["monitors"] = entry.integers("monitors", 0, _MAX_MONITOR)
    if entry.has("audio"):
        found["audio"] = entry.choice("audio", AudioPlay.HERE)
    if entry.has("drives"):
        found["drives"] = _drives(entry)
    if entry.has("keyboard"):
        found["keyboard"] = _keyboard(entry)
    return found


def _size(entry: Reader) -> tuple[int, int] | tuple[None, None]:
    text = entry.text(_SIZE)
    if text == _WINDOW:
        return None, None
    match = _SIDES.match(text)
    if match is None:
        raise entry.wrong(_SIZE, f'"{_WINDOW}" or a size such as "1920x1080" is expected')
    width, height = int(match[1]), int(match[2])
    if not (MIN_SIDE <= width <= MAX_SIDE and MIN_SIDE <= height <= MAX_SIDE):
        raise entry.wrong(_SIZE, f"each side must be from {MIN_SIDE} to {MAX_SIDE} pixels")
    return width, height


def _drives(entry: Reader) -> tuple[str, ...]:
    drives = entry.texts("drives")
    if not all(drive.strip() and drive.isprintable() for drive in drives):
        raise entry.wrong("drives", 'folders, drives or "*" for all are expected')
    return drives


def _keyboard(entry: Reader) -> str:
    text = entry.text("keyboard")
    if text and not _KEYBOARD.match(text):
        raise entry.wrong("keyboard", 'a layout such as "0x00000407" is expected')
    return text


def _mode(entry: Reader, key: str) -> SessionMode | None:
    return entry.choice(key, SessionMode.ENHANCED) if entry.has(key) else None
