"""The settings of the heartbeat watch: times of the week, the file, what is refused."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.model.errors import SettingsInvalid
from console.model.identity import HostId, VmId, VmKey
from console.settings.watch import Imaging, VmWatch, WatchBook, WatchSettings
from console.settings.watch_window import QuietWindow, WindowInvalid, holding, parse_window

KEY = VmKey(HostId("hv1"), VmId("11111111-1111-1111-1111-111111111111"))
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)

times = st.builds(time, st.integers(0, 23), st.integers(0, 59))
windows = st.builds(QuietWindow, times, times, st.frozensets(st.integers(0, 6), min_size=1))


@given(windows)
def test_a_window_is_read_as_it_was_written(window):
    assert parse_window(str(window)) == window


@given(windows, st.integers(0, 7 * 24 * 60 - 1))
def test_a_window_ends_when_it_no_longer_holds(window, minutes):
    moment = MONDAY + timedelta(minutes=minutes)
    if not window.holds(moment):
        return
    end = window.ends_after(moment)
    assert moment < end <= moment + timedelta(days=1)
    assert window.holds(end - timedelta(minutes=1))
    is_whole = window.begin == window.end
    assert window.holds(end) is (is_whole and end.weekday() in window.days)


@pytest.mark.parametrize(
    ("text", "moment", "holds"),
    [
        ("mon-fri 08:00-18:00", MONDAY.replace(hour=8), True),
        ("mon-fri 08:00-18:00", MONDAY.replace(hour=18), False),
        ("sat,sun 00:00-24:00", MONDAY.replace(hour=8), False),
        ("sat,sun 00:00-24:00", MONDAY - timedelta(seconds=1), True),
        ("sun 22:00-06:00", MONDAY.replace(hour=5), True),
        ("mon 22:00-06:00", MONDAY.replace(hour=5), False),
        ("fri-mon 22:00-23:00", MONDAY.replace(hour=22), True),
        ("  MON   22:00-23:00", MONDAY.replace(hour=22), True),
    ],
)
def test_a_window_holds(text, moment, holds):
    assert parse_window(text).holds(moment) is holds


@pytest.mark.parametrize("text", ["", "8-18", "25:00-26:00", "mo 08:00-09:00", "08:60-09:00"])
def test_what_is_no_window_is_refused(text):
    with pytest.raises(WindowInvalid):
        parse_window(text)


def test_of_several_windows_the_last_to_end_is_told():
    short, long = parse_window("08:00-09:00"), parse_window("08:00-18:00")
    assert holding((short, long), MONDAY.replace(hour=8)) is long
    assert holding((short,), MONDAY.replace(hour=10)) is None


def test_a_missing_file_means_the_defaults_and_no_restart(tmp_path):
    settings = WatchBook(tmp_path / "watch.toml").read()
    assert settings == WatchSettings()
    assert not settings.of(KEY).restart


CHOSEN = VmWatch(
    expects_answer=True,
    grace_s=120.0,
    misses=5,
    restart=True,
    max_restarts=1,
    quiet=(parse_window("mon-fri 08:00-18:00"),),
    imaging=Imaging(MONDAY),
)


@pytest.mark.parametrize(
    "watch", [CHOSEN, VmWatch(alerts=False), VmWatch(imaging=Imaging()), VmWatch(quiet=())]
)
def test_what_is_put_is_read(tmp_path, watch):
    book = WatchBook(tmp_path / "watch.toml")
    book.put(KEY, watch, "web\n01")
    assert book.read().of(KEY) == watch
    assert WatchBook(book.path).read().of(KEY) == watch


def test_what_equals_the_defaults_is_not_written_and_comments_stay(tmp_path):
    path = tmp_path / "watch.toml"
    path.write_text('# mine\n[defaults]\ngrace_s = 120\nquiet = ["08:00-09:00"]\n')
    book = WatchBook(path)
    plain = book.read().defaults
    book.put(KEY, plain)
    assert "[[vm]]" not in path.read_text()
    book.put(KEY, VmWatch(grace_s=120, quiet=(), restart=True))
    text = path.read_text()
    assert "# mine" in text
    assert text.count("grace_s") == 1
    assert book.read().of(KEY) == VmWatch(grace_s=120, quiet=(), restart=True)
    book.put(KEY, plain)
    assert "[[vm]]" not in path.read_text()


def test_the_defaults_never_restart(tmp_path):
    book = WatchBook(tmp_path / "watch.toml")
    book.put_defaults(VmWatch(restart=True, imaging=Imaging(), misses=4))
    assert book.read().defaults == VmWatch(misses=4)
    book.put_defaults(VmWatch())
    assert book.read().defaults == VmWatch()


def test_quiet_hours(tmp_path):
    book = WatchBook(tmp_path / "watch.toml")
    book.put_quiet_hours((parse_window("22:00-07:00"),))
    assert book.read().quiet_hours == (parse_window("22:00-07:00"),)
    book.put_quiet_hours(())
    assert book.read() == WatchSettings()


VM = '[[vm]]\nhost = "hv1"\nid = "A"\n'


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[defaults]\nrestart = true\n", 2),
        ("[defaults]\nmisses = 0\n", 2),
        ("[defaults]\nlost_s = 1\n", 2),
        (VM + 'quiet = ["monday"]\n', 4),
        (VM + 'imaging = "soon"\n', 4),
        (VM + 'imaging = "2026-11-23T10:00:00"\n', 4),
        (VM + VM, 6),
        ('[[vm]]\nid = "A"\n', 0),
        ("[[vm]\n", 1),
    ],
)
def test_a_broken_file_is_told_with_its_line_and_never_written_over(tmp_path, text, line):
    path = tmp_path / "watch.toml"
    path.write_text(text)
    book = WatchBook(path)
    with pytest.raises(SettingsInvalid) as told:
        book.read()
    assert told.value.line == line
    assert told.value.kept_as
    with pytest.raises(SettingsInvalid):
        book.put(KEY, CHOSEN)
    assert path.read_text() == text


def test_a_mark_ends_when_it_says(tmp_path):
    assert Imaging().holds(MONDAY)
    assert Imaging(MONDAY).holds(MONDAY - timedelta(seconds=1))
    assert not Imaging(MONDAY).holds(MONDAY)
