"""An exception that nobody expected is logged once and told once, without values."""

import logging
import sys
import threading

import pytest

from console.app import crash

pytestmark = pytest.mark.expects_log


@pytest.fixture
def told():
    lines: list[str] = []
    restore = crash.install(lines.append)
    yield lines
    restore()


def uncaught(problem: BaseException) -> None:
    """Do what the interpreter does with an exception that reaches the top."""
    try:
        raise problem
    except type(problem):
        sys.excepthook(*sys.exc_info())


def in_thread(problem: BaseException) -> None:
    def work() -> None:
        raise problem

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


@pytest.mark.parametrize("happen", [uncaught, in_thread])
def test_it_is_logged_whole_and_told_without_values(told, caplog, happen):
    happen(ValueError("secret-value"))
    (record,) = caplog.records
    assert record.levelno == logging.CRITICAL
    assert record.exc_info is not None
    assert isinstance(record.exc_info[1], ValueError)
    (line,) = told
    assert line.startswith("ValueError in ")
    assert f"{__name__}:" in line or "test_app_crash:" in line
    assert "secret-value" not in line


def test_the_same_place_is_told_once_and_logged_each_time(told, caplog):
    for _ in range(3):
        uncaught(ValueError("x"))
    assert len(told) == 1
    assert len(caplog.records) == 3


def test_another_kind_is_told_too(told):
    uncaught(ValueError("x"))
    uncaught(KeyError("x"))
    assert len(told) == 2


def test_an_exception_without_a_traceback(told):
    sys.excepthook(ValueError, ValueError("x"), None)
    assert told == ["ValueError in unknown place"]


def test_ctrl_c_is_no_crash(monkeypatch, caplog):
    seen: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: seen.append(kind))
    lines: list[str] = []
    restore = crash.install(lines.append)
    try:
        uncaught(KeyboardInterrupt())
    finally:
        restore()
    assert (seen, lines, caplog.records) == ([KeyboardInterrupt], [], [])


def test_what_was_there_before_comes_back():
    before = sys.excepthook, threading.excepthook
    restore = crash.install(lambda _line: None)
    assert sys.excepthook is not before[0]
    assert threading.excepthook is not before[1]
    restore()
    assert (sys.excepthook, threading.excepthook) == before
