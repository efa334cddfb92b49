"""The fleet against simulated hosts over HTTP: real lanes, real sign-in, real time."""

import asyncio
import contextlib
import time
from dataclasses import replace
from random import Random

import pytest

from console.fleet.fleet import Fleet
from console.fleet.operation import OperationPhase
from console.model.connection import AuthMethod, Credential
from console.model.connection import Endpoint as Address
from console.model.errors import OperationFailed, OutcomeUnknown, Refused
from console.model.host import LinkState
from console.model.identity import HostId, VmKey
from console.model.power import PowerAction
from console.model.service import ServiceKind
from console.model.vm import VmState
from console.settings.schema import HostConfig, PollPace
from console.simulator.accounts import Account
from console.simulator.clock import ManualClock
from console.simulator.descriptions import (
    ChangeStyle,
    HostDescription,
    JobFault,
    StartState,
    VmDescription,
)
from console.simulator.faults import Hang, Reset, Scope
from console.simulator.fleets import build
from console.simulator.running_host import running
from console.simulator.server import HostSettings, SimulatedHost
from console.transport.connect import connect

PASSWORD = "pw-of-this-test"
KVP = ServiceKind.KVP
WITHIN_S = 20.0
MODIFY = "ModifyResourceSettings"
WEB = VmDescription("web01", computer_name="web01-guest", addresses=("10.0.0.5",))
DB = VmDescription("db01", state=StartState.OFF)
FAST = PollPace(states_s=1.0, services_s=2.0, inventory_s=30.0)


class Site:
    """Simulated hosts and a fleet that knows them."""

    def __init__(self, fleet):
        self.fleet = fleet
        self.live = {}
        self.clocks = {}

    def add(self, name, password=PASSWORD):
        address = Address("127.0.0.1", self.live[name].port)
        config = HostConfig(HostId(name), name, address, "sim", AuthMethod.NTLM)
        self.fleet.add(config, Credential("sim", password))

    def snapshot(self, name="HV01"):
        return self.fleet.store.hosts[HostId(name)]

    def vm(self, vm="web01", name="HV01"):
        return next((each for each in self.snapshot(name).vms if each.name == vm), None)

    def key(self, vm="web01", name="HV01"):
        return VmKey(HostId(name), self.vm(vm, name).id)

    def record(self, record):
        return self.fleet.operations.record(record.id)

    def advance(self, seconds, name="HV01"):
        self.live[name].call(lambda: self.clocks[name].advance(seconds))

    def calls_of(self, method, name="HV01"):
        return [each for each in self.live[name].log.messages if each.method == method]

    async def until(self, condition, within=WITHIN_S):
        deadline = time.monotonic() + within
        while not condition():
            assert time.monotonic() < deadline, "it never came to be"
            await asyncio.sleep(0.01)

    async def ended(self, record, within=WITHIN_S):
        await self.until(lambda: not self.record(record).is_pending, within)
        return self.record(record)

    async def online(self, name="HV01"):
        self.add(name)
        self.fleet.connect(HostId(name))
        await self.until(
            lambda: self.snapshot(name).facts and all(vm.services for vm in self.snapshot(name).vms)
        )


def on_site(test, *hosts, pace=FAST, **account):
    """Run an async test with these hosts."""

    async def body(site):
        try:
            await test(site)
        finally:
            before = time.monotonic()
            await site.fleet.close(2.0)
            assert time.monotonic() - before < 2.5

    with contextlib.ExitStack() as stack:
        site = Site(Fleet(connect, pace=pace, rng=Random(1)))
        for host in hosts:
            clock = ManualClock()
            settings = HostSettings(host.name, (Account("sim", PASSWORD, **account),))
            simulated = SimulatedHost(build(host, clock), settings, clock)
            (site.live[host.name],) = stack.enter_context(running([simulated]))
            site.clocks[host.name] = clock
        asyncio.run(body(site))


def hosting(*vms, name="HV01", **options):
    return HostDescription(name, vms=vms, **options)


