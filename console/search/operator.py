"""The operators of the query language: a row each, with what they ask of a VM.

An operator reads its value once, when the query is read, and returns the check that is then made
of every VM. Texts are compared folded (``fold``).
"""

import ipaddress
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from console.model.host import LinkState
from console.model.service import ServiceDetail, ServiceKind, ServiceSnapshot
from console.model.tag import tag_key
from console.model.vm import Health, VmState
from console.search.fold import fold
from console.search.subject import Subject
from console.search.value import MEGABYTES, PERCENT, PLAIN, SECONDS, comparison

Check = Callable[[Subject, float], bool]
"""Whether a VM passes, at a moment of ``time.monotonic()``."""


class ValueMistake(Exception):
    """This value makes no sense here; ``Operator.words`` or its kind say what would."""


class ValueKind:
    """What an operator expects, for the sentence about a mistake."""

    TEXT = "text"
    WORD = "word"
    FIGURE = "figure"
    DURATION = "duration"
    SIZE = "size"


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator.

    Attributes:
        name: What is written before the colon.
        read: Turns a value into a check; raises ``ValueMistake``.
        kind: What it expects, a word of ``ValueKind``.
        words: The values there are, where they can be listed.
        example: A value, for the help.
        also: Other names of it.
    """

    name: str
    read: Callable[[str], Check]
    kind: str = ValueKind.TEXT
    words: tuple[str, ...] = ()
    example: str = ""
    also: tuple[str, ...] = ()


def _text(get: Callable[[Subject], Iterable[str]]) -> Callable[[str], Check]:
    def read(value: str) -> Check:
        wanted = fold(value)
        return lambda subject, _: any(wanted in fold(text) for text in get(subject))

    return read


def _figure(
    get: Callable[[Subject, float], float | None], units: Mapping[str, float]
) -> Callable[[str], Check]:
    def read(value: str) -> Check:
        passes = comparison(value, units)
        if passes is None:
            raise ValueMistake(value)
        return lambda subject, now: passes(get(subject, now))

    return read


def _words(checks: Mapping[str, Check]) -> Callable[[str], Check]:
    """Read one word or several, joined by commas, of which one must hold."""

    def read(value: str) -> Check:
        chosen = [checks.get(fold(part).replace("-", "_")) for part in value.split(",") if part]
        known = [check for check in chosen if check is not None]
        if not known or len(known) < len(chosen):
            raise ValueMistake(value)
        if len(known) == 1:
            return known[0]
        return lambda subject, now: any(check(subject, now) for check in known)

    return read


def _state(*states: VmState) -> Check:
    return lambda subject, _: subject.vm.state in states


def _link(*links: LinkState) -> Check:
    return lambda subject, _: subject.host.link in links


def _mark(word: str) -> Check:
    return lambda subject, _: word in subject.host.marks


_SETTLED: Final = (VmState.RUNNING, VmState.OFF, VmState.SAVED, VmState.PAUSED, VmState.UNKNOWN)

IS: Final[Mapping[str, Check]] = {
    "running": _state(VmState.RUNNING),
    "off": _state(VmState.OFF),
    "saved": _state(VmState.SAVED),
    "paused": _state(VmState.PAUSED),
    "changing": lambda subject, _: subject.vm.state not in _SETTLED,
    "critical": lambda subject, _: subject.vm.health in (Health.CRITICAL, Health.MAJOR_FAILURE),
    "online": _link(LinkState.ONLINE),
    "stale": lambda subject, _: subject.host.link is not LinkState.ONLINE,
    "away": _link(LinkState.STALE, LinkState.UNREACHABLE),
    "refused": _link(LinkState.REFUSED, LinkState.FORBIDDEN, LinkState.UNTRUSTED),
    "fav": _mark("fav"),
    "read_only": _mark("read_only"),
    "tagged": lambda subject, _: bool(subject.tags),
}
"""What ``is:`` knows."""


def _service(kind: ServiceKind) -> Callable[[str], Check]:
    def asked(test: Callable[[ServiceSnapshot], bool]) -> Check:
        def check(subject: Subject, _now: float) -> bool:
            service = subject.vm.service(kind)
            return service is not None and test(service)

        return check

    def silent(subject: Subject, _now: float) -> bool:
        service = subject.vm.service(kind)
        is_up = subject.vm.state is VmState.RUNNING
        return is_up and service is not None and bool(service.enabled) and not service.is_answering

    return _words(
        {
            "on": asked(lambda service: service.enabled is True),
            "off": asked(lambda service: service.enabled is False),
            "missing": asked(lambda service: service.enabled is None),
            "silent": silent,
            "mismatch": asked(lambda s: s.detail is ServiceDetail.PROTOCOL_MISMATCH),
        }
    )


SERVICE_WORDS: Final = ("on", "off", "silent", "mismatch", "missing")


def _address(value: str) -> Check:
    """Read a part of an address, one of IPv6 in any spelling, or a network (``10.20.0.0/16``)."""
    if "/" not in value:
        whole = _parsed(value)
        spelled = value if whole is None or whole.version == 4 else str(whole)
        return _text(lambda subject: subject.vm.guest.addresses)(spelled)
    try:
        network = ipaddress.ip_network(value, strict=False)
    except ValueError:
        raise ValueMistake(value) from None

    def check(subject: Subject, _now: float) -> bool:
        for text in subject.vm.guest.addresses:
            address = _parsed(text)
            if address is None or address.version != network.version:
                continue
            if address in network:
                return True
        return False

    return check


def _parsed(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return an address; ``None`` when it is none, as last known rows may hold anything."""
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def _mac(value: str) -> Check:
    digits = "".join(c for c in value.upper() if c not in "-:.")
    if not digits or any(c not in "0123456789ABCDEF" for c in digits):
        raise ValueMistake(value)
    return lambda subject, _: any(digits in adapter.mac for adapter in subject.vm.adapters)


