"""Words about pictures of screens."""

from typing import Final

from console.model.vm import VmState
from console.ui import texts
from console.ui.text_context import Context

Screens = Context("Screens")

WITH_SCREEN: Final = frozenset({VmState.RUNNING, VmState.PAUSED, VmState.STOPPING})
"""States in which a host has a picture to give."""


def no_screen(state: VmState) -> str:
    """Return why there is no picture: the VM's state."""
    if state is VmState.OFF:
        return Screens.tr("Off")
    return texts.vm_state(state)


def reading() -> str:
    """Return that the first picture is on its way."""
    return Screens.tr("Reading the screen…")


def away() -> str:
    """Return that the host cannot be asked now."""
    return Screens.tr("The host does not answer")


def spoken(name: str, says: str) -> str:
    """Return what a screen reader says of a picture.

    Args:
        name: The VM's.
        says: What is shown in place of the picture, or how old it is.
    """
    return texts.fill(Screens.tr("Screen of %1: %2"), name, says)


def picture_age(age: str) -> str:
    """Return how old a picture is; ``age`` in words."""
    return texts.fill(Screens.tr("Picture %1"), age)


def size_told(resolution: tuple[int, int] | None) -> str:
    """Return the size of a guest's screen; empty while it is not known."""
    return "" if resolution is None else f"{resolution[0]} × {resolution[1]}"
