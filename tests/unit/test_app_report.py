"""What a command says when it cannot do what it should, and the code it ends with."""

import io
import os
import sys

import pytest

from console.app import main
from console.app.commands.account import UsageError, ask_password
from console.app.commands.report import complain, guarded
from console.app.exit_codes import ExitCode
from console.model.errors import (
    ConsoleError,
    HyperVMissing,
    OperationFailed,
    Refused,
    RefusedReason,
    TimedOut,
)


def raising(problem: BaseException):
    def command() -> int:
        print("some output")
        raise problem

    return command


@pytest.mark.parametrize("code", [ExitCode.OK, ExitCode.FAILED])
def test_a_command_that_ends_well_keeps_its_code(capsys, code):
    assert guarded(lambda: code) is code
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("problem", "code", "said"),
    [
        (UsageError("do it like this"), ExitCode.USAGE, "hvconsole: do it like this\n"),
        (KeyboardInterrupt(), ExitCode.INTERRUPTED, ""),
        (OSError(28, "No space left"), ExitCode.FAILED, "hvconsole: [Errno 28] No space left\n"),
        (BrokenPipeError(), ExitCode.OK, ""),
    ],
)
def test_what_goes_wrong_becomes_a_code_and_a_sentence(capfd, problem, code, said):
    out = os.dup(1)  # giving up the output replaces descriptor 1
    try:
        assert guarded(raising(problem)) is code
    finally:
        sys.stdout.flush()
        os.dup2(out, 1)
        os.close(out)
    assert capfd.readouterr().err == said


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (TimedOut("read", 3, "hv01"), ExitCode.UNREACHABLE),
        (Refused(RefusedReason.BAD_CREDENTIAL, "hv01", "sim", ("Negotiate",)), ExitCode.REFUSED),
        (HyperVMissing(), ExitCode.UNSUITABLE),
        (OperationFailed("Msvm_X.Do", 32775, "Der Status ist falsch."), ExitCode.FAILED),
    ],
)
def test_an_error_is_explained_on_standard_error(capsys, error, code):
    def command() -> int:
        raise error

    assert guarded(command) is code
    out, err = capsys.readouterr()
    assert out == ""
    cause, next_step, *details = err.splitlines()
    assert cause.startswith("hvconsole: ")
    assert next_step.startswith("  ")
    assert not next_step.startswith("  [")
    assert f"  [error] {type(error).__name__}" in details


def test_details_say_who_and_what_is_offered(capsys):
    complain(Refused(RefusedReason.METHOD_NOT_OFFERED, "hv01", "sim", ("Negotiate", "Kerberos")))
    err = capsys.readouterr().err
    assert "[account] sim" in err
    assert "[offered] Negotiate, Kerberos" in err


def test_empty_details_are_left_out(capsys):
    complain(OperationFailed("Msvm_X.Do", 5))
    assert "[host says]" not in capsys.readouterr().err


def test_an_error_that_nobody_knows_still_has_a_sentence(capsys):
    complain(ConsoleError("strange"))
    err = capsys.readouterr().err
    assert "Something unexpected" in err
    assert "strange" in err


def test_a_mistake_of_ours_is_not_hidden():
    with pytest.raises(ZeroDivisionError):
        guarded(raising(ZeroDivisionError()))


def test_names_that_the_output_cannot_say_are_escaped(monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, "ascii"))

    def command() -> int:
        print("Prüfstand 测试")
        return ExitCode.OK

    assert guarded(command) is ExitCode.OK
    assert raw.getvalue() == b"Pr\\xfcfstand \\u6d4b\\u8bd5\n"


def test_the_end_of_the_input_is_no_password(monkeypatch):
    def ask(_prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr("getpass.getpass", ask)
    with pytest.raises(UsageError):
        ask_password("Password: ")


def test_an_interruption_while_modules_are_loaded(monkeypatch):
    def interrupt(_arguments: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("console.app.commands.inventory.run_inventory", interrupt)
    assert main.main(["inventory", "hv01"]) == ExitCode.INTERRUPTED
