"""Put readings together into VM snapshots: pure, and equal objects are reused.

``is`` is the fast difference of everything above: a VM whose fields did not change keeps its
object, and so do its services and its guest's facts.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from console.hyperv.reading import (
    AddressReading,
    CheckpointReading,
    ComponentReading,
    FactsReading,
    GuestReading,
    PartReading,
    StateRow,
    StatesReading,
    SwitchReading,
)
from console.hyperv.wire import has_components, heartbeat_of
from console.model.guest import NO_GUEST, GuestFacts
from console.model.host import HostFacts
from console.model.identity import VmId
from console.model.service import ServiceDetail, ServiceKind, ServiceSnapshot, ServiceStatus
from console.model.vm import Heartbeat, VmSnapshot, VmState


@dataclass(slots=True)
class _Parts:
    checkpoints: CheckpointReading | None = None
    components: ComponentReading | None = None
    switches: SwitchReading | None = None
    addresses: AddressReading | None = None
    guests: GuestReading | None = None


def _sorted_out(parts: Iterable[PartReading]) -> _Parts:
    found = _Parts()
    for part in parts:
        match part:
            case CheckpointReading():
                found.checkpoints = part
            case ComponentReading():
                found.components = part
            case SwitchReading():
                found.switches = part
            case AddressReading():
                found.addresses = part
            case GuestReading():
                found.guests = part
            case FactsReading():
                pass
    return found


def assemble(
    states: StatesReading, parts: Iterable[PartReading] = (), before: Iterable[VmSnapshot] = ()
) -> tuple[VmSnapshot, ...]:
    """Return the VMs that the states list, with what the parts add.

    What no part brings stays as it was before; a VM that is no longer listed is gone.

    Args:
        states: The refresh tier; it decides which VMs there are.
        parts: Any other readings of the same host.
        before: The host's VMs as last known.
    """
    known = {vm.id: vm for vm in before}
    found = _sorted_out(parts)
    foreign = found.checkpoints.own_ids if found.checkpoints else frozenset[VmId]()
    return tuple(
        _reuse(known.get(row.id), _with_parts(_with_state(known.get(row.id), row), found, row))
        for row in states.rows
        if row.id not in foreign
    )


def apply_parts(
    before: Iterable[VmSnapshot], parts: Iterable[PartReading]
) -> tuple[VmSnapshot, ...]:
    """Return known VMs with what a later tier brought, without new states."""
    found = _sorted_out(parts)
    return tuple(_reuse(vm, _with_parts(vm, found)) for vm in before)


def with_services(vm: VmSnapshot, services: tuple[ServiceSnapshot, ...]) -> VmSnapshot:
    """Return a VM with its services as read back; services that were not read stay as they were."""
    by_kind = {s.kind: s for s in (*vm.services, *services)}
    ordered = tuple(by_kind[kind] for kind in ServiceKind if kind in by_kind)
    settled = tuple(_settled(s, vm.state) for s in ordered)
    told = _told_by_services(vm, settled)
    return _reuse(
        vm, replace(vm, services=settled, heartbeat=heartbeat_of(vm.state, told, settled))
    )


def facts_among(parts: Iterable[PartReading]) -> HostFacts | None:
    """Return the host's facts when they were read."""
    for part in parts:
        if isinstance(part, FactsReading):
            return part.facts
    return None


def _with_state(old: VmSnapshot | None, row: StateRow) -> VmSnapshot:
    base = old or VmSnapshot(row.id, row.name)
    services = tuple(_settled(service, row.state) for service in base.services)
    return replace(
        base,
        name=row.name,
        state=row.state,
        transition=row.transition,
        health=row.health,
        activity=row.activity,
        uptime_s=row.uptime_s,
        cpu_percent=row.cpu_percent,
        processors=row.processors,
        memory_mb=row.memory_mb,
        memory_available_percent=row.memory_available_percent,
        enhanced_session=row.enhanced_session,
        heartbeat=heartbeat_of(row.state, row.heartbeat, services),
        services=services,
        guest=_guest_of_state(base.guest, row),
        version=base.version if row.version is None else row.version,
        generation=base.generation if row.generation is None else row.generation,
        notes=base.notes if row.notes is None else row.notes,
        integration=base.integration if row.integration is None else row.integration,
    )


def _settled(service: ServiceSnapshot, state: VmState) -> ServiceSnapshot:
    """Make a service's status fit the VM's state: an off VM has nothing that could report."""
    if not has_components(state):
        return replace(service, status=ServiceStatus.NOT_RUNNING, detail=ServiceDetail.NONE)
    if service.status is ServiceStatus.NOT_RUNNING:
        return replace(service, status=ServiceStatus.UNKNOWN)
    return service


