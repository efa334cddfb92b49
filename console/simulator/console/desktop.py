"""A real desktop to show: FreeRDP's shadow server on a virtual screen of its own.

Both are programs of the system (on Debian: freerdp2-shadow-x11 and xvfb). Where one of them is
missing there is no desktop, and consoles end after the sign-in. The shadow server binds to
loopback, takes plain TLS and asks for no account (``-auth /sec:tls``): the console port in front of
it does.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Final

from console.simulator.console.server import Desktop

_LOOPBACK: Final = "127.0.0.1"
_SHADOWS: Final = ("freerdp-shadow-cli3", "freerdp-shadow-cli")
_PATIENCE_S: Final = 15.0
_PAUSE_S: Final = 0.05
_TRIES: Final = 3
_GRACE_S: Final = 3.0
_SCREEN: Final = "1024x768x24"


class VirtualDesktop:
    """A virtual screen, and the server that shows it. Starting and ending block.

    Attributes:
        desktop: Where the server is; ``None`` while there is none.
        display: The screen, as in ``DISPLAY``.
    """

    def __init__(self) -> None:
        self._running: list[subprocess.Popen[bytes]] = []
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self.desktop: Desktop | None = None
        self.display = ""

    @staticmethod
    def is_possible() -> bool:
        """Whether this computer has what is needed."""
        has_shadow = any(shutil.which(name) for name in _SHADOWS)
        return has_shadow and shutil.which("Xvfb") is not None

    def start(self) -> Desktop | None:
        """Start everything; ``None`` when something is missing or does not come up."""
        xvfb = shutil.which("Xvfb")
        shadow = next(filter(None, (shutil.which(name) for name in _SHADOWS)), None)
        if xvfb is None or shadow is None:
            return None
        for _ in range(_TRIES):
            self.desktop = self._start(xvfb, shadow)
            if self.desktop is not None:
                break
            self.close()
        return self.desktop

    def _start(self, xvfb: str, shadow: str) -> Desktop | None:
        """Start screen and server; either may lose its display or port to another program."""
        self.display = self._start_screen(xvfb)
        if not self.display:
            return None
        port = _free_port()
        options = (f"/port:{port}", f"/bind-address:{_LOOPBACK}", "-auth", "/sec:tls")
        server = self._spawn((shadow, *options))
        return Desktop(_LOOPBACK, port) if _answers(port, server) else None

    def close(self) -> None:
        """End everything, the server first."""
        self.desktop = None
        for process in reversed(self._running):
            process.terminate()
        for process in reversed(self._running):
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_GRACE_S)
                continue
            process.kill()
            process.wait()
        self._running.clear()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _start_screen(self, xvfb: str) -> str:
        """Start the virtual screen on a display that it picks itself; return the display."""
        reader, writer = os.pipe()
        try:
            # Without -noreset what is painted would go with the program that painted it.
            display = ("-displayfd", str(writer), "-nolisten", "tcp", "-noreset")
            command = (xvfb, *display, "-screen", "0", _SCREEN)
            self._running.append(
                subprocess.Popen(  # noqa: S603 - a program of the system, no shell
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    pass_fds=(writer,),
                )
            )
        finally:
            os.close(writer)
        with os.fdopen(reader) as told:
            number = told.readline().strip()
        return f":{number}" if number.isdigit() else ""

    def _spawn(self, command: tuple[str, ...]) -> subprocess.Popen[bytes]:
        # The shadow server keeps its certificate below the home: it gets one that is thrown away.
        self._folder = self._folder or tempfile.TemporaryDirectory(prefix="hvconsole-desktop-")
        home = Path(self._folder.name)
        environment = {
            **os.environ,
            "DISPLAY": self.display,
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
        }
        started = subprocess.Popen(  # noqa: S603 - programs of the system, no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        self._running.append(started)
        return started


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_LOOPBACK, 0))
        return probe.getsockname()[1]


def _answers(port: int, server: subprocess.Popen[bytes]) -> bool:
    """Wait until something listens; ``False`` at once when the server has ended."""
    end = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end and server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection((_LOOPBACK, port), 1.0):
            return True
        time.sleep(_PAUSE_S)
    return False
