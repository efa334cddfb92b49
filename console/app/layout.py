"""Remembers the window's layout between runs: opaque blobs by name, in one small file."""

import base64
import binascii
import json
import logging
from pathlib import Path

_log = logging.getLogger(__name__)
_MAX_BYTES = 1_000_000


class LayoutFile:
    """Holds the blobs in memory; ``read`` and ``write`` touch the disk and block.

    A layout is a convenience: a file that cannot be read or written costs the layout, is logged,
    and nothing else.

    Args:
        path: The file; it need not exist.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._blobs: dict[str, bytes] = {}
        self._is_changed = False

    def read(self) -> None:
        """Load the blobs of the last run."""
        try:
            if self._path.stat().st_size > _MAX_BYTES:
                return
            found = json.loads(self._path.read_text(encoding="utf-8"))
            blobs = {str(name): base64.b64decode(text) for name, text in found.items()}
        except FileNotFoundError:
            return
        except (OSError, ValueError, AttributeError, TypeError, binascii.Error) as problem:
            _log.info("the layout of the last run cannot be read: %s", problem)
            return
        self._blobs = blobs

    def load(self, name: str) -> bytes | None:
        """Return what was saved under a name."""
        return self._blobs.get(name)

    def save(self, name: str, blob: bytes) -> None:
        """Keep a layout under a name; ``write`` brings it to the disk."""
        if self._blobs.get(name) != blob:
            self._blobs[name] = blob
            self._is_changed = True

    def write(self) -> None:
        """Write the blobs when something changed."""
        if not self._is_changed:
            return
        found = {name: base64.b64encode(blob).decode() for name, blob in self._blobs.items()}
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._path.with_suffix(".new")
            fresh.write_text(json.dumps(found), encoding="utf-8")
            fresh.replace(self._path)
        except OSError as problem:
            _log.info("the layout cannot be kept: %s", problem)
            return
        self._is_changed = False
