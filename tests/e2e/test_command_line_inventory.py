"""``hvconsole inventory`` as a real process against ``hvconsole simulate``."""

import json
import os
import socket
import subprocess
from pathlib import Path

import pytest

from console.simulator.accounts import Account
from console.simulator.descriptions import StartState
from console.simulator.fleets import build, generate, load
from console.simulator.running_host import running
from console.simulator.server import HostSettings, SimulatedHost
from tests.e2e.console_process import PASSWORD, USER, environment, run, simulating, started

SERVICES = {"time_sync", "heartbeat", "kvp", "shutdown", "vss", "guest_service"}
AGREED = {
    "id": str,
    "name": str,
    "state": str,
    "generation": int,
    "uptime_s": int | None,
    "cpu_percent": int | None,
    "memory_mb": int | None,
    "guest": dict,
    "checkpoints": int,
    "services": dict,
}
"""What scripts may rely on; more keys may stand beside them, and do."""

ALSO = {"version", "processors", "heartbeat", "notes"}
FLEET = """\
[[hosts]]
name = "HV-E2E"
locale = "LOCALE"
[[hosts.vms]]
name = "web01"
generation = 1
processors = 4
memory_mb = 2048
uptime_h = 2.0
computer_name = "web01-guest"
addresses = ["10.1.2.3", "fe80::5"]
notes = "first line\\nsecond line"
services = { guest_service = true, vss = false }
checkpoints = [{ name = "one" }, { name = "two", parent = "one" }]
[[hosts.vms]]
name = "Prüfstand & <测试> 'x'"
state = "off"
[[hosts.vms]]
name = "paused"
state = "paused"
[[hosts.vms]]
name = "saved"
state = "saved"
[[hosts.vms]]
name = "deaf"
faults = { heartbeat = "no_contact", kvp = "protocol_mismatch", vss = "error" }
"""


