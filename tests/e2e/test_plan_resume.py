"""A program that is killed in the middle of a plan, and one that takes the plan up again.

Asserted at the simulated hosts: every VM was switched exactly once, none was missed.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from console.simulator.accounts import Account
from console.simulator.clock import RealClock
from console.simulator.descriptions import ChangeStyle, HostDescription, VmDescription
from console.simulator.fleets import build
from console.simulator.running_host import running
from console.simulator.server import HostSettings, SimulatedHost
from tests.e2e.console_process import environment

CHILD = Path(__file__).with_name("plan_child.py")
PASSWORD = "pw-of-this-test"
HOSTS, VMS = 3, 100
LIMIT_S = 120.0
MODIFY = "ModifyResourceSettings"


class Site:
    """The simulated hosts, and what was done to them."""

    def __init__(self, live, machines):
        self.live = live
        self.machines = machines

    @property
    def ports(self):
        return [str(each.port) for each in self.live]

    @property
    def vms(self):
        return [vm for machine in self.machines for vm in machine.vms.values()]

    @property
    def changes(self):
        return sum(len(vm.service_changes) for vm in self.vms)

    @property
    def calls(self):
        return sum(each.method == MODIFY for host in self.live for each in host.log.messages)


@contextlib.contextmanager
def simulated(style=ChangeStyle.AT_ONCE, hosts=HOSTS, vms=VMS):
    hosts = [
        HostDescription(
            f"HV{h}",
            latency_ms=2,
            vms=tuple(VmDescription(f"vm{h}-{n:03}", changes=style) for n in range(vms)),
        )
        for h in range(hosts)
    ]
    repositories = [build(host, RealClock()) for host in hosts]
    served = [
        SimulatedHost(repository, HostSettings(host.name, (Account("sim", PASSWORD),)))
        for host, repository in zip(hosts, repositories, strict=True)
    ]
    with running(served) as live:
        yield Site(live, [repository.machine for repository in repositories])


@contextlib.contextmanager
def child(folder, what, site):
    process = subprocess.Popen(
        [sys.executable, str(CHILD), str(folder), what, *site.ports],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    watchdog = threading.Timer(LIMIT_S, process.kill)
    watchdog.start()
    try:
        process.stdin.write(PASSWORD.encode() + b"\n")
        process.stdin.flush()
        yield process
    finally:
        watchdog.cancel()
        watchdog.join()
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            pipe.close()


def line_of(process):
    line = process.stdout.readline()
    assert line, process.stderr.read().decode()
    return json.loads(line)


def kill_after(site, folder, changes):
    """Run the plan and kill the program when so many VMs have been switched."""
    with child(folder, "start", site) as process:
        begun = line_of(process)
        assert begun["phase"] == "running"
        deadline = time.monotonic() + LIMIT_S
        while site.changes < changes:
            assert time.monotonic() < deadline
            assert process.poll() is None, process.stderr.read().decode()
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
        process.wait()


def resumed(site, folder):
    with child(folder, "resume", site) as process:
        return line_of(process), line_of(process)


@pytest.mark.parametrize("moment", [1, 80, 190, 290])
def test_a_plan_of_300_vms_that_is_killed_is_finished_without_a_repetition(moment, tmp_path):
    with simulated() as site:
        kill_after(site, tmp_path, moment)
        assert moment <= site.changes < HOSTS * VMS
        found, done = resumed(site, tmp_path)
        assert found["phase"] == "interrupted"
        assert sum(found["phases"].values()) == HOSTS * VMS
        assert done["phase"] == "finished"
        assert done["phases"] == {"succeeded": HOSTS * VMS}
        assert Counter(tuple(vm.service_changes) for vm in site.vms) == {
            (("kvp", False),): HOSTS * VMS
        }
        assert Counter(len(vm.service_requests) for vm in site.vms) == {1: HOSTS * VMS}
        assert site.calls == HOSTS * VMS
        assert [path.suffix for path in tmp_path.iterdir()] == [".done"]


def test_jobs_that_run_while_the_program_is_killed_are_not_repeated(tmp_path):
    with simulated(ChangeStyle.JOB, hosts=1, vms=24) as site:
        kill_after(site, tmp_path, 6)
        _, done = resumed(site, tmp_path)
        assert done["phases"] == {"succeeded": 24}
        assert Counter(tuple(vm.service_requests) for vm in site.vms) == {(("kvp", False),): 24}


def test_a_plan_that_is_killed_again_and_again(tmp_path):
    with simulated(hosts=2, vms=60) as site:
        kill_after(site, tmp_path, 10)
        for moment in (40, 80):
            with child(tmp_path, "resume", site) as process:
                assert line_of(process)["phase"] == "interrupted"
                while site.changes < moment:
                    assert process.poll() is None, process.stderr.read().decode()
                    time.sleep(0.001)
                os.kill(process.pid, signal.SIGKILL)
                process.wait()
        _, done = resumed(site, tmp_path)
        assert done["phases"] == {"succeeded": 120}
        assert Counter(len(vm.service_requests) for vm in site.vms) == {1: 120}
