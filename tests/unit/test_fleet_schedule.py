"""Schedule and backoff: arithmetic, checked over everything that time may bring."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from console.fleet.backoff import CAP_S, FIRST_S, FLOOR_S, Backoff
from console.fleet.schedule import (
    CROWD_FACTOR,
    DEVICES_FACTOR,
    JITTER,
    SLOW_FACTOR,
    SLOW_S,
    Schedule,
    Tier,
)
from console.settings.schema import PollPace

PACES = st.builds(
    PollPace,
    states_s=st.floats(1, 100),
    services_s=st.floats(1, 1000),
    inventory_s=st.floats(1, 10_000),
)
SEEDS = st.integers(0, 2**32)
TOOK = st.floats(0, 300)
TIERS = st.sampled_from(Tier)
CLOSE = 1e-6


def base(pace, tier):
    own = {
        Tier.STATES: pace.states_s,
        Tier.SERVICES: pace.services_s,
        Tier.DEVICES: DEVICES_FACTOR * pace.inventory_s,
    }
    return own.get(tier, pace.inventory_s)


@given(PACES, SEEDS, st.floats(0, 1e6))
def test_everything_is_due_at_first_in_order_of_urgency(pace, seed, now):
    schedule = Schedule(pace, Random(seed), now)
    order = []
    while (tier := schedule.due(now)) is not None:
        order.append(tier)
        schedule.finished(tier, now, 0.0)
    assert order == list(Tier)


@given(PACES, SEEDS, TIERS, TOOK, st.floats(0, 1e6))
def test_the_wait_is_the_pace_shaken_and_four_times_what_it_took(pace, seed, tier, took, now):
    schedule = Schedule(pace, Random(seed), now)
    schedule.finished(tier, now, took)
    wait = schedule.due_at(tier) - now
    assert wait >= SLOW_FACTOR * took - CLOSE
    assert wait >= base(pace, tier) * (1 - JITTER) - CLOSE
    assert wait <= max(base(pace, tier) * (1 + JITTER), SLOW_FACTOR * took) + CLOSE
    assert schedule.pace_of(tier) == max(base(pace, tier), SLOW_FACTOR * took)


@given(PACES, SEEDS, st.lists(st.tuples(TIERS, TOOK, st.floats(0, 100)), max_size=30))
def test_next_at_is_the_earliest_and_due_agrees(pace, seed, readings):
    now = 0.0
    schedule = Schedule(pace, Random(seed), now)
    for tier, took, pause in readings:
        schedule.finished(tier, now, took)
        now += took + pause
        earliest = min(schedule.due_at(each) for each in Tier)
        assert schedule.next_at == earliest
        due = schedule.due(now)
        assert (due is None) == (earliest > now)
        if due is not None:
            assert schedule.due_at(due) <= now


@given(PACES, SEEDS, TIERS, TOOK, st.floats(0, 1e4), st.floats(0, 1e4))
def test_hasten_never_puts_off_and_lasts_until_a_reading_that_began_later(
    pace, seed, tier, took, at, later
):
    schedule = Schedule(pace, Random(seed), 0.0)
    schedule.finished(tier, 0.0, took)
    planned = schedule.due_at(tier)
    schedule.hasten(tier, at)
    schedule.hasten(tier, at + later)
    assert schedule.due_at(tier) == min(planned, at)
    if at > 0:
        schedule.finished(tier, at / 2, 0.0)  # began before it was asked for
        assert schedule.due_at(tier) <= at
    schedule.finished(tier, at, 0.0)
    assert schedule.due_at(tier) >= at + base(pace, tier) * (1 - JITTER) - CLOSE


def test_slow_has_a_margin_before_it_is_fast_again():
    schedule = Schedule(PollPace(), Random(1), 0.0)
    told = []
    for took in (1.9, 2.1, 1.9, 1.6, 1.4, 1.9):
        schedule.finished(Tier.STATES, 0.0, took)
        told.append(schedule.is_slow)
    assert told == [False, True, True, True, False, False]
    schedule.finished(Tier.SERVICES, 0.0, SLOW_S * 10)
    assert not schedule.is_slow


def test_gently_waits_longer_where_reading_takes_long():
    schedule = Schedule(PollPace(services_s=1000), Random(1), 0.0)
    schedule.finished(Tier.SERVICES, 0.0, 3.0)
    schedule.hasten_gently(Tier.SERVICES, 10.0, 1.0)
    assert schedule.due_at(Tier.SERVICES) == 22.0


@given(PACES, PACES, SEEDS, TIERS)
def test_a_new_pace_counts_from_the_last_reading(old, new, seed, tier):
    schedule = Schedule(old, Random(seed), 0.0)
    schedule.finished(tier, 50.0, 0.0)
    schedule.set_pace(new)
    wait = schedule.due_at(tier) - 50.0
    assert base(new, tier) * (1 - JITTER) - CLOSE <= wait
    assert wait <= base(new, tier) * (1 + JITTER) + CLOSE


@given(SEEDS, st.integers(1, 200))
def test_backoff_grows_to_its_cap_and_never_beyond(seed, failures):
    backoff = Backoff(Random(seed))
    for number in range(failures):
        wait = backoff.failed()
        assert FLOOR_S <= wait <= min(CAP_S, max(FLOOR_S, FIRST_S * 2**number))
    assert backoff.failures == failures
    backoff.succeeded()
    assert backoff.failures == 0
    assert backoff.failed() <= FIRST_S


def test_backoff_is_spread_out():
    waits = []
    for seed in range(200):
        backoff = Backoff(Random(seed))
        for _ in range(10):
            last = backoff.failed()
        waits.append(last)
    assert min(waits) < 10
    assert max(waits) > 50
    assert 24 < sum(waits) / len(waits) < 36


@given(PACES, SEEDS, TIERS)
def test_in_a_crowd_a_host_is_read_less_often_and_is_not_called_slow(pace, seed, tier):
    schedule = Schedule(pace, Random(seed), 0.0)
    schedule.finished(tier, 100.0, 0.1, 50.0)
    assert schedule.due_at(tier) >= 100.0 + CROWD_FACTOR * 50.0
    assert schedule.pace_of(tier) >= CROWD_FACTOR * 50.0
    assert not schedule.is_slow
    schedule.finished(tier, 400.0, 0.1, 0.0)
    assert schedule.due_at(tier) <= 400.0 + base(pace, tier) * (1 + JITTER) + CLOSE
