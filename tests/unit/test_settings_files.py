"""Settings files: round trips, what people wrote is kept, broken files, several writers."""

import os
import stat
import sys
import threading
import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.model.connection import AuthMethod, Endpoint
from console.model.errors import SettingsInvalid
from console.model.identity import HostId
from console.settings.file import SettingsNotWritten, TomlFile
from console.settings.hosts import HostBook
from console.settings.places import find_places
from console.settings.preferences import PreferencesFile
from console.settings.schema import HostConfig, PollPace, Preferences, Theme, new_host_id

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
NAME = st.text("abcdefghijklmnopqrstuvwxyz0123456789.-:", min_size=1, max_size=20)
ENDPOINTS = st.builds(
    Endpoint,
    host=NAME,
    port=st.integers(1, 65_535),
    tls=st.booleans(),
    ca_file=TEXT,
    verify=st.booleans(),
    allow_plain_basic=st.booleans(),
)
CONFIGS = st.builds(
    HostConfig,
    id=st.uuids().map(lambda value: HostId(value.hex)),
    label=TEXT.filter(bool),
    endpoint=ENDPOINTS,
    user=TEXT,
    method=st.sampled_from(AuthMethod),
    folder=TEXT,
    certificate_file=TEXT,
    key_file=TEXT,
    spn=TEXT,
    realm=TEXT,
)
PREFERENCES = st.builds(
    Preferences,
    language=TEXT,
    theme=st.sampled_from(Theme),
    pace=st.builds(
        PollPace,
        states_s=st.floats(1, 86_400),
        services_s=st.floats(1, 86_400),
        inventory_s=st.integers(1, 86_400).map(float),
    ),
)
BY_HAND = """\
# Our hosts. Ask Anna before you change them.
team = "blue"            # we use this elsewhere

[[host]]
address = "hv1.example.com"   # the old one
user = 'LAB\\admin'
rack = 3
tags = ["prod", # important
        "db"]

# the spare
[[host]]
address = "hv2.example.com"
label = "Spare"
port = 0x1761
tls = true

[elsewhere]
key = 1
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "config" / "hosts.toml"


@pytest.fixture
def book(path):
    return HostBook(path)


def host(name="hv1", **changes):
    return replace(HostConfig(new_host_id(), name, Endpoint(name), "admin"), **changes)


def written(path, text):
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def copies(path):
    return sorted(path.parent.glob("*.broken-*"))


@settings(deadline=None, max_examples=40)
@given(st.lists(CONFIGS, unique_by=lambda config: config.id, max_size=4))
def test_hosts_come_back_as_they_were_put(configs):
    # an address is stored without the brackets of an IPv6 URL
    with TemporaryDirectory() as folder:
        book = HostBook(Path(folder) / "hosts.toml")
        for config in configs:
            book.put(config)
        assert book.hosts() == tuple(configs)
        text = book.path.read_bytes() if configs else b""
        book.put(*configs)
        assert (book.path.read_bytes() if configs else b"") == text


@settings(deadline=None, max_examples=40)
@given(CONFIGS, CONFIGS)
def test_a_host_is_replaced_where_it_stands(first, second):
    with TemporaryDirectory() as folder:
        book = HostBook(Path(folder) / "hosts.toml")
        other = host("other")
        book.put(first, other)
        changed = replace(second, id=first.id)
        book.put(changed)
        assert book.hosts() == (changed, other)
        book.remove(first.id)
        assert book.hosts() == (other,)


@settings(deadline=None, max_examples=40)
@given(PREFERENCES, PREFERENCES)
def test_preferences_come_back_as_they_were_saved(first, second):
    with TemporaryDirectory() as folder:
        file = PreferencesFile(Path(folder) / "preferences.toml")
        assert file.load() == Preferences()
        for wanted in (first, second, Preferences()):
            file.save(wanted)
            assert file.load() == wanted


def test_nothing_is_written_where_nothing_changes(book, path):
    PreferencesFile(path).save(Preferences())
    book.remove(HostId("nobody"))
    assert not path.exists()
    book.put(host())
    before = path.stat().st_mtime_ns, path.stat().st_ino
    book.put(*book.hosts())
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before


def test_a_file_written_by_hand_is_read_with_defaults(book, path):
    written(path, BY_HAND)
    first, second = book.hosts()
    assert first.label == "hv1.example.com"
    assert first.user == "LAB\\admin"
    assert first.endpoint == Endpoint("hv1.example.com")
    assert second.endpoint.port == 5985
    assert second.endpoint.tls
    # ids that nobody wrote are the same at every reading
    assert [each.id for each in book.hosts()] == [first.id, second.id]
    assert first.id != second.id


def test_what_people_wrote_is_kept(book, path):
    written(path, BY_HAND)
    first, second = book.hosts()
    book.put(replace(second, label="The spare"))
    text = path.read_text(encoding="utf-8")
    for line in BY_HAND.splitlines():
        if line != 'label = "Spare"':
            assert line in text
    assert 'label = "The spare"' in text
    assert book.hosts()[0] == first
    book.remove(second.id)
    text = path.read_text(encoding="utf-8")
    assert "# Our hosts. Ask Anna" in text
    assert "hv2" not in text
    assert tomllib.loads(text)["elsewhere"] == {"key": 1}
    assert tomllib.loads(text)["host"][0]["rack"] == 3


def test_line_ends_of_windows_are_kept(book, path):
    path.parent.mkdir()
    path.write_bytes(BY_HAND.replace("\n", "\r\n").encode())
    (first, _) = book.hosts()
    book.put(replace(first, folder="Berlin"))
    assert b"# the spare\r\n" in path.read_bytes()
    assert book.hosts()[0].folder == "Berlin"


def test_a_byte_order_mark_is_no_problem(book, path):
    path.parent.mkdir()
    path.write_bytes(b"\xef\xbb\xbf" + BY_HAND.encode())
    assert len(book.hosts()) == 2


def test_hosts_on_one_line_are_understood(book, path):
    written(path, 'host = [{address = "a"}, {address = "b", rack = 1}]\n[other]\nx = 1\n')
    book.put(host("c"))
    assert [each.label for each in book.hosts()] == ["a", "b", "c"]
    data = tomllib.loads(path.read_text())
    assert data["other"] == {"x": 1}
    assert data["host"][1]["rack"] == 1


def test_all_hosts_removed_and_one_added_again(book):
    one = host()
    book.put(one)
    book.remove(one.id)
    assert book.hosts() == ()
    book.put(one)
    assert book.hosts() == (one,)


BROKEN = [
    ("[[host]]\naddress = 'a'\nport = \n", 3),
    ("[[host]]\naddress = 'a'\nport = '5985'\n", 3),
    ("[[host]]\naddress = 'a'\nport = true\n", 3),
    ("[[host]]\naddress = 'a'\nport = 70000\n", 3),
    ("[[host]]\naddress = 'a'\n\n[[host]]\naddress = 'b'\ntls = 1\n", 6),
    ("[[host]]\naddress = 'a'\n# port\nmethod = 'magic'\n", 4),
    ("[[host]]\nlabel = 'no address'\n", 0),
    ("[[host]]\naddress = ''\n", 2),
    ("[[host]]\naddress = 5\n", 2),
    ("x = 1\nhost = 'a'\n", 2),
    ("[host]\naddress = 'a'\n", 1),
    ("[[host]]\naddress='a'\nid='1'\n[[host]]\naddress='b'\nid='1'\n", 6),
    ("[[host]]\naddress = 'a\n", 2),
    ("x = 1\nx = 2\n", 2),
    ("a = " + "[" * 5000, 0),
]


@pytest.mark.parametrize(("text", "line"), BROKEN)
def test_a_broken_file_is_named_set_aside_and_never_written(book, path, text, line):
    written(path, text)
    with pytest.raises(SettingsInvalid) as caught:
        book.hosts()
    assert caught.value.path == str(path)
    assert caught.value.line == line
    assert caught.value.problem
    assert Path(caught.value.kept_as).read_text() == text
    for change in (lambda: book.put(host()), lambda: book.remove(HostId("x"))):
        with pytest.raises(SettingsInvalid):
            change()
    assert path.read_text() == text
    assert len(copies(path)) == 1, "one copy for the same bytes"


def test_bytes_that_are_no_text(book, path):
    path.parent.mkdir()
    path.write_bytes(b"a = 1\nb = '\xff'\n")
    with pytest.raises(SettingsInvalid) as caught:
        book.hosts()
    assert caught.value.line == 2
    assert Path(caught.value.kept_as).read_bytes() == path.read_bytes()


def test_a_repaired_file_works_again(book, path):
    written(path, "[[host]\n")
    with pytest.raises(SettingsInvalid):
        book.put(host())
    written(path, "")
    book.put(host())
    assert len(book.hosts()) == 1


def test_start_afresh_keeps_the_bytes(book, path):
    written(path, "[[host]\n")
    kept_as = book.start_afresh()
    assert Path(kept_as).read_text() == "[[host]\n"
    assert book.hosts() == ()
    book.put(host())
    assert len(book.hosts()) == 1
    PreferencesFile(path.with_name("none.toml")).start_afresh()


def test_different_broken_files_get_copies_of_their_own(path):
    moment = datetime(2026, 11, 22, 22, 5, 12, tzinfo=UTC)
    file = TomlFile(path, now=lambda: moment)
    kept = []
    for text in ("a =", "b =", "a ="):
        written(path, text)
        with pytest.raises(SettingsInvalid) as caught:
            file.read(lambda _: None)
        kept.append(Path(caught.value.kept_as).name)
    first = "hosts.toml.broken-20261122T220512"
    assert kept == [first, f"{first}-2", first]


def test_preferences_out_of_range(path):
    for text, line in (
        ('theme = "sepia"', 1),
        ("[pace]\nservices_s = 3\nstates_s = 0.5", 3),
        ("[pace]\nstates_s = nan", 2),
        ("language = 1", 1),
        ("\npace = 3", 2),
    ):
        written(path, text)
        with pytest.raises(SettingsInvalid) as caught:
            PreferencesFile(path).load()
        assert caught.value.line == line


def test_unknown_preferences_are_kept(path):
    written(path, '# mine\nfuture = "x"\ntheme = "dark" # at night\n[pace]\nother = 1\n')
    file = PreferencesFile(path)
    file.save(replace(file.load(), pace=PollPace(states_s=9)))
    text = path.read_text()
    assert "# mine" in text
    assert 'theme = "dark" # at night' in text
    assert tomllib.loads(text)["pace"] == {"other": 1, "states_s": 9.0}
    assert tomllib.loads(text)["future"] == "x"


def test_two_consoles_lose_no_change_of_one_another(path):
    mine = [host(f"a{n}") for n in range(15)]
    yours = [host(f"b{n}") for n in range(15)]

    def put_all(configs):
        book = HostBook(path)
        for config in configs:
            book.put(config)

    writers = [threading.Thread(target=put_all, args=(part,)) for part in (mine, yours)]
    seen = []
    for writer in writers:
        writer.start()
    reader = HostBook(path)
    while any(writer.is_alive() for writer in writers):
        seen.append(len(reader.hosts()))  # a file half written would not parse
    for writer in writers:
        writer.join()
    assert set(reader.hosts()) == {*mine, *yours}
    assert seen == sorted(seen)
    assert not copies(path)
    assert {file.name for file in path.parent.iterdir()} == {"hosts.toml", ".hosts.toml.lock"}


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_permissions_are_narrow_at_first_and_kept_later(book, path):
    book.put(host())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o640)
    book.put(host("b"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_is_written_through(book, path, tmp_path):
    real = tmp_path / "dotfiles" / "hosts.toml"
    written(real, "# mine\n")
    path.parent.mkdir()
    path.symlink_to(real)
    book.put(host())
    assert path.is_symlink()
    assert real.read_text().startswith("# mine\n")
    assert len(book.hosts()) == 1


def test_a_disk_that_refuses_leaves_the_file_as_it_was(book, path, monkeypatch):
    book.put(host())
    before = path.read_bytes()

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SettingsNotWritten) as caught:
        book.put(host("b"))
    assert caught.value.detail == "No space left on device"
    assert path.read_bytes() == before
    assert {file.name for file in path.parent.iterdir()} == {"hosts.toml", ".hosts.toml.lock"}


def test_a_file_that_cannot_be_read_is_no_empty_file(book, path):
    path.mkdir(parents=True)
    with pytest.raises(SettingsInvalid) as caught:
        book.hosts()
    assert caught.value.kept_as == ""
    with pytest.raises(SettingsInvalid):
        book.put(host())


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsNotWritten):
        HostBook(tmp_path / "file" / "hosts.toml").put(host())


@given(st.binary(max_size=200))
@settings(deadline=None, max_examples=200)
def test_any_bytes_are_read_or_refused(data):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "hosts.toml"
        path.write_bytes(data)
        try:
            HostBook(path).hosts()
        except SettingsInvalid as error:
            assert Path(error.kept_as).read_bytes() == data  # noqa: PT017 - either way is right
        assert path.read_bytes() == data


def test_places(tmp_path, monkeypatch):
    places = find_places({"HVCONSOLE_HOME": str(tmp_path)})
    assert places.hosts_file == tmp_path / "config" / "hosts.toml"
    assert places.preferences_file == tmp_path / "config" / "preferences.toml"
    assert places.log_dir == tmp_path / "log"
    assert not list(tmp_path.iterdir())
    usual = find_places({})
    assert usual.config_dir.name.lower().startswith("hvconsole")
    monkeypatch.setenv("HVCONSOLE_HOME", str(tmp_path / "other"))
    assert find_places().state_dir == tmp_path / "other" / "state"
