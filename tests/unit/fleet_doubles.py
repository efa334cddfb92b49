"""A simulated world for the fleet: virtual time, lanes without threads, hosts in memory."""

import asyncio
import selectors
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random

from console.fleet.fleet import Fleet
from console.fleet.gateway import Memory, TierReading
from console.fleet.schedule import Tier
from console.hyperv.assemble import assemble, with_services
from console.hyperv.capability import UNPROBED
from console.hyperv.jobs import DONE, Started
from console.hyperv.reading import StateRow, StatesReading
from console.model.connection import Credential, Endpoint
from console.model.errors import Cancelled, NotPossible, OperationFailed
from console.model.guest import GuestData, GuestFacts
from console.model.host import HostFacts
from console.model.identity import HostId, VmId, VmKey
from console.model.job import JobSnapshot, JobState
from console.model.power import PowerAction
from console.model.screen import Screen
from console.model.service import ServiceKind, ServiceSnapshot, ServiceStatus
from console.model.vm import VmState
from console.settings.schema import HostConfig, PollPace
from console.wsman.cim import CimReference

START = 1_000.0
VM1 = VmId("11111111-1111-1111-1111-111111111111")
VM2 = VmId("22222222-2222-2222-2222-222222222222")


class Deadlock(Exception):
    """Nothing is left that could ever happen."""


class _VirtualSelector(selectors.SelectSelector):
    now = START

    def select(self, timeout=None):
        ready = super().select(0)
        if ready:
            return ready
        if timeout is None:
            raise Deadlock
        self.now += max(timeout, 0.0)
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop whose time jumps to the next timer whenever nothing is ready."""

    def __init__(self):
        self._virtual = _VirtualSelector()
        super().__init__(self._virtual)

    def time(self):
        return self._virtual.now


class LoopClock:
    """The loop's virtual time as a Clock."""

    def monotonic(self):
        return asyncio.get_running_loop().time()

    def now(self):
        return datetime(2026, 11, 22, tzinfo=UTC) + timedelta(seconds=self.monotonic())

    async def sleep(self, seconds):
        await asyncio.sleep(seconds)

    def later(self, seconds, function):
        return asyncio.get_running_loop().call_later(seconds, function)


def run_virtual(coroutine):
    """Run a coroutine to its end in virtual time; whatever it leaves behind is an error."""
    loop = VirtualLoop()
    failures = []
    loop.set_exception_handler(lambda _, context: failures.append(context))
    try:
        result = loop.run_until_complete(coroutine)
        left = [task.get_name() for task in asyncio.all_tasks(loop)]
    finally:
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()
    assert not failures, failures
    assert not left, left
    return result


def in_world(test):
    """Run an async test in a world of its own, in virtual time."""

    def run():
        async def body():
            async with World() as world:
                await test(world)

        run_virtual(body())

    run.__name__ = test.__name__
    run.__doc__ = test.__doc__
    return run


@dataclass
class Blocked:
    """What a double returns instead of blocking: the lane waits, then asks on."""

    wait: Callable[[], object]
    finish: Callable[[], object]


class FakeLane:
    """A lane whose "thread" is a task: one call at a time, a running one cannot be stopped."""

    def __init__(self, world, name, finalizer):
        self.world, self.name, self.finalizer = world, name, finalizer
        self.queue = deque()
        self.worker = None
        self.was_used = False
        self.is_closed = False

    async def call(self, function, *args):
        if self.is_closed:
            raise Cancelled("closed")
        future = asyncio.get_running_loop().create_future()
        job = (function, args, future)
        self.queue.append(job)
        self.was_used = True
        if self.worker is None:
            self.worker = asyncio.get_running_loop().create_task(self._work(), name=self.name)
            self.world.workers.add(self.worker)
        try:
            return await future
        except asyncio.CancelledError:
            if job in self.queue:
                self.queue.remove(job)
            raise

    def close(self):
        if self.is_closed:
            return
        self.is_closed = True
        for _, _, future in self.queue:
            if not future.done():
                future.set_exception(Cancelled("closed"))
        self.queue.clear()
        if self.worker is None and self.was_used:
            self.finalizer()

    async def _work(self):
        while self.queue:
            function, args, future = self.queue.popleft()
            error = result = None
            try:
                result = function(*args)
                while isinstance(result, Blocked):
                    await result.wait()
                    result = result.finish()
            except Exception as problem:  # noqa: BLE001
                error = problem
            if future.done():
                continue
            if error is not None:
                future.set_exception(error)
            else:
                future.set_result(result)
            await asyncio.sleep(0)
        if self.is_closed:
            self.finalizer()
        self.world.workers.discard(self.worker)
        self.worker = None


@dataclass
class FakeVm:
    """A VM of a fake host."""

    name: str
    state: VmState = VmState.OFF
    switches: dict = field(default_factory=lambda: dict.fromkeys(ServiceKind, True))
    silent: set = field(default_factory=set)
    uptime_s: int | None = None


