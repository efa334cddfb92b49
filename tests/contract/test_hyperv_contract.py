"""What ``console.hyperv`` does to a whole simulated host: in process, and over signed-in HTTP."""

import contextlib
from dataclasses import dataclass, replace

import pytest

from console.hyperv import jobs, power, services
from console.hyperv.assemble import assemble, with_services
from console.hyperv.capability import Limit
from console.hyperv.guest import read_guests
from console.hyperv.inventory import plan, read_inventory, read_states
from console.hyperv.plan import budget_for
from console.hyperv.reading import PartKind
from console.model.connection import Credential, Timeouts
from console.model.connection import Endpoint as Address
from console.model.errors import (
    Forbidden,
    HyperVMissing,
    NotPossible,
    ObjectGone,
    OperationFailed,
)
from console.model.identity import VmId
from console.model.job import JobState
from console.model.power import PowerAction
from console.model.service import ServiceDetail, ServiceKind, ServiceStatus
from console.model.vm import Heartbeat, VmSnapshot, VmState
from console.simulator.accounts import Account
from console.simulator.clock import ManualClock
from console.simulator.descriptions import (
    ChangeStyle,
    CheckpointDescription,
    HostDescription,
    JobFault,
    ServiceFault,
    ShutdownStyle,
    StartState,
    VmDescription,
)
from console.simulator.endpoint import Endpoint
from console.simulator.failures import Caller
from console.simulator.fleets import build
from console.simulator.running_host import running
from console.simulator.server import HostSettings, SimulatedHost
from console.transport.connect import connect
from console.wsman.client import WsmanClient

PASSWORD = "pw-of-this-test"
TIMEOUTS = Timeouts(connect=5, operation=20, margin=10)
LONG_S = 60.0


class _InProcess:
    """An exchange with a simulated host without a network."""

    def __init__(self, endpoint: Endpoint, caller: Caller) -> None:
        self._endpoint, self._caller = endpoint, caller

    def send(self, request: bytes, *, repeatable: bool) -> bytes:
        return self._endpoint.answer(request, self._caller, "hv01").body

    def close(self) -> None:
        pass


class _Counting:
    """Counts what passes; request and reply sizes are not its business."""

    def __init__(self, inner) -> None:
        self.inner, self.requests = inner, 0

    def send(self, request: bytes, *, repeatable: bool) -> bytes:
        self.requests += 1
        return self.inner.send(request, repeatable=repeatable)

    def close(self) -> None:
        self.inner.close()


@dataclass
class Lab:
    """One simulated host, and a client of it."""

    clock: ManualClock
    exchange: _Counting

    @property
    def client(self) -> WsmanClient:
        return WsmanClient(self.exchange)

    def vm(self, name: str) -> VmSnapshot:
        return next(vm for vm in read_inventory(self.client).vms if vm.name == name)

    def id_of(self, name: str) -> VmId:
        return next(row.id for row in read_states(self.client).rows if row.name == name)

    def state_of(self, name: str) -> VmState:
        return next(row.state for row in read_states(self.client).rows if row.name == name)

    def finish(self, started: jobs.Started) -> None:
        """Let time pass until a job is over, and expect it to have gone well."""
        self.clock.advance(LONG_S)
        if started.job is not None:
            assert jobs.read(self.client, started.job).state is JobState.COMPLETED


@pytest.fixture(params=["in_process", "http"])
def lab(request):
    """Make a lab of a host's description."""
    with contextlib.ExitStack() as stack:

        def make(host: HostDescription, *, is_hyperv_admin: bool = True) -> Lab:
            clock = ManualClock()
            repository = build(host, clock)
            if request.param == "in_process":
                exchange = _InProcess(
                    Endpoint(repository, clock), Caller("SIM\\sim", is_hyperv_admin)
                )
            else:
                account = Account("sim", PASSWORD, is_hyperv_admin=is_hyperv_admin)
                settings = HostSettings(host.name, (account,))
                simulated = SimulatedHost(repository, settings, clock)
                (live,) = stack.enter_context(running([simulated]))
                address = Address("127.0.0.1", live.port)
                exchange = connect(address, Credential("sim", PASSWORD), TIMEOUTS)
                stack.callback(exchange.close)
            return Lab(clock, _Counting(exchange))

        yield make


