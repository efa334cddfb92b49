"""500 simulated hosts with 20 VMs each in the real window off-screen, 50 away and 20 slow.

Usage: bench_fleet.py [HOSTS VMS AWAY SLOW]. Prints one JSON object: times to rows, how late the
window's loop was, threads, sockets and memory, searching and filtering, and switching a service
meanwhile. Half of the hosts that are away refuse, the other half are silent as behind a firewall.
"""

import asyncio
import contextlib
import json
import resource
import socket
import statistics
import sys
import threading
import time
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

from bench_window import LagMeter, until
from simulated import fleet

from console.app.loop import run
from console.app.window import Options, Program, make_application
from console.fleet.operation import OperationPhase
from console.model.connection import AuthMethod, Credential, Endpoint
from console.model.host import HostSnapshot
from console.model.identity import HostId, VmKey
from console.model.service import ServiceKind
from console.model.vm import VmState
from console.settings.places import find_places
from console.settings.schema import HostConfig
from console.ui.widgets.vm_table_view import VmTableView

PROCESSES = 2
LATENCY_MS = 1500
STEADY_S = 30.0
LIMIT_S = 400.0
TOGGLES = 15
FILTERS = ("vm", "web01", "ubuntu", "running", "10.0", "nothing has this name")

Known = tuple[Endpoint, Credential]


@contextlib.contextmanager
def away(count: int) -> Generator[list[Endpoint]]:
    """Give endpoints at which nobody answers: every other one drops what comes."""
    with contextlib.ExitStack() as stack:
        found: list[Endpoint] = []
        for number in range(count):
            holder = stack.enter_context(socket.socket())
            holder.bind(("127.0.0.1", 0))
            port = holder.getsockname()[1]
            if number % 2:
                holder.listen(0)
                for _ in range(4):
                    filler = stack.enter_context(socket.socket())
                    filler.setblocking(False)
                    filler.connect_ex(("127.0.0.1", port))
            found.append(Endpoint("127.0.0.1", port))
        yield found


class Crowd:
    """The hosts of the measurement, by the store."""

    def __init__(
        self, program: Program, present: Sequence[Known], absent: Sequence[Endpoint]
    ) -> None:
        self._program = program
        self._present = len(present)
        nobody = Credential("sim", "none", AuthMethod.NTLM)
        for number, (endpoint, credential) in enumerate(
            (*present, *((each, nobody) for each in absent))
        ):
            name = f"hv{number:03}"
            folder = f"Site {number % 10}"
            config = HostConfig(HostId(name), name, endpoint, credential.user, folder=folder)
            program.fleet.add(config, credential)
            program.fleet.connect(config.id)

    @property
    def hosts(self) -> list[HostSnapshot]:
        """All hosts."""
        return list(self._program.fleet.store.hosts.values())

    @property
    def read(self) -> int:
        """How many hosts have shown their VMs."""
        return sum(bool(host.vms) for host in self.hosts)

    @property
    def filled(self) -> int:
        """How many hosts have been read in full."""
        return sum(
            bool(host.vms and host.facts) and all(vm.services for vm in host.vms)
            for host in self.hosts
        )

    async def fill(self, began: float) -> None:
        """Wait until all hosts that are there have been read in full, and tell how it goes."""
        while self.filled < self._present and time.monotonic() < began + LIMIT_S:
            await asyncio.sleep(10.0)
            passed = time.monotonic() - began
            print(f"{passed:.0f} s: {self.read} read, {self.filled} in full", file=sys.stderr)

    def key(self, number: int) -> VmKey:
        """Return some running VM of a host that is there."""
        current = [each for each in self.hosts if each.is_current]
        host = current[number * 7 % len(current)]
        vm = next(each for each in host.vms if each.state is VmState.RUNNING and each.services)
        return VmKey(host.id, vm.id)


