"""A day of 200 guests under the heartbeat watch: ten hang, and nothing else is restarted.

The real fleet (pollers, sessions, operations) reads four simulated hosts through the real client;
what is left out is sockets and threads. Fleet, watch and simulator share one virtual clock. Every
VM is chosen for automatic restarts, so a false one would be seen.

In the suite every host is read every two minutes, which takes half a minute of real time; with
``HVCONSOLE_WATCH_PACE=30`` in the environment it is every 30 seconds, and several times that.
"""

import asyncio
import os
import time
from dataclasses import replace
from functools import partial
from random import Random

from console.fleet.decision import DecisionKind
from console.fleet.decision_file import DecisionFile
from console.fleet.fleet import Fleet
from console.fleet.heartbeat import AlertKind
from console.fleet.operation import OperationPhase, PowerChange
from console.fleet.watch import HeartbeatWatch
from console.fleet.watch_picture import PictureFolder
from console.fleet.watch_storage import WatchStorage
from console.model.connection import Credential, Endpoint
from console.model.errors import Unreachable, UnreachableReason
from console.model.identity import HostId, VmId, VmKey
from console.model.power import PowerAction
from console.settings.schema import HostConfig, PollPace
from console.settings.watch import VmWatch, WatchSettings
from console.settings.watch_history import RestartBook
from console.simulator.descriptions import (
    HostDescription,
    ServiceFault,
    ShutdownStyle,
    StartState,
    VmDescription,
)
from console.simulator.endpoint import Endpoint as Service
from console.simulator.failures import Caller
from console.simulator.fleets import build
from tests.unit.fleet_doubles import FakeLane, LoopClock, run_virtual

HOUR = 3600.0
PACE_S = float(os.environ.get("HVCONSOLE_WATCH_PACE", "120"))
VMS, HOSTS = 50, 4
GUESTS = ("windows-server-2022", "ubuntu-24.04", "windows-server-2012r2", "debian-12")
GUEST_PACE = 12.0
"""Guests take twelve times as long as in a demo: 144 s to boot, 96 s to shut down."""
HUNG = {
    ("hv1", 3): 0.7,
    ("hv1", 17): 9.0,
    ("hv1", 41): 9.01,
    ("hv2", 8): 6.5,
    ("hv2", 22): 20.0,
    ("hv3", 0): 2.6,
    ("hv3", 30): 14.6,
    ("hv4", 12): 4.0,
    ("hv4", 13): 4.0,
    ("hv4", 49): 22.9,
}
"""When each of the ten hangs, in hours; two soon after their host or its network was back."""
ODD_STATES = {44: StartState.OFF, 45: StartState.SAVED, 46: StartState.PAUSED}
APPLIANCES = (42, 43)
OTHER = {*ODD_STATES, *APPLIANCES}


class Line:
    """The way to a simulated host, which can be cut."""

    def __init__(self, name, clock, **description):
        vms = tuple(describe(name, number) for number in range(VMS))
        repository = build(HostDescription(name, vms=vms, pace=GUEST_PACE, **description), clock)
        self.machine = repository.machine
        self.service = Service(repository, clock)
        self.is_cut = False
        self.requests = 0

    def send(self, request, *, repeatable):
        if self.is_cut:
            raise Unreachable(UnreachableReason.NO_ROUTE, "hv")
        self.requests += 1
        return self.service.answer(request, Caller("SIM\\admin"), "hv").body

    def close(self):
        pass


def describe(host, number):
    return VmDescription(
        f"{host}-vm{number:02}",
        guest="appliance" if number in APPLIANCES else GUESTS[number % len(GUESTS)],
        state=ODD_STATES.get(number, StartState.RUNNING),
        uptime_h=300.0,
        hangs_at_h=HUNG.get((host, number)),
        shutdown=ShutdownStyle.IGNORED if number == 40 else ShutdownStyle.CLEAN,
    )


