"""All hostile and broken hosts at once, in the real window off-screen, among good ones.

The table of ``tests/contract/hostile_cases.py`` runs in a process of its own, all cases together;
so do ten good hosts. Printed as one JSON object: for each case what the window says and how many
seconds its lane was busy until then, how late the window's loop was, how long switching a service
on a good host took meanwhile, and the peak of memory.

Cases about patience get 1 s of it, so that many rounds fit in; all others have the program's own.
"""

import asyncio
import functools
import json
import resource
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from bench_window import LagMeter, connect, spread, until

from console.app import window as window_module
from console.app.loop import run
from console.app.window import Options, Program, make_application
from console.fleet.fleet import Fleet
from console.fleet.gateway import Memory, TierReading, WsmanGateway
from console.fleet.operation import OperationPhase, OperationRecord
from console.fleet.schedule import Tier
from console.model.connection import AuthMethod, Credential, Endpoint, Timeouts
from console.model.errors import ConsoleError
from console.model.identity import HostId, VmKey
from console.model.power import PowerAction
from console.model.service import ServiceKind
from console.model.vm import VmState
from console.settings.places import find_places
from console.settings.schema import HostConfig
from console.transport.connect import connect as dial
from console.ui.texts import explain

ROOT = Path(__file__).parents[2]
GOOD_HOSTS, GOOD_VMS = 10, 20
STEADY_S, HOSTILE_S = 10.0, 60.0
FOLDER = "Hostile"
PASSWORD, USER = "pw-of-this-test", "sim"
HASTY = Timeouts(connect=0.8, operation=0.75, margin=0.25)


hasty_ports: set[int] = set()
seconds_of: dict[int, float] = {}
"""How long the lane of a host was busy, by its port."""


class TimedGateway(WsmanGateway):
    """Adds up how long readings keep the lane busy."""

    def __init__(self, endpoint: Endpoint, credential: Credential, timeouts: Timeouts) -> None:
        self._port = endpoint.port
        timeouts = HASTY if endpoint.port in hasty_ports else timeouts
        super().__init__(dial(endpoint, credential, timeouts), timeouts.operation, endpoint.url)

    def read_tier(self, tier: Tier, memory: Memory, cold: bool) -> TierReading:
        """Read one tier, and take the time."""
        began = time.monotonic()
        try:
            return super().read_tier(tier, memory, cold)
        finally:
            spent = seconds_of.get(self._port, 0.0)
            seconds_of[self._port] = spent + time.monotonic() - began


class Table:
    """What the window said first of each hostile host."""

    def __init__(self, program: Program, cases: dict[str, dict[str, Any]]) -> None:
        self._program = program
        self._cases = cases
        self.rows: dict[str, tuple[str, str, str, float]] = {}
        self._orders: dict[str, OperationRecord] = {}
        self._ordered_at: dict[str, float] = {}
        self._end = program.fleet.store.subscribe(lambda _: self.look())
        self._end_log = program.fleet.operations.subscribe(self._told)

    def close(self) -> None:
        """Look no more."""
        self._end()
        self._end_log()

    def look(self) -> None:
        """Take over what there is to say now."""
        hosts = self._program.fleet.store.hosts
        for name, case in self._cases.items():
            host = hosts.get(HostId(name))
            if host is None or name in self.rows:
                continue
            if case["order"]:
                self._order(name, case["order"])
            elif host.error is not None:
                self._note(name, host.error, seconds_of.get(case["port"], 0.0))
            elif host.facts is not None and all(vm.services for vm in host.vms):
                self._note(name, None, seconds_of.get(case["port"], 0.0))

    def _order(self, name: str, word: str) -> None:
        host = self._program.fleet.store.hosts[HostId(name)]
        web = next((vm for vm in host.vms if vm.name == "web01"), None)
        if web is not None and name not in self._orders:
            self._ordered_at[name] = time.monotonic()
            key = VmKey(host.id, web.id)
            self._orders[name] = self._program.fleet.change_power(key, PowerAction(word))

    def _told(self, record: OperationRecord) -> None:
        for name, order in self._orders.items():
            if order.id == record.id and record.phase.is_finished and name not in self.rows:
                self._note(name, record.error, time.monotonic() - self._ordered_at[name])

    def _note(self, name: str, error: ConsoleError | None, seconds: float) -> None:
        if error is None:
            self.rows[name] = ("-", "borne", "", round(seconds, 2))
        else:
            said = explain(error)
            kind = type(error).__name__
            self.rows[name] = (kind, said.cause, said.next_step, round(seconds, 2))


