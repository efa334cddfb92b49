"""What the window needs from outside, as Protocols: the fleet, the desk, a place for its layout."""

from asyncio import Task
from collections.abc import AsyncGenerator, Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from console.doctor.finding import Finding
from console.fleet.answer_watch import AnswerWatch
from console.fleet.drift_watch import DriftWatch
from console.fleet.gateway import HostGateway
from console.fleet.operation import OperationLog, OperationRecord, Subject
from console.fleet.plan_record import PlanRecord
from console.fleet.plans import PlanDesk
from console.fleet.read_budget import ReadBudgets
from console.fleet.store import FleetStore
from console.fleet.undo import UndoEntry
from console.model.host import HostFacts
from console.model.identity import HostId, OperationId, VmKey
from console.model.power import PowerAction
from console.model.service import ServiceKind
from console.settings.schema import HostConfig, Preferences
from console.ui.account_ports import Accounts

_T = TypeVar("_T")


class Spawn(Protocol):
    """Starts a coroutine as a named task (``fleet.tasks.Spawner.spawn``)."""

    def __call__(self, coroutine: Coroutine[Any, Any, Any], name: str) -> Task[Any]:
        """Start it."""
        ...


class FleetControl(Protocol):
    """What the window does with hosts and VMs; every call returns at once (``fleet.Fleet``)."""

    store: FleetStore
    operations: OperationLog
    plans: PlanDesk
    budgets: ReadBudgets

    @property
    def is_read_only(self) -> bool:
        """Whether nothing may be changed on any host."""
        ...

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

    def order(self, vm: VmKey, subject: Subject) -> OperationRecord:
        """Start any operation on a VM."""
        ...

    async def ask(self, host: HostId, read: Callable[[HostGateway], _T]) -> _T:
        """Read something of a host that the store does not hold."""
        ...

    def cancel(self, operation: OperationId) -> None:
        """Cancel an operation as far as possible."""
        ...

    def undo(self) -> OperationRecord | PlanRecord | None:
        """Take back the newest operation or plan that can be."""
        ...

    @property
    def undo_subject(self) -> UndoEntry | None:
        """What ``undo`` would take back."""
        ...


class Desk(Protocol):
    """What keeps hosts, passwords and preferences (``app.desk.Desk``)."""

    @property
    def accounts(self) -> Accounts:
        """Who signs in to the hosts, and with which password."""
        ...

    def config(self, host: HostId) -> HostConfig | None:
        """Return how a host is configured."""
        ...

    def effective(self, host: HostId) -> HostConfig | None:
        """Return how a host is configured, with the account that it has from its folder."""
        ...

    async def save_host(self, config: HostConfig, password: str | None, *, keep: bool) -> None:
        """Add or change a host and connect to it; raises what could not be kept."""
        ...

    async def trust(self, host: HostId, pin: str) -> None:
        """Believe exactly this certificate of a host from now on, and connect."""
        ...

    async def remove_host(self, host: HostId) -> None:
        """Forget a host and its password."""
        ...

    async def test_host(self, config: HostConfig, password: str | None) -> HostFacts:
        """Sign in to a host and read its facts; nothing is kept."""
        ...

    def examine(self, config: HostConfig, password: str | None) -> AsyncGenerator[Finding, None]:
        """Examine a host's connection step by step; findings come as they are made."""
        ...

    async def start_demo(self) -> None:
        """Add the hosts of a simulated fleet."""
        ...

    async def save_preferences(self, preferences: Preferences) -> None:
        """Keep the preferences and apply the pace."""
        ...


@dataclass(frozen=True, slots=True)
class Watches:
    """What looks at the fleet by itself.

    Attributes:
        answers: Whether guests answer on services that were switched on here.
        drift: What drifts from the profiles.
    """

    answers: AnswerWatch
    drift: DriftWatch


class LayoutStore(Protocol):
    """Keeps the window's layout; blobs that no longer fit are simply not found."""

    def load(self, name: str) -> bytes | None:
        """Return what was saved under a name."""
        ...

    def save(self, name: str, blob: bytes) -> None:
        """Keep a layout under a name; must not block."""
        ...
