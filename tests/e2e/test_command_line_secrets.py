"""Where passwords come from, and where they never show."""

import contextlib
import os
import pty
import select
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from console.app.simulated import SimulatedFleetProcess
from console.simulator.accounts import Account
from console.simulator.descriptions import HostDescription, VmDescription
from console.simulator.faults import Hang
from console.simulator.fleets import build
from console.simulator.running_host import running
from console.simulator.server import HostSettings, SimulatedHost
from tests.e2e.console_process import (
    COMMAND,
    PASSWORD,
    USER,
    descriptor_of,
    environment,
    run,
    simulating,
    started,
)

pytestmark = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc")


@pytest.fixture(scope="module")
def live():
    host = build(HostDescription("HV01", vms=(VmDescription("web01"),)))
    settings = HostSettings("HV01", (Account(USER, PASSWORD),))
    with running([SimulatedHost(host, settings)]) as (live,):
        yield live


def family(pid: int) -> list[int]:
    """Return a process and all that came from it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # a thread has ended
            for child in (task / "children").read_text().split():
                found += family(int(child))
    return found


def shown(pid: int) -> bytes:
    """Return everything that other processes of the user, and of all users, can see."""
    seen = b""
    for each in family(pid):
        seen += Path(f"/proc/{each}/cmdline").read_bytes()
        seen += Path(f"/proc/{each}/environ").read_bytes()
    ps = subprocess.run(["ps", "axeww"], capture_output=True, check=False)
    return seen + ps.stdout


def test_a_command_shows_no_password(live):
    with live.plan.active(Hang()) as rule, started("inventory", live.url) as process:
        deadline = time.monotonic() + 30
        while not live.plan.hits(rule):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        seen = shown(process.pid)
    assert b"inventory" in seen
    assert PASSWORD.encode() not in seen


def test_simulate_shows_no_password():
    with simulating("--vms", "1") as site:
        site.inventory()  # signing in makes the simulator look its accounts up
        seen = shown(site.process.pid)
    assert b"simulate" in seen
    assert PASSWORD.encode() not in seen
    assert PASSWORD.encode() not in site.line


def test_the_demos_fleet_shows_no_password(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", environment()["PYTHONPATH"])
    fleet = SimulatedFleetProcess(["--vms", "1"])
    try:
        (host,) = fleet.start()
        seen = shown(os.getpid())
        outcome = run("inventory", host.url, "--user", fleet.user, password=None)
        assert outcome.code == 4  # it does ask for a password
    finally:
        fleet.stop()
    assert b"--until-stdin-closes" in seen
    assert fleet.password.encode() not in seen
    assert len(fleet.password) >= 16


def test_the_password_comes_from_a_descriptor(live):
    assert run("inventory", live.url, "--json").code == 0


def test_the_password_comes_from_a_file(live, tmp_path):
    path = tmp_path / "password"
    path.write_text(f"{PASSWORD}\nanother line\n", encoding="utf-8")
    with path.open("rb") as file:
        done = subprocess.run(
            [*COMMAND, "inventory", live.url, "--user", USER, "--password-fd", str(file.fileno())],
            pass_fds=(file.fileno(),),
            env=environment(),
            capture_output=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"web01" in done.stdout


def test_standard_input_is_a_descriptor_too(live):
    done = subprocess.run(
        [*COMMAND, "inventory", live.url, "--user", USER, "--password-fd", "0"],
        input=PASSWORD.encode() + b"\n",
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


class Terminal:
    """A command at a terminal of its own."""

    def __init__(self, *arguments: str) -> None:
        self.pid, self._master = pty.fork()
        if self.pid == 0:
            os.execve(sys.executable, [*COMMAND, *arguments], environment())
        self.screen = b""
        self.code: int | None = None

    def read_until(self, words: bytes) -> None:
        deadline = time.monotonic() + 30
        while words not in self.screen:
            assert time.monotonic() < deadline, self.screen
            assert self._read(), self.screen

    def _read(self) -> bool:
        ready, _, _ = select.select([self._master], [], [], 1)
        if not ready:
            return True
        try:
            data = os.read(self._master, 4096)
        except OSError:  # Linux: the other side is closed
            return False
        self.screen += data
        return bool(data)

    def type(self, keys: bytes) -> None:
        os.write(self._master, keys)

    def finish(self) -> int:
        while self._read():
            pass
        _, status = os.waitpid(self.pid, 0)
        os.close(self._master)
        self.code = os.waitstatus_to_exitcode(status)
        return self.code


def test_the_password_is_asked_for_without_an_echo(live):
    terminal = Terminal("inventory", live.url, "--user", USER)
    terminal.read_until(f"Password of {USER} on 127.0.0.1: ".encode())
    terminal.type(PASSWORD.encode() + b"\n")
    assert terminal.finish() == 0
    assert b"web01" in terminal.screen
    assert PASSWORD.encode() not in terminal.screen


def test_simulate_asks_too():
    terminal = Terminal("simulate", "--vms", "1", "--user", USER)
    terminal.read_until(b"Password for sim: ")
    terminal.type(PASSWORD.encode() + b"\n")
    terminal.read_until(b'"url"')
    terminal.type(b"\x03")
    assert terminal.finish() == 0
    assert PASSWORD.encode() not in terminal.screen


@pytest.mark.parametrize(("keys", "code"), [(b"\x03", 130), (b"\x04", 2)])
@pytest.mark.parametrize("command", ["inventory", "simulate"])
def test_nobody_enters_a_password(live, command, keys, code):
    arguments = (live.url,) if command == "inventory" else ("--vms", "1")
    terminal = Terminal(command, *arguments, "--user", USER)
    terminal.read_until(b"Password ")
    time.sleep(0.05)  # getpass drops what was typed before it has switched the echo off
    terminal.type(keys)
    assert terminal.finish() == code
    assert b"Traceback" not in terminal.screen


KEYRING = """\
from keyring.backend import KeyringBackend

