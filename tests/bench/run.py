"""Every measurement, one after the other: prints them and keeps them in build/bench.json.

Nothing is asserted: figures depend on the machine. What is to be reached on two to four cores
stands beside each.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
RESULT = HERE.parents[1] / "build" / "bench.json"
STARTS = 7
LIMIT_S = 30.0


def measured(script: str, *arguments: str) -> Any:
    """Run one measurement in a process of its own and return what it prints."""
    ran = subprocess.run(
        [sys.executable, HERE / script, *arguments],
        check=True,
        stdout=subprocess.PIPE,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    return json.loads(ran.stdout)


def start_once(compiled: str) -> tuple[float, float]:
    """Return the seconds from the start of the process to the first painted window.

    Args:
        compiled: A folder for compiled modules, as an installed program has them.

    Returns:
        By the clock on the wall, and of the processor: others may be using the machine.
    """
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": compiled}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as home:
        log = Path(home) / "log" / "hvconsole.log"
        began = time.monotonic()
        with subprocess.Popen(
            [sys.executable, "-m", "console"],
            env={**variables, "HVCONSOLE_HOME": home},
            stderr=subprocess.DEVNULL,
        ) as process:
            while not (log.exists() and "window painted" in log.read_text()):
                if time.monotonic() - began > LIMIT_S:
                    break
                time.sleep(0.002)
            took = time.monotonic() - began
            busy = processor_time(process.pid)
            process.terminate()
    return took, busy


def processor_time(pid: int) -> float:
    """Return the seconds that a process has had of the processors; 0 where /proc does not say."""
    status = Path(f"/proc/{pid}/stat")
    if not status.exists():
        return 0.0
    user, system = status.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def start() -> dict[str, float]:
    """Measure the start several times; the first one, which compiles, does not count."""
    with tempfile.TemporaryDirectory() as compiled:
        start_once(compiled)
        taken, busy = zip(*(start_once(compiled) for _ in range(STARTS)), strict=True)
    return {
        "min_s": round(min(taken), 3),
        "median_s": round(statistics.median(taken), 3),
        "processor_min_s": round(min(busy), 3),
    }


def show(name: str, figures: Any, goal: str = "") -> None:
    """Print one measurement."""
    print(f"{name}{f'  (to reach: {goal})' if goal else ''}")
    print(f"    {json.dumps(figures)}", flush=True)


def main() -> None:
    """Measure, print, keep; show what the last run had beside it."""
    last = json.loads(RESULT.read_text()) if RESULT.exists() else {}
    found: dict[str, Any] = {}

    def note(name: str, figures: Any, goal: str = "") -> None:
        found[name] = figures
        show(name, figures, goal)
        if name in last and last[name] != figures:
            show("  last run", last[name])

    for size in (100, 1_000, 10_000):
        goal = {100: "20 requests", 1_000: "45 requests, naive 10 times slower"}.get(size, "")
        (figures,) = measured("bench_inventory.py", str(size))
        note(f"inventory of {size} VMs", figures, goal)
    note("search over 10,000 VMs, ms", measured("bench_search.py"), "results at once")
    note("last known rows of 10,000 VMs", measured("bench_last_known.py"), "first rows in 1 s")
    note("process start to painted window", start(), "0.6 s")
    goal = "p99 16.7 ms, no stall over 50 ms"
    note("event-loop lag, 20 hosts x 100 VMs", measured("bench_window.py", "lag"), goal)
    note("200 cells of 1,000 VMs in one plan", measured("bench_window.py", "matrix"), "none")
    note("toggle", measured("bench_window.py", "toggle"), "click to paint 16.7 ms")
    note("memory with 10,000 VMs", measured("bench_window.py", "memory"), "250 MiB")
    hostile = measured("bench_hostile.py")
    table = hostile.pop("table")
    note("hostile hosts, all at once, among 10 good ones", hostile, "no stall over 50 ms")
    for row in table:
        print("    " + " | ".join(map(str, row)))
    note("500 hosts x 20 VMs, 50 away, 20 slow", measured("bench_fleet.py"), "none")
    day = measured("bench_day.py")
    del day["every_hour"]
    note("24 hours of 6 hosts x 10 VMs", day, "flat memory and threads")
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
