"""A simulated host: its VMs, its jobs, its own settings, and the moment up to which all is told.

Everything reads the host's ``now`` and never the clock, so that one look at the host shows one
moment. ``look`` brings it up to date.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import count

from console.simulator.behaviour.agenda import Agenda
from console.simulator.behaviour.jobs import JobBook
from console.simulator.behaviour.power import START, Power, Transition
from console.simulator.behaviour.settings import RecordKind, SettingsRecord, switched
from console.simulator.behaviour.vm import SimulatedVm
from console.simulator.clock import Clock
from console.simulator.descriptions import (
    CheckpointDescription,
    HostDescription,
    VmDescription,
    stable_guid,
)
from console.simulator.texts import Texts, texts_of
from console.wsman.cim import CimValue

_VERSIONS = ((26100, "12.0"), (20348, "10.0"), (17763, "9.0"), (14393, "8.0"), (0, "5.0"))
_CONSOLE_PORT = 2179


class SimulatedMachine:
    """One host.

    Attributes:
        description: How it began.
        agenda: What is going to happen.
        texts: Words in the host's language.
        vms: By GUID in upper case.
        records: Settings of VMs and checkpoints by GUID in upper case.
        template: Settings that new VMs begin with.
        jobs: Those that it knows just now.
        enhanced_session: Whether the host allows enhanced sessions.
        told: Further settings of its management service that a method has changed, by name.
        console_port: Where it says that consoles are.
        console_hash: Of the certificate there; empty where nobody listens.
    """

    def __init__(self, description: HostDescription, clock: Clock) -> None:
        self.description = description
        self.agenda = Agenda(clock)
        self.texts: Texts = texts_of(description.locale)
        self.vms: dict[str, SimulatedVm] = {}
        self.records: dict[str, SettingsRecord] = {}
        self.jobs = JobBook(self.agenda, description.name)
        self.enhanced_session = description.enhanced_session
        self.told: dict[str, CimValue] = {}
        self.console_port = _CONSOLE_PORT
        self.console_hash = b""
        self._epoch = clock.now() - timedelta(seconds=clock.monotonic())
        self._numbers = count(1)
        self.started = self.agenda.now - description.up_days * 86_400.0
        self.template = _template(self.started)
        for vm in description.vms:
            self.add(vm)

    @property
    def now(self) -> float:
        """The moment that everything shows."""
        return self.agenda.now

    def look(self) -> float:
        """Let everything happen that has become due, and return the present moment."""
        return self.agenda.advance()

    def wall(self, moment: float) -> datetime:
        """Turn a moment into a time of day."""
        return self._epoch + timedelta(seconds=moment)

    @property
    def name(self) -> str:
        """NetBIOS name."""
        return self.description.name

    @property
    def build(self) -> int:
        """Of Windows."""
        return self.description.build

    def version_of(self, description: VmDescription) -> str:
        """Return the configuration version of a VM."""
        if description.version:
            return description.version
        return next(version for build, version in _VERSIONS if self.build >= build)

    def vm(self, name: str) -> SimulatedVm:
        """Return a VM by its GUID or by its name (the first of that name).

        Raises:
            KeyError: There is none.
        """
        found = self.vms.get(name.upper())
        if found is not None:
            return found
        for vm in self.vms.values():
            if vm.settings.name == name:
                return vm
        raise KeyError(name)

    def add(self, description: VmDescription) -> SimulatedVm:
        """Add a VM, as if somebody had made or moved it here."""
        number = next(self._numbers)
        vm_id = description.id.upper() or stable_guid(self.name, description.name, str(number))
        if vm_id in self.records:
            raise ValueError(f"two VMs have the id {vm_id}")
        now = self.agenda.now
        created = now - description.uptime_h * 3600.0 - 30 * 86_400.0
        current = SettingsRecord(RecordKind.CURRENT, vm_id, vm_id, description, created)
        checkpoints = tuple(_checkpoints(current, now))
        current.parent = checkpoints[-1] if checkpoints else None
        seed = int(vm_id.replace("-", "")[-8:], 16)
        vm = SimulatedVm(current, checkpoints, seed, now, self.description.pace)
        self.vms[vm_id] = vm
        for record in (current, *checkpoints):
            self.records[record.id] = record
        return vm

    def remove(self, name: str) -> None:
        """Remove a VM, as if somebody had deleted or moved it."""
        vm = self.vm(name)
        del self.vms[vm.id]
        for record in (vm.settings, *vm.checkpoints):
            del self.records[record.id]

    def reboot(self, name: str, after_s: float = 0.0) -> None:
        """Have a guest restart by itself, as after updates.

        The VM stays in state 2: for half the time that its guest takes to stop, its services are
        lost; then its uptime begins anew, as with a restart that the host asked for. A guest that
        hangs, or whose VM does not run by then, does not restart.

        Args:
            name: Of the VM, or its GUID.
            after_s: In how many seconds of the clock its guest begins to stop.
        """
        vm = self.vm(name)

        def begin(now: float) -> None:
            is_up = vm.power is Power.RUNNING and vm.transition is None and vm.guest_stops is None
            if is_up and not vm.hang.has_begun(now):
                vm.guest_stops = stops = now + vm.shutdown_s
                self.agenda.at(stops, lambda then: vm.start_again(stops, then))

        self.agenda.at(self.look() + after_s, begin)

    def restart(self, after_s: float = 0.0, down_s: float = 180.0, between_s: float = 4.0) -> None:
        """Restart the host: what ran goes off at once, and starts anew when the host is back.

        Jobs are forgotten. The host goes on answering; to cut the line meanwhile is the caller's
        matter. What was off, saved or paused before is off, saved or off afterwards.

        Args:
            after_s: In how many seconds of the clock the host goes down.
            down_s: How long it is away.
            between_s: From the start of one VM to that of the next.
        """
        self.agenda.at(self.look() + after_s, lambda now: self._go_down(now, down_s, between_s))

    def _go_down(self, now: float, down_s: float, between_s: float) -> None:
        running = [vm for vm in self.vms.values() if vm.power is Power.RUNNING]
        self.jobs.abandon()
        for vm in self.vms.values():
            if vm.power in (Power.RUNNING, Power.PAUSED):
                vm.settle(Power.OFF, now)
        self.agenda.at(now + down_s, self._come_back)
        for place, vm in enumerate(running):
            moment = now + down_s + place * between_s
            self.agenda.at(moment, partial(self._start, vm))

    def _come_back(self, now: float) -> None:
        self.started = now

    def _start(self, vm: SimulatedVm, now: float) -> None:
        if vm.power is not Power.OFF or vm.transition is not None or vm.id not in self.vms:
            return
        starting = Transition(START, Power.OFF)
        vm.begin(starting, now)

        def arrive(then: float) -> None:
            if vm.transition is starting:
                vm.settle(Power.RUNNING, then, fresh=True)

        self.agenda.at(now + START.seconds * self.description.pace, arrive)

    def rename(self, vm: SimulatedVm, name: str) -> None:
        """Give a VM another name."""
        vm.settings.name = name
        vm.settings_changed = self.now


def _checkpoints(current: SettingsRecord, now: float) -> Iterator[SettingsRecord]:
    named: dict[str, SettingsRecord] = {}
    before: SettingsRecord | None = None
    for number, wanted in enumerate(current.description.checkpoints):
        record = _checkpoint(current, wanted, number, now)
        record.parent = named.get(wanted.parent) if wanted.parent else before
        named[wanted.name] = before = record
        yield record


def _checkpoint(
    current: SettingsRecord, wanted: CheckpointDescription, number: int, now: float
) -> SettingsRecord:
    record_id = stable_guid("checkpoint", current.id, wanted.name, str(number))
    record = SettingsRecord(
        RecordKind.CHECKPOINT,
        record_id,
        current.vm_id,
        current.description,
        now - wanted.hours_ago * 3600.0,
    )
    record.name = wanted.name
    record.switches = switched(current.switches, wanted.services)
    return record


def _template(created: float) -> SettingsRecord:
    """Make the record that new devices are copied from."""
    description = VmDescription("New Virtual Machine", processors=1, memory_mb=1024)
    return SettingsRecord(RecordKind.TEMPLATE, "Definition", "", description, created)