def hosting(*vms: VmDescription, **options) -> HostDescription:
    return HostDescription("HV01", vms=vms, **options)


WEB = VmDescription(
    "web01",
    generation=2,
    processors=4,
    memory_mb=8192,
    notes="line one\nline two",
    addresses=("10.0.0.5", "2001:db8::5"),
    computer_name="web01-guest",
    checkpoints=(CheckpointDescription("first"), CheckpointDescription("second", parent="first")),
)
LOCALES = ("en-US", "de-DE", "zh-CN")


# ---- reading ---------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("build_number", [9600, 14393, 17763, 20348, 26100])
def test_a_running_vm_is_read_alike_from_every_host(lab, build_number, locale):
    reading = read_inventory(lab(hosting(WEB, build=build_number, locale=locale)).client)
    assert not reading.failed
    assert reading.parts == set(PartKind) - {PartKind.ADDRESSES}
    (vm,) = reading.vms
    assert (vm.name, vm.state, vm.generation) == ("web01", VmState.RUNNING, 2)
    assert (vm.processors, vm.memory_mb, vm.checkpoints) == (4, 8192, 2)
    assert vm.notes == "line one\nline two"
    assert vm.version
    assert vm.uptime_s == 72 * 3600
    assert vm.heartbeat is Heartbeat.APPLICATIONS_OK
    assert vm.guest.computer_name == "web01-guest"
    assert vm.guest.addresses == ("10.0.0.5", "2001:db8::5")
    assert [s.kind for s in vm.services] == list(ServiceKind)
    off = {s.kind for s in vm.services if s.enabled is False}
    assert off == {ServiceKind.GUEST_SERVICE}
    assert all(s.status is ServiceStatus.OK for s in vm.services)
    assert reading.facts.name == "HV01"
    assert reading.facts.build == build_number
    is_old = Limit.SUMMARY_NOT_ENUMERABLE in reading.capabilities
    assert is_old == (build_number == 9600)


@pytest.mark.parametrize(
    ("start", "state", "heartbeat"),
    [
        (StartState.OFF, VmState.OFF, Heartbeat.NONE),
        (StartState.SAVED, VmState.SAVED, Heartbeat.NONE),
        (StartState.PAUSED, VmState.PAUSED, Heartbeat.PAUSED),
    ],
)
def test_vms_that_do_not_run(lab, start, state, heartbeat):
    vm = lab(hosting(replace(WEB, state=start))).vm("web01")
    assert (vm.state, vm.heartbeat) == (state, heartbeat)
    assert vm.service(ServiceKind.VSS).enabled
    if state in (VmState.OFF, VmState.SAVED):
        assert {s.status for s in vm.services} == {ServiceStatus.NOT_RUNNING}
        assert vm.guest.addresses == ()


@pytest.mark.parametrize(
    ("fault", "status", "detail"),
    [
        (ServiceFault.NO_CONTACT, ServiceStatus.NO_CONTACT, None),
        (ServiceFault.LOST_COMMUNICATION, ServiceStatus.LOST_COMMUNICATION, None),
        (ServiceFault.ERROR, ServiceStatus.ERROR, None),
        (ServiceFault.NON_RECOVERABLE, ServiceStatus.NON_RECOVERABLE, None),
        (ServiceFault.DEGRADED, ServiceStatus.DEGRADED, None),
        (ServiceFault.PROTOCOL_MISMATCH, None, ServiceDetail.PROTOCOL_MISMATCH),
    ],
)
def test_what_a_guest_does_not_answer(lab, fault, status, detail):
    vm = lab(hosting(replace(WEB, faults=(("vss", fault),)))).vm("web01")
    service = vm.service(ServiceKind.VSS)
    assert status is None or service.status is status
    assert detail is None or service.detail is detail


