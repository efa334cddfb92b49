"""Lanes: order, cancellation, closing, and that nothing a job does can break them."""

import asyncio
import gc
import threading
import time
import traceback
import weakref
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.model.errors import Cancelled, Malformed, OutcomeUnknown
from console.transport.lane import Lane

WAIT_S = 5.0


def run(coroutine):
    async def bounded():
        async with asyncio.timeout(20):
            return await coroutine

    return asyncio.run(bounded())


async def until(condition) -> None:
    deadline = time.monotonic() + WAIT_S
    while not condition():
        assert time.monotonic() < deadline, "condition never came true"
        await asyncio.sleep(0.001)


class Gate:
    """A job that says when it runs and ends when it may."""

    def __init__(self) -> None:
        self.started = threading.Event()
        self.free = threading.Event()

    def __call__(self, result: object = None) -> object:
        self.started.set()
        assert self.free.wait(WAIT_S)
        return result


@pytest.fixture
def lane():
    lane = Lane("lane-under-test")
    yield lane
    lane.close()


def test_a_call_runs_in_one_thread_of_its_own_and_returns(lane):
    async def main():
        return await lane.call(threading.current_thread), await lane.call(threading.current_thread)

    first, second = run(main())
    assert first is second
    assert first is not threading.current_thread()
    assert (first.name, first.daemon) == ("lane-under-test", True)


def test_no_thread_before_the_first_call():
    before = threading.active_count()
    lane = Lane("unused")
    assert threading.active_count() == before
    lane.close()
    assert threading.active_count() == before


def test_calls_keep_their_order(lane):
    seen: list[int] = []

    async def main():
        await asyncio.gather(*(lane.call(seen.append, n) for n in range(200)))

    run(main())
    assert seen == list(range(200))


