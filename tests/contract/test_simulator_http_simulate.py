"""The runner behind ``hvconsole simulate``."""

import asyncio
import contextlib
import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
import warnings
from pathlib import Path

import pytest

from console.simulator.simulate import SimulateOptions, simulate

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from winrm.protocol import Protocol

PASSWORD = "pw-of-this-test"
ROOT = Path(__file__).parents[2]
RUNNER = f"""
import asyncio, sys
from console.simulator.simulate import SimulateOptions, simulate
options = SimulateOptions("sim", "{PASSWORD}", vms=5, until_stdin_closes="stdin" in sys.argv)
sys.exit(asyncio.run(simulate(options, sys.stdout)))
"""


class Line(io.StringIO):
    """Output that tells when it was flushed."""

    def __init__(self, on_flush) -> None:
        super().__init__()
        self._on_flush = on_flush

    def flush(self) -> None:
        super().flush()
        self._on_flush(self.getvalue())


def run_until_line(options: SimulateOptions, check=lambda hosts: None) -> tuple[int, list[dict]]:
    """Run, call ``check`` in a thread of its own when the line is there, then stop."""
    told: list[dict] = []

    async def main() -> int:
        stop, ready = asyncio.Event(), asyncio.Event()

        def flushed(text: str) -> None:
            told.extend(json.loads(text)["hosts"])
            ready.set()

        async def look() -> None:
            await ready.wait()
            await asyncio.get_running_loop().run_in_executor(None, check, told)
            stop.set()

        code, _ = await asyncio.gather(simulate(options, Line(flushed), stop), look())
        return code

    return asyncio.run(main()), told


def identify(url: str, **more) -> bytes:
    client = Protocol(url, "ntlm", "sim", PASSWORD, message_encryption="auto", proxy=None, **more)
    try:
        from console.wsman.encode import encode_request
        from console.wsman.message import Identify, Request, RequestHeader

        return client.transport.send_message(encode_request(Request(RequestHeader(""), Identify())))
    finally:
        client.transport.close_session()


def test_one_line_names_the_hosts_and_they_answer():
    answers: list[bytes] = []

    def check(hosts: list[dict]) -> None:
        answers.extend(identify(host["url"], ca_trust_path=None) for host in hosts)

    code, hosts = run_until_line(SimulateOptions("sim", PASSWORD, vms=3, hosts=3), check)
    assert code == 0
    assert len({host["url"] for host in hosts}) == len({host["name"] for host in hosts}) == 3
    assert all(b"Microsoft Corporation" in answer for answer in answers)


def _two_free_ports() -> int:
    """The first of two neighbours that nobody listens on."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            with contextlib.suppress(OSError, OverflowError):
                second.bind(("127.0.0.1", port + 1))
                return port


def test_ports_follow_the_first():
    port = _two_free_ports()
    _, hosts = run_until_line(SimulateOptions("sim", PASSWORD, vms=1, hosts=2, port=port))
    assert [h["url"] for h in hosts] == [
        f"http://127.0.0.1:{port}/wsman",
        f"http://127.0.0.1:{port + 1}/wsman",
    ]


def test_tls_has_a_fresh_certificate():
    answers: list[bytes] = []

    def check(hosts: list[dict]) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            answers.append(identify(hosts[0]["url"], server_cert_validation="ignore"))

    _, hosts = run_until_line(SimulateOptions("sim", PASSWORD, vms=1, tls=True), check)
    assert hosts[0]["url"].startswith("https://")
    assert b"Microsoft Corporation" in answers[0]


def test_an_unreachable_host_is_named_and_does_not_answer(tmp_path):
    fleet = tmp_path / "fleet.toml"
    fleet.write_text('[[hosts]]\nname = "UP"\n[[hosts]]\nname = "DOWN"\nunreachable = true\n')
    refused: list[bool] = []

    def check(hosts: list[dict]) -> None:
        port = int(hosts[1]["url"].split(":")[2].split("/")[0])
        with socket.socket() as probe:
            probe.settimeout(2)
            refused.append(probe.connect_ex(("127.0.0.1", port)) != 0)

    _, hosts = run_until_line(SimulateOptions("sim", PASSWORD, fleet_file=fleet), check)
    assert [host["name"] for host in hosts] == ["UP", "DOWN"]
    assert refused == [True]


def test_an_unknown_way_to_sign_in_is_refused():
    options = SimulateOptions("sim", PASSWORD, vms=1, methods=frozenset({"digest"}))
    with pytest.raises(ValueError, match="digest"):
        run_until_line(options)


def test_the_password_does_not_show():
    assert PASSWORD not in repr(SimulateOptions("sim", PASSWORD))


@pytest.fixture
def start():
    started: list[subprocess.Popen] = []

    def run(*arguments: str) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-c", RUNNER, *arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        started.append(process)
        assert json.loads(process.stdout.readline())["hosts"]
        return process

    yield run
    for process in started:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


@pytest.mark.skipif(os.name != "posix", reason="Windows sends no signals to other processes")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_end_it_well(start, number):
    process = start()
    process.send_signal(number)
    assert process.wait(10) == 0


def test_the_end_of_standard_input_ends_it_when_wanted(start):
    process = start("stdin")
    process.stdin.write(b"more input is no end\n")
    process.stdin.flush()
    process.stdin.close()
    assert process.wait(10) == 0


def test_a_thousand_vms_are_ready_soon():
    before = time.monotonic()
    run_until_line(SimulateOptions("sim", PASSWORD, vms=1000))
    assert time.monotonic() - before < 10  # 2 s on an idle computer
