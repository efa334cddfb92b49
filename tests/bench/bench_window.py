"""How the real window does off-screen on simulated hosts.

Usage: bench_window.py lag|toggle|memory|matrix.

Each measurement is a process of its own and prints one JSON object.
"""

import asyncio
import json
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["HVCONSOLE_HOME"] = tempfile.mkdtemp(prefix="hvconsole-bench-")

from PySide6.QtCore import QEvent, QObject, Qt, QTimer

from console.app.loop import run
from console.app.simulated import SimulatedFleetProcess
from console.app.window import Options, Program, make_application
from console.fleet.operation import ServiceChange
from console.fleet.plan import OriginKind, PlanOrigin, draft
from console.model.identity import VmKey
from console.model.service import ServiceKind
from console.model.vm import VmState
from console.settings.places import find_places
from console.transport.lane import Lane
from console.ui.widgets.matrix_view import MatrixView
from console.ui.widgets.toggle_switch import ToggleSwitch
from console.ui.widgets.vm_table_view import VmTableView

TICK_MS = 5
STEADY_S = 20.0
LIMIT_S = 180.0
TOGGLES = 30


async def until(is_so: Callable[[], bool], pause: float = 0.02) -> None:
    """Wait for something that will come."""
    end = time.monotonic() + LIMIT_S
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError
        await asyncio.sleep(pause)


def spread(samples: list[float]) -> dict[str, float]:
    """Return median, p99 and maximum, in milliseconds."""
    ordered = sorted(samples)
    return {
        "median": round(statistics.median(ordered), 2),
        "p99": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))], 2),
        "max": round(ordered[-1], 2),
        "samples": len(ordered),
    }


class LagMeter(QObject):
    """Notes how late a precise timer of the window's loop is."""

    def __init__(self) -> None:
        super().__init__()
        self.late_ms: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(TICK_MS)

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late_ms.append(max(0.0, (now - self._last) * 1000 - TICK_MS))
        self._last = now

    def take(self) -> dict[str, float]:
        """Return what was noted since the last call."""
        noted, self.late_ms = self.late_ms, []
        return spread(noted)


class PaintWatch(QObject):
    """Notes when a widget is painted next."""

    def __init__(self, widget: QObject) -> None:
        super().__init__()
        self.painted_at: float | None = None
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note the first paint since it was reset."""
        if event.type() is QEvent.Type.Paint and self.painted_at is None:
            self.painted_at = time.perf_counter()
        return super().eventFilter(watched, event)


async def connect(program: Program, hosts: int, vms: int) -> SimulatedFleetProcess:
    """Have the window read a simulated fleet."""
    process = SimulatedFleetProcess(("--hosts", str(hosts), "--vms", str(vms)))
    starter = Lane("starter")
    addresses = await starter.call(process.start)
    starter.close()
    program.desk.add_simulated(addresses, process)
    store = program.fleet.store
    await until(
        lambda: (
            len(store.hosts) == hosts
            and all(
                len(host.vms) == vms and all(vm.services for vm in host.vms)
                for host in store.hosts.values()
            )
        )
    )
    return process


async def lag(program: Program) -> dict[str, Any]:
    """20 hosts with 100 VMs each: while they connect, and while they are refreshed."""
    meter = LagMeter()
    await asyncio.sleep(0.2)
    meter.take()
    process = await connect(program, 20, 100)
    found = {"cold_ms": meter.take()}
    await asyncio.sleep(STEADY_S)
    found["refresh_ms"] = meter.take()
    process.stop()
    return found


async def toggle(program: Program) -> dict[str, Any]:
    """From the click on a switch to its paint, and to the host's confirmation."""
    process = await connect(program, 1, 100)
    key = next(
        VmKey(host.id, vm.id)
        for host in program.fleet.store.hosts.values()
        for vm in host.vms
        if vm.state is VmState.RUNNING
    )
    program.window.findChild(VmTableView, "vmTable").select_keys([key], key)
    await asyncio.sleep(0.3)
    switch = program.window.findChild(ToggleSwitch, f"{ServiceKind.TIME_SYNC.value}Switch")
    watch = PaintWatch(switch)
    painted: list[float] = []
    confirmed: list[float] = []
    for _ in range(TOGGLES):
        watch.painted_at = None
        start = time.perf_counter()
        switch.click()
        await until(lambda: watch.painted_at is not None, 0)
        painted.append(((watch.painted_at or 0) - start) * 1000)
        await until(lambda: not switch.is_busy, 0.001)
        confirmed.append((time.perf_counter() - start) * 1000)
        await asyncio.sleep(0.05)
    process.stop()
    return {"click_to_paint_ms": spread(painted), "click_to_confirmed_ms": spread(confirmed)}


