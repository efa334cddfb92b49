"""Read a description of a fleet from a TOML file, and say exactly what is wrong with one.

The tables have the names and meanings of the dataclasses in ``descriptions``: ``[[hosts]]``,
``[[hosts.vms]]``, ``[[hosts.vms.checkpoints]]``. ``services``, ``faults`` and ``job_faults`` are
tables of words, ``guest_items`` one of texts by name, ``files`` one of sizes by path. Whatever is
not known is an error, as a misspelt key would else do nothing.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from console.model.errors import ConsoleError
from console.simulator.behaviour.guests import GUESTS
from console.simulator.descriptions import (
    JOB_WORDS,
    SERVICE_WORDS,
    ChangeStyle,
    CheckpointDescription,
    EnhancedStyle,
    FleetDescription,
    Health,
    HostDescription,
    IntegrationState,
    JobFault,
    ScreenStyle,
    ServiceFault,
    ShutdownStyle,
    StartState,
    VmDescription,
)
from console.simulator.texts import LOCALES

_E = TypeVar("_E", bound=Enum)
_T = TypeVar("_T")

Reader = Callable[[object, str], Any]
"""Turns a value of a file into one of a description; gets the key for its complaint."""

_GUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\Z")


class FleetInvalid(ConsoleError):
    """A fleet file cannot be used.

    Attributes:
        path: The file.
        key: Where in it, such as ``hosts[0].vms[2].state``; empty for the file as a whole.
        expected: What should stand there.
    """

    def __init__(self, path: str, key: str, expected: str) -> None:
        super().__init__(f"{path}: {key + ': ' if key else ''}expected {expected}")
        self.path = path
        self.key = key
        self.expected = expected


class _Unexpected(Exception):
    def __init__(self, key: str, expected: str) -> None:
        super().__init__(key, expected)
        self.key = key
        self.expected = expected


def load(path: Path) -> FleetDescription:
    """Read a fleet file.

    Raises:
        FleetInvalid: It cannot be opened or parsed, or does not describe a fleet.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return parse_fleet(data)
    except OSError as problem:
        raise FleetInvalid(str(path), "", f"a readable file ({problem.strerror})") from problem
    except ValueError as problem:  # broken TOML or broken UTF-8
        raise FleetInvalid(str(path), "", f"TOML ({problem})") from problem
    except _Unexpected as problem:
        raise FleetInvalid(str(path), problem.key, problem.expected) from problem


def parse_fleet(data: Mapping[str, object]) -> FleetDescription:
    """Read a fleet from parsed TOML; ``load`` turns its complaints into ``FleetInvalid``."""
    _no_others(data, ("hosts",), "")
    hosts = _each(_host)(data.get("hosts", []), "hosts")
    if not hosts:
        raise _Unexpected("hosts", "at least one host")
    names = [host.name.lower() for host in hosts]
    if len(set(names)) < len(names):
        raise _Unexpected("hosts", "hosts of different names")
    return FleetDescription(hosts)


def _text(value: object, key: str) -> str:
    if not isinstance(value, str):
        raise _Unexpected(key, "text")
    return value


def _name(value: object, key: str) -> str:
    if not _text(value, key):
        raise _Unexpected(key, "a name")
    return _text(value, key)


def _flag(value: object, key: str) -> bool:
    if not isinstance(value, bool):
        raise _Unexpected(key, "true or false")
    return value


