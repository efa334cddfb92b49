"""Reads one host in the background, tier after tier, for as long as it is wanted.

Theory of operation
-------------------
One task, one connection, one reading at a time. While the host answers, the schedule says what is
due. When a reading of states fails for a reason that may pass, the next try waits for the backoff
and only states are tried; when it fails for a reason that needs a person, the task ends. A
failure of another tier is told, and if the connection itself broke, the states are read next, and
they decide. Readings pass the gate that all hosts share; the time a host takes is measured
inside it.

Everything the poller learns goes to its ``Audience``, the session, which owns the snapshot.
"""

import asyncio
import logging
from dataclasses import dataclass
from random import Random
from typing import Final, Protocol

from console.fleet.backoff import Backoff
from console.fleet.clock import Clock, Timer
from console.fleet.connection import HostConnection
from console.fleet.follow import STEP_S, Following
from console.fleet.gate import PollGate, Urgency
from console.fleet.gateway import Memory, TierReading
from console.fleet.link import LinkEvent, event_of
from console.fleet.read_budget import HostBudget
from console.fleet.schedule import Schedule, Tier
from console.model.errors import ConsoleError, Refused, TimedOut, Unreachable, Untrusted
from console.model.identity import VmId
from console.model.power import PowerAction
from console.model.vm import VmState
from console.settings.schema import PollPace

_log = logging.getLogger(__name__)

LATE_S: Final = 15.0
"""A reading of states that takes longer is told, so that a silent host does not look online."""
LIGHT_S: Final = 0.3
"""Reading states, and signing in before it, takes less where a host answers at once."""
SETTLE_S: Final = 1.0
GUEST_SETTLE_S: Final = 15.0
"""How long after its start a guest begins to tell its addresses, roughly."""


