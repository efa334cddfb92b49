"""24 hours of a fleet in minutes: what it takes at each hour, as one JSON object.

Usage: bench_day.py [HOURS HOSTS VMS]. Real lanes, threads, sign-ins and HTTP; the clock jumps over
waiting (``tests/contract/fleet_day.py``). Each hour brings 20 switched services, four plans
over half of all VMs, power changes, and four times a host that is cut off, or removed, and comes
back.
"""

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from simulated import fleet

from console.settings.schema import PollPace
from tests.contract.fleet_day import Day, figures, run_day

PACE = PollPace(states_s=60.0, services_s=300.0, inventory_s=900.0)


def main() -> None:
    """Live through the day."""
    hours, hosts, vms = map(int, sys.argv[1:] or ("24", "6", "10"))
    began = time.monotonic()
    with fleet("--hosts", str(hosts), "--vms", str(vms)) as (endpoints, credential):

        async def body() -> None:
            day = Day([(each, credential) for each in endpoints], PACE)
            day.begin()
            await day.pass_hours(hours)
            print(json.dumps(figures(day, began)), flush=True)
            await day.end()

        run_day(body)


if __name__ == "__main__":
    main()
