from pathlib import Path

import pytest

from console.simulator.clock import ManualClock, RealClock
from console.simulator.descriptions import (
    IntegrationState,
    JobFault,
    ScreenStyle,
    ServiceFault,
    StartState,
)
from console.simulator.fleets import FleetInvalid, build, generate, load
from console.simulator.repository import Caller
from console.wsman.names import HYPERV_NAMESPACE

DEMO = Path(__file__).parents[2] / "resources" / "fleets" / "demo.toml"


def _load(tmp_path: Path, text: str):
    path = tmp_path / "fleet.toml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_the_demo_shows_what_it_promises():
    fleet = load(DEMO)
    reachable = [host for host in fleet.hosts if not host.unreachable]
    assert (len(fleet.hosts), len(reachable)) == (5, 4)
    assert sum(len(host.vms) for host in reachable) >= 40
    assert {host.locale for host in reachable} == {"en-US", "de-DE", "zh-CN"}
    controllers = [vm for host in reachable for vm in host.vms if "#dc" in vm.notes]
    assert {dict(vm.services).get("time_sync", True) for vm in controllers} == {True, False}
    assert any(host.latency_ms for host in reachable)
    for host in reachable:
        repository = build(host, ManualClock())
        rows = repository.query(HYPERV_NAMESPACE, "SELECT * FROM CIM_ManagedElement", Caller("a"))
        assert len(list(rows)) > len(host.vms) * 10


def test_a_file_is_read(tmp_path):
    (host,) = _load(
        tmp_path,
        """
        [[hosts]]
        name = "H"
        build = 26100
        [[hosts.vms]]
        name = "one"
        state = "saved"
        services = { vss = false }
        faults = { kvp = "no_contact" }
        job_faults = { start = "hangs" }
        addresses = ["10.0.0.1"]
        [[hosts.vms.checkpoints]]
        name = "c"
        """,
    ).hosts
    (vm,) = host.vms
    assert (host.name, host.build) == ("H", 26100)
    assert (vm.state, vm.services) == (StartState.SAVED, (("vss", False),))
    assert vm.faults == (("kvp", ServiceFault.NO_CONTACT),)
    assert vm.job_faults == (("start", JobFault.HANGS),)
    assert (vm.addresses, vm.checkpoints[0].name) == (("10.0.0.1",), "c")


def test_the_keys_of_guests_are_read(tmp_path):
    (host,) = _load(
        tmp_path,
        """
        [[hosts]]
        name = "H"
        staging = "/srv/drop"
        staging_path = 'E:\\Drop'
        files = { 'C:\\a.iso' = 12 }
        [[hosts.vms]]
        name = "one"
        kvp_delay_s = 30
        guest_items = { "a b" = "<c>", d = "" }
        integration_version = "6.3"
        integration_state = "mismatch"
        dhcp = false
        files = { '/etc/hosts' = 0 }
        screen = "bars"
        hangs_at_h = 0.5
        hangs_again = true
        job_faults = { copy = "fails", network = "refused" }
        """,
    ).hosts
    (vm,) = host.vms
    assert host.files == (("C:\\a.iso", 12),)
    assert (host.staging, host.staging_path) == ("/srv/drop", "E:\\Drop")
    assert (vm.kvp_delay_s, vm.guest_items) == (30, (("a b", "<c>"), ("d", "")))
    assert (vm.integration_version, vm.integration_state) == ("6.3", IntegrationState.MISMATCH)
    assert (vm.dhcp, vm.files, vm.screen) == (False, (("/etc/hosts", 0),), ScreenStyle.BARS)
    assert (vm.hangs_at_h, vm.hangs_again) == (0.5, True)
    assert vm.job_faults == (("copy", JobFault.FAILS), ("network", JobFault.REFUSED))


