"""Pictures of screens as files, written before a guest is restarted.

A Windows bitmap takes the host's pixels as they are (16 bits, RGB565, as ``BI_BITFIELDS``), so
nothing has to be converted and no codec is needed. Rows are stored bottom up, each padded to four
bytes ([MS-WMF] 2.2.2.9 "DeviceIndependentBitmap" and 2.2.2.3 "BitmapInfoHeader").
"""

import re
import struct
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from console.model.identity import VmKey
from console.model.screen import Screen
from console.settings.file import SettingsNotWritten

KEPT: Final = 200
"""Pictures in the folder; the oldest are removed beyond that."""

_FILE_HEADER: Final = struct.Struct("<2sIHHI")
_INFO_HEADER: Final = struct.Struct("<IiiHHIIiiII")
_MASKS: Final = struct.pack("<III", 0xF800, 0x07E0, 0x001F)
_BITFIELDS: Final = 3
_DOTS_PER_METRE: Final = 3780
_ODD: Final = re.compile(r"[^A-Za-z0-9_-]+")


def bitmap(screen: Screen) -> bytes:
    """Return a screen as a BMP file.

    Raises:
        ValueError: There are not as many pixels as the size says.
    """
    row = screen.width * 2
    if screen.width < 1 or screen.height < 1 or len(screen.pixels) != row * screen.height:
        raise ValueError(f"{len(screen.pixels)} bytes for {screen.width} x {screen.height}")
    padding = bytes(-row % 4)
    rows = (screen.pixels[at : at + row] for at in range(0, len(screen.pixels), row))
    pixels = b"".join(each + padding for each in reversed(tuple(rows)))
    offset = _FILE_HEADER.size + _INFO_HEADER.size + len(_MASKS)
    head = _FILE_HEADER.pack(b"BM", offset + len(pixels), 0, 0, offset)
    info = _INFO_HEADER.pack(
        _INFO_HEADER.size,
        screen.width,
        screen.height,
        1,
        16,
        _BITFIELDS,
        len(pixels),
        _DOTS_PER_METRE,
        _DOTS_PER_METRE,
        0,
        0,
    )
    return head + info + _MASKS + pixels


class PictureFolder:
    """A folder of pictures; blocks, so call it in a lane.

    Args:
        path: The folder; it need not exist.
        kept: How many pictures stay.
    """

    def __init__(self, path: Path, kept: int = KEPT) -> None:
        self._path = path
        self._kept = kept

    def save(self, screen: Screen, key: VmKey, vm_name: str, at: datetime) -> str:
        """Write a picture, remove those that are too many, and return where it is.

        Raises:
            SettingsNotWritten: The disk refused.
        """
        plain = _ODD.sub("-", vm_name).strip("-")[:40] or "vm"
        vm = _ODD.sub("", str(key.vm))[:8]
        path = self._path / f"screen-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{plain}-{vm}.bmp"
        try:
            self._path.mkdir(parents=True, exist_ok=True)
            path.write_bytes(bitmap(screen))
            self._prune()
        except (OSError, ValueError) as problem:
            reason = getattr(problem, "strerror", None) or str(problem)
            raise SettingsNotWritten(str(path), reason) from problem
        return str(path)

    def _prune(self) -> None:
        """Remove the oldest; the time of a picture is in its name, so names sort by age."""
        pictures = sorted(self._path.glob("screen-*.bmp"))
        for path in pictures[: -self._kept]:
            with suppress(FileNotFoundError):  # another console does the same
                path.unlink()
