"""The brakes of the automatic restart, and the notes that let them outlive the program."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.fleet.heartbeat import Phase, Watched
from console.fleet.restart_brake import BrakeWhy, RestartHistory, Situation, judge
from console.model.errors import SettingsInvalid
from console.model.identity import HostId, VmId, VmKey
from console.settings.watch import Imaging, VmWatch
from console.settings.watch_history import RestartBook, RestartNote
from console.settings.watch_window import parse_window

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
CHOSEN = VmWatch(restart=True, misses=3, restart_after_s=300.0, max_restarts=3)
HUNG = Watched(Phase.LOST, misses=12, since=0.0, at=330.0, has_answered=True)
FREE = Situation(CHOSEN, HUNG, NOW)
KEY = VmKey(HostId("hv1"), VmId("A"))


def ago(*hours):
    return RestartHistory(tuple(NOW - timedelta(hours=each) for each in sorted(hours)[::-1]))


def test_a_guest_that_hangs_and_was_chosen_may_be_restarted():
    verdict = judge(FREE)
    assert verdict.is_allowed
    assert (verdict.figures.misses, verdict.figures.lost_s) == (12, 330.0)


def watch(**changes):
    return {"watch": replace(CHOSEN, **changes)}


def watched(**changes):
    return {"watched": replace(HUNG, **changes)}


SPEAKING = [
    (watch(restart=False), BrakeWhy.NOT_CHOSEN),
    ({"is_read_only": True}, BrakeWhy.READ_ONLY),
    (watch(imaging=Imaging()), BrakeWhy.IMAGING),
    (watch(imaging=Imaging(NOW + timedelta(hours=1))), BrakeWhy.IMAGING),
    (watch(quiet=(parse_window("mon 08:00-18:00"),)), BrakeWhy.QUIET_WINDOW),
    ({"history": RestartHistory(stopped_at=NOW - timedelta(days=3))}, BrakeWhy.STOPPED),
    ({"is_host_current": False}, BrakeWhy.HOST_AWAY),
    ({"is_restarting": True}, BrakeWhy.ALREADY_RESTARTING),
    ({"has_operation": True}, BrakeWhy.OPERATION),
    (watched(phase=Phase.GRACE), BrakeWhy.IN_GRACE),
    *((watched(phase=phase), BrakeWhy.NOT_LOST) for phase in (Phase.WELL, Phase.MISSING)),
    (watched(phase=Phase.NO_START), BrakeWhy.NOT_LOST),
    (watched(misses=2), BrakeWhy.TOO_FEW_MISSES),
    (watched(at=299.0), BrakeWhy.TOO_SHORT),
    ({"history": None}, BrakeWhy.HISTORY_UNKNOWN),
    ({"history": ago(0.2, 0.9)}, BrakeWhy.CRASH_LOOP),
    ({"history": ago(2, 9, 23)}, BrakeWhy.QUOTA),
]


@pytest.mark.parametrize(("changes", "why"), SPEAKING, ids=lambda value: str(value)[:40])
def test_each_brake_stops_a_restart_by_itself(changes, why):
    verdict = judge(replace(FREE, **changes))
    assert (verdict.is_allowed, verdict.why) == (False, why)


def test_every_brake_is_tested():
    assert {why for _, why in SPEAKING} == set(BrakeWhy)


ENDED = [
    watch(imaging=Imaging(NOW)),
    watch(quiet=(parse_window("mon 08:00-12:00"), parse_window("sun 00:00-24:00"))),
    {"history": ago(1.1, 2, 25, 26, 27)},
]


@pytest.mark.parametrize("changes", ENDED, ids=lambda value: str(value)[:40])
def test_what_is_over_stops_nothing(changes):
    assert judge(replace(FREE, **changes)).is_allowed


def test_a_brake_that_ends_by_itself_tells_when():
    told = judge(replace(FREE, history=ago(2, 9, 23))).figures
    assert (told.restarts_day, told.restarts_allowed) == (3, 3)
    assert told.until == NOW + timedelta(hours=1)
    quiet = judge(replace(FREE, **watch(quiet=(parse_window("10:00-13:30"),))))
    assert quiet.figures.until == NOW.replace(hour=13, minute=30)


def test_a_quiet_window_is_meant_in_the_zone_of_the_moment_that_is_given():
    there = NOW.astimezone(tz=__import__("zoneinfo").ZoneInfo("Asia/Shanghai"))
    situation = replace(FREE, now=there, **watch(quiet=(parse_window("20:00-21:00"),)))
    assert judge(situation).why is BrakeWhy.QUIET_WINDOW


@given(
    minutes=st.lists(st.integers(0, 3 * 24 * 60), max_size=60),
    quota=st.integers(1, 5),
    loop=st.integers(1, 5),
)
def test_the_quota_and_the_crash_loop_hold_in_any_window(minutes, quota, loop):
    """A guest that hangs for good, asked at any moments: the bounds hold over all of them."""
    watch = replace(CHOSEN, max_restarts=quota, loop_restarts=loop)
    done = []
    for minute in sorted(minutes):
        now = NOW + timedelta(minutes=minute)
        if judge(Situation(watch, HUNG, now, RestartHistory(tuple(done)))).is_allowed:
            done.append(now)
    for at in done:
        day = [each for each in done if at - timedelta(hours=24) < each <= at]
        hour = [each for each in done if at - timedelta(hours=1) < each <= at]
        assert len(day) <= quota
        assert len(hour) <= loop
    assert bool(done) is bool(minutes)


def test_notes_outlive_the_book(tmp_path):
    book = RestartBook(tmp_path / "restarts.toml")
    first, second = RestartNote(KEY, NOW), RestartNote(KEY, NOW + timedelta(hours=1))
    book.restarted(second)
    RestartBook(tmp_path / "restarts.toml").restarted(first)
    book.stopped(second)
    notes = RestartBook(tmp_path / "restarts.toml").notes()
    assert notes.restarts == (first, second)
    assert notes.stops == (second,)
    book.stopped(first)
    assert book.notes().stops == (first,)
    book.resumed(KEY)
    assert book.notes().stops == ()
    assert book.notes().restarts == (first, second)


def test_old_notes_are_forgotten_when_a_new_one_is_written(tmp_path):
    book = RestartBook(tmp_path / "restarts.toml")
    for days in range(10):
        book.restarted(RestartNote(KEY, NOW + timedelta(days=days)))
    assert len(book.notes().restarts) == 2


@pytest.mark.parametrize(
    "text", ["[[restart]]\n", '[[stopped]]\nhost = "a"\nid = "b"\nat = "2026-11-23"\n', "x"]
)
def test_broken_notes_are_told_and_set_aside(tmp_path, text):
    book = RestartBook(tmp_path / "restarts.toml")
    (tmp_path / "restarts.toml").write_text(text)
    with pytest.raises(SettingsInvalid):
        book.notes()
    with pytest.raises(SettingsInvalid):
        book.restarted(RestartNote(KEY, NOW))
    assert book.start_afresh()
    assert book.notes().restarts == ()
