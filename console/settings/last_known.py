"""What was last known of each host, kept on the disk so that the window opens with it.

Theory of operation
-------------------
One SQLite file in the cache folder, a row for each host: when it was last read, where it was, and
its facts and VMs as compressed JSON (``value_code``). SQLite gives what a file of our own would
have to earn: each save is whole or not at all, and only hosts that changed are written. The file is
this user's alone (0600) and holds no secret: what hosts tell, never what we sign in with.

It is a cache: anything wrong with it costs the last known rows and nothing else. A file that is no
database is set aside as ``….broken`` and begun anew, another version's as ``….version-N``; a row
that cannot be read is left out. Nothing is raised; ``take_problem`` has what is to be told. All of
it blocks, and one thread uses it: call it in a lane.
"""

import enum
import json
import logging
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from console.model.errors import ConsoleError
from console.model.host import HostFacts
from console.model.identity import HostId
from console.model.vm import VmSnapshot
from console.settings.value_code import Damaged, decode, encode

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

VERSION: Final = 1
MAX_BYTES: Final = 256 * 1024 * 1024
"""Of one host's rows, unpacked: 10,000 VMs take about 10 MB."""
_BUSY_S: Final = 1.0
_TABLE: Final = """
CREATE TABLE IF NOT EXISTS host (
    id TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    seen_at REAL NOT NULL,
    body BLOB NOT NULL
) WITHOUT ROWID
"""
_BROKEN: Final = frozenset(
    {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_ERROR}
)


class CacheTrouble(enum.Enum):
    """What is wrong with the file."""

    BROKEN = "broken"
    """It was no database, and was set aside."""
    OTHER_VERSION = "other_version"
    """Another version of the program made it; it was set aside."""
    NOT_READ = "not_read"
    NOT_WRITTEN = "not_written"


class LastKnownFailed(ConsoleError):
    """What was last known could not be read, or cannot be kept; everything else goes on.

    Attributes:
        trouble: What is wrong.
        path: The file.
        kept_as: Where it was set aside; empty when it stays in place.
        detail: What the system said.
    """

    def __init__(
        self, trouble: CacheTrouble, path: str, *, kept_as: str = "", detail: str = ""
    ) -> None:
        super().__init__(f"{path}: {trouble.value}: {detail}")
        self.trouble = trouble
        self.path = path
        self.kept_as = kept_as
        self.detail = detail


class _OtherVersion(Exception):
    """Carries the version."""


@dataclass(frozen=True, slots=True)
class LastKnown:
    """What was last known of one host.

    Attributes:
        host: Our id of it.
        url: Where it was: another address may be another host.
        seen_at: When it was last read, in seconds since 1970.
        facts: ``None`` when they never were read.
        vms: Its VMs.
    """

    host: HostId
    url: str
    seen_at: float
    facts: HostFacts | None = None
    vms: tuple[VmSnapshot, ...] = ()


