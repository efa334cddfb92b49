"""Who goes first through the gate, and that no place is ever lost."""

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from console.fleet.gate import PollGate, Urgency
from tests.unit.fleet_doubles import LoopClock, run_virtual


def order_of(comers, *, takes=1.0):
    """Let comers (seconds, urgency) through one place; return the order of their numbers."""

    async def body():
        gate = PollGate(LoopClock(), places=1, patience_s=1000)
        order = []

        async def come(number, at, urgency):
            await asyncio.sleep(at)
            async with gate.place(urgency):
                order.append(number)
                await asyncio.sleep(takes)

        async with asyncio.TaskGroup() as group:
            for number, (at, urgency) in enumerate(comers):
                group.create_task(come(number, at, urgency))
        async with gate.place():
            assert gate.is_full
        assert not gate.is_full
        return order

    return run_virtual(body())


def test_a_host_that_has_shown_nothing_goes_before_what_only_becomes_older():
    comers = [(0, Urgency.AGAIN), (0.1, Urgency.AGAIN), (0.2, Urgency.NEW), (0.3, Urgency.FIRST)]
    assert order_of(comers) == [0, 3, 2, 1]


def test_nobody_waits_for_ever():
    crowd = [(0.0, Urgency.FIRST), (0.1, Urgency.AGAIN)]
    crowd += [(0.2 + n, Urgency.FIRST) for n in range(40)]
    place = order_of(crowd).index(1)
    assert 15 < place < 25


def test_among_equals_who_came_first_goes_first():
    assert order_of([(n / 10, Urgency.NEW) for n in range(9)]) == list(range(9))


def test_a_place_may_be_held_for_a_shorter_time():
    async def body():
        gate = PollGate(LoopClock(), places=1, patience_s=50)
        async with gate.place(Urgency.FIRST, 0.5):
            assert gate.is_full
            await asyncio.sleep(1)
            assert not gate.is_full

    run_virtual(body())


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.floats(0, 5), st.sampled_from(Urgency), st.floats(0, 3), st.none() | st.floats(0, 6)
        ),
        max_size=12,
    ),
    st.integers(1, 3),
)
def test_every_place_comes_back_whoever_gives_up(comers, places):
    async def body():
        gate = PollGate(LoopClock(), places=places, patience_s=1)
        entered = []

        async def come(number, at, urgency, takes):
            await asyncio.sleep(at)
            async with gate.place(urgency):
                entered.append(number)
                await asyncio.sleep(takes)

        loop = asyncio.get_running_loop()
        tasks = []
        for number, (at, urgency, takes, gives_up) in enumerate(comers):
            tasks.append(loop.create_task(come(number, at, urgency, takes)))
            if gives_up is not None:
                loop.call_later(gives_up, tasks[-1].cancel)
        await asyncio.gather(*tasks, return_exceptions=True)
        stayed = {n for n, comer in enumerate(comers) if comer[3] is None}
        assert stayed <= set(entered)
        for _ in range(places):
            assert not gate.is_full
            await gate._enter(Urgency.FIRST)
        assert gate.is_full

    run_virtual(body())
