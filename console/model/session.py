"""A console session with a VM: in which mode, and with what of this computer's devices."""

import enum
from dataclasses import dataclass


class SessionMode(enum.StrEnum):
    """How a VM's screen is reached; equal to its word in files. Best first."""

    ENHANCED = "enhanced"
    """Over the host, to the guest's own remote desktop service: sound, clipboard, resizing."""
    BASIC = "basic"
    """Over the host, to the VM's screen and keyboard: works for any guest, also while it boots."""
    GUEST_RDP = "guest-rdp"
    """Over the network, to the guest's address."""
    SSH = "ssh"
    """Over the network, a terminal."""


class AudioPlay(enum.StrEnum):
    """Where the guest's sound is played (``audiomode`` of ``.rdp`` files: 0, 1, 2)."""

    HERE = "here"
    GUEST = "guest"
    OFF = "off"


MIN_SIDE = 200
MAX_SIDE = 8192
"""Sides of the display in pixels, as ``.rdp`` files allow (``desktopwidth``)."""


@dataclass(frozen=True, slots=True)
class SessionOptions:
    """What a session looks like and may use.

    Attributes:
        width: Of the display in pixels; ``None`` follows the client's window.
        height: The same.
        full_screen: Whether the session takes the whole screen.
        all_monitors: Whether it takes all monitors.
        monitors: The monitors it takes, by the client's numbers; empty for the client's choice.
        audio: Where sound is played.
        microphone: Whether the guest hears this computer's microphone.
        clipboard: Whether text and files can be copied across.
        drives: Folders or drives of this computer that the guest sees; ``*`` for all.
        printers: Whether the guest sees this computer's printers.
        smart_cards: Whether the guest sees this computer's smart cards.
        keyboard: Layout for clients that can be told one (``0x00000407``); empty for their own.
    """

    width: int | None = None
    height: int | None = None
    full_screen: bool = False
    all_monitors: bool = False
    monitors: tuple[int, ...] = ()
    audio: AudioPlay = AudioPlay.HERE
    microphone: bool = False
    clipboard: bool = True
    drives: tuple[str, ...] = ()
    printers: bool = False
    smart_cards: bool = False
    keyboard: str = ""


DEFAULT_OPTIONS = SessionOptions()
