"""``hvconsole service`` and ``hvconsole power`` as real processes: what they say becomes true."""

import contextlib
import time

import pytest

from console.model.service import ServiceKind
from console.simulator.accounts import Account
from console.simulator.descriptions import HostDescription, VmDescription
from console.simulator.faults import AnswerFault, RefuseMethod, Reset, Scope
from console.simulator.fleets import build
from console.simulator.running_host import running
from console.simulator.server import HostSettings, SimulatedHost
from console.wsman import fault_codes
from console.wsman.message import Fault
from tests.e2e.console_process import PASSWORD, USER, environment, run, simulating

FLEET = """\
[[hosts]]
name = "HV01"
pace = 0.02
locale = "de-DE"
"""
VMS = {
    "web01": 'checkpoints = [{ name = "one" }]',
    "jobs01": 'changes = "job"',
    "down": 'state = "off"',
    "Prüfstand 测试": "",
    "twin": 'id = "11111111-1111-1111-1111-111111111111"',
    "TWIN": 'id = "22222222-2222-2222-2222-222222222222"',
    "same": "",
    "low": 'state = "off"\njob_faults = { start = "not_enough_memory" }',
    "locked": "is_locked = true",
    "p-start": 'state = "off"',
    "p-saved": 'state = "saved"',
    "p-shutdown": "",
    "p-restart": "",
    "p-save": "",
    "p-pause": "",
    "p-resume": 'state = "paused"',
    "p-reset": "",
    "p-off": "",
    "p-off-paused": 'state = "paused"',
    "p-illegal": 'state = "off"',
    "p-illegal-saved": 'state = "saved"',
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    names = [*VMS, "same"]  # two VMs may have one name
    text = FLEET + "".join(f'[[hosts.vms]]\nname = "{name}"\n{VMS[name]}\n' for name in names)
    path = tmp_path_factory.mktemp("fleet") / "fleet.toml"
    path.write_text(text, encoding="utf-8")
    with simulating("--fleet", str(path)) as site:
        yield site


def service(site, *arguments):
    return run("service", site.url, *arguments)


def power(site, *arguments):
    return run("power", site.url, *arguments)


# -- services


@pytest.mark.parametrize("name", ["web01", "jobs01", "down", "Prüfstand 测试"])
def test_a_switch_really_switches_and_nothing_else(site, name):
    before = site.vm(name)["services"]
    outcome = service(site, name, "vss", "off")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith(f"{name}: ")
    after = site.vm(name)["services"]
    assert before["vss"]["enabled"]
    assert not after["vss"]["enabled"]
    assert {k: v for k, v in after.items() if k != "vss"} == {
        k: v for k, v in before.items() if k != "vss"
    }
    assert site.inventory().vm(name)["services"] == after
    assert service(site, name, "vss", "on").code == 0
    assert site.vm(name)["services"] == before


@pytest.mark.parametrize("kind", list(ServiceKind), ids=lambda kind: kind.value)
def test_every_service_can_be_switched(site, kind):
    word = "off" if site.vm("web01")["services"][kind.value]["enabled"] else "on"
    assert service(site, "web01", kind.value, word).code == 0
    assert site.vm("web01")["services"][kind.value]["enabled"] is (word == "on")


@pytest.mark.parametrize(
    "wanted",
    [
        "11111111-1111-1111-1111-111111111111",
        "{11111111-1111-1111-1111-111111111111}",
        "twin",
    ],
)
def test_a_vm_is_named_by_its_id_or_exactly(site, wanted):
    assert service(site, wanted, "time_sync", "off").code == 0
    assert not site.vm("twin")["services"]["time_sync"]["enabled"]
    assert site.vm("TWIN")["services"]["time_sync"]["enabled"]
    assert service(site, wanted, "time_sync", "on").code == 0


def test_case_does_not_matter_where_the_name_is_clear_nor_that_it_is_so_already(site):
    assert service(site, "WEB01", "shutdown", "on").out.startswith("web01: ")


@pytest.mark.parametrize("wanted", ["same", "SAME", "Twin"])
def test_an_ambiguous_name_is_wrong_use_and_the_ids_are_told(site, wanted):
    outcome = service(site, wanted, "vss", "off")
    assert (outcome.code, outcome.out) == (2, "")
    ids = [vm["id"] for vm in site.inventory().json["vms"] if vm["name"].lower() == wanted.lower()]
    assert len(ids) == 2
    assert all(each in outcome.err for each in ids)


@pytest.mark.parametrize("arguments", [("service", "vss", "off"), ("power", "start")])
def test_an_unknown_vm(site, arguments):
    command, *rest = arguments
    outcome = run(command, site.url, "nobody-has-this-name", *rest)
    assert (outcome.code, outcome.out) == (1, "")
    assert "nobody-has-this-name" in outcome.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("service", "{url}", "web01", "telepathy", "off"),
        ("service", "{url}", "web01", "vss", "perhaps"),
        ("service", "{url}", "web01", "vss"),
        ("power", "{url}", "web01", "explode"),
    ],
)
def test_words_that_do_not_exist_are_wrong_use(site, arguments):
    outcome = run(*(each.replace("{url}", site.url) for each in arguments))
    assert (outcome.code, outcome.out) == (2, "")
    assert "usage: hvconsole" in outcome.err


# -- power


@pytest.mark.parametrize(
    ("name", "action", "state"),
    [
        ("p-start", "start", "running"),
        ("p-saved", "start", "running"),
        ("p-shutdown", "shutdown", "off"),
        ("p-save", "save", "saved"),
        ("p-pause", "pause", "paused"),
        ("p-resume", "resume", "running"),
        ("p-off", "off", "off"),
        ("p-off-paused", "off", "off"),
    ],
)
def test_power(site, name, action, state):
    outcome = power(site, name, action)
    assert (outcome.code, outcome.out.lower()) == (0, f"{name}: {state}\n")
    assert site.vm(name)["state"] == state


