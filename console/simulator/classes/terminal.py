"""``Msvm_TerminalService`` and its settings: one of each on a host."""

from typing import Any

from console.simulator.behaviour.host import SimulatedMachine
from console.simulator.rows import ClassRows, Column

SERVICE = "Msvm_TerminalService"
SETTINGS = "Msvm_TerminalServiceSettingData"


def rows(machine: SimulatedMachine) -> tuple[ClassRows[Any], ...]:
    """Return both rows."""
    return _service(machine), _settings(machine)


def _service(machine: SimulatedMachine) -> ClassRows[SimulatedMachine]:
    constants = {
        "CreationClassName": SERVICE,
        "EnabledDefault": 2,
        "EnabledState": 5,
        "HealthState": 5,
        "Name": "termsvc",
        "OperationalStatus": (2,),
        "RequestedState": 12,
        "Started": True,
        "Status": "OK",
        "StatusDescriptions": (machine.texts["status.2"],),
        "SystemCreationClassName": "Msvm_ComputerSystem",
        "SystemName": machine.name,
    }
    return ClassRows(SERVICE, lambda: (machine,), {}, constants)


def _settings(machine: SimulatedMachine) -> ClassRows[SimulatedMachine]:
    constants = {
        "DisableSelfSignedCertificateGeneration": False,
        "InstanceID": f"Microsoft:{machine.name}\\TerminalService",
    }
    columns: dict[str, Column[SimulatedMachine]] = {
        "AuthCertificateHash": lambda host, _: tuple(host.console_hash),
        "ListenerPort": lambda host, _: host.console_port,
    }
    return ClassRows(SETTINGS, lambda: (machine,), columns, constants)
