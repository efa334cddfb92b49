"""Every error has an exit code that says what kind it is."""

import pytest

from console.app.exit_codes import ExitCode, exit_code_of
from console.model import errors


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.Unreachable(errors.UnreachableReason.PORT_CLOSED, "h"), ExitCode.UNREACHABLE),
        (errors.TimedOut("read", 3.0), ExitCode.UNREACHABLE),
        (errors.Refused(errors.RefusedReason.BAD_CREDENTIAL, "h"), ExitCode.REFUSED),
        (errors.Untrusted("h"), ExitCode.REFUSED),
        (errors.Forbidden(5), ExitCode.REFUSED),
        (errors.NotWsman("h", 200), ExitCode.UNSUITABLE),
        (errors.HyperVMissing(), ExitCode.UNSUITABLE),
        (errors.NamespaceMissing(1), ExitCode.UNSUITABLE),
        (errors.Malformed("x"), ExitCode.UNSUITABLE),
        (errors.OperationFailed("m", 32775), ExitCode.FAILED),
        (errors.NotPossible("vm_not_running"), ExitCode.FAILED),
        (errors.QuotaExceeded(1), ExitCode.FAILED),
    ],
)
def test_exit_code(error: errors.ConsoleError, code: ExitCode):
    assert exit_code_of(error) is code
