"""Lists of hosts from other programs: what is taken from them, and what is wrong with it.

Three kinds are read: CSV (``host_import_csv``), RDCMan's ``.rdg`` and mRemoteNG's ``confCons.xml``
(``host_import_xml``). Passwords are never taken. What cannot be used is told with its line, and
the rest is taken all the same; a file that cannot be understood at all is refused.
"""

import enum
import ipaddress
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from console.model.connection import HTTP_PORT, HTTPS_PORT, AuthMethod, Endpoint
from console.model.errors import ConsoleError
from console.model.host import Colour, HostMarks
from console.model.identity import HostId
from console.model.tag import union
from console.settings.schema import HostConfig, new_host_id
from console.settings.session_schema import clean_path

MAX_BYTES: Final = 8 * 1024 * 1024
"""A list of a thousand hosts has some 200 KB."""
MAX_HOSTS: Final = 20_000
MAX_LINES: Final = 50
"""Of a host's notes."""
_TAG_ENDS: Final = re.compile("[,;，；]")
_NAME: Final = re.compile(r"[^\s/\\:;,?#@\[\]<>\"'|*\x00-\x1f\x7f]{1,253}")


class ImportFault(enum.StrEnum):
    """Why an entry is not taken."""

    NO_ADDRESS = "no_address"
    BAD_ADDRESS = "bad_address"
    BAD_PORT = "bad_port"
    BAD_METHOD = "bad_method"
    OTHER_PROTOCOL = "other_protocol"
    """It is reached by something else than Remote Desktop, so it is no Windows host."""


class ImportInvalid(ConsoleError):
    """A list of hosts cannot be understood; nothing was taken from it.

    Attributes:
        path: The file.
        line: Where, 0 when that is not known.
        problem: ``"unreadable"``, ``"too_large"``, ``"encoding"``, ``"no_columns"``, ``"not_xml"``,
            ``"unknown_kind"``, ``"encrypted"`` or ``"too_many"``.
        detail: What was found.
    """

    def __init__(self, path: str, line: int, problem: str, detail: str = "") -> None:
        super().__init__(f"{path}:{line}: {problem} {detail}".rstrip())
        self.path = path
        self.line = line
        self.problem = problem
        self.detail = detail


@dataclass(frozen=True, slots=True)
class ImportedHost:
    """One host as the list has it, not checked yet.

    Attributes:
        line: Where it stands in the file, from 1; 0 when that is not known.
        address: Name or address.
        label: What it is called there; empty for the address.
        folder: Where it is there, parts joined by ``/``.
        user: The account.
        port: As written; empty for the usual one.
        tls: Whether HTTPS is wanted.
        method: As written; empty for the usual one.
        tags: As written, parted by commas or semicolons.
        colour: A word of ``Colour``; another one is none.
        favourite: Whether it stands above the others.
        notes: Free text.
        read_only: Whether nothing may be changed on it from here.
    """

    line: int
    address: str
    label: str = ""
    folder: str = ""
    user: str = ""
    port: str = ""
    tls: bool = False
    method: str = ""
    tags: str = ""
    colour: str = ""
    favourite: bool = False
    notes: str = ""
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """An entry that is not taken.

    Attributes:
        line: Where.
        name: What it is called there.
        fault: Why.
        detail: What was found.
    """

    line: int
    name: str
    fault: ImportFault
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do.

    Attributes:
        fresh: Hosts that would be added.
        known: Hosts that are there already, with what they are called here.
        problems: Entries that cannot be taken.
    """

    fresh: tuple[HostConfig, ...] = ()
    known: tuple[HostConfig, ...] = ()
    problems: tuple[ImportProblem, ...] = ()


def plan_import(
    found: Iterable[ImportedHost],
    problems: Iterable[ImportProblem],
    existing: Mapping[HostId, HostConfig],
    *,
    into: str = "",
) -> ImportPlan:
    """Check what was found against what is there; pure.

    A host is there already when one of the same address and port is: in another case, it is the
    same to DNS. The same host twice in a list is taken once.

    Args:
        found: What the list has.
        problems: What reading it has found wrong.
        existing: The hosts there are.
        into: A folder for all of them; their own folders go below it.
    """
    here = {_place(config.endpoint): config for config in existing.values()}
    fresh: list[HostConfig] = []
    known: list[HostConfig] = []
    wrong = list(problems)
    for each in found:
        checked = _checked(each)
        if isinstance(checked, ImportProblem):
            wrong.append(checked)
            continue
        place = _place(checked.endpoint)
        if place in here:
            known.append(here[place])
            continue
        folder = clean_path(f"{into}/{checked.folder}")
        here[place] = replace(checked, folder=folder)
        fresh.append(here[place])
    return ImportPlan(tuple(fresh), tuple(dict.fromkeys(known)), tuple(wrong))


def _checked(each: ImportedHost) -> HostConfig | ImportProblem:
    name = each.label or each.address
    address = each.address.strip().removeprefix("[").removesuffix("]")
    if not address:
        return ImportProblem(each.line, name, ImportFault.NO_ADDRESS)
    if not _is_address(address):
        return ImportProblem(each.line, name, ImportFault.BAD_ADDRESS, address[:200])
    port = HTTPS_PORT if each.tls else HTTP_PORT
    if each.port.strip():
        digits = each.port.strip()
        port = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 0
        if not 1 <= port <= 65_535:
            return ImportProblem(each.line, name, ImportFault.BAD_PORT, digits[:200])
    method = AuthMethod.NTLM
    if each.method.strip():
        words = {method.value: method for method in AuthMethod}
        wanted = words.get(each.method.strip().lower())
        if wanted is None:
            return ImportProblem(each.line, name, ImportFault.BAD_METHOD, each.method[:200])
        method = wanted
    return HostConfig(
        new_host_id(),
        one_line(each.label) or address,
        Endpoint(address, port, tls=each.tls),
        one_line(each.user),
        method,
        clean_path(each.folder),
        read_only=each.read_only,
        marks=_marks(each),
    )


def _marks(each: ImportedHost) -> HostMarks:
    tags = (one_line(word) for word in _TAG_ENDS.split(each.tags))
    word = each.colour.strip().lower()
    colour = Colour(word) if word in set(Colour) else Colour.NONE
    return HostMarks(union(tag for tag in tags if tag), colour, each.favourite, _text(each.notes))


def _text(text: str) -> str:
    """Return lines without control characters, as many as people write."""
    return "\n".join(filter(None, map(one_line, text.splitlines()[:MAX_LINES])))


def one_line(text: str) -> str:
    """Return a text without control characters and blanks around it, at most 200 long."""
    return "".join(ch if ch.isprintable() else " " for ch in text).strip()[:200]


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return _NAME.fullmatch(text) is not None
    return True


def _place(endpoint: Endpoint) -> tuple[str, int]:
    return endpoint.host.lower().rstrip("."), endpoint.port
