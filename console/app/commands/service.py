"""``hvconsole service``: switch an integration service of a VM, and say what it then is."""

import argparse

from console.app.commands.account import credential_of, endpoint_of, timeouts_of
from console.app.commands.may_change import check_may_change
from console.app.commands.readers import one_client
from console.app.commands.report import guarded
from console.app.commands.target import find_vm, follow
from console.app.exit_codes import ExitCode
from console.hyperv import services
from console.hyperv.jobs import Started
from console.hyperv.reading import StateRow
from console.model.errors import OperationFailed
from console.model.service import ServiceKind
from console.ui import texts
from console.wsman.client import WsmanClient


def run_service(arguments: argparse.Namespace) -> int:
    """Switch the service and print its state as read back."""
    return guarded(lambda: _run(arguments))


def _run(arguments: argparse.Namespace) -> int:
    endpoint, timeouts = endpoint_of(arguments), timeouts_of(arguments)
    check_may_change(endpoint)
    client, close = one_client(endpoint, credential_of(arguments, endpoint), timeouts)
    try:
        vm = find_vm(client, arguments.vm)
        return _switch(client, vm, ServiceKind(arguments.service), arguments.switch == "on")
    finally:
        close()


def _switch(client: WsmanClient, vm: StateRow, kind: ServiceKind, on: bool) -> int:
    started: Started = services.set_enabled(client, vm.id, kind, on)
    follow(client, started, services.FULL_METHOD, lambda _job: None)
    now = services.read_service(client, vm.id, kind)
    if now.enabled is not on:
        # A host may answer "done" and change nothing.
        raise OperationFailed(services.FULL_METHOD, 0)
    print(f"{vm.name}: {texts.service_name(kind)}: {texts.service_status(now, vm.state)}")
    return ExitCode.OK