class Audience(Protocol):
    """Who is told what the poller learns."""

    def memory(self) -> Memory:
        """Return what is known, for the next reading."""
        ...

    def stamp(self) -> int:
        """Return the stamp of a reading that begins now."""
        ...

    def was_read(self, tier: Tier, reading: TierReading, stamp: int, started: float) -> None:
        """A tier was read."""
        ...

    def has_failed(self, event: LinkEvent, error: ConsoleError, retry_at: float | None) -> None:
        """The states could not be read."""
        ...

    def part_failed(self, tier: Tier, error: ConsoleError) -> None:
        """Another tier could not be read; the link is not in question."""
        ...

    def show_rhythm(self, pace_s: float | None, is_slow: bool) -> None:
        """How often the host is read has changed."""
        ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all pollers share."""

    clock: Clock
    gate: PollGate
    rng: Random


class HostPoller:
    """Reads one host. All methods but ``run`` return at once and may be called at any time.

    Args:
        connection: The background connection; used by nobody else, closed by its owner.
        audience: Who is told.
        around: What all pollers share.
        pace: How often to read.
        budget: Takes what readings cost.
    """

    def __init__(
        self,
        connection: HostConnection,
        audience: Audience,
        around: Surroundings,
        pace: PollPace,
        budget: HostBudget | None = None,
    ) -> None:
        self._connection = connection
        self._audience = audience
        self._clock = around.clock
        self._gate = around.gate
        self._budget = budget or HostBudget()
        self._schedule = Schedule(pace, around.rng, around.clock.monotonic())
        self._backoff = Backoff(around.rng)
        self._following = Following()
        self._wake = asyncio.Event()
        self._retry_at: float | None = None
        self._has_guest_names = True
        self._late: Timer | None = None
        self._have_read: set[Tier] = set()
        self._waited = 0.0

    def urge(self) -> None:
        """Read everything now, and do not wait for a retry."""
        now = self._clock.monotonic()
        self._schedule.hasten_all(now)
        if self._retry_at is not None:
            self._retry_at = now
        self._wake.set()

    def hasten_changes(self) -> None:
        """Read soon what an operation may have changed."""
        now = self._clock.monotonic()
        self._schedule.hasten(Tier.STATES, now)
        self._schedule.hasten(Tier.SERVICES, now)
        self._wake.set()

    def follow(self, vm: VmId, action: PowerAction) -> None:
        """Read the states in quick steps until an action has shown its effect."""
        now = self._clock.monotonic()
        self._following.begin(vm, action, now)
        self._schedule.hasten(Tier.STATES, now + STEP_S)
        self._wake.set()

    def set_pace(self, pace: PollPace) -> None:
        """Read at another pace from now on."""
        self._schedule.set_pace(pace)
        self._wake.set()

    def stop(self) -> None:
        """Tell nothing any more; the owner cancels the task."""
        self._call_off_late()

    async def run(self) -> None:
        """Read until cancelled, or until the host needs a person."""
        while True:
            tier = self._next_tier()
            if tier is None:
                await self._rest()
            elif not await self._poll(tier):
                return

    def _next_tier(self) -> Tier | None:
        now = self._clock.monotonic()
        if self._retry_at is not None:
            return Tier.STATES if self._retry_at <= now else None
        tier = self._schedule.due(now)
        if tier is Tier.INVENTORY:
            states = self._audience.memory().states
            # An inventory goes with cold states; they are read first where the last were not.
            return Tier.INVENTORY if states is not None and states.is_cold else Tier.STATES
        return tier

    async def _rest(self) -> None:
        """Sleep until something is due or someone wakes us."""
        until = self._schedule.next_at if self._retry_at is None else self._retry_at
        delay = max(0.0, until - self._clock.monotonic())
        timer = self._clock.later(delay, self._wake.set)
        try:
            await self._wake.wait()
        finally:
            timer.cancel()
        self._wake.clear()

    async def _poll(self, tier: Tier) -> bool:
        """Read one tier; whether to go on."""
        if tier is Tier.GUESTS and self._has_guest_names:
            self._schedule.finished(tier, self._clock.monotonic(), 0.0)
            return True
        asked = started = self._clock.monotonic()
        try:
            async with self._gate.place(self._urgency(tier), self._patience(tier)):
                started = self._clock.monotonic()
                self._waited = started - asked
                stamp = self._audience.stamp()
                reading = await self._read(tier)
        except ConsoleError as error:
            return self._failed(tier, error, started)
        except Exception as problem:  # noqa: BLE001 - a mistake of ours must not look like "online"
            _log.exception("Reading %s failed", tier.value)
            error = ConsoleError(f"{type(problem).__name__} while reading {tier.value}")
            return self._failed(tier, error, started)
        self._succeeded(tier, reading, stamp, started)
        return True

    def _urgency(self, tier: Tier) -> Urgency:
        if Tier.STATES not in self._have_read or self._following.is_on:
            return Urgency.FIRST
        return Urgency.AGAIN if tier in self._have_read else Urgency.NEW

    def _patience(self, tier: Tier) -> float | None:
        """Return how long a reading holds its place: short where it is likely that we only wait."""
        return LIGHT_S if tier is Tier.STATES or self._schedule.is_slow else None

    async def _read(self, tier: Tier) -> TierReading:
        memory = self._audience.memory()
        cold = self._schedule.due_at(Tier.INVENTORY) <= self._clock.monotonic()
        call = self._connection.call(self._connection.gateway.read_tier, tier, memory, cold)
        if tier is not Tier.STATES:
            return await call
        self._late = self._clock.later(LATE_S, self._is_late)
        try:
            return await call
        finally:
            self._call_off_late()

    def _call_off_late(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _is_late(self) -> None:
        self._audience.has_failed(LinkEvent.LOST, TimedOut("read", LATE_S), None)

    def _succeeded(self, tier: Tier, reading: TierReading, stamp: int, started: float) -> None:
        now = self._clock.monotonic()
        before = {row.id: row.state for row in self._audience.memory().rows}
        self._schedule.finished(tier, started, now - started, self._waited)
        cost = reading.requests, reading.size
        self._budget.note(self._schedule, tier, started, now - started, cost)
        self._have_read.add(tier)
        if tier is Tier.STATES:
            self._retry_at = None
            self._backoff.succeeded()
            self._following.seen(reading.rows, now)
            if self._following.is_on:
                self._schedule.hasten(Tier.STATES, max(now + STEP_S / 2, started + STEP_S))
            self._expect_more(before, reading, now)
        if tier is Tier.INVENTORY:
            self._has_guest_names = reading.has_guest_names
        self._audience.was_read(tier, reading, stamp, started)
        self._show_rhythm()

    def _show_rhythm(self) -> None:
        self._audience.show_rhythm(self._schedule.pace_of(Tier.STATES), self._schedule.is_slow)

    def _expect_more(self, before: dict[VmId, VmState], reading: TierReading, now: float) -> None:
        """Read soon what a change of states drags along: services report, guests tell names."""
        if not before:
            return
        if any(row.id not in before for row in reading.rows):
            self._schedule.hasten_gently(Tier.INVENTORY, now, SETTLE_S)
            self._schedule.hasten_gently(Tier.DEVICES, now, SETTLE_S)
        changed = [row for row in reading.rows if before.get(row.id) is not row.state]
        if changed:
            self._schedule.hasten_gently(Tier.SERVICES, now, SETTLE_S)
        if any(row.state is VmState.RUNNING for row in changed):
            names = Tier.INVENTORY if self._has_guest_names else Tier.GUESTS
            self._schedule.hasten_gently(names, now, GUEST_SETTLE_S)

    def _failed(self, tier: Tier, error: ConsoleError, started: float) -> bool:
        now = self._clock.monotonic()
        self._schedule.finished(tier, started, now - started, self._waited)
        self._budget.note(self._schedule, tier, started, now - started, error=error)
        event = event_of(error)
        if tier is not Tier.STATES and not isinstance(error, Refused | Untrusted):
            if isinstance(error, Unreachable | TimedOut):
                self._schedule.hasten(Tier.STATES, now)
            self._audience.part_failed(tier, error)
            return True
        if event is LinkEvent.LOST:
            self._retry_at = now + self._backoff.failed()
        self._audience.has_failed(event, error, self._retry_at)
        return event is LinkEvent.LOST