def test_names_are_data(lab):
    names = ['it\'s "quoted" & <tagged>', "雪/\\%_[x]", "same", "same"]
    machine = lab(hosting(*(VmDescription(name) for name in names)))
    vms = read_inventory(machine.client).vms
    assert sorted(vm.name for vm in vms) == sorted(names)
    assert len({vm.id for vm in vms}) == 4


def test_a_host_without_vms(lab):
    reading = read_inventory(lab(hosting()).client)
    assert reading.vms == ()
    assert reading.facts.name == "HV01"


def test_a_host_without_the_role(lab):
    with pytest.raises(HyperVMissing):
        read_inventory(lab(hosting(has_hyperv=False)).client)


@pytest.mark.parametrize("build_number", [9600, 20348])
def test_an_account_without_rights(lab, build_number):
    machine = lab(hosting(WEB, build=build_number), is_hyperv_admin=False)
    with pytest.raises(Forbidden):
        read_inventory(machine.client)


def test_an_unchanged_host_gives_the_same_objects(lab):
    machine = lab(hosting(WEB, replace(WEB, name="off", state=StartState.OFF)))
    states = read_states(machine.client, cold=True)
    readings = [part.read(machine.client) for part in plan(states)]
    before = assemble(states, readings)
    again = assemble(
        read_states(machine.client, cold=True),
        [part.read(machine.client) for part in plan(states)],
        before,
    )
    assert all(new is old for new, old in zip(again, before, strict=True))


@pytest.mark.parametrize(("vms", "running_share"), [(30, 1.0), (100, 0.7), (100, 1.0), (300, 0.8)])
def test_budgets(lab, vms, running_share):
    fleet = tuple(
        replace(
            WEB,
            name=f"vm{n:04d}",
            state=StartState.RUNNING if n < vms * running_share else StartState.OFF,
            checkpoints=WEB.checkpoints if n % 20 == 0 else (),
        )
        for n in range(vms)
    )
    machine = lab(hosting(*fleet))
    reading = read_inventory(machine.client)
    assert len(reading.vms) == vms
    assert machine.exchange.requests <= budget_for(vms)
    machine.exchange.requests = 0
    read_states(machine.client, reading.capabilities)
    assert machine.exchange.requests <= 2


def test_the_budget_of_a_thousand(lab):
    fleet = tuple(replace(WEB, name=f"vm{n:04d}", checkpoints=()) for n in range(1_000))
    machine = lab(hosting(*fleet))
    reading = read_inventory(machine.client)
    assert len(reading.vms) == 1_000
    assert machine.exchange.requests <= 45
    assert all(vm.guest.addresses for vm in reading.vms)
    guests = read_guests(machine.client, vm=reading.vms[0].id)
    assert guests.guests[reading.vms[0].id].computer_name == "web01-guest"


# ---- services --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(ServiceKind))
@pytest.mark.parametrize("style", list(ChangeStyle))
@pytest.mark.parametrize("start", [StartState.RUNNING, StartState.OFF])
def test_every_service_is_switched_and_switched_back(lab, kind, style, start):
    machine = lab(hosting(replace(WEB, changes=style, state=start), VmDescription("other")))
    vm = machine.vm("web01")
    was_on = vm.service(kind).enabled
    for on in (not was_on, was_on):
        machine.finish(services.set_enabled(machine.client, vm.id, kind, on))
        read_back = services.read_service(machine.client, vm.id, kind)
        assert read_back.enabled is on
        assert with_services(vm, (read_back,)).service(kind).enabled is on
    assert machine.vm("web01").services == vm.services


def test_a_switch_leaves_other_vms_and_checkpoints_alone(lab):
    machine = lab(hosting(WEB, VmDescription("other")))
    before = machine.vm("other")
    vm = machine.id_of("web01")
    machine.finish(services.set_enabled(machine.client, vm, ServiceKind.VSS, False))
    assert machine.vm("other").services == before.services
    assert [s.enabled for s in machine.vm("web01").services].count(False) == 2


