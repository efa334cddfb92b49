"""Hosts of RDCMan (``.rdg``) and of mRemoteNG (``confCons.xml``).

Both are trees of groups, as their own programs write them: RDCMan since schema 3 has a server's
names below ``properties``, before directly below ``server``; a group's credentials hold for what is
inside it, and may name a profile of the file. A port behind a server's name is Remote Desktop's and
is left out. mRemoteNG has one ``Node`` for each container and connection, its values as attributes;
a file that is encrypted as a whole holds no nodes. Docs: ``docs/hosts.md``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from console.model.errors import Malformed
from console.settings.host_import import (
    MAX_BYTES,
    MAX_HOSTS,
    ImportedHost,
    ImportFault,
    ImportInvalid,
    ImportProblem,
)
from console.wsman.xml import Element, local_name, parse

_MAX_DEPTH: Final = 64
_RDP: Final = "rdp"
_WITH_PORT: Final = re.compile(r"(\[[^\]]*\]|[^:\[\]]+):\d{1,5}\Z")


class _Found:
    """What a walk has collected so far."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.hosts: list[ImportedHost] = []
        self.problems: list[ImportProblem] = []

    def add(self, host: ImportedHost) -> None:
        if len(self.hosts) >= MAX_HOSTS:
            raise ImportInvalid(self.path, host.line, "too_many", str(MAX_HOSTS))
        self.hosts.append(host)


def read_xml(data: bytes, path: str) -> tuple[tuple[ImportedHost, ...], tuple[ImportProblem, ...]]:
    """Return the hosts of a ``.rdg`` or a ``confCons.xml``, and what is none.

    Raises:
        ImportInvalid: It is neither, is encrypted, or is no XML that can be read safely.
    """
    try:
        root = parse(data, max_bytes=MAX_BYTES)
    except Malformed as problem:
        raise ImportInvalid(path, 0, "not_xml", str(problem)) from problem
    found = _Found(path)
    if local_name(root) == "RDCMan":
        for file in _children(root, "file"):
            _walk_rdg(file, "", "", _RdgWalk(found, _profiles(file)), 0)
    elif local_name(root) == "Connections":
        if root.get("FullFileEncryption", "").lower() == "true":
            raise ImportInvalid(path, 0, "encrypted")
        for node in _children(root, "Node"):
            _walk_mremote(node, "", "", found, 0)
    else:
        raise ImportInvalid(path, 0, "unknown_kind", local_name(root)[:100])
    return tuple(found.hosts), tuple(found.problems)


@dataclass(frozen=True, slots=True)
class _RdgWalk:
    """What a walk through one ``file`` of RDCMan shares: its finds, and accounts by profile."""

    found: _Found
    profiles: Mapping[str, str]


def _profiles(file: Element) -> dict[str, str]:
    profiles = _child(file, "credentialsProfiles")
    each = _children(profiles, "credentialsProfile") if profiles is not None else []
    return {_text(profile, "profileName"): _own_account(profile) for profile in each}


def _walk_rdg(group: Element, folder: str, user: str, walk: _RdgWalk, depth: int) -> None:
    name = _text(_child(group, "properties"), "name")
    folder = _below(folder, name)
    user = _account_of(group, walk.profiles) or user
    for server in _children(group, "server"):
        properties = _child(server, "properties")
        named = properties if properties is not None else server
        address = _text(named, "name")
        port = _WITH_PORT.match(address)
        walk.found.add(
            ImportedHost(
                _line(server),
                port[1] if port is not None else address,
                _text(named, "displayName"),
                folder,
                _account_of(server, walk.profiles) or user,
                notes=_text(named, "comment"),
            )
        )
    if depth < _MAX_DEPTH:
        for inner in _children(group, "group"):
            _walk_rdg(inner, folder, user, walk, depth + 1)


def _account_of(element: Element, profiles: Mapping[str, str]) -> str:
    """Return the account of a group or server that has its own, or names a profile's."""
    credentials = _child(element, "logonCredentials")
    if credentials is None or credentials.get("inherit", "None").lower() != "none":
        return ""
    own = _own_account(credentials)
    return own or profiles.get(_text(credentials, "profileName"), "")


def _own_account(credentials: Element) -> str:
    return _account(_text(credentials, "domain"), _text(credentials, "userName"))


def _walk_mremote(node: Element, folder: str, user: str, found: _Found, depth: int) -> None:
    name = node.get("Name", "")
    own = _account(node.get("Domain", ""), node.get("Username", ""))
    user = user if node.get("InheritUsername", "").lower() == "true" else own
    if node.get("Type", "") == "Container":
        if depth < _MAX_DEPTH:
            for inner in _children(node, "Node"):
                _walk_mremote(inner, _below(folder, name), user, found, depth + 1)
        return
    protocol = node.get("Protocol", _RDP)
    if protocol.lower() != _RDP:
        fault = ImportFault.OTHER_PROTOCOL
        found.problems.append(ImportProblem(_line(node), name, fault, protocol[:50]))
        return
    notes = node.get("Descr", "")
    found.add(ImportedHost(_line(node), node.get("Hostname", ""), name, folder, user, notes=notes))


def _account(domain: str, user: str) -> str:
    if not user or not domain or "\\" in user or "@" in user:
        return user
    return f"{domain}\\{user}"


def _below(folder: str, name: str) -> str:
    """Return the path of a group; a slash in its name would be a folder of its own."""
    name = name.strip().replace("/", "-")
    return f"{folder}/{name}" if folder and name else folder or name


def _children(element: Element, name: str) -> list[Element]:
    return [child for child in element if local_name(child) == name]


def _child(element: Element | None, name: str) -> Element | None:
    if element is None:
        return None
    return next(iter(_children(element, name)), None)


def _text(element: Element | None, name: str) -> str:
    found = _child(element, name)
    return (found.text or "").strip() if found is not None else ""


def _line(element: Element) -> int:
    return element.sourceline or 0
