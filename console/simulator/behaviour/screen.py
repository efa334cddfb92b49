"""What is on the screen of a VM, drawn in any size as RGB565.

A scene is a list of rectangles in shares of the screen, later ones over earlier. A picture is built
of bands in which nothing changes from row to row: one row is painted with runs of equal pixels and
repeated. Words are bars: nobody reads them at the size of a thumbnail.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from console.simulator.behaviour.load import noise
from console.simulator.descriptions import ScreenStyle

if TYPE_CHECKING:
    from console.simulator.behaviour.vm import SimulatedVm

_LINES = 25
_COLUMNS = 80
_LINES_PER_S = 2.0
_BARS = (0xFFFF, 0xFFE0, 0x07FF, 0x07E0, 0xF81F, 0xF800, 0x001F, 0x0000)
"""White, yellow, cyan, green, magenta, red, blue, black."""

_BLACK = 0x0000
_GREY = 0xAD55
_WHITE = 0xFFFF
_STOP_BLUE = 0x03BA

_DESKTOPS = {"server": (0x0196, 0x18E3), "client": (0x2B5C, 0xEF5D)}
"""Colour of the wall and of the taskbar."""

_PROMPTS = {"Ubuntu": 0x3086, "Debian": 0xA80A, "Red": 0x9800, "SLES": 0x0400, "Alpine": 0x0B4F}
"""Colour of the banner over a prompt, by the first word of a system's name."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in shares of the screen, in one colour."""

    left: float
    top: float
    right: float
    bottom: float
    colour: int


@dataclass(frozen=True, slots=True)
class Scene:
    """What a screen shows: equal scenes are equal pictures.

    Attributes:
        kind: ``bars``, ``text``, ``stop``, ``desktop`` or ``prompt``.
        name: Which desktop or banner.
        lines: How many lines of text.
        seed: Makes the words.
    """

    kind: str
    name: str = ""
    lines: int = 0
    seed: int = 0


def scene_of(vm: "SimulatedVm", now: float) -> Scene:
    """Return what a VM that is up shows at a moment."""
    if vm.description.screen is ScreenStyle.BARS:
        return Scene("bars")
    age, guest = vm.guest_age(now), vm.guest
    if age < guest.contact_s * vm.pace:
        return Scene("text", lines=min(_LINES, 1 + int(age * _LINES_PER_S)), seed=vm.seed)
    if vm.hang.has_begun(now):
        return Scene("stop" if guest.is_windows else "text", lines=_LINES, seed=vm.seed)
    if guest.is_windows:
        return Scene("desktop", "server" if guest.product_type > 1 else "client")
    return Scene("prompt", guest.os_name.partition(" ")[0], 3, vm.seed)


def resolution(vm: "SimulatedVm", now: float) -> tuple[int, int]:
    """Return width and height of a VM's own screen: that of text is smaller."""
    scene = scene_of(vm, now)
    return (1024, 768) if scene.kind in ("desktop", "bars", "stop") else (640, 480)


def picture(vm: "SimulatedVm", now: float, width: int, height: int) -> bytes:
    """Return the screen in a size: RGB565, little endian, row by row, nothing between them."""
    return draw(scene_of(vm, now), width, height)


@lru_cache(maxsize=64)
def draw(scene: Scene, width: int, height: int) -> bytes:
    """Draw a scene; ``width * height * 2`` bytes."""
    boxes = [
        (round(b.left * width), round(b.top * height), round(b.right * width),
         round(b.bottom * height), b.colour.to_bytes(2, "little"))
        for b in boxes_of(scene)
    ]  # fmt: skip
    edges = sorted({0, height} | {edge for box in boxes for edge in (box[1], box[3])})
    bands: list[bytes] = []
    for top, bottom in pairwise(edges):
        row = bytearray(2 * width)
        for left, box_top, right, box_bottom, colour in boxes:
            if box_top <= top < box_bottom:
                row[2 * left : 2 * right] = colour * (right - left)
        bands.append(bytes(row) * (bottom - top))
    return b"".join(bands)


def boxes_of(scene: Scene) -> Iterator[Box]:
    """Yield the rectangles of a scene, later ones over earlier."""
    if scene.kind == "bars":
        for place, colour in enumerate(_BARS):
            yield Box(place / 8, 0, (place + 1) / 8, 1, colour)
    elif scene.kind == "desktop":
        yield from _desktop(*_DESKTOPS[scene.name])
    elif scene.kind == "stop":
        yield Box(0, 0, 1, 1, _STOP_BLUE)
        yield Box(0.1, 0.15, 0.16, 0.3, _WHITE)
        yield from _text(scene, 10, 15, _WHITE)
    else:
        yield Box(0, 0, 1, 1, _BLACK)
        banner = _PROMPTS.get(scene.name, _GREY)
        if scene.kind == "prompt":
            yield Box(0, 0, 1, 2 / _LINES, banner)
        yield from _text(scene, 3 if scene.kind == "prompt" else 0, scene.lines, _GREY)


def _desktop(wall: int, bar: int) -> Iterator[Box]:
    yield Box(0, 0, 1, 1, wall)
    for place in range(4):
        top = 0.04 + place * 0.14
        yield Box(0.02, top, 0.07, top + 0.07, 0xFE60 if place % 2 else 0xCE79)
    yield Box(0.25, 0.15, 0.85, 0.75, _WHITE)
    yield Box(0.25, 0.15, 0.85, 0.20, 0x3A6F)
    yield Box(0.82, 0.15, 0.85, 0.20, 0xE0A3)
    yield Box(0.25, 0.20, 0.40, 0.75, 0xE73C)
    for line in range(7):
        top = 0.26 + line * 0.06
        yield Box(0.43, top, 0.60 + 0.2 * noise(line, 3), top + 0.025, _GREY)
    yield Box(0, 0.94, 1, 1, bar)
    yield Box(0.005, 0.95, 0.035, 0.99, 0x04BF)


def _text(scene: Scene, first: int, count: int, colour: int) -> Iterator[Box]:
    for line in range(first, min(_LINES, first + count)):
        top = (line + 0.2) / _LINES
        column, end = 1, 12 + int(noise(scene.seed, line) * 60)
        while column < end:
            length = 2 + int(noise(scene.seed + line, column) * 8)
            right = min(_COLUMNS, column + length) / _COLUMNS
            yield Box(column / _COLUMNS, top, right, top + 0.6 / _LINES, colour)
            column += length + 1
