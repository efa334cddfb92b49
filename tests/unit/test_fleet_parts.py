"""The small parts of the fleet: gate, tasks, stamps, tokens, undo, records, followed VMs."""

import asyncio
import gc
import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.fleet.follow import PATIENCE_S, RESTART_PATIENCE_S, Following
from console.fleet.gate import PollGate
from console.fleet.operation import OperationLog, OperationPhase, OperationRecord, ServiceChange
from console.fleet.sending import SendToken
from console.fleet.stamp import Stamps, shield
from console.fleet.tasks import Spawner
from console.fleet.undo import Undoable, UndoablePlan, UndoStack
from console.model.errors import Cancelled
from console.model.identity import HostId, OperationId, PlanId, VmId, VmKey
from console.model.power import PowerAction
from console.model.service import ServiceKind
from console.model.vm import VmSnapshot, VmState
from tests.unit.fleet_doubles import LoopClock, run_virtual

KEY = VmKey(HostId("h"), VmId("v"))


def row(name, state=VmState.OFF):
    return VmSnapshot(VmId(name), name, state)


def test_the_gate_bounds_and_a_long_reading_gives_its_place_away():
    async def body():
        gate = PollGate(LoopClock(), places=2, patience_s=3)
        inside, most, began = 0, 0, {}

        async def pass_through(name, seconds):
            nonlocal inside, most
            async with gate.place():
                began[name] = LoopClock().monotonic() - start
                inside += 1
                most = max(most, inside)
                await asyncio.sleep(seconds)
                inside -= 1

        start = LoopClock().monotonic()
        names = (("hang1", 100), ("hang2", 100), ("a", 1), ("b", 1), ("c", 1))
        async with asyncio.TaskGroup() as group:
            for name, seconds in names:
                group.create_task(pass_through(name, seconds))
        assert most == 4
        assert began == {"hang1": 0, "hang2": 0, "a": 3, "b": 3, "c": 4}
        # every place came back exactly once
        async with gate.place(), gate.place():
            assert gate.is_full

    run_virtual(body())


def test_a_cancelled_reading_gives_its_place_back():
    async def body():
        gate = PollGate(LoopClock(), places=1)

        async def hold():
            async with gate.place():
                await asyncio.Event().wait()

        task = asyncio.get_running_loop().create_task(hold())
        await asyncio.sleep(0)
        task.cancel()
        async with gate.place():
            assert task.done() or task.cancelling()

    run_virtual(body())


def test_the_spawner_keeps_names_and_closes_in_time():
    async def body():
        spawner = Spawner()
        ended = []

        async def stubborn():
            try:
                await asyncio.sleep(100)
            except asyncio.CancelledError:
                await asyncio.sleep(100)
                ended.append("stubborn")

        async def plain():
            await asyncio.sleep(100)

        spawner.spawn(plain(), "plain")
        task = spawner.spawn(stubborn(), "stubborn")
        gc.collect()
        await asyncio.sleep(1)
        assert spawner.running == 2
        before = LoopClock().monotonic()
        assert await spawner.close(2.0) == ("stubborn",)
        assert LoopClock().monotonic() - before == pytest.approx(2.0)
        with pytest.raises(RuntimeError):
            spawner.spawn(plain(), "late")
        await task
        assert await spawner.close(1.0) == ()

    run_virtual(body())


@pytest.mark.expects_log
def test_a_task_that_fails_is_reported(caplog):
    async def body():
        async def broken():
            raise ValueError("by mistake")

        Spawner().spawn(broken(), "the broken one")
        await asyncio.sleep(0.1)

    run_virtual(body())
    assert "the broken one" in caplog.text
    assert "by mistake" in caplog.text


def test_stamps_tell_what_a_reading_may_not_touch():
    stamps = Stamps()
    early = stamps.begin()
    assert stamps.overtaken(early) == frozenset()
    stamps.confirm(VmId("a"))
    middle = stamps.begin()
    stamps.confirm(VmId("b"))
    assert stamps.overtaken(early) == {"a", "b"}
    assert stamps.overtaken(middle) == {"b"}
    assert stamps.overtaken(stamps.begin()) == frozenset()


IDS = st.sampled_from("abcdef")
ROWS = st.lists(
    st.builds(row, IDS, st.sampled_from([VmState.OFF, VmState.RUNNING])),
    unique_by=lambda each: each.id,
).map(tuple)


@given(ROWS, ROWS, st.frozensets(IDS))
def test_shield_takes_everything_but_the_overtaken(known, fresh, overtaken):
    result = {each.id: each for each in shield(known, fresh, overtaken)}
    old = {each.id: each for each in known}
    new = {each.id: each for each in fresh}
    for vm in "abcdef":
        assert result.get(vm) == (old if vm in overtaken else new).get(vm)
    assert len(result) == len(shield(known, fresh, overtaken))


