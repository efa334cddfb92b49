"""A day of a fleet in minutes: real lanes, threads and HTTP, and a clock that jumps over waiting.

Time stands still while any lane is busy, and jumps to the next timer when none is. So everything
that a day brings (readings, changes, plans, hosts that come and go) happens as often as in a day,
and what grows with it shows.
"""

import asyncio
import gc
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from console.fleet.claims import ClaimBook
from console.fleet.fleet import Fleet
from console.fleet.operation import PowerChange, ServiceChange
from console.fleet.plan import OriginKind, PlanOrigin, draft
from console.model.connection import Credential, Endpoint
from console.model.identity import HostId, VmKey
from console.model.power import PowerAction
from console.model.service import ServiceKind
from console.settings.schema import HostConfig, PollPace
from console.transport.connect import connect
from console.transport.lane import Lane
from tests.unit.fleet_doubles import START, LoopClock, VirtualLoop

HOUR = 3600.0
_TICK_S = 0.02

Known = tuple[Endpoint, Credential]


class DayLoop(VirtualLoop):
    """A loop whose time does not pass while somebody works."""

    def __init__(self) -> None:
        super().__init__()
        self.busy = 0
        jumping = self._virtual.select
        waiting = self._virtual.__class__.__mro__[1].select

        def select(timeout: float | None = None) -> list[object]:
            if not self.busy:
                return jumping(timeout)
            if timeout == 0:
                return waiting(self._virtual, 0)
            return waiting(self._virtual, _TICK_S)

        self._virtual.select = select


class CountedLane(Lane):
    """A lane that tells the loop while it is busy."""

    async def call(self, function, *args):
        loop = asyncio.get_running_loop()
        loop.busy += 1
        try:
            return await super().call(function, *args)
        finally:
            loop.busy -= 1


@dataclass(frozen=True)
class Sample:
    """What the process takes at one hour of the day."""

    hour: float
    memory_mib: float
    threads: int
    descriptors: int
    objects: int
    requests: int


@dataclass
class Counter:
    """How many requests were sent."""

    requests: int = 0

    def connect(self, endpoint, credential, timeouts):
        exchange = connect(endpoint, credential, timeouts)
        send = exchange.send

        def counted(request, *, repeatable):
            self.requests += 1
            return send(request, repeatable=repeatable)

        exchange.send = counted
        return exchange


class Day:
    """One day of these hosts."""

    def __init__(self, hosts: Sequence[Known], pace: PollPace) -> None:
        self.hosts = tuple(hosts)
        self.counter = Counter()
        self.fleet = Fleet(
            self.counter.connect, pace=pace, clock=LoopClock(), rng=Random(5), lanes=CountedLane
        )
        self.claims = ClaimBook({})
        self.fleet.store.subscribe(self.claims.take)
        self.samples: list[Sample] = []
        self.changes = 0
        self._random = Random(6)

    def begin(self) -> None:
        """Connect to all."""
        for number in range(len(self.hosts)):
            self.add(number)

    def add(self, number: int) -> None:
        endpoint, credential = self.hosts[number]
        config = HostConfig(HostId(f"h{number}"), f"HV{number}", endpoint, credential.user)
        self.fleet.add(config, credential)
        self.fleet.connect(config.id)

    async def pass_hours(self, hours: int, each_hour: Callable[[int], None] | None = None) -> None:
        """Live through so many hours; look at the end of each."""
        for hour in range(hours):
            if each_hour is not None:
                each_hour(hour)
            for _ in range(4):
                self.disturb(hour)
                await asyncio.sleep(HOUR / 4)
            self.sample()

    def disturb(self, hour: int) -> None:
        """Change things as people do: switches, a plan and its undo, power, hosts that go."""
        store = self.fleet.store
        keys = [VmKey(h.id, vm.id) for h in store.hosts.values() for vm in h.vms if vm.services]
        if not keys:
            return
        for key in self._random.sample(keys, min(5, len(keys))):
            self.fleet.set_service(key, ServiceKind.VSS, self._random.random() < 0.5)
        on = self._random.random() < 0.5
        wanted = [(key, ServiceChange(ServiceKind.KVP, on)) for key in keys[::2]]
        wanted += [(key, PowerChange(PowerAction.PAUSE)) for key in keys[:1]]
        origin = PlanOrigin(OriginKind.CHOSEN)
        plan = draft(store.hosts, wanted, origin=origin, made_at=datetime.now(UTC))
        if plan.would_change:
            self.fleet.plans.start(plan)
        self.fleet.change_power(self._random.choice(keys), PowerAction.RESUME)
        self.changes += 6 + len(plan.would_change)
        number = hour % len(self.hosts)
        if self._random.random() < 0.5:
            self.fleet.disconnect(HostId(f"h{number}"))
            self.fleet.connect(HostId(f"h{number}"))
        else:
            self.fleet.remove(HostId(f"h{number}"))
            self.add(number)

    def sample(self) -> None:
        """Note what the process takes now."""
        gc.collect()
        status = Path("/proc/self/status").read_text()
        rss = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
        self.samples.append(
            Sample(
                round((LoopClock().monotonic() - START) / HOUR, 1),
                round(int(rss) / 1024, 1),
                threading.active_count(),
                len(tuple(Path("/proc/self/fd").iterdir())),
                len(gc.get_objects()),
                self.counter.requests,
            )
        )

    async def end(self) -> None:
        await self.fleet.close(1.0)


def run_day(body) -> None:
    """Run a coroutine function on a loop whose time jumps."""
    loop = DayLoop()
    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(body())
    finally:
        asyncio.set_event_loop(None)
        loop.close()


def figures(day: Day, began: float) -> dict[str, object]:
    """Sum up."""
    settled = day.samples[len(day.samples) // 4]
    last = day.samples[-1]
    return {
        "hours": last.hour,
        "requests": day.counter.requests,
        "changes": day.changes,
        "wall_s": round(time.monotonic() - began, 1),
        "memory_mib_from_to": [settled.memory_mib, last.memory_mib],
        "threads_from_to": [settled.threads, last.threads],
        "descriptors_from_to": [settled.descriptors, last.descriptors],
        "objects_from_to": [settled.objects, last.objects],
        "every_hour": [asdict(sample) for sample in day.samples],
    }
