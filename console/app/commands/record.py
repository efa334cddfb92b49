"""``hvconsole doctor --record``: take down what a host answers, without its names, for a test."""

import argparse
from pathlib import Path

from console.app.commands.account import credential_of, timeouts_of
from console.app.commands.may_change import check_may_change
from console.app.exit_codes import ExitCode
from console.model.connection import Credential, Endpoint
from console.recording.acts import PLAN
from console.recording.file import Recording, save
from console.recording.leaks import RecordingUnsafe
from console.recording.record import Wish, record
from console.transport.connect import connect


def record_host(arguments: argparse.Namespace, endpoint: Endpoint) -> ExitCode:
    """Record a host into a file.

    Raises:
        UsageError: An option cannot be meant.
        ConsoleError: The host cannot be read.
        OSError: The file cannot be written.
    """
    if arguments.write_tests:
        check_may_change(endpoint)
    credential = credential_of(arguments, endpoint)
    path: Path = arguments.record
    path.touch(mode=0o600)  # before walking for minutes, find out whether it can be written
    try:
        return _record(arguments, endpoint, credential, _wish(endpoint, credential, arguments))
    finally:
        if not path.stat().st_size:
            path.unlink()


def _record(
    arguments: argparse.Namespace, endpoint: Endpoint, credential: Credential, wish: Wish
) -> ExitCode:
    path: Path = arguments.record
    _announce(endpoint, wish.acts_on)
    exchange = connect(endpoint, credential, timeouts_of(arguments))
    try:
        recording = record(exchange, wish, tell=_say)
    except RecordingUnsafe as unsafe:
        _explain(unsafe, path)
        return ExitCode.FAILED
    finally:
        exchange.close()
    save(recording, path)
    _conclude(recording, path)
    return ExitCode.OK


def _wish(endpoint: Endpoint, credential: Credential, arguments: argparse.Namespace) -> Wish:
    private = (endpoint.host, credential.user, credential.password)
    return Wish(arguments.vms, arguments.write_tests or "", private)


def _announce(endpoint: Endpoint, acts_on: str) -> None:
    print(f"Recording what {endpoint.host} answers; nothing is changed on it", end="")
    if not acts_on:
        print(".")
        return
    print(f",\nexcept on the VM {acts_on}, where each change is taken back at once:")
    for line in PLAN:
        print(f"  - {line}")


def _say(line: str) -> None:
    print(f"  {line}", flush=True)


def _explain(unsafe: RecordingUnsafe, path: Path) -> None:
    print(f"{path} was NOT written: these values of the host would have been in it:")
    for value in unsafe.found[:20]:
        print(f"  {value}")


def _conclude(recording: Recording, path: Path) -> None:
    failed = sum(
        isinstance(result, dict) and "error" in result for result in recording.results.values()
    )
    print(f"{path}: {len(recording.said)} exchanges, {len(recording.results)} steps", end="")
    print(f", {failed} of them refused by the host." if failed else ".")
    print(
        "Names, addresses, accounts, identifiers and texts are replaced.\n"
        "It is plain text: read it before you give it away."
    )
