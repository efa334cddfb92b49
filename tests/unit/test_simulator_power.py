"""The power of a VM against the table of Windows, and what a guest does with time."""

from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from console.simulator.fleets import (
    JobFault,
    ServiceFault,
    ShutdownStyle,
    StartState,
    VmDescription,
)
from tests.unit.simulated_host import Host

OFF, RUNNING, SAVED, PAUSED = 3, 2, 6, 9


def _vm(state: str, **changes) -> tuple[Host, object]:
    host = Host(VmDescription("vm", state=StartState(state), uptime_h=10, **changes))
    return host, host.vm("vm")


ACCEPTED = [
    # from, request, (EnabledState, OtherEnabledState) meanwhile, EnabledState afterwards
    ("off", 2, (10, ""), RUNNING),
    ("saved", 2, (10, ""), RUNNING),
    ("paused", 2, (1, "Resuming"), RUNNING),
    ("running", 3, (4, ""), OFF),
    ("paused", 3, (4, ""), OFF),
    ("running", 6, (1, "Saving"), SAVED),
    ("paused", 6, (1, "Saving"), SAVED),
    ("running", 9, (1, "Quiescing"), PAUSED),
    ("running", 11, (11, ""), RUNNING),
]


@pytest.mark.parametrize(("origin", "request_", "meanwhile", "end"), ACCEPTED)
def test_what_is_accepted_takes_its_time(origin, request_, meanwhile, end):
    host, vm = _vm(origin)
    output = host.request(vm, request_)
    assert output.integer("ReturnValue") == 4096
    assert host.state(vm) == meanwhile
    host.clock.advance(0.5)
    assert host.state(vm) == meanwhile
    assert host.request(vm, 2).integer("ReturnValue") == 32775
    host.clock.advance(60)
    assert host.state(vm) == (end, "")
    assert host.job(output).integer("JobState") == 7


REFUSED = [
    (origin, wanted)
    for origin in ("off", "saved", "paused", "running")
    for wanted in (2, 3, 4, 6, 9, 10, 11, 32773, 32776, 32777)
    if (origin, wanted) not in {(a, b) for a, b, _, _ in ACCEPTED}
]


@pytest.mark.parametrize(("origin", "request_"), REFUSED)
def test_everything_else_is_an_invalid_state(origin, request_):
    host, vm = _vm(origin)
    before = host.state(vm)
    output = host.request(vm, request_)
    assert output.integer("ReturnValue") == 32775
    assert output.properties["Job"] is None
    assert host.state(vm) == before


@pytest.mark.parametrize("request_", ["0", 5, 99, "nonsense"])
def test_numbers_that_mean_nothing(request_):
    host, vm = _vm("running")
    assert host.request(vm, request_).integer("ReturnValue") == 32773


def test_the_host_itself_does_not_change_state():
    host, _ = _vm("running")
    keys = {"CreationClassName": "Msvm_ComputerSystem", "Name": "hv01"}
    output = host.invoke("Msvm_ComputerSystem", keys, "RequestStateChange", RequestedState="3")
    assert output.integer("ReturnValue") == 32775


