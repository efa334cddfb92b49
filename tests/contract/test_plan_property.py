"""Toggles, plans and undos in any order leave a host as the records say. Over real HTTP."""

import asyncio
import contextlib
import time
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.fleet.fleet import Fleet
from console.fleet.operation import OperationPhase, ServiceChange
from console.fleet.plan import OriginKind, PlanOrigin, PlanVerdict, draft
from console.fleet.plan_record import ItemPhase, PlanRecord
from console.fleet.plans import PlanLimits
from console.fleet.undo import UndoablePlan
from console.model.connection import AuthMethod, Credential
from console.model.connection import Endpoint as Address
from console.model.identity import HostId, VmId, VmKey
from console.model.service import ServiceKind
from console.settings.schema import HostConfig, PollPace
from console.simulator.accounts import Account
from console.simulator.behaviour.integration_service import BY_WORD
from console.simulator.clock import RealClock
from console.simulator.descriptions import HostDescription, JobFault, StartState, VmDescription
from console.simulator.fleets import build
from console.simulator.running_host import running
from console.simulator.server import HostSettings, SimulatedHost
from console.transport.connect import connect

PASSWORD = "pw-of-this-test"
WITHIN_S = 30.0
CALM = PollPace(states_s=30.0, services_s=60.0, inventory_s=300.0)
STUBBORN = (("modify", JobFault.REFUSED),)
HOSTS = tuple(
    HostDescription(
        name,
        vms=(
            VmDescription("web"),
            VmDescription("db", state=StartState.OFF, services=(("kvp", False),)),
            VmDescription("app", services=(("vss", False), ("time_sync", False))),
            VmDescription("stubborn", job_faults=STUBBORN),
        ),
    )
    for name in ("HV01", "HV02")
)
PLACES = tuple(range(8))
KINDS = (ServiceKind.KVP, ServiceKind.VSS, ServiceKind.TIME_SYNC)
LIMITS = st.builds(
    PlanLimits, st.integers(1, 3), st.integers(1, 4), st.sampled_from([None, None, 1, 2])
)
CELLS = st.tuples(st.sampled_from(PLACES), st.sampled_from(KINDS), st.booleans())
STEPS = st.one_of(
    st.tuples(st.just("toggle"), CELLS),
    st.tuples(st.just("plan"), st.lists(CELLS, min_size=1, max_size=12), LIMITS),
    st.tuples(st.just("undo")),
    st.tuples(st.just("undo plan"), st.integers(0, 9)),
)


class Site:
    """Two simulated hosts and a fleet that is new in every example."""

    def __init__(self, live, machines):
        self.live, self.machines = live, machines
        self.fleet = None
        self._began = {
            vm.id: vm.settings.switches for machine in machines for vm in machine.vms.values()
        }
        self.keys = [
            VmKey(HostId(machine.name), VmId(vm.id))
            for machine in machines
            for vm in machine.vms.values()
        ]

    def reset(self):
        """Put the hosts' switches back to what they were when they were built."""
        for machine in self.machines:
            for vm in machine.vms.values():
                vm.settings.switches = self._began[vm.id]

    def truth(self):
        """Return the switches as the hosts have them."""
        return {
            (VmKey(HostId(machine.name), VmId(vm.id)), kind): vm.settings.is_on(BY_WORD[kind.value])
            for machine in self.machines
            for vm in machine.vms.values()
            for kind in ServiceKind
        }

    def shown(self):
        """Return the switches as the store shows them."""
        return {
            (key, kind): self.fleet.store.vm(key).service(kind).enabled
            for key in self.keys
            for kind in ServiceKind
        }

    async def until(self, condition):
        deadline = time.monotonic() + WITHIN_S
        while not condition():
            assert time.monotonic() < deadline, "it never came to be"
            await asyncio.sleep(0.002)

    async def online(self):
        for host in self.live:
            address = Address("127.0.0.1", host.port)
            config = HostConfig(HostId(host.name), host.name, address, "sim", AuthMethod.NTLM)
            self.fleet.add(config, Credential("sim", PASSWORD))
            self.fleet.connect(config.id)
        known = self.fleet.store
        await self.until(lambda: all((vm := known.vm(k)) and vm.services for k in self.keys))

    async def quiet(self):
        fleet = self.fleet
        await self.until(
            lambda: (
                not any(
                    each.is_pending for each in (*fleet.operations.records, *fleet.plans.records)
                )
            )
        )


