"""The index finds what a scan finds that knows nothing of it: written down once more, plainly."""

import ipaddress
import unicodedata
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from console.model.device import NetworkAdapter
from console.model.guest import GuestFacts
from console.model.host import HostMarks, HostSnapshot, LinkState
from console.model.identity import HostId, VmId, VmKey
from console.model.service import ServiceKind, ServiceSnapshot, ServiceStatus
from console.model.vm import VmSnapshot, VmState
from console.search.index import SearchIndex
from console.search.operator import OPERATORS
from console.search.query import read_query

NOW = 10_000.0
WORDS = (
    "web",
    "SQL",
    "Prüfstand",
    "PRUFSTAND",
    "测试",
    "é",
    "e\u0301",
    "straße",
    "a b",
    "10",
    "x1",
)
TEXT = st.one_of(st.sampled_from(WORDS), st.text("abAB01 -äß.", max_size=6))
ADDRESSES = st.sampled_from(("10.20.1.7", "10.21.0.1", "fe80::215:5dff:fe00:1", "2001:db8::a"))
MACS = st.sampled_from(("00155D0A0B0C", "00155D000001", ""))
ADAPTERS = st.builds(
    NetworkAdapter, MACS, TEXT, st.lists(st.sampled_from((10, 20, 4094))).map(tuple)
)
SERVICES = st.lists(
    st.builds(
        ServiceSnapshot,
        st.sampled_from(ServiceKind),
        st.sampled_from((True, False, None)),
        st.sampled_from(ServiceStatus),
    ),
    max_size=3,
    unique_by=lambda service: service.kind,
).map(tuple)
GUESTS = st.builds(
    GuestFacts,
    os_name=TEXT,
    computer_name=TEXT,
    addresses=st.lists(ADDRESSES, max_size=2).map(tuple),
    items=st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple),
)
TEXTS = st.lists(TEXT, max_size=2).map(tuple)
NUMBERS = st.one_of(st.none(), st.sampled_from((0, 1, 2, 4, 8192, 90_000)))
VMS = st.builds(
    VmSnapshot,
    id=st.sampled_from("AB").map(VmId),
    name=TEXT,
    state=st.sampled_from((VmState.RUNNING, VmState.OFF, VmState.SAVED)),
    notes=st.one_of(TEXT, st.sampled_from(("#prod", "the #Prod one", "#edge"))),
    guest=GUESTS,
    adapters=st.lists(ADAPTERS, max_size=2).map(tuple),
    disks=TEXTS,
    checkpoint_names=TEXTS,
    checkpoints=st.sampled_from((0, 1, 3)),
    services=SERVICES,
    memory_mb=NUMBERS,
    processors=NUMBERS,
    uptime_s=NUMBERS,
)
MARKS = st.builds(HostMarks, tags=st.sampled_from(((), ("dc",), ("Prod", "dc"))), notes=TEXT)


@st.composite
def hosts(draw):
    return HostSnapshot(
        HostId(draw(st.sampled_from(("h1", "h2")))),
        draw(TEXT),
        draw(TEXT),
        folder=draw(TEXT),
        link=draw(st.sampled_from(LinkState)),
        vms=tuple(draw(st.lists(VMS, max_size=3, unique_by=lambda vm: vm.id))),
        read_at=draw(st.sampled_from((None, 0.0, 9_990.0))),
        marks=draw(MARKS),
    )


VALUES = {
    "is": ("running", "off", "off,saved", "stale", "away", "tagged"),
    "ip": ("10.20", "10.20.0.0/16", "fe80::/10", "2001:DB8:0::A", "2001:db8::/32"),
    "mac": ("00-15-5d", "0A:0B", "5d00"),
    "vlan": ("20", ">10", "<=20"),
    "tag": ("prod", "pr*", "#edge", "dc"),
    "item": ("web", "web=sql", "a"),
    "checkpoints": ("0", ">1"),
    "mem": (">1g", "8192", "<=8g"),
    "cpu": ("4", ">=2"),
    "uptime": (">1h", "<1d"),
    "age": (">1m", "<1h"),
    "timesync": ("on", "off", "missing"),
    "kvp": ("off,missing", "silent"),
}
PLAIN = tuple(
    o.name for o in OPERATORS if o.kind == "text" and o.name not in ("ip", "mac", "tag", "item")
)


