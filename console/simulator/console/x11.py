"""A very small client of an X server: fills rectangles and writes words on the root window.

The X Window System Protocol, version 11: sections 8 (connection setup) and 9 (requests), in little
endian. Nothing is asked but the setup and the pixels of words. Words are written with the font that
every X server has built in, into a pixmap; its lit pixels are then filled as rectangles, in any
size. The server forgets what was drawn when its last client leaves, so the connection stays open.
"""

import socket
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

_LITTLE: Final = 0x6C
_PATIENCE_S: Final = 5.0
_PLACE: Final = "/tmp/.X11-unix/X"  # noqa: S108 - where X servers listen, by convention
_FONT: Final = b"fixed"
GLYPH: Final = (6, 13)
"""Width and height of a letter of that font, in pixels."""
_ASCENT: Final = 11
_MAX_LETTERS: Final = 200
_MAX_RECTANGLES: Final = 4_000
_CREATE_GC, _CHANGE_GC, _OPEN_FONT, _CREATE_PIXMAP, _FREE_PIXMAP = 55, 56, 45, 53, 54
_FILL, _GET_IMAGE, _TEXT, _GET_FOCUS = 70, 73, 76, 43
_FOREGROUND, _BACKGROUND, _FONT_BIT = 0x4, 0x8, 0x4000
_Z_PIXMAP: Final = 2
_REPLY: Final = 1
_HEAD: Final = 32

Rectangle = tuple[int, int, int, int]
"""Left, top, width, height, in pixels."""


class XRefused(Exception):
    """The X server does not answer as it should."""


@dataclass(frozen=True, slots=True)
class _Root:
    window: int
    depth: int
    width: int
    height: int
    first_id: int


class XScreen:
    """The root window of one screen; calls block for as long as the server takes the bytes.

    Args:
        display: As in ``DISPLAY``: ``:99``.

    Raises:
        OSError: Nobody listens there.
        XRefused: The server does not let us in.
    """

    def __init__(self, display: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(_PATIENCE_S)
        try:
            self._socket.connect(_PLACE + display.lstrip(":").partition(".")[0])
            self._root = self._set_up()
            self._context, self._font, self._letters, self._pixmap = (
                self._root.first_id + number for number in range(4)
            )
            self._prepare()
        except BaseException:
            self._socket.close()
            raise

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self._root.width, self._root.height

    def fill(self, rectangles: Iterable[Rectangle], rgb: int) -> None:
        """Fill rectangles with a colour; raises ``OSError`` when the server has gone."""
        data = b"".join(struct.pack("<hhHH", *each) for each in rectangles)
        self._send(_CHANGE_GC, 0, struct.pack("<III", self._context, _FOREGROUND, rgb))
        for start in range(0, len(data), 8 * _MAX_RECTANGLES):
            part = data[start : start + 8 * _MAX_RECTANGLES]
            self._send(_FILL, 0, struct.pack("<II", self._root.window, self._context) + part)

    def write(self, text: str, left: int, top: int, scale: int, rgb: int) -> None:
        """Write one line; letters outside Latin-1 become question marks.

        Args:
            text: The line.
            left: Of its first letter.
            top: Of its letters.
            scale: How many pixels wide and high a pixel of the font becomes.
            rgb: Its colour.

        Raises:
            OSError: The server has gone.
            XRefused: It has no such font.
        """
        runs = self._runs(text.encode("latin-1", "replace")[:_MAX_LETTERS])
        self.fill(
            (
                (left + scale * x, top + scale * y, scale * width, scale)
                for x, y, width in runs
            ),
            rgb,
        )  # fmt: skip

    def settle(self) -> None:
        """Wait until everything is drawn; raises what ``write`` raises."""
        self._send(_GET_FOCUS, 0, b"")
        self._answer()

    def close(self) -> None:
        """Leave; what was drawn goes when nobody else is there."""
        self._socket.close()

    def _runs(self, letters: bytes) -> Iterator[tuple[int, int, int]]:
        """Yield left, top and length of every run of lit pixels."""
        width, height = GLYPH[0] * len(letters), GLYPH[1]
        if not letters:
            return
        root, pixmap = self._root, self._pixmap
        size = struct.pack("<HH", width, height)
        self._send(_CREATE_PIXMAP, root.depth, struct.pack("<II", pixmap, root.window) + size)
        target = struct.pack("<IIhh", pixmap, self._letters, 0, _ASCENT)
        self._send(_TEXT, len(letters), target + letters)
        wanted = struct.pack("<IhhHHI", pixmap, 0, 0, width, height, 0xFFFFFFFF)
        self._send(_GET_IMAGE, _Z_PIXMAP, wanted)
        pixels = self._answer()
        self._send(_FREE_PIXMAP, 0, struct.pack("<I", pixmap))
        for y in range(height):
            row = pixels[4 * width * y : 4 * width * (y + 1)]
            yield from ((x, y, length) for x, length in _lit(row))

    def _set_up(self) -> _Root:
        self._socket.sendall(struct.pack("<BxHHHHxx", _LITTLE, 11, 0, 0, 0))
        head = self._read(8)
        data = self._read(4 * int.from_bytes(head[6:8], "little"))
        if head[0] != _REPLY:
            raise XRefused("the X server does not let us in")
        first_id, vendor, formats = (
            int.from_bytes(data[4:8], "little"),
            int.from_bytes(data[16:18], "little"),
            data[21],
        )
        start = 32 + (vendor + 3) // 4 * 4 + 8 * formats
        window, width, height = struct.unpack_from("<I16xHH", data, start)
        return _Root(window, data[start + 38], width, height, first_id)

    def _prepare(self) -> None:
        opened = struct.pack("<IHxx", self._font, len(_FONT)) + _FONT
        self._send(_OPEN_FONT, 0, opened)
        for context, mask, values in (
            (self._context, _FOREGROUND, (0,)),
            (self._letters, _FOREGROUND | _BACKGROUND | _FONT_BIT, (0xFFFFFF, 0, self._font)),
        ):
            head = struct.pack("<III", context, self._root.window, mask)
            self._send(_CREATE_GC, 0, head + struct.pack(f"<{len(values)}I", *values))

    def _send(self, code: int, detail: int, body: bytes) -> None:
        body += bytes(-len(body) % 4)
        self._socket.sendall(struct.pack("<BBH", code, detail, 1 + len(body) // 4) + body)

    def _answer(self) -> bytes:
        """Return the data of the next reply."""
        head = self._read(_HEAD)
        while head[0] > _REPLY:  # an event, which we have not asked for
            head = self._read(_HEAD)
        if head[0] != _REPLY:
            raise XRefused(f"X error {head[1]}")
        return self._read(4 * int.from_bytes(head[4:8], "little"))

    def _read(self, count: int) -> bytes:
        data = bytearray()
        while len(data) < count:
            part = self._socket.recv(count - len(data))
            if not part:
                raise XRefused("the X server has gone")
            data += part
        return bytes(data)


def _lit(row: bytes) -> Iterator[tuple[int, int]]:
    """Yield start and length of the runs of pixels that are not black."""
    start = -1
    count = len(row) // 4
    for x in range(count + 1):
        is_lit = x < count and any(row[4 * x : 4 * x + 3])
        if is_lit and start < 0:
            start = x
        elif not is_lit and start >= 0:
            yield start, x - start
            start = -1
