"""A guest's picture as Qt draws it: colours, sizes to ask for, and the place it takes."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from console.hyperv.screen import MAX_HEIGHT, MAX_WIDTH, MIN_SIDE
from console.model.screen import Screen

USUAL: Final = (4, 3)
"""The shape of a screen whose resolution is not known yet."""


def image_of(screen: Screen) -> QImage:
    """Return a picture as Qt's; it owns its pixels.

    RGB565 is what Qt calls RGB16, in the byte order of the machine; ours is little endian, as are
    all machines that Qt for Python is built for.
    """
    bytes_per_line = 2 * screen.width
    shared = QImage(
        screen.pixels, screen.width, screen.height, bytes_per_line, QImage.Format.Format_RGB16
    )
    return shared.copy()


def size_to_ask(room: QSize, ratio: float, resolution: tuple[int, int] | None) -> QSize:
    """Return the size in pixels to ask a host for.

    The host squeezes the screen into whatever is asked for, so the shape must be the screen's.

    Args:
        room: Where it is shown, in logical pixels.
        ratio: Pixels of the device per logical pixel.
        resolution: Of the guest's screen; ``None`` while it is not known.
    """
    shape = QSize(*(resolution or USUAL))
    wanted = QSize(
        min(MAX_WIDTH, round(room.width() * ratio)), min(MAX_HEIGHT, round(room.height() * ratio))
    )
    size = shape.scaled(wanted, Qt.AspectRatioMode.KeepAspectRatio)
    return size.expandedTo(QSize(MIN_SIDE, MIN_SIDE))


def place_in(rect: QRect, shape: QSize) -> QRect:
    """Return the largest place of a shape in the middle of a rectangle."""
    size = shape.scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRect(rect.topLeft(), size)
    place.moveCenter(rect.center())
    return place


def draw_image(
    painter: QPainter, rect: QRect, image: QImage, shape: QSize | None = None, opacity: float = 1.0
) -> QRect:
    """Draw a picture in the middle of a rectangle, smoothly, and return the place it took.

    Args:
        painter: Draws.
        rect: The room.
        image: The picture.
        shape: Of the guest's screen, where that is known; else the picture's own.
        opacity: Less than 1 for a picture that is not of now.
    """
    place = place_in(rect, shape or image.size())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setOpacity(opacity)
    painter.drawImage(place, image)
    painter.restore()
    return place