@st.composite
def terms(draw):
    sign = draw(st.sampled_from(("", "", "-")))
    kind = draw(st.sampled_from(("word", "plain", *VALUES)))
    word = draw(st.sampled_from(WORDS))
    if kind == "word":
        return sign, "", word, f'{sign}"{word}"'
    if kind == "plain":
        name = draw(st.sampled_from(PLAIN))
        return sign, name, word, f'{sign}{name}:"{word}"'
    value = draw(st.sampled_from(VALUES[kind]))
    return sign, kind, value, f"{sign}{kind}:{value}"


def plain(text):
    """Fold a text as slowly as one can."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in spread if not "\u0300" <= c <= "\u036f").casefold()


def has(word, *texts):
    return any(plain(word) in plain(text) for text in texts)


def number(value, figure):
    if figure is None:
        return False
    sign = value.rstrip("0123456789smhdg")
    unit = value[-1] if value[-1].isalpha() else ""
    bound = int(value[len(sign) :].rstrip("smhdg"))
    bound *= {"": 1, "m": 60, "h": 3600, "d": 86_400, "g": 1024, "s": 1}[unit]
    return {
        "": figure == bound,
        ">": figure > bound,
        "<": figure < bound,
        ">=": figure >= bound,
        "<=": figure <= bound,
    }[sign]


def tags_of(host, vm, given_tags):
    words = [part[1:] for part in vm.notes.split() if part.startswith("#")]
    return {tag.lower() for tag in (*given_tags, *words, *host.marks.tags)}


def spelled(mac):
    pairs = [mac[at : at + 2] for at in range(0, 12, 2)] if mac else []
    return mac, "-".join(pairs), ":".join(pairs)


def told(host, vm, tags):
    yield from (vm.name, vm.guest.computer_name, vm.guest.os_name, vm.notes, vm.state.value, vm.id)
    yield from (host.label, host.address, host.folder, host.marks.notes)
    yield from (*vm.guest.addresses, *vm.disks, *vm.checkpoint_names, *tags)
    for adapter in vm.adapters:
        yield from (adapter.switch, *spelled(adapter.mac))
    for name, data in vm.guest.items:
        yield f"{name}={data}"


def is_word(word, host, vm, tags):
    is_current = host.link is LinkState.ONLINE
    return {
        "running": vm.state is VmState.RUNNING,
        "off": vm.state is VmState.OFF,
        "saved": vm.state is VmState.SAVED,
        "stale": not is_current,
        "away": host.link in (LinkState.STALE, LinkState.UNREACHABLE),
        "tagged": bool(tags),
    }[word]


def service_word(word, kind, vm):
    found = [service for service in vm.services if service.kind is kind]
    if not found:
        return False
    (service,) = found
    answers = service.status in (ServiceStatus.OK, ServiceStatus.DEGRADED)
    return {
        "on": service.enabled is True,
        "off": service.enabled is False,
        "missing": service.enabled is None,
        "silent": vm.state is VmState.RUNNING and service.enabled is True and not answers,
    }[word]


def in_network(value, text):
    network = ipaddress.ip_network(value)
    address = ipaddress.ip_address(text)
    return address.version == network.version and address in network


def finds(name, value, host, vm, given_tags):  # noqa: C901 - a table
    tags = tags_of(host, vm, given_tags)
    away_for = None
    if host.link is not LinkState.ONLINE and host.read_at is not None:
        away_for = NOW - host.read_at
    match name:
        case "":
            return has(value, *told(host, vm, tags))
        case "is":
            return any(is_word(word, host, vm, tags) for word in value.split(","))
        case "ip" if "/" in value:
            return any(in_network(value, text) for text in vm.guest.addresses)
        case "ip":
            return has(value.replace(":0::", "::"), *vm.guest.addresses)
        case "mac":
            digits = value.replace("-", "").replace(":", "").upper()
            return any(digits in adapter.mac for adapter in vm.adapters)
        case "vlan":
            return any(number(value, vlan) for each in vm.adapters for vlan in each.vlans)
        case "tag":
            wanted = value.lstrip("#").lower()
            if wanted.endswith("*"):
                return any(tag.startswith(wanted[:-1]) for tag in tags)
            return wanted in tags
        case "item":
            key, has_data, data = value.partition("=")
            return any(has(key, k) and (not has_data or has(data, d)) for k, d in vm.guest.items)
        case "timesync" | "kvp":
            kind = ServiceKind.TIME_SYNC if name == "timesync" else ServiceKind.KVP
            return any(service_word(word, kind, vm) for word in value.split(","))
        case "checkpoints" | "mem" | "cpu" | "uptime" | "age":
            figures = {
                "checkpoints": vm.checkpoints,
                "mem": vm.memory_mb,
                "cpu": vm.processors,
                "uptime": vm.uptime_s,
                "age": away_for,
            }
            return number(value, figures[name])
        case _:
            texts = {
                "name": (vm.name,),
                "os": (vm.guest.os_name, vm.guest.os_version),
                "host": (host.label, host.address),
                "folder": (host.folder,),
                "switch": tuple(adapter.switch for adapter in vm.adapters),
                "disk": vm.disks,
                "checkpoint": vm.checkpoint_names,
                "note": (vm.notes, host.marks.notes),
                "id": (vm.id,),
            }
            return has(value, *texts[name])


KEYS = st.builds(VmKey, st.sampled_from(("h1", "h2")).map(HostId), st.sampled_from("AB").map(VmId))
ROWS = st.tuples(
    st.just("same host"),
    st.sampled_from(("h1", "h2")).map(HostId),
    st.lists(VMS, max_size=2, unique_by=lambda vm: vm.id).map(tuple),
)
GIVEN = st.dictionaries(KEYS, st.sampled_from((("edge",), ("Prod",))), max_size=3)


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(hosts(), GIVEN, st.tuples(st.just("same VMs"), hosts()), ROWS),
        min_size=2,
        max_size=8,
    ),
    st.lists(st.lists(terms(), min_size=1, max_size=3), min_size=8, max_size=24),
)
def test_the_index_finds_what_a_plain_scan_finds(steps, queries):
    """Hosts come, take the place of others, change alone or with their VMs; tags come and go."""
    index, known, given_tags = SearchIndex(), {}, {}
    for step in steps:
        if isinstance(step, dict):
            given_tags = step
            index.set_tags(step)
            continue
        snapshot = stepped(step, known)
        if snapshot is None:
            continue
        known[snapshot.id] = snapshot
        index.put(snapshot)
        for wanted in queries:
            found_alike(index, known, given_tags, wanted)


def stepped(step, known):
    """Return how a host is after a step; ``None`` where there is nothing to change."""
    if not isinstance(step, tuple):
        return step
    before = known.get(step[1] if isinstance(step[1], str) else step[1].id)
    if before is None:
        return None
    if step[0] == "same VMs":
        return replace(step[1], vms=before.vms)
    return replace(before, vms=step[2])


def found_alike(index, known, given_tags, wanted):
    query = read_query(" ".join(text for *_, text in wanted))
    assert not query.problems
    scanned = {
        (host.id, vm.id)
        for host in known.values()
        for vm in host.vms
        if all(
            finds(name, value, host, vm, given_tags.get(VmKey(host.id, vm.id), ())) is (sign == "")
            for sign, name, value, _ in wanted
        )
    }
    assert {(d.key.host, d.key.vm) for d in index.matching(query, NOW)} == scanned
    hits = index.find(query, NOW)
    assert {(hit.key.host, hit.key.vm) for hit in hits if hit.key is not None} == scanned


def test_an_address_that_is_none_hides_nothing_and_breaks_nothing():
    """Last known rows are read from a file that anybody may have written to."""
    guest = GuestFacts(addresses=("rubbish", "10.20.1.7"))
    index = SearchIndex()
    index.put(HostSnapshot(HostId("h"), "h", vms=(VmSnapshot(VmId("A"), "a", guest=guest),)))
    for text in ("ip:10.20.0.0/16", "ip:rubb", "10.20.1.7"):
        assert len(index.find(read_query(text), NOW)) == 1, text
