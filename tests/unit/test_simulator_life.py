"""Guests that hang, hosts and guests that restart, data that comes late, and what is counted."""

import pytest

from console.simulator.descriptions import (
    ChangeStyle,
    IntegrationState,
    JobFault,
    ShutdownStyle,
    StartState,
    VmDescription,
)
from console.wsman.cim import CimInstance, CimReference
from console.wsman.cimxml import decode_embedded, encode_embedded
from console.wsman.names import HYPERV_NAMESPACE, class_uri
from tests.unit.simulated_host import Host

HOUR = 3600.0


def _host(**changes) -> Host:
    return Host(VmDescription("vm", **changes))


def _heartbeat(host: Host, name: str = "vm") -> int | None:
    (row,) = host.query(
        f"SELECT Heartbeat FROM Msvm_SummaryInformation WHERE Name='{host.vm(name).id}'"
    )
    return row.integer("Heartbeat")


def _status(host: Host, class_name: str) -> tuple[int, ...]:
    (row,) = host.query(f"SELECT OperationalStatus FROM {class_name}")
    return row.integers("OperationalStatus")


def _up_s(host: Host, name: str = "vm") -> float:
    return (host.row(host.vm(name)).integer("OnTimeInMilliseconds") or 0) / 1000


@pytest.mark.parametrize("request_", [11, 3])
def test_a_guest_hangs_until_it_starts_anew(request_):
    host = _host(hangs_at_h=2.0)
    host.clock.advance(2 * HOUR - 1)
    assert _heartbeat(host) == 2
    host.clock.advance(1)
    for name in ("Heartbeat", "KvpExchange", "Shutdown", "GuestServiceInterface"):
        assert _status(host, f"Msvm_{name}Component") == (13,)
    assert host.guest(host.vm("vm"), "InitiateShutdown") == 32780
    host.clock.advance(5 * HOUR)
    assert _heartbeat(host) == 13
    host.request(host.vm("vm"), request_)
    host.clock.advance(60)
    if request_ == 3:
        assert host.state(host.vm("vm")) == (3, "")
        host.request(host.vm("vm"), 2)
        host.clock.advance(60)
    assert _heartbeat(host) == 2
    host.clock.advance(100 * HOUR)
    assert _heartbeat(host) == 2


def test_a_crash_loop_hangs_ten_minutes_after_each_start():
    host = _host(hangs_at_h=0.0, hangs_again=True)
    for _ in range(3):
        assert _heartbeat(host) == 13
        host.request(host.vm("vm"), 11)
        host.clock.advance(1 + 599)
        assert _heartbeat(host) == 2
        host.clock.advance(1)


def test_what_was_saved_hanging_hangs_when_it_is_restored():
    host = _host(hangs_at_h=0.0)
    host.request(host.vm("vm"), 6)
    host.clock.advance(60)
    host.request(host.vm("vm"), 2)
    host.clock.advance(60)
    assert host.state(host.vm("vm")) == (2, "")
    assert _heartbeat(host) == 13


def test_a_start_before_the_moment_does_not_prevent_it():
    host = _host(hangs_at_h=1.0)
    host.request(host.vm("vm"), 11)
    host.clock.advance(HOUR)
    assert _heartbeat(host) == 13


def test_a_new_description_can_make_a_guest_hang_and_heal_it():
    from dataclasses import replace

    host = _host()
    vm = host.vm("vm")
    vm.describe(replace(vm.description, hangs_at_h=0.0))
    assert _heartbeat(host) == 13
    vm.describe(replace(vm.description, notes="the same"))
    assert _heartbeat(host) == 13
    vm.describe(replace(vm.description, hangs_at_h=None))
    assert _heartbeat(host) == 2


def test_a_planned_restart_of_a_guest():
    host = _host()
    host.machine.reboot("vm", after_s=100)
    host.clock.advance(99)
    assert (_heartbeat(host), _up_s(host) > HOUR) == (2, True)
    host.clock.advance(1 + 5)  # it stops within 8 seconds, its services for the last half
    assert _heartbeat(host) == 13
    assert host.state(host.vm("vm")) == (2, "")
    host.clock.advance(3)
    assert (_heartbeat(host), _up_s(host)) == (12, 0)
    host.clock.advance(12)
    assert _heartbeat(host) == 2