class Day:
    """Everything that lives through the day."""

    def __init__(self, folder):
        self.workers = set()
        self.clock = LoopClock()
        self.lines = {f"hv{n}": Line(f"hv{n}", self.clock) for n in range(1, HOSTS + 1)}
        self.fleet = Fleet(
            lambda endpoint, *_: self.lines[endpoint.host],
            pace=PollPace(states_s=PACE_S, services_s=7_200.0, inventory_s=43_200.0),
            clock=self.clock,
            rng=Random(7),
            lanes=lambda name, finalizer: FakeLane(self, name, finalizer),
        )
        self.watch = HeartbeatWatch(
            self.fleet,
            store=self.fleet.store,
            log=self.fleet.operations,
            clock=self.clock,
            storage=WatchStorage(
                FakeLane(self, "watch", lambda: None),
                history=RestartBook(folder / "restarts.toml"),
                decisions=DecisionFile(folder / "watch.log"),
                pictures=PictureFolder(folder / "pictures"),
            ),
            settings=WatchSettings(VmWatch(), self.chosen()),
        )
        self.looks = 0
        self.fleet.store.subscribe(self.count)
        self.seen = dict.fromkeys(self.lines, 0.0)
        self.reboots = 0

    def chosen(self):
        wish = VmWatch(restart=True)
        return {self.key(vm): wish for line in self.lines.values() for vm in line.machine.vms}

    def key(self, vm):
        host = next(name for name, line in self.lines.items() if vm in line.machine.vms)
        return VmKey(HostId(host), VmId(vm))

    def vm(self, host, number):
        return self.lines[host].machine.vm(f"{host}-vm{number:02}")

    def count(self, change):
        for name, each in change.hosts.items():
            if each.after and each.after.is_current and each.after.read_at != self.seen[name]:
                self.seen[name] = each.after.read_at
                self.looks += len(each.after.vms)

    def connect(self):
        for name in self.lines:
            config = HostConfig(HostId(name), name.upper(), Endpoint(name), "SIM\\admin")
            self.fleet.add(config, Credential("SIM\\admin", "secret"))
            self.fleet.connect(config.id)

    def at(self, hour, function):
        asyncio.get_running_loop().call_later(hour * HOUR, function)

    def plan(self):
        """What the day brings besides the ten: all that looks like hanging and is not."""
        self.restarts_of_hosts()
        for host, line in self.lines.items():
            for number in range(0, 40, 2):  # the night of updates: guests restart by themselves
                if (host, number) not in HUNG:
                    self.reboots += 1
                    line.machine.reboot(f"{host}-vm{number:02}", 17 * HOUR + number * 40.0)
            for number in (1, 5, 9):  # updates that are installed while the guest shuts down
                self.at(11 + number / 10, partial(self.updates, host, number))
            for number in (7, 11, 40):  # restarts by the user; vm40 ignores it
                self.reboots += 1
                self.at(8 + number / 20, partial(self.order, host, number, PowerAction.RESTART))
            for number, action in ((15, PowerAction.RESET), (19, PowerAction.PAUSE)):
                self.at(13, partial(self.order, host, number, action))
            self.at(15, partial(self.order, host, 19, PowerAction.RESUME))
            self.at(13, partial(self.order, host, 21, PowerAction.SAVE))
            self.at(13.5, partial(self.order, host, 21, PowerAction.START))
            self.at(3, partial(self.order, host, 44, PowerAction.START))
            self.at(12, partial(self.order, host, 25, PowerAction.TURN_OFF))
            self.at(12.2, partial(self.order, host, 25, PowerAction.START))

    def restarts_of_hosts(self):
        self.lines["hv2"].machine.restart(6 * HOUR, down_s=400.0, between_s=4.0)
        self.cut("hv2", 6.0, 6.0 + 400.0 / HOUR)
        self.cut("hv3", 14.0, 14.5)  # only the network: its guests run on
        self.cut("hv4", 18.0, 18.005)  # 18 seconds

    def cut(self, host, begin, end):
        line = self.lines[host]
        self.at(begin, lambda: setattr(line, "is_cut", True))
        self.at(end, lambda: setattr(line, "is_cut", False))

    def updates(self, host, number):
        """Be silent for four minutes, and then restart."""
        vm = self.vm(host, number)
        plain = vm.description
        self.reboots += 1
        fault = (("heartbeat", ServiceFault.LOST_COMMUNICATION),)
        vm.describe(replace(plain, faults=fault))
        self.at(240.0 / HOUR, partial(vm.describe, plain))
        self.lines[host].machine.reboot(vm.id, 240.0)

    def order(self, host, number, action):
        self.fleet.change_power(self.key(self.vm(host, number).id), action)

    async def close(self):
        await self.watch.close()
        await self.fleet.close(1.0)
        for worker in tuple(self.workers):
            worker.cancel()
        await asyncio.gather(*tuple(self.workers), return_exceptions=True)


