"""A picture of a VM's screen."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Screen:
    """A small picture of a screen.

    Attributes:
        width: In pixels.
        height: In pixels.
        pixels: RGB565, little endian, row after row without padding: 2 bytes a pixel.
    """

    width: int
    height: int
    pixels: bytes = field(repr=False)
