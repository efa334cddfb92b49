"""What the fleet asks of a host about consoles, as blocking calls for a lane.

The Protocol is a part of ``gateway.HostGateway``; the class does it over WS-Management.
"""

from collections.abc import Sequence
from typing import Protocol

from console.hyperv import console, host, keyboard
from console.hyperv.jobs import Started
from console.model.console import ConsoleAccess, ConsoleFacts, EnhancedTransport
from console.model.host import HostFacts
from console.model.identity import VmId
from console.wsman.client import WsmanClient


class ConsoleGateway(Protocol):
    """The part of a connection to a host that is about consoles; every method blocks."""

    def read_facts(self) -> HostFacts:
        """Read what the host says of itself."""
        ...

    def read_console_facts(self) -> ConsoleFacts:
        """Read the host's console port."""
        ...

    def read_access(self, vm: VmId) -> tuple[ConsoleAccess, ...]:
        """Read who may open the VM's console."""
        ...

    def set_access(self, vm: VmId, trustee: str, grant: bool) -> Started:
        """Let somebody open the VM's console, or take that from them."""
        ...

    def set_enhanced_policy(self, on: bool) -> Started:
        """Allow or forbid enhanced sessions on the host."""
        ...

    def read_transport(self, vm: VmId) -> EnhancedTransport:
        """Read over which channel the VM's enhanced sessions go."""
        ...

    def set_transport(self, vm: VmId, transport: EnhancedTransport) -> Started:
        """Set over which channel the VM's enhanced sessions go."""
        ...

    def type_text(self, vm: VmId, text: str) -> None:
        """Have the host type a text into the VM."""
        ...

    def type_scancodes(self, vm: VmId, sequences: Sequence[bytes]) -> None:
        """Send scancodes to the VM; no sequence is divided."""
        ...

    def ctrl_alt_del(self, vm: VmId) -> None:
        """Press Ctrl+Alt+Del in the VM."""
        ...


class WsmanConsoleGateway:
    """Consoles of a host over WS-Management. Methods raise what ``hyperv`` and the exchange raise.

    Args:
        wsman: The host.
    """

    def __init__(self, wsman: WsmanClient) -> None:
        self._wsman = wsman

    def read_facts(self) -> HostFacts:
        """Read what the host says of itself."""
        return host.read_facts(self._wsman)

    def read_console_facts(self) -> ConsoleFacts:
        """Read the host's console port."""
        return console.read_console_facts(self._wsman)

    def read_access(self, vm: VmId) -> tuple[ConsoleAccess, ...]:
        """Read who may open the VM's console."""
        return console.read_access(self._wsman, vm)

    def set_access(self, vm: VmId, trustee: str, grant: bool) -> Started:
        """Let somebody open the VM's console, or take that from them."""
        change = console.grant if grant else console.revoke
        return change(self._wsman, vm, trustee)

    def set_enhanced_policy(self, on: bool) -> Started:
        """Allow or forbid enhanced sessions on the host."""
        return console.set_enhanced_policy(self._wsman, on)

    def read_transport(self, vm: VmId) -> EnhancedTransport:
        """Read over which channel the VM's enhanced sessions go."""
        return console.read_transport(self._wsman, vm)

    def set_transport(self, vm: VmId, transport: EnhancedTransport) -> Started:
        """Set over which channel the VM's enhanced sessions go."""
        return console.set_transport(self._wsman, vm, transport)

    def type_text(self, vm: VmId, text: str) -> None:
        """Have the host type a text into the VM."""
        keyboard.type_text(self._wsman, vm, text)

    def type_scancodes(self, vm: VmId, sequences: Sequence[bytes]) -> None:
        """Send scancodes to the VM; no sequence is divided."""
        keyboard.type_scancodes(self._wsman, vm, sequences)

    def ctrl_alt_del(self, vm: VmId) -> None:
        """Press Ctrl+Alt+Del in the VM."""
        keyboard.ctrl_alt_del(self._wsman, vm)
