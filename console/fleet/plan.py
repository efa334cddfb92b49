"""What a change of many VMs would do, drafted from what the store shows: pure.

A plan holds one item for each thing that was wished: one for a service of a VM, one for its
power. Of two wishes for the same thing the later one holds. Nothing is sent for an item that is
already so or cannot be done; why it cannot is said with it, so that it can be shown beforehand.
"""

import enum
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from console.fleet.operation import PowerChange, ServiceChange
from console.model.host import HostSnapshot
from console.model.identity import HostId, PlanId, VmId, VmKey
from console.model.power import PowerAction, allowed_actions
from console.model.service import ServiceKind
from console.model.vm import VmSnapshot, VmState

Change = ServiceChange | PowerChange
Wish = tuple[VmKey, Change]


class PlanVerdict(enum.Enum):
    """What a plan would do to one item."""

    WOULD_CHANGE = "would_change"
    ALREADY_SO = "already_so"
    CANNOT = "cannot"


class Obstacle(enum.Enum):
    """Why an item cannot be done."""

    SERVICE_MISSING = "service_missing"
    """This VM, or this host, does not have the service."""
    NOT_READ = "not_read"
    """The VM's services have not been read yet."""
    VM_GONE = "vm_gone"
    HOST_AWAY = "host_away"
    """The host is not known, or not online."""
    WRONG_STATE = "wrong_state"
    """A change of power that the VM's state does not allow."""
    SAME_VM_TWICE = "same_vm_twice"
    """Another host of the plan shows the same VM: it is changed there."""
    READ_ONLY = "read_only"
    """Nothing may be changed on this host from here."""