def _vlan(value: str) -> Check:
    passes = comparison(value, PLAIN)
    if passes is None:
        raise ValueMistake(value)
    return lambda subject, _: any(
        passes(vlan) for adapter in subject.vm.adapters for vlan in adapter.vlans
    )


def _tag(value: str) -> Check:
    """Read a whole tag, or its beginning with ``*`` behind it."""
    wanted = tag_key(value.lstrip("#"))
    if not wanted:
        raise ValueMistake(value)
    if wanted.endswith("*"):
        start = wanted[:-1]
        return lambda subject, _: any(tag_key(t).startswith(start) for t in subject.tags)
    return lambda subject, _: any(tag_key(t) == wanted for t in subject.tags)


def _item(value: str) -> Check:
    """Read ``key`` or ``key=value``; both are parts of the texts."""
    name, has_value, data = value.partition("=")
    key, wanted = fold(name), fold(data)

    def check(subject: Subject, _now: float) -> bool:
        return any(
            key in fold(k) and (not has_value or wanted in fold(d))
            for k, d in subject.vm.guest.items
        )

    return check


def _age(subject: Subject, now: float) -> float | None:
    """Return how long ago the host last answered; nothing while it does."""
    since = subject.host.stale_since
    return None if since is None else now - since


def _service_operator(name: str, kind: ServiceKind, *also: str) -> Operator:
    return Operator(name, _service(kind), ValueKind.WORD, SERVICE_WORDS, "off", also)


OPERATORS: Final[tuple[Operator, ...]] = (
    Operator("is", _words(IS), ValueKind.WORD, tuple(IS), "running"),
    Operator("name", _text(lambda s: (s.vm.name,)), example="web", also=("vm",)),
    Operator(
        "os",
        _text(lambda s: (s.vm.guest.os_name, s.vm.guest.os_version)),
        example="ubuntu",
        also=("guestos",),
    ),
    Operator("host", _text(lambda s: (s.host.label, s.host.address)), example="berlin"),
    Operator("folder", _text(lambda s: (s.host.folder,)), example='"Berlin/Rack 3"'),
    Operator("tag", _tag, example="prod"),
    Operator("ip", _address, example="10.20.0.0/16", also=("address",)),
    Operator("mac", _mac, example="00-15-5d"),
    Operator("switch", _text(lambda s: (a.switch for a in s.vm.adapters)), example="DMZ"),
    Operator("vlan", _vlan, ValueKind.FIGURE, example="20"),
    Operator("disk", _text(lambda s: s.vm.disks), example="data.vhdx"),
    Operator("checkpoint", _text(lambda s: s.vm.checkpoint_names), example="before"),
    Operator(
        "checkpoints",
        _figure(lambda s, _: s.vm.checkpoints, PLAIN),
        ValueKind.FIGURE,
        example=">3",
    ),
    Operator(
        "note", _text(lambda s: (s.vm.notes, s.host.notes)), example="backup", also=("notes",)
    ),
    Operator("item", _item, example="Owner=platform"),
    _service_operator("timesync", ServiceKind.TIME_SYNC, "time_sync"),
    _service_operator("heartbeat", ServiceKind.HEARTBEAT),
    _service_operator("kvp", ServiceKind.KVP),
    _service_operator("shutdown", ServiceKind.SHUTDOWN),
    _service_operator("vss", ServiceKind.VSS),
    _service_operator("guest", ServiceKind.GUEST_SERVICE, "guest_service"),
    Operator("age", _figure(_age, SECONDS), ValueKind.DURATION, example=">30d"),
    Operator(
        "uptime",
        _figure(lambda s, _: s.vm.uptime_s, SECONDS),
        ValueKind.DURATION,
        example=">7d",
    ),
    Operator(
        "mem",
        _figure(lambda s, _: s.vm.memory_mb, MEGABYTES),
        ValueKind.SIZE,
        example=">8g",
        also=("memory",),
    ),
    Operator("cpu", _figure(lambda s, _: s.vm.processors, PLAIN), ValueKind.FIGURE, example=">=4"),
    Operator(
        "load", _figure(lambda s, _: s.vm.cpu_percent, PERCENT), ValueKind.FIGURE, example=">80"
    ),
    Operator("gen", _figure(lambda s, _: s.vm.generation, PLAIN), ValueKind.FIGURE, example="2"),
    Operator("id", _text(lambda s: (s.vm.id,)), example="9F2C"),
)
"""All operators, in the order of the help."""

BY_NAME: Final[Mapping[str, Operator]] = {
    name: operator for operator in OPERATORS for name in (operator.name, *operator.also)
}

__all__ = ["BY_NAME", "IS", "OPERATORS", "Check", "Operator", "ValueKind", "ValueMistake"]