async def memory(program: Program) -> dict[str, Any]:
    """10,000 VMs of one host in the window."""
    process = await connect(program, 1, 10_000)
    await asyncio.sleep(8)
    process.stop()
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"vms": 10_000, "peak_mib": round(kilobytes / 1024, 1)}


async def matrix(program: Program) -> dict[str, Any]:
    """1,000 VMs of 10 hosts in the matrix: 200 cells switched in one plan, and undone."""
    process = await connect(program, 10, 100)
    window = program.window
    meter = LagMeter()
    start = time.perf_counter()
    window._centre.show_view("matrix")
    view = window.findChild(MatrixView, "serviceMatrix")
    model = view.model()
    await until(lambda: model.rowCount() == 1_000)
    found: dict[str, Any] = {"rows_shown_ms": round((time.perf_counter() - start) * 1000, 1)}
    await asyncio.sleep(0.5)
    found["shown_ms"] = meter.take()
    save(window, "matrix-filled")
    before = switches(program)
    cells = cells_that_are_on(program, 200)
    view.select_cells(cells)
    plan = draft(
        program.fleet.store.hosts,
        [(key, ServiceChange(kind, False)) for key, kind in cells],
        origin=PlanOrigin(OriginKind.CHOSEN),
        made_at=datetime.now(UTC),
    )
    found["drafted"] = len(plan.would_change)
    plans = program.fleet.plans
    for name, each in (("run", plan), ("undo", None)):
        await asyncio.sleep(0.3)
        meter.take()
        start = time.perf_counter()
        record = plans.start(each or plans.undo(plan.id))
        await until(lambda now=record: not plans.record(now.id).is_pending)
        ended = plans.record(record.id)
        found[f"{name}_s"] = round(time.perf_counter() - start, 2)
        found[f"{name}_lag_ms"] = meter.take()
        phases = [result.phase.value for result in ended.results]
        found[f"{name}_results"] = {phase: phases.count(phase) for phase in sorted(set(phases))}
        changed = [place for place, is_on in switches(program).items() if before[place] != is_on]
        found[f"{name}_differs_from_start"] = len(changed)
        save(window, f"matrix-{name}")
    process.stop()
    return found


def switches(program: Program) -> dict[tuple[VmKey, ServiceKind], bool | None]:
    """Return how every switch of the fleet stands, by the store."""
    return {
        (VmKey(host.id, vm.id), service.kind): service.enabled
        for host in program.fleet.store.hosts.values()
        for vm in host.vms
        for service in vm.services
    }


def cells_that_are_on(program: Program, count: int) -> tuple[tuple[VmKey, ServiceKind], ...]:
    """Return cells that can be switched off, spread over hosts and services."""
    on = [place for place, is_on in switches(program).items() if is_on]
    step = max(1, len(on) // count)
    return tuple(on[::step][:count])


def save(window: Any, name: str) -> None:
    """Save a picture where HVCONSOLE_PICTURES says."""
    folder = os.environ.get("HVCONSOLE_PICTURES", "")
    if folder:
        window.grab().save(str(Path(folder) / f"{name}.png"))


MODES = {"lag": lag, "toggle": toggle, "memory": memory, "matrix": matrix}


async def live(program: Program, mode: str) -> int:
    """Run the program around one measurement."""
    living = asyncio.get_running_loop().create_task(program.live())
    await until(lambda: hasattr(program, "window") and program.window.isVisible())
    found = await MODES[mode](program)
    print(json.dumps(found), flush=True)
    program.window.closing.emit()
    return await living


if __name__ == "__main__":
    application = make_application()
    sys.exit(run(application, live(Program(application, find_places(), Options()), sys.argv[1])))