class OriginKind(enum.Enum):
    """Where a plan comes from."""

    CHOSEN = "chosen"
    PROFILE = "profile"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class PlanOrigin:
    """Where a plan comes from.

    Attributes:
        kind: What sort of origin.
        name: Of the profile, where there is one.
        undoes: The plan that this one takes back.
    """

    kind: OriginKind
    name: str = ""
    undoes: PlanId | None = None


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One change of one VM.

    Attributes:
        key: The VM.
        host_label: What its host is called.
        vm_name: What it is called.
        change: What is to be done.
        verdict: What running the plan would do.
        obstacle: Why it cannot be done; ``None`` where it can.
    """

    key: VmKey
    host_label: str
    vm_name: str
    change: Change
    verdict: PlanVerdict = PlanVerdict.WOULD_CHANGE
    obstacle: Obstacle | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done to many VMs.

    Attributes:
        id: Ours; it survives the end of the program.
        origin: Where it comes from.
        items: In the order in which they were wished.
        made_at: When it was drafted (aware).
    """

    id: PlanId
    origin: PlanOrigin
    items: tuple[PlanItem, ...]
    made_at: datetime

    @property
    def would_change(self) -> tuple[PlanItem, ...]:
        """What running the plan does."""
        return self._with(PlanVerdict.WOULD_CHANGE)

    @property
    def already(self) -> tuple[PlanItem, ...]:
        """What is so already."""
        return self._with(PlanVerdict.ALREADY_SO)

    @property
    def cannot(self) -> tuple[PlanItem, ...]:
        """What cannot be done."""
        return self._with(PlanVerdict.CANNOT)

    def _with(self, verdict: PlanVerdict) -> tuple[PlanItem, ...]:
        return tuple(item for item in self.items if item.verdict is verdict)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What would become of a change."""

    verdict: PlanVerdict
    obstacle: Obstacle | None = None


WOULD_CHANGE: Final = Judgement(PlanVerdict.WOULD_CHANGE)
ALREADY_SO: Final = Judgement(PlanVerdict.ALREADY_SO)

_GOALS: Final = {
    PowerAction.START: VmState.RUNNING,
    PowerAction.RESUME: VmState.RUNNING,
    PowerAction.SHUTDOWN: VmState.OFF,
    PowerAction.TURN_OFF: VmState.OFF,
    PowerAction.SAVE: VmState.SAVED,
    PowerAction.PAUSE: VmState.PAUSED,
}
"""The state in which an action has nothing left to do; a restart and a reset have none."""


def judge(host: HostSnapshot | None, vm: VmSnapshot | None, change: Change) -> Judgement:
    """Return what would become of a change as things stand.

    Args:
        host: The VM's host; ``None`` when it is not known.
        vm: The VM; ``None`` when the host does not have it.
        change: What is wished.
    """
    if host is None or not host.is_current:
        return _cannot(Obstacle.HOST_AWAY)
    if host.is_read_only:
        return _cannot(Obstacle.READ_ONLY)
    if vm is None:
        return _cannot(Obstacle.VM_GONE)
    if isinstance(change, PowerChange):
        return _judge_power(vm, change.action)
    return _judge_service(vm, change)


def is_shown(vm: VmSnapshot | None, change: Change) -> bool:
    """Whether a VM shows what a change was to bring about."""
    if vm is None:
        return False
    if isinstance(change, PowerChange):
        return _GOALS.get(change.action) is vm.state
    service = vm.service(change.kind)
    return service is not None and service.enabled is change.on


def draft(
    hosts: Mapping[HostId, HostSnapshot],
    wanted: Iterable[Wish],
    *,
    origin: PlanOrigin,
    made_at: datetime,
    plan_id: PlanId | None = None,
    names: Mapping[VmKey, str] | None = None,
) -> Plan:
    """Return the plan that brings about what is wanted.

    Args:
        hosts: What the store shows.
        wanted: VMs and changes; of several for the same service, or for the power, of a VM the
            last one holds, in the place of the first.
        origin: Where the plan comes from.
        made_at: The time of day (aware).
        plan_id: The plan's id; a new one unless given.
        names: What VMs are called that no host shows any more.
    """
    wishes: dict[tuple[VmKey, ServiceKind | None], Change] = {}
    for key, change in wanted:
        wishes[key, change.kind if isinstance(change, ServiceChange) else None] = change
    drafting = _Drafting(hosts, names or {})
    items = tuple(drafting.item(key, change) for (key, _), change in wishes.items())
    return Plan(plan_id or PlanId(uuid.uuid4().hex), origin, items, made_at)


class _Drafting:
    """Makes the items of one plan."""

    def __init__(self, hosts: Mapping[HostId, HostSnapshot], names: Mapping[VmKey, str]) -> None:
        self._hosts = hosts
        self._names = names
        self._rows: dict[HostId, dict[VmId, VmSnapshot]] = {}
        self._claims: dict[VmId, HostId] = {}

    def item(self, key: VmKey, change: Change) -> PlanItem:
        host = self._hosts.get(key.host)
        vm = self._row(host, key.vm)
        judgement = judge(host, vm, change)
        # A host that cannot be asked claims nothing: the VM may have moved to another one.
        can_claim = judgement.obstacle not in (Obstacle.HOST_AWAY, Obstacle.VM_GONE)
        if can_claim and self._claims.setdefault(key.vm, key.host) != key.host:
            judgement = _cannot(Obstacle.SAME_VM_TWICE)
        return PlanItem(
            key,
            host.label if host else str(key.host),
            vm.name if vm else self._names.get(key, str(key.vm)),
            change,
            judgement.verdict,
            judgement.obstacle,
        )

    def _row(self, host: HostSnapshot | None, vm: VmId) -> VmSnapshot | None:
        if host is None:
            return None
        if host.id not in self._rows:
            self._rows[host.id] = {row.id: row for row in host.vms}
        return self._rows[host.id].get(vm)


def _judge_power(vm: VmSnapshot, action: PowerAction) -> Judgement:
    if action in allowed_actions(vm.state):
        return WOULD_CHANGE
    return ALREADY_SO if _GOALS.get(action) is vm.state else _cannot(Obstacle.WRONG_STATE)


def _judge_service(vm: VmSnapshot, change: ServiceChange) -> Judgement:
    service = vm.service(change.kind)
    if service is None:
        return _cannot(Obstacle.NOT_READ)
    if service.enabled is None:
        return _cannot(Obstacle.SERVICE_MISSING)
    return ALREADY_SO if service.enabled is change.on else WOULD_CHANGE


def _cannot(obstacle: Obstacle) -> Judgement:
    return Judgement(PlanVerdict.CANNOT, obstacle)
