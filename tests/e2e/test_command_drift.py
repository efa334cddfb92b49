"""``hvconsole drift`` as a real process against simulated hosts with planted drift."""

import contextlib
import json
from pathlib import Path

import pytest

from console.simulator.accounts import Account
from console.simulator.descriptions import HostDescription, StartState, VmDescription
from console.simulator.fleets import build
from console.simulator.running_host import running
from console.simulator.server import HostSettings, SimulatedHost
from tests.e2e.console_process import PASSWORD, USER, environment, run

SERVICES = ("time_sync", "heartbeat", "kvp", "shutdown", "vss", "guest_service")
PROFILES = {
    "dc": """\
[profile]
name = "Domain controllers"
why = "Clocks."
[[rule]]
name = "time from the domain"
why = "Two masters fight."
match = { names = ["DC*"], not = { tags = ["lab"] } }
services = { time_sync = "off", heartbeat = "leave" }
""",
    "linux": """\
[profile]
name = "Linux"
[[rule]]
name = "seen and saved"
why = "Like any other."
match = { guests = ["linux"] }
services = { heartbeat = "on", vss = "on" }
""",
    "opposite": """\
[profile]
name = "Opposite"
[[rule]]
name = "time from the host"
match = { names = ["dc01"] }
services = { time_sync = true }
""",
    "folder": """\
[profile]
name = "Folder"
[[rule]]
name = "production"
match = { folders = ["Prod"] }
services = { guest_service = "on" }
""",
    "tag": """\
[profile]
name = "Tag"
[[rule]]
name = "tagged"
match = { tags = ["special"] }
services = { kvp = "off" }
""",
}


def services(**switches):
    return tuple((word, switches.get(word, word != "guest_service")) for word in SERVICES)


def planted(name, locale="en-US"):
    """A host whose drift from "dc" and "linux" is known: see DRIFT."""

    def vm(vm_name, guest, number, state=StartState.RUNNING, notes="", **switches):
        vm_id = f"{abs(hash_of(name)):08X}-0000-0000-0000-{number:012X}"
        return VmDescription(
            vm_name,
            id=vm_id,
            guest=guest,
            state=state,
            notes=notes,
            uptime_h=1.0,
            services=services(**switches),
        )

    return HostDescription(
        name,
        locale=locale,
        vms=(
            vm("dc01", "windows-server-2022", 1),
            vm("DC02", "windows-server-2022", 2, time_sync=False),
            vm("dc03-lab", "windows-server-2022", 3, notes="#lab"),
            vm("dc04 off", "windows-server-2022", 4, StartState.OFF),
            vm("deb", "debian-12", 5, vss=False, heartbeat=False),
            vm("ubuntu Prüf <测试>", "ubuntu-24.04", 6, vss=False),
            vm("rhel", "rhel-9", 7),
            vm("win", "windows-11", 8, vss=False, heartbeat=False),
            vm("off linux", "debian-12", 9, StartState.OFF, vss=False),
            vm("bsd", "freebsd-14", 10, vss=False),
        ),
    )


def hash_of(name):
    return sum(ord(each) * 31**place for place, each in enumerate(name)) % 0x7FFFFFFF


DRIFT = {
    ("dc01", "time_sync", True),
    ("dc04 off", "time_sync", True),
    ("deb", "vss", False),
    ("deb", "heartbeat", False),
    ("ubuntu Prüf <测试>", "vss", False),
}


def simulated(description):
    settings = HostSettings(description.name, (Account(USER, PASSWORD),))
    return SimulatedHost(build(description), settings)


@contextlib.contextmanager
def fleet(*descriptions):
    with running([simulated(each) for each in descriptions]) as live:
        yield live


@pytest.fixture
def profile(tmp_path):
    def write(*names):
        options = []
        for name in names:
            path = tmp_path / f"{name}.toml"
            path.write_text(PROFILES[name], encoding="utf-8")
            options += ["--profile", str(path)]
        return options

    return write


