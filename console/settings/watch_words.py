"""The words of ``watch.toml``: values from a file that was read, and words for one to be written.

Reading is strict: a wrong type, a number out of its range or a window that is none is an error
with its line, never a guess. Unknown keys are left alone.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Final

from console.model.identity import HostId, VmId, VmKey
from console.settings.reading import Reader
from console.settings.watch_schema import Imaging, VmWatch, WatchSettings
from console.settings.watch_window import QuietWindow, WindowInvalid, parse_window

VM: Final = "vm"
DEFAULTS: Final = "defaults"
NOTIFICATIONS: Final = "notifications"
QUIET_HOURS: Final = "quiet_hours"
FOREVER: Final = "forever"
_NEVER: Final = ""
_QUIET: Final = "quiet"
_PER_VM: Final = ("restart", "imaging")

MAX_S: Final = 86_400.0
MIN_GRACE_S: Final = 10.0
MIN_LOST_S: Final = 30.0
"""Services are read less often than states: a heartbeat service that somebody switches off must
be seen before its silence is believed."""

_FLAGS: Final = ("alerts", "expects_answer")
_SECONDS: Final = (
    ("grace_s", MIN_GRACE_S),
    ("lost_s", MIN_LOST_S),
    ("restart_after_s", MIN_LOST_S),
    ("loop_s", 60.0),
)
_COUNTS: Final = (("misses", 100), ("max_restarts", 100), ("loop_restarts", 100))

Words = Mapping[str, object]
"""By key: what is to stand in the file; ``None``: nothing, what is default holds."""


def settings_of(reader: Reader) -> WatchSettings:
    """Return what a file says.

    Raises:
        WrongValue: Something of the wrong type or out of its range.
    """
    table = reader.table(DEFAULTS)
    for key in _PER_VM:
        if table.has(key):
            raise table.wrong(key, "it is said for each VM, in its [[vm]]")
    defaults = _watch(table, VmWatch())
    vms: dict[VmKey, VmWatch] = {}
    for entry in reader.tables(VM):
        watch = _watch(entry, defaults)
        vm = key_of(entry)
        if vm in vms:
            raise entry.wrong("id", "this VM has an entry already")
        vms[vm] = replace(
            watch, restart=entry.flag("restart", default=False), imaging=_imaging(entry)
        )
    hours = _windows(reader.table(NOTIFICATIONS), QUIET_HOURS, ())
    return WatchSettings(defaults, MappingProxyType(vms), hours)


def key_of(entry: Reader) -> VmKey:
    """Return which VM an entry is about.

    Raises:
        WrongValue: It does not say.
    """
    for name in ("host", "id"):
        if not entry.text(name):
            raise entry.wrong(name, "a text that is not empty is expected")
    return VmKey(HostId(entry.text("host")), VmId(entry.text("id").strip("{}").upper()))


def vm_words(watch: VmWatch, defaults: VmWatch) -> Words:
    """Return what is to stand in a VM's entry."""
    imaging = watch.imaging
    until = None if imaging is None else _imaging_text(imaging)
    return {**_words(watch, defaults), "restart": watch.restart or None, "imaging": until}


def default_words(defaults: VmWatch) -> Words:
    """Return what is to stand among the defaults; never that VMs are to be restarted."""
    return _words(defaults, VmWatch())


def _words(watch: VmWatch, base: VmWatch) -> dict[str, object]:
    words: dict[str, object] = {
        key: value if (value := getattr(watch, key)) != getattr(base, key) else None
        for key in (*_FLAGS, *(key for key, _ in _SECONDS), *(key for key, _ in _COUNTS))
    }
    texts = [str(window) for window in watch.quiet]
    words[_QUIET] = texts if watch.quiet != base.quiet else None
    return words


def _watch(entry: Reader, base: VmWatch) -> VmWatch:
    flags = {key: entry.flag(key, default=getattr(base, key)) for key in _FLAGS}
    seconds = {key: entry.number(key, getattr(base, key), low, MAX_S) for key, low in _SECONDS}
    counts = {key: entry.integer(key, getattr(base, key), 1, high) for key, high in _COUNTS}
    quiet = _windows(entry, _QUIET, base.quiet)
    return replace(base, quiet=quiet, **flags, **seconds, **counts)


def _windows(entry: Reader, key: str, default: tuple[QuietWindow, ...]) -> tuple[QuietWindow, ...]:
    if not entry.has(key):
        return default
    try:
        return tuple(parse_window(text) for text in entry.texts(key))
    except WindowInvalid as problem:
        raise entry.wrong(key, str(problem)) from problem


def _imaging(entry: Reader) -> Imaging | None:
    text = entry.text("imaging", _NEVER)
    if text == _NEVER:
        return None
    if text == FOREVER:
        return Imaging()
    try:
        until = datetime.fromisoformat(text)
    except ValueError:
        until = None
    if until is None or until.tzinfo is None:
        problem = f'"{FOREVER}" or a date and time with its zone is expected'
        raise entry.wrong("imaging", problem)
    return Imaging(until)


def _imaging_text(imaging: Imaging) -> str:
    return FOREVER if imaging.until is None else imaging.until.isoformat()
