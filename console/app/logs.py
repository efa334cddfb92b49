"""Where the program's log goes: a small rotating file, and standard error when asked."""

import logging
import logging.handlers
from pathlib import Path

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
