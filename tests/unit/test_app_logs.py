"""The program's log: one small file that rotates, and no talk of libraries."""

import logging
from pathlib import Path

import pytest

from console.app import logs
from console.app.logs import start_logging

TALKATIVE = ("winrm", "requests", "urllib3", "spnego", "requests_ntlm", "keyring", "asyncio")


@pytest.fixture(autouse=True)
def as_before():
    """Put the process's logging back as it was."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    levels = {name: logging.getLogger(name).level for name in TALKATIVE}
    yield
    for handler in set(root.handlers) - set(handlers):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


def test_the_file_is_in_the_folder_and_the_folder_is_made(tmp_path: Path):
    path = start_logging(tmp_path / "a" / "b")
    assert path == tmp_path / "a" / "b" / "hvconsole.log"
    assert not path.exists(), "nothing is written before there is something to say"
    logging.getLogger("console.test").info("größer %s", "测试")
    line = path.read_text(encoding="utf-8")
    assert line.endswith("INFO    console.test: größer 测试\n")


def test_the_level(tmp_path: Path):
    path = start_logging(tmp_path, logging.DEBUG)
    logging.getLogger("console.test").debug("small")
    assert "small" in path.read_text()


def test_debug_is_left_out_usually(tmp_path: Path):
    path = start_logging(tmp_path)
    logging.getLogger("console.test").debug("small")
    assert not path.exists()


@pytest.mark.parametrize("name", TALKATIVE)
def test_libraries_log_no_bodies_and_no_tokens(tmp_path: Path, name: str):
    path = start_logging(tmp_path, logging.DEBUG)
    for logger in (name, f"{name}.inner"):
        logging.getLogger(logger).debug("token")
        logging.getLogger(logger).info("body")
    assert not path.exists()


def test_the_file_rotates_and_old_ones_go(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(logs, "_LIMIT_BYTES", 500)
    start_logging(tmp_path)
    for number in range(100):
        logging.getLogger("console.test").info("line %d", number)
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == ["hvconsole.log", *(f"hvconsole.log.{n}" for n in (1, 2, 3))]
    assert all(path.stat().st_size <= 500 for path in tmp_path.iterdir())
    assert "line 99" in (tmp_path / "hvconsole.log").read_text()


def test_a_folder_that_cannot_be_made(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        start_logging(tmp_path / "file" / "logs")
