"""Where the program's log goes: a small rotating file; what Qt has to say goes there, too."""

import logging
import logging.handlers
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
_LIMIT_BYTES = 1_000_000
_KEPT_FILES = 3
_TALKATIVE = ("winrm", "requests", "urllib3", "spnego", "requests_ntlm", "keyring", "asyncio")


def start_logging(folder: Path, level: int = logging.INFO) -> Path:
    """Log to a file in ``folder`` and return its path.

    Libraries that would log bodies or tokens are kept at warnings.

    Raises:
        OSError: The folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "hvconsole.log"
    handler = logging.handlers.RotatingFileHandler(
        path, maxBytes=_LIMIT_BYTES, backupCount=_KEPT_FILES, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter(_FORMAT))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    return path


_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_OF_NO_MEANING: Final = ("This plugin does not support propagateSizeHints()",)
"""What the off-screen platform says whenever a dialog opens."""


def log_qt_messages() -> None:
    """Write Qt's messages to the log; those that end the program to standard error, too."""
    qInstallMessageHandler(_log_message)


def _log_message(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
    del context  # it has no place in the source in builds for release
    text = message or ""
    level = logging.DEBUG if text in _OF_NO_MEANING else _LEVELS.get(kind, logging.WARNING)
    logging.getLogger("qt").log(level, "%s", text)
    if kind is QtMsgType.QtFatalMsg:
        sys.stderr.write(f"hvconsole: {text}\n")
