"""The query language: read without ever failing, and asked of VMs as the table says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.model.device import NetworkAdapter
from console.model.guest import GuestFacts
from console.model.host import LinkState
from console.model.identity import HostId, VmId, VmKey
from console.model.service import ServiceDetail, ServiceKind, ServiceSnapshot, ServiceStatus
from console.model.vm import Health, VmSnapshot, VmState
from console.search.document import Document
from console.search.fact import FactKind, facts
from console.search.fold import fold
from console.search.operator import IS, OPERATORS
from console.search.query import ProblemKind, read_query
from console.search.subject import KnownHost
from console.search.suggestion import suggest

NOW = 1_000_000.0
VM = VmSnapshot(
    VmId("9F2C0000-0000-4000-8000-000000000001"),
    "Prüfstand web-01",
    VmState.RUNNING,
    uptime_s=8 * 86_400,
    cpu_percent=85,
    processors=4,
    memory_mb=8192,
    generation=2,
    notes="Backup window 02:00\n#sql #Prod",
    checkpoints=2,
    checkpoint_names=("before CU12", "更新之前"),
    services=(
        ServiceSnapshot(ServiceKind.TIME_SYNC, False),
        ServiceSnapshot(ServiceKind.HEARTBEAT, True, ServiceStatus.NO_CONTACT),
        ServiceSnapshot(
            ServiceKind.KVP, True, ServiceStatus.DEGRADED, ServiceDetail.PROTOCOL_MISMATCH
        ),
        ServiceSnapshot(ServiceKind.VSS, True, ServiceStatus.OK),
        ServiceSnapshot(ServiceKind.GUEST_SERVICE, None),
    ),
    guest=GuestFacts(
        "Ubuntu 24.04 LTS",
        "6.8",
        "web01.example.org",
        addresses=("10.20.3.4", "fe80::1"),
        items=(("Owner", "Platform Team"),),
    ),
    adapters=(NetworkAdapter("00155D0A0B0C", "DMZ intern", (20, 30)),),
    disks=("D:\\VMs\\web 01\\data.vhdx",),
)
HOST = KnownHost(
    HostId("h"),
    "BERLIN-HV1",
    "hv1.example.com",
    "Berlin/Rack 3",
    LinkState.STALE,
    NOW - 40 * 86_400,
    frozenset({"fav"}),
    ("upper",),
    "in the cellar",
)
DOCUMENT = Document(VmKey(HostId("h"), VM.id), VM, HOST, ("ntp",))


def accepts(text):
    query = read_query(text)
    assert not query.problems, query.problems
    return query.accepts(DOCUMENT, NOW)


FOUND = (
    "",
    "web",
    "WEB-01",
    "prufstand",
    "PRÜFSTAND",
    '"window 02:00"',
    "ubuntu berlin",
    "更新",
    "hv1.example",
    "00155d0a",
    "00-15-5D-0A-0B-0C",
    "00:15:5d:0a",
    "D:\\VMs",
    "data.vhdx",
    "before",
    "platform",
    "ntp",
    "#sql",
    "upper",
    "9f2c0000",
    "DMZ",
    "is:running",
    "is:RUNNING,off",
    "is:stale",
    "is:away",
    "is:fav",
    "is:tagged",
    "-is:off",
    "-nothing",
    '-"not there"',
    "os:ubuntu",
    "os：ubuntu",
    'host:"berlin-hv1"',
    "host:example.com",
    'folder:"rack 3"',
    "tag:prod",
    "tag:#SQL",
    "tag:pr*",
    "tag:upper",
    "tag:ntp",
    "name:web",
    "vm:web",
    "ip:10.20",
    "ip:10.20.0.0/16",
    "ip:fe80::/10",
    "mac:00-15-5d",
    "mac:5D0A",
    "switch:dmz",
    "vlan:20",
    "vlan:>25",
    "disk:data",
    'disk:"web 01"',
    "checkpoint:cu12",
    "checkpoints:>1",
    "note:backup",
    "note:cellar",
    "cellar",
    "item:owner",
    "item:Owner=platform",
    'item:"owner=platform team"',
    "timesync:off",
    "heartbeat:silent",
    "heartbeat:on,off",
    "kvp:mismatch",
    "vss:on",
    "guest:missing",
    "age:>30d",
    "uptime:>7d",
    "uptime:<=8d",
    "mem:>7.5g",
    "mem:8192",
    "mem:8GB",
    "cpu:>=4",
    "cpu:4",
    "load:>80%",
    "gen:2",
    "id:9F2C",
    "is:running os:ubuntu timesync:off age:>30d",
)
NOT_FOUND = (
    "web-02",
    '"window 03"',
    "web nothing",
    "is:off",
    "is:online",
    "is:refused",
    "is:critical",
    "is:read_only",
    "-web",
    "-os:ubuntu",
    "os:windows",
    "tag:pro",
    "tag:p",
    "ip:10.21.0.0/16",
    "mac:001122",
    "switch:lan",
    "vlan:21",
    "checkpoints:>2",
    "checkpoint:after",
    "item:owner=dba",
    "item:missing",
    "timesync:on",
    "vss:silent",
    "shutdown:off",
    "shutdown:missing",
    "age:<30d",
    "uptime:>9d",
    "mem:>8g",
    "cpu:<4",
    "gen:1",
    '"01\nweb01"',
)


@pytest.mark.parametrize("text", FOUND)
def test_what_finds_it(text):
    assert accepts(text)


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_does_not(text):
    assert not accepts(text)


def test_a_figure_that_is_not_known_never_passes():
    bare = Document(DOCUMENT.key, VmSnapshot(VM.id, "x"), KnownHost(HostId("h"), "h"))
    for text in ("uptime:>0s", "uptime:<9d", "mem:<9g", "cpu:<9", "age:>0d", "load:<1"):
        assert not read_query(text).accepts(bare, NOW)
    critical = Document(DOCUMENT.key, VmSnapshot(VM.id, "x", health=Health.CRITICAL), HOST)
    assert read_query("is:critical").accepts(critical, NOW)


@pytest.mark.parametrize(
    ("text", "kind", "place", "name"),
    [
        ("web cpu:>=x", ProblemKind.VALUE_WRONG, (4, 11), "cpu"),
        ("is:runing web", ProblemKind.VALUE_WRONG, (0, 9), "is"),
        ("is: web", ProblemKind.VALUE_MISSING, (0, 3), "is"),
        ("-os:", ProblemKind.VALUE_MISSING, (0, 4), "os"),
        ("mem:>8d", ProblemKind.VALUE_WRONG, (0, 7), "mem"),
        ("ip:10.0.0.0/99", ProblemKind.VALUE_WRONG, (0, 14), "ip"),
        ("mac:zz", ProblemKind.VALUE_WRONG, (0, 6), "mac"),
        ("tag:#", ProblemKind.VALUE_WRONG, (0, 5), "tag"),
        ("stat:running", ProblemKind.UNKNOWN_OPERATOR, (0, 12), "stat"),
        ('web "open end', ProblemKind.QUOTE_OPEN, (4, 13), ""),
    ],
)
def test_mistakes_are_told_with_their_place(text, kind, place, name):
    (problem,) = read_query(text).problems
    assert (problem.kind, (problem.start, problem.end), problem.name) == (kind, place, name)


def test_a_mistake_leaves_the_rest_of_the_query_in_force():
    query = read_query("web is:runing -zzz")
    assert [term.text for term in query.terms] == ["web", "zzz"]
    assert query.accepts(DOCUMENT, NOW)


@pytest.mark.parametrize("text", ["C:\\VMs", "http://x", "10:30", "fe80::1", "de:ad:be:ef", "a:b"])
def test_what_only_looks_like_an_operator_is_a_word(text):
    query = read_query(text)
    assert not query.problems
    assert [term.text for term in query.terms] == [fold(text)]


PIECES = st.sampled_from(
    [
        *(f"{o.name}:" for o in OPERATORS),
        *IS,
        '"',
        "-",
        " ",
        ">",
        "8g",
        ",",
        ":",
        "\u3000",
        "é",
        "/",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=3))).map("".join))


@settings(deadline=None)
@given(TEXTS)
def test_reading_never_fails_and_places_lie_in_the_text(text):
    query = read_query(text)
    query.accepts(DOCUMENT, NOW)
    for problem in query.problems:
        assert 0 <= problem.start < problem.end <= len(text)
        assert text[problem.start : problem.end].strip()
    assert read_query(text) == query


@settings(deadline=None)
@given(
    st.text(alphabet=st.characters(exclude_characters='"\0', exclude_categories=["C"]), min_size=1)
)
def test_any_name_is_found_by_itself_in_quotes(name):
    document = Document(DOCUMENT.key, VmSnapshot(VM.id, name), HOST)
    assert read_query(f'"{name}"').accepts(document, NOW)


def test_every_fact_but_vlans_is_found_by_its_words():
    for kind, text in facts(DOCUMENT):
        if kind is not FactKind.VLAN:
            assert fold(text) in DOCUMENT.searched(), kind
    assert {kind for kind, _ in facts(DOCUMENT)} == set(FactKind)


@settings(deadline=None)
@given(TEXTS, st.integers(0, 60))
def test_suggestions_replace_what_stands_before_the_cursor(text, cursor):
    cursor = min(cursor, len(text))
    for each in suggest(text, cursor, {"tag": ("prod", "two words")}):
        assert 0 <= each.start < cursor
        assert each.text.lower() != text[each.start : cursor].lower()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("web ti", ["timesync:"]),
        ("-is:ru", ["is:running"]),
        ("is:running,o", ["is:running,off", "is:running,online"]),
        ("tag:", ["tag:prod", 'tag:"two words"']),
        ("web ", []),
        ("cpu:>", []),
    ],
)
def test_suggestions(text, expected):
    values = {"tag": ("prod", "two words")}
    assert [each.text for each in suggest(text, len(text), values)] == expected


@settings(deadline=None)
@given(st.text())
def test_folding_is_settled_at_once(text):
    assert fold(fold(text)) == fold(text)
