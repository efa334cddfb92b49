"""Intent profiles: which integration services are to be on or off, for which VMs, and why.

A profile is a TOML file that a team keeps in version control. ``docs/profiles.md`` describes it::

    [profile]
    name = "Domain controllers"
    why = "The domain's own clock must win."

    [[rule]]
    name = "time comes from the domain"
    why = "A host that corrects the clock fights with the domain's time service."
    match = { names = ["DC*"], tags = ["dc"] }
    services = { time_sync = "off", heartbeat = "leave" }

Reading is strict, as a misspelt key would else do nothing: whatever is not known is refused with
its line and what was expected, and nothing of the file is used.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from console.model.errors import ProfileInvalid
from console.model.service import ServiceKind
from console.settings.profile_node import Node, parsed
from console.settings.profile_words import GUEST_WORDS, is_like_a_word, suggestion

MAX_BYTES: Final = 1024 * 1024
"""More than any profile that people read."""

ALL: Final = "all"
"""What stands in the place of a match that holds for every VM."""

_MATCH_KEYS: Final = ("names", "folders", "tags", "guests", "hosts")
_SWITCH: Final[Mapping[object, bool | None]] = MappingProxyType(
    {"on": True, "off": False, "leave": None}
)


@dataclass(frozen=True, slots=True)
class Match:
    """Which VMs a rule is for: within a key any pattern, between keys all of them.

    Patterns are globs (``*``, ``?``, ``[a-f]``) for the whole text; case does not count. A key
    without patterns demands nothing, so an empty match is every VM.

    Attributes:
        names: Of the VM.
        folders: Of the VM's host; a folder holds the folders in it too.
        tags: Given by the user or written as ``#tag`` in the VM's notes.
        guests: Words for families of systems, or globs over what the guest calls its system.
        hosts: Label, address, or the host's own name.
        excluded: VMs that match this are not meant.
    """

    names: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    excluded: "Match | None" = None


EVERY_VM: Final = Match()


@dataclass(frozen=True, slots=True)
class Rule:
    """What services are to be, for some VMs.

    Attributes:
        name: Unique within the profile.
        why: For people; the profile's own reason where the rule gives none.
        line: Where in the file the rule begins.
        match: For which VMs.
        services: What is to be on (``True``) or off; a service that is left alone is not in it.
    """

    name: str
    why: str
    line: int
    match: Match
    services: Mapping[ServiceKind, bool] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Profile:
    """One file of rules.

    Attributes:
        name: What people call it.
        why: For people; may be empty.
        path: The file.
        rules: In the order of the file.
    """

    name: str
    why: str
    path: str
    rules: tuple[Rule, ...]


def load_profile(path: Path) -> Profile:
    """Read a profile; blocks: from the window, call it in a lane.

    Raises:
        ProfileInvalid: It cannot be read, or not be understood.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise ProfileInvalid(str(path), 0, f"a readable file is expected: {reason}") from problem
    if len(data) > MAX_BYTES:
        raise ProfileInvalid(str(path), 0, f"a file of at most {MAX_BYTES} bytes is expected")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise ProfileInvalid(str(path), line, "UTF-8 text is expected") from problem
    return parse_profile(text, str(path))


def parse_profile(text: str, path: str) -> Profile:
    """Read a profile from its text.

    Args:
        text: TOML.
        path: The file's name, for complaints.

    Raises:
        ProfileInvalid: It cannot be understood.
    """
    top = parsed(text, path)
    top.only("profile", "rule")
    head = top.child("profile")
    if head is None:
        raise top.wrong('the table [profile] with a name is expected, such as name = "Linux"')
    head.only("name", "why")
    why = _reason(head)
    rules = _rules(top, why)
    return Profile(_name(head), why, path, rules)


def _rules(top: Node, why: str) -> tuple[Rule, ...]:
    node = top.child("rule")
    if node is None:
        raise top.wrong("at least one [[rule]] is expected")
    rules: dict[str, Rule] = {}
    for item in node.items("tables headed [[rule]] are expected"):
        rule = _rule(item, why)
        if rule.name in rules:
            first = rules[rule.name].line
            raise item.required("name").wrong(
                f"a name of its own is expected; the rule in line {first} has the same"
            )
        rules[rule.name] = rule
    return tuple(rules.values())


def _rule(node: Node, why: str) -> Rule:
    node.only("name", "why", "match", "services")
    return Rule(
        _name(node),
        _reason(node) or why,
        node.line,
        _match(node.required("match")),
        _services(node.required("services")),
    )


def _name(node: Node) -> str:
    name = node.required("name")
    text = name.text("a name in quotes is expected").strip()
    if not text:
        raise name.wrong("a name that is not empty is expected")
    return text


def _reason(node: Node) -> str:
    why = node.child("why")
    return " ".join(why.text("a reason in quotes is expected").split()) if why else ""


def _match(node: Node) -> Match:
    if node.value == ALL:
        return EVERY_VM
    expected = f'a table such as {{ names = ["DC*"] }} is expected, or "{ALL}" for every VM'
    if not node.is_filled_table:
        raise node.wrong(expected)
    node.only(*_MATCH_KEYS, "not")
    excluded = node.child("not")
    return _with_patterns(node, _excluded(excluded) if excluded else None)


def _excluded(node: Node) -> Match:
    if not node.is_filled_table:
        raise node.wrong('a table of what is not meant is expected, such as { names = ["test*"] }')
    node.only(*_MATCH_KEYS)
    return _with_patterns(node, None)


def _with_patterns(node: Node, excluded: Match | None) -> Match:
    names, folders, tags, guests, hosts = (
        _globs(node.child(key), is_guest=key == "guests") for key in _MATCH_KEYS
    )
    return Match(names, folders, tags, guests, hosts, excluded)


def _globs(node: Node | None, *, is_guest: bool) -> tuple[str, ...]:
    if node is None:
        return ()
    expected = 'a list of patterns in quotes is expected, such as ["DC*", "web-??"]'
    patterns = [(item, item.text(expected)) for item in node.items(expected)]
    for item, pattern in patterns:
        if not pattern.strip():
            raise item.wrong("a pattern that is not empty is expected")
        if is_guest:
            _check_guest(item, pattern)
    return tuple(pattern for _, pattern in patterns)


def _check_guest(node: Node, pattern: str) -> None:
    """Refuse what looks like one of our words and is none: it would match no guest at all."""
    if is_like_a_word(pattern) and pattern not in GUEST_WORDS:
        raise node.wrong(
            f"unknown guest word{suggestion(pattern, GUEST_WORDS)} expected one of "
            f'{", ".join(GUEST_WORDS)}, or a pattern such as "*CentOS*" over the name that the '
            "guest gives its system"
        )


def _services(node: Node) -> Mapping[ServiceKind, bool]:
    kinds = {kind.value: kind for kind in ServiceKind}
    if not node.is_filled_table:
        raise node.wrong('a table such as { time_sync = "off" } is expected')
    node.only(*kinds, what="service")
    wanted = {kinds[item.name]: _switch(item) for item in node.children()}
    return MappingProxyType({kind: on for kind, on in wanted.items() if on is not None})


def _switch(node: Node) -> bool | None:
    if isinstance(node.value, bool):
        return node.value
    if not isinstance(node.value, str) or node.value not in _SWITCH:
        hint = suggestion(node.value, ("on", "off", "leave")) if node.value else ";"
        raise node.wrong(f'unknown value{hint} expected "on", "off" or "leave"')
    return _SWITCH[node.value]
