"""``hvconsole power``: change the power of a VM, and wait until it has changed."""

import argparse
import sys
import time

from console.app.commands.account import credential_of, endpoint_of, timeouts_of
from console.app.commands.may_change import check_may_change
from console.app.commands.readers import one_client
from console.app.commands.report import guarded
from console.app.commands.target import find_vm, follow
from console.app.exit_codes import ExitCode
from console.hyperv import power
from console.hyperv.reading import StateRow
from console.model.errors import TimedOut
from console.model.job import JobSnapshot
from console.model.power import PowerAction
from console.model.vm import VmState
from console.ui import texts
from console.wsman.client import WsmanClient

_GUEST_LIMIT_S = 300.0
"""A guest may take minutes to shut down; after that the command says what the VM is doing."""

_LOOK_EVERY_S = 1.0


def run_power(arguments: argparse.Namespace) -> int:
    """Change the power and print the state that came of it."""
    return guarded(lambda: _run(arguments))


def _run(arguments: argparse.Namespace) -> int:
    endpoint, timeouts = endpoint_of(arguments), timeouts_of(arguments)
    check_may_change(endpoint)
    client, close = one_client(endpoint, credential_of(arguments, endpoint), timeouts)
    try:
        vm = find_vm(client, arguments.vm)
        state = _change(client, vm, PowerAction(arguments.action), force=arguments.force)
    finally:
        close()
    print(f"{vm.name}: {texts.vm_state(state)}")
    return ExitCode.OK


def _change(client: WsmanClient, vm: StateRow, action: PowerAction, *, force: bool) -> VmState:
    started = power.request(client, vm.id, action, force=force)
    follow(client, started, power.method_of(action), _show_progress)
    if action is PowerAction.SHUTDOWN:
        return _wait_until_off(client, vm)
    return power.read_state(client, vm.id)


def _show_progress(job: JobSnapshot) -> None:
    if sys.stderr.isatty():
        print(f"\r{job.percent:3} %", end="\r" if not job.is_finished else "\n", file=sys.stderr)


def _wait_until_off(client: WsmanClient, vm: StateRow) -> VmState:
    """Wait for the guest: the host only said that the guest has been asked.

    Raises:
        TimedOut: The guest is still up.
    """
    deadline = time.monotonic() + _GUEST_LIMIT_S
    while (state := power.read_state(client, vm.id)) is not VmState.OFF:
        if time.monotonic() > deadline:
            raise TimedOut("operation", _GUEST_LIMIT_S, vm.name)
        time.sleep(_LOOK_EVERY_S)
    return state
