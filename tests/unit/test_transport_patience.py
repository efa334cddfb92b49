"""The bounds of one call."""

import pytest

from console.model.errors import Malformed, TimedOut
from console.transport import patience
from console.transport.patience import MAX_TRIPS, Patience


class FakeTime:
    now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = FakeTime()
    monkeypatch.setattr(patience, "time", clock)
    return clock


def test_time_runs_out_once_for_the_whole_call(clock):
    call = Patience("hv01", 30)
    clock.now += 29.5
    assert call.remaining() == pytest.approx(0.5)
    clock.now += 0.5
    with pytest.raises(TimedOut) as caught:
        call.remaining()
    assert (caught.value.phase, caught.value.seconds, caught.value.address) == ("read", 30, "hv01")


def test_bytes_are_one_budget():
    call = Patience("hv01", 30, max_bytes=100)
    call.take_bytes(60)
    call.check_room(40)
    with pytest.raises(Malformed):
        call.check_room(41)
    call.take_bytes(40)
    with pytest.raises(Malformed):
        call.take_bytes(1)


def test_round_trips_come_to_an_end():
    call = Patience("hv01", 30)
    for _ in range(MAX_TRIPS):
        call.take_trip()
    with pytest.raises(Malformed):
        call.take_trip()