class PowerMachine(RuleBasedStateMachine):
    """Any sequence of requests and waits; the table of section "RequestStateChange" as a model."""

    @initialize(state=st.sampled_from(list(StartState)))
    def begin(self, state):
        self.host, self.vm = _vm(state.value)
        self.stable = {"off": OFF, "running": RUNNING, "saved": SAVED, "paused": PAUSED}[
            state.value
        ]
        self.target: int | None = None
        self.waited = 0.0

    table: ClassVar = {
        (OFF, 2): RUNNING,
        (SAVED, 2): RUNNING,
        (PAUSED, 2): RUNNING,
        (RUNNING, 3): OFF,
        (PAUSED, 3): OFF,
        (RUNNING, 6): SAVED,
        (PAUSED, 6): SAVED,
        (RUNNING, 9): PAUSED,
        (RUNNING, 11): RUNNING,
    }

    @rule(wanted=st.sampled_from([2, 3, 4, 6, 9, 10, 11]))
    def ask(self, wanted):
        expected = None if self.target is not None else self.table.get((self.stable, wanted))
        value = self.host.request(self.vm, wanted).integer("ReturnValue")
        assert value == (32775 if expected is None else 4096)
        if expected is not None:
            self.target = expected

    @rule()
    def wait_long(self):
        self.host.clock.advance(30)
        if self.target is not None:
            self.stable, self.target = self.target, None

    @rule(seconds=st.floats(0, 0.05))
    def wait_a_moment(self, seconds):
        self.host.clock.advance(seconds / 10)

    @rule()
    def cancel(self):
        for job in list(self.host.machine.jobs):
            if not job.is_finished:
                keys = {"InstanceID": job.id}
                output = self.host.invoke(
                    "Msvm_ConcreteJob", keys, "RequestStateChange", RequestedState="4"
                )
                assert output.integer("ReturnValue") == 0
                self.target = None

    @invariant()
    def what_is_shown_agrees(self):
        if not hasattr(self, "host"):
            return
        state, other = self.host.state(self.vm)
        if self.target is None:
            assert (state, other) == (self.stable, "")
        else:
            assert state in (10, 4, 11) or (state == 1 and other)
        components = self.host.query("SELECT SystemName FROM Msvm_VssComponent")
        gone = self.stable in (OFF, SAVED) and self.target is None
        assert bool(components) is not gone


TestPower = PowerMachine.TestCase
TestPower.settings = settings(max_examples=40, stateful_step_count=15, deadline=None)


def test_looking_does_not_change_what_happens():
    seen = []
    for looks in (1, 60):
        host, vm = _vm("off")
        host.request(vm, 2)
        for _ in range(looks):
            host.clock.advance(60 / looks)
            host.row(vm)
        row = dict(host.row(vm).properties)
        row.pop("OnTimeInMilliseconds")
        seen.append((row, round(vm.seconds_up(host.machine.now), 6)))
    assert seen[0] == seen[1]


def test_uptime_stands_still_in_pause_and_begins_anew_after_off_reset_and_restore():
    host, vm = _vm("running")
    uptime = lambda: host.row(vm).integer("OnTimeInMilliseconds") // 1000  # noqa: E731
    assert uptime() == 36_000
    host.request(vm, 9)
    host.clock.advance(100)
    assert uptime() == 36_001
    host.request(vm, 2)
    host.clock.advance(11)
    assert uptime() == 36_011
    host.request(vm, 11)
    host.clock.advance(6)
    assert uptime() == 5
    host.request(vm, 6)
    host.clock.advance(20)
    assert uptime() == 0
    host.request(vm, 2)
    host.clock.advance(14)
    assert uptime() == 10


def test_a_start_that_fails_leaves_the_vm_off():
    host, vm = _vm("off", job_faults=(("start", JobFault.NOT_ENOUGH_MEMORY),))
    output = host.request(vm, 2)
    host.clock.advance(10)
    assert host.state(vm) == (OFF, "")
    job = host.job(output)
    assert (job.integer("JobState"), job.integer("ErrorCode")) == (10, 32778)
    assert "'vm' failed to start." in job.text("ErrorDescription")


def test_a_save_that_hangs_until_it_is_cancelled():
    host, vm = _vm("running", job_faults=(("save", JobFault.HANGS),))
    output = host.request(vm, 6)
    host.clock.advance(3600)
    assert host.state(vm) == (1, "Saving")
    job = host.job(output)
    assert (job.integer("JobState"), job.boolean("Cancellable")) == (4, True)
    host.invoke(
        "Msvm_ConcreteJob",
        {"InstanceID": job.text("InstanceID")},
        "RequestStateChange",
        RequestedState="4",
    )
    assert host.state(vm) == (RUNNING, "")
    assert host.job(output).integer("JobState") == 8


def test_a_refused_method_starts_no_job():
    host, vm = _vm("running", job_faults=(("pause", JobFault.REFUSED),))
    assert host.request(vm, 9).integer("ReturnValue") == 32775
    assert not list(host.machine.jobs)