HOST = '[[hosts]]\nname = "H"\n'
VM = HOST + '[[hosts.vms]]\nname = "v"\n'


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("", "hosts", "at least one host"),
        ("hosts = 1", "hosts", "a list"),
        ("x = 1", "x", "one of the keys hosts"),
        ("[[hosts]]\nbuild = 26100", "hosts[0].name", "a name"),
        ("[[hosts]]\nname = 1", "hosts[0].name", "text"),
        (HOST + "build = 7", "hosts[0].build", "a whole number from 9600 to 99999"),
        (HOST + "locale = 'fr-FR'", "hosts[0].locale", "one of en-US, de-DE, zh-CN"),
        (HOST + "colour = 'red'", "hosts[0].colour", "one of the keys name"),
        (HOST + HOST, "hosts", "hosts of different names"),
        (VM + "state = 'sleeping'", "hosts[0].vms[0].state", "one of running, off, saved, paused"),
        (VM + "dynamic_memory = 1", "hosts[0].vms[0].dynamic_memory", "true or false"),
        (VM + "faults = { vss = 'x' }", "hosts[0].vms[0].faults.vss", "one of no_contact"),
        (VM + "faults = { x = 'error' }", "hosts[0].vms[0].faults.x", "one of the keys guest_s"),
        (VM + "services = 3", "hosts[0].vms[0].services", "a table"),
        (VM + "uptime_h = -1", "hosts[0].vms[0].uptime_h", "a number, 0 or more"),
        (VM + "id = 'x'", "hosts[0].vms[0].id", "a GUID without braces"),
        (VM + "guest = 'beos'", "hosts[0].vms[0].guest", "one of windows-server-2012r2"),
        (VM + "guest_items = { a = 1 }", "hosts[0].vms[0].guest_items.a", "text"),
        (VM + "guest_items = { '' = 'x' }", "hosts[0].vms[0].guest_items", "names that are not"),
        (VM + "files = { '/x' = -1 }", "hosts[0].vms[0].files./x", "a whole number from 0"),
        (VM + "hangs_at_h = 'soon'", "hosts[0].vms[0].hangs_at_h", "a number, 0 or more"),
        (VM + "screen = 'blue'", "hosts[0].vms[0].screen", "one of guest, bars"),
        (VM + "integration_state = 1", "hosts[0].vms[0].integration_state", "one of unknown"),
        (VM + "job_faults = { x = 'fails' }", "hosts[0].vms[0].job_faults.x", "one of the keys"),
        (HOST + "staging_path = ''", "hosts[0].staging_path", "a name"),
        ("[[hosts", "", "TOML"),
    ],
)
def test_complaints_say_where_and_what(tmp_path, text, key, expected):
    with pytest.raises(FleetInvalid) as complaint:
        _load(tmp_path, text)
    assert complaint.value.key == key
    assert complaint.value.expected.startswith(expected)
    assert "fleet.toml" in str(complaint.value)


def test_a_missing_file_is_a_complaint_too(tmp_path):
    with pytest.raises(FleetInvalid, match="readable file"):
        load(tmp_path / "none.toml")


def test_made_up_fleets_are_the_same_for_the_same_seed():
    assert generate(2, 40, seed=5) == generate(2, 40, seed=5)
    assert generate(1, 40, seed=5) != generate(1, 40, seed=6)


def test_made_up_fleets_have_a_plausible_mix():
    (host,) = generate(hosts=1, vms=1000, seed=3, locale="de-DE").hosts
    count = len(host.vms)
    assert count == 1000
    assert host.locale == "de-DE"
    assert 0.6 < sum(vm.state is StartState.RUNNING for vm in host.vms) / count < 0.8
    assert {vm.generation for vm in host.vms} == {1, 2}
    assert 200 < sum(len(vm.checkpoints) for vm in host.vms) < 420
    assert {"windows" in vm.guest for vm in host.vms} == {True, False}
    assert any(vm.faults for vm in host.vms)
    assert sum(vm.memory_mb for vm in host.vms) < host.memory_mb
    assert len({vm.id for vm in build(host, ManualClock()).machine.vms.values()}) == count


def test_made_up_fleets_have_something_to_find():
    (host,) = generate(hosts=1, vms=1000, seed=3).hosts
    marks = {mark for vm in host.vms for mark in vm.notes.split() if mark.startswith("#")}
    assert {"#dc", "#prod", "#test", "#linux", "#appliance"} <= marks
    controllers = [vm for vm in host.vms if "#dc" in vm.notes.split()]
    drifting = sum(dict(vm.services)["time_sync"] for vm in controllers)
    assert 0.1 < drifting / len(controllers) < 0.5
    assert all("windows" in vm.guest for vm in controllers)
    assert len({vm.guest for vm in host.vms}) > 15
    assert {vm.integration_state for vm in host.vms} == {
        None,
        IntegrationState.MISMATCH,
        IntegrationState.UNKNOWN,
    }
    assert 50 < sum(vm.kvp_delay_s > 0 for vm in host.vms) < 200
    assert {vm.dhcp for vm in host.vms} == {True, False}
    assert any("<" in name for vm in host.vms for name, _ in vm.guest_items)
    switched = {word for vm in host.vms for word, on in vm.services if not on}
    assert switched == {"heartbeat", "time_sync", "vss", "kvp", "shutdown"}
    assert host.files


def test_two_vms_cannot_share_an_id(tmp_path):
    vm_id = "AAAAAAAA-0000-4000-8000-00000000000A"
    text = VM + f"id = '{vm_id}'\n[[hosts.vms]]\nname = 'w'\nid = '{vm_id.lower()}'"
    (host,) = _load(tmp_path, text).hosts
    with pytest.raises(ValueError, match=vm_id):
        build(host)


def test_clocks():
    clock = ManualClock()
    begin = clock.now()
    clock.advance(1.5)
    assert clock.monotonic() == 1.5
    assert (clock.now() - begin).total_seconds() == 1.5
    with pytest.raises(ValueError, match="back"):
        clock.advance(-1)
    real = RealClock()
    assert real.now().tzinfo is not None
    assert real.monotonic() <= real.monotonic()
