"""Simulated fleets: what they are made of, where they come from, and how they come to life."""

from console.simulator.behaviour.host import SimulatedMachine
from console.simulator.clock import Clock, RealClock
from console.simulator.descriptions import (
    ChangeStyle,
    CheckpointDescription,
    FleetDescription,
    Health,
    HostDescription,
    IntegrationState,
    JobFault,
    ScreenStyle,
    ServiceFault,
    ShutdownStyle,
    StartState,
    VmDescription,
)
from console.simulator.fleet_file import FleetInvalid, load
from console.simulator.fleet_generator import generate
from console.simulator.repository import Repository

__all__ = [
    "ChangeStyle",
    "CheckpointDescription",
    "FleetDescription",
    "FleetInvalid",
    "Health",
    "HostDescription",
    "IntegrationState",
    "JobFault",
    "ScreenStyle",
    "ServiceFault",
    "ShutdownStyle",
    "StartState",
    "VmDescription",
    "build",
    "generate",
    "load",
]


def build(description: HostDescription, clock: Clock | None = None) -> Repository:
    """Bring a host to life.

    Args:
        description: What it is.
        clock: Its time; the computer's own when left out.

    Raises:
        ValueError: Two of its VMs have one id.
    """
    return Repository(SimulatedMachine(description, clock or RealClock()))
