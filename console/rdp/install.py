"""How to get an RDP client where there is none, by the system: pure."""

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class InstallHint:
    """A command to copy; empty where the system brings a client along.

    Attributes:
        system: A word that the window knows a sentence for.
        command: What installs a client.
    """

    system: str
    command: str


_LINUX: Final = (
    (("debian", "ubuntu"), "sudo apt install freerdp3-x11 || sudo apt install freerdp2-x11"),
    (("fedora", "rhel", "centos"), "sudo dnf install freerdp"),
    (("suse", "opensuse"), "sudo zypper install freerdp"),
    (("arch",), "sudo pacman -S freerdp"),
    (("alpine",), "doas apk add freerdp"),
)
_FLATPAK: Final = "flatpak install flathub com.freerdp.FreeRDP"
_ID: Final = re.compile(r'^(?:ID|ID_LIKE)="?([^"\n]*)"?$', re.MULTILINE)


def install_hint(platform: str, os_release: str = "") -> InstallHint:
    """Return how to install a client.

    Args:
        platform: As ``sys.platform``.
        os_release: The text of ``/etc/os-release`` on Linux.
    """
    if platform == "win32":
        return InstallHint("windows", "")
    if platform == "darwin":
        # FreeRDP's formula brings sdl-freerdp, which needs no X server.
        return InstallHint("macos", "brew install freerdp")
    words = " ".join(_ID.findall(os_release)).lower().split()
    for names, command in _LINUX:
        if any(word.startswith(name) for word in words for name in names):
            return InstallHint("linux", command)
    return InstallHint("linux", _FLATPAK)