def found(outcome):
    return {(d["vm"], d["service"], d["enabled"]) for d in outcome.json["drifts"]}


# -- what is found


@pytest.mark.parametrize("locale", ["en-US", "de-DE", "zh-CN"])
def test_all_planted_drift_is_found_and_none_invented(profile, locale):
    with fleet(planted("HV1", locale)) as (host,):
        outcome = run("drift", host.url, *profile("dc", "linux"), "--json")
    assert (outcome.code, outcome.err) == (1, "")
    assert found(outcome) == DRIFT
    assert len(outcome.json["drifts"]) == len(DRIFT)
    assert all(drift["wanted"] is not drift["enabled"] for drift in outcome.json["drifts"])
    assert outcome.json["conflicts"] == []
    unknown = {(n["vm"], n["service"], n["reason"]) for n in outcome.json["not_judged"]}
    assert unknown == {("off linux", "vss", "guest_unknown")}


def test_several_hosts_in_one_answer(profile):
    names = ("HV1", "HV-DE", "HV-ZH")
    locales = ("en-US", "de-DE", "zh-CN")
    with fleet(*map(planted, names, locales)) as hosts:
        urls = [host.url for host in hosts]
        outcome = run("drift", *urls, urls[0], *profile("dc", "linux"), "--json")
    assert outcome.code == 1
    assert [host["name"] for host in outcome.json["hosts"]] == list(names)
    for name, url in zip(names, urls, strict=True):
        here = [drift for drift in outcome.json["drifts"] if drift["host"] == name]
        assert {(d["vm"], d["service"], d["enabled"]) for d in here} == DRIFT
        assert {d["url"] for d in here} == {url}
    assert outcome.json["counts"]["vms"] == 30
    assert outcome.json["counts"]["drifts"] == 3 * len(DRIFT)


def test_what_is_put_right_drifts_no_more(profile):
    with fleet(planted("HV1")) as (host,):
        before = run("drift", host.url, *profile("dc", "linux"), "--json").json
        for drift in before["drifts"]:
            switch = "on" if drift["wanted"] else "off"
            done = run("service", host.url, drift["vm_id"], drift["service"], switch)
            assert done.code == 0, done.err
        after = run("drift", host.url, *profile("dc", "linux"), "--json")
        table = run("drift", host.url, *profile("dc", "linux"))
    assert (after.code, after.json["drifts"]) == (0, [])
    assert after.json["not_judged"] == before["not_judged"]
    assert (table.code, table.err) == (0, "")
    assert table.out.splitlines()[-1].startswith("0 drifts, 0 conflicts, ")


def test_a_conflict_is_named_and_counts(profile):
    with fleet(planted("HV1")) as (host,):
        outcome = run("drift", host.url, *profile("dc", "opposite"), "--json")
        table = run("drift", host.url, *profile("dc", "opposite"))
    (conflict,) = outcome.json["conflicts"]
    assert (conflict["vm"], conflict["service"]) == ("dc01", "time_sync")
    assert (conflict["on_by"]["profile"], conflict["off_by"]["profile"]) == (
        "Opposite",
        "Domain controllers",
    )
    assert "dc01" not in {drift["vm"] for drift in outcome.json["drifts"]}
    assert outcome.code == table.code == 1
    assert "Opposite / time from the host" in table.out
    assert "conflicts: neither rule is applied:" in table.out


