"""The index: kept as the store is, hits with their reasons, the best first."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from console.model.device import NetworkAdapter
from console.model.host import HostFacts, HostSnapshot, LinkState
from console.model.identity import HostId, VmId, VmKey
from console.model.vm import VmSnapshot, VmState
from console.search.document import Document
from console.search.fact import FactKind
from console.search.index import SearchIndex
from console.search.query import read_query
from console.search.subject import known_host

WEB = VmSnapshot(
    VmId("A"),
    "web",
    VmState.RUNNING,
    adapters=(NetworkAdapter("00155D0A0B0C", "DMZ", (20,)),),
    disks=("D:\\VMs\\web.vhdx",),
    checkpoint_names=("before sql",),
)
SQL = VmSnapshot(VmId("B"), "sql-web", VmState.OFF, notes="the database\n#prod")
HOST = HostSnapshot(
    HostId("h1"), "Berlin", "hv1", link=LinkState.ONLINE, facts=HostFacts("HVX"), vms=(WEB, SQL)
)


def index_of(*hosts):
    index = SearchIndex()
    for host in hosts:
        index.put(host)
    return index


def found(index, text):
    return [(hit.name, hit.kind, hit.text) for hit in index.find(read_query(text), now=0.0)]


def test_hits_come_with_their_reason():
    index = index_of(HOST)
    mac = (FactKind.MAC, "00-15-5D-0A-0B-0C")
    assert found(index, "00:15:5d") == [("web", *mac)]
    assert found(index, "mac:0a0b") == [("web", *mac)]
    assert found(index, "d:\\") == [("web", FactKind.DISK, "D:\\VMs\\web.vhdx")]
    assert found(index, "vlan:20") == [("web", FactKind.VLAN, "20")]
    assert found(index, "prod") == [("sql-web", FactKind.NOTE, "the database\n#prod")]
    assert found(index, "is:off") == [("sql-web", None, "")]


def test_names_come_before_other_facts_and_beginnings_first():
    index = index_of(HOST)
    assert [name for name, _, _ in found(index, "web")] == ["web", "sql-web"]
    assert [name for name, _, _ in found(index, "sql")] == ["sql-web", "web"]
    assert found(index, "sql")[1][1:] == (FactKind.CHECKPOINT, "before sql")


def test_hosts_are_found_by_words_alone():
    index = index_of(HOST)
    assert [name for name, _, _ in found(index, "hvx")] == ["Berlin"]
    assert found(index, "berlin")[0] == ("Berlin", None, "")
    assert [name for name, _, _ in found(index, "berlin is:running")] == ["web"]
    assert found(index, "") == []


def test_rows_that_are_the_same_keep_their_documents():
    index = index_of(HOST)
    before = {d.key: d for d in index.matching(read_query(""), 0.0)}
    index.put(replace(HOST, vms=(WEB, replace(SQL, name="sql2"))))
    after = {d.key: d for d in index.matching(read_query(""), 0.0)}
    key = VmKey(HOST.id, WEB.id)
    assert after[key] is before[key]
    assert [name for name, _, _ in found(index, "sql2")] == ["sql2"]
    assert not found(index, "sql-web")


def test_what_is_dropped_is_not_found():
    index = index_of(HOST)
    index.put(replace(HOST, vms=(SQL,)))
    assert len(index) == 1
    index.drop(HOST.id)
    index.drop(HOST.id)
    assert not found(index, "sql")


def test_tags_given_by_users_count():
    index = index_of(HOST)
    index.set_tags({VmKey(HOST.id, WEB.id): ("edge",)})
    assert [name for name, _, _ in found(index, "tag:edge")] == ["web"]
    index.set_tags({})
    assert not found(index, "tag:edge")


def test_a_host_that_goes_away_is_stale_at_once():
    index = index_of(HOST)
    assert not found(index, "is:stale")
    index.put(replace(HOST, link=LinkState.STALE, read_at=-90.0))
    assert len(found(index, "is:stale age:>1m")) == 2


NAMES = st.sampled_from(["web", "sql", "Ärger", "x"])
HOSTS = st.builds(
    lambda host, vms: HostSnapshot(
        HostId(host), host, vms=tuple(VmSnapshot(VmId(k), name) for k, name in vms.items())
    ),
    st.sampled_from(["h1", "h2"]),
    st.dictionaries(st.sampled_from("ABCD"), NAMES),
)


@settings(deadline=None)
@given(st.lists(st.one_of(HOSTS, st.sampled_from(["h1", "h2"]))))
def test_step_by_step_finds_what_a_new_index_finds(steps):
    index, hosts = SearchIndex(), {}
    for step in steps:
        if isinstance(step, str):
            index.drop(HostId(step))
            hosts.pop(step, None)
        else:
            index.put(step)
            hosts[step.id] = step
    for word in ("web", "arger", "-x"):
        query = read_query(word)
        fresh = [
            VmKey(host.id, vm.id)
            for host in hosts.values()
            for vm in host.vms
            if query.accepts(Document(VmKey(host.id, vm.id), vm, known_host(host)), 0.0)
        ]
        assert sorted(d.key for d in index.matching(query, 0.0)) == sorted(fresh)
