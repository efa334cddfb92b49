"""Figures of the cache as JSON: seconds to save and load 10,000 VMs, and to first rows."""

import asyncio
import json
import os
import sys
import tempfile
import time
from pathlib import Path

from bench_search import fleet
from PySide6.QtWidgets import QApplication

from console.app.loop import run
from console.app.window import Options, Program, make_application
from console.model.connection import Endpoint
from console.settings.hosts import HostBook
from console.settings.last_known import LastKnown, LastKnownBook
from console.settings.places import Places, find_places
from console.settings.schema import HostConfig
from console.ui.widgets.vm_table_view import VmTableView

LIMIT_S = 60.0
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def fill(places: Places, count: int) -> dict[str, float]:
    """Write hosts that nobody answers for, and what was last known of them."""
    hosts = fleet(count, 100)
    configs = [
        HostConfig(host.id, host.label, Endpoint("127.0.0.1", 9), "LAB\\nobody") for host in hosts
    ]
    HostBook(places.hosts_file).put(*configs)
    book = LastKnownBook(places.last_known_file)
    seen = time.time() - 7200
    records = [
        LastKnown(host.id, config.endpoint.url, seen, host.facts, host.vms)
        for host, config in zip(hosts, configs, strict=True)
    ]
    began = time.perf_counter()
    book.save(records)
    saved = time.perf_counter() - began
    began = time.perf_counter()
    book.load()
    loaded = time.perf_counter() - began
    book.close()
    size = places.last_known_file.stat().st_size
    return {"save_s": round(saved, 3), "load_s": round(loaded, 3), "file_kib": size // 1024}


async def first_rows(program: Program, began: float, count: int) -> dict[str, float]:
    """Return when the window was there, and when all rows were in its table."""
    living = asyncio.get_running_loop().create_task(program.live())
    found: dict[str, float] = {}

    def shown() -> int:
        table = program.window.findChild(VmTableView, "vmTable")
        return table.model().rowCount() if isinstance(table, VmTableView) else 0

    while time.perf_counter() - began < LIMIT_S:
        await asyncio.sleep(0.005)
        if not hasattr(program, "window") or not program.window.isVisible():
            continue
        found.setdefault("window_s", round(time.perf_counter() - began, 3))
        if shown():
            found.setdefault("first_rows_s", round(time.perf_counter() - began, 3))
        if shown() == count:
            found["all_rows_s"] = round(time.perf_counter() - began, 3)
            break
    program.window.close()
    await living
    return found


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as home:
        places = find_places({"HVCONSOLE_HOME": str(Path(home))})
        figures: dict[str, object] = {"vms": count, **fill(places, count)}
        application: QApplication = make_application()
        began = time.perf_counter()
        program = Program(application, places, Options(language="en"))
        figures |= run(application, first_rows(program, began, count))  # type: ignore[operator]
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
