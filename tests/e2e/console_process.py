"""The program as real processes: ``hvconsole`` commands, and ``hvconsole simulate`` to ask."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import console
from console.app.commands.inventory_json import vm_object
from console.hyperv.inventory import read_inventory
from console.model.connection import Credential, Endpoint, Timeouts
from console.transport.connect import connect
from console.wsman.client import WsmanClient

PASSWORD = "Geheim-ключ-密码 7"
USER = "sim"
LIMIT_S = 90.0
COMMAND = (sys.executable, "-m", "console")


def environment(home: Path | None = None, **more: str) -> dict[str, str]:
    """Return an environment in which the program finds itself, and nothing of this computer's."""
    ours = ("NTLM_USER_FILE", "PYTHONUNBUFFERED", "PYTHONIOENCODING", "PYTHONUTF8")
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {
        **kept,
        "PYTHONPATH": str(Path(console.__file__).parents[1]),
        "HVCONSOLE_HOME": str(home or "/nonexistent"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "LC_ALL": "C.UTF-8",
        **more,
    }


@dataclass(frozen=True)
class Outcome:
    """How a command ended."""

    code: int
    out: str
    err: str
    seconds: float

    @property
    def json(self) -> dict:
        return json.loads(self.out)

    def vm(self, name: str) -> dict:
        """Return one VM of an inventory."""
        (found,) = [vm for vm in self.json["vms"] if vm["name"] == name]
        return found


@contextlib.contextmanager
def descriptor_of(text: str) -> Iterator[int]:
    """Give a descriptor from which one line can be read."""
    read_end, write_end = os.pipe()
    os.write(write_end, text.encode() + b"\n")
    os.close(write_end)
    try:
        yield read_end
    finally:
        os.close(read_end)


@contextlib.contextmanager
def started(
    *arguments: str,
    password: str | None = PASSWORD,
    env: Mapping[str, str] | None = None,
    stdout: int = subprocess.PIPE,
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a command on a host; it gets the password through a descriptor."""
    with contextlib.ExitStack() as stack:
        more: Sequence[str] = ()
        descriptors: tuple[int, ...] = ()
        if password is not None:
            descriptors = (stack.enter_context(descriptor_of(password)),)
            more = ("--user", USER, "--password-fd", str(descriptors[0]))
        process = subprocess.Popen(
            [*COMMAND, *arguments, *more],
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.PIPE,
            pass_fds=descriptors,
            env=dict(env or environment()),
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()
            for pipe in (process.stdout, process.stderr):
                if pipe is not None:
                    pipe.close()


def run(
    *arguments: str,
    password: str | None = PASSWORD,
    env: Mapping[str, str] | None = None,
) -> Outcome:
    """Run a command to its end. Nothing that it says may hold the password or a traceback."""
    before = time.monotonic()
    with started(*arguments, password=password, env=env) as process:
        out, err = process.communicate(timeout=LIMIT_S)
        outcome = Outcome(process.returncode, out.decode(), err.decode(), time.monotonic() - before)
    said = outcome.out + outcome.err
    assert "Traceback" not in said, said
    assert password is None or password not in said
    return outcome


class Simulated:
    """A running ``hvconsole simulate``."""

    def __init__(self, process: subprocess.Popen[bytes], line: bytes) -> None:
        self.process = process
        self.line = line
        self.hosts = json.loads(line)["hosts"]

    @property
    def url(self) -> str:
        return self.hosts[0]["url"]

    def vm(self, name: str) -> dict:
        """Look at a VM of the first host, from this process: what is true now."""
        port = int(self.url.split(":")[2].split("/")[0])
        exchange = connect(Endpoint("127.0.0.1", port), Credential(USER, PASSWORD), Timeouts())
        with contextlib.closing(exchange):
            vms = read_inventory(WsmanClient(exchange)).vms
        (found,) = [vm for vm in vms if vm.name == name]
        return vm_object(found)

    def inventory(self, *arguments: str) -> Outcome:
        """Ask the first host."""
        outcome = run("inventory", self.url, "--json", *arguments)
        assert outcome.code == 0, outcome.err
        return outcome


@contextlib.contextmanager
def simulate_process(
    *arguments: str, password: str = PASSWORD
) -> Iterator[subprocess.Popen[bytes]]:
    """Start ``hvconsole simulate`` and tell it the password as its first line of input."""
    process = subprocess.Popen(
        [*COMMAND, "simulate", "--user", USER, "--password-fd", "0", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    try:
        process.stdin.write(password.encode() + b"\n")
        process.stdin.flush()
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            pipe.close()


@contextlib.contextmanager
def simulating(*arguments: str, password: str = PASSWORD) -> Iterator[Simulated]:
    """Run ``hvconsole simulate`` inside the block, ready to be asked."""
    with simulate_process(*arguments, password=password) as process:
        yield Simulated(process, first_line(process))


def first_line(process: subprocess.Popen[bytes]) -> bytes:
    """Wait for the first line of output; fail with what was said instead."""
    watchdog = threading.Timer(LIMIT_S, process.kill)
    watchdog.start()
    try:
        line = process.stdout.readline()
    finally:
        watchdog.cancel()
        watchdog.join()
    assert line, process.stderr.read().decode()
    return line
