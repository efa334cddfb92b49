"""What a console's desktop shows: the VM's simulated screen, and a plate that says whose it is."""

from dataclasses import dataclass
from typing import Final

from console.simulator.behaviour.host import SimulatedMachine
from console.simulator.behaviour.screen import Box, boxes_of, scene_of
from console.simulator.console.x11 import GLYPH, Rectangle, XScreen

_PLATE: Final = (0.40, 0.78, 0.98, 0.92)
"""Left, top, right, bottom in shares of the screen: free on every scene's desktop."""
_PLATE_COLOUR: Final = 0x101820
_NAME_COLOUR: Final = 0xFFFFFF
_REST_COLOUR: Final = 0xFFC83D
_NAME_SCALE: Final = 3
_REST_SCALE: Final = 2
_MARGIN: Final = 14


@dataclass(frozen=True, slots=True)
class Picture:
    """Something to be shown; equal pictures look the same.

    Attributes:
        boxes: Rectangles, later ones over earlier.
        name: Of the VM; any text, it is drawn and never read.
        rest: The second line.
    """

    boxes: tuple[Box, ...] = ()
    name: str = ""
    rest: str = ""


def picture_of(machine: SimulatedMachine, vm_id: str) -> Picture:
    """Return what a VM's screen shows now; an empty one for a VM that is off or gone."""
    now = machine.look()
    vm = machine.vms.get(vm_id)
    if vm is None or not vm.has_components:
        return Picture(name="The VM is off")
    boxes = tuple(boxes_of(scene_of(vm, now)))
    return Picture(boxes, vm.settings.name, f"simulated, on {machine.name}")


def paint(screen: XScreen, picture: Picture) -> None:
    """Draw a picture over whatever is there.

    Raises:
        OSError: The screen has gone.
        XRefused: It does not draw.
    """
    width, height = screen.size
    screen.fill([(0, 0, width, height)], 0)
    for box in picture.boxes:
        sides = (box.left, box.top, box.right, box.bottom)
        screen.fill([_rectangle(sides, width, height)], rgb888(box.colour))
    plate = _rectangle(_PLATE, width, height)
    screen.fill([plate], _PLATE_COLOUR)
    left, top, room = plate[0] + _MARGIN, plate[1] + _MARGIN, plate[2] - 2 * _MARGIN
    for text, scale, colour in (
        (picture.name, _NAME_SCALE, _NAME_COLOUR),
        (picture.rest, _REST_SCALE, _REST_COLOUR),
    ):
        screen.write(_cut(text, room // (scale * GLYPH[0])), left, top, scale, colour)
        top += scale * GLYPH[1] + 6
    screen.settle()


def rgb888(colour: int) -> int:
    """Return a colour of 16 bits in 24."""
    red, green, blue = colour >> 11 & 0x1F, colour >> 5 & 0x3F, colour & 0x1F
    return red * 255 // 31 << 16 | green * 255 // 63 << 8 | blue * 255 // 31


def _rectangle(sides: tuple[float, float, float, float], width: int, height: int) -> Rectangle:
    left, top = round(sides[0] * width), round(sides[1] * height)
    return left, top, round(sides[2] * width) - left, round(sides[3] * height) - top


def _cut(text: str, letters: int) -> str:
    """Return a line that fits, without signs that are none."""
    clean = "".join(each if each.isprintable() else " " for each in text)
    return clean if len(clean) <= letters else clean[: max(0, letters - 3)] + "..."