def _guest_of_state(guest: GuestFacts, row: StateRow) -> GuestFacts:
    if not has_components(row.state):
        return GuestFacts(os_name=row.os_name)
    return replace(guest, os_name=row.os_name) if row.os_name else guest


def _with_parts(vm: VmSnapshot, parts: _Parts, row: StateRow | None = None) -> VmSnapshot:
    if parts.checkpoints is not None:
        vm = _with_checkpoints(vm, parts.checkpoints)
    if parts.components is not None or parts.switches is not None:
        vm = _with_service_parts(vm, parts, row)
    if (parts.addresses or parts.guests) and has_components(vm.state):
        vm = replace(vm, guest=_with_guest_parts(vm, parts, row))
    return vm


def _with_checkpoints(vm: VmSnapshot, reading: CheckpointReading) -> VmSnapshot:
    vm = replace(
        vm,
        checkpoints=reading.counts.get(vm.id, 0),
        checkpoint_names=reading.names.get(vm.id, ()),
    )
    settings = reading.settings.get(vm.id)
    if settings is None:
        return vm
    return replace(
        vm,
        generation=vm.generation if settings.generation is None else settings.generation,
        version=settings.version or vm.version,
        notes=settings.notes,
    )


def _with_service_parts(vm: VmSnapshot, parts: _Parts, row: StateRow | None) -> VmSnapshot:
    if parts.switches is None and not vm.services:
        return vm  # without the switches, "no such service" could not be told from "not read"
    services = tuple(_service(vm, kind, parts) for kind in ServiceKind)
    told = row.heartbeat if row is not None else _told_by_services(vm, services)
    return replace(vm, services=services, heartbeat=heartbeat_of(vm.state, told, services))


def _service(vm: VmSnapshot, kind: ServiceKind, parts: _Parts) -> ServiceSnapshot:
    old = vm.service(kind) or ServiceSnapshot(kind, None)
    enabled = old.enabled
    status, detail = old.status, old.detail
    if parts.switches is not None:
        enabled = parts.switches.enabled.get((vm.id, kind))
    if parts.components is not None:
        nothing = (ServiceStatus.UNKNOWN, ServiceDetail.NONE)
        status, detail = parts.components.statuses.get((vm.id, kind), nothing)
    return _settled(ServiceSnapshot(kind, enabled, status, detail), vm.state)


def _told_by_services(vm: VmSnapshot, services: tuple[ServiceSnapshot, ...]) -> Heartbeat:
    """Return what to believe of a heartbeat when no new states came along.

    The component is newer than the last states, so it decides where it has been read.
    """
    service = next((s for s in services if s.kind is ServiceKind.HEARTBEAT), None)
    if service is not None and service.status is not ServiceStatus.UNKNOWN:
        return Heartbeat.UNKNOWN
    is_answer = vm.heartbeat not in (Heartbeat.DISABLED, Heartbeat.NONE)
    return vm.heartbeat if is_answer else Heartbeat.UNKNOWN


def _with_guest_parts(vm: VmSnapshot, parts: _Parts, row: StateRow | None) -> GuestFacts:
    guest = vm.guest
    if parts.guests is not None:
        told = parts.guests.guests.get(vm.id, NO_GUEST)
        os_name = (row.os_name if row is not None else guest.os_name) or told.os_name
        guest = replace(told, os_name=os_name, addresses=_steady(guest, told.addresses))
    if parts.addresses is not None:
        guest = replace(
            guest, addresses=_steady(vm.guest, parts.addresses.addresses.get(vm.id, ()))
        )
    return guest


def _steady(before: GuestFacts, addresses: tuple[str, ...]) -> tuple[str, ...]:
    """Keep the order of the addresses when they are the same ones: two sources tell them."""
    return before.addresses if set(before.addresses) == set(addresses) else addresses


def _reuse(old: VmSnapshot | None, new: VmSnapshot) -> VmSnapshot:
    if old is None:
        return new
    if old == new:
        return old
    guest = old.guest if old.guest == new.guest else new.guest
    services = _reuse_services(old.services, new.services)
    if guest is new.guest and services is new.services:
        return new
    return replace(new, guest=guest, services=services)


def _reuse_services(
    old: tuple[ServiceSnapshot, ...], new: tuple[ServiceSnapshot, ...]
) -> tuple[ServiceSnapshot, ...]:
    if old == new:
        return old
    known = {service: service for service in old}
    return tuple(known.get(service, service) for service in new)