def _services(host: Host) -> dict[str, tuple[int, ...]]:
    rows = host.query("SELECT __CLASS, OperationalStatus FROM CIM_LogicalDevice")
    return {r.text("__CLASS"): r.integers("OperationalStatus") for r in rows}


def test_the_timeline_of_a_start():
    host, vm = _vm("off", addresses=("10.0.0.7", "fe80::7"))
    host.request(vm, 2)
    host.clock.advance(3.1)  # switched on
    assert _services(host)["Msvm_HeartbeatComponent"] == (12,)
    assert _kvp(host) == {}
    host.clock.advance(12)  # contact
    assert _services(host)["Msvm_HeartbeatComponent"] == (2, 2)
    assert _kvp(host) == {}
    host.clock.advance(6)  # KVP data
    assert _kvp(host)["OSName"] == "Windows Server 2022 Datacenter"
    assert _kvp(host)["NetworkAddressIPv4"] == ""
    assert _addresses(host) == ()
    host.clock.advance(5)  # addresses
    assert _kvp(host)["NetworkAddressIPv4"] == "10.0.0.7"
    assert _addresses(host) == ("10.0.0.7", "fe80::7")
    host.request(vm, 9)
    host.clock.advance(5)
    assert _services(host)["Msvm_HeartbeatComponent"] == (15,)


def _kvp(host: Host) -> dict[str, str]:
    from console.wsman.cimxml import decode_embedded

    (row,) = host.query("SELECT * FROM Msvm_KvpExchangeComponent")
    items = [decode_embedded(text) for text in row.texts("GuestIntrinsicExchangeItems")]
    assert all(item.integer("Source") == 2 for item in items)
    return {item.text("Name"): item.text("Data") for item in items}


def _addresses(host: Host) -> tuple[str, ...]:
    (row,) = host.query("SELECT * FROM Msvm_GuestNetworkAdapterConfiguration")
    return row.texts("IPAddresses")


def test_linux_without_daemons():
    host, _ = _vm("running", guest="alpine-no-daemons")
    found = _services(host)
    assert found["Msvm_HeartbeatComponent"] == (2,)
    assert found["Msvm_ShutdownComponent"] == (2,)
    assert found["Msvm_KvpExchangeComponent"] == (12,)
    assert found["Msvm_VssComponent"] == (12,)
    assert _kvp(host) == {}


def test_an_appliance_never_answers():
    host, vm = _vm("running", guest="appliance")
    assert _services(host)["Msvm_HeartbeatComponent"] == (12,)
    assert host.guest(vm, "InitiateShutdown") == 32780


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (ServiceFault.LOST_COMMUNICATION, (13,)),
        (ServiceFault.PROTOCOL_MISMATCH, (2, 32775)),
        (ServiceFault.DEGRADED, (3, 32775)),
        (ServiceFault.ERROR, (6,)),
        (ServiceFault.NO_CONTACT, (12,)),
    ],
)
def test_faults_of_services(fault, status):
    host, _ = _vm("running", faults=(("vss", fault),))
    found = _services(host)
    assert found["Msvm_VssComponent"] == status
    assert found["Msvm_TimeSyncComponent"] == (2,)


def test_a_service_that_is_switched_off_still_reports_ok():
    host, _ = _vm("running", services=(("vss", False),))
    (row,) = host.query("SELECT * FROM Msvm_VssComponent")
    assert (row.integer("EnabledState"), row.integers("OperationalStatus")) == (3, (2,))


def test_old_guests_report_another_protocol():
    host, _ = _vm("running", guest="windows-server-2016")
    (row,) = host.query("SELECT * FROM Msvm_TimeSyncComponent")
    assert row.integers("OperationalStatus") == (2, 32775)
    assert len(row.texts("StatusDescriptions")) == 2


