"""Several connections to one host for a command: independent readings run side by side."""

from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

from console.fleet.tasks import Spawner
from console.hyperv.inventory import joined, plan, read_states
from console.hyperv.plan import Part
from console.hyperv.reading import HostReading, PartKind, PartReading, StatesReading
from console.model.connection import Credential, Endpoint, Timeouts
from console.model.errors import ConsoleError, Malformed, WsmanFault
from console.transport.connect import connect
from console.transport.lane import Lane
from console.transport.meter import Meter, MeteredExchange
from console.wsman.client import WsmanClient

CONNECTIONS = 2
"""More help little: replies are read by one interpreter. Hosts bear 4 to 8 connections a user."""


class Readers:
    """Lanes to one host, each with its connection; leave the ``with`` block to close them.

    Args:
        endpoint: The host.
        credential: The account.
        timeouts: Bounds of each call.
        meter: Counts what all of them send and receive.
        connections: How many.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        credential: Credential,
        timeouts: Timeouts,
        meter: Meter,
        connections: int = CONNECTIONS,
    ) -> None:
        self._lanes: list[tuple[Lane, WsmanClient]] = []
        for number in range(connections):
            exchange = MeteredExchange(connect(endpoint, credential, timeouts), meter)
            client = WsmanClient(exchange, operation_timeout_s=timeouts.operation, to=endpoint.url)
            self._lanes.append((Lane(f"reader {number}", exchange.close), client))

    def __enter__(self) -> Self:
        """Nothing is opened before the first reading."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close every lane."""
        for lane, _ in self._lanes:
            lane.close()

    async def read_inventory(self, *, with_guest_names: bool = False) -> HostReading:
        """Read the states, then every other part over all connections.

        Args:
            with_guest_names: Read every guest's own name, whatever it costs.

        Raises:
            ConsoleError: The states cannot be read, or the connection broke.
        """
        lane, client = self._lanes[0]
        states = await lane.call(_read_states, client)
        kinds = set(PartKind) - ({PartKind.ADDRESSES} if with_guest_names else set())
        return await self._read_parts(states, plan(states, kinds))

    async def _read_parts(self, states: StatesReading, parts: Sequence[Part]) -> HostReading:
        waiting = sorted(parts, key=lambda part: part.requests)
        readings: list[PartReading] = []
        failed: dict[PartKind, ConsoleError] = {}
        broken: list[ConsoleError] = []  # not raised in a task: it would be logged as a mistake

        async def work(lane: Lane, client: WsmanClient) -> None:
            while waiting and not broken:
                part = waiting.pop()
                try:
                    readings.append(await lane.call(part.read, client))
                except (WsmanFault, Malformed) as problem:
                    failed[part.kind] = problem
                except ConsoleError as problem:
                    broken.append(problem)

        spawner = Spawner()
        tasks = [spawner.spawn(work(*lane), f"reader {n}") for n, lane in enumerate(self._lanes)]
        try:
            for task in tasks:
                await task
        finally:
            await spawner.close(0)
        if broken:
            raise broken[0]
        return joined(states, readings, failed)


def _read_states(client: WsmanClient) -> StatesReading:
    return read_states(client, cold=True)


def one_client(
    endpoint: Endpoint, credential: Credential, timeouts: Timeouts
) -> tuple[WsmanClient, Callable[[], None]]:
    """Return a blocking client for a command that does one thing, and how to close it."""
    exchange = connect(endpoint, credential, timeouts)
    client = WsmanClient(exchange, operation_timeout_s=timeouts.operation, to=endpoint.url)
    return client, exchange.close
