"""Exit codes of the command line, the same for every command; the README lists them."""

import enum

from console.model.errors import (
    ClassMissing,
    ConsoleError,
    Forbidden,
    HyperVMissing,
    Malformed,
    NamespaceMissing,
    NotWsman,
    ProfileInvalid,
    Refused,
    SettingsInvalid,
    TimedOut,
    Unreachable,
    Untrusted,
)


class ExitCode(enum.IntEnum):
    """What a command says when it ends."""

    OK = 0
    FAILED = 1
    """The host was asked and the operation failed; for ``drift``: something drifts."""
    USAGE = 2
    """The command line or a file that it names is wrong."""
    UNREACHABLE = 3
    """No connection, or no answer in time."""
    REFUSED = 4
    """Account, rights or certificate: we are not let in."""
    UNSUITABLE = 5
    """No WS-Management there, no Hyper-V, or an answer that cannot be read."""
    INTERRUPTED = 130


def exit_code_of(error: ConsoleError) -> ExitCode:
    """Return the exit code for an error."""
    if isinstance(error, Unreachable | TimedOut):
        return ExitCode.UNREACHABLE
    if isinstance(error, Refused | Untrusted | Forbidden):
        return ExitCode.REFUSED
    if isinstance(error, NotWsman | HyperVMissing | Malformed | NamespaceMissing | ClassMissing):
        return ExitCode.UNSUITABLE
    if isinstance(error, ProfileInvalid | SettingsInvalid):
        return ExitCode.USAGE
    return ExitCode.FAILED
