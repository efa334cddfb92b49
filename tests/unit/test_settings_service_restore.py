"""Notes of what file copies have borrowed, on the disk."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.model.errors import SettingsInvalid
from console.model.identity import HostId, VmId
from console.model.service import ServiceKind
from console.settings.service_restore import CopyNote, RestoreBook

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NOTE = CopyNote("n1", HostId("h1"), VmId("V1"), NOON, ServiceKind.GUEST_SERVICE, r"\\srv\x\hv-1")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


def test_a_missing_file_holds_no_notes(tmp_path):
    assert RestoreBook(tmp_path / "copies.toml").notes() == ()


def test_notes_are_kept_replaced_and_dropped(tmp_path):
    book = RestoreBook(tmp_path / "deep" / "copies.toml")
    other = CopyNote("n2", HostId("h1"), VmId("V2"), NOON, None, "/share/hvconsole-2")
    book.put(NOTE)
    book.put(other)
    settled = CopyNote("n1", HostId("h1"), VmId("V1"), NOON, None, NOTE.staged)
    book.put(settled)
    assert set(book.notes()) == {settled, other}
    book.drop("n1")
    book.drop("unknown")
    assert book.notes() == (other,)
    book.drop("n2")
    assert book.notes() == ()


def test_a_note_is_settled_when_nothing_is_owed():
    assert not NOTE.is_settled
    assert CopyNote("n", HostId("h"), VmId("v"), NOON).is_settled


@pytest.mark.parametrize(
    "line",
    ['owner = "../x"', 'service = "no_such"', "service = 1", 'noted_at = "yesterday"', 'vm = ""'],
)
def test_a_broken_file_is_told_with_its_line_and_left_alone(tmp_path, line):
    path = tmp_path / "copies.toml"
    key = line.split(" ")[0]
    good = {
        "owner": '"o"',
        "id": '"n"',
        "host": '"h"',
        "vm": '"v"',
        "noted_at": f'"{NOON.isoformat()}"',
    }
    lines = [f"{name} = {value}" for name, value in good.items() if name != key]
    text = "\n".join(["[[copy]]", line, *lines])
    path.write_text(text)
    with pytest.raises(SettingsInvalid) as caught:
        RestoreBook(path).put(NOTE)
    assert caught.value.line == 2
    assert path.read_text() == text


@given(texts=st.tuples(TEXT, TEXT, TEXT, TEXT))
def test_any_texts_survive(tmp_path_factory, texts):
    note = CopyNote(texts[0], HostId(texts[1]), VmId(texts[2]), NOON, None, texts[3])
    book = RestoreBook(tmp_path_factory.mktemp("notes") / "copies.toml")
    book.put(note)
    assert book.notes() == (note,)
    book.close()


def test_notes_of_a_console_that_lives_are_its_own(tmp_path):
    path = tmp_path / "copies.toml"
    living, other = RestoreBook(path), RestoreBook(path)
    living.put(NOTE)
    assert other.notes() == ()
    assert living.notes() == (NOTE,)
    living.close()
    living.close()
    assert other.notes() == (NOTE,)


def test_notes_of_a_console_that_was_killed_are_everyones(tmp_path):
    path = tmp_path / "copies.toml"
    program = f"""
import os
from datetime import UTC, datetime
from pathlib import Path
from console.settings.service_restore import CopyNote, RestoreBook
RestoreBook(Path({str(path)!r})).put(CopyNote("n1", "h1", "V1", datetime.now(UTC), None, "x"))
os._exit(9)
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 9
    book = RestoreBook(path)
    assert [note.id for note in book.notes()] == ["n1"]
    assert sorted(each.name for each in tmp_path.iterdir()) == [".copies.toml.lock", "copies.toml"]
    book.drop("n1")
    assert book.notes() == ()
