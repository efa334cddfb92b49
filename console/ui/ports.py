"""What the window needs from outside, as Protocols: the fleet, the desk, a place for its layout."""

from asyncio import Task
from collections.abc import Coroutine
from typing import Any, Protocol

from console.fleet.operation import OperationLog, OperationRecord
from console.fleet.store import FleetStore
from console.fleet.undo import Undoable
from console.model.host import HostFacts
from console.model.identity import HostId, OperationId, VmKey
from console.model.power import PowerAction
from console.model.service import ServiceKind
from console.settings.schema import HostConfig, Preferences


class Spawn(Protocol):
    """Starts a coroutine as a named task (``fleet.tasks.Spawner.spawn``)."""

    def __call__(self, coroutine: Coroutine[Any, Any, Any], name: str) -> Task[Any]:
        """Start it."""
        ...


class FleetControl(Protocol):
    """What the window does with hosts and VMs; every call returns at once (``fleet.Fleet``)."""

    store: FleetStore
    operations: OperationLog

    def connect(self, host: HostId) -> None:
        """Begin to read a host."""
        ...

    def disconnect(self, host: HostId) -> None:
        """Stop reading a host."""
        ...

    def refresh(self, host: HostId | None = None) -> None:
        """Read one host, or all, now."""
        ...

    def set_service(self, vm: VmKey, kind: ServiceKind, on: bool) -> OperationRecord:
        """Switch an integration service."""
        ...

    def change_power(
        self, vm: VmKey, action: PowerAction, *, force: bool = False
    ) -> OperationRecord:
        """Change the power of a VM."""
        ...

    def cancel(self, operation: OperationId) -> None:
        """Cancel an operation as far as possible."""
        ...

    def undo(self) -> OperationRecord | None:
        """Take back the newest operation that can be."""
        ...

    @property
    def undo_subject(self) -> Undoable | None:
        """What ``undo`` would take back."""
        ...


class Desk(Protocol):
    """What keeps hosts, passwords and preferences (``app.desk.Desk``)."""

    def config(self, host: HostId) -> HostConfig | None:
        """Return how a host is configured."""
        ...

    async def save_host(self, config: HostConfig, password: str | None, *, keep: bool) -> None:
        """Add or change a host and connect to it; raises what could not be kept."""
        ...

    async def give_password(self, host: HostId, password: str, *, keep: bool) -> None:
        """Use another password for a host, and connect again."""
        ...

    async def remove_host(self, host: HostId) -> None:
        """Forget a host and its password."""
        ...

    async def test_host(self, config: HostConfig, password: str | None) -> HostFacts:
        """Sign in to a host and read its facts; nothing is kept."""
        ...

    async def start_demo(self) -> None:
        """Add the hosts of a simulated fleet."""
        ...

    async def save_preferences(self, preferences: Preferences) -> None:
        """Keep the preferences and apply the pace."""
        ...


class LayoutStore(Protocol):
    """Keeps the window's layout; blobs that no longer fit are simply not found."""

    def load(self, name: str) -> bytes | None:
        """Return what was saved under a name."""
        ...

    def save(self, name: str, blob: bytes) -> None:
        """Keep a layout under a name; must not block."""
        ...
