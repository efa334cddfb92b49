"""A program that runs one plan and may be killed at any moment; it is no test.

``plan_child.py FOLDER start|resume PORT…``: the first form switches a service of every VM
off, the second takes up the plan that is found in the folder. The password comes on the first line
of input. A line of JSON is printed when the plan begins, and one when it is over.
"""

import asyncio
import json
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from console.fleet.fleet import Fleet
from console.fleet.operation import ServiceChange
from console.fleet.plan import OriginKind, PlanOrigin, draft
from console.fleet.plan_journal import PlanJournal
from console.fleet.plan_record import PlanRecord
from console.model.connection import AuthMethod, Credential
from console.model.connection import Endpoint as Address
from console.model.identity import HostId, VmKey
from console.model.service import ServiceKind
from console.settings.schema import HostConfig, PollPace
from console.transport.connect import connect

CALM = PollPace(states_s=30.0, services_s=60.0, inventory_s=300.0)


def tell(record: PlanRecord) -> None:
    phases = Counter(result.phase.value for result in record.results)
    print(json.dumps({"phase": record.phase.value, "phases": phases}), flush=True)


async def online(fleet: Fleet, ports: list[str], password: str) -> None:
    for port in ports:
        config = HostConfig(
            HostId(port), port, Address("127.0.0.1", int(port)), "sim", AuthMethod.NTLM
        )
        fleet.add(config, Credential("sim", password))
        fleet.connect(config.id)
    while not all(  # noqa: ASYNC110 - it has a time limit, and no loop but this
        host.vms and all(vm.services for vm in host.vms) for host in fleet.store.hosts.values()
    ):
        await asyncio.sleep(0.01)


async def main(folder: str, what: str, ports: list[str], password: str) -> None:
    fleet = Fleet(connect, pace=CALM, rng=Random(1), journal=PlanJournal(Path(folder)))
    assert not await fleet.plans.load()
    await online(fleet, ports, password)
    if what == "start":
        change = ServiceChange(ServiceKind.KVP, False)
        hosts = fleet.store.hosts
        wishes = [(VmKey(host.id, vm.id), change) for host in hosts.values() for vm in host.vms]
        origin = PlanOrigin(OriginKind.CHOSEN)
        plan = draft(hosts, wishes, origin=origin, made_at=datetime.now(UTC))
        record = fleet.plans.start(plan)
        tell(record)
    else:
        (record,) = fleet.plans.records
        tell(record)
        fleet.plans.resume(record.id)
    while fleet.plans.record(record.id).is_pending:  # noqa: ASYNC110 - as above
        await asyncio.sleep(0.01)
    await fleet.close()
    tell(fleet.plans.record(record.id))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3:], sys.stdin.readline().rstrip("\n")))