def test_tags_and_folders_from_files(profile, tmp_path):
    with fleet(planted("HV1")) as (host,):
        port = int(host.url.split(":")[2].split("/")[0])
        vm_id = f"{abs(hash_of('HV1')):08X}-0000-0000-0000-{8:012X}"
        tags, hosts = tmp_path / "tags.toml", tmp_path / "hosts.toml"
        tags.write_text(f'[[vm]]\nhost = "any"\nid = "{vm_id.lower()}"\ntags = ["Special"]\n')
        hosts.write_text(
            f'[[host]]\naddress = "127.0.0.1"\nport = {port}\nlabel = "Rack 3"\nfolder = "Prod/B"\n'
        )
        tagged = run("drift", host.url, *profile("tag"), "--tags", str(tags), "--json")
        plain = run("drift", host.url, *profile("tag"), "--json")
        folder = run("drift", host.url, *profile("folder"), "--hosts", str(hosts), "--json")
        unlisted = run("drift", host.url, *profile("folder"), "--json")
    assert found(tagged) == {("win", "kvp", True)}
    assert (plain.code, found(plain)) == (0, set())
    assert len(folder.json["drifts"]) == 10
    assert {drift["host"] for drift in folder.json["drifts"]} == {"Rack 3"}
    assert folder.json["hosts"][0]["folder"] == "Prod/B"
    assert unlisted.code == 0
    assert "its folder is not known" in unlisted.err


# -- the shape

RULE = {"profile": str, "rule": str, "why": str, "file": str, "line": int}
WHERE = {"host": str, "url": str, "vm": str, "vm_id": str, "service": str}


def shaped(value, shape):
    assert set(value) == set(shape)
    for key, kind in shape.items():
        if isinstance(kind, dict):
            shaped(value[key], kind)
        else:
            assert isinstance(value[key], kind), key


def test_the_object_has_the_agreed_shape(profile):
    with fleet(planted("HV1")) as (host,):
        outcome = run("drift", host.url, *profile("dc", "linux", "opposite"), "--json")
    found_all = outcome.json
    assert set(found_all) == {
        "format",
        "profiles",
        "hosts",
        "counts",
        "drifts",
        "conflicts",
        "not_judged",
    }
    assert found_all["format"] == 1
    for each in found_all["profiles"]:
        shaped(each, {"name": str, "why": str, "file": str, "rules": int})
    for each in found_all["hosts"]:
        shaped(
            each,
            {"url": str, "name": str, "folder": str | None, "vms": int, "error": type(None)},
        )
    for each in found_all["drifts"]:
        shaped(each, {**WHERE, "enabled": bool, "wanted": bool, "by": RULE, "also": list})
    for each in found_all["conflicts"]:
        shaped(each, {**WHERE, "on_by": RULE, "off_by": RULE})
    for each in found_all["not_judged"]:
        shaped(each, {**WHERE, "reason": str, "by": RULE})
    counts = found_all["counts"]
    for key in ("drifts", "conflicts", "not_judged", "hosts"):
        assert counts[key] == len(found_all[key])
    assert set(counts) - {"drifts", "conflicts", "not_judged"} == {
        "hosts",
        "hosts_not_read",
        "vms",
        "vms_meant",
    }


def test_the_table(profile):
    with fleet(planted("HV1")) as (host,):
        outcome = run("drift", host.url, *profile("dc", "linux"))
    assert (outcome.code, outcome.err) == (1, "")
    heading, *rows = outcome.out.splitlines()
    assert heading.split() == ["host", "vm", "service", "is", "should", "be", "rule", "why"]
    rows = rows[: len(DRIFT)]
    assert rows[0].split("  ")[0] == "HV1"
    first = " ".join(rows[0].split())
    assert first == (
        "HV1 dc01 time_sync on off Domain controllers / time from the domain Two masters fight."
    )
    column = heading.index("why")
    assert rows[0][column:] == "Two masters fight."
    assert outcome.out.splitlines()[-1].startswith("5 drifts, 0 conflicts, ")
    assert outcome.out.splitlines()[-1].endswith("10 vms on 1 hosts")


def test_names_cannot_command_the_terminal(profile):
    nasty = HostDescription(
        "HV1", vms=(VmDescription("dc\x1b[2J\u202e", services=services(), uptime_h=1.0),)
    )
    with fleet(nasty) as (host,):
        outcome = run("drift", host.url, *profile("dc"))
    assert outcome.code == 1
    assert "\x1b" not in outcome.out
    assert "\u202e" not in outcome.out


# -- what goes wrong


