"""``hvconsole doctor`` as a real process against ``hvconsole simulate --trouble``."""

import socket

import pytest

from console.doctor.finding import Cause, Step
from console.simulator.trouble import NAMES
from tests.e2e.console_process import run, simulate_process, simulating

STEPS = [step.value for step in Step]


def console_of(simulated):
    return ("--console-port", str(simulated.hosts[0]["console_port"]))


@pytest.fixture(scope="module")
def healthy():
    with simulating("--vms", "2") as simulated:
        yield simulated


def test_a_healthy_host_is_green_and_the_exit_code_0(healthy):
    outcome = run("doctor", healthy.url, *console_of(healthy))
    assert (outcome.code, outcome.err) == (0, "")
    rows = [line.split()[:2] for line in outcome.out.splitlines()]
    assert rows == [["green", step] for step in STEPS]


def test_json_tells_every_step(healthy):
    found = run("doctor", healthy.url, *console_of(healthy), "--json").json
    assert (found["ok"], found["diagnosis"], found["tls"]) == (True, None, False)
    assert (found["offered"], found["certificate_sha256"]) == (["Negotiate"], None)
    assert [step["step"] for step in found["steps"]] == STEPS
    for step in found["steps"]:
        assert step["state"] == "green"
        assert step["milliseconds"] >= 0
        assert (step["cause"], step["sentence"], step["scripts"]) == (None, "", [])


def test_host_and_port_may_be_given_apart(healthy):
    port = healthy.url.split(":")[2].split("/")[0]
    outcome = run("doctor", "127.0.0.1", "--port", port, "--console-port", "off")
    assert outcome.code == 0


def test_without_an_account_it_goes_as_far_as_it_can(healthy):
    outcome = run("doctor", healthy.url, *console_of(healthy), password=None)
    assert outcome.code == 4
    assert "\nred      authentication" in outcome.out
    assert "nothing was tried" in outcome.out
    assert "--user" in outcome.out


def test_a_closed_port_is_told_with_its_fix():
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
        outcome = run("doctor", "127.0.0.1", "--port", str(port), password=None)
    assert outcome.code == 3
    assert f"127.0.0.1 is there, but nothing listens on port {port}." in outcome.out
    assert "Enable-PSRemoting" in outcome.out
    assert outcome.out.count("skipped") == len(STEPS) - 3


@pytest.mark.parametrize(
    ("trouble", "code", "cause"),
    [
        ("redirect", 5, Cause.REDIRECTED),
        ("not-hyper-v-admin", 4, Cause.NOT_HYPER_V_ADMIN),
        ("no-hyper-v", 5, Cause.HYPER_V_MISSING),
        ("clock-off", 1, Cause.CLOCK_OFF),
    ],
)
def test_a_trouble_decides_the_exit_code(trouble, code, cause):
    with simulating("--vms", "1", "--trouble", trouble) as simulated:
        outcome = run("doctor", simulated.url, *console_of(simulated), "--json")
    assert (outcome.code, outcome.json["diagnosis"]) == (code, cause.value)
    (step,) = [step for step in outcome.json["steps"] if step["cause"] == cause.value]
    assert step["sentence"]
    assert step["next_step"]
    assert step["scripts"][0]["text"]


def test_a_certificate_can_be_trusted_by_its_file(tmp_path):
    pem = tmp_path / "host.pem"
    with simulating("--vms", "1", "--tls", "--certificate-file", str(pem)) as simulated:
        console = console_of(simulated)
        stranger = run("doctor", simulated.url, *console, "--json")
        assert (stranger.code, stranger.json["diagnosis"]) == (4, "certificate_self_signed")
        known = run("doctor", simulated.url, *console, "--ca-file", str(pem))
        assert (known.code, known.err) == (0, "")


def test_an_unknown_trouble_is_wrong_use_and_lists_the_known_ones():
    with simulate_process("--trouble", "bad-luck") as process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, b"")
    for name in NAMES:
        assert name in err.decode()