@pytest.mark.parametrize("changes", [{"hangs_at_h": 0.0}, {"state": StartState.PAUSED}])
def test_guests_that_cannot_restart_do_not(changes):
    host = _host(**changes)
    before = _up_s(host)
    host.machine.reboot("vm")
    host.clock.advance(60)
    assert _up_s(host) >= before


def test_a_host_restarts_with_its_vms():
    host = Host(
        VmDescription("a"),
        VmDescription("b", shutdown=ShutdownStyle.HANGS),
        VmDescription("off", state=StartState.OFF, uptime_h=0),
        VmDescription("saved", state=StartState.SAVED, uptime_h=0),
        VmDescription("paused", state=StartState.PAUSED),
        VmDescription("hung", hangs_at_h=0.0),
    )
    host.guest(host.vm("b"), "InitiateShutdown")
    output = host.request(host.vm("a"), 9)
    host.machine.restart(down_s=120, between_s=10)
    states = {name: host.state(host.vm(name))[0] for name in ("a", "b", "off", "saved", "paused")}
    assert states == {"a": 3, "b": 3, "off": 3, "saved": 6, "paused": 3}
    assert host.query("SELECT * FROM CIM_ConcreteJob") == []
    assert output.target("Job") is not None
    host.clock.advance(121)
    assert host.state(host.vm("a")) == (10, "")
    assert host.state(host.vm("b")) == (3, "")
    host.clock.advance(60)
    states = {vm.settings.name: host.state(vm)[0] for vm in host.machine.vms.values()}
    assert states == {"a": 2, "b": 2, "off": 3, "saved": 6, "paused": 3, "hung": 2}
    assert _up_s(host, "a") == pytest.approx(121 + 60 - 123)
    assert _heartbeat(host, "hung") == 2
    (system,) = host.query("SELECT LastBootUpTime FROM Win32_OperatingSystem", "root/cimv2")
    assert system.properties["LastBootUpTime"] == host.machine.wall(120)


def test_a_vm_that_somebody_started_or_removed_meanwhile_is_left_alone():
    host = Host(VmDescription("a"), VmDescription("b"))
    host.machine.restart(down_s=60)
    host.request(host.vm("a"), 2)
    host.machine.remove("b")
    host.clock.advance(100)
    assert host.state(host.vm("a")) == (2, "")
    assert _up_s(host, "a") == 97


def _items(host: Host, column: str = "GuestIntrinsicExchangeItems") -> dict[str, str]:
    (row,) = host.query("SELECT * FROM Msvm_KvpExchangeComponent")
    found = [decode_embedded(text) for text in row.texts(column)]
    return {item.text("Name"): item.text("Data") for item in found}


def test_data_comes_late():
    host = _host(uptime_h=0, kvp_delay_s=300, addresses=("10.0.0.1",))
    host.clock.advance(60)
    assert _heartbeat(host) == 2
    assert _items(host) == {}
    host.clock.advance(300)
    assert _items(host)["NetworkAddressIPv4"] == "10.0.0.1"
    host.request(host.vm("vm"), 6)
    host.clock.advance(60)
    host.request(host.vm("vm"), 2)
    host.clock.advance(10)
    assert _items(host)


def test_items_of_the_guest_may_hold_anything():
    hostile = {
        "<b>&": "]]>\u202e<script>alert('x')</script>",
        "long": "x" * 2048,
        "lines": "a\nb\tc",
        "OSName": "Windows 95",
    }
    host = _host(guest="debian-12", guest_items=tuple(hostile.items()))
    assert _items(host, "GuestExchangeItems") == hostile
    assert _items(host)["OSName"] == "Debian GNU/Linux"
    bad = _host(guest_items=(("n\x00", "d\x1b[31m\ud800"),))
    assert _items(bad, "GuestExchangeItems") == {"n\ufffd": "d\ufffd[31m\ufffd"}


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, 1),
        ({"guest": "windows-server-2016"}, 2),
        ({"guest": "appliance"}, 0),
        ({"guest": "alpine-no-daemons"}, 0),
        ({"integration_state": IntegrationState.MISMATCH}, 2),
        ({"guest": "windows-server-2016", "integration_state": IntegrationState.UP_TO_DATE}, 1),
        ({"integration_state": IntegrationState.UNKNOWN}, 0),
        ({"integration_state": IntegrationState.MISMATCH, "state": StartState.OFF}, 0),
        ({"integration_state": IntegrationState.MISMATCH, "guest": "appliance"}, 0),
    ],
)
def test_the_state_of_the_integration_components(changes, state):
    host = _host(**changes)
    name = "IntegrationServicesVersionState"
    (row,) = host.query(f"SELECT {name} FROM Msvm_SummaryInformation")
    assert row.integer(name) == state
    output = host.service("GetSummaryInformation", RequestedInformation=("123", "132"))
    (summary,) = output.objects("SummaryInformation")
    assert summary.integer(name) == state
    assert summary.boolean("MemorySpansPhysicalNumaNodes") is False


