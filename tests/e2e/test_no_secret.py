"""A marker for a password, and a whole run of the program: it must be found nowhere."""

import base64
import os
import re
import resource
import signal
import subprocess
import sys
import threading
import time
import urllib.parse
from pathlib import Path
from typing import Self

import pytest
from spnego._ntlm_raw.crypto import ntowfv1

import console
from console.simulator.accounts import Account
from console.simulator.descriptions import HostDescription, VmDescription
from console.simulator.faults import Hang
from console.simulator.fleets import build
from console.simulator.running_host import running
from console.simulator.server import HostSettings, SimulatedHost
from tests.e2e.console_process import COMMAND, USER, environment, run, started

pytestmark = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc")

RIGHT = "Mk7f3a9c1e-geheim-ключ"
WRONG = "Wr0ng5d2b8-тайна-mk"
LIMIT_S = 120.0
ROOT = Path(console.__file__).parents[1]


def forms(secret: str) -> dict[str, bytes]:
    """Return the ways in which a secret may stand somewhere."""
    utf8, utf16 = secret.encode(), secret.encode("utf-16-le")
    found = {
        "utf-8": utf8,
        "utf-16-le": utf16,
        "utf-16-be": secret.encode("utf-16-be"),
        "its ASCII part": re.match(r"[ -~]+", secret)[0].encode(),
        "repr": ascii(secret)[1:-1].encode(),
        "url": urllib.parse.quote(secret).encode(),
        "NT hash": ntowfv1(secret),
        "NT hash in hex": ntowfv1(secret).hex().encode(),
    }
    for name, data in (("utf-8", utf8), ("utf-16", utf16)):
        found[f"hex of {name}"] = data.hex().encode()
        found[f"HEX of {name}"] = data.hex().upper().encode()
        for shift in range(3):  # whatever stands before it
            text = base64.b64encode(b"\0" * shift + data)
            found[f"base64 of {name} at {shift}"] = text[4 if shift else 0 : len(text) // 4 * 4 - 4]
    return found


FORMS = {
    f"{form} of {name}": data
    for name, secret in (("right", RIGHT), ("wrong", WRONG))
    for form, data in forms(secret).items()
}


def leaks(data: bytes) -> list[str]:
    """Return the forms of the secrets that stand in these bytes."""
    lower = data.lower()
    return [name for name, form in FORMS.items() if form in data or form.lower() in lower]


def files_with_leaks(*folders: Path) -> list[tuple[Path, list[str]]]:
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [(path, found) for path in files if (found := leaks(path.read_bytes()))]


def test_the_search_finds_what_it_is_to_find(tmp_path):
    for name, form in FORMS.items():
        assert name in leaks(b"x" * 7 + form + b"y"), name
    basic = base64.b64encode(f"DOM\\{USER}:{RIGHT}".encode())
    assert leaks(basic)
    assert leaks(repr(RIGHT).encode())
    assert not leaks(b"nothing of this kind")
    (tmp_path / "a").write_bytes(RIGHT.encode("utf-16-le"))
    assert files_with_leaks(tmp_path)


class ProcessWatch:
    """Looks again and again at what processes show of themselves, and what they have open."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self.looks = 0
        self.commands: set[bytes] = set()
        self.found: list[str] = []

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._stop.wait(0.02):
            for pid in family(self._pid):
                for part in ("cmdline", "environ", "comm"):
                    data = read(Path(f"/proc/{pid}/{part}"))
                    if part == "cmdline":
                        self.commands.add(data)
                    self.found += [f"{part}: {each}" for each in leaks(data)]
            self.looks += 1


def read(path: Path) -> bytes:
    """Read a file of a process that may end at any time."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def family(pid: int) -> list[int]:
    """Return a process and all that came from it."""
    found = [pid]
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in read(task / "children").split():
                found += family(int(child))
    except OSError:
        pass
    return found


def test_a_whole_run_leaves_no_secret_anywhere(tmp_path):
    home, cwd, temporary = tmp_path / "home", tmp_path / "cwd", tmp_path / "tmp"
    for folder in (home, cwd, temporary):
        folder.mkdir()
    env = environment(home, TMPDIR=str(temporary), QT_QPA_PLATFORM="offscreen")
    with (
        subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.secret_child", str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=cwd,
            env={**env, "PYTHONPATH": str(ROOT)},
        ) as process,
        ProcessWatch(process.pid) as watch,
    ):
        out, err = process.communicate(f"{RIGHT}\n{WRONG}\n".encode(), LIMIT_S)
    said = (out + err).decode(errors="replace")
    assert process.returncode == 0, said[-3000:]
    assert b"ended as it should" in out, "it went to its end"
    assert b"session SessionEnd" in out
    assert b"finding" in out
    assert "Refused" in said, "the wrong password was refused, and told"
    assert watch.looks > 20
    assert any(b"sys.stdin.readline" in each for each in watch.commands), "the client was seen"
    log = (home / "log" / "hvconsole.log").read_text()
    assert "expected by this test" in log, "the crash was logged"
    assert (home / "config" / "hosts.toml").exists()
    assert list((home / "state" / "plans").iterdir()), "a journal was written"
    assert watch.found == []
    assert leaks(out) == []
    assert leaks(err) == []
    assert files_with_leaks(tmp_path) == []


