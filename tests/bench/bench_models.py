"""Figures of the table's model and view as JSON: milliseconds, the best of some rounds.

"work" is the call, "repaint" the drawing that follows it, "total" both. Run it with
``python -m tests.bench.bench_models [rows ...]``.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from console.fleet.operation import OperationLog
from console.fleet.store import FleetStore
from console.model.host import HostSnapshot
from console.ui.binding import FleetBinding
from console.ui.models.arrangement import SortKey
from console.ui.models.fleet_tree import FleetTreeModel
from console.ui.models.rows import VmRow
from console.ui.models.vm_table import VmTableModel
from console.ui.theme import Theme
from console.ui.widgets.busy_clock import BusyClock
from console.ui.widgets.fleet_tree_view import FleetTreeView
from console.ui.widgets.vm_table_view import VmTableView
from tests.ui.fleets import large_fleet, rows_of

ROUNDS = 5
Figures = dict[str, dict[str, float]]


class Never:
    """A timer that is never due: the store is flushed by hand."""

    def cancel(self) -> None:
        pass


def measure(application: QApplication, steps: list[Callable[[], object]]) -> dict[str, float]:
    """Return the best of several steps, each measured with the painting that it causes."""
    best: tuple[float, float] | None = None
    for step in steps:
        application.sendPostedEvents()
        application.processEvents()
        start = time.perf_counter()
        step()
        worked = time.perf_counter()
        application.processEvents()
        figures = worked - start, time.perf_counter() - worked
        best = figures if best is None or sum(figures) < sum(best) else best
    work, repaint = (round(part * 1000, 2) for part in best or (0.0, 0.0))
    return {"work": work, "repaint": repaint, "total": round(work + repaint, 2)}


def changed(rows: list[VmRow], turn: int, **fields: int) -> list[VmRow]:
    """Return every hundredth row with other numbers."""
    return [replace(r, vm=replace(r.vm, **{k: v + turn for k, v in fields.items()}))
            for r in rows[turn::100]]  # fmt: skip


def bench_table(application: QApplication, theme: Theme, count: int) -> Figures:
    rows = rows_of(*large_fleet(count))
    clock = BusyClock()
    table = VmTableModel(theme, time.monotonic)
    view = VmTableView(table, theme, clock)
    view.resize(1500, 1060)  # 40 rows
    view.show()
    rounds = range(ROUNDS)

    def again(function: Callable[[int], object]) -> list[Callable[[], object]]:
        return [lambda turn=turn: function(turn) for turn in rounds]

    figures: Figures = {}
    best: dict[str, float] = {}
    for _ in rounds:
        table.apply([])
        one = measure(application, [lambda: table.apply(rows)])
        best = one if not best or one["total"] < best["total"] else best
    figures["fill"] = best
    orders = [[SortKey("cpu", bool(t % 2))] for t in rounds]
    figures["sort"] = measure(application, again(lambda t: table.set_sort(orders[t])))
    table.set_sort([SortKey("name")])
    figures["filter, first letter"] = measure(application, [lambda: table.set_filter("v")])
    texts = ["vm1", "vm12", "vm1", "10.0.5", "run win"]
    figures["filter"] = measure(application, again(lambda t: table.set_filter(texts[t])))
    table.set_filter("")
    figures["1 % changed in place"] = measure(
        application, again(lambda t: table.update(changed(rows, t, memory_mb=4000)))
    )
    table.set_sort([SortKey("cpu", descending=True)])
    figures["1 % changed and moved"] = measure(
        application,
        again(lambda t: table.update([replace(r, vm=replace(r.vm, cpu_percent=t * 17 % 100))
                                      for r in rows[t::100]])),
    )  # fmt: skip
    bar = view.verticalScrollBar()
    step = view.rowHeight(0) * 3
    figures["scroll three rows"] = measure(application, again(lambda t: bar.setValue(step * t + 7)))
    figures["paint all 40 rows"] = measure(application, again(lambda t: view.viewport().update()))
    view.close()
    return figures


def bench_binding(application: QApplication, theme: Theme, count: int) -> Figures:
    """Twenty hosts with a hundred VMs each change at once; the longest turn is what is felt."""
    figures: Figures = {}
    for name, sort in (("name", SortKey("name")), ("cpu", SortKey("cpu", descending=True))):
        hosts = large_fleet(count)
        store = FleetStore(later=lambda _s, _f: Never(), monotonic=time.monotonic)
        table, tree = VmTableModel(theme, time.monotonic), FleetTreeModel(theme, time.monotonic)
        table.set_sort([sort])
        view = VmTableView(table, theme, BusyClock())
        pane = FleetTreeView(tree)
        for widget in (view, pane):
            widget.resize(1200, 900)
            widget.show()
        for host in hosts:
            store.put(host)
        binding = FleetBinding(store, OperationLog(), vms=(table,), tree=tree)
        binding.flush()
        application.processEvents()
        best: dict[str, float] = {}
        for turn in range(ROUNDS):
            for host in hosts[:20]:
                store.put(_all_changed(host, turn))
            store.flush()
            turns: list[float] = []
            binding._frame.stop()
            start = time.perf_counter()
            binding._begin_frame()
            turns.append(time.perf_counter() - start)
            while binding._work is not None:
                binding._turn.stop()
                start = time.perf_counter()
                binding._take_turn()
                turns.append(time.perf_counter() - start)
            one = {
                "longest turn": round(max(turns) * 1000, 2),
                "turns": float(len(turns)),
                "total": round(sum(turns) * 1000, 2),
            }
            best = one if not best or one["total"] < best["total"] else best
            application.processEvents()
        figures[f"2,000 VMs changed, by {name}"] = best
        binding.close()
        for widget in (view, pane):
            widget.close()
    return figures


def _all_changed(host: HostSnapshot, turn: int) -> HostSnapshot:
    vms = tuple(replace(v, cpu_percent=(n * 13 + turn * 7) % 100) for n, v in enumerate(host.vms))
    return replace(host, vms=vms, read_at=float(turn))


def main() -> int:
    counts = [int(a) for a in sys.argv[1:]] or [1_000, 10_000, 100_000]
    application = QApplication([])
    application.setStyle("fusion")
    theme = Theme("light")
    theme.apply_to(application)
    figures = {}
    for count in counts:
        figures[f"{count:,}"] = bench_table(application, theme, count)
        figures[f"{count:,}"] |= bench_binding(application, theme, max(count, 2_000))
    print(json.dumps(figures, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
