"""Every way in which a host can be hostile or broken: error, words, time in the lane, healing."""

import asyncio
import contextlib
import time
from dataclasses import dataclass, field

import pytest

from console.fleet.connection import HostConnection
from console.fleet.fleet import Fleet
from console.fleet.gateway import Memory, wsman_gateways
from console.fleet.operation import OperationPhase
from console.fleet.schedule import Tier
from console.model.connection import Timeouts
from console.model.errors import ConsoleError
from console.model.host import LinkState
from console.model.identity import HostId, VmKey
from console.model.power import PowerAction
from console.model.service import ServiceKind
from console.settings.schema import HostConfig, PollPace
from console.simulator.descriptions import JobFault
from console.transport.connect import connect
from console.transport.lane import Lane
from console.ui.texts import explain
from tests.contract.hostile import PASSWORD
from tests.contract.hostile_cases import CASES, CONNECT_S, READ_S, starting

HASTY = Timeouts(connect=CONNECT_S, operation=READ_S * 0.75, margin=READ_S * 0.25)
PATIENT = Timeouts(connect=20.0, operation=40.0, margin=20.0)
MARGIN_S = 30.0
"""For a machine that has other things to do."""
WITHIN_S = 60.0


class TimedLane(Lane):
    """A lane that knows how long its calls took."""

    def __init__(self, name, finalizer=None):
        super().__init__(name, finalizer)
        self.seconds = 0.0

    async def call(self, function, *args):
        def timed(*given):
            began = time.monotonic()
            try:
                return function(*given)
            finally:
                self.seconds += time.monotonic() - began

        return await super().call(timed, *args)


@dataclass
class Visit:
    """A connection to a place, and what it brought."""

    connection: HostConnection
    lanes: list[TimedLane] = field(default_factory=list)

    @property
    def seconds(self):
        return sum(lane.seconds for lane in self.lanes)

    async def read(self):
        """Read everything; the error of a part that could not be read is raised."""
        call, gateway = self.connection.call, self.connection.gateway
        states = await call(gateway.read_tier, Tier.STATES, Memory(), True)
        memory = Memory(states.capabilities, states.states, states.rows)
        rows = states.rows
        for tier in (Tier.INVENTORY, Tier.SERVICES):
            reading = await call(gateway.read_tier, tier, memory, True)
            rows = reading.apply(rows)
            for error in reading.failed:
                raise error
        return rows


def config_of(place):
    return HostConfig(HostId("h"), "HV01", place.endpoint, place.credential.user)


@contextlib.asynccontextmanager
async def visiting(place, timeouts):
    lanes = []

    def make(name, finalizer):
        lanes.append(TimedLane(name, finalizer))
        return lanes[-1]

    connection = HostConnection(
        lanes=make,
        gateways=wsman_gateways(connect),
        config=config_of(place),
        credential=place.credential,
        purpose="test",
        timeouts=timeouts,
    )
    try:
        yield Visit(connection, lanes)
    finally:
        connection.close()


def name_of(case):
    return case.name.replace(" ", "-")


READINGS = [case for case in CASES if case.order is None]
CHANGES = [case for case in CASES if case.order is not None]


def test_there_are_many_of_them():
    assert len({case.name for case in CASES}) == len(CASES) >= 40


@pytest.mark.parametrize("case", READINGS, ids=name_of)
def test_a_reading(case):
    asyncio.run(reading(case))


async def reading(case):
    with contextlib.ExitStack() as stack:
        place = case.setup(stack)
        timeouts = HASTY if case.is_hasty else PATIENT
        async with visiting(place, timeouts) as visit:
            error = rows = None
            try:
                rows = await visit.read()
            except ConsoleError as problem:
                error = problem
            assert visit.seconds < timeouts.connect + timeouts.read + MARGIN_S
            check_error(case, place, error)
            if case.says is None:
                assert len(rows) == 2
            if case.check:
                case.check(place)
            if place.live is not None and case.heals:
                place.live.plan.clear()
                assert len(await healed(visit)) == 2


async def healed(visit):
    """Read on the same connection until it goes well, for a loaded machine may lack patience."""
    deadline = time.monotonic() + WITHIN_S
    while True:
        try:
            return await visit.read()
        except ConsoleError:
            if time.monotonic() > deadline:
                raise


def check_error(case, place, error):
    if case.says is None:
        assert error is None, explain(error)
        return
    assert error is not None
    said = explain(error)
    told = f"{error!r} {said}"
    assert type(error) is case.says.kind, told
    if case.says.reason is not None:
        assert error.reason is case.says.reason, told
    cause = case.says.cause.replace("{port}", str(place.port))
    assert said.cause == cause, told
    assert said.next_step == case.says.step, told
    assert said.next_step
    assert PASSWORD not in told


@pytest.mark.parametrize("case", CHANGES, ids=name_of)
def test_a_change(case):
    asyncio.run(change(case))


async def change(case):
    with contextlib.ExitStack() as stack:
        place = case.setup(stack)
        async with fleet_of(place) as fleet:
            record = fleet.change_power(key_of(fleet, "web01"), case.order)
            await until(lambda: now(fleet, record).phase.is_finished)
            check_error(case, place, now(fleet, record).error)
            place.live.plan.clear()
            await until(lambda: fleet.store.hosts[HostId("h")].link is LinkState.ONLINE)


def test_a_job_that_hangs_leaves_its_host_free_and_can_be_ended():
    asyncio.run(hanging())


async def hanging():
    with contextlib.ExitStack() as stack:
        place = starting(JobFault.HANGS)(stack)
        async with fleet_of(place) as fleet:
            record = fleet.change_power(key_of(fleet, "web01"), PowerAction.START)
            await until(lambda: now(fleet, record).can_cancel)
            other = fleet.set_service(key_of(fleet, "db01"), ServiceKind.VSS, False)
            await until(lambda: now(fleet, other).phase is OperationPhase.SUCCEEDED)
            assert not now(fleet, record).phase.is_finished
            fleet.cancel(record.id)
            await until(lambda: now(fleet, record).phase.is_finished)
            assert now(fleet, record).phase is OperationPhase.CANCELLED
            said = explain(now(fleet, record).error)
            assert said.cause == "This was cancelled."
            assert said.next_step


@contextlib.asynccontextmanager
async def fleet_of(place):
    """A fleet that has read this one host."""
    fleet = Fleet(connect, pace=PollPace(states_s=1.0, services_s=30.0, inventory_s=30.0))
    try:
        fleet.add(config_of(place), place.credential)
        fleet.connect(HostId("h"))
        await until(lambda: fleet.store.hosts[HostId("h")].vms)
        yield fleet
    finally:
        await fleet.close(1.0)


def key_of(fleet, name):
    host = fleet.store.hosts[HostId("h")]
    return VmKey(host.id, next(vm.id for vm in host.vms if vm.name == name))


def now(fleet, record):
    return next(each for each in fleet.operations.records if each.id == record.id)


async def until(condition):
    deadline = time.monotonic() + WITHIN_S
    while not condition():
        assert time.monotonic() < deadline, "it never came to be"
        await asyncio.sleep(0.02)
