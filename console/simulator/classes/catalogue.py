"""All rows of a host, by namespace."""

from collections.abc import Iterator
from typing import Any

from console.simulator.behaviour.host import SimulatedMachine
from console.simulator.classes import (
    computer_system,
    connections,
    devices,
    guest_file,
    guest_network,
    integration,
    job,
    management,
    summary,
    system_settings,
    terminal,
    windows,
)
from console.simulator.classes.render import Renderer
from console.simulator.rows import ClassRows
from console.wsman.names import CIMV2_NAMESPACE


def rows(machine: SimulatedMachine, namespace: str, renderer: Renderer) -> Iterator[ClassRows[Any]]:
    """Return the rows of one namespace."""
    if namespace == CIMV2_NAMESPACE:
        yield from windows.rows(machine)
        return
    yield from computer_system.rows(machine)
    yield from system_settings.rows(machine, renderer)
    yield summary.rows(machine, renderer)
    yield from integration.rows(machine)
    yield from devices.rows(machine)
    yield from connections.rows(machine, renderer)
    yield guest_network.rows(machine)
    yield guest_file.rows(machine)
    yield from job.rows(machine)
    yield from management.rows(machine)
    yield from terminal.rows(machine)
