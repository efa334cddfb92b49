"""What reading costs: summed over ten minutes, with why it is read less often."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.fleet.read_budget import NO_COST, WINDOW_S, HostBudget
from console.fleet.schedule import Brake, Schedule, Tier
from console.model.errors import Unreachable, UnreachableReason
from console.model.identity import HostId
from console.settings.schema import PollPace
from tests.unit.fleet_doubles import in_world

LOST = Unreachable(UnreachableReason.CONNECTION_LOST, "hv1")


def schedule(took=0.0, waited=0.0, tier=Tier.STATES):
    made = Schedule(PollPace(5, 20, 120), Random(1), 0.0)
    made.finished(tier, 0.0, took, waited)
    return made


def test_readings_add_up_by_tier():
    budget = HostBudget()
    assert budget.cost(0.0) is NO_COST
    for at in range(12):
        budget.note(schedule(), Tier.STATES, at * 5.0, 0.5, (2, 1_000))
    budget.note(schedule(), Tier.SERVICES, 10.0, 1.0, (6, 9_000))
    cost = budget.cost(60.0)
    states = cost.tier(Tier.STATES)
    assert (states.readings, states.requests, states.bytes, states.busy_s) == (12, 24, 12_000, 6.0)
    assert cost.requests_per_minute == 30
    assert cost.bytes_per_minute == 21_000
    assert cost.busy_share == pytest.approx(7 / 60)
    assert cost.tier(Tier.GUESTS) is None


def test_what_is_older_than_the_window_is_forgotten_but_for_the_last():
    budget = HostBudget()
    budget.note(schedule(), Tier.DEVICES, 0.0, 3.0, (6, 10))
    budget.note(schedule(), Tier.STATES, WINDOW_S + 50, 0.1, (1, 5))
    cost = budget.cost(WINDOW_S + 60)
    assert cost.tier(Tier.DEVICES).readings == 0
    assert cost.tier(Tier.DEVICES).last_s == 3.0
    assert sum(each.requests for each in cost.tiers) == 1


@pytest.mark.parametrize(
    ("took", "waited", "brake", "pace"),
    [(0.1, 0.0, None, 5), (3.0, 0.0, Brake.SLOW, 12), (0.1, 10.0, Brake.CROWD, 30)],
)
def test_a_tier_that_backs_off_says_why(took, waited, brake, pace):
    budget = HostBudget()
    budget.note(schedule(took, waited), Tier.STATES, 0.0, took)
    states = budget.cost(1.0).tier(Tier.STATES)
    assert (states.brake, states.pace_s, states.wanted_s) == (brake, pace, 5)


def test_a_failure_is_counted_and_its_reason_kept_until_the_next_success():
    budget = HostBudget()
    budget.note(schedule(), Tier.STATES, 0.0, 1.0, error=LOST)
    assert budget.cost(1.0).tier(Tier.STATES).error is LOST
    budget.note(schedule(), Tier.STATES, 5.0, 1.0, (3, 9))
    states = budget.cost(6.0).tier(Tier.STATES)
    assert (states.error, states.failures, states.requests) == (None, 1, 3)


NOTES = st.tuples(
    st.sampled_from(Tier), st.floats(0, 30), st.floats(0, 9), st.integers(0, 9), st.integers(0, 99)
)


@settings(deadline=None)
@given(st.lists(NOTES, max_size=200))
def test_sums_never_exceed_what_was_noted(notes):
    budget, now = HostBudget(), 0.0
    for tier, pause, took, requests, size in notes:
        now += pause
        budget.note(schedule(), tier, now, took, (requests, size))
    cost = budget.cost(now + 1)
    recent = notes
    assert sum(each.requests for each in cost.tiers) <= sum(note[3] for note in recent)
    assert 0 <= cost.busy_share <= 1
    assert len({each.tier for each in cost.tiers}) == len(cost.tiers)


@in_world
async def test_a_slow_host_is_seen_to_be_left_alone(world):
    host = world.add()
    host.latency["read_tier.states"] = 4
    world.fleet.connect(HostId("hv1"))
    await world.until(lambda: world.snapshot().facts)
    cost = world.fleet.budgets.of(HostId("hv1")).cost(world.clock.monotonic())
    states = cost.tier(Tier.STATES)
    assert states.brake is Brake.SLOW
    assert states.last_s == pytest.approx(4, abs=0.1)
    assert set(Tier) - {Tier.GUESTS} <= {each.tier for each in cost.tiers} | {Tier.DEVICES}
    world.fleet.remove(HostId("hv1"))
    costs = world.fleet.budgets.costs([HostId("hv1")], world.clock.monotonic())
    assert costs[HostId("hv1")] is NO_COST
