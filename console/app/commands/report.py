"""How a command says what went wrong: the window's own sentences, on standard error."""

import io
import os
import sys
from collections.abc import Callable

from console.app.commands.account import UsageError
from console.app.exit_codes import ExitCode, exit_code_of
from console.model.errors import ConsoleError
from console.ui import texts
from console.ui.sentences.trust import distrusted


def complain(error: ConsoleError) -> None:
    """Print cause, next step and details of an error."""
    explanation = texts.explain(error)
    print(f"hvconsole: {explanation.cause}", file=sys.stderr)
    if explanation.next_step:
        print(f"  {explanation.next_step}", file=sys.stderr)
    for name, value in error.details():
        if value:
            print(f"  [{name}] {value}", file=sys.stderr)
    distrust = distrusted(error)
    if distrust is not None and distrust.certificate is not None:
        print(f"  --pin {distrust.certificate.sha256}", file=sys.stderr)


def guarded(command: Callable[[], int]) -> int:
    """Run a command; turn what goes wrong into a sentence and an exit code."""
    _let_every_name_pass()
    try:
        code = command()
        if sys.stdout is not None:  # pyright: ignore[reportUnnecessaryComparison] -- ``>&-``
            sys.stdout.flush()  # now, while a failure can still be told
    except UsageError as problem:
        print(f"hvconsole: {problem}", file=sys.stderr)
        return ExitCode.USAGE
    except ConsoleError as error:
        complain(error)
        return exit_code_of(error)
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (``| head``): that is its right.
        _give_up_output()
        return ExitCode.OK
    except OSError as problem:
        _give_up_output()
        print(f"hvconsole: {problem}", file=sys.stderr)
        return ExitCode.FAILED
    return code


def _let_every_name_pass() -> None:
    """Write what the terminal's encoding lacks as an escape, instead of stopping in mid-table."""
    out: object = sys.stdout
    if isinstance(out, io.TextIOWrapper):
        out.reconfigure(errors="backslashreplace")


def _give_up_output() -> None:
    """Let what is still in the buffer vanish, or the interpreter would fail on it at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
