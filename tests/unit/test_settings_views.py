"""The file of saved views: what is kept comes back, and what a person wrote stays."""

import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.model.errors import SettingsInvalid
from console.settings.views import LONGEST_NAME, SavedView, ViewBook, clean_name, is_same_name

FULL = SavedView(
    "Trouble in Berlin", "matrix", "Berlin/Rack 3", "", "is:running", ("-cpu", "name"),
    ("name", "cpu"), "not_answering", "time_sync", "ubuntu", "prod",
)  # fmt: skip
TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
NAMES = TEXT.map(clean_name).filter(bool)
LISTS = st.lists(TEXT, max_size=3).map(tuple)
VIEWS = st.builds(
    SavedView, name=NAMES, shows=TEXT, folder=TEXT, host=TEXT, filter=TEXT, sort=LISTS,
    columns=LISTS, services=TEXT, service=TEXT, system=TEXT, tag=TEXT,
)  # fmt: skip


@pytest.fixture
def book(tmp_path):
    return ViewBook(tmp_path / "views.toml")


def names(views):
    return [view.name for view in views]


def test_without_a_file_there_are_no_views_and_none_is_made(book, tmp_path):
    assert book.views() == ()
    assert list(tmp_path.iterdir()) == []


def test_a_view_comes_back_whole(book):
    assert book.put(FULL) == book.views() == (FULL,)


@given(st.lists(VIEWS, max_size=5))
def test_any_view_comes_back_from_the_file(tmp_path_factory, views):
    path = tmp_path_factory.mktemp("views") / "views.toml"
    wanted = {}
    for view in views:
        ViewBook(path).put(view)
        wanted[view.name.casefold()] = view
    assert ViewBook(path).views() == tuple(wanted.values())
    if views:
        assert len(tomllib.loads(path.read_text("utf-8"))["view"]) == len(wanted)


def test_one_of_the_same_name_is_replaced_where_it_stands(book):
    for name in ("a", "b", "c"):
        book.put(replace(FULL, name=name))
    assert names(book.put(SavedView("B", "list"))) == ["a", "B", "c"]
    assert book.views()[1] == SavedView("B", "list")


def test_a_view_is_renamed_but_not_to_one_that_is_taken_or_to_nothing(book):
    book.put(SavedView("a"))
    book.put(SavedView("b"))
    assert names(book.rename("a", "B")) == ["a", "b"]
    assert names(book.rename("a", " \n")) == ["a", "b"]
    assert names(book.rename("a", "A")) == ["A", "b"]
    assert names(book.rename("A", "first\nof all")) == ["first of all", "b"]
    assert names(book.rename("gone", "x")) == ["first of all", "b"]


def test_views_are_moved_and_removed_and_put_back(book):
    for name in ("a", "b", "c"):
        book.put(replace(FULL, name=name))
    assert names(book.move("c", 0)) == ["c", "a", "b"]
    assert names(book.move("C", 9)) == ["a", "b", "c"]
    assert names(book.move("gone", 0)) == ["a", "b", "c"]
    assert names(book.remove("B")) == ["a", "c"]
    assert names(book.put(replace(FULL, name="b"), 1)) == ["a", "b", "c"]
    for name in ("a", "b", "c"):
        left = book.remove(name)
    assert left == ()


def test_what_is_brought_back_has_its_comments(book):
    book.path.write_text('[[view]]\nname = "a"\n[[view]]\nname = "b" # mine\nown = 1\n')
    view = book.views()[1]
    book.remove("b")
    book.put(view, 0)
    assert names(book.views()) == ["b", "a"]
    assert tomllib.loads(book.path.read_text())["view"][0] == {"name": "b", "own": 1}
    assert "# mine" in book.path.read_text()


def test_half_a_character_is_no_reason_to_fail(book):
    assert book.put(SavedView("a", filter="x\ud800y"))[0].filter == "x?y"


def test_what_a_person_wrote_stays(book):
    book.path.write_text(
        '# ours\n[[view]]\nname = "a" # first\nmine = 1\n\n[[view]]\n# of b\nname = "b"\n'
        '[[view]]\nname = "B"\nfilter = "twice"\n'
    )
    assert names(book.views()) == ["a", "b"]
    book.put(SavedView("a", filter="x"))
    book.move("b", 0)
    text = book.path.read_text()
    for kept in ("# ours", "# first", "mine = 1", "# of b", 'filter = "twice"'):
        assert kept in text
    assert names(book.views()) == ["b", "a"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[[view]]\nshows = "list"\n', 0),
        ('[[view]]\nname = "a"\n\n[[view]]\nname = 3\n', 5),
        ('[[view]]\nname = "a"\nsort = "cpu"\n', 3),
        ("view = 1\n", 1),
        ("[[view\n", 1),
    ],
)
def test_a_broken_file_is_told_with_its_line_and_left_alone(book, text, line):
    book.path.write_text(text)
    for act in (book.views, lambda: book.put(FULL), lambda: book.remove("a")):
        with pytest.raises(SettingsInvalid) as told:
            act()
        assert told.value.line == line
    assert book.path.read_text() == text


def test_names_are_one_line_and_no_longer_than_a_menu_bears():
    assert clean_name("  a\tb\n\u202ec ") == "a b c"
    assert len(clean_name("x" * 500)) == LONGEST_NAME
    assert is_same_name("A  b", "a B")
