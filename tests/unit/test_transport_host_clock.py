"""How far a host's clock may be from ours."""

import pytest

from console.transport.host_clock import TOLERANCE_S, is_clock_off

NOON = 1_000_080_000.0
"""Mon, 10 Sep 2001 00:00:00 GMT."""
TOLD = "Mon, 10 Sep 2001 00:00:00 GMT"


@pytest.mark.parametrize(
    ("seconds", "is_off"),
    [(0, False), (TOLERANCE_S, False), (-TOLERANCE_S, False), (301, True), (-9e8, True)],
)
def test_five_minutes_are_the_limit(seconds, is_off):
    assert is_clock_off(TOLD, NOON + seconds) is is_off


@pytest.mark.parametrize("date", ["", "soon", "Mon, 99 Foo 2001", "Mon, 10 Sep 99999999 0:0:0 GMT"])
def test_a_date_that_cannot_be_read_says_nothing(date):
    assert not is_clock_off(date, NOON)
