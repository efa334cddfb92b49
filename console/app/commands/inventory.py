"""``hvconsole inventory``: list the VMs of a host."""

import argparse
import asyncio
import codecs
import json
import sys
import time
from collections.abc import Iterable, Sequence
from unicodedata import combining, east_asian_width

from console.app.commands.account import credential_of, endpoint_of, timeouts_of
from console.app.commands.inventory_json import (
    inventory_object,
    not_read,
    timing_object,
)
from console.app.commands.readers import Readers
from console.app.commands.report import guarded
from console.app.exit_codes import ExitCode
from console.hyperv.reading import HostReading
from console.model.service import ServiceKind, ServiceStatus
from console.model.vm import VmSnapshot
from console.transport.meter import Meter
from console.ui import texts

_HEADINGS = ("name", "state", "cpu", "memory", "uptime", "services", "guest", "addresses")
_SEPARATOR = "  "


def run_inventory(arguments: argparse.Namespace) -> int:
    """Read the inventory and print it as a table or as JSON."""
    return guarded(lambda: _run(arguments))


def _run(arguments: argparse.Namespace) -> int:
    endpoint, timeouts = endpoint_of(arguments), timeouts_of(arguments)
    credential = credential_of(arguments, endpoint)
    meter = Meter()
    started = time.monotonic()

    async def read() -> HostReading:
        with Readers(endpoint, credential, timeouts, meter) as readers:
            return await readers.read_inventory(with_guest_names=arguments.guest_names)

    reading = asyncio.run(read())
    timing = timing_object(meter.reading, time.monotonic() - started)
    if arguments.json:
        found = inventory_object(reading, endpoint.host)
        if arguments.timing:
            found["timing"] = timing
        print(json.dumps(found, ensure_ascii=not speaks_utf_8(), indent=1))
        return ExitCode.OK
    for line in table(reading.vms):
        print(line)
    for part, why in not_read(reading).items():
        print(f"({part}: {why})")
    if arguments.timing:
        print(_SEPARATOR.join(f"{name} {value}" for name, value in timing.items()))
    return ExitCode.OK


def speaks_utf_8() -> bool:
    """Whether standard output can say every name."""
    encoding: str | None = getattr(sys.stdout, "encoding", None)
    return codecs.lookup(encoding or "utf-8").name == "utf-8"


def table(vms: Iterable[VmSnapshot]) -> list[str]:
    """Return lines with aligned columns; the last column is not padded."""
    rows = [_HEADINGS, *(_cells(vm) for vm in sorted(vms, key=lambda vm: vm.name.casefold()))]
    widths = [max(width_of(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    return [_line(row, widths) for row in rows]


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (cell + " " * (width - width_of(cell)) for cell, width in zip(row, widths, strict=True))
    return _SEPARATOR.join(cells).rstrip()


def width_of(text: str) -> int:
    """Return how many cells of a terminal a text fills: ideographs two, combining marks none."""
    return sum(
        0 if combining(each) else 2 if east_asian_width(each) in "WF" else 1 for each in text
    )


def _cells(vm: VmSnapshot) -> tuple[str, ...]:
    return (
        vm.name,
        vm.state.value,
        "" if vm.cpu_percent is None else f"{vm.cpu_percent}%",
        "" if vm.memory_mb is None else texts.memory(vm.memory_mb),
        "" if not vm.uptime_s else texts.duration(vm.uptime_s),
        services_word(vm),
        vm.guest.os_name,
        ", ".join(vm.guest.addresses),
    )


def services_word(vm: VmSnapshot) -> str:
    """Return the six services in six characters.

    ``+`` on and answering, ``!`` on and not answering, ``o`` on while the VM does not run,
    ``-`` off, ``.`` not available.
    """
    return "".join(_service_mark(vm, kind) for kind in ServiceKind)


def _service_mark(vm: VmSnapshot, kind: ServiceKind) -> str:
    service = vm.service(kind)
    if service is None or service.enabled is None:
        return "."
    if not service.enabled:
        return "-"
    if service.status is ServiceStatus.NOT_RUNNING:
        return "o"
    return "+" if service.is_answering else "!"
