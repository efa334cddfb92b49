from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from console.ui.models.natural import natural_key
from console.ui.models.ranges import NARROW, runs, runs_within


def test_numbers_sort_by_value():
    names = ["vm10", "vm2", "VM1", "vm02b", "vm", "vm 3", "web-1", "vm2a"]
    assert sorted(names, key=natural_key) == [
        "vm", "vm 3", "VM1", "vm2", "vm2a", "vm02b", "vm10", "web-1",
    ]  # fmt: skip


@given(st.integers(0, 10**30), st.integers(0, 10**30), st.text("abc-_ ", max_size=5))
def test_a_number_sorts_by_value_behind_any_head(one: int, other: int, head: str):
    assert (one < other) == (natural_key(f"{head}{one}") < natural_key(f"{head}{other}"))


@given(st.sets(st.integers(0, 60)))
def test_runs_cover_exactly_the_places(places: set[int]):
    found = list(runs(sorted(places)))
    assert [n for first, last in found for n in range(first, last + 1)] == sorted(places)
    assert all(b[0] > a[1] + 1 for a, b in pairwise(found))


def test_too_many_runs_become_one():
    assert runs_within([1, 3, 5], 2) == [(1, 5)]
    assert runs_within([1, 3], 2) == [(1, 1), (3, 3)]
    assert runs_within([], 2) == []


@given(st.sets(st.integers(0, 400)), st.integers(1, 6))
def test_runs_that_are_joined_cover_all_places_and_leave_the_widest_gaps(
    places: set[int], limit: int
):
    found = runs_within(sorted(places), limit)
    whole = list(runs(sorted(places)))
    assert len(found) <= max(limit, 0)
    assert all(any(first <= n <= last for first, last in found) for n in places)
    assert {first for first, _ in found} <= {first for first, _ in whole}
    assert {last for _, last in found} <= {last for _, last in whole}
    if len(whole) > limit:
        left = [b[0] - a[1] for a, b in pairwise(found)]
        gaps = sorted((b[0] - a[1] for a, b in pairwise(whole)), reverse=True)
        assert sorted(left, reverse=True) == [gap for gap in gaps if gap > NARROW][: limit - 1]
