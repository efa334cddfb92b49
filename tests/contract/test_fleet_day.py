"""Some hours of a fleet: what it takes does not grow with time."""

import contextlib

from console.model.connection import Credential, Endpoint
from console.settings.schema import PollPace
from console.simulator.accounts import Account
from console.simulator.descriptions import HostDescription, VmDescription
from console.simulator.fleets import build
from console.simulator.running_host import running
from console.simulator.server import HostSettings, SimulatedHost
from tests.contract.fleet_day import Day, run_day

PASSWORD = "pw-of-this-test"
PACE = PollPace(states_s=120.0, services_s=900.0, inventory_s=1800.0)
HOSTS, VMS, HOURS = 2, 3, 3


def simulated(number):
    name = f"HV{number}"
    vms = tuple(VmDescription(f"{name}-{n}") for n in range(VMS))
    settings = HostSettings(name, (Account("sim", PASSWORD),))
    return SimulatedHost(build(HostDescription(name, vms=vms)), settings)


def test_hours_pass_and_nothing_grows():
    with contextlib.ExitStack() as stack:
        live = stack.enter_context(running([simulated(n) for n in range(HOSTS)]))
        known = [(Endpoint("127.0.0.1", each.port), Credential("sim", PASSWORD)) for each in live]

        async def body():
            day = Day(known, PACE)
            day.begin()
            await day.pass_hours(HOURS, lambda hour: live[0].restart() if hour == 1 else None)
            first, last = day.samples[0], day.samples[-1]
            assert last.threads <= first.threads + 2
            assert last.descriptors <= first.descriptors + 4
            requests = last.requests - first.requests
            assert requests > 100, "it was really read"
            # Records of operations and plans are kept, up to a bound; nothing else may grow.
            assert (last.objects - first.objects) / requests < 10
            assert all(host.is_current for host in day.fleet.store.hosts.values())
            await day.end()

        run_day(body)
