"""The names and the shades of the colours that mark hosts and folders."""

from typing import Final

from PySide6.QtGui import QColor

from console.model.host import Colour
from console.ui.text_context import QT_TRANSLATE_NOOP, Context

Colours = Context("Colours")

_NAMES: Final[dict[Colour, str]] = {
    Colour.NONE: QT_TRANSLATE_NOOP("Colours", "No colour"),
    Colour.RED: QT_TRANSLATE_NOOP("Colours", "Red"),
    Colour.ORANGE: QT_TRANSLATE_NOOP("Colours", "Orange"),
    Colour.YELLOW: QT_TRANSLATE_NOOP("Colours", "Yellow"),
    Colour.GREEN: QT_TRANSLATE_NOOP("Colours", "Green"),
    Colour.TEAL: QT_TRANSLATE_NOOP("Colours", "Teal"),
    Colour.BLUE: QT_TRANSLATE_NOOP("Colours", "Blue"),
    Colour.PURPLE: QT_TRANSLATE_NOOP("Colours", "Purple"),
    Colour.GREY: QT_TRANSLATE_NOOP("Colours", "Grey"),
}

SHADES: Final[dict[Colour, str]] = {
    Colour.RED: "#d64545",
    Colour.ORANGE: "#dd7a1f",
    Colour.YELLOW: "#c9a21a",
    Colour.GREEN: "#3f9c4f",
    Colour.TEAL: "#2a9d97",
    Colour.BLUE: "#3f7fd6",
    Colour.PURPLE: "#8d5fd0",
    Colour.GREY: "#87909b",
}
"""Of middle lightness, so that they are seen on light and on dark; the name says it in words."""


def colour_name(colour: Colour) -> str:
    """Return what a colour is called."""
    return Colours.marked(_NAMES[colour])


def shade(colour: Colour) -> QColor | None:
    """Return what a colour looks like; ``None`` for no colour."""
    found = SHADES.get(colour)
    return QColor(found) if found is not None else None


def colour_of(word: str) -> Colour:
    """Return the colour of a word in a file; no colour for one that is not known."""
    return Colour(word) if word in frozenset(Colour) else Colour.NONE