def test_a_guest_shuts_down_in_its_own_time():
    host, vm = _vm("running")
    assert host.guest(vm, "InitiateShutdown") == 0
    assert host.state(vm) == (4, "")
    assert host.guest(vm, "InitiateShutdown") == 32782
    assert host.request(vm, 9).integer("ReturnValue") == 32775
    host.clock.advance(5)
    assert _services(host)["Msvm_HeartbeatComponent"] == (13,)
    host.clock.advance(4)
    assert host.state(vm) == (OFF, "")


def test_a_guest_restarts_without_leaving_the_running_state():
    host, vm = _vm("running")
    assert host.guest(vm, "InitiateReboot") == 0
    assert host.state(vm) == (RUNNING, "")
    host.clock.advance(9)
    assert host.state(vm) == (RUNNING, "")
    assert host.row(vm).integer("OnTimeInMilliseconds") == 1000
    assert _services(host)["Msvm_HeartbeatComponent"] == (12,)


def test_a_locked_guest_needs_force():
    host, vm = _vm("running", is_locked=True)
    assert host.guest(vm, "InitiateShutdown") == 32781
    assert host.state(vm) == (RUNNING, "")
    assert host.guest(vm, "InitiateShutdown", force=True) == 0


def test_a_guest_that_ignores_shutdown_runs_on():
    host, vm = _vm("running", shutdown=ShutdownStyle.IGNORED)
    assert host.guest(vm, "InitiateShutdown") == 0
    host.clock.advance(3600)
    assert host.state(vm) == (RUNNING, "")


def test_a_guest_that_hangs_while_it_stops_can_be_turned_off():
    host, vm = _vm("running", shutdown=ShutdownStyle.HANGS)
    assert host.guest(vm, "InitiateShutdown") == 0
    host.clock.advance(3600)
    assert host.state(vm) == (4, "")
    assert host.request(vm, 3).integer("ReturnValue") == 4096
    host.clock.advance(2)
    assert host.state(vm) == (OFF, "")


def test_a_shutdown_that_was_overtaken_does_not_strike_later():
    host, vm = _vm("running")
    host.guest(vm, "InitiateShutdown")
    host.request(vm, 3)
    host.clock.advance(2)
    host.request(vm, 2)
    host.clock.advance(4)
    assert host.state(vm) == (RUNNING, "")
    host.clock.advance(60)
    assert host.state(vm) == (RUNNING, "")


def test_shutdown_needs_the_service_to_be_on_and_answering():
    host, vm = _vm("running", services=(("shutdown", False),))
    assert host.guest(vm, "InitiateShutdown") == 32780
    host, vm = _vm("running", faults=(("shutdown", ServiceFault.LOST_COMMUNICATION),))
    assert host.guest(vm, "InitiateShutdown") == 32780


def test_load_moves_and_is_the_same_for_the_same_seed():
    samples = []
    for _ in range(2):
        host, _ = _vm("running")
        seen = []
        for _ in range(40):
            host.clock.advance(4)
            (row,) = host.query("SELECT ProcessorLoad FROM Msvm_SummaryInformation")
            seen.append(row.integer("ProcessorLoad"))
        samples.append(seen)
        (row,) = host.query("SELECT ProcessorLoadHistory FROM Msvm_SummaryInformation")
        assert row.integers("ProcessorLoadHistory")[:40] == tuple(reversed(seen))
    assert samples[0] == samples[1]
    assert len(set(samples[0])) > 3
    assert all(0 <= load <= 100 for load in samples[0])


def test_a_restart_that_was_overtaken_leaves_nothing_behind():
    host, vm = _vm("running", job_faults=(("save", JobFault.HANGS),))
    host.guest(vm, "InitiateReboot")
    keys = {"InstanceID": host.job(host.request(vm, 6)).text("InstanceID")}
    host.clock.advance(60)
    host.invoke("Msvm_ConcreteJob", keys, "RequestStateChange", RequestedState="4")
    assert host.state(vm) == (RUNNING, "")
    assert _services(host)["Msvm_HeartbeatComponent"] == (2, 2)
    assert host.guest(vm, "InitiateShutdown") == 0