@pytest.fixture(scope="module")
def fleet_file(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("fleet") / "fleet.toml"
    path.write_text(FLEET.replace("LOCALE", "en-US"), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def site(fleet_file):
    with simulating("--fleet", str(fleet_file)) as site:
        yield site


@pytest.fixture(scope="module")
def inventory(site):
    return site.inventory("--timing")


# -- the shape


def test_the_object_has_the_agreed_shape(inventory):
    found = inventory.json
    assert set(found) == {"host", "vms", "timing"}
    assert found["host"] == "HV-E2E"
    assert inventory.err == ""
    for vm in found["vms"]:
        assert set(vm) == set(AGREED) | ALSO
        for name, kind in AGREED.items():
            assert isinstance(vm[name], kind), (vm["name"], name)
        assert set(vm["guest"]) == {"os", "name", "addresses"}
        assert set(vm["services"]) == SERVICES
        for service in vm["services"].values():
            assert set(service) == {"enabled", "status", "detail"}
            assert isinstance(service["enabled"], bool)


def test_timing_tells_what_it_cost(inventory):
    timing = inventory.json["timing"]
    assert set(timing) == {
        "requests",
        "bytes_sent",
        "bytes_received",
        "largest_envelope",
        "wall_s",
    }
    assert 2 <= timing["requests"] <= 20
    assert 0 < timing["largest_envelope"] <= 512_000
    assert timing["bytes_sent"] > 500 * timing["requests"]
    assert timing["bytes_received"] > 500 * timing["requests"]
    assert 0 < timing["wall_s"] < inventory.seconds


def test_without_timing_there_is_none(site):
    assert "timing" not in site.inventory().json


# -- the contents


def test_a_running_vm(inventory):
    vm = inventory.vm("web01")
    assert (vm["state"], vm["generation"], vm["processors"]) == ("running", 1, 4)
    assert vm["memory_mb"] == 2048
    assert 7200 <= vm["uptime_s"] < 7200 + 120
    assert 0 <= vm["cpu_percent"] <= 100
    assert vm["checkpoints"] == 2
    assert vm["notes"] == "first line\nsecond line"
    assert vm["guest"]["name"] == "web01-guest"
    assert vm["guest"]["os"].startswith("Windows Server 2022")
    assert vm["guest"]["addresses"] == ["10.1.2.3", "fe80::5"]
    services = vm["services"]
    assert services["guest_service"]["enabled"]
    assert not services["vss"]["enabled"]
    assert {services[s]["status"] for s in ("time_sync", "heartbeat", "kvp", "shutdown")} == {"ok"}
    assert vm["heartbeat"] == services["heartbeat"]["detail"] == "applications_ok"


@pytest.mark.parametrize(
    ("name", "state"), [("Prüfstand & <测试> 'x'", "off"), ("saved", "saved"), ("paused", "paused")]
)
def test_vms_that_do_not_run(inventory, name, state):
    vm = inventory.vm(name)
    assert vm["state"] == state
    if state == "paused":
        assert (vm["heartbeat"], vm["services"]["heartbeat"]["status"]) == ("paused", "paused")
    else:
        assert {service["status"] for service in vm["services"].values()} == {"not_running"}
        assert not vm["uptime_s"]
        assert not vm["cpu_percent"]
        assert vm["heartbeat"] == "none"


def test_services_that_are_not_well(inventory):
    services = inventory.vm("deaf")["services"]
    assert services["heartbeat"]["status"] == "no_contact"
    assert services["kvp"]["detail"] == "protocol_mismatch"
    assert services["vss"]["status"] == "error"
    assert services["time_sync"]["status"] == "ok"


@pytest.mark.parametrize("locale", ["de-DE", "zh-CN"])
def test_the_hosts_language_changes_no_word(inventory, tmp_path, locale):
    path = tmp_path / "fleet.toml"
    path.write_text(FLEET.replace("LOCALE", locale), encoding="utf-8")
    with simulating("--fleet", str(path)) as site:
        foreign = site.inventory().json

    def stable(found):
        moving = {"uptime_s": 0, "cpu_percent": 0}
        return [{**vm, **moving} for vm in found["vms"]]

    assert stable(foreign) == stable(inventory.json)


def test_a_made_up_fleet_is_read_as_it_was_made():
    (host,) = generate(vms=40, seed=7, locale="de-DE").hosts
    with simulating("--vms", "40", "--seed", "7", "--locale", "de-DE") as site:
        found = {vm["name"]: vm for vm in site.inventory().json["vms"]}
    assert set(found) == {vm.name for vm in host.vms}
    for made in host.vms:
        vm = found[made.name]
        assert (vm["state"], vm["generation"]) == (made.state.value, made.generation)
        assert vm["checkpoints"] == len(made.checkpoints)
        for word, is_on in made.services:
            assert vm["services"][word]["enabled"] is is_on
        if made.state in (StartState.OFF, StartState.SAVED):
            assert not vm["uptime_s"]


# -- budgets: requests are counted, not timed


@pytest.mark.parametrize(
    ("vms", "most", "locale"), [(100, 20, "en-US"), (100, 20, "zh-CN"), (1000, 45, "de-DE")]
)
def test_budget(vms, most, locale):
    with simulating("--vms", str(vms), "--locale", locale) as site:
        found = site.inventory("--timing").json
    assert len(found["vms"]) == vms
    assert len({vm["id"] for vm in found["vms"]}) == vms
    assert found["timing"]["requests"] <= most
    assert found["timing"]["largest_envelope"] <= 512_000
    assert all(vm["services"]["kvp"]["enabled"] is not None for vm in found["vms"])


def test_what_is_counted_is_what_the_host_saw():
    """Messages are counted, not the empty requests that sign a connection in."""
    (description,) = generate(vms=60).hosts
    host = SimulatedHost(build(description), HostSettings("HV01", (Account(USER, PASSWORD),)))
    with running([host]) as (live,):
        timing = run("inventory", live.url, "--json", "--timing").json["timing"]
        messages, counters = live.log.messages, live.log.counters
    assert timing["requests"] == len(messages)
    assert counters.requests - len(messages) == 3 * counters.connections
    assert counters.connections <= 3
    assert timing["bytes_sent"] < counters.bytes_in < timing["bytes_sent"] + 1000 * len(messages)
    assert timing["bytes_received"] < counters.bytes_out
    assert {message.fault_code for message in messages} == {0}


def test_guest_names_on_a_large_host_are_read_when_wanted():
    with simulating("--vms", "400") as site:
        short, full = site.inventory().json, site.inventory("--guest-names").json
    assert set(short["not_read"]) == {"guests"}
    assert "--guest-names" in short["not_read"]["guests"]
    assert "not_read" not in full
    named = [vm for vm in full["vms"] if vm["guest"]["name"]]
    assert len(named) > 100


# -- the table


def test_the_table(site, fleet_file):
    outcome = run("inventory", site.url)
    assert (outcome.code, outcome.err) == (0, "")
    heading, *rows = outcome.out.splitlines()
    assert heading.split()[:6] == ["name", "state", "cpu", "memory", "uptime", "services"]
    assert heading.split()[6:] == ["guest", "addresses"]
    names = sorted((vm.name for vm in load(fleet_file).hosts[0].vms), key=str.casefold)
    assert [row[: len(name)] for row, name in zip(rows, names, strict=True)] == names
    states = [row[len(name) :].split()[0] for row, name in zip(rows, names, strict=True)]
    assert states == ["running", "paused", "off", "saved", "running"]
    web = rows[-1]
    assert "2 GB" in web
    assert "2 h 0" in web
    assert "++++-+" in web
    assert web.endswith("10.1.2.3, fe80::5")
    assert not any(line != line.rstrip() for line in outcome.out.splitlines())


def test_the_table_tells_the_cost_when_asked(site):
    last = run("inventory", site.url, "--timing").out.splitlines()[-1]
    assert last.startswith("requests ")
    assert "bytes_received " in last


# -- where the output goes


def test_a_reader_that_goes_away_is_no_error(site):
    read_end, write_end = os.pipe()
    with started("inventory", site.url, stdout=write_end) as process:
        os.close(write_end)
        os.close(read_end)  # nobody reads, from before the first byte
        _, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert err == b""


def test_a_reader_that_takes_one_line():
    with (
        simulating("--vms", "400") as site,
        started("inventory", site.url, "--json") as process,
    ):
        assert process.stdout.readline() == b"{\n"
        process.stdout.close()
        process.stdout = None
        _, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert err == b""


@pytest.mark.parametrize("options", [("--json",), ()])
def test_an_output_that_cannot_say_every_name(site, options):
    env = environment(PYTHONIOENCODING="ascii:strict")
    outcome = run("inventory", site.url, *options, env=env)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.isascii()
    if options:
        assert outcome.vm("Prüfstand & <测试> 'x'")["state"] == "off"


def test_json_is_utf_8_to_a_file(site, tmp_path):
    path = tmp_path / "inventory.json"
    with (
        path.open("wb") as file,
        started("inventory", site.url, "--json", stdout=file.fileno()) as p,
    ):
        p.communicate(timeout=60)
    assert p.returncode == 0
    text = path.read_bytes().decode("utf-8")
    assert "Prüfstand & <测试> 'x'" in text
    assert json.loads(text)["host"] == "HV-E2E"


def test_a_full_disk_is_told():
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with (
        simulating("--vms", "2") as site,
        Path("/dev/full").open("wb") as full,
        started("inventory", site.url, stdout=full.fileno()) as process,
    ):
        _, err = process.communicate(timeout=60)
    assert process.returncode not in (0, -1)
    assert b"Traceback" not in err
    assert err.startswith(b"hvconsole: ")


def test_several_hosts_have_their_own_vms():
    with simulating("--hosts", "3", "--vms", "2") as site:
        assert len(site.hosts) == 3
        seen = [run("inventory", host["url"], "--json").json for host in site.hosts]
    assert [found["host"] for found in seen] == [host["name"] for host in site.hosts]
    assert len({vm["id"] for found in seen for vm in found["vms"]}) == 6


def test_an_address_without_a_scheme(site):
    port = site.url.split(":")[2].split("/")[0]
    assert run("inventory", f"127.0.0.1:{port}", "--json").json["host"] == "HV-E2E"
    with socket.create_connection(("127.0.0.1", int(port))):
        pass  # it is still there
    assert site.process.poll() is None
    assert subprocess.list2cmdline(site.process.args).count("--password-fd") == 1
