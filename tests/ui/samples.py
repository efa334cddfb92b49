"""A small fleet in every state that the window can show, and doubles for what it talks to."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from console.fleet.answer_watch import AnswerWatch
from console.fleet.drift_watch import DriftWatch
from console.fleet.operation import (
    OperationLog,
    OperationPhase,
    OperationRecord,
    PowerChange,
    ServiceChange,
    Subject,
)
from console.fleet.plan import OriginKind, PlanOrigin, draft
from console.fleet.plan_record import PlanRecord
from console.fleet.read_budget import ReadBudgets
from console.fleet.store import FleetStore
from console.fleet.watch import HeartbeatWatch
from console.fleet.watch_storage import WatchStorage
from console.model.connection import AuthMethod
from console.model.errors import (
    NotPossible,
    OperationFailed,
    Refused,
    RefusedReason,
    Unreachable,
    UnreachableReason,
)
from console.model.guest import GuestFacts
from console.model.host import HostFacts, HostSnapshot, LinkState
from console.model.identity import HostId, OperationId, VmId, VmKey
from console.model.power import PowerAction
from console.model.service import ServiceDetail, ServiceKind, ServiceSnapshot, ServiceStatus
from console.model.vm import EnhancedSession, Heartbeat, VmSnapshot, VmState
from console.settings.folders import FolderConfig, account_folder
from console.settings.profile_book import LoadedProfiles
from console.settings.schema import HostConfig, Preferences
from console.settings.watch_schema import WatchSettings
from console.transport.lane import Lane
from console.ui.account_ports import PasswordRequest
from console.ui.ports import Watches

NOW = 10_000.0
"""What the samples take for ``time.monotonic()``."""

_NAMES = (
    "dc01", "dc02", "web01", "web02", "web03", "sql01", "sql02", "file01", "print01", "build01",
    "build02", "ci-runner-1", "ci-runner-2", "mail01", "proxy01", "jump01", "win11-test",
    "ubuntu-24.04", "debian-12", "rhel-9", "legacy-2008", "backup01", "monitor01", "vpn01",
    "k8s-node-1", "k8s-node-2", "k8s-node-3", "lab-a", "lab-b", "财务服务器",
)  # fmt: skip


def service_set(state: VmState = VmState.RUNNING, **special: ServiceSnapshot):
    """Return six services as a healthy guest has them, some replaced by name."""
    status = ServiceStatus.OK if state is VmState.RUNNING else ServiceStatus.NOT_RUNNING
    normal = {
        kind.value: ServiceSnapshot(kind, kind is not ServiceKind.GUEST_SERVICE, status)
        for kind in ServiceKind
    }
    return tuple((normal | special).values())


TROUBLED = {
    "time_sync": ServiceSnapshot(
        ServiceKind.TIME_SYNC, True, ServiceStatus.DEGRADED, ServiceDetail.PROTOCOL_MISMATCH
    ),
    "kvp": ServiceSnapshot(ServiceKind.KVP, True, ServiceStatus.NO_CONTACT),
    "vss": ServiceSnapshot(ServiceKind.VSS, True, ServiceStatus.LOST_COMMUNICATION),
    "guest_service": ServiceSnapshot(ServiceKind.GUEST_SERVICE, None),
}


def sample_vm(number: int, name: str = "") -> VmSnapshot:
    """Return a VM; the number decides its state."""
    state = (VmState.RUNNING, VmState.RUNNING, VmState.RUNNING, VmState.OFF, VmState.RUNNING,
             VmState.SAVED, VmState.RUNNING, VmState.PAUSED, VmState.RUNNING,
             VmState.STOPPING)[number % 10]  # fmt: skip
    runs = state in (VmState.RUNNING, VmState.PAUSED, VmState.STOPPING)
    name = name or _NAMES[number % len(_NAMES)]
    guest = GuestFacts(
        os_name="Windows Server 2022 Datacenter" if number % 3 else "Ubuntu",
        os_version="10.0.20348" if number % 3 else "6.8.0-48-generic",
        computer_name=f"{name}.lab.example",
        integration_version="10.0.20348",
        addresses=(f"192.0.2.{number + 10}", f"fe80::215:5dff:fe00:{number:x}"),
    )
    return VmSnapshot(
        id=VmId(f"{number:08X}-0000-4000-8000-0000000000AA"),
        name=name,
        state=state,
        uptime_s=3 * 86_400 + number * 4_711 if runs else 0,
        cpu_percent=(number * 17) % 97 if runs else 0,
        processors=2 + 2 * (number % 4),
        memory_mb=(2_048, 4_096, 8_192, 16_384)[number % 4],
        heartbeat=Heartbeat.APPLICATIONS_OK if runs else Heartbeat.NONE,
        generation=1 + number % 2,
        version="10.0",
        notes="Owner: infrastructure team.\nPatch window: Sunday 02:00." if number % 4 == 0 else "",
        checkpoints=number % 3,
        enhanced_session=EnhancedSession.AVAILABLE if runs else EnhancedSession.NOT_NOW,
        services=service_set(state, **(TROUBLED if number % 5 == 2 else {})),
        guest=guest if state is VmState.RUNNING else GuestFacts(),
    )


FACTS = HostFacts(
    name="HV01",
    domain="lab.example",
    os_caption="Microsoft Windows Server 2022 Datacenter",
    os_version="10.0.20348",
    build=20348,
    model="PowerEdge R750",
    logical_processors=64,
    memory_mb=524_288,
    memory_free_mb=190_464,
    enhanced_session_allowed=True,
    default_vm_folder="D:\\Hyper-V",
    default_disk_folder="D:\\Hyper-V\\Virtual Hard Disks",
)


def sample_hosts() -> tuple[HostSnapshot, ...]:
    """Return four hosts: online, online, away, refused."""
    vms = [sample_vm(number) for number in range(30)]
    first = HostSnapshot(
        HostId("h1"), "hv01", "hv01.lab.example", "Berlin/Rack 3", LinkState.ONLINE, None, FACTS,
        tuple(vms[:14]), NOW - 2, 5.0,
    )  # fmt: skip
    second = replace(
        first,
        id=HostId("h2"),
        label="hv02",
        address="hv02.lab.example",
        vms=tuple(vms[14:24]),
        facts=replace(FACTS, name="HV02"),
    )
    away = replace(
        first,
        id=HostId("h3"),
        label="hv-lab",
        address="192.0.2.77",
        folder="Lab",
        link=LinkState.STALE,
        error=Unreachable(UnreachableReason.CONNECTION_LOST, "192.0.2.77"),
        vms=tuple(vms[24:]),
        read_at=NOW - 190,
        retry_at=NOW + 12,
    )
    refused = HostSnapshot(
        HostId("h4"), "hv-new", "hv-new.lab.example", "", LinkState.REFUSED,
        Refused(RefusedReason.BAD_CREDENTIAL, "hv-new.lab.example", "LAB\\admin", ("Negotiate",)),
    )  # fmt: skip
    return first, second, away, refused


def sample_record(number: int = 1, **changes) -> OperationRecord:
    """Return a finished service change, with some fields replaced."""
    record = OperationRecord(
        id=OperationId(number),
        key=VmKey(HostId("h1"), sample_vm(2).id),
        host=HostId("h1"),
        host_label="hv01",
        vm_name="web01",
        subject=ServiceChange(ServiceKind.GUEST_SERVICE, True),
        phase=OperationPhase.SUCCEEDED,
        started_at=datetime(2026, 11, 22, 14, 3, number % 50, tzinfo=UTC),
        finished_at=datetime(2026, 11, 22, 14, 3, number % 50 + 1, tzinfo=UTC),
        powershell="Enable-VMIntegrationService -VMName 'web01' -Name 'Guest Service Interface'",
        can_cancel=False,
        can_undo=True,
    )
    return replace(record, **changes)


def sample_records() -> tuple[OperationRecord, ...]:
    """Return operations in every phase."""
    off = PowerChange(PowerAction.SHUTDOWN)
    start = PowerChange(PowerAction.START)
    vm = sample_vm(9)
    return (
        sample_record(1),
        sample_record(
            2,
            subject=start,
            vm_name="sql01",
            phase=OperationPhase.FAILED,
            can_undo=False,
            error=OperationFailed("RequestStateChange", 32778, "Not enough memory in the system."),
        ),
        sample_record(3, subject=off, vm_name="old01", phase=OperationPhase.CANCELLED,
                      can_undo=False),
        sample_record(4, subject=ServiceChange(ServiceKind.TIME_SYNC, False), vm_name="dc01",
                      phase=OperationPhase.UNKNOWN_OUTCOME, can_undo=False),
        sample_record(5, subject=off, vm_name=vm.name, key=VmKey(HostId("h1"), vm.id),
                      phase=OperationPhase.RUNNING, percent=40, finished_at=None, can_undo=False,
                      can_cancel=True),
        sample_record(6, subject=start, vm_name="web02", key=VmKey(HostId("h1"), sample_vm(3).id),
                      phase=OperationPhase.WAITING,
                      finished_at=None, can_undo=False, can_cancel=True),
    )  # fmt: skip


class _Never:
    def cancel(self) -> None:
        pass


class StillClock:
    """Time that stands still."""

    def monotonic(self) -> float:
        return NOW

    def now(self) -> datetime:
        return datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

    def later(self, seconds: float, function: object) -> _Never:
        return _Never()


class FakePlans:
    """Plans that are only noted."""

    def __init__(self) -> None:
        self.records: tuple[PlanRecord, ...] = ()
        self.calls: list[tuple[object, ...]] = []
        self._callbacks: list[object] = []

    def subscribe(self, callback):
        self._callbacks.append(callback)
        return lambda: self._callbacks.remove(callback)

    def tell(self, record: PlanRecord) -> None:
        self.records = (*(r for r in self.records if r.id != record.id), record)
        for callback in tuple(self._callbacks):
            callback(record)

    def record(self, plan):
        return next((each for each in self.records if each.id == plan), None)

    def start(self, plan, limits=None):
        self.calls.append(("start", plan, limits))

    def stop(self, plan):
        self.calls.append(("stop", plan))

    def resume(self, plan):
        self.calls.append(("resume", plan))

    def discard(self, plan):
        self.calls.append(("discard", plan))

    def undo(self, plan):
        self.calls.append(("undo", plan))
        return draft(
            {}, [], origin=PlanOrigin(OriginKind.UNDO, undoes=plan), made_at=StillClock().now()
        )


class FakeIntent:
    """Keeps no profiles and no tags."""

    def examples(self) -> tuple[str, ...]:
        return ("linux.toml",)

    async def load_profiles(self) -> LoadedProfiles:
        return LoadedProfiles()

    async def load_tags(self):
        return {}


class FakeWatching:
    """Keeps how VMs are watched in memory; the watch itself is real."""

    def __init__(self, fleet) -> None:
        self.settings = WatchSettings()
        self.calls: list[tuple[object, ...]] = []
        self.watch = HeartbeatWatch(
            fleet,
            store=fleet.store,
            log=fleet.operations,
            clock=StillClock(),
            storage=WatchStorage(Lane("watch of a test")),
        )

    async def load(self) -> WatchSettings:
        return self.settings

    async def put(self, key, watch, name) -> None:
        self.calls.append(("put", key, watch, name))


def sample_watches(fleet) -> Watches:
    """Return watches of a fleet whose time stands still."""
    clock = StillClock()
    return Watches(
        AnswerWatch(fleet.store, fleet.operations, clock),
        DriftWatch(fleet.store, fleet.plans, clock),
    )


class FakeFleet:
    """A fleet that only notes what it is asked; its store is filled by hand."""

    is_read_only = False

    def __init__(self, hosts: tuple[HostSnapshot, ...] = ()) -> None:
        self.store = FleetStore(later=lambda _s, _f: _Never(), monotonic=lambda: NOW)
        self.operations = OperationLog()
        self.plans = FakePlans()
        self.budgets = ReadBudgets()
        self.calls: list[tuple[object, ...]] = []
        self.undo_subject = None
        for host in hosts:
            self.store.put(host)
        self.store.flush()

    def connect(self, host: HostId) -> None:
        self.calls.append(("connect", host))

    def disconnect(self, host: HostId) -> None:
        self.calls.append(("disconnect", host))

    def refresh(self, host: HostId | None = None) -> None:
        self.calls.append(("refresh", host))

    def set_service(self, vm: VmKey, kind: ServiceKind, on: bool) -> OperationRecord:
        self.calls.append(("set_service", vm, kind, on))
        return sample_record(90, key=vm, subject=ServiceChange(kind, on))

    def change_power(
        self, vm: VmKey, action: PowerAction, *, force: bool = False
    ) -> OperationRecord:
        self.calls.append(("change_power", vm, action))
        return sample_record(91, key=vm, subject=PowerChange(action, force))

    def order(self, vm: VmKey, subject: Subject) -> OperationRecord:
        self.calls.append(("order", vm, subject))
        return sample_record(92, key=vm, subject=subject)

    async def ask(self, host: HostId, read: object) -> object:
        self.calls.append(("ask", host))
        raise NotPossible("host_not_connected", str(host))

    def cancel(self, operation: OperationId) -> None:
        self.calls.append(("cancel", operation))

    def undo(self) -> OperationRecord | None:
        self.calls.append(("undo",))
        return None


class FakeAccounts:
    """Accounts that note what they are asked, among the calls of their desk."""

    def __init__(self, desk: "FakeDesk") -> None:
        self._desk = desk
        self.has_keyring = True
        self.folders: dict[str, FolderConfig] = {}
        self.waiting: list[PasswordRequest] = []

    def folder_account(self, path: str) -> FolderConfig | None:
        return account_folder(self.folders, path)

    def request(self, host: HostId) -> PasswordRequest | None:
        config = self._desk.config(host)
        if config is None:
            return None
        labels, address = (config.label,), config.endpoint.host
        return PasswordRequest(config.user, "", (host,), labels, address)

    def missing(self) -> tuple[PasswordRequest, ...]:
        return tuple(self.waiting)

    async def give(self, request: PasswordRequest, password: str, *, keep: bool) -> None:
        self._desk.calls.append(("give", request.user, request.hosts, password, keep))
        self.waiting = [each for each in self.waiting if each != request]

    async def change_folder(
        self, path: str, user: str, method: AuthMethod | None, password: str | None, *, keep: bool
    ) -> None:
        self._desk.calls.append(("change_folder", path, user, method, password, keep))

    async def forget_host(self, host: HostId) -> None:
        self._desk.calls.append(("forget_host", host))

    async def forget_folder(self, path: str) -> None:
        self._desk.calls.append(("forget_folder", path))

    def try_again(self, host: HostId) -> None:
        self._desk.calls.append(("try_again", host))


class FakeDesk:
    """A desk that notes what it is asked; ``error`` is raised by what may fail."""

    def __init__(self, *configs: HostConfig) -> None:
        self.configs = {config.id: config for config in configs}
        self.calls: list[tuple[object, ...]] = []
        self.error: Exception | None = None
        self.never_answers = False
        self.accounts = FakeAccounts(self)

    def config(self, host: HostId) -> HostConfig | None:
        return self.configs.get(host)

    async def save_host(self, config: HostConfig, password: str | None, *, keep: bool) -> None:
        self.calls.append(("save_host", config, password, keep))
        self._fail()
        self.configs[config.id] = config

    def effective(self, host: HostId) -> HostConfig | None:
        return self.configs.get(host)

    async def trust(self, host: HostId, pin: str) -> None:
        self.calls.append(("trust", host, pin))

    async def remove_host(self, host: HostId) -> None:
        self.calls.append(("remove_host", host))

    async def test_host(self, config: HostConfig, password: str | None) -> HostFacts:
        self.calls.append(("test_host", config, password))
        if self.never_answers:
            await asyncio.Event().wait()
        self._fail()
        return FACTS

    async def start_demo(self) -> None:
        self.calls.append(("start_demo",))
        self._fail()

    async def save_preferences(self, preferences: Preferences) -> None:
        self.calls.append(("save_preferences", preferences))

    def _fail(self) -> None:
        if self.error is not None:
            raise self.error


class MemoryLayout:
    """Keeps layouts in a dictionary."""

    def __init__(self) -> None:
        self.blobs: dict[str, bytes] = {}

    def load(self, name: str) -> bytes | None:
        return self.blobs.get(name)

    def save(self, name: str, blob: bytes) -> None:
        self.blobs[name] = blob
