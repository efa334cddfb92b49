"""Tags of VMs and the list of profiles: round trips, what people wrote is kept, broken files."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.model.errors import SettingsInvalid
from console.model.identity import HostId, VmId, VmKey
from console.model.tag import MAX_TAG_LENGTH, tag_key, tags_in, union
from console.settings.profile_book import ProfileBook, ProfileEntry
from console.settings.tags import TagBook

KEY = VmKey(HostId("h1"), VmId("7F3B-1"))
OTHER = VmKey(HostId("h2"), VmId("7F3B-1"))
PROFILE = """\
[profile]
name = "NAME"
[[rule]]
name = "r"
match = "all"
services = { vss = "on" }
"""


# -- hashtags in notes


@pytest.mark.parametrize(
    ("notes", "tags"),
    [
        ("", ()),
        ("Owner: database team", ()),
        ("#dc", ("dc",)),
        ("#prod #DC, (#backup-daily). #prod", ("prod", "DC", "backup-daily")),
        ("Tags:#one\n#two;#three", ("one", "two", "three")),
        ("#Dc #dC", ("Dc",)),
        ("Ticket #4711, C#, F#m, a#b", ()),
        ("http://x/y#frag http://x/#frag &#x27; ##x", ()),
        ("#env:prod #team/db #v1.2 #a_b", ("env:prod", "team/db", "v1.2", "a_b")),
        ("#end. #end-", ("end",)),
        ("#生产 ＃数据库，#größe", ("生产", "数据库", "größe")),
        ("# no #-no #_no", ()),
    ],
)
def test_hashtags(notes, tags):
    assert tags_in(notes) == tags


@given(st.text("#＃ab-1._:/ é\n", max_size=40))
def test_hashtags_of_any_text(notes):
    found = tags_in(notes)
    assert len({tag_key(tag) for tag in found}) == len(found)
    assert all(f"#{tag}" in notes.replace("＃", "#") for tag in found)


def test_hostile_notes_cost_nothing():
    assert tags_in("#" + "a" * 200_000) == ()
    assert tags_in("#a" * 100_000) == ("a",)
    assert len(tags_in("#" + "a" * MAX_TAG_LENGTH)) == 1


def test_a_union_keeps_the_first_spelling():
    assert union(("A", "b"), ("a", "B", "c")) == ("A", "b", "c")


# -- the tag book


def test_tags_come_back(tmp_path):
    book = TagBook(tmp_path / "tags.toml")
    assert book.tags() == {}
    book.put(KEY, (" prod ", "dc", "DC", ""), "web01")
    book.put(OTHER, ("x",))
    assert book.tags() == {KEY: ("prod", "dc"), OTHER: ("x",)}
    text = book.path.read_text(encoding="utf-8")
    assert 'id = "7F3B-1" # web01' in text
    book.put(KEY, ("new",), "renamed")
    assert book.tags()[KEY] == ("new",)
    book.remove(OTHER)
    book.remove(OTHER)
    assert book.tags() == {KEY: ("new",)}
    book.put(KEY, ())
    assert book.tags() == {}


def test_what_a_person_wrote_is_kept(tmp_path):
    path = tmp_path / "tags.toml"
    path.write_text(
        '# ours\n[[vm]]\nhost = "h1"\nid = "{7f3b-1}"   # the web server\n'
        'tags = ["a",  # important\n "b"]\nrack = 3\n\n[other]\nx = 1\n'
    )
    book = TagBook(path)
    before = path.read_text()
    book.put(KEY, ("a", "b"), "web01")
    assert path.read_text() == before
    book.put(KEY, ("c",), "web01")
    after = path.read_text()
    assert "# ours" in after
    assert "# the web server" in after
    assert "rack = 3" in after
    assert book.tags() == {KEY: ("c",)}


def test_an_array_on_one_line_is_understood(tmp_path):
    path = tmp_path / "tags.toml"
    path.write_text('vm = [{ host = "h1", id = "7F3B-1", tags = ["a"] }]\n')
    book = TagBook(path)
    book.put(OTHER, ("b",))
    assert book.tags() == {KEY: ("a",), OTHER: ("b",)}


def test_a_hostile_name_stays_a_comment(tmp_path):
    book = TagBook(tmp_path / "tags.toml")
    book.put(KEY, ("a",), 'x\n[[vm]]\nhost = "evil"\u2028\r\x00')
    assert book.tags() == {KEY: ("a",)}


@pytest.mark.parametrize(
    "text",
    [
        "[[vm]\n",
        "vm = 1",
        '[[vm]]\nid = "x"\n',
        '[[vm]]\nhost = "x"\n',
        '[[vm]]\nhost = "x"\nid = "y"\ntags = "z"\n',
        '[[vm]]\nhost = "x"\nid = "y"\ntags = [1]\n',
    ],
)
def test_a_broken_book_is_set_aside_and_never_written_over(tmp_path, text):
    book = TagBook(tmp_path / "tags.toml")
    book.path.write_text(text)
    with pytest.raises(SettingsInvalid) as caught:
        book.tags()
    assert Path(caught.value.kept_as).read_text() == text
    with pytest.raises(SettingsInvalid):
        book.put(KEY, ("a",))
    assert book.path.read_text() == text
    book.start_afresh()
    assert book.tags() == {}


WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
KEYS = st.builds(VmKey, st.sampled_from(["h1", "h2"]), st.sampled_from(["A", "B"]))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(KEYS, st.lists(WORDS, max_size=3).map(tuple), WORDS), max_size=5))
def test_any_tags_come_back(puts):
    with TemporaryDirectory() as folder:
        book = TagBook(Path(folder) / "tags.toml")
        expected = {}
        for key, tags, name in puts:
            book.put(key, tags, name)
            wanted = union(tag.strip() for tag in tags if tag.strip())
            expected.pop(key, None)
            if wanted:
                expected[key] = wanted
        assert book.tags() == expected


# -- the profile book


def profile_file(folder, name):
    path = folder / f"{name}.toml"
    path.write_text(PROFILE.replace("NAME", name))
    return path


def test_profiles_are_added_watched_and_removed(tmp_path):
    book = ProfileBook(tmp_path / "profiles.toml")
    one, two = profile_file(tmp_path, "one"), profile_file(tmp_path, "two")
    book.put(ProfileEntry(one))
    book.put(ProfileEntry(two, watched=True))
    assert book.entries() == (ProfileEntry(one), ProfileEntry(two, watched=True))
    before = book.path.read_text()
    book.put(ProfileEntry(one))
    assert book.path.read_text() == before
    book.put(ProfileEntry(one, watched=True))
    loaded = book.load_all()
    assert [each.profile.name for each in loaded.profiles] == ["one", "two"]
    assert [each.entry.watched for each in loaded.profiles] == [True, True]
    assert loaded.problems == ()
    book.remove(one)
    assert book.entries() == (ProfileEntry(two, watched=True),)
    book.remove(two)
    book.remove(two)
    assert book.entries() == ()


def test_a_broken_profile_keeps_no_other_back(tmp_path):
    book = ProfileBook(tmp_path / "profiles.toml")
    good, broken = profile_file(tmp_path, "good"), tmp_path / "broken.toml"
    broken.write_text("[profile")
    for path in (broken, tmp_path / "missing.toml", good):
        book.put(ProfileEntry(path))
    loaded = book.load_all()
    assert [each.profile.name for each in loaded.profiles] == ["good"]
    assert [(problem.path, problem.line) for problem in loaded.problems] == [
        (str(broken), 1),
        (str(tmp_path / "missing.toml"), 0),
    ]
    assert broken.read_text() == "[profile"


def test_paths_that_people_wrote(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    book = ProfileBook(tmp_path / "profiles.toml")
    book.path.write_text(
        '[[profile]]\npath = "near.toml"\n[[profile]]\npath = "~/far.toml"\nwatched = true\n'
    )
    assert [entry.path for entry in book.entries()] == [
        tmp_path / "near.toml",
        tmp_path / "home" / "far.toml",
    ]
    book.put(ProfileEntry(tmp_path / "near.toml", watched=True))
    assert [entry.watched for entry in book.entries()] == [True, True]
    assert 'path = "near.toml"' in book.path.read_text()


@pytest.mark.parametrize("text", ["[[profile]]\n", '[[profile]]\npath = "x"\nwatched = 1\n', "="])
def test_a_broken_list_of_profiles(tmp_path, text):
    book = ProfileBook(tmp_path / "profiles.toml")
    book.path.write_text(text)
    with pytest.raises(SettingsInvalid):
        book.load_all()
    with pytest.raises(SettingsInvalid):
        book.put(ProfileEntry(Path("x")))
    assert book.path.read_text() == text
