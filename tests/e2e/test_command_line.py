"""The command line as a whole: help, versions, wrong use, and how fast it says so."""

import subprocess
import sys

import pytest

from console import __version__
from console.app.arguments import build_parser
from console.app.exit_codes import ExitCode
from tests.e2e.console_process import COMMAND, environment, run

COMMANDS = ("demo", "simulate", "inventory", "doctor", "service", "power")


def test_the_version():
    outcome = run("--version", password=None)
    assert (outcome.code, outcome.out) == (0, f"hvconsole {__version__}\n")


def test_help_names_every_command_and_exit_code():
    outcome = run("--help", password=None)
    assert (outcome.code, outcome.err) == (0, "")
    for command in COMMANDS:
        assert f"\n    {command} " in outcome.out
    for code in ExitCode:
        assert f"{code.value} " in outcome.out
    assert "never from an argument" in " ".join(outcome.out.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command(command):
    outcome = run(command, "--help", password=None)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith(f"usage: hvconsole {command} ")


@pytest.mark.parametrize(
    ("command", "options"),
    [
        (
            "inventory",
            """URL --user --password-fd --auth --ca-file --insecure --allow-plain-basic
            --timeout --json --timing --guest-names""",
        ),
        ("doctor", "URL --user --auth --port --tls --console-port --json"),
        ("service", "URL VM time_sync heartbeat kvp shutdown vss guest_service on off --user"),
        ("power", "URL VM start shutdown restart save pause resume reset off --force --user"),
        (
            "simulate",
            """--hosts --vms --port --user --password-file --password-fd --auth --tls --locale
            --certificate-file --latency-ms --seed --fleet --trouble --until-stdin-closes""",
        ),
    ],
)
def test_help_names_every_option(command, options):
    said = run(command, "--help", password=None).out
    assert [option for option in options.split() if option not in said] == []


def test_no_option_takes_a_password():
    with pytest.raises(SystemExit):
        build_parser().parse_args(["inventory", "hv01", "--password", "x"])
    said = run("inventory", "--help", password=None).out + run("--help", password=None).out
    assert "--password " not in said


def test_an_abbreviation_cannot_turn_into_a_password_option():
    outcome = run("inventory", "hv01", "--user", "u", "--password", "secret-word", password=None)
    assert outcome.code == 2
    assert "secret-word" not in outcome.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("inventory",),
        ("inventory", "hv01", "--auth", "magic"),
        ("inventory", "hv01", "--timeout", "soon"),
        ("inventory", "ftp://hv01"),
        ("inventory", "http://"),
        ("inventory", "http://hv01:99999"),
        ("inventory", "hv01", "--timeout", "0"),
        ("inventory", "hv01", "--timeout", "nan"),
        ("inventory", "hv01", "--timeout", "inf"),
        ("doctor",),
        ("doctor", "ftp://hv01"),
        ("doctor", "hv01", "--port", "0"),
        ("doctor", "hv01", "--console-port", "many"),
        ("service", "hv01", "vm"),
        ("power", "hv01", "vm"),
    ],
)
def test_wrong_use(arguments):
    outcome = run(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(("usage: hvconsole", "hvconsole: "))


def test_no_account_is_wrong_use():
    outcome = run("inventory", "hv01", password=None)
    assert (outcome.code, outcome.out) == (2, "")
    assert "--user" in outcome.err


def test_a_descriptor_that_is_not_open():
    outcome = run("inventory", "hv01", "--user", "u", "--password-fd", "987", password=None)
    assert (outcome.code, outcome.out) == (2, "")
    assert "987" in outcome.err


def test_it_runs_as_a_module_from_anywhere(tmp_path):
    done = subprocess.run(
        [*COMMAND, "--version"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().startswith("hvconsole ")


def test_a_command_loads_neither_widgets_nor_the_simulator():
    program = (
        "import sys\n"
        "sys.argv = ['hvconsole', 'inventory', 'http://127.0.0.1:9', '--user', 'u']\n"
        "from console.app.main import main\n"
        "code = main()\n"
        "print(code, *(m for m in sys.modules if m.startswith(('PySide6.QtWidgets', "
        "'PySide6.QtGui', 'console.simulator', 'qasync'))))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().split() == ["4"]


def test_the_tour_changes_vms_and_says_so(tmp_path):
    outcome = run("--read-only", "demo", "--tour", str(tmp_path), password=None)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "hvconsole: the tour changes VMs; leave out --read-only\n"
    assert not list(tmp_path.iterdir())
