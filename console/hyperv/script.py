"""The PowerShell that does the same as an operation of ours: to copy, to learn from, to keep."""

from collections.abc import Mapping
from typing import Final

from console.hyperv.query import COMPONENT_GUIDS
from console.model.power import PowerAction
from console.model.service import ServiceKind

_QUOTES: Final = "'\u2018\u2019\u201a\u201b"
"""PowerShell's parser takes each of these for a single quote (about_Quoting_Rules)."""

_POWER: Final[Mapping[PowerAction, str]] = {
    PowerAction.START: "Start-VM -Name {name}",
    PowerAction.SHUTDOWN: "Stop-VM -Name {name}",
    PowerAction.RESTART: "Restart-VM -Name {name} -Type Reboot",
    PowerAction.SAVE: "Save-VM -Name {name}",
    PowerAction.PAUSE: "Suspend-VM -Name {name}",
    PowerAction.RESUME: "Resume-VM -Name {name}",
    PowerAction.RESET: "Restart-VM -Name {name} -Type Reset -Force",
    PowerAction.TURN_OFF: "Stop-VM -Name {name} -TurnOff -Force",
}


def quoted(text: str) -> str:
    """Return a PowerShell single-quoted literal: nothing in it is expanded.

    Line breaks would end the line that the user pastes, so they become spaces.
    """
    line = " ".join(text.splitlines())
    return "'" + "".join(2 * c if c in _QUOTES else c for c in line) + "'"


def set_service_script(vm_name: str, kind: ServiceKind, on: bool) -> str:
    """Return the PowerShell that switches a service.

    The service is picked by the component's GUID: its name is in the host's language.
    """
    verb = "Enable" if on else "Disable"
    return (
        f"Get-VMIntegrationService -VMName {quoted(literal(vm_name))} | "
        f"Where-Object Id -like '*{COMPONENT_GUIDS[kind]}' | {verb}-VMIntegrationService"
    )


def power_script(vm_name: str, action: PowerAction, *, force: bool = False) -> str:
    """Return the PowerShell that changes the power of a VM.

    ``-Name`` takes wildcards, so they are escaped.
    """
    line = _POWER[action].format(name=quoted(literal(vm_name)))
    is_gentle = action in (PowerAction.SHUTDOWN, PowerAction.RESTART)
    return f"{line} -Force" if force and is_gentle else line


def literal(name: str) -> str:
    """Escape the wildcards of PowerShell (about_Wildcards)."""
    return "".join(f"`{c}" if c in "*?[]`" else c for c in name)
