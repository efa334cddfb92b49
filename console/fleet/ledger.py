"""What is known of one host: the one owner of its snapshot.

Rows come from two sides: the poller's readings over the background connection, and what an
operation reads back over the interactive one. ``stamp`` decides when they disagree: a background
reading that began before a change was confirmed does not touch that VM's row.
"""

from dataclasses import replace
from typing import Any

from console.fleet.gateway import Memory, TierReading
from console.fleet.link import LinkEvent, next_state
from console.fleet.operation import HOST_WIDE
from console.fleet.schedule import Tier
from console.fleet.stamp import Stamps, shield
from console.fleet.store import FleetStore
from console.hyperv.assemble import with_services
from console.hyperv.capability import UNPROBED
from console.hyperv.reading import StatesReading
from console.model.errors import ConsoleError
from console.model.host import HostFacts, HostSnapshot
from console.model.identity import VmId
from console.model.service import ServiceSnapshot
from console.model.vm import VmSnapshot
from console.settings.schema import HostConfig


class HostLedger:
    """Keeps a host's snapshot and puts it into the store at each change.

    Args:
        config: What the host is called and where it is.
        store: Takes the snapshot.
    """

    def __init__(self, config: HostConfig, store: FleetStore) -> None:
        self._store = store
        self._stamps = Stamps()
        self._capabilities = UNPROBED
        self._states: StatesReading | None = None
        self._part_errors: dict[Tier, ConsoleError] = {}
        self._snapshot = HostSnapshot(config.id, config.label)
        self.describe(config)

    @property
    def snapshot(self) -> HostSnapshot:
        """The host as the store has it."""
        return self._snapshot

    def memory(self) -> Memory:
        """Return what is known, for the next reading."""
        return Memory(self._capabilities, self._states, self._snapshot.vms)

    def stamp(self) -> int:
        """Return the stamp of a reading that begins now."""
        return self._stamps.begin()

    def describe(self, config: HostConfig, *, is_read_only: bool = False) -> None:
        """Take a new label, address or folder, and whether it may be changed from here."""
        self._put(
            label=config.label,
            address=config.endpoint.host,
            folder=config.folder,
            is_read_only=is_read_only,
            marks=config.marks,
        )

    def recall(self, vms: tuple[VmSnapshot, ...], facts: HostFacts | None, read_at: float) -> None:
        """Show what was known in an earlier run, unless the host has answered in this one."""
        if self._snapshot.read_at is None:
            self._put(vms=vms, facts=facts, read_at=read_at)

    def forget_host(self) -> None:
        """Forget what was learned of the host itself: it may be another one now."""
        self._capabilities = UNPROBED
        self._states = None
        self._part_errors.clear()

    def move(self, event: LinkEvent, error: ConsoleError | None = None) -> None:
        """Note that the user asked for something, or that nothing can be tried."""
        self._put(link=next_state(self._snapshot.link, event), error=error, retry_at=None)

    def was_read(self, tier: Tier, reading: TierReading, stamp: int, started: float) -> None:
        """Show what was read."""
        self._capabilities = self._capabilities.joined(reading.capabilities)
        self._states = reading.states or self._states
        self._note_part(tier, reading.failed[0] if reading.failed else None)
        changes: dict[str, Any] = {
            "vms": self._rows(reading, stamp),
            "facts": self._facts(reading, stamp),
        }
        if tier is Tier.STATES:
            changes["link"] = next_state(self._snapshot.link, LinkEvent.READ)
            changes["read_at"] = started
            changes["retry_at"] = None
        if tier is Tier.STATES or self._snapshot.is_current:
            changes["error"] = self._part_error()
        self._put(**changes)

    def services_read(self, vm: VmId, services: tuple[ServiceSnapshot, ...]) -> None:
        """Show one VM's services as they were read back after a change."""
        self._stamps.confirm(vm)
        vms = self._snapshot.vms
        self._put(vms=tuple(with_services(r, services) if r.id == vm else r for r in vms))

    def facts_read(self, facts: HostFacts) -> None:
        """Show what the host said of itself after a change."""
        self._stamps.confirm(HOST_WIDE)
        self._put(facts=facts)

    def states_read(self, reading: TierReading, stamp: int) -> None:
        """Show states that an operation had read; the link is not in question."""
        self._put(vms=self._rows(reading, stamp))

    def confirm(self, vm: VmId) -> None:
        """Distrust, for this VM, every reading that began before now."""
        self._stamps.confirm(vm)

    def has_failed(self, event: LinkEvent, error: ConsoleError, retry_at: float | None) -> None:
        """Show that the host does not answer, or not as it should."""
        self._put(link=next_state(self._snapshot.link, event), error=error, retry_at=retry_at)

    def part_failed(self, tier: Tier, error: ConsoleError) -> None:
        """Show that a part could not be read."""
        self._note_part(tier, error)
        if self._snapshot.is_current:
            self._put(error=self._part_error())

    def show_rhythm(self, pace_s: float | None, is_slow: bool) -> None:
        """Show how often the host is read."""
        self._put(pace_s=pace_s, is_slow=is_slow)

    def _rows(self, reading: TierReading, stamp: int) -> tuple[VmSnapshot, ...]:
        """Return the rows with a reading laid over them.

        The lane has done the work already, unless the rows changed meanwhile.
        """
        known = self._snapshot.vms
        fresh = reading.rows if known is reading.base else reading.apply(known)
        return shield(known, fresh, self._stamps.overtaken(stamp))

    def _facts(self, reading: TierReading, stamp: int) -> HostFacts | None:
        """Return the facts, unless a change was confirmed after their reading had begun."""
        is_old = HOST_WIDE in self._stamps.overtaken(stamp)
        return self._snapshot.facts if is_old else reading.facts or self._snapshot.facts

    def _note_part(self, tier: Tier, error: ConsoleError | None) -> None:
        self._part_errors.pop(tier, None)
        if error is not None:
            self._part_errors[tier] = error

    def _part_error(self) -> ConsoleError | None:
        return next(iter(self._part_errors.values()), None)

    def _put(self, **changes: Any) -> None:  # noqa: ANN401 - fields of a snapshot, of all types
        self._snapshot = replace(self._snapshot, **changes)
        self._store.put(self._snapshot)
        self._snapshot = self._store.hosts[self._snapshot.id]  # rows that are equal are reused