class LastKnownBook:
    """Keeps what was last known.

    Args:
        path: The file; it need not exist.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open: sqlite3.Connection | None = None
        self._problem: LastKnownFailed | None = None

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._path

    def take_problem(self) -> LastKnownFailed | None:
        """Return the last thing that went wrong, once."""
        problem, self._problem = self._problem, None
        return problem

    def hosts(self) -> tuple[HostId, ...]:
        """Return of which hosts something is kept; of none when it cannot be read."""
        if not self._path.exists():
            return ()
        rows = self._do(lambda db: db.execute("SELECT id FROM host").fetchall())
        return tuple(HostId(row[0]) for row in rows or () if isinstance(row[0], str))

    def load(self, hosts: Sequence[HostId] | None = None) -> tuple[LastKnown, ...]:
        """Return what is kept of some hosts, or of all; nothing when it cannot be read."""
        found = (self._load(host) for host in (self.hosts() if hosts is None else hosts))
        return tuple(record for record in found if record is not None)

    def _load(self, host: HostId) -> LastKnown | None:
        query = "SELECT id, url, seen_at, body FROM host WHERE id = ?"
        row = self._do(lambda db: db.execute(query, (host,)).fetchone())
        return None if row is None else _record(*row)

    def save(self, records: Sequence[LastKnown]) -> bool:
        """Keep these in the place of what was kept of the same hosts; whether that went well."""
        rows = [(each.host, each.url, each.seen_at, _body(each)) for each in records]

        def write(db: sqlite3.Connection) -> bool:
            with db:
                db.executemany("INSERT OR REPLACE INTO host VALUES (?, ?, ?, ?)", rows)
            return True

        return self._do(write, CacheTrouble.NOT_WRITTEN) or False

    def forget(self, hosts: Iterable[HostId]) -> bool:
        """Drop what is kept of these hosts; whether that went well."""
        ids = [(host,) for host in hosts]

        def drop(db: sqlite3.Connection) -> bool:
            with db:
                db.executemany("DELETE FROM host WHERE id = ?", ids)
            return True

        is_done = not ids or not self._path.exists()
        return is_done or self._do(drop, CacheTrouble.NOT_WRITTEN) or False

    def close(self) -> None:
        """Close the file."""
        if self._open is not None:
            with suppress(sqlite3.Error):
                self._open.close()
            self._open = None

    def _do(
        self,
        act: Callable[[sqlite3.Connection], _T],
        otherwise: CacheTrouble = CacheTrouble.NOT_READ,
    ) -> _T | None:
        """Do something with the database; a broken one is set aside, and then it is tried again.

        ``otherwise`` is what is told when that does not help.
        """
        for _ in range(2):
            try:
                return act(self._database())
            except _OtherVersion as problem:
                self.close()
                self._set_aside(CacheTrouble.OTHER_VERSION, f"version-{problem}")
            except (sqlite3.Error, OSError) as problem:
                self.close()
                code = getattr(problem, "sqlite_errorcode", -1) & 0xFF
                if code not in _BROKEN:
                    self._note(otherwise, detail=str(problem))
                    return None
                self._set_aside(CacheTrouble.BROKEN, "broken")
        return None

    def _note(self, trouble: CacheTrouble, *, kept_as: str = "", detail: str = "") -> None:
        _log.info("%s: %s %s", self._path.name, trouble.value, detail)
        self._problem = LastKnownFailed(trouble, str(self._path), kept_as=kept_as, detail=detail)

    def _database(self) -> sqlite3.Connection:
        if self._open is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
            if os.name == "posix":
                self._path.chmod(0o600)
            db = sqlite3.connect(self._path, timeout=_BUSY_S)
            self._open = db
            (version,) = db.execute("PRAGMA user_version").fetchone()
            if version not in (0, VERSION):
                raise _OtherVersion(version)
            if version != VERSION:
                db.execute(f"PRAGMA user_version = {VERSION}")
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute(_TABLE)
        return self._open

    def _set_aside(self, trouble: CacheTrouble, word: str) -> None:
        aside = self._path.with_name(f"{self._path.name}.{word}")
        try:
            self._path.replace(aside)
        except OSError as problem:
            self._note(CacheTrouble.NOT_READ, detail=str(problem))
        else:
            self._note(trouble, kept_as=str(aside))


def _body(record: LastKnown) -> bytes:
    facts = None if record.facts is None else encode(record.facts)
    plain = {"facts": facts, "vms": [encode(vm) for vm in record.vms]}
    return zlib.compress(json.dumps(plain, separators=(",", ":")).encode(), 1)


def _record(host: object, url: object, seen_at: object, body: object) -> LastKnown | None:
    if not (isinstance(host, str) and isinstance(url, str)):
        return None
    if not (isinstance(seen_at, float) and isinstance(body, bytes)):
        return None
    try:
        plain = json.loads(_unpacked(body))
        facts = plain["facts"]
        return LastKnown(
            HostId(host),
            url,
            seen_at,
            None if facts is None else decode(HostFacts, facts),
            tuple(decode(VmSnapshot, vm) for vm in plain["vms"]),
        )
    except (Damaged, ValueError, KeyError, TypeError, zlib.error, RecursionError) as problem:
        _log.info("last known rows of a host are left out: %s", type(problem).__name__)
        return None


def _unpacked(body: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    data = unpacker.decompress(body, MAX_BYTES)
    if unpacker.unconsumed_tail:
        raise ValueError("too large")
    return data