class Keyring(KeyringBackend):
    priority = 1

    def get_password(self, service, username):
        {body}

    def set_password(self, service, username, password):
        raise NotImplementedError

    def delete_password(self, service, username):
        raise NotImplementedError
"""


def with_keyring(folder: Path, body: str) -> dict[str, str]:
    (folder / "keyring_of_this_test.py").write_text(
        KEYRING.format(body=textwrap.dedent(body)), encoding="utf-8"
    )
    env = environment(PYTHON_KEYRING_BACKEND="keyring_of_this_test.Keyring")
    return {**env, "PYTHONPATH": f"{env['PYTHONPATH']}{os.pathsep}{folder}"}


def test_the_password_comes_from_the_keyring(live, tmp_path):
    env = with_keyring(tmp_path, f"return {PASSWORD!r}")
    outcome = run("inventory", live.url, "--user", USER, "--json", password=None, env=env)
    assert (outcome.code, outcome.err) == (0, "")
    assert PASSWORD not in outcome.out


@pytest.mark.parametrize("body", ["return None", f"raise RuntimeError({PASSWORD!r})"])
def test_a_keyring_without_an_answer(live, tmp_path, body):
    env = with_keyring(tmp_path, body)
    outcome = run("inventory", live.url, "--user", USER, password=None, env=env)
    assert (outcome.code, outcome.out) == (4, "")
    assert "No password is known" in outcome.err
    assert PASSWORD not in outcome.err


def test_no_terminal_and_no_password(live):
    outcome = run("inventory", live.url, "--user", USER, password=None)
    assert outcome.code == 4
    assert "No password is known" in outcome.err


def test_a_closed_standard_input(live):
    line = 'exec "$0" -m console inventory "$1" --user sim <&-'
    done = subprocess.run(
        ["sh", "-c", line, sys.executable, live.url],
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 4
    assert b"Traceback" not in done.stderr


def test_a_closed_standard_output(live):
    with descriptor_of(PASSWORD) as descriptor:
        done = subprocess.run(
            [
                "sh",
                "-c",
                'exec "$0" -m console inventory "$1" --json --user sim --password-fd "$2" >&-',
                sys.executable,
                live.url,
                str(descriptor),
            ],
            env=environment(),
            pass_fds=(descriptor,),
            capture_output=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("url", ["http://sim:{}@127.0.0.1/", "http://{}@127.0.0.1/"])
def test_a_password_in_the_url_is_refused_and_not_repeated(url):
    secret = "never-say-this"
    outcome = run("inventory", url.format(secret))
    assert outcome.code == 2
    assert secret not in outcome.err


def test_no_file_of_the_simulator_with_accounts_is_left(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with simulating("--vms", "1") as site:
        site.inventory()
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert all(path.stat().st_mode & 0o077 == 0 for path in files)
        site.process.terminate()
        assert site.process.wait(10) == 0
    assert not list(tmp_path.iterdir())
