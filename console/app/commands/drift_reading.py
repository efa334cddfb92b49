"""Read several hosts for a command, some at a time; one that fails keeps no other back."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from console.app.commands.readers import Readers
from console.fleet.drift_report import HostFace
from console.fleet.tasks import Spawner
from console.hyperv.reading import HostReading, PartKind
from console.model.connection import Credential, Endpoint, Timeouts
from console.model.errors import ConsoleError
from console.model.identity import HostId
from console.model.vm import VmSnapshot
from console.settings.schema import HostConfig
from console.transport.meter import Meter

HOSTS_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Target:
    """A host to read.

    Attributes:
        url: As it was named.
        endpoint: Where it listens.
        credential: The account.
        config: What the list of hosts knows of it; ``None`` when it is not listed.
    """

    url: str
    endpoint: Endpoint
    credential: Credential
    config: HostConfig | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of reading a host.

    Attributes:
        target: Which host.
        reading: ``None`` when it could not be read.
        error: Why it could not be read, or why its services or its name could not.
    """

    target: Target
    reading: HostReading | None = None
    error: ConsoleError | None = None

    @property
    def vms(self) -> tuple[VmSnapshot, ...]:
        """Its VMs; none when it could not be read."""
        return self.reading.vms if self.reading else ()

    @property
    def name(self) -> str:
        """What to call it: its label where it is listed, else its own name, else its address."""
        if self.target.config is not None:
            return self.target.config.label
        return self._own_name or self.target.endpoint.host

    @property
    def folder(self) -> str:
        """Where it is kept in the list of hosts."""
        return self.target.config.folder if self.target.config else ""

    @property
    def face(self) -> HostFace:
        """What rules see of it."""
        target = self.target
        host_id = target.config.id if target.config else HostId(target.url)
        return HostFace(host_id, self.name, target.endpoint.host, self._own_name)

    @property
    def _own_name(self) -> str:
        facts = self.reading.facts if self.reading else None
        return facts.name if facts else ""


async def read_all(targets: Sequence[Target], timeouts: Timeouts) -> tuple[Asked, ...]:
    """Return what became of each host, in the order of ``targets``."""
    waiting = deque(enumerate(targets))
    found: dict[int, Asked] = {}

    async def work() -> None:
        while waiting:
            number, target = waiting.popleft()
            found[number] = await _read(target, timeouts)

    spawner = Spawner()
    tasks = [
        spawner.spawn(work(), f"host reader {number}")
        for number in range(min(HOSTS_AT_ONCE, len(targets)))
    ]
    try:
        for task in tasks:
            await task
    finally:
        await spawner.close(0)
    return tuple(found[number] for number in range(len(targets)))


async def _read(target: Target, timeouts: Timeouts) -> Asked:
    try:
        with Readers(target.endpoint, target.credential, timeouts, Meter()) as readers:
            reading = await readers.read_inventory()
    except ConsoleError as problem:
        return Asked(target, error=problem)
    # Without its own name, a rule that names hosts might wrongly seem not to be about this one.
    error = reading.failed.get(PartKind.SWITCHES) or reading.failed.get(PartKind.FACTS)
    return Asked(target, reading, error)