def test_a_token_is_sent_or_revoked_never_both():
    token = SendToken()
    assert token.revoke()
    with pytest.raises(Cancelled):
        token.send(pytest.fail)
    token = SendToken()
    assert token.send(lambda x: x + 1, 1) == 2
    assert token.has_begun
    assert not token.revoke()


def test_a_token_in_a_race():
    for _ in range(300):
        token, sent = SendToken(), []

        def send(token=token, sent=sent):
            try:
                token.send(sent.append, 1)
            except Cancelled:
                return

        thread = threading.Thread(target=send)
        thread.start()
        revoked = token.revoke()
        thread.join()
        assert revoked == (not sent)


def entry(number, host="h"):
    key = VmKey(HostId(host), VmId("v"))
    return Undoable(OperationId(number), key, "v", ServiceChange(ServiceKind.KVP, True))


def test_undo_is_a_stack():
    stack = UndoStack()
    assert stack.top is None
    for number in (1, 2, 3):
        stack.push(entry(number))
    stack.push(entry(1))
    assert stack.top.operation == 1
    stack.drop(OperationId(3))
    stack.drop(OperationId(1))
    assert stack.top.operation == 2
    stack.push(UndoablePlan(PlanId("p"), 3))
    stack.push(UndoablePlan(PlanId("q"), 1))
    stack.push(UndoablePlan(PlanId("p"), 2))
    assert stack.top == UndoablePlan(PlanId("p"), 2)
    stack.drop_plan(PlanId("p"))
    assert stack.top == UndoablePlan(PlanId("q"), 1)
    stack.drop_plan(PlanId("q"))
    stack.drop(OperationId(2))
    stack.push(entry(4, "x"))
    stack.push(entry(5))
    assert stack.drop_host(HostId("x")) == (4,)
    assert stack.top.operation == 5
    stack.drop(OperationId(5))
    assert stack.top is None


def record(log, phase=OperationPhase.WAITING, key=KEY):
    return OperationRecord(
        id=log.next_id(),
        key=key,
        host=HostId("h"),
        host_label="H",
        vm_name="v",
        subject=ServiceChange(ServiceKind.KVP, True),
        phase=phase,
        started_at=datetime(2026, 11, 22, tzinfo=UTC),
    )


def test_the_log_forgets_the_oldest_ended_records_only():
    log = OperationLog(capacity=3)
    waiting = record(log)
    log.put(waiting)
    for _ in range(5):
        log.put(record(log, OperationPhase.SUCCEEDED))
    assert len(log.records) == 3
    assert log.records[0] == waiting
    assert [each.id for each in log.records] == [1, 5, 6]
    assert log.record(OperationId(2)) is None


def test_the_log_tells_changes_and_what_is_pending():
    log = OperationLog()
    told = []
    end = log.subscribe(told.append)
    first, second = record(log), record(log)
    log.put(first)
    log.put(second)
    log.put(second)
    assert told == [first, second]
    assert log.pending_for(KEY) == (first, second)
    assert first.is_pending
    log.put(replace(first, phase=OperationPhase.RUNNING))
    assert [each.phase for each in log.pending_for(KEY)] == [
        OperationPhase.RUNNING,
        OperationPhase.WAITING,
    ]
    for phase in OperationPhase:
        assert phase.is_finished == (phase.name not in ("WAITING", "RUNNING"))
    log.put(replace(first, phase=OperationPhase.FAILED))
    log.put(replace(second, phase=OperationPhase.CANCELLED))
    assert log.pending_for(KEY) == ()
    end()
    log.put(record(log, key=None))
    assert len(told) == 5


def test_a_followed_vm_is_let_go_when_it_has_arrived_vanished_or_taken_too_long():
    following = Following()
    following.begin(VmId("a"), PowerAction.START, 0.0)
    following.seen([row("a", VmState.STARTING)], 1.0)
    assert following.is_on
    following.seen([row("a", VmState.RUNNING)], 2.0)
    assert not following.is_on
    following.begin(VmId("a"), PowerAction.SHUTDOWN, 0.0)
    following.seen([], 1.0)
    assert not following.is_on
    following.begin(VmId("a"), PowerAction.SHUTDOWN, 0.0)
    following.seen([row("a", VmState.RUNNING)], PATIENCE_S - 1)
    assert following.is_on
    following.seen([row("a", VmState.RUNNING)], PATIENCE_S)
    assert not following.is_on
    following.begin(VmId("a"), PowerAction.RESET, 0.0)
    following.seen([row("a", VmState.RUNNING)], 1.0)
    assert following.is_on
    following.seen([row("a", VmState.RUNNING)], RESTART_PATIENCE_S)
    assert not following.is_on