def test_all_services_of_one_vm(lab):
    machine = lab(hosting(WEB, VmDescription("other")))
    vm = machine.vm("web01")
    assert services.read_services(machine.client, vm.id) == vm.services


def test_a_disabled_heartbeat_shows_as_disabled(lab):
    machine = lab(hosting(WEB))
    vm = machine.id_of("web01")
    machine.finish(services.set_enabled(machine.client, vm, ServiceKind.HEARTBEAT, False))
    assert machine.vm("web01").heartbeat is Heartbeat.DISABLED


def test_a_vm_that_is_not_there_has_no_service(lab):
    with pytest.raises(NotPossible) as caught:
        services.set_enabled(
            lab(hosting(WEB)).client,
            VmId("00000000-0000-4000-8000-000000000000"),
            ServiceKind.VSS,
            False,
        )
    assert caught.value.why == "service_missing"


def test_a_change_that_the_host_refuses(lab):
    machine = lab(hosting(replace(WEB, job_faults=(("modify", JobFault.REFUSED),))))
    with pytest.raises(OperationFailed):
        services.set_enabled(machine.client, machine.id_of("web01"), ServiceKind.VSS, False)
    assert machine.vm("web01").service(ServiceKind.VSS).enabled


# ---- power and jobs --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "action", "end"),
    [
        (StartState.OFF, PowerAction.START, VmState.RUNNING),
        (StartState.SAVED, PowerAction.START, VmState.RUNNING),
        (StartState.RUNNING, PowerAction.SAVE, VmState.SAVED),
        (StartState.RUNNING, PowerAction.PAUSE, VmState.PAUSED),
        (StartState.PAUSED, PowerAction.RESUME, VmState.RUNNING),
        (StartState.PAUSED, PowerAction.SAVE, VmState.SAVED),
        (StartState.RUNNING, PowerAction.RESET, VmState.RUNNING),
        (StartState.RUNNING, PowerAction.TURN_OFF, VmState.OFF),
        (StartState.PAUSED, PowerAction.TURN_OFF, VmState.OFF),
        (StartState.RUNNING, PowerAction.SHUTDOWN, VmState.OFF),
        (StartState.RUNNING, PowerAction.RESTART, VmState.RUNNING),
    ],
)
def test_power(lab, start, action, end):
    machine = lab(hosting(replace(WEB, state=start)))
    started = power.request(machine.client, machine.id_of("web01"), action)
    machine.finish(started)
    assert machine.state_of("web01") is end
    if action in (PowerAction.RESET, PowerAction.RESTART):
        assert machine.vm("web01").uptime_s <= LONG_S


@pytest.mark.parametrize(
    ("start", "action", "state"),
    [
        (StartState.OFF, PowerAction.START, VmState.STARTING),
        (StartState.RUNNING, PowerAction.SAVE, VmState.SAVING),
        (StartState.RUNNING, PowerAction.PAUSE, VmState.PAUSING),
        (StartState.PAUSED, PowerAction.RESUME, VmState.RESUMING),
        (StartState.RUNNING, PowerAction.TURN_OFF, VmState.STOPPING),
    ],
)
def test_what_a_vm_shows_meanwhile(lab, start, action, state):
    machine = lab(hosting(replace(WEB, state=start)))
    started = power.request(machine.client, machine.id_of("web01"), action)
    assert jobs.read(machine.client, started.job).state is JobState.RUNNING
    assert machine.state_of("web01") is state


@pytest.mark.parametrize(
    ("start", "action"),
    [
        (StartState.RUNNING, PowerAction.START),
        (StartState.OFF, PowerAction.TURN_OFF),
        (StartState.SAVED, PowerAction.SAVE),
        (StartState.PAUSED, PowerAction.PAUSE),
    ],
)
def test_a_vm_that_is_so_already(lab, start, action):
    machine = lab(hosting(replace(WEB, state=start)))
    assert power.request(machine.client, machine.id_of("web01"), action).is_done


