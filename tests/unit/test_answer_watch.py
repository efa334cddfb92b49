"""After a service was switched on: waiting, answered, silent."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from console.fleet.answer_watch import AnswerVerdict, AnswerWatch, patience_s
from console.fleet.operation import OperationLog, OperationPhase, OperationRecord, ServiceChange
from console.fleet.store import FleetStore
from console.model.host import HostSnapshot, LinkState
from console.model.identity import HostId, VmId, VmKey
from console.model.service import ServiceKind, ServiceSnapshot, ServiceStatus
from console.model.vm import Heartbeat, VmSnapshot, VmState
from tests.unit.fleet_doubles import LoopClock, run_virtual

HOST = HostId("hv1")
KEY = VmKey(HOST, VmId("A"))
KVP, BEAT = ServiceKind.KVP, ServiceKind.HEARTBEAT
UP = 5_000


class Bench:
    """A store and a log with an answer watch on them."""

    def __init__(self):
        self.clock = LoopClock()
        self.store = FleetStore()
        self.log = OperationLog()
        self.watch = AnswerWatch(self.store, self.log, self.clock, 20.0)
        self.told = []
        self.watch.subscribe(lambda answer: self.told.append(answer.verdict))
        self.vm = VmSnapshot(KEY.vm, "web01", VmState.RUNNING, uptime_s=UP)
        self.show()

    def show(self, link=LinkState.ONLINE, **changes):
        self.vm = replace(self.vm, **changes)
        self.store.put(HostSnapshot(HOST, "HV1", link=link, vms=(self.vm,)))
        self.store.flush()

    def service(self, kind, enabled=True, status=ServiceStatus.NO_CONTACT, **more):
        self.show(services=(ServiceSnapshot(kind, enabled, status),), **more)

    def switch(self, kind, on=True, phase=OperationPhase.SUCCEEDED):
        record = OperationRecord(
            self.log.next_id(),
            KEY,
            HOST,
            "HV1",
            "web01",
            ServiceChange(kind, on),
            OperationPhase.WAITING,
            datetime.now(UTC),
        )
        self.log.put(record)
        ended = replace(record, phase=phase)
        self.log.put(ended)
        return ended

    def verdict(self, kind=KVP):
        return self.watch.verdict(KEY, kind)


def at_bench(test):
    def run():
        async def body():
            bench = Bench()
            await test(bench)
            bench.watch.close()
            bench.store.close()

        run_virtual(body())

    run.__name__ = test.__name__
    return run


@at_bench
async def test_a_guest_that_answers(bench):
    bench.service(KVP)
    assert bench.verdict() is None
    bench.switch(KVP)
    assert bench.verdict() is AnswerVerdict.WAITING
    bench.service(KVP, status=ServiceStatus.OK)
    assert bench.verdict() is AnswerVerdict.ANSWERED
    await asyncio.sleep(500)
    assert bench.verdict() is AnswerVerdict.ANSWERED


@at_bench
async def test_a_guest_that_does_not_answer_and_then_does(bench):
    bench.service(KVP)
    bench.switch(KVP)
    await asyncio.sleep(60 + 20 - 0.5)
    assert bench.verdict() is AnswerVerdict.WAITING
    await asyncio.sleep(1)
    assert bench.verdict() is AnswerVerdict.SILENT
    bench.service(KVP, status=ServiceStatus.DEGRADED)
    assert bench.told == [AnswerVerdict.WAITING, AnswerVerdict.SILENT, AnswerVerdict.ANSWERED]


@at_bench
async def test_the_heartbeat_is_seen_in_the_states_and_waited_for_less(bench):
    bench.service(BEAT, heartbeat=Heartbeat.NO_CONTACT)
    bench.switch(BEAT)
    await asyncio.sleep(15.1)
    assert bench.verdict(BEAT) is AnswerVerdict.SILENT
    bench.show(heartbeat=Heartbeat.OK)
    assert bench.verdict(BEAT) is AnswerVerdict.ANSWERED


@at_bench
async def test_a_guest_that_has_just_started_may_take_longer(bench):
    bench.service(KVP, uptime_s=10)
    bench.switch(KVP)
    await asyncio.sleep(170 + 79)
    assert bench.verdict() is AnswerVerdict.WAITING
    await asyncio.sleep(2)
    assert bench.verdict() is AnswerVerdict.SILENT


@at_bench
async def test_while_the_host_is_away_nothing_is_said(bench):
    bench.service(KVP)
    bench.switch(KVP)
    bench.show(link=LinkState.STALE)
    await asyncio.sleep(500)
    assert bench.verdict() is AnswerVerdict.WAITING
    bench.show()
    assert bench.verdict() is AnswerVerdict.SILENT


@pytest.mark.parametrize(
    "forgets",
    [
        lambda bench: bench.switch(KVP, on=False),
        lambda bench: bench.service(KVP, enabled=False),
        lambda bench: bench.show(state=VmState.OFF),
        lambda bench: bench.store.drop(HOST) or bench.store.flush(),
    ],
    ids=["switched off by us", "switched off by others", "stopped", "gone"],
)
def test_what_is_over_is_forgotten(forgets):
    @at_bench
    async def run(bench):
        bench.service(KVP)
        bench.switch(KVP)
        forgets(bench)
        assert bench.verdict() is None
        assert bench.told[-1] is None
        await asyncio.sleep(500)
        assert len(bench.told) == 2

    run()


@at_bench
async def test_only_what_was_really_switched_on_in_a_vm_that_runs_is_followed(bench):
    bench.service(KVP)
    bench.switch(KVP, phase=OperationPhase.FAILED)
    assert bench.verdict() is None
    bench.service(KVP, state=VmState.OFF)
    bench.switch(KVP)
    assert bench.verdict() is None


@at_bench
async def test_a_record_that_is_marked_later_begins_nothing_anew(bench):
    bench.service(KVP)
    ended = bench.switch(KVP)
    bench.switch(KVP, on=False)
    bench.log.put(replace(ended, can_undo=True))
    assert bench.verdict() is None


@pytest.mark.parametrize("kind", ServiceKind)
def test_every_service_has_its_patience(kind):
    vm = VmSnapshot(KEY.vm, "web01", VmState.RUNNING, uptime_s=UP)
    assert 15 <= patience_s(kind, vm) <= 60
    assert patience_s(kind, replace(vm, uptime_s=None)) == patience_s(kind, vm)
