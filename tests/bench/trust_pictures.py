"""Pictures of a host whose certificate is not believed: unknown, or changed since."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QPushButton

from console.app.window import Program
from console.model.connection import Endpoint
from console.model.host import LinkState
from console.settings.schema import HostConfig, new_host_id
from console.simulator.accounts import Account
from console.simulator.descriptions import HostDescription, VmDescription
from console.simulator.fleets import build
from console.simulator.running_host import running
from console.simulator.server import HostSettings, SimulatedHost
from console.simulator.tls import TlsIdentity
from console.ui.models.tree_node import NodeId, NodeKind
from console.ui.widgets.fleet_tree_view import FleetTreeView

NAMES = ("127.0.0.1", "hv07.lab.example")
Until = Callable[[Callable[[], bool]], Awaitable[None]]


async def see_trust(program: Program, folder: Path, look: str, until: Until) -> None:
    """Add a host with TLS, take the pictures, and remove it again."""
    settings = HostSettings(
        "HV07", (Account("sim", "a password"),), tls=TlsIdentity.self_signed(NAMES)
    )
    simulated = SimulatedHost(
        build(HostDescription("HV07", vms=(VmDescription("web01"),))), settings
    )
    with running([simulated]) as (host,):
        config = HostConfig(
            new_host_id(), "Rack 3, upper", Endpoint("127.0.0.1", host.port, tls=True), "sim"
        )
        await program.desk.save_host(config, "a password", keep=False)
        await _see(program, config, folder / f"certificate-unknown-{look}.png", until)
        pin = program.fleet.store.hosts[config.id].error.certificate.sha256
        await program.desk.trust(config.id, pin)
        await until(lambda: program.fleet.store.hosts[config.id].link is LinkState.ONLINE)
        simulated.settings = replace(settings, tls=TlsIdentity.self_signed(NAMES))
        host.restart()
        await _see(program, config, folder / f"certificate-changed-{look}.png", until)
        await program.desk.remove_host(config.id)


async def _see(program: Program, config: HostConfig, picture: Path, until: Until) -> None:
    window, hosts = program.window, program.fleet.store.hosts
    await until(lambda: config.id in hosts and hosts[config.id].link is LinkState.UNTRUSTED)
    node = NodeId(NodeKind.HOST, config.id)
    tree = window.findChild(FleetTreeView, "fleetTree")
    await until(lambda: tree.model().index_of(node).isValid())
    tree.select(node)
    action = window.findChild(QAction, "host-certificate")
    await until(action.isEnabled)
    action.trigger()

    def opened() -> QDialog | None:
        found = [each for each in window.findChildren(QDialog) if each.isVisible()]
        return found[0] if found else None

    await until(lambda: opened() is not None)
    dialog = opened()
    assert dialog.findChild(QPushButton, "certificateTrust") is not None
    await asyncio.sleep(0.3)
    dialog.grab().save(str(picture))
    dialog.reject()
    await until(lambda: opened() is None)
