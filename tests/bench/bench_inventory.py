"""What an inventory costs: cold, refresh, and the naive way. Prints one JSON object."""

import asyncio
import json
import sys
import time
from collections.abc import Callable
from typing import Any

from naive import read_naively
from simulated import fleet

from console.app.commands.readers import Readers
from console.hyperv.state import read_states
from console.model.connection import BACKGROUND_TIMEOUTS, Credential, Endpoint
from console.transport.connect import connect
from console.transport.meter import Meter, MeteredExchange
from console.wsman.client import WsmanClient

NAIVE_LIMIT = 1_000
"""Above this many VMs the naive way takes minutes and tells nothing new."""


def measured(meter: Meter, vms: int, work: Callable[[], object]) -> dict[str, Any]:
    """Run ``work`` and return what it cost this process and the wire."""
    wall, cpu = time.monotonic(), time.process_time()
    work()
    wall, cpu = time.monotonic() - wall, time.process_time() - cpu
    reading = meter.reading
    return {
        "requests": reading.requests,
        "megabytes": round((reading.bytes_sent + reading.bytes_received) / 1e6, 2),
        "largest_envelope": max(reading.largest_request, reading.largest_reply),
        "wall_s": round(wall, 3),
        "cpu_ms_per_vm": round(cpu * 1000 / vms, 3),
    }


def cold(endpoint: Endpoint, credential: Credential, vms: int) -> dict[str, Any]:
    """Measure a whole inventory over several connections, sign-in included."""
    meter = Meter()

    async def read() -> None:
        with Readers(endpoint, credential, BACKGROUND_TIMEOUTS, meter) as readers:
            reading = await readers.read_inventory()
            assert len(reading.vms) == vms, len(reading.vms)
            assert not reading.failed, reading.failed

    return measured(meter, vms, lambda: asyncio.run(read()))


def refresh(endpoint: Endpoint, credential: Credential, vms: int) -> dict[str, Any]:
    """Measure a reading of all states on a connection that is open."""
    meter = Meter()
    exchange = connect(endpoint, credential, BACKGROUND_TIMEOUTS)
    client = WsmanClient(MeteredExchange(exchange, meter), operation_timeout_s=60)
    WsmanClient(exchange).identify()
    known = read_states(WsmanClient(exchange), cold=True).capabilities
    found = measured(meter, vms, lambda: read_states(client, known))
    exchange.close()
    return found


def naive(endpoint: Endpoint, credential: Credential, vms: int) -> dict[str, Any]:
    """Measure the naive way."""
    meter = Meter()
    exchange = connect(endpoint, credential, BACKGROUND_TIMEOUTS)
    client = WsmanClient(MeteredExchange(exchange, meter), operation_timeout_s=60)
    found = measured(meter, vms, lambda: read_naively(client))
    exchange.close()
    return found


def bench(vms: int) -> dict[str, Any]:
    """Measure one size."""
    with fleet("--hosts", "1", "--vms", str(vms)) as (endpoints, credential):
        endpoint = endpoints[0]
        found: dict[str, Any] = {
            "vms": vms,
            "cold": cold(endpoint, credential, vms),
            "refresh": refresh(endpoint, credential, vms),
        }
        if vms <= NAIVE_LIMIT:
            found["naive"] = naive(endpoint, credential, vms)
            found["naive_to_cold_wall"] = round(
                found["naive"]["wall_s"] / found["cold"]["wall_s"], 1
            )
        return found


if __name__ == "__main__":
    sizes = [int(size) for size in sys.argv[1:]] or [100, 1_000, 10_000]
    print(json.dumps([bench(size) for size in sizes], indent=1))