@pytest.mark.parametrize("build_number", [9600, 20348])
def test_everything_is_read(build_number):
    async def test(site):
        await site.online()
        web, db = site.vm("web01"), site.vm("db01")
        assert (web.state, db.state) == (VmState.RUNNING, VmState.OFF)
        assert web.service(KVP).enabled
        assert web.service(KVP).is_answering
        assert web.version
        assert web.generation == 2
        assert site.snapshot().facts.name == "HV01"
        assert site.snapshot().error is None
        await site.until(lambda: site.vm("web01").guest.computer_name == "web01-guest")

    on_site(test, hosting(WEB, DB, build=build_number))


@pytest.mark.parametrize("style", ChangeStyle)
def test_a_toggle_and_its_undo(style):
    async def test(site):
        await site.online()
        record = site.fleet.set_service(site.key(), KVP, False)
        if style is ChangeStyle.JOB:
            await site.until(lambda: site.calls_of(MODIFY))
            site.advance(60)
        done = await site.ended(record)
        assert (done.phase, done.error) == (OperationPhase.SUCCEEDED, None)
        assert site.vm().service(KVP).enabled is False
        undo = site.fleet.undo()
        if style is ChangeStyle.JOB:
            await site.until(lambda: len(site.calls_of(MODIFY)) == 2)
            site.advance(60)
        assert (await site.ended(undo)).phase is OperationPhase.SUCCEEDED
        assert site.vm().service(KVP).enabled is True

    on_site(test, hosting(replace(WEB, changes=style)))


def test_a_toggle_is_answered_while_a_background_reading_hangs():
    async def test(site):
        await site.online()
        plan = site.live["HV01"].plan
        hang = plan.add(Hang(), Scope(class_name="Msvm_SummaryInformation"))
        await site.until(lambda: plan.hits(hang))
        began = time.monotonic()
        done = await site.ended(site.fleet.set_service(site.key(), KVP, False), within=5)
        assert time.monotonic() - began < 2
        assert done.phase is OperationPhase.SUCCEEDED
        assert site.vm().service(KVP).enabled is False

    on_site(test, hosting(WEB))


def test_a_start_is_followed_to_its_end():
    async def test(site):
        await site.online()
        record = site.fleet.change_power(site.key("db01"), PowerAction.START)
        await site.until(lambda: site.calls_of("RequestStateChange"))
        site.advance(60)
        assert (await site.ended(record)).phase is OperationPhase.SUCCEEDED
        assert site.vm("db01").state is VmState.RUNNING

    on_site(test, hosting(WEB, DB))


def test_a_shutdown_shows_by_itself():
    slow = PollPace(states_s=60, services_s=60, inventory_s=60)

    async def test(site):
        await site.online()
        record = site.fleet.change_power(site.key(), PowerAction.SHUTDOWN)
        await site.until(lambda: site.calls_of("InitiateShutdown"))
        assert site.record(record).is_pending
        site.advance(120)
        await site.until(lambda: site.vm().state is VmState.OFF, within=5)
        assert (await site.ended(record)).phase is OperationPhase.SUCCEEDED

    on_site(test, hosting(WEB), pace=slow)


def test_a_job_that_fails_tells_the_hosts_words():
    async def test(site):
        await site.online()
        record = site.fleet.change_power(site.key("db01"), PowerAction.START)
        await site.until(lambda: site.calls_of("RequestStateChange"))
        site.advance(60)
        done = await site.ended(record)
        assert done.phase is OperationPhase.FAILED
        assert isinstance(done.error, OperationFailed)
        assert done.error.host_text
        assert site.vm("db01").state is VmState.OFF

    fault = (("start", JobFault.NOT_ENOUGH_MEMORY),)
    on_site(test, hosting(replace(DB, job_faults=fault)))


