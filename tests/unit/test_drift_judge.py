"""Judging a fleet: whom a rule is about, drift, conflicts, what is not judged, applying twice."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.fleet.drift import (
    Conflict,
    Drift,
    HostFace,
    JudgedVm,
    Reason,
    RuleName,
    face_of,
    judge,
)
from console.fleet.drift_match import FAMILIES, Fit, MatchTest
from console.fleet.operation import ServiceChange
from console.model.guest import GuestFacts
from console.model.host import HostFacts, HostSnapshot, LinkState
from console.model.identity import HostId, VmId, VmKey
from console.model.integration import GuestFamily
from console.model.service import ServiceKind, ServiceSnapshot
from console.model.vm import VmSnapshot
from console.settings.profile import EVERY_VM, Match, Profile, Rule
from console.settings.profile_words import GUEST_WORDS

HOST = HostFace(HostId("h1"), "Rack 3", "hv1.example.com", "HV1")
ALL_ON = dict.fromkeys(ServiceKind, True)
TIME, VSS, KVP = ServiceKind.TIME_SYNC, ServiceKind.VSS, ServiceKind.KVP


def vm(name="web01", services=ALL_ON, os_name="Debian GNU/Linux", notes="", number=1, **more):
    row = VmSnapshot(
        VmId(f"VM-{number}"),
        name,
        notes=notes,
        guest=GuestFacts(os_name=os_name),
        services=tuple(ServiceSnapshot(kind, on) for kind, on in services.items()),
    )
    return JudgedVm(more.pop("host", HOST), row, **more)


def rule(name="r", match=EVERY_VM, **services):
    kinds = {ServiceKind(word): on for word, on in services.items()}
    return Rule(name, f"why {name}", 7, match, kinds)


def profile(*rules, name="P"):
    return Profile(name, "why", f"{name}.toml", rules)


def fit(match, **more):
    return MatchTest(match).fit(vm(**more))


# -- what a rule is about


@pytest.mark.parametrize(
    ("pattern", "name", "fits"),
    [
        ("DC*", "dc01", True),
        ("dc0?", "DC01", True),
        ("dc", "dc01", False),
        ("*", "", True),
        ("web[0-4]*", "web3", True),
        ("web[0-4]*", "web7", False),
        ("STRASSE*", "Straße 1", True),
        ("pru\u0308fstand", "PRÜFSTAND", True),
        ("测试*", "测试机", True),
        ("a*", "a\nb", True),
        ("[[]x]", "[X]", True),
    ],
)
def test_names(pattern, name, fits):
    assert fit(Match(names=(pattern,)), name=name) is (Fit.YES if fits else Fit.NO)


@pytest.mark.parametrize(
    ("pattern", "folder", "fits"),
    [
        ("Prod", "Prod", True),
        ("prod", "Prod/Berlin", True),
        ("Prod", "Production", False),
        ("Prod/", "Prod/x", True),
        ("Prod/*", "Prod", False),
        ("Prod/*", "Prod/x/y", True),
        ("*/Berlin", "Prod/Berlin/Rack 1", True),
        ("Prod", "", False),
    ],
)
def test_folders(pattern, folder, fits):
    assert fit(Match(folders=(pattern,)), folder=folder) is (Fit.YES if fits else Fit.NO)


@pytest.mark.parametrize("pattern", ["rack*", "HV1.example.*", "hv1"])
def test_hosts_by_label_address_and_own_name(pattern):
    assert fit(Match(hosts=(pattern,))) is Fit.YES
    assert fit(Match(hosts=(pattern,)), host=HostFace(HostId("x"), "y", "z")) is Fit.NO


def test_tags_are_those_given_and_those_in_the_notes():
    match = Match(tags=("DC", "#backup*"))
    assert fit(match) is Fit.NO
    assert fit(match, tags=("dc",)) is Fit.YES
    assert fit(match, notes="Owner: x. #Backup-daily, #y") is Fit.YES
    assert fit(match, notes="no backup") is Fit.NO


@pytest.mark.parametrize(
    ("word", "os_name", "fits"),
    [
        ("windows", "Windows 11 Enterprise", True),
        ("windows-server", "Windows 11 Enterprise", False),
        ("windows-client", "Windows 11 Enterprise", True),
        ("windows-server", "Windows Server 2022 Datacenter", True),
        ("windows-client", "Windows Server 2022 Datacenter", False),
        ("linux", "Debian GNU/Linux", True),
        ("linux", "Ubuntu", True),
        ("linux", "FreeBSD", False),
        ("freebsd", "FreeBSD", True),
        ("debian", "Ubuntu", False),
        ("linux", "Windows 10 Pro", False),
        ("Windows Server 20*", "windows server 2019 Standard", True),
        ("*GNU*", "Debian GNU/Linux", True),
        ("linux", "", None),
        ("*", "", None),
    ],
)
def test_guests(word, os_name, fits):
    wanted = {True: Fit.YES, False: Fit.NO, None: Fit.UNKNOWN}[fits]
    assert fit(Match(guests=(word,)), os_name=os_name) is wanted


def test_every_guest_word_has_a_meaning():
    assert set(FAMILIES) == set(GUEST_WORDS)
    assert FAMILIES["linux"].isdisjoint({GuestFamily.WINDOWS, GuestFamily.FREEBSD})
    assert GuestFamily.OTHER_LINUX in FAMILIES["linux"]


def test_within_a_key_any_between_keys_all():
    match = Match(names=("a*", "web*"), hosts=("rack*",))
    assert fit(match) is Fit.YES
    assert fit(match, name="b") is Fit.NO
    assert fit(match, host=replace(HOST, label="x", name="y", address="z")) is Fit.NO


def test_exceptions():
    match = Match(names=("web*",), excluded=Match(tags=("dc",), names=("*1",)))
    assert fit(match) is Fit.YES
    assert fit(match, tags=("dc",)) is Fit.NO
    assert fit(match, tags=("dc",), name="web2") is Fit.YES
    assert fit(match, name="db1", tags=()) is Fit.NO
    unsure = Match(names=("web*",), excluded=Match(guests=("linux",)))
    assert fit(unsure, os_name="") is Fit.UNKNOWN
    assert fit(unsure, os_name="", name="x") is Fit.NO
    assert fit(unsure, os_name="Windows 10") is Fit.YES


def test_another_key_decides_where_the_guest_is_not_known():
    match = Match(names=("db*",), guests=("linux",))
    assert fit(match, os_name="") is Fit.NO
    assert fit(match, os_name="", name="db1") is Fit.UNKNOWN


# -- verdicts


def test_a_drift_names_the_rule_and_those_that_agree():
    first = rule("one", time_sync=False, vss=True)
    second = rule("two", time_sync=False)
    other = profile(rule("three", time_sync=False), name="Q")
    report = judge([profile(first, second), other], [vm()])
    (drift,) = report.drifts
    assert drift == Drift(
        VmKey(HOST.id, VmId("VM-1")),
        "Rack 3",
        "web01",
        TIME,
        wanted=False,
        actual=True,
        by=RuleName("P", "one", "why one", "P.toml", 7),
        also=(
            RuleName("P", "two", "why two", "P.toml", 7),
            RuleName("Q", "three", "why three", "Q.toml", 7),
        ),
    )
    assert (drift.profile, drift.rule, drift.why) == ("P", "one", "why one")
    assert not report.conflicts + report.not_judged
    assert (report.vms, report.meant, report.is_clean) == (1, 1, False)
    assert report.changes() == ((drift.key, ServiceChange(TIME, on=False)),)


def test_a_conflict_names_both_and_applies_neither():
    one, two = profile(rule("on", vss=True)), profile(rule("off", vss=False, kvp=False), name="Q")
    report = judge([one, two], [vm()])
    (conflict,) = report.conflicts
    assert (conflict.kind, conflict.on_by.rule, conflict.off_by.rule) == (VSS, "on", "off")
    assert (conflict.on_by.profile, conflict.off_by.profile) == ("P", "Q")
    assert [drift.kind for drift in report.drifts] == [KVP]
    assert [change.kind for _, change in report.changes()] == [KVP]


def test_a_rule_that_leaves_everything_alone_is_about_nothing():
    report = judge([profile(rule("nothing"))], [vm()])
    assert (report.vms, report.meant, report.is_clean) == (1, 0, True)


def reasons(report):
    return [(each.kind, each.reason) for each in report.not_judged]


def test_a_missing_service_never_drifts():
    missing = vm(services={**ALL_ON, VSS: None})
    report = judge([profile(rule(vss=True)), profile(rule("off", vss=False), name="Q")], [missing])
    assert report.is_clean
    assert reasons(report) == [(VSS, Reason.SERVICE_MISSING)]
    assert report.not_judged[0].by.rule == "r"


def test_what_was_not_read_and_whose_host_is_away_is_not_judged():
    profiles = [profile(rule(vss=False))]
    assert reasons(judge(profiles, [vm(services={})])) == [(VSS, Reason.NOT_READ)]
    away = vm(host=replace(HOST, is_current=False))
    assert reasons(judge(profiles, [away])) == [(VSS, Reason.HOST_AWAY)]
    assert judge(profiles, [away]).is_clean


@pytest.mark.parametrize(
    ("sure", "perhaps", "actual", "found"),
    [
        (None, False, True, Reason.GUEST_UNKNOWN),
        (None, False, False, None),
        (False, False, True, "drift"),
        (False, False, False, None),
        (True, False, True, Reason.GUEST_UNKNOWN),
        (True, False, False, Reason.GUEST_UNKNOWN),
    ],
)
def test_a_guest_that_has_not_told_its_system(sure, perhaps, actual, found):
    rules = [rule("perhaps", Match(guests=("linux",)), vss=perhaps)]
    if sure is not None:
        rules.append(rule("sure", vss=sure))
    report = judge([profile(*rules)], [vm(os_name="", services={**ALL_ON, VSS: actual})])
    if found == "drift":
        assert [drift.rule for drift in report.drifts] == ["sure"]
    else:
        assert report.is_clean
        assert reasons(report) == ([(VSS, found)] if found else [])


def test_the_face_of_a_host():
    host = HostSnapshot(HostId("h"), "L", "a", facts=HostFacts(name="N"), link=LinkState.STALE)
    assert face_of(host) == HostFace(HostId("h"), "L", "a", "N", is_current=False)
    assert face_of(replace(host, facts=None, link=LinkState.ONLINE)).name == ""


# -- applying

NAMES = st.sampled_from(["a1", "a2", "b1", "B2"])
MATCHES = st.builds(
    Match,
    names=st.lists(st.sampled_from(["a*", "b?", "*1", "*"]), max_size=2).map(tuple),
    tags=st.lists(st.sampled_from(["x", "y"]), max_size=1).map(tuple),
    guests=st.lists(st.sampled_from(["linux", "windows"]), max_size=1).map(tuple),
    excluded=st.none() | st.builds(Match, names=st.just(("*2",))),
)
RULES = st.builds(
    Rule,
    name=st.sampled_from("rst"),
    why=st.just(""),
    line=st.just(1),
    match=MATCHES,
    services=st.dictionaries(st.sampled_from(ServiceKind), st.booleans()),
)
PROFILES = st.lists(
    st.builds(
        Profile,
        st.sampled_from("PQ"),
        st.just(""),
        st.just(""),
        st.lists(RULES, max_size=3).map(tuple),
    ),
    max_size=2,
)
SWITCHES = st.fixed_dictionaries(dict.fromkeys(ServiceKind, st.sampled_from([True, False, None])))
VMS = st.lists(
    st.tuples(
        NAMES,
        st.just({}) | SWITCHES,
        st.sampled_from(["", "Ubuntu", "Windows 10"]),
        st.sampled_from(["", "#x", "#y #x"]),
        st.booleans(),
    ),
    max_size=4,
).map(
    lambda rows: [
        vm(name, on, os, notes, number, host=replace(HOST, is_current=current))
        for number, (name, on, os, notes, current) in enumerate(rows)
    ]
)


def applied(vms, changes):
    wanted = {(key, change.kind): change.on for key, change in changes}
    assert len(wanted) == len(changes)
    return [
        replace(
            each,
            vm=replace(
                each.vm,
                services=tuple(
                    replace(s, enabled=wanted.get((each.key, s.kind), s.enabled))
                    for s in each.vm.services
                ),
            ),
        )
        for each in vms
    ]


@given(PROFILES, VMS)
def test_applying_twice_changes_nothing(profiles, vms):
    first = judge(profiles, vms)
    after = applied(vms, first.changes())
    second = judge(profiles, after)
    assert not second.drifts
    assert not second.changes()
    assert second.conflicts == first.conflicts
    assert second.not_judged == first.not_judged
    assert applied(after, second.changes()) == after


@given(PROFILES, VMS)
def test_every_drift_is_wanted_by_a_rule_and_by_none_otherwise(profiles, vms):
    report = judge(profiles, vms)
    told = {(d.key, d.kind) for d in report.drifts}
    named = {(c.key, c.kind): c for c in report.conflicts}
    for each in vms:
        for kind in ServiceKind:
            wants = [
                on
                for p in profiles
                for r in p.rules
                if MatchTest(r.match).fit(each) is Fit.YES
                for k, on in r.services.items()
                if k is kind
            ]
            service = each.vm.service(kind)
            if service is None or service.enabled is None:
                assert (each.key, kind) not in told
                assert service is None or (each.key, kind) not in named
            elif len(set(wants)) == 2:
                assert isinstance(named[each.key, kind], Conflict)
            elif (each.key, kind) in told:
                assert set(wants) == {not service.enabled}
