"""Figures of the search index as JSON, in milliseconds: build, queries, an update of 1 %."""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from console.model.device import NetworkAdapter
from console.model.guest import GuestFacts
from console.model.host import HostSnapshot, LinkState
from console.model.identity import HostId, VmId
from console.model.service import ServiceKind, ServiceSnapshot, ServiceStatus
from console.model.vm import VmSnapshot, VmState
from console.search.index import SearchIndex
from console.search.query import read_query

QUERIES = (
    "web",
    "nothing like it",
    "00-15-5d-00-0f",
    "is:running os:ubuntu timesync:off",
    "disk:volume2 mem:>4g -tag:prod",
    "is:off",
)
ROUNDS = 5


def fleet(vms: int, hosts: int) -> list[HostSnapshot]:
    """Return hosts with as much about each VM as a busy fleet has."""
    each = vms // hosts
    return [
        HostSnapshot(
            HostId(f"h{n}"),
            f"HV{n:03d}",
            f"hv{n}.example.com",
            f"Site {n % 7}",
            LinkState.ONLINE,
            vms=tuple(_vm(n * each + m) for m in range(each)),
        )
        for n in range(hosts)
    ]


def _vm(number: int) -> VmSnapshot:
    name = f"{('web', 'sql', 'Prüfstand ')[number % 3]}{number:05d}"
    return VmSnapshot(
        VmId(f"{number:08X}-0000-4000-8000-00155D000000"),
        name,
        VmState.OFF if number % 4 == 0 else VmState.RUNNING,
        uptime_s=number * 60,
        processors=2,
        memory_mb=2048 << number % 4,
        generation=2,
        notes="Backup window 02:00-03:30\n#prod" if number % 2 else "#test",
        checkpoint_names=("before update",) if number % 5 == 0 else (),
        services=tuple(ServiceSnapshot(k, number % 9 > 0, ServiceStatus.OK) for k in ServiceKind),
        guest=GuestFacts(
            ("Ubuntu 24.04 LTS", "Windows Server 2022")[number % 2],
            "6.8",
            f"{name.lower()}.example.com",
            addresses=(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", "fe80::1"),
            items=(("Owner", "platform team"),),
        ),
        adapters=(NetworkAdapter(f"00155D{number:06X}", "External", (20,)),),
        disks=(f"C:\\ClusterStorage\\Volume{number % 3}\\{name}\\{name}.vhdx",),
    )


def best_ms(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the best of some rounds."""
    taken: list[float] = []
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    return round(min(taken) * 1000, 2)


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    hosts = fleet(count, 100)
    index = SearchIndex()

    def build() -> None:
        for host in hosts:
            index.put(host)

    began = time.perf_counter()
    build()
    figures: dict[str, object] = {"vms": len(index)}
    figures["build"] = round((time.perf_counter() - began) * 1000, 2)
    first = read_query("nothing like it")
    figures["first query (makes the texts)"] = best_ms(lambda: index.find(first, 0.0), 1)
    figures["again, nothing changed"] = best_ms(build)
    changed = [
        replace(host, vms=(replace(host.vms[0], notes="changed"), *host.vms[1:])) for host in hosts
    ]

    def update() -> None:
        for host in changed:
            index.put(host)
        index.find(first, 0.0)

    figures["1 % changed, and a query"] = best_ms(update, 1)
    figures["queries"] = {
        text: best_ms(partial(index.find, read_query(text), 0.0)) for text in QUERIES
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
