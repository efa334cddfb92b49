"""What Qt says is in the log, by its weight, and what ends the program is seen."""

import logging

import pytest
from PySide6.QtCore import QtMsgType, qCritical, qInstallMessageHandler, qWarning

from console.app import logs


@pytest.fixture
def handled():
    before = qInstallMessageHandler(None)
    logs.log_qt_messages()
    yield
    qInstallMessageHandler(before)


@pytest.mark.expects_log
def test_messages_of_qt_are_logged_by_their_weight(handled, caplog):
    caplog.set_level(logging.DEBUG, logger="qt")
    qWarning("an odd thing")
    qCritical("a bad thing")
    qWarning("This plugin does not support propagateSizeHints()")
    assert [(each.name, each.levelno) for each in caplog.records] == [
        ("qt", logging.WARNING),
        ("qt", logging.ERROR),
        ("qt", logging.DEBUG),
    ]


@pytest.mark.expects_log
def test_what_ends_the_program_is_seen(caplog, capsys):
    logs._log_message(QtMsgType.QtFatalMsg, None, "no platform")
    assert capsys.readouterr().err == "hvconsole: no platform\n"
