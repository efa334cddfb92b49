"""500 simulated hosts with 20 VMs each in the real window off-screen, 50 away and 20 slow.

Usage: bench_fleet.py [HOSTS VMS AWAY SLOW]. Prints one JSON object: times to rows, how late the
window's loop was, threads, sockets and memory, filtering, and switching a service meanwhile; then
how soon last known rows are shown by a new process when no host is there any more. Half of the
hosts that are away refuse, the other half are silent as behind a firewall. The program is set up as
by an earlier run: hosts in its file, passwords in a keyring (in memory).
"""

import asyncio
import contextlib
import json
import os
import resource
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Generator, Sequence
from pathlib import Path
from typing import Any

from bench_window import LagMeter, until
from simulated import fleet

from console.app import window as window_module
from console.app.loop import run
from console.app.window import Options, Program, make_application
from console.fleet.operation import OperationPhase
from console.model.connection import AuthMethod, Credential, Endpoint
from console.model.host import HostSnapshot
from console.model.identity import HostId, VmKey
from console.model.service import ServiceKind
from console.model.vm import VmState
from console.settings.hosts import HostBook
from console.settings.places import find_places
from console.settings.schema import HostConfig
from console.settings.vault import KeyringVault, account_name
from console.ui.widgets.vm_table_view import VmTableView

PROCESSES = 2
LATENCY_MS = 1500
STEADY_S = 30.0
LIMIT_S = 400.0
TOGGLES = 15
FILTERS = ("vm", "ubuntu", "is:running", "10.0", "nothing has this name")

Known = tuple[Endpoint, Credential]


class MemoryKeyring:
    """A keyring as the system has one, in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """Return what is kept."""
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget it."""
        del self.kept[service, username]


keyring = MemoryKeyring()


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


def know(present: Sequence[Known], absent: Sequence[Endpoint]) -> None:
    """Have the program know all hosts from an earlier run, and their passwords."""
    nobody = Credential("sim", "none", AuthMethod.NTLM)
    configs: list[HostConfig] = []
    for number, (endpoint, credential) in enumerate(
        (*present, *((each, nobody) for each in absent))
    ):
        name, folder = f"hv{number:03}", f"Site {number % 10}"
        configs.append(HostConfig(HostId(name), name, endpoint, credential.user, folder=folder))
        keyring.kept["hvconsole", account_name(configs[-1])] = credential.password
    HostBook(find_places().hosts_file).put(*configs)


class Crowd:
    """The hosts of the measurement, by the store."""

    def __init__(self, program: Program, present: int) -> None:
        self._program = program
        self._present = present

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
        "memory_mib": round(int(rss) / 1024, 1),
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


def table_of(program: Program) -> Any:
    """Return the table's model."""
    return program.window.findChild(VmTableView, "vmTable").model()


async def filtered(program: Program) -> dict[str, Any]:
    """Filter the table by words: milliseconds and rows."""
    model = table_of(program)
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


async def measure(program: Program, meter: LagMeter, present: int) -> dict[str, Any]:
    """See how the program connects to all of them at once."""
    began = time.monotonic()

    def passed() -> float:
        return round(time.monotonic() - began, 2)

    crowd = Crowd(program, present)
    await until(lambda: bool(crowd.hosts), 0.005)
    found: dict[str, Any] = {"hosts": len(crowd.hosts), "hosts_shown_s": passed()}
    await until(lambda: table_of(program).rowCount() > 0, 0.005)
    found["first_rows_s"] = passed()
    for share in (0.5, 1.0):
        await until(lambda part=share: crowd.read >= int(present * part), 0.1)
        found[f"rows_of_{share:.0%}_of_hosts_s"] = passed()
    found["rows"] = table_of(program).rowCount()
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


async def remembered(program: Program, meter: LagMeter, rows: int) -> dict[str, Any]:
    """See how soon last known rows are there, of hosts of which none is."""
    await until(lambda: table_of(program).rowCount() > 0, 0.005)
    found: dict[str, Any] = {"first_rows_after_start_s": since_start()}
    await until(lambda: table_of(program).rowCount() >= rows, 0.005)
    found |= {"rows": table_of(program).rowCount(), "all_rows_after_start_s": since_start()}
    await asyncio.sleep(5.0)
    return found | {"lag_ms": meter.take(), **usage()}


def since_start() -> float:
    """Return the seconds since this process was started."""
    ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
    uptime = float(Path("/proc/uptime").read_text().split()[0])
    return round(uptime - ticks / os.sysconf("SC_CLK_TCK"), 2)


Measurement = Callable[[Program, LagMeter, int], Awaitable[dict[str, Any]]]


async def live(program: Program, measurement: Measurement, count: int) -> dict[str, Any]:
    """Run the program around a measurement."""
    meter = LagMeter()
    living = asyncio.get_running_loop().create_task(program.live())
    await until(lambda: hasattr(program, "window") and program.window.isVisible(), 0.001)
    figures = await measurement(program, meter, count)
    began = time.monotonic()
    program.window.closing.emit()
    await living
    return {**figures, "closed_s": round(time.monotonic() - began, 2)}


def opened(measurement: Measurement, count: int) -> dict[str, Any]:
    """Open the window, with a keyring in memory."""
    window_module.KeyringVault = lambda: KeyringVault(keyring)  # type: ignore[misc]
    application = make_application()
    program = Program(application, find_places(), Options())
    figures: dict[str, Any] = {}

    async def main() -> int:
        figures.update(await live(program, measurement, count))
        return 0

    run(application, main())
    return figures


def again(rows: int) -> dict[str, Any]:
    """Open the window once more, in a new process, when no host is there any more."""
    ran = subprocess.run(
        [sys.executable, __file__, "again", str(rows), os.environ["HVCONSOLE_HOME"]],
        check=True,
        stdout=subprocess.PIPE,
    )
    return json.loads(ran.stdout)


def crowd_of(stack: contextlib.ExitStack, quick: int, slow: int, vms: int) -> list[Known]:
    """Start hosts that are there."""
    shares = [quick // PROCESSES + (part < quick % PROCESSES) for part in range(PROCESSES)]
    found: list[Known] = []
    for part, (count, more) in enumerate(
        [*((share, ()) for share in shares), (slow, ("--latency-ms", str(LATENCY_MS)))]
    ):
        if count:
            fixed = ("--hosts", str(count), "--vms", str(vms), "--seed", str(part))
            endpoints, credential = stack.enter_context(fleet(*fixed, *more))
            found += [(each, credential) for each in endpoints]
    return found


def main() -> None:
    """Start the hosts, and measure; then once more from the cache alone."""
    if sys.argv[1:2] == ["again"]:
        os.environ["HVCONSOLE_HOME"] = sys.argv[3]
        print(json.dumps(opened(remembered, int(sys.argv[2]))))
        return
    hosts, vms, gone, slow = map(int, sys.argv[1:] or ("500", "20", "50", "20"))
    with contextlib.ExitStack() as stack:
        present = crowd_of(stack, hosts - gone - slow, slow, vms)
        know(present, stack.enter_context(away(gone)))
        figures = opened(measure, len(present))
    print(json.dumps({**figures, "started_again_without_hosts": again(figures["rows"])}))


if __name__ == "__main__":
    main()