def usage() -> dict[str, Any]:
    """Return what the process takes now."""
    status = Path("/proc/self/status").read_text()
    rss = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
    links = []
    for each in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            links.append(str(each.readlink()))
    return {
        "threads": threading.active_count(),
        "sockets": sum(link.startswith("socket:") for link in links),
        "descriptors": len(links),
        "memory_mib": round(int(rss) / 1024, 1),
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


async def filtered(program: Program) -> dict[str, Any]:
    """Filter the table by words: milliseconds and rows."""
    model = program.window.findChild(VmTableView, "vmTable").model()
    found: dict[str, Any] = {}
    for text in FILTERS:
        began = time.perf_counter()
        model.set_filter(text)
        found[text] = [round((time.perf_counter() - began) * 1000, 1), model.rowCount()]
        await asyncio.sleep(0.1)
    model.set_filter("")
    return found


async def toggled(program: Program, crowd: Crowd) -> dict[str, float]:
    """Switch a service on hosts here and there; milliseconds until it is confirmed."""
    taken: list[float] = []
    for number in range(TOGGLES):
        key = crowd.key(number)
        began = time.perf_counter()
        record = program.fleet.set_service(key, ServiceKind.VSS, number % 2 == 0)

        def phase(now: Any = record) -> OperationPhase:
            records = program.fleet.operations.records
            return next(each.phase for each in records if each.id == now.id)

        await until(lambda ask=phase: ask().is_finished, 0.005)
        if phase() is OperationPhase.SUCCEEDED:
            taken.append((time.perf_counter() - began) * 1000)
    return {"median": round(statistics.median(taken), 1), "max": round(max(taken), 1)}


async def measure(
    program: Program, present: Sequence[Known], absent: Sequence[Endpoint]
) -> dict[str, Any]:
    """Connect all of them at once."""
    meter = LagMeter()
    await asyncio.sleep(0.5)
    found: dict[str, Any] = {"hosts": len(present) + len(absent), "before": usage()}
    meter.take()
    began = time.monotonic()

    def passed() -> float:
        return round(time.monotonic() - began, 2)

    crowd = Crowd(program, present, absent)
    found["added_s"] = passed()
    model = program.window.findChild(VmTableView, "vmTable").model()
    await until(lambda: model.rowCount() > 0)
    found["first_rows_s"] = passed()
    for share in (0.5, 1.0):
        await until(lambda part=share: crowd.read >= int(len(present) * part), 0.1)
        found[f"rows_of_{share:.0%}_of_hosts_s"] = passed()
    found["rows"] = model.rowCount()
    await crowd.fill(began)
    found["all_read_in_full_s"] = passed()
    found["connecting_lag_ms"] = meter.take()
    found["connected"] = usage()
    await asyncio.sleep(STEADY_S)
    found["steady_lag_ms"] = meter.take()
    found["filter_ms_and_rows"] = await filtered(program)
    found["filter_lag_ms"] = meter.take()
    found["toggle_ms"] = await toggled(program, crowd)
    links = [host.link.value for host in crowd.hosts]
    found["links"] = {link: links.count(link) for link in sorted(set(links))}
    found["in_the_end"] = usage()
    return found


async def live(program: Program, present: Sequence[Known], absent: Sequence[Endpoint]) -> int:
    """Run the program around the measurement."""
    living = asyncio.get_running_loop().create_task(program.live())
    await until(lambda: hasattr(program, "window") and program.window.isVisible())
    print(json.dumps(await measure(program, present, absent)), flush=True)
    began = time.monotonic()
    program.window.closing.emit()
    code = await living
    print(f"closed in {time.monotonic() - began:.2f} s", file=sys.stderr)
    return code


def main() -> int:
    """Start the hosts, and measure."""
    hosts, vms, gone, slow = map(int, sys.argv[1:] or ("500", "20", "50", "20"))
    quick = hosts - gone - slow
    with contextlib.ExitStack() as stack:
        present: list[Known] = []
        for part in range(PROCESSES):
            count = quick // PROCESSES + (part < quick % PROCESSES)
            endpoints, credential = stack.enter_context(
                fleet("--hosts", str(count), "--vms", str(vms), "--seed", str(part))
            )
            present += [(each, credential) for each in endpoints]
        if slow:
            late = ("--latency-ms", str(LATENCY_MS), "--seed", "9")
            endpoints, credential = stack.enter_context(
                fleet("--hosts", str(slow), "--vms", str(vms), *late)
            )
            present += [(each, credential) for each in endpoints]
        absent = stack.enter_context(away(gone))
        application = make_application()
        return run(
            application, live(Program(application, find_places(), Options()), present, absent)
        )


if __name__ == "__main__":
    sys.exit(main())