def test_the_version_of_the_integration_components():
    assert _items(_host())["IntegrationServicesVersion"] == "10.0.20348"
    host = _host(integration_version="6.3.9600.18907")
    assert _items(host)["IntegrationServicesVersion"] == "6.3.9600.18907"


VSS = "Msvm_VssComponentSettingData"
VSS_ID = "5CED1297-4598-4915-A5FC-AD21BB4D02A4"


def _switch(host: Host, *names: str, state: int = 3) -> CimInstance:
    types = {"InstanceID": "string", "EnabledState": "uint16"}
    texts = [
        encode_embedded(
            CimInstance(
                VSS,
                {"InstanceID": f"{host.vm(n).settings.root}\\{VSS_ID}", "EnabledState": state},
            ),
            types,
        )
        for n in names
    ]
    return host.service("ModifyResourceSettings", ResourceSettings=tuple(texts))


def test_changes_of_services_are_counted():
    host = Host(VmDescription("a"), VmDescription("b", changes=ChangeStyle.JOB))
    a, b = host.vm("a"), host.vm("b")
    _switch(host, "a", "b")
    assert a.service_requests == b.service_requests == [("vss", False)]
    assert a.service_changes == b.service_changes == [("vss", False)]
    _switch(host, "b", state=2)
    assert b.service_changes == [("vss", False)]
    host.clock.advance(5)
    host.machine.look()
    assert b.service_changes == b.service_requests == [("vss", False), ("vss", True)]
    assert a.service_changes == [("vss", False)]


@pytest.mark.parametrize("fault", [JobFault.REFUSED, JobFault.FAILS, JobFault.HANGS])
def test_changes_that_were_not_carried_out_were_asked_for_all_the_same(fault):
    host = _host(job_faults=(("modify", fault),))
    _switch(host, "vm")
    host.clock.advance(60)
    host.machine.look()
    vm = host.vm("vm")
    assert (vm.service_requests, vm.service_changes) == ([("vss", False)], [])
    _switch(host, "vm", state=9)
    assert len(vm.service_requests) == 1


def _kvp(host: Host, method: str, name: str, source: int = 0, count: int = 1) -> CimInstance:
    types = {"Name": "string", "Data": "string", "Source": "uint16"}
    uri = class_uri(HYPERV_NAMESPACE, "Msvm_ComputerSystem")
    keys = (("CreationClassName", "Msvm_ComputerSystem"), ("Name", host.vm("vm").id))
    items = [
        encode_embedded(
            CimInstance(
                "Msvm_KvpExchangeDataItem",
                {"Name": f"{name}{n or ''}", "Data": "d", "Source": source},
            ),
            types,
        )
        for n in range(count)
    ]
    return host.service(method, TargetSystem=CimReference(uri, keys), DataItems=tuple(items))


def test_jobs_that_overlap_keep_each_others_items():
    host = _host(changes=ChangeStyle.JOB)
    first = _kvp(host, "AddKvpItems", "a")
    host.clock.advance(0.5)
    second = _kvp(host, "AddKvpItems", "b")
    third = _kvp(host, "AddKvpItems", "a")
    assert {o.integer("ReturnValue") for o in (first, second, third)} == {4096}
    host.clock.advance(5)
    assert [host.job(o).integer("ErrorCode") for o in (first, second, third)] == [0, 0, 32773]
    assert host.vm("vm").settings.external == {"a": "d", "b": "d"}


def test_room_for_the_hosts_own_items():
    host = _host()
    assert _kvp(host, "AddKvpItems", "n", 4, 128).integer("ReturnValue") == 0
    assert _kvp(host, "AddKvpItems", "one more", 4).integer("ReturnValue") == 32773
    assert _kvp(host, "AddKvpItems", "x", 0, 128).integer("ReturnValue") == 0
    assert _kvp(host, "AddKvpItems", "one more", 0).integer("ReturnValue") == 0
    assert len(host.vm("vm").settings.host_only or {}) == 128
