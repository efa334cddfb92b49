"""The layout survives a restart, and a broken file costs nothing else."""

from pathlib import Path

import pytest

from console.app.layout import LayoutFile


def test_blobs_survive_a_restart(tmp_path: Path):
    path = tmp_path / "deep" / "layout.json"
    first = LayoutFile(path)
    first.save("window", b"\x00\xff state")
    first.write()
    second = LayoutFile(path)
    assert second.load("window") is None
    second.read()
    assert second.load("window") == b"\x00\xff state"
    assert second.load("other") is None


def test_nothing_is_written_when_nothing_changed(tmp_path: Path):
    path = tmp_path / "layout.json"
    layout = LayoutFile(path)
    layout.write()
    assert not path.exists()
    layout.save("a", b"1")
    layout.write()
    path.unlink()
    layout.save("a", b"1")
    layout.write()
    assert not path.exists()


@pytest.mark.parametrize("text", ["", "[1]", "{", '{"window": "*"}', '{"window": 3}', "\x00"])
def test_a_broken_file_costs_only_the_layout(tmp_path: Path, text: str):
    path = tmp_path / "layout.json"
    path.write_text(text)
    layout = LayoutFile(path)
    layout.read()
    assert layout.load("window") in (None, b"")
    layout.save("window", b"new")
    layout.write()
    again = LayoutFile(path)
    again.read()
    assert again.load("window") == b"new"


def test_a_disk_that_refuses_is_no_failure(tmp_path: Path):
    (tmp_path / "file").write_text("")
    layout = LayoutFile(tmp_path / "file" / "layout.json")
    layout.read()
    layout.save("window", b"x")
    layout.write()