@pytest.mark.parametrize(
    ("start", "action"),
    [
        (StartState.OFF, PowerAction.SAVE),
        (StartState.OFF, PowerAction.RESET),
        (StartState.SAVED, PowerAction.PAUSE),
    ],
)
def test_a_state_that_does_not_allow_it(lab, start, action):
    machine = lab(hosting(replace(WEB, state=start)))
    with pytest.raises(OperationFailed) as caught:
        power.request(machine.client, machine.id_of("web01"), action)
    assert caught.value.code == 32775


def test_a_locked_guest_is_shut_down_by_force_only(lab):
    machine = lab(hosting(replace(WEB, is_locked=True)))
    vm = machine.id_of("web01")
    with pytest.raises(OperationFailed) as caught:
        power.request(machine.client, vm, PowerAction.SHUTDOWN)
    assert caught.value.code == 32781
    machine.finish(power.request(machine.client, vm, PowerAction.SHUTDOWN, force=True))
    assert machine.state_of("web01") is VmState.OFF


def test_a_guest_that_shuts_down_already(lab):
    machine = lab(hosting(replace(WEB, shutdown=ShutdownStyle.HANGS)))
    vm = machine.id_of("web01")
    power.request(machine.client, vm, PowerAction.SHUTDOWN)
    with pytest.raises(OperationFailed) as caught:
        power.request(machine.client, vm, PowerAction.SHUTDOWN)
    assert caught.value.code == 32782


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"state": StartState.OFF}, "vm_not_running"),
        ({"state": StartState.SAVED}, "vm_not_running"),
        ({"faults": (("shutdown", ServiceFault.NO_CONTACT),)}, "shutdown_no_contact"),
    ],
)
def test_a_guest_that_cannot_be_asked(lab, changes, why):
    machine = lab(hosting(replace(WEB, **changes)))
    with pytest.raises(NotPossible) as caught:
        power.request(machine.client, machine.id_of("web01"), PowerAction.SHUTDOWN)
    assert caught.value.why == why


@pytest.mark.parametrize("locale", LOCALES)
def test_a_job_that_fails_tells_why(lab, locale):
    fault = (("start", JobFault.NOT_ENOUGH_MEMORY),)
    machine = lab(hosting(replace(WEB, state=StartState.OFF, job_faults=fault), locale=locale))
    started = power.request(machine.client, machine.id_of("web01"), PowerAction.START)
    machine.clock.advance(LONG_S)
    job = jobs.read(machine.client, started.job)
    assert job.state is JobState.FAILED
    error = jobs.failure(
        power.method_of(PowerAction.START), job, jobs.error_texts(machine.client, started.job)
    )
    assert error.code
    assert "web01" in error.host_text + " ".join(error.more)
    assert machine.state_of("web01") is VmState.OFF


def test_a_job_that_hangs_is_cancelled(lab):
    fault = (("save", JobFault.HANGS),)
    machine = lab(hosting(replace(WEB, job_faults=fault)))
    started = power.request(machine.client, machine.id_of("web01"), PowerAction.SAVE)
    machine.clock.advance(LONG_S)
    job = jobs.read(machine.client, started.job)
    assert job.state is JobState.RUNNING
    assert job.can_cancel
    jobs.cancel(machine.client, started.job)
    machine.clock.advance(LONG_S)
    assert jobs.read(machine.client, started.job).state is JobState.CANCELLED


def test_a_job_is_forgotten_after_a_while(lab):
    machine = lab(hosting(WEB))
    started = power.request(machine.client, machine.id_of("web01"), PowerAction.SAVE)
    machine.finish(started)
    machine.clock.advance(3_600)
    with pytest.raises(ObjectGone):
        jobs.read(machine.client, started.job)
