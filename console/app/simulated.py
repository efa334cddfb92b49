"""A simulated fleet as a child process: started for the demo, gone with us."""

import contextlib
import json
import secrets
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from console.model.errors import SimulatorFailed

_START_LIMIT_S = 30.0
_STOP_LIMIT_S = 3.0


@dataclass(frozen=True, slots=True)
class SimulatedHostAddress:
    """One simulated host."""

    name: str
    url: str


class SimulatedFleetProcess:
    """``hvconsole simulate`` in a process group of its own.

    It ends when we close its standard input, so it cannot outlive us, however we end. Its
    password is made anew for each run and is the first line of that input, never an argument.
    """

    def __init__(self, arguments: Sequence[str], user: str = "demo") -> None:
        self.user = user
        self.password = secrets.token_urlsafe(12)
        self._arguments = tuple(arguments)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> tuple[SimulatedHostAddress, ...]:
        """Start it and wait until its hosts listen. Blocks: call it in a lane or a command.

        Raises:
            SimulatorFailed: It ended or stayed silent.
        """
        with tempfile.TemporaryFile() as words:
            process = self._process = self._spawn(words)
            _tell(process, self.password)
            line = _first_line(process)
            words.seek(0)
            last_words = words.read().decode(errors="replace").strip()
        try:
            hosts = json.loads(line)["hosts"]
            return tuple(SimulatedHostAddress(host["name"], host["url"]) for host in hosts)
        except (ValueError, KeyError, TypeError) as problem:
            self.stop()
            raise SimulatorFailed(last_words or "it did not start in time") from problem

    def _spawn(self, words: IO[bytes]) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(  # noqa: S603 -- our own interpreter and module
                self._command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=words,
                start_new_session=True,
            )
        except OSError as problem:
            raise SimulatorFailed(str(problem)) from problem

    def _command(self) -> list[str]:
        return [
            sys.executable,
            "-m",
            "console",
            "simulate",
            "--user",
            self.user,
            "--password-fd",
            "0",
            "--until-stdin-closes",
            *self._arguments,
        ]

    def stop(self) -> None:
        """End it; blocks for a moment, and kills it when it does not end by itself."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):  # it died, and had not read everything
                process.stdin.close()
        try:
            process.wait(_STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _tell(process: subprocess.Popen[bytes], password: str) -> None:
    assert process.stdin is not None  # noqa: S101 -- we asked for a pipe
    with contextlib.suppress(BrokenPipeError):  # it died already; its last words tell more
        process.stdin.write(password.encode() + b"\n")
        process.stdin.flush()


def _first_line(process: subprocess.Popen[bytes]) -> bytes:
    assert process.stdout is not None  # noqa: S101 -- we asked for a pipe
    watchdog = threading.Timer(_START_LIMIT_S, process.kill)
    watchdog.start()
    try:
        return process.stdout.readline()
    finally:
        watchdog.cancel()
        watchdog.join()


def demo_fleet_file(resources: Path) -> Path:
    """Return the description of the demo's fleet."""
    return resources / "fleets" / "demo.toml"
