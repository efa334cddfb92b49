"""Starts a client, hands it the password in the way it takes one, and watches it to its end.

Theory of operation
-------------------
``RdpProcess.run`` blocks for as long as the client lives: it is called in a lane of its own, so a
session costs one sleeping thread. The password goes into the client's standard input (FreeRDP 2) or
into the pipe from which it reads all its arguments (FreeRDP 3), and nowhere else: not onto the
command line, which everybody on this computer can read, not into the environment, not into a file.
Clients that offer neither ask the user themselves.

A ``.rdp`` file holds no secret, but it names accounts and hosts: it is written with permissions for
this user only, into a folder of its own, and removed when the client has ended. What is started may
only hand the file to a program that runs already (``open`` on macOS, Remmina) and end at once: then
the file stays for a while, or it would be gone before it was read.
"""

import contextlib
import os
import subprocess
import tempfile
import threading
import time
from collections import deque
from pathlib import Path
from typing import IO, Final

from console.model.errors import NotPossible
from console.rdp.client import ClientKind, PasswordWay
from console.rdp.freerdp import PIPE_FD
from console.rdp.launch_plan import FILE_PLACE, LaunchPlan
from console.rdp.outcome import SessionEnd, judge

_KEPT_OUTPUT: Final = 200
"""Lines of the client's output that are kept, the last ones."""
_MAX_LINE: Final = 4_096
_GRACE_S: Final = 3.0
"""How long a client may take to end when it is asked to."""
_HANDED_OVER_S: Final = 5.0
"""Who ends well so soon has shown no session itself."""
FILE_KEPT_S: Final = 20.0
"""How long a file is kept for the program that it was handed to."""


class RdpProcess:
    """One client, from its start to its end.

    Args:
        kind: Which client, to understand its exit code.
        plan: How it is started.
        file_kept_s: How long its file stays for another program that it was handed to.
    """

    def __init__(
        self, kind: ClientKind, plan: LaunchPlan, file_kept_s: float = FILE_KEPT_S
    ) -> None:
        self._kind = kind
        self._plan = plan
        self._file_kept_s = file_kept_s
        self._ending = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._lines: deque[str] = deque(maxlen=_KEPT_OUTPUT)
        self._lock = threading.Lock()
        self._is_ended_by_us = False
        self._killer: threading.Timer | None = None

    @property
    def pid(self) -> int | None:
        """The client's process, ``None`` before it has started."""
        return self._process.pid if self._process is not None else None

    def run(self, password: str) -> SessionEnd:
        """Start the client, wait for its end and say how it ended. Blocks that long.

        Args:
            password: Handed over where the client takes one; never kept.

        Raises:
            NotPossible: ``client_start``: the program cannot be started; ``password_line``: the
                password holds a line break, which no client can be handed.
        """
        if any(sign in password for sign in "\r\n\0"):
            raise NotPossible("password_line")
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="hvconsole-session-") as folder:
            argv = self._argv(Path(folder))
            try:
                process = self._start(argv, password)
            except OSError as problem:
                raise NotPossible("client_start", argv[0]) from problem
            self._read(process.stdout)
            code = process.wait()
            self._spare()
            has_handed_over = code == 0 and time.monotonic() - began < _HANDED_OVER_S
            if self._plan.file_text and has_handed_over:
                self._ending.wait(self._file_kept_s)
        if self._is_ended_by_us:
            code = min(code, -15)
        return judge(self._kind, code, "\n".join(self._lines), time.monotonic() - began)

    def end(self) -> None:
        """Ask the client to end, and after a while make it; never blocks."""
        with self._lock:
            self._is_ended_by_us = True
            process = self._process
        self._ending.set()
        if process is None or process.poll() is not None:
            return
        with contextlib.suppress(OSError):
            process.terminate()
        with self._lock:
            if self._killer is None:
                self._killer = threading.Timer(_GRACE_S, _kill, (process,))
                self._killer.daemon = True
                self._killer.start()
        if process.poll() is not None:
            self._spare()

    def _spare(self) -> None:
        """Have nobody wait for a process that has ended."""
        with self._lock:
            if self._killer is not None:
                self._killer.cancel()

    def _argv(self, folder: Path) -> list[str]:
        if not self._plan.file_text:
            return list(self._plan.argv)
        path = folder / self._plan.file_name
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding=self._plan.file_encoding, newline="") as file:
            file.write(self._plan.file_text)
        return [str(path) if part == FILE_PLACE else part for part in self._plan.argv]

    def _start(self, argv: list[str], password: str) -> "subprocess.Popen[bytes]":
        if self._plan.way is PasswordWay.ARGUMENT_PIPE:
            return self._start_with_pipe(argv, password)
        process = subprocess.Popen(  # noqa: S603 - an argument list, no shell
            argv,
            stdin=subprocess.PIPE if self._plan.way is PasswordWay.STDIN else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self._take(process)
        if process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):  # it ended at once: its exit code tells
                process.stdin.write(f"{password}\n".encode())
                process.stdin.close()
        return process

    def _start_with_pipe(self, argv: list[str], password: str) -> "subprocess.Popen[bytes]":
        """Start FreeRDP 3, which reads its arguments from a descriptor, one a line."""
        if argv[-1].endswith(":stdin"):
            return self._start_with_input(argv, password)
        reader, writer = os.pipe()
        try:
            argv = [*argv[:-1], argv[-1].replace(f":{PIPE_FD}", f":{reader}")]
            process = subprocess.Popen(  # noqa: S603 - an argument list, no shell
                argv,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                pass_fds=(reader,),
            )
        except BaseException:
            os.close(writer)
            raise
        finally:
            os.close(reader)
        self._take(process)
        with contextlib.suppress(BrokenPipeError), os.fdopen(writer, "wb") as pipe:
            pipe.write(self._lines_for_pipe(password))
        return process

    def _start_with_input(self, argv: list[str], password: str) -> "subprocess.Popen[bytes]":
        """Start FreeRDP 3 where it can be handed no descriptor but its standard input."""
        process = subprocess.Popen(  # noqa: S603 - an argument list, no shell
            argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        self._take(process)
        if process.stdin is not None:
            with contextlib.suppress(BrokenPipeError), process.stdin as pipe:
                pipe.write(self._lines_for_pipe(password))
        return process

    def _lines_for_pipe(self, password: str) -> bytes:
        lines = (*self._plan.piped, f"/p:{password}")
        return "".join(f"{line}\n" for line in lines).encode()

    def _take(self, process: "subprocess.Popen[bytes]") -> None:
        with self._lock:
            self._process = process
            is_late = self._is_ended_by_us
        if is_late:
            process.terminate()

    def _read(self, stream: IO[bytes] | None) -> None:
        """Keep the last lines, however much the client says."""
        if stream is None:
            return
        with stream:
            while line := stream.readline(_MAX_LINE):
                self._lines.append(line.decode("utf-8", "replace").rstrip())


def _kill(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        with contextlib.suppress(OSError):
            process.kill()