class Book:
    """Follows the records of everything that was done, and says how things must stand."""

    def __init__(self, fleet, initial):
        self.state = dict(initial)
        self._fleet = fleet

    def take(self, record):
        """Lay over the state what a record says was done."""
        if isinstance(record, PlanRecord):
            for result in self._fleet.plans.record(record.id).results:
                if result.phase is ItemPhase.SUCCEEDED:
                    self._lay(result.item.key, result.item.change)
        else:
            ended = self._fleet.operations.record(record.id)
            if ended.phase is OperationPhase.SUCCEEDED:
                self._lay(ended.key, ended.subject)

    def _lay(self, key, change):
        self.state[key, change.kind] = change.on


@contextlib.contextmanager
def hosts():
    repositories = [build(host, RealClock()) for host in HOSTS]
    served = [
        SimulatedHost(repository, HostSettings(host.name, (Account("sim", PASSWORD),)))
        for host, repository in zip(HOSTS, repositories, strict=True)
    ]
    with running(served) as live:
        yield Site(live, [repository.machine for repository in repositories])


@pytest.fixture(scope="module")
def site():
    with hosts() as built:
        yield built


def do(site, step):
    """Do one step; the record of what came about, or ``None``."""
    fleet = site.fleet
    match step:
        case ("toggle", (place, kind, on)):
            return fleet.set_service(site.keys[place], kind, on)
        case ("plan", cells, limits):
            wishes = [(site.keys[place], ServiceChange(kind, on)) for place, kind, on in cells]
            return fleet.plans.start(drafted(site, wishes), limits)
        case ("undo",):
            return fleet.undo()
        case ("undo plan", number):
            can = [record for record in fleet.plans.records if record.can_undo]
            if not can:
                return None
            return fleet.plans.start(fleet.plans.undo(can[number % len(can)].id))
    raise AssertionError(step)


def drafted(site, wishes):
    origin = PlanOrigin(OriginKind.CHOSEN)
    return draft(site.fleet.store.hosts, wishes, origin=origin, made_at=datetime.now(UTC))


def live(site, example):
    """Run an example in a fleet of its own."""

    async def body():
        site.reset()
        site.fleet = Fleet(connect, pace=CALM, rng=Random(1))
        try:
            await site.online()
            await example()
        finally:
            await site.fleet.close(2.0)

    asyncio.run(body())


def examples(count):
    return settings(
        max_examples=count,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


@examples(25)
@given(st.lists(STEPS, min_size=1, max_size=8))
def test_the_host_is_as_the_records_say(site, steps):
    async def example():
        book = Book(site.fleet, site.truth())
        for step in steps:
            record = do(site, step)
            await site.quiet()
            if record is not None:
                book.take(record)
            assert site.truth() == book.state
            assert site.shown() == book.state

    live(site, example)


@examples(20)
@given(st.lists(STEPS.filter(lambda step: step[0] != "undo plan"), min_size=1, max_size=8))
def test_undoing_everything_leaves_everything_as_it_was(site, steps):
    async def example():
        before = site.truth()
        for step in steps:
            do(site, step)
            await site.quiet()
        while site.fleet.can_undo:
            subject = site.fleet.undo_subject
            record = site.fleet.undo()
            await site.quiet()
            if isinstance(subject, UndoablePlan):
                assert site.fleet.plans.record(record.id).failed == 0
                assert record.total == subject.count
        assert site.truth() == before

    live(site, example)


@examples(20)
@given(st.lists(STEPS, min_size=1, max_size=8))
def test_whatever_is_under_way_together_the_store_shows_the_truth_in_the_end(site, steps):
    async def example():
        for step in steps:
            do(site, step)
            await asyncio.sleep(0)
        await site.quiet()
        assert site.shown() == site.truth()
        for record in site.fleet.plans.records:
            assert record.done + sum(r.phase is ItemPhase.NOT_RUN for r in record.results) == (
                record.total
            )
            assert all(r.phase.is_finished for r in record.results)

    live(site, example)


@examples(15)
@given(st.lists(CELLS, min_size=1, max_size=12))
def test_a_plan_that_was_done_would_change_nothing(site, cells):
    async def example():
        wishes = [(site.keys[place], ServiceChange(kind, on)) for place, kind, on in cells]
        done = site.fleet.plans.start(drafted(site, wishes))
        await site.quiet()
        failed = {
            result.item.key
            for result in site.fleet.plans.record(done.id).results
            if result.phase is ItemPhase.FAILED
        }
        again = drafted(site, wishes)
        assert {item.key for item in again.would_change} == failed
        assert all(
            item.verdict is PlanVerdict.ALREADY_SO for item in again.items if item.key not in failed
        )

    live(site, example)
