"""A virtual screen of X11 that tests can look at: Xvfb keeps its picture in a file."""

import os
import shutil
import struct
import subprocess
import tempfile
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

_HEADER = struct.Struct(">25I")
_COLOUR_BYTES = 12
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Picture:
    """What a screen shows: three bytes a pixel, row by row."""

    width: int
    height: int
    rgb: bytes

    def at(self, x, y):
        """Return the colour of a pixel."""
        place = 3 * (y * self.width + x)
        return tuple(self.rgb[place : place + 3])

    def count(self, colour, tolerance=6):
        """Count the pixels of a colour; clients may show it a little off, for what they save."""
        wanted = tuple(bytes.fromhex(f"{colour:06x}"))
        seen = Counter(zip(self.rgb[::3], self.rgb[1::3], self.rgb[2::3], strict=True))
        return sum(
            number
            for found, number in seen.items()
            if all(abs(a - b) <= tolerance for a, b in zip(found, wanted, strict=True))
        )

    def part(self, left, top, width, height):
        """Return a part of it."""
        rows = (3 * (y * self.width + left) for y in range(top, top + height))
        return Picture(width, height, b"".join(self.rgb[at : at + 3 * width] for at in rows))

    def save(self, path):
        """Write a PNG file."""
        a_row = 3 * self.width
        rows = (self.rgb[at : at + a_row] for at in range(0, len(self.rgb), a_row))
        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        data = zlib.compress(b"".join(b"\0" + row for row in rows))
        path.parent.mkdir(parents=True, exist_ok=True)
        parts = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
        path.write_bytes(_PNG + b"".join(_chunk(*part) for part in parts))


def _chunk(name, data):
    ends = struct.pack(">I", zlib.crc32(name + data))
    return struct.pack(">I", len(data)) + name + data + ends


def read_picture(path):
    """Read X's window dump (the format of ``xwd``: 25 numbers, then a table of colours)."""
    data = path.read_bytes()
    header = _HEADER.unpack_from(data)
    start = header[0] + header[19] * _COLOUR_BYTES
    width, height, depth, line = header[4], header[5], header[11], header[12]
    assert (depth, header[7]) == (32, 0), "32 bits a pixel, the lowest byte first"
    rows = bytearray()
    for y in range(height):
        pixels = data[start + y * line : start + y * line + 4 * width]
        row = bytearray(3 * width)
        row[::3], row[1::3], row[2::3] = pixels[2::4], pixels[1::4], pixels[::4]
        rows += row
    return Picture(width, height, bytes(rows))


class VirtualScreen:
    """Xvfb on a display that it picks itself; a context."""

    def __init__(self, width=1400, height=900):
        self._size = f"{width}x{height}x24"
        self.display = ""

    @staticmethod
    def is_possible():
        return shutil.which("Xvfb") is not None

    def __enter__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="hvconsole-screen-")
        reader, writer = os.pipe()
        command = ("Xvfb", "-displayfd", str(writer), "-nolisten", "tcp", "-screen", "0")
        self._process = subprocess.Popen(
            [*command, self._size, "-fbdir", self._folder.name],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(writer,),
        )
        os.close(writer)
        with os.fdopen(reader) as told:
            self.display = f":{told.readline().strip()}"
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait(20)
        self._folder.cleanup()

    @property
    def picture(self):
        """What is to be seen now."""
        return read_picture(Path(self._folder.name, "Xvfb_screen0"))
