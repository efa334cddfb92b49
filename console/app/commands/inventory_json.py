"""The inventory as one JSON object: the shape that scripts rely on."""

from typing import Any

from console.hyperv.reading import HostReading, PartKind
from console.model.service import ServiceKind, ServiceSnapshot, ServiceStatus
from console.model.vm import VmSnapshot
from console.transport.meter import MeterReading
from console.ui import texts

Json = dict[str, Any]


def inventory_object(reading: HostReading, address: str) -> Json:
    """Return ``host`` and ``vms``; ``not_read`` names what was left out, and why."""
    facts = reading.facts
    found: Json = {
        "host": (facts.name if facts else "") or address,
        "vms": [vm_object(vm) for vm in sorted(reading.vms, key=lambda vm: vm.name.casefold())],
    }
    if missing := not_read(reading):
        found["not_read"] = missing
    return found


def not_read(reading: HostReading) -> Json:
    """Return the parts that were not read, each with its reason."""
    missing: Json = {kind.value: texts.explain(e).cause for kind, e in reading.failed.items()}
    if PartKind.GUESTS not in reading.parts and PartKind.GUESTS not in reading.failed:
        missing[PartKind.GUESTS.value] = "left out on a large host; --guest-names reads them"
    return missing


def vm_object(vm: VmSnapshot) -> Json:
    """Return one VM."""
    return {
        "id": vm.id,
        "name": vm.name,
        "state": vm.state.value,
        "generation": vm.generation,
        "version": vm.version,
        "uptime_s": vm.uptime_s,
        "cpu_percent": vm.cpu_percent,
        "processors": vm.processors,
        "memory_mb": vm.memory_mb,
        "heartbeat": vm.heartbeat.value,
        "notes": vm.notes,
        "guest": {
            "os": vm.guest.os_name or None,
            "name": vm.guest.computer_name or None,
            "addresses": list(vm.guest.addresses),
        },
        "checkpoints": vm.checkpoints,
        "services": {kind.value: _service_object(vm.service(kind)) for kind in ServiceKind},
    }


def _service_object(service: ServiceSnapshot | None) -> Json:
    if service is None:
        return {"enabled": None, "status": ServiceStatus.UNKNOWN.value, "detail": "none"}
    return {
        "enabled": service.enabled,
        "status": service.status.value,
        "detail": service.detail.value,
    }


def timing_object(reading: MeterReading, wall_s: float) -> Json:
    """Return what the inventory cost."""
    return {
        "requests": reading.requests,
        "bytes_sent": reading.bytes_sent,
        "bytes_received": reading.bytes_received,
        "largest_envelope": max(reading.largest_request, reading.largest_reply),
        "wall_s": round(wall_s, 3),
    }