def ordered(day):
    return [each for each in day.watch.decisions if each.kind is DecisionKind.RESTART_ORDERED]


def hung_keys(day):
    return {day.key(day.vm(*which).id): hour for which, hour in HUNG.items()}


def check(day, folder):
    hung = hung_keys(day)
    restarted = [each.key for each in ordered(day)]
    assert sorted(restarted) == sorted(hung), "each that hung once, and no other"
    came = [each.key for each in day.watch.decisions if each.kind is DecisionKind.CAME_BACK]
    assert sorted(came) == sorted(hung)
    assert len(tuple((folder / "pictures").glob("*.bmp"))) == len(hung)
    assert len(RestartBook(folder / "restarts.toml").notes().restarts) == len(hung)
    standing = [each for each in day.watch.alerts if each.is_current]
    assert standing == []
    raised = [each for each in day.watch.alerts if each.kind is AlertKind.LOST]
    silent = {day.key(day.vm(host, number).id) for host in day.lines for number in (1, 5, 9)}
    assert {each.key for each in raised} <= {*hung, *silent}, "only guests that were silent"
    assert all(each.kind is AlertKind.LOST for each in day.watch.alerts)
    failed = [r for r in day.fleet.operations.records if r.phase is not OperationPhase.SUCCEEDED]
    assert all(isinstance(r.subject, PowerChange) for r in failed)
    assert (folder / "watch.log").read_text().count(" restart_ordered ") == len(hung)


def figures(day, begun, wall_s):
    hung = hung_keys(day)
    delays = [
        (each.when - begun).total_seconds() - hung[each.key] * HOUR
        for each in ordered(day)
        if each.key in hung
    ]
    raised = [each for each in day.watch.decisions if each.kind is DecisionKind.ALERT_RAISED]
    requests = sum(line.requests for line in day.lines.values())
    false = sum(each.key not in hung for each in ordered(day))
    print(
        f"\nheartbeat watch: {VMS * HOSTS} VMs on {HOSTS} hosts, 24 h, a reading every"
        f" {PACE_S:g} s: {day.looks:,} observations in {requests:,} requests,"
        f" {day.reboots} reboots, 1 host restart, 2 cuts of the network;"
        f" {len(raised)} alerts ({len({each.key for each in raised} - set(hung))} of guests"
        f" silent while they update), {len(ordered(day))} restarts, {false} false;"
        f" hang to restart {min(delays):.0f} to {max(delays):.0f} s; wall time {wall_s:.0f} s"
    )


def test_a_day_of_200_guests_of_which_ten_hang(tmp_path):
    began = time.perf_counter()

    async def body():
        day = Day(tmp_path)
        await day.watch.load()
        begun = day.clock.now()
        day.connect()
        day.plan()
        await asyncio.sleep(24 * HOUR)
        await day.close()
        figures(day, begun, time.perf_counter() - began)
        check(day, tmp_path)

    run_virtual(body())