@pytest.fixture(scope="module")
def live():
    host = build(HostDescription("HV01", vms=(VmDescription("web01"),)))
    settings = HostSettings("HV01", (Account(USER, RIGHT),))
    with running([SimulatedHost(host, settings)]) as (live,):
        yield live


@pytest.mark.parametrize("password", [RIGHT, WRONG], ids=["right", "wrong"])
@pytest.mark.parametrize(
    "command",
    [
        ("inventory", "{url}", "--json"),
        ("service", "{url}", "web01", "vss", "off"),
        ("power", "{url}", "web01", "pause"),
        ("doctor", "127.0.0.1", "--port", "{port}"),
    ],
    ids=lambda command: command[0],
)
def test_no_command_says_or_keeps_it(live, tmp_path, command, password):
    arguments = [part.format(url=live.url, port=live.port) for part in command]
    env = environment(tmp_path, TMPDIR=str(tmp_path))
    outcome = run(*arguments, password=password, env=env)
    assert outcome.out or outcome.err
    if command[0] != "doctor":  # which has more to find than the password
        assert (outcome.code == 0) is (password == RIGHT), outcome.err
    assert leaks((outcome.out + outcome.err).encode()) == []
    assert files_with_leaks(tmp_path) == []


def core_limit(pid: int) -> str:
    line = re.search(r"^Max core file size +(\S+)", Path(f"/proc/{pid}/limits").read_text(), re.M)
    return line[1] if line else ""


@pytest.fixture
def cores():
    """Be a system on which programs leave core dumps, children included."""
    before = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (before[1], before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_CORE, before)


def test_a_command_that_is_killed_leaves_no_core(cores, live):
    with (
        live.plan.active(Hang()) as rule,
        started("inventory", live.url, password=RIGHT) as process,
    ):
        deadline = time.monotonic() + 60
        while not live.plan.hits(rule):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        assert core_limit(process.pid) == "0"
        assert int(Path(f"/proc/{process.pid}/coredump_filter").read_text(), 16) == 0
        process.send_signal(signal.SIGABRT)
        _, status = os.waitpid(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert os.WIFSIGNALED(status)
    assert not os.WCOREDUMP(status)


def test_the_window_leaves_no_core(cores, tmp_path):
    env = {**environment(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(COMMAND, env=env, stderr=subprocess.DEVNULL) as process:
        try:
            log = tmp_path / "log" / "hvconsole.log"
            deadline = time.monotonic() + 60
            while not (log.exists() and "window painted" in log.read_text()):
                assert time.monotonic() < deadline
                time.sleep(0.02)
            assert core_limit(process.pid) == "0"
        finally:
            process.terminate()
