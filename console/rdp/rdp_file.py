r"""Writes ``.rdp`` files, for ``mstsc`` and to be exported.

Keys are those of Microsoft's "Supported RDP properties"; ``pcb``, ``server port`` and ``negotiate
security layer`` are those of Microsoft's Azure Stack Edge page on the console of a VM. What may be
redirected is ON where a file is silent, so everything is written out. A file never holds a
password. ``mstsc`` itself writes UTF-16 with a byte order mark, and takes what has none for text of
the system's code page: so that is what it gets where ASCII does not do. Each value is one line:
nothing that a host or guest is called can begin another.
"""

from typing import Final

from console.model.session import AudioPlay, SessionMode, SessionOptions
from console.rdp.session import SessionRequest

_AUDIO: Final = {AudioPlay.HERE: 0, AudioPlay.GUEST: 1, AudioPlay.OFF: 2}
_WARN: Final = 2
"""``authentication level``: warn about a server that cannot be verified, as self-signed ones."""


def rdp_text(request: SessionRequest) -> str:
    """Return the file's text, lines ended as Windows does."""
    options = request.options
    is_basic = request.mode is SessionMode.BASIC
    lines = [
        f"full address:s:{request.host}",
        f"server port:i:{request.port}",
        *_over_host(request),
        "enablecredsspsupport:i:1",
        f"authentication level:i:{_WARN}",
        *((f"username:s:{request.user}",) if request.user else ()),
        f"screen mode id:i:{2 if options.full_screen else 1}",
        *_size(options),
        f"use multimon:i:{int(options.all_monitors or len(options.monitors) > 1)}",
        *_monitors(options),
        f"smart sizing:i:{int(is_basic)}",
        f"dynamic resolution:i:{int(options.width is None and not is_basic)}",
        f"audiomode:i:{_AUDIO[AudioPlay.OFF if is_basic else options.audio]}",
        f"audiocapturemode:i:{int(options.microphone and not is_basic)}",
        f"redirectclipboard:i:{int(options.clipboard and not is_basic)}",
        f"redirectprinters:i:{int(options.printers and not is_basic)}",
        f"redirectsmartcards:i:{int(options.smart_cards and not is_basic)}",
        f"drivestoredirect:s:{'' if is_basic else _drives(options.drives)}",
    ]
    return "".join(f"{line}\r\n" for line in lines)


def rdp_encoding(text: str) -> str:
    """Return how ``mstsc`` reads a file's text right: as it stands, or as UTF-16 with its mark."""
    return "utf-8" if text.isascii() else "utf-16"


def file_name(request: SessionRequest) -> str:
    """Return a name for the file, made of the VM's id and the mode only."""
    return f"{request.safe_id}-{request.mode.value}.rdp"


def _over_host(request: SessionRequest) -> tuple[str, ...]:
    if not request.blob:
        return ()
    return (f"pcb:s:{request.blob}", "negotiate security layer:i:0")


def _size(options: SessionOptions) -> tuple[str, ...]:
    if options.width is None or options.height is None:
        return ()
    return (f"desktopwidth:i:{options.width}", f"desktopheight:i:{options.height}")


def _monitors(options: SessionOptions) -> tuple[str, ...]:
    if not options.monitors:
        return ()
    return ("selectedmonitors:s:" + ",".join(str(number) for number in options.monitors),)


def _drives(drives: tuple[str, ...]) -> str:
    r"""Return ``*`` for all, or drives as ``C:\;E:\;``; what cannot stand there is left out."""
    if "*" in drives:
        return "*"
    safe = [drive for drive in drives if drive.isprintable() and ";" not in drive]
    return "".join(f"{drive};" for drive in safe)