def test_a_broken_profile_is_told_with_its_line_and_nothing_is_asked(tmp_path):
    path = tmp_path / "broken.toml"
    path.write_text(PROFILES["dc"].replace("time_sync", "time_snyc"))
    other = tmp_path / "other.toml"
    other.write_text("[profile")
    options = ("--profile", str(path), "--profile", str(other))
    outcome = run("drift", "http://127.0.0.1:9/wsman", *options)
    assert (outcome.code, outcome.out) == (2, "")
    one, two = outcome.err.splitlines()
    assert one.startswith(f"hvconsole: {path}:8: rule[1].services.time_snyc: unknown service;")
    assert 'did you mean "time_sync"? expected one of time_sync, heartbeat' in one
    assert two.startswith(f"hvconsole: {other}:1: TOML is expected")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--profile", "missing.toml"), "missing.toml: a readable file is expected"),
        (("--tags", "missing.toml"), "a file with tags is expected"),
        (("--hosts", "missing.toml"), "a list of hosts is expected"),
    ],
)
def test_files_that_are_not_there(profile, options, said):
    outcome = run("drift", "http://127.0.0.1:9/wsman", *profile("dc"), *options)
    assert outcome.code == 2
    assert said in outcome.err


def test_broken_tags(profile, tmp_path):
    path = tmp_path / "tags.toml"
    path.write_text('[[vm]]\nhost = "h"\nid = "x"\ntags = "y"\n')
    outcome = run("drift", "http://127.0.0.1:9/", *profile("dc"), "--tags", str(path))
    assert outcome.code == 2
    assert f"{path}" in outcome.err


def test_a_profile_is_needed():
    outcome = run("drift", "http://127.0.0.1:9/wsman")
    assert outcome.code == 2
    assert "--profile" in outcome.err


def free_port():
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_host_that_cannot_be_read_is_not_no_drift(profile):
    gone = f"http://127.0.0.1:{free_port()}/wsman"
    right = HostDescription("HV1", vms=(VmDescription("x", services=services(), uptime_h=1.0),))
    with fleet(right) as (host,):
        outcome = run("drift", host.url, gone, *profile("dc"), "--json")
        clean = run("drift", host.url, *profile("dc"))
    assert clean.code == 0
    assert outcome.code == 3
    assert gone in outcome.err
    assert outcome.json["counts"]["hosts_not_read"] == 1
    fine, broken = outcome.json["hosts"]
    assert (fine["error"], fine["vms"]) == (None, 1)
    assert (broken["vms"], broken["error"]["kind"], broken["error"]["exit_code"]) == (
        None,
        "Unreachable",
        3,
    )


def test_drift_is_told_although_another_host_is_away(profile):
    with fleet(planted("HV1")) as (host,):
        gone = f"http://127.0.0.1:{free_port()}/wsman"
        outcome = run("drift", gone, host.url, *profile("dc", "linux"))
    assert outcome.code == 1
    assert "dc01" in outcome.out
    assert outcome.out.splitlines()[-1].endswith("2 hosts, 1 of them not read")
    assert gone in outcome.err


def test_a_wrong_password(profile):
    with fleet(planted("HV1")) as (host,):
        outcome = run("drift", host.url, *profile("dc"), password="wrong one")
    assert outcome.code == 4
    assert "0 drifts" in outcome.out


def test_the_consoles_own_list_of_hosts_is_used_where_rules_need_it(profile, tmp_path):
    home = tmp_path / "home"
    (home / "config").mkdir(parents=True)
    with fleet(planted("HV1")) as (host,):
        port = int(host.url.split(":")[2].split("/")[0])
        text = f'[[host]]\naddress = "127.0.0.1"\nport = {port}\nfolder = "Prod"\n'
        Path(home / "config" / "hosts.toml").write_text(text)
        outcome = run("drift", host.url, *profile("folder"), "--json", env=environment(home=home))
    assert outcome.code == 1
    assert len(json.loads(outcome.out)["drifts"]) == 10
