"""A short run over every target, the same cases each time; ``make fuzz`` looks for new ones.

Prints how many cases each target had (``pytest -rA`` or ``-s`` shows them).
"""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.model.errors import ConsoleError
from console.wsman.client import WsmanClient
from tests.fuzz.bounds import Count, attempt
from tests.fuzz.garbage import GarbageHost
from tests.fuzz.mutations import BYTES, TREE, spoiled
from tests.fuzz.run import tried
from tests.fuzz.targets import TARGETS, _all_steps, examined

SEED = 1
CASES = 150
"""Of a target of weight 1: all together some fifteen seconds."""


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_only_declared_errors_in_bounded_time_and_memory(target):
    cases = int(CASES * min(target.weight, 1.5))
    count = tried(target, SEED, cases=cases)
    print(count.line(target.name))
    assert count.cases == cases
    assert not count.failures, count.failures[0].detail


@pytest.mark.parametrize("step", [step for step, _ in _all_steps()])
@settings(max_examples=8)
@given(chance=st.randoms(use_true_random=False), wrongness=st.floats(0, 1))
def test_every_reading_bears_any_value(step, chance, wrongness):
    """As above, and where it does not, hypothesis finds the smallest host that shows it."""
    read = dict(_all_steps())[step]
    try:
        examined(read(WsmanClient(GarbageHost(chance, wrongness))))
    except ConsoleError:
        return


@pytest.mark.parametrize("mutation", {*BYTES, *TREE})
def test_mutations_bear_their_own_results(mutation):
    chance = random.Random(5)
    for data in (b"", b"x", b"<a/>", b'<a x="1">2<b>3</b>4</a>'):
        for _ in range(20):
            assert isinstance(mutation(chance, data), bytes)
    assert spoiled(random.Random(1), b"<a/>", (b"<b/>",)) == spoiled(
        random.Random(1), b"<a/>", (b"<b/>",)
    )


def test_a_target_that_fails_is_told(tmp_path):
    count = Count()

    def broken():
        raise KeyError("x")

    attempt(count, "t", broken, (ValueError,), b"input")
    (failure,) = count.failures
    path = failure.keep(tmp_path)
    assert path.read_bytes() == b"input"
    assert "KeyError" in path.with_suffix(".txt").read_text()


def test_a_target_that_does_not_end_is_told(monkeypatch):
    monkeypatch.setattr("tests.fuzz.bounds.CPU_S", 0.05)
    count = Count()

    def endless():
        while True:
            try:
                sum(range(1000))
            except Exception:  # noqa: BLE001 - as careless code does
                raise AssertionError from None

    attempt(count, "t", endless, (), b"")
    assert [failure.kind for failure in count.failures] == ["time"]


def test_a_target_that_takes_all_memory_is_told(monkeypatch):
    monkeypatch.setattr("tests.fuzz.bounds.GROWTH_MB", -1)
    count = Count()
    attempt(count, "t", lambda: None, (), b"")
    assert [failure.kind for failure in count.failures] == ["memory"]