@dataclass
class FakeJob:
    """A job: what each look at it tells, the last one for ever."""

    looks: list
    effect: Callable[[], None] = lambda: None
    texts: tuple = ()
    is_done: bool = False
    cancels: int = 0


class FakeHost:
    """A host in memory.

    ``latency``: seconds per call, by method (or ``read_tier.<tier>``); ``hang``: those that never
    answer until released; ``errors``: what the next calls raise; ``failing``: what all calls raise.
    """

    def __init__(self):
        self.vms = {VM1: FakeVm("web01", VmState.RUNNING), VM2: FakeVm("db01")}
        self.latency = {}
        self.hang = {}
        self.errors = {}
        self.failing = None
        self.calls = []
        self.connected = 0
        self.closed = 0
        self.jobs = {}
        self.next_job = None
        self.samples_late = True
        self.no_guest_names = False
        self.memories = []
        self.reasons = []
        self.copied = []
        self.items = {}
        self.networks = {}

    @property
    def counts(self):
        return Counter(name for name, _ in self.calls)

    def times(self, name):
        return [at for called, at in self.calls if called == name]

    def perform(self, name, effect):
        """Do what a call does, after what it waits for."""
        self.calls.append((name, asyncio.get_running_loop().time()))
        early = None if self.samples_late else self._outcome(name, effect)

        def finish():
            if early is not None:
                value, error = early
            else:
                value, error = self._outcome(name, effect)
            if error is not None:
                raise error
            return value

        if name in self.hang:
            return Blocked(self.hang[name].wait, finish)
        if self.latency.get(name):
            return Blocked(lambda: asyncio.sleep(self.latency.get(name, 0)), finish)
        return finish()

    def _outcome(self, name, effect):
        queue = self.errors.get(name)
        error = queue.pop(0) if queue else self.failing
        try:
            return (None, error) if error is not None else (effect(), None)
        except Exception as problem:  # noqa: BLE001
            return None, problem


class FakeGateway:
    """Calls on a fake host."""

    def __init__(self, host):
        self.host = host
        host.connected += 1

    def read_tier(self, tier, memory: Memory, cold):
        effect = {
            Tier.STATES: lambda: self._states(memory, cold),
            Tier.SERVICES: lambda: self._services(memory),
            Tier.INVENTORY: lambda: self._inventory(memory),
            Tier.GUESTS: lambda: self._guests(memory),
            Tier.DEVICES: lambda: _reading(memory, lambda rows: rows, memory.states),
        }[tier]
        self.host.memories.append((tier, memory, cold))
        return self.host.perform(f"read_tier.{tier.value}", effect)

    def _states(self, memory, cold):
        rows = tuple(
            StateRow(vm, fake.name, fake.state, uptime_s=fake.uptime_s)
            for vm, fake in self.host.vms.items()
        )
        states = StatesReading(rows, UNPROBED, is_cold=cold)
        return _reading(memory, partial(assemble, states, ()), states)

    def _services(self, memory):
        told = {vm: _services_of(fake) for vm, fake in self.host.vms.items()}

        def apply(rows):
            return tuple(with_services(row, told.get(row.id, ())) for row in rows)

        return _reading(memory, apply, memory.states)

    def _inventory(self, memory):
        facts = HostFacts(name="HV1")
        reading = _reading(memory, lambda rows: rows, memory.states)
        return replace(reading, facts=facts, has_guest_names=not self.host.no_guest_names)

    def _guests(self, memory):
        def apply(rows):
            return tuple(replace(row, guest=GuestFacts(computer_name=row.name)) for row in rows)

        return _reading(memory, apply, memory.states)

    def read_services(self, vm, known):
        return self.host.perform("read_services", lambda: _services_of(self.host.vms.get(vm)))

    def set_service(self, vm, kind, on):
        def effect():
            fake = self.host.vms.get(vm)
            if fake is None:
                raise NotPossible("service_missing", vm)
            return self._start(lambda: fake.switches.__setitem__(kind, on))

        return self.host.perform("set_service", effect)

    def read_service(self, vm, kind):
        def effect():
            services = _services_of(self.host.vms.get(vm))
            return next(each for each in services if each.kind is kind)

        return self.host.perform("read_service", effect)

    def change_power(self, vm, action, force, reason=""):
        self.host.reasons.append(reason)
        state = {PowerAction.START: VmState.RUNNING, PowerAction.TURN_OFF: VmState.OFF}.get(action)

        def effect():
            def change():
                if state is not None:
                    self.host.vms[vm].state = state

            return self._start(change)

        return self.host.perform("change_power", effect)

    def read_guest_data(self, vm):
        def effect():
            return GuestData(tuple(self.host.items.get(vm, {}).values()), has_contact=True)

        return self.host.perform("read_guest_data", effect)

    def read_networks(self, vm):
        return self.host.perform(
            "read_networks", lambda: tuple(self.host.networks.get(vm, {}).values())
        )

    def read_screen(self, vm, width, height):
        return self.host.perform(
            "read_screen", lambda: Screen(width, height, bytes(2 * width * height))
        )

    def change_item(self, vm, edit, item):
        def change():
            items = self.host.items.setdefault(vm, {})
            if edit.value == "remove":
                del items[item.name]
            else:
                items[item.name] = item

        return self.host.perform("change_item", lambda: self._start(change))

    def set_network(self, vm, network):
        def change():
            self.host.networks.setdefault(vm, {})[network.id] = network

        return self.host.perform("set_network", lambda: self._start(change))

    def copy_file(self, vm, source, destination, *, overwrite, create_folders):
        def effect():
            if vm not in self.host.vms:
                raise NotPossible("vm_gone", vm)
            if not self.host.vms[vm].switches[ServiceKind.GUEST_SERVICE]:
                raise OperationFailed("Msvm_GuestFileService.CopyFilesToGuest", 32775)
            return self._start(lambda: self.host.copied.append((vm, source, destination)))

        return self.host.perform("copy_file", effect)

    def _start(self, change):
        job = self.host.next_job
        if job is None:
            change()
            return DONE
        self.host.next_job = None
        job.effect = change
        name = f"job{len(self.host.jobs)}"
        self.host.jobs[name] = job
        return Started(CimReference("uri/Job", (("InstanceID", name),)))

    def read_job(self, job):
        def effect():
            fake = self.host.jobs[job.selector("InstanceID")]
            seen = fake.looks.pop(0) if len(fake.looks) > 1 else fake.looks[0]
            if seen.state is JobState.COMPLETED and not fake.is_done:
                fake.is_done = True
                fake.effect()
            return seen

        return self.host.perform("read_job", effect)

    def cancel_job(self, job):
        def effect():
            fake = self.host.jobs[job.selector("InstanceID")]
            fake.cancels += 1
            fake.looks[:] = [JobSnapshot("j", JobState.CANCELLED)]

        return self.host.perform("cancel_job", effect)

    def error_texts(self, job):
        return self.host.perform(
            "error_texts", lambda: self.host.jobs[job.selector("InstanceID")].texts
        )

    def close(self):
        self.host.closed += 1