def test_a_vm_that_is_so_already(site):
    outcome = power(site, "web01", "start")
    assert (outcome.code, outcome.out) == (0, "web01: Running\n"), "nothing failed"


@pytest.mark.parametrize(("name", "action"), [("p-reset", "reset"), ("p-restart", "restart")])
def test_a_vm_that_comes_up_again(site, name, action):
    before = site.vm(name)["uptime_s"]
    outcome = power(site, name, action)
    assert outcome.code == 0, outcome.err
    deadline = time.monotonic() + 20  # the guest takes its time
    while (vm := site.vm(name))["state"] != "running" or vm["uptime_s"] >= before:
        assert time.monotonic() < deadline, vm
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("name", "action"),
    [
        ("p-illegal", "save"),
        ("p-illegal", "pause"),
        ("p-illegal", "reset"),
        ("p-illegal", "shutdown"),
        ("p-illegal", "restart"),
        ("p-illegal-saved", "pause"),
        ("p-illegal-saved", "reset"),
    ],
)
def test_an_action_that_the_state_does_not_allow(site, name, action):
    before = site.vm(name)["state"]
    outcome = power(site, name, action)
    assert (outcome.code, outcome.out) == (1, "")
    assert "hvconsole: " in outcome.err
    if action in ("shutdown", "restart"):
        assert "not running" in outcome.err
    else:
        assert "32775" in outcome.err
    assert site.vm(name)["state"] == before


def test_a_start_that_fails_tells_the_hosts_own_words(site):
    outcome = power(site, "low", "start")
    assert outcome.code == 1
    assert "Arbeitsspeicher" in outcome.err  # the host speaks German
    assert "32778" in outcome.err
    assert site.vm("low")["state"] == "off"


def test_a_locked_guest_goes_down_by_force_only(site):
    assert power(site, "locked", "shutdown").code == 1
    assert site.vm("locked")["state"] == "running"
    outcome = power(site, "locked", "shutdown", "--force")
    assert (outcome.code, outcome.out) == (0, "locked: Off\n")


# -- hosts that say no: in this process, so that they can be told to


@contextlib.contextmanager
def host(*vms, **options):
    description = HostDescription("HV01", vms=vms, **options)
    settings = HostSettings("HV01", (Account(USER, PASSWORD),))
    with running([SimulatedHost(build(description), settings)]) as (live,):
        yield live


WEB = VmDescription("web01")


def test_a_service_that_this_host_does_not_have():
    missing = Fault(
        fault_codes.CANNOT_PROCESS_FILTER,
        "n:CannotProcessFilter",
        "Klasse nicht gefunden",
        provider=True,
        wmi_code=fault_codes.WBEM_INVALID_CLASS,
        wmi_text="Ungültige Klasse",
    )
    with host(WEB) as live:
        live.plan.add(
            AnswerFault(missing),
            Scope(class_name="Msvm_GuestServiceInterfaceComponentSettingData"),
        )
        outcome = run("service", live.url, "web01", "guest_service", "on")
    assert (outcome.code, outcome.out) == (1, "")
    assert "does not have this service" in outcome.err


def test_a_host_that_says_done_and_does_nothing_is_not_believed():
    with host(WEB) as live:
        live.plan.add(RefuseMethod(0), Scope(method="ModifyResourceSettings"))
        outcome = run("service", live.url, "web01", "kvp", "off")
        assert (outcome.code, outcome.out) == (1, "")
        assert len(live.log.messages) > 2
        assert sum(m.method == "ModifyResourceSettings" for m in live.log.messages) == 1


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("ModifyResourceSettings", ("service", "web01", "kvp", "off")),
        ("RequestStateChange", ("power", "web01", "pause")),
        ("InitiateShutdown", ("power", "web01", "shutdown")),
    ],
)
def test_a_method_that_is_refused(method, arguments):
    command, *rest = arguments
    with host(WEB) as live:
        live.plan.add(RefuseMethod(32769), Scope(method=method))
        outcome = run(command, live.url, *rest)
    assert (outcome.code, outcome.out) == (1, "")
    assert "denied access" in outcome.err
    assert f"{method}" in outcome.err


def test_a_change_whose_answer_is_lost_is_sent_once():
    with host(WEB) as live:
        live.plan.add(Reset(), Scope(method="ModifyResourceSettings"))
        outcome = run("service", live.url, "web01", "kvp", "off")
        sent = [m for m in live.log.messages if m.method == "ModifyResourceSettings"]
    assert outcome.code == 3
    assert len(sent) == 1


@pytest.mark.parametrize("what", ["host", "all"])
def test_what_the_window_was_told_to_leave_alone_is_left_alone(what, tmp_path):
    with host(WEB) as live:
        address = f'[[host]]\naddress = "127.0.0.1"\nport = {live.port}\n'
        env = environment(tmp_path)
        config = tmp_path / "config"
        config.mkdir()
        (config / "hosts.toml").write_text(address + "read_only = true\n" * (what == "host"))
        (config / "preferences.toml").write_text("read_only = true\n" * (what == "all"))
        for command, *rest in (("service", "kvp", "off"), ("power", "off")):
            outcome = run(command, live.url, "web01", *rest, env=env)
            assert (outcome.code, outcome.out) == (1, "")
            assert "read-only" in outcome.err
            assert "Host menu" in outcome.err
        assert not live.log.messages
        (config / "hosts.toml").write_text(address)
        (config / "preferences.toml").write_text("")
        assert run("service", live.url, "web01", "kvp", "off", env=env).code == 0
