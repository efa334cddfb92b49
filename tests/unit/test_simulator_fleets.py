from pathlib import Path

import pytest

from console.simulator.clock import ManualClock, RealClock
from console.simulator.descriptions import JobFault, ServiceFault, StartState
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
    assert (len(fleet.hosts), len(reachable)) == (4, 3)
    assert sum(len(host.vms) for host in reachable) >= 28
    assert any(host.locale == "de-DE" for host in reachable)
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
