"""Small and large fleets for the tests of models, views and the binding."""

from dataclasses import replace

from console.model.guest import GuestFacts
from console.model.host import HostSnapshot, LinkState
from console.model.identity import HostId, VmId, VmKey
from console.model.service import ServiceKind, ServiceSnapshot, ServiceStatus
from console.model.vm import Heartbeat, VmSnapshot, VmState
from console.ui.models.rows import VmRow, face_of, make_row


def services(status: ServiceStatus = ServiceStatus.OK) -> tuple[ServiceSnapshot, ...]:
    return tuple(ServiceSnapshot(kind, True, status) for kind in ServiceKind)


def vm(name: str, **fields) -> VmSnapshot:
    """Return a running VM whose id is its name unless given."""
    first = {
        "id": VmId(fields.pop("id", name)),
        "name": name,
        "state": VmState.RUNNING,
        "cpu_percent": 3,
        "memory_mb": 2048,
        "heartbeat": Heartbeat.OK,
        "services": services(),
    }
    return VmSnapshot(**(first | fields))


def host(name: str, *vms: VmSnapshot, **fields) -> HostSnapshot:
    """Return an online host whose id is its name."""
    first = {"id": HostId(name), "label": name, "link": LinkState.ONLINE, "vms": vms}
    return HostSnapshot(**(first | {"read_at": 100.0} | fields))


def rows_of(*hosts: HostSnapshot) -> list[VmRow]:
    """Return rows with nothing pending."""
    return [
        make_row(face, one, known=None) for h in hosts for face in [face_of(h)] for one in h.vms
    ]


def large_fleet(count: int, per_host: int = 100) -> list[HostSnapshot]:
    """Return hosts with ``count`` VMs together, in varied states."""
    states = (VmState.RUNNING, VmState.RUNNING, VmState.RUNNING, VmState.OFF, VmState.SAVED)
    hosts: list[HostSnapshot] = []
    for number in range(0, count, per_host):
        vms = tuple(
            vm(
                f"vm{(n * 7919) % 1_000_003}",
                id=f"{n:08X}-0000-4000-8000-0000000000AA",
                state=states[n % 5],
                cpu_percent=n * 37 % 101 if n % 5 < 3 else None,
                guest=GuestFacts("Windows Server 2022", addresses=(f"10.0.{n % 250}.{n % 199}",)),
            )
            for n in range(number, min(number + per_host, count))
        )
        hosts.append(host(f"hv{number // per_host:03}", *vms, folder=f"Site {number % 3}"))
    return hosts


def with_vm(snapshot: HostSnapshot, changed: VmSnapshot) -> HostSnapshot:
    """Return a host with one VM replaced by id."""
    vms = tuple(changed if one.id == changed.id else one for one in snapshot.vms)
    return replace(snapshot, vms=vms)


def key(host_name: str, vm_name: str) -> VmKey:
    return VmKey(HostId(host_name), VmId(vm_name))
