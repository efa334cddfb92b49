"""What differs from the intent of profiles, as frozen values."""

import enum
from dataclasses import dataclass

from console.fleet.operation import ServiceChange
from console.model.host import HostSnapshot
from console.model.identity import HostId, VmKey
from console.model.service import ServiceKind
from console.model.vm import VmSnapshot


@dataclass(frozen=True, slots=True)
class HostFace:
    """What rules can see of a host.

    Attributes:
        id: Ours.
        label: What the user calls it.
        address: Name or address that it is reached by.
        name: What it calls itself; empty until it has told.
        is_current: Whether its rows can be believed now.
    """

    id: HostId
    label: str
    address: str = ""
    name: str = ""
    is_current: bool = True


def face_of(host: HostSnapshot) -> HostFace:
    """Return what rules can see of a host."""
    name = host.facts.name if host.facts else ""
    return HostFace(host.id, host.label, host.address, name, host.is_current)


@dataclass(frozen=True, slots=True)
class JudgedVm:
    """A VM with everything that rules can ask for.

    Attributes:
        host: Where it is.
        vm: As last read.
        folder: Where its host is kept, parts joined by ``/``; empty at the top.
        tags: Given by the user; those in its notes need not be repeated here.
    """

    host: HostFace
    vm: VmSnapshot
    folder: str = ""
    tags: tuple[str, ...] = ()

    @property
    def key(self) -> VmKey:
        """Which VM it is."""
        return VmKey(self.host.id, self.vm.id)


@dataclass(frozen=True, slots=True)
class RuleName:
    """Which rule, for people to find it.

    Attributes:
        profile: The profile's name.
        rule: The rule's name.
        why: Its reason.
        path: The profile's file.
        line: Where the rule begins.
    """

    profile: str
    rule: str
    why: str = ""
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Drift:
    """A service that is not as one rule, or several that agree, want it.

    Attributes:
        key: The VM.
        host_label: What its host is called.
        vm_name: What it is called.
        kind: Which service.
        wanted: What the rules want it to be.
        actual: What it is.
        by: The first rule that wants it.
        also: Further rules that want the same.
    """

    key: VmKey
    host_label: str
    vm_name: str
    kind: ServiceKind
    wanted: bool
    actual: bool
    by: RuleName
    also: tuple[RuleName, ...] = ()

    @property
    def profile(self) -> str:
        """The name of the first rule's profile."""
        return self.by.profile

    @property
    def rule(self) -> str:
        """The name of the first rule."""
        return self.by.rule

    @property
    def why(self) -> str:
        """The first rule's reason."""
        return self.by.why

    @property
    def rules(self) -> tuple[RuleName, ...]:
        """All rules that want it."""
        return (self.by, *self.also)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two rules that want different things of one service of one VM; neither is applied.

    Attributes:
        key: The VM.
        host_label: What its host is called.
        vm_name: What it is called.
        kind: Which service.
        on_by: The first rule that wants it on.
        off_by: The first rule that wants it off.
    """

    key: VmKey
    host_label: str
    vm_name: str
    kind: ServiceKind
    on_by: RuleName
    off_by: RuleName


class Reason(enum.Enum):
    """Why a service that a rule is about was not judged; the value is its word in JSON."""

    HOST_AWAY = "host_away"
    """The host is not online, so what is known of it may be old."""
    NOT_READ = "not_read"
    """The VM's services have not been read."""
    SERVICE_MISSING = "service_missing"
    """The VM, or its host, does not have the service; never a drift."""
    GUEST_UNKNOWN = "guest_unknown"
    """The guest has not told its system, and whether the rule is meant depends on it."""


@dataclass(frozen=True, slots=True)
class NotJudged:
    """A service that a rule is about, or may be about, and that could not be judged.

    Attributes:
        key: The VM.
        host_label: What its host is called.
        vm_name: What it is called.
        kind: Which service.
        reason: Why not.
        by: The first rule that is, or may be, about it.
    """

    key: VmKey
    host_label: str
    vm_name: str
    kind: ServiceKind
    reason: Reason
    by: RuleName


@dataclass(frozen=True, slots=True)
class DriftReport:
    """How a fleet stands to the profiles.

    Attributes:
        drifts: In the order of the VMs, then of the services.
        conflicts: The same.
        not_judged: The same.
        vms: How many VMs were looked at.
        meant: How many of them any rule is about, or may be.
    """

    drifts: tuple[Drift, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    not_judged: tuple[NotJudged, ...] = ()
    vms: int = 0
    meant: int = 0

    @property
    def is_clean(self) -> bool:
        """Whether nothing that was judged drifts and no rules conflict."""
        return not (self.drifts or self.conflicts)

    def changes(self) -> tuple[tuple[VmKey, ServiceChange], ...]:
        """Return what would put every drift right; conflicts are left alone."""
        return tuple((drift.key, ServiceChange(drift.kind, drift.wanted)) for drift in self.drifts)


NO_REPORT = DriftReport()
