"""What the host's own keyboard and mouse of a VM hold: keys and buttons that are down, a place."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class VirtualKey:
    """A key that was typed by its virtual-key code (Windows' ``VK_…``).

    Attributes:
        code: Which key.
        is_down: What was done with it; ``None`` stands for down and up again.
    """

    code: int
    is_down: bool | None = None


@dataclass(slots=True)
class InputDevices:
    """The state of both devices; a VM that starts from nothing gets new ones.

    Attributes:
        keys: Virtual-key codes of the keys that are down.
        buttons: Numbers of the mouse's buttons that are down, from 1.
        clicks: Buttons that were clicked, in order.
        place: Where the pointer is, from the left and from the top.
        scrolled: How far the wheel was turned in all.
    """

    keys: set[int] = field(default_factory=set[int])
    buttons: set[int] = field(default_factory=set[int])
    clicks: list[int] = field(default_factory=list[int])
    place: tuple[int, int] = (0, 0)
    scrolled: int = 0
