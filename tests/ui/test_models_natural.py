from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from console.ui.models.natural import natural_key
from console.ui.models.ranges import runs, runs_within


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