def test_a_hanging_job_is_cancelled():
    async def test(site):
        await site.online()
        record = site.fleet.change_power(site.key(), PowerAction.SAVE)
        await site.until(lambda: site.record(record).percent is not None)
        assert site.record(record).can_cancel
        site.fleet.cancel(record.id)
        await site.until(lambda: len(site.calls_of("RequestStateChange")) == 2)
        site.advance(60)
        assert (await site.ended(record)).phase is OperationPhase.CANCELLED

    on_site(test, hosting(replace(WEB, job_faults=(("save", JobFault.HANGS),))))


@pytest.mark.parametrize("performs", [True, False])
def test_a_connection_lost_after_a_change_was_sent(performs):
    async def test(site):
        await site.online()
        site.live["HV01"].plan.add(Reset(performs=performs), Scope(method=MODIFY))
        done = await site.ended(site.fleet.set_service(site.key(), KVP, False))
        assert done.phase is OperationPhase.UNKNOWN_OUTCOME
        assert isinstance(done.error, OutcomeUnknown)
        await site.until(lambda: site.calls_of(MODIFY) or not performs)
        if performs:
            await site.until(lambda: site.vm().service(KVP).enabled is False)
        await asyncio.sleep(0.5)
        assert len(site.calls_of(MODIFY)) <= 1, "a change is never repeated"
        assert site.vm().service(KVP).enabled is not performs

    on_site(test, hosting(WEB))


def test_a_host_that_goes_away_and_comes_back():
    async def test(site):
        await site.online()
        site.live["HV01"].stop_listening()
        await site.until(lambda: site.snapshot().link is LinkState.STALE)
        assert site.vm().name == "web01"
        assert site.snapshot().retry_at is not None
        site.live["HV01"].restart()
        site.fleet.refresh()
        await site.until(lambda: site.snapshot().link is LinkState.ONLINE)
        done = await site.ended(site.fleet.set_service(site.key(), KVP, False))
        assert done.phase is OperationPhase.SUCCEEDED

    on_site(test, hosting(WEB))


def test_a_wrong_password_is_tried_once():
    async def test(site):
        site.add("HV01", password="wrong")
        site.fleet.connect(HostId("HV01"))
        await site.until(lambda: site.snapshot().link is LinkState.REFUSED)
        assert isinstance(site.snapshot().error, Refused)
        requests = site.live["HV01"].log.counters.requests
        site.fleet.refresh()
        await asyncio.sleep(2)
        assert site.live["HV01"].log.counters.requests == requests
        await site.online()

    on_site(test, hosting(WEB))


def test_an_account_without_rights_is_forbidden():
    async def test(site):
        site.add("HV01")
        site.fleet.connect(HostId("HV01"))
        await site.until(lambda: site.snapshot().link is LinkState.FORBIDDEN)

    on_site(test, hosting(WEB), is_hyperv_admin=False)


def test_a_host_without_the_role_is_unsuitable():
    async def test(site):
        site.add("HV01")
        site.fleet.connect(HostId("HV01"))
        await site.until(lambda: site.snapshot().link is LinkState.UNSUITABLE)

    on_site(test, hosting(has_hyperv=False))


def test_hosts_do_not_disturb_one_another():
    async def test(site):
        await site.online("HV02")
        site.live["HV01"].plan.add(Hang())
        site.add("HV01")
        site.fleet.connect(HostId("HV01"))
        await site.until(lambda: site.live["HV01"].log.counters.requests)
        for on in (False, True):
            record = site.fleet.set_service(site.key(name="HV02"), KVP, on)
            assert (await site.ended(record, within=3)).phase is OperationPhase.SUCCEEDED

    on_site(test, hosting(WEB), hosting(WEB, name="HV02"))


def test_a_reading_of_states_costs_two_requests_at_most():
    pace = PollPace(states_s=1, services_s=3600, inventory_s=3600)

    async def test(site):
        await site.online()
        await asyncio.sleep(0.2)
        before = len(site.live["HV01"].log.messages)
        seen = {site.snapshot().read_at}
        while len(seen) < 4:
            await asyncio.sleep(0.02)
            seen.add(site.snapshot().read_at)
        assert len(site.live["HV01"].log.messages) - before <= 3 * 2

    on_site(test, hosting(WEB, DB), pace=pace)