def _whole(low: int, high: int) -> Reader:
    def read(value: object, key: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise _Unexpected(key, f"a whole number from {low} to {high}")
        return value

    return read


def _number(value: object, key: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise _Unexpected(key, "a number, 0 or more")
    return float(value)


def _word(kind: type[_E]) -> Callable[[object, str], _E]:
    def read(value: object, key: str) -> _E:
        for member in kind:
            if member.value == value:
                return member
        raise _Unexpected(key, "one of " + ", ".join(str(member.value) for member in kind))

    return read


def _one_of(words: Iterable[str]) -> Reader:
    known = tuple(words)

    def read(value: object, key: str) -> str:
        if value not in known:
            raise _Unexpected(key, "one of " + ", ".join(known))
        return str(value)

    return read


def _guid(value: object, key: str) -> str:
    if not _GUID.match(_text(value, key)):
        raise _Unexpected(key, "a GUID without braces")
    return _text(value, key).upper()


def _each(read: Callable[[object, str], _T]) -> Callable[[object, str], tuple[_T, ...]]:
    def read_all(value: object, key: str) -> tuple[_T, ...]:
        if not isinstance(value, list):
            raise _Unexpected(key, "a list")
        items: list[object] = list(value)  # pyright: ignore[reportUnknownArgumentType] -- TOML
        return tuple(read(item, f"{key}[{place}]") for place, item in enumerate(items))

    return read_all


def _by_word(words: tuple[str, ...], read: Callable[[object, str], _T]) -> Reader:
    def read_all(value: object, key: str) -> tuple[tuple[str, _T], ...]:
        table = _table(value, key)
        _no_others(table, words, key)
        return tuple((word, read(item, f"{key}.{word}")) for word, item in table.items())

    return read_all


def _by_name(read: Callable[[object, str], _T]) -> Reader:
    """Read a table whose keys are names or paths, anything but empty."""

    def read_all(value: object, key: str) -> tuple[tuple[str, _T], ...]:
        table = _table(value, key)
        if "" in table:
            raise _Unexpected(key, "names that are not empty")
        return tuple((name, read(item, f"{key}.{name}")) for name, item in table.items())

    return read_all


def _table(value: object, key: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise _Unexpected(key, "a table")
    return {str(k): v for k, v in value.items()}  # pyright: ignore -- TOML's own types


def _no_others(table: Mapping[str, object], known: Iterable[str], key: str) -> None:
    allowed = tuple(known)
    for name in table:
        if name not in allowed:
            where = f"{key}.{name}" if key else name
            raise _Unexpected(where, "one of the keys " + ", ".join(allowed))


def _fields(readers: Mapping[str, Reader], value: object, key: str) -> dict[str, Any]:
    table = _table(value, key)
    _no_others(table, readers, key)
    if "name" not in table:
        raise _Unexpected(f"{key}.name", "a name")
    return {name: readers[name](item, f"{key}.{name}") for name, item in table.items()}


def _checkpoint(value: object, key: str) -> CheckpointDescription:
    return CheckpointDescription(**_fields(_CHECKPOINT, value, key))


def _vm(value: object, key: str) -> VmDescription:
    return VmDescription(**_fields(_VM, value, key))


def _host(value: object, key: str) -> HostDescription:
    return HostDescription(**_fields(_HOST, value, key))


_SIZE = _whole(0, 1 << 50)
_CHECKPOINT: Mapping[str, Reader] = {
    "name": _name,
    "hours_ago": _number,
    "parent": _text,
    "services": _by_word(SERVICE_WORDS, _flag),
}
_VM: Mapping[str, Reader] = {
    "name": _name,
    "id": _guid,
    "guest": _one_of(GUESTS),
    "generation": _whole(1, 2),
    "state": _word(StartState),
    "uptime_h": _number,
    "processors": _whole(1, 2048),
    "memory_mb": _whole(32, 12_582_912),
    "dynamic_memory": _flag,
    "version": _text,
    "notes": _text,
    "addresses": _each(_text),
    "computer_name": _text,
    "services": _by_word(SERVICE_WORDS, _flag),
    "faults": _by_word(SERVICE_WORDS, _word(ServiceFault)),
    "job_faults": _by_word(JOB_WORDS, _word(JobFault)),
    "changes": _word(ChangeStyle),
    "shutdown": _word(ShutdownStyle),
    "is_locked": _flag,
    "health": _word(Health),
    "checkpoints": _each(_checkpoint),
    "kvp_delay_s": _number,
    "guest_items": _by_name(_text),
    "integration_version": _text,
    "integration_state": _word(IntegrationState),
    "dhcp": _flag,
    "files": _by_name(_SIZE),
    "screen": _word(ScreenStyle),
    "enhanced": _word(EnhancedStyle),
    "xrdp": _flag,
    "hvsocket": _flag,
    "console_users": _each(_name),
    "hangs_at_h": _number,
    "hangs_again": _flag,
    "switch": _text,
    "vlans": _each(_whole(1, 4094)),
    "disks": _each(_name),
}
_HOST: Mapping[str, Reader] = {
    "name": _name,
    "domain": _text,
    "build": _whole(9600, 99_999),
    "locale": _one_of(LOCALES),
    "has_hyperv": _flag,
    "enhanced_session": _flag,
    "model": _text,
    "processors": _whole(1, 2048),
    "memory_mb": _whole(1024, 50_331_648),
    "up_days": _number,
    "latency_ms": _whole(0, 60_000),
    "unreachable": _flag,
    "pace": _number,
    "files": _by_name(_SIZE),
    "staging": _text,
    "staging_path": _name,
    "vms": _each(_vm),
}
