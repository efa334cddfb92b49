"""Finds RDP clients on this computer, and asks each for its version. Blocks: call it in a lane."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Protocol

from console.rdp.client import ClientKind, RdpClient

_FREERDP_NAMES: Final = (
    "xfreerdp3", "xfreerdp", "sdl-freerdp3", "sdl-freerdp", "wlfreerdp3", "wlfreerdp",
    "wfreerdp.exe",
)  # fmt: skip
"""Versioned names depend on the distribution."""
_FLATPAK_FREERDP: Final = "com.freerdp.FreeRDP"
_VERSION: Final = re.compile(r"version (\d+)\.(\d+)\.(\d+)", re.IGNORECASE)
_NO_CONSOLES: Final = (3, 10)
"""Releases that may reject every ``/vmconnect`` (mended in 3.11): version 2 comes first."""
_PATIENCE_S: Final = 5.0
_MAX_OUTPUT: Final = 65_536
_MAC_APPS: Final = ("/Applications/Windows App.app", "/Applications/Microsoft Remote Desktop.app")


class SystemLook(Protocol):
    """What discovery looks at."""

    platform: str
    """As ``sys.platform``."""

    def which(self, name: str) -> str | None:
        """Return the path of a program."""
        ...

    def output(self, command: tuple[str, ...]) -> str:
        """Run a program and return what it printed; empty when it cannot be run."""
        ...

    def exists(self, path: str) -> bool:
        """Whether there is such a file or folder."""
        ...


class ThisSystem:
    """The computer we run on."""

    platform = sys.platform

    def which(self, name: str) -> str | None:
        """Return the path of a program."""
        return shutil.which(name)

    def exists(self, path: str) -> bool:
        """Whether there is such a file or folder."""
        return Path(path).exists()

    def output(self, command: tuple[str, ...]) -> str:
        """Run a program and return what it printed, on either stream."""
        try:
            done = subprocess.run(  # noqa: S603 - a program found by name, no shell
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=_PATIENCE_S,
                check=False,
                env={**os.environ, "LC_ALL": "C"},
            )
        except (OSError, subprocess.SubprocessError):
            return ""
        return done.stdout[:_MAX_OUTPUT].decode("utf-8", "replace")


def discover(look: SystemLook) -> tuple[RdpClient, ...]:
    """Return the installed clients, those that do most first.

    FreeRDP 3 comes before 2, but for the releases that may open no console; a FreeRDP whose version
    cannot be learned (version 2 tells it only where there is a display) counts as 2, whose ways
    version 3 understands as well.
    """
    found = [*_freerdps(look), *_others(look)]
    return tuple(sorted(found, key=_rank))


def parse_version(text: str) -> tuple[int, ...]:
    """Return the version in what ``/version`` printed; empty when there is none."""
    match = _VERSION.search(text)
    return tuple(int(part) for part in match.groups()) if match else ()


def _freerdps(look: SystemLook) -> Iterator[RdpClient]:
    for name in _FREERDP_NAMES:
        path = look.which(name)
        if path is not None:
            yield _freerdp(look, (path,), name.removesuffix(".exe"))
    flatpak = look.which("flatpak")
    if flatpak is not None:
        command = (flatpak, "run", _FLATPAK_FREERDP)
        info = look.output((flatpak, "info", _FLATPAK_FREERDP))
        if info and "error:" not in info.lower():
            yield _freerdp(look, command, "sdl-freerdp")


def _freerdp(look: SystemLook, command: tuple[str, ...], name: str) -> RdpClient:
    version = parse_version(look.output((*command, "/version")))
    is_new = version[:1] >= (3,) or (not version and name.endswith("3"))
    kind = ClientKind.FREERDP3 if is_new else ClientKind.FREERDP2
    takes_descriptors = look.platform != "win32" and len(command) == 1
    return RdpClient(kind, command, name, version, takes_descriptors)


def _others(look: SystemLook) -> Iterator[RdpClient]:
    if look.platform == "win32":
        for name, kind in (
            ("mstsc.exe", ClientKind.MSTSC),
            ("vmconnect.exe", ClientKind.VMCONNECT),
        ):
            path = look.which(name)
            if path is not None:
                yield RdpClient(kind, (path,), name.removesuffix(".exe"))
    if look.platform == "darwin":
        for app in _MAC_APPS:
            if look.exists(app):
                name = Path(app).stem
                yield RdpClient(ClientKind.WINDOWS_APP, ("open", "-a", app), name)
                break
    for name, kind in (
        ("remmina", ClientKind.REMMINA),
        ("gnome-connections", ClientKind.GNOME_CONNECTIONS),
    ):
        path = look.which(name)
        if path is not None:
            yield RdpClient(kind, (path,), name)


def _rank(client: RdpClient) -> tuple[int, bool, int, tuple[int, ...]]:
    order = (
        ClientKind.FREERDP3,
        ClientKind.FREERDP2,
        ClientKind.MSTSC,
        ClientKind.VMCONNECT,
        ClientKind.WINDOWS_APP,
        ClientKind.REMMINA,
        ClientKind.GNOME_CONNECTIONS,
    )
    prefers_x11 = 0 if client.name.startswith("xfreerdp") else 1
    newest_first = tuple(-part for part in client.version)
    is_doubtful = client.version[:2] == _NO_CONSOLES
    place = ClientKind.FREERDP2 if is_doubtful else client.kind
    return order.index(place), is_doubtful, prefers_x11, newest_first
