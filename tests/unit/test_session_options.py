"""Session options and console pins in their files: round trips, inheritance, what is refused."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.model.errors import NotPossible, SettingsInvalid
from console.model.identity import HostId, VmId, VmKey
from console.model.session import DEFAULT_OPTIONS, AudioPlay, SessionMode, SessionOptions
from console.settings.console_pins import PinBook
from console.settings.session_options import OptionsBook

KEY = VmKey(HostId("h1"), VmId("7F3B-1"))
OTHER = VmKey(HostId("h2"), VmId("7F3B-1"))
PIN = "0123456789abcdef" * 4

sides = st.one_of(st.just((None, None)), st.tuples(st.integers(200, 8192), st.integers(200, 8192)))
texts = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
options = st.builds(
    lambda size, **rest: SessionOptions(*size, **rest),
    sides,
    full_screen=st.booleans(),
    all_monitors=st.booleans(),
    monitors=st.lists(st.integers(0, 63), max_size=4).map(tuple),
    audio=st.sampled_from(AudioPlay),
    microphone=st.booleans(),
    clipboard=st.booleans(),
    drives=st.lists(texts, max_size=3).map(tuple),
    printers=st.booleans(),
    smart_cards=st.booleans(),
    keyboard=st.sampled_from(["", "0x00000407", "us"]),
)


@pytest.fixture
def book(tmp_path):
    return OptionsBook(tmp_path / "sessions.toml")


@settings(deadline=None, max_examples=40)
@given(default=options, outer=options, inner=options, own=options)
def test_what_is_put_on_each_level_is_what_holds_there(default, outer, inner, own):
    with TemporaryDirectory() as folder:
        book = OptionsBook(Path(folder) / "sessions.toml")
        book.put_default(default)
        book.put_folder("A", outer)
        book.put_folder("A/B/C", inner)
        book.put_vm(KEY, own, folder="A/B/C", name="web\n01")
        found = book.options()
        assert found.default == default
        assert found.inherited("A/B") == outer
        assert found.inherited("A/B/C/D") == inner
        assert found.effective(KEY, "A/B/C") == own
        assert found.effective(OTHER, "A/B/C") == inner
        assert found.effective(OTHER, "Z") == default


def test_a_level_that_says_nothing_inherits_what_changes_above(book):
    book.put_folder("A", replace(DEFAULT_OPTIONS, width=800, height=600))
    book.put_vm(KEY, replace(DEFAULT_OPTIONS, width=800, height=600, printers=True), folder="A")
    book.put_folder("A", replace(DEFAULT_OPTIONS, width=1024, height=768))
    found = book.options().effective(KEY, "A")
    assert (found.width, found.height, found.printers) == (1024, 768, True)


def test_what_says_nothing_is_not_there(book):
    assert book.options().of_vm(KEY) is None
    assert book.options().of_folder("A") is None
    book.put_folder(" A / B ", replace(DEFAULT_OPTIONS, printers=True))
    found = book.options()
    assert found.of_folder("A") is None
    assert found.of_folder("/A/B/").printers
    book.put_vm(KEY, replace(DEFAULT_OPTIONS, printers=True), folder="A/B")
    assert book.options().of_vm(KEY, "A/B") is None
    book.remove_folder("A/B")
    assert book.options().of_folder("A/B") is None


def test_taking_options_away_keeps_the_modes_and_forgetting_takes_all(book):
    book.put_vm(KEY, replace(DEFAULT_OPTIONS, full_screen=True), name="web01")
    book.put_chosen_mode(KEY, SessionMode.BASIC)
    book.put_worked_mode(KEY, SessionMode.ENHANCED)
    book.put_worked_mode(OTHER, SessionMode.SSH, "db01")
    book.remove_vm(KEY)
    found = book.options()
    assert found.of_vm(KEY) is None
    assert (found.chosen_mode(KEY), found.worked_mode(KEY)) == (
        SessionMode.BASIC,
        SessionMode.ENHANCED,
    )
    book.put_chosen_mode(KEY, None)
    assert book.options().chosen_mode(KEY) is None
    book.forget_vm(KEY)
    assert KEY not in book.options().vms
    assert book.options().worked_mode(OTHER) is SessionMode.SSH


def test_clients_and_the_adapter_which_is_off_until_chosen(book):
    assert not book.options().uses_adapter("remmina")
    book.put_vm(KEY, replace(DEFAULT_OPTIONS, full_screen=True))
    book.put_adapter("remmina", on=True)
    book.put_adapter("gnome-connections", on=True)
    book.put_adapter("gnome-connections", on=False)
    book.put_client("freerdp3")
    found = book.options()
    assert found.adapted_clients == {"remmina"}
    assert found.chosen_client == "freerdp3"
    book.put_client("")
    assert book.options().chosen_client == ""
    assert book.options().effective(KEY).full_screen


def test_comments_and_unknown_keys_stay(book):
    book.path.write_text('# mine\n[[vm]]\nhost = "h1"\nid = "{7f3b-1}"\nnew = 1 # later\n')
    book.put_vm(KEY, replace(DEFAULT_OPTIONS, width=640, height=480))
    text = book.path.read_text()
    assert "# mine" in text
    assert "new = 1 # later" in text
    assert 'size = "640x480"' in text


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('size = "199x480"', "200 to 8192"),
        ('size = "8193x480"', "200 to 8192"),
        ('size = "big"', "1920x1080"),
        ("size = 7", "text in quotes"),
        ('monitors = [1, "2"]', "whole numbers"),
        ("monitors = [64]", "0 to 63"),
        ("monitors = [true]", "whole numbers"),
        ('audio = "loud"', "here, guest, off"),
        ("clipboard = 1", "true or false"),
        ('drives = [""]', "folders"),
        ('drives = ["a\\nb"]', "folders"),
        ('keyboard = "de /x"', "layout"),
        ('mode = "fast"', "enhanced, basic"),
        ('worked = ""', "enhanced, basic"),
    ],
)
def test_wrong_values_are_told_with_their_line_and_stay(book, line, problem):
    text = f'[defaults]\nclipboard = false\n[[vm]]\nhost = "h1"\nid = "A"\n{line}\n'
    book.path.write_text(text)
    with pytest.raises(SettingsInvalid) as caught:
        book.options()
    assert caught.value.line == 6
    assert problem in caught.value.problem
    assert Path(caught.value.kept_as).read_text() == text
    with pytest.raises(SettingsInvalid):
        book.put_client("mstsc")
    assert book.path.read_text() == text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[[vm]]\nid = "A"\n', 0),
        ('[[vm]]\nhost = "h"\nid = "A"\n[[vm]]\nhost = "h"\nid = "{a}"\n', 6),
        ('[[folder]]\npath = "A"\n[[folder]]\npath = "/A/"\n', 4),
        ('[[folder]]\npath = " / "\n', 2),
    ],
)
def test_entries_that_name_nothing_or_the_same_twice(book, text, line):
    book.path.write_text(text)
    with pytest.raises(SettingsInvalid) as caught:
        book.options()
    assert caught.value.line == line


@pytest.mark.parametrize(
    "wrong",
    [
        replace(DEFAULT_OPTIONS, width=100, height=600),
        replace(DEFAULT_OPTIONS, width=800),
        replace(DEFAULT_OPTIONS, monitors=(-1,)),
        replace(DEFAULT_OPTIONS, keyboard="a b"),
        replace(DEFAULT_OPTIONS, drives=("a\nb",)),
    ],
)
def test_options_that_no_reader_would_take_are_not_written(book, wrong):
    for put in (
        lambda: book.put_default(wrong),
        lambda: book.put_folder("A", wrong),
        lambda: book.put_vm(KEY, wrong),
    ):
        with pytest.raises(NotPossible, match="session_options"):
            put()
    with pytest.raises(NotPossible, match="session_folder"):
        book.put_folder(" / ", DEFAULT_OPTIONS)
    assert not book.path.exists()


def test_pins_round_trip(tmp_path):
    book = PinBook(tmp_path / "console_pins.toml")
    assert book.get(HostId("h1")) == ""
    colons = ":".join(PIN[n : n + 2] for n in range(0, 64, 2)).upper()
    book.put(HostId("h1"), colons, "rack\n3")
    book.put(HostId("h2"), PIN)
    book.put(HostId("h2"), "f" * 64)
    assert dict(book.pins()) == {"h1": PIN, "h2": "f" * 64}
    book.forget(HostId("h1"))
    book.forget(HostId("h1"))
    assert book.get(HostId("h1")) == ""
    assert book.get(HostId("h2")) == "f" * 64
    with pytest.raises(NotPossible, match="session_pin"):
        book.put(HostId("h1"), "abc")


@pytest.mark.parametrize(
    "text",
    [
        '[[host]]\nid = "a"\nsha256 = "x"\n',
        f'[[host]]\nid = ""\nsha256 = "{PIN}"\n',
        f'[[host]]\nid = "a"\nsha256 = "{PIN}"\n' * 2,
        "host = 1\n",
        "[[host]\n",
    ],
)
def test_broken_pins_are_never_taken_for_no_pins(tmp_path, text):
    book = PinBook(tmp_path / "console_pins.toml")
    book.path.write_text(text)
    with pytest.raises(SettingsInvalid):
        book.get(HostId("a"))
    with pytest.raises(SettingsInvalid):
        book.put(HostId("a"), PIN)
    assert book.start_afresh()
    assert book.get(HostId("a")) == ""