def test_an_exception_goes_to_its_caller_and_the_lane_goes_on(lane):
    async def main():
        with pytest.raises(ZeroDivisionError):
            await lane.call(lambda: 1 // 0)
        return await lane.call(lambda: "next")

    assert run(main()) == "next"


@pytest.mark.parametrize(
    "kind", [SystemExit, KeyboardInterrupt, GeneratorExit, StopIteration, asyncio.CancelledError]
)
def test_what_a_coroutine_cannot_pass_on_comes_wrapped(lane, kind):
    def job():
        raise kind

    async def main():
        with pytest.raises(RuntimeError, match=kind.__name__) as caught:
            await lane.call(job)
        assert isinstance(caught.value.__cause__, kind)
        return await lane.call(lambda: "alive")

    assert run(main()) == "alive"


def test_a_cancelled_call_that_waits_is_dropped(lane):
    gate, seen = Gate(), []

    async def main():
        running = asyncio.gather(lane.call(gate))
        await until(gate.started.is_set)
        waiting = asyncio.gather(lane.call(seen.append, "dropped"))
        kept = asyncio.gather(lane.call(seen.append, "kept"))
        await until(lambda: lane.waiting == 2)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        await until(lambda: lane.waiting == 1)
        gate.free.set()
        await asyncio.gather(running, kept)

    run(main())
    assert seen == ["kept"]


def test_a_cancelled_call_that_runs_finishes_unseen(lane):
    gate, ended = Gate(), threading.Event()

    def job():
        gate()
        ended.set()
        raise ValueError("nobody hears this")

    async def main():
        running = asyncio.gather(lane.call(job))
        await until(gate.started.is_set)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        gate.free.set()
        return await lane.call(lambda: "next")

    assert run(main()) == "next"
    assert ended.is_set()


def test_close_with_a_hung_call_returns_at_once_and_fails_what_waits():
    lane, gate = Lane("hung"), Gate()

    async def main():
        running = asyncio.gather(lane.call(gate, "late"))
        await until(gate.started.is_set)
        waiting = asyncio.gather(*(lane.call(int) for _ in range(3)), return_exceptions=True)
        await until(lambda: lane.waiting == 3)
        started = time.monotonic()
        lane.close()
        assert time.monotonic() - started < 0.1
        assert [type(e) for e in await waiting] == [Cancelled] * 3
        with pytest.raises(Cancelled):
            await lane.call(int)
        assert lane.is_closed
        gate.free.set()
        assert await running == ["late"]

    run(main())


def test_close_ends_an_idle_thread_and_runs_the_finalizer_there():
    where: list[threading.Thread] = []
    lane = Lane("finalized", lambda: where.append(threading.current_thread()))
    thread = run(lane.call(threading.current_thread))
    lane.close()
    lane.close()
    thread.join(WAIT_S)
    assert not thread.is_alive()
    assert where == [thread]


def test_the_finalizer_runs_after_the_running_call():
    order, gate = [], Gate()
    lane = Lane("ordered", lambda: order.append("finalizer"))

    async def main():
        running = asyncio.gather(lane.call(lambda: (gate(), order.append("call"))))
        await until(gate.started.is_set)
        lane.close()
        gate.free.set()
        await running
        await until(lambda: len(order) == 2)

    run(main())
    assert order == ["call", "finalizer"]


@pytest.mark.expects_log
def test_a_finalizer_that_fails_is_logged(caplog):
    def fail():
        raise OSError("no")

    lane = Lane("failing", fail)
    thread = run(lane.call(threading.current_thread))
    lane.close()
    thread.join(WAIT_S)
    assert "failing: closing failed" in caplog.text


def test_a_result_for_a_closed_loop_is_dropped_quietly(lane):
    gate = Gate()

    async def leave():
        call = asyncio.gather(lane.call(gate))
        await until(gate.started.is_set)
        call.cancel()
        with suppress(asyncio.CancelledError):
            await call

    run(leave())
    gate.free.set()
    assert run(lane.call(lambda: "for another loop")) == "for another loop"


def test_an_idle_lane_keeps_nothing_of_the_last_call_alive(lane):
    class Thing:
        pass

    thing = Thing()
    reference = weakref.ref(thing)

    async def main():
        nonlocal thing
        await lane.call(id, thing)
        del thing
        gc.collect()
        await until(lambda: reference() is None)

    run(main())


class Reply(bytearray):
    """Something large that a failing call had in its hands."""


def test_an_error_that_is_kept_keeps_nothing_of_its_call_alive(lane):
    seen = []

    def read():
        reply = Reply(b"x" * 1000)
        seen.append(weakref.ref(reply))
        try:
            int("no number")
        except ValueError as problem:
            raise Malformed("cannot be read") from problem

    def fail():
        try:
            read()
        except Malformed as problem:
            password = "not to be kept"
            raise OutcomeUnknown(str(len(password))) from problem

    async def main():
        with pytest.raises(OutcomeUnknown) as caught:
            await lane.call(fail)
        return caught.value

    kept = run(main())
    assert seen[0]() is None
    assert isinstance(kept.__cause__, Malformed), "what it came from can still be asked"
    assert isinstance(kept.__cause__.__cause__, ValueError)
    told = "".join(traceback.TracebackException.from_exception(kept, capture_locals=True).format())
    assert "not to be kept" not in told


def test_200_idle_lanes_are_cheap():
    lanes = [Lane(f"lane-{n}") for n in range(200)]

    async def main():
        started = time.monotonic()
        await asyncio.gather(*(lane.call(int) for lane in lanes))
        return time.monotonic() - started

    try:
        taken = run(main())
        before = time.process_time()
        run(asyncio.sleep(0.2))
        assert time.process_time() - before < 0.1, "idle lanes use the processor"
        assert taken < 5
    finally:
        for lane in lanes:
            lane.close()


OUTCOMES = st.sampled_from(["value", "error", "exit", "stop"])
STEPS = st.one_of(
    st.tuples(st.just("call"), OUTCOMES),
    st.tuples(st.just("cancel"), st.integers(0, 30)),
    st.tuples(st.just("turn"), st.just(0)),
)


def job(number: int, outcome: str, ran: list[int]) -> int:
    ran.append(number)
    match outcome:
        case "error":
            raise LookupError
        case "exit":
            raise SystemExit
        case "stop":
            raise StopIteration
    return number


EXPECTED = {"value": int, "error": LookupError, "exit": RuntimeError, "stop": RuntimeError}


@settings(max_examples=60, deadline=None)
@given(st.lists(STEPS, max_size=30), st.booleans())
def test_every_call_is_settled_whatever_happens(steps, closes_early):
    """Random calls, cancellations and a close: order is kept, nobody hangs, nothing runs twice."""
    lane, ran = Lane("random"), []
    calls: list[tuple[str, asyncio.Task]] = []

    async def main():
        loop = asyncio.get_running_loop()
        for kind, argument in steps:
            if kind == "call":
                work = lane.call(job, len(calls), argument, ran)
                calls.append((argument, loop.create_task(work)))
            elif kind == "cancel" and argument < len(calls):
                calls[argument][1].cancel()
            else:
                await asyncio.sleep(0)
        if closes_early:
            await asyncio.sleep(0)
            lane.close()
        return await asyncio.gather(*(task for _, task in calls), return_exceptions=True)

    try:
        results = run(main())
    finally:
        lane.close()
    assert ran == sorted(set(ran))
    for number, ((outcome, _), result) in enumerate(zip(calls, results, strict=True)):
        if isinstance(result, asyncio.CancelledError):
            continue
        if isinstance(result, Cancelled):
            assert closes_early
            assert number not in ran
        else:
            assert isinstance(result, EXPECTED[outcome])
            assert number in ran