async def switching(program: Program, taken: list[float]) -> None:
    """Switch a service of good VMs to and fro, and note how long each took, in ms."""
    hosts = [h for h in program.fleet.store.hosts.values() if len(h.vms) == GOOD_VMS]
    keys = [
        VmKey(host.id, vm.id) for host in hosts for vm in host.vms if vm.state is VmState.RUNNING
    ]
    for number in range(10_000):
        key = keys[number % len(keys)]
        vm = program.fleet.store.vm(key)
        service = vm.service(ServiceKind.TIME_SYNC) if vm else None
        if service is None:
            continue
        began = time.monotonic()
        record = program.fleet.set_service(key, ServiceKind.TIME_SYNC, not service.enabled)
        await until(lambda now=record: phase_of(program, now).is_finished, 0.01)
        if phase_of(program, record) is OperationPhase.SUCCEEDED:
            taken.append((time.monotonic() - began) * 1000)
        await asyncio.sleep(0.5)


def phase_of(program: Program, record: OperationRecord) -> OperationPhase:
    """Return where an operation stands now."""
    return next(r.phase for r in program.fleet.operations.records if r.id == record.id)


def add(program: Program, name: str, case: dict[str, Any]) -> None:
    """Have the fleet connect to a hostile host."""
    endpoint = Endpoint(case["host"], case["port"], tls=case["tls"], verify=case["verify"])
    credential = Credential(USER, PASSWORD, AuthMethod(case["method"]))
    config = HostConfig(HostId(name), name, endpoint, USER, folder=FOLDER)
    program.fleet.add(config, credential)
    program.fleet.connect(config.id)


def peak_mib() -> float:
    """Return the peak of memory of this process so far."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


async def every_second(seconds: float, memory: list[float]) -> None:
    """Wait, and note the memory each second."""
    for _ in range(int(seconds)):
        await asyncio.sleep(1.0)
        memory.append(memory_mib())


def memory_mib() -> float:
    """Return what this process takes now."""
    status = Path("/proc/self/status").read_text()
    rss = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
    return round(int(rss) / 1024, 1)


async def measure(program: Program, cases: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Good hosts alone, and then among all the hostile ones."""
    meter = LagMeter()
    good = await connect(program, GOOD_HOSTS, GOOD_VMS)
    meter.take()
    taken: list[float] = []
    task = asyncio.get_running_loop().create_task(switching(program, taken))
    await asyncio.sleep(STEADY_S)
    found: dict[str, Any] = {"cases": len(cases), "good_alone_lag_ms": meter.take()}
    found["good_alone_toggle_ms"], taken[:] = spread(taken), []
    found["good_alone_peak_mib"] = peak_mib()
    table = Table(program, cases)
    for name, case in cases.items():
        add(program, name, case)
    await every_second(HOSTILE_S, memory := [])
    found["all_memory_mib"] = {
        "after_5_s": memory[4],
        "after_20_s": memory[19],
        "in_the_end": memory[-1],
    }
    found["all_lag_ms"], found["all_toggle_ms"] = meter.take(), spread(taken)
    found["all_peak_mib"] = peak_mib()
    found["threads"] = threading.active_count()
    hosts = program.fleet.store.hosts.values()
    found["good_hosts_online"] = sum(h.is_current for h in hosts if h.folder != FOLDER)
    table.look()
    table.close()
    task.cancel()
    found["without_a_word"] = sorted(set(cases) - set(table.rows))
    found["table"] = [(name, *table.rows[name]) for name in cases if name in table.rows]
    for name in cases:
        program.fleet.remove(HostId(name))
    good.stop()
    return found


async def live(program: Program, cases: dict[str, dict[str, Any]]) -> int:
    """Run the program around the measurement."""
    living = asyncio.get_running_loop().create_task(program.live())
    await until(lambda: hasattr(program, "window") and program.window.isVisible())
    print(json.dumps(await measure(program, cases)), flush=True)
    program.window.closing.emit()
    return await living


def main() -> int:
    """Start the hostile hosts, and measure."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.contract.hostile"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        try:
            assert process.stdout is not None
            cases = json.loads(process.stdout.readline())
            hasty_ports.update(case["port"] for case in cases.values() if case["is_hasty"])
            window_module.Fleet = functools.partial(Fleet, gateways=TimedGateway)  # type: ignore[misc]
            application = make_application()
            return run(application, live(Program(application, find_places(), Options()), cases))
        finally:
            process.kill()


if __name__ == "__main__":
    sys.exit(main())
