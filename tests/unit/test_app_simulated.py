"""The simulated fleet as a child: ready, broken in every way, and gone with us."""

import json
import os
import sys
import time

import pytest

from console.app import simulated
from console.app.simulated import SimulatedFleetProcess, SimulatedHostAddress, SimulatorFailed

HOSTS = {"hosts": [{"name": "A", "url": "http://127.0.0.1:1/wsman"}]}
READY = f"print({json.dumps(json.dumps(HOSTS))}, flush=True)"
UNTIL_CLOSED = "import sys; sys.stdin.readline(); {}; sys.stdin.read()"


def child(program: str) -> SimulatedFleetProcess:
    """Return a fleet whose process is another program."""
    fleet = SimulatedFleetProcess(())
    fleet._command = lambda: [sys.executable, "-c", program]  # type: ignore[method-assign]
    return fleet


def process_of(fleet: SimulatedFleetProcess):
    assert fleet._process is not None
    return fleet._process


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_fleet_that_is_ready_and_ends_when_its_input_does():
    fleet = child(UNTIL_CLOSED.format(READY))
    assert fleet.start() == (SimulatedHostAddress("A", "http://127.0.0.1:1/wsman"),)
    process = process_of(fleet)
    assert process.poll() is None
    fleet.stop()
    assert process.returncode == 0
    fleet.stop()  # once more is fine


def test_stopping_what_was_never_started():
    child(READY).stop()


def test_the_password_is_its_first_line_of_input(tmp_path):
    seen = tmp_path / "seen"
    program = f"import sys; open({str(seen)!r}, 'w').write(sys.stdin.readline()); {READY}"
    fleet = child(program)
    fleet.start()
    fleet.stop()
    assert seen.read_text() == fleet.password + "\n"


def test_each_fleet_has_its_own_password_and_no_argument_holds_it():
    fleets = [SimulatedFleetProcess(["--vms", "1"], user="u") for _ in range(2)]
    assert fleets[0].password != fleets[1].password
    command = fleets[0]._command()
    assert not any(fleets[0].password in word for word in command)
    assert command[:4] == [sys.executable, "-m", "console", "simulate"]
    assert command[-2:] == ["--vms", "1"]
    assert command[command.index("--user") + 1] == "u"
    assert "--until-stdin-closes" in command


def failed(fleet: SimulatedFleetProcess) -> SimulatorFailed:
    with pytest.raises(SimulatorFailed) as caught:
        fleet.start()
    assert fleet._process is None, "nothing is left running"
    assert fleet.password not in str(caught.value)
    return caught.value


def test_a_process_that_dies_leaves_its_last_words():
    error = failed(child("import sys; sys.stderr.write('no port is free'); sys.exit(2)"))
    assert str(error) == "no port is free"


def test_a_process_that_dies_before_it_hears_the_password():
    for _ in range(5):  # the pipe may break while we write, or take what nobody reads
        fleet = child("import os; os.close(0); os._exit(3)")
        fleet.password = "x" * 200_000  # more than a pipe holds
        assert str(failed(fleet)) == "it did not start in time"


def test_a_program_that_does_not_exist():
    fleet = SimulatedFleetProcess(())
    fleet._command = lambda: ["/nonexistent/python"]  # type: ignore[method-assign]
    assert "/nonexistent/python" in str(failed(fleet))


@pytest.mark.parametrize(
    "line",
    [
        "",
        "not json",
        "[]",
        "3",
        "{}",
        '{"hosts": 3}',
        '{"hosts": [3]}',
        '{"hosts": [{}]}',
        "\\xff",
    ],
)
def test_a_line_that_names_no_hosts(line):
    program = f"import sys; sys.stdout.buffer.write({line!r}.encode('latin-1') + b'\\n')"
    failed(child(program))


def test_a_silent_process_is_left_in_time(monkeypatch):
    monkeypatch.setattr(simulated, "_START_LIMIT_S", 0.3)
    before = time.monotonic()
    failed(child("import time; time.sleep(60)"))
    assert time.monotonic() - before < 10


def test_a_process_that_will_not_end_is_killed(monkeypatch):
    monkeypatch.setattr(simulated, "_STOP_LIMIT_S", 0.3)
    program = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
        f"{READY}; time.sleep(60)"
    )
    fleet = child(program)
    fleet.start()
    pid = process_of(fleet).pid
    before = time.monotonic()
    fleet.stop()
    assert time.monotonic() - before < 10
    assert not is_alive(pid)


def test_words_on_standard_error_never_block_it():
    noisy = f"import sys; sys.stderr.write('x' * 1_000_000); {READY}; sys.stdin.read()"
    fleet = child(noisy)
    assert fleet.start()
    fleet.stop()