def _services_of(fake):
    if fake is None:
        return tuple(ServiceSnapshot(kind, None) for kind in ServiceKind)
    return tuple(
        ServiceSnapshot(kind, fake.switches[kind], _status_of(fake, kind)) for kind in ServiceKind
    )


def _status_of(fake, kind):
    if fake.state is not VmState.RUNNING:
        return ServiceStatus.NOT_RUNNING
    return ServiceStatus.NO_CONTACT if kind in fake.silent else ServiceStatus.OK


def _reading(memory, apply, states):
    return TierReading(memory.rows, apply(memory.rows), apply, states, UNPROBED)


def running(percent=0, can_cancel=True):
    return JobSnapshot("j", JobState.RUNNING, percent, can_cancel=can_cancel)


COMPLETED = JobSnapshot("j", JobState.COMPLETED, 100)


class World:
    """A fleet over fake hosts, by name; use inside ``run_virtual``."""

    def __init__(self, pace=None, **options):
        self.workers = set()
        self.hosts = {}
        self.clock = LoopClock()
        self.fleet = Fleet(
            lambda *_: None,
            pace=pace or PollPace(),
            clock=self.clock,
            rng=Random(7),
            lanes=lambda name, finalizer: FakeLane(self, name, finalizer),
            gateways=lambda endpoint, credential, timeouts: FakeGateway(self.hosts[endpoint.host]),
            **options,
        )

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        await self.fleet.close(1.0)
        workers = tuple(self.workers)
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)

    def add(self, name="hv1", password="secret", **changes):
        config = replace(
            HostConfig(HostId(name), name.upper(), Endpoint(name), "LAB\\admin"), **changes
        )
        host = self.hosts.setdefault(name, FakeHost())
        self.fleet.add(config, config.credential(password))
        return host

    def connected(self, name="hv1"):
        host = self.add(name)
        self.fleet.connect(HostId(name))
        return host

    def snapshot(self, name="hv1"):
        return self.fleet.store.hosts[HostId(name)]

    def vm(self, vm=VM1, name="hv1"):
        return self.snapshot(name).vm(vm)

    def key(self, vm=VM1, name="hv1"):
        return VmKey(HostId(name), vm)

    def record(self, record):
        return self.fleet.operations.record(record.id)

    async def until(self, condition, within=600.0):
        """Let virtual time pass until something is so."""
        deadline = self.clock.monotonic() + within
        while not condition():
            assert self.clock.monotonic() < deadline, "it never came to be"
            await asyncio.sleep(0.01)

    async def ended(self, record, within=600.0):
        await self.until(lambda: not self.record(record).is_pending, within)
        return self.record(record)


CREDENTIAL = Credential("LAB\\admin", "secret")
