"""Staging a file: fresh folders, nothing overwritten, nothing of others removed."""

import pytest

from console.fleet import staging
from console.fleet.staging import StagedFile, StagingFailed, staged_source, staging_folder


def staged(tmp_path, data=b"0123456789"):
    (tmp_path / "a.bin").write_bytes(data)
    (tmp_path / "share").mkdir()
    folder = staging_folder(str(tmp_path / "share" / "a.bin"), "77")
    return StagedFile(tmp_path / "a.bin", folder, "a.bin"), folder


def whole(file):
    percents = []
    while (percent := file.advance()) is not None:
        percents.append(percent)
    return percents


def test_both_sides_name_the_same_folder(tmp_path):
    assert staged_source(r"D:\in\a.bin", "77") == r"D:\in\hvconsole-77\a.bin"
    assert staged_source(r"\\srv\in\a.bin", "77") == r"\\srv\in\hvconsole-77\a.bin"
    assert staging_folder(str(tmp_path / "a.bin"), "77") == tmp_path / "hvconsole-77"


def test_a_file_is_copied_piece_by_piece(tmp_path, monkeypatch):
    monkeypatch.setattr(staging, "PIECE_BYTES", 4)
    file, folder = staged(tmp_path)
    assert whole(file) == [40, 80, 100]
    assert (folder / "a.bin").read_bytes() == b"0123456789"
    file.discard()
    assert list((tmp_path / "share").iterdir()) == []
    file.discard()


def test_an_empty_file_is_a_file_too(tmp_path):
    file, folder = staged(tmp_path, b"")
    assert whole(file) == []
    assert (folder / "a.bin").read_bytes() == b""


def test_a_folder_that_is_there_already_is_not_touched(tmp_path):
    file, folder = staged(tmp_path)
    folder.mkdir()
    (folder / "a.bin").write_text("theirs")
    with pytest.raises(StagingFailed):
        whole(file)
    file.discard()
    assert (folder / "a.bin").read_text() == "theirs"


def test_a_file_that_grows_meanwhile_is_not_taken_for_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(staging, "PIECE_BYTES", 4)
    file, _ = staged(tmp_path)
    file.advance()
    with (tmp_path / "a.bin").open("ab") as grown:
        grown.write(b"more")
    with pytest.raises(StagingFailed, match="changed"):
        whole(file)


def test_discarding_half_a_file_removes_it(tmp_path, monkeypatch):
    monkeypatch.setattr(staging, "PIECE_BYTES", 4)
    file, _ = staged(tmp_path)
    file.advance()
    file.discard()
    assert list((tmp_path / "share").iterdir()) == []


def test_only_folders_of_ours_are_removed(tmp_path):
    (tmp_path / "precious").mkdir()
    with pytest.raises(StagingFailed):
        staging.remove(tmp_path / "precious")
    assert (tmp_path / "precious").exists()
    staging.remove(tmp_path / "hvconsole-gone")
    ours = tmp_path / "hvconsole-1"
    (ours / "a folder").mkdir(parents=True)
    with pytest.raises(StagingFailed):
        staging.remove(ours)
