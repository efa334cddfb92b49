"""The latest snapshot of every host, and who wants to know when one changes.

The store is used on the event loop's thread only. ``put`` compares: rows that are equal keep the
old objects, so that ``is`` is the fast diff for everyone downstream. What changed is told at most
every 100 ms and at once after a quiet time; the change that is told spans everything since the
last telling, so a host that flips twice in between is told once.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from console.fleet.clock import Timer
from console.fleet.diff import VmDiff, diff_vms, reuse_rows
from console.fleet.subscription import Subscribers
from console.model.host import HostSnapshot
from console.model.identity import HostId, VmKey
from console.model.vm import VmSnapshot

TELL_EVERY_S = 0.1


@dataclass(frozen=True, slots=True)
class HostChange:
    """How one host changed.

    Attributes:
        before: ``None`` when the host is new.
        after: ``None`` when the host is gone.
        diff: What changed among its VMs; empty when only the host itself did.
    """

    before: HostSnapshot | None
    after: HostSnapshot | None
    diff: VmDiff


@dataclass(frozen=True, slots=True)
class StoreChange:
    """Everything that changed since the last telling, by host."""

    hosts: Mapping[HostId, HostChange]


Later = Callable[[float, Callable[[], None]], Timer]
"""Run a function after some seconds (``loop.call_later``)."""

Subscriber = Callable[[StoreChange], None]


class FleetStore:
    """Snapshots of all hosts, by id.

    Args:
        later: How to run something after some seconds; the running loop's ``call_later`` unless
            given.
        monotonic: The clock that goes with it; the running loop's ``time`` unless given.
    """

    def __init__(
        self, *, later: Later | None = None, monotonic: Callable[[], float] | None = None
    ) -> None:
        self._later: Later = later or _loop_later
        self._monotonic = monotonic or _loop_time
        self._hosts: dict[HostId, HostSnapshot] = {}
        self._view = MappingProxyType(self._hosts)
        self._before: dict[HostId, HostSnapshot | None] = {}
        self._subscribers: Subscribers[StoreChange] = Subscribers()
        self._timer: Timer | None = None
        self._told_at: float | None = None

    @property
    def hosts(self) -> Mapping[HostId, HostSnapshot]:
        """All hosts, in the order in which they came; a live view that cannot be written."""
        return self._view

    def vm(self, key: VmKey) -> VmSnapshot | None:
        """Return one VM, or ``None`` when the host or the VM is not known."""
        host = self._hosts.get(key.host)
        return host.vm(key.vm) if host else None

    def put(self, snapshot: HostSnapshot) -> None:
        """Take a new look at one host; nothing is told when it equals the last."""
        known = self._hosts.get(snapshot.id)
        if known is not None:
            rows = reuse_rows(known.vms, snapshot.vms)
            if rows is not snapshot.vms:
                snapshot = replace(snapshot, vms=rows)
            if snapshot == known:
                return
        self._before.setdefault(snapshot.id, known)
        self._hosts[snapshot.id] = snapshot
        self._schedule()

    def drop(self, host: HostId) -> None:
        """Forget a host; an unknown one is ignored."""
        known = self._hosts.pop(host, None)
        if known is not None:
            self._before.setdefault(host, known)
            self._schedule()

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """Have ``callback`` told of every change from now on.

        Returns:
            A function that ends it; calling it twice does no harm.
        """
        return self._subscribers.add(callback)

    def flush(self) -> None:
        """Tell now what has not been told yet."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        pending, self._before = self._before, {}
        changes = {
            host: HostChange(before, after, _vm_diff(before, after))
            for host, before in pending.items()
            if (after := self._hosts.get(host)) is not before
        }
        if changes:
            self._told_at = self._monotonic()
            self._subscribers.tell(StoreChange(MappingProxyType(changes)))

    def close(self) -> None:
        """Tell nobody any more; what the store holds stays readable."""
        self._subscribers.clear()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _schedule(self) -> None:
        if self._timer is None:
            quiet = 0.0
            if self._told_at is not None:
                quiet = max(0.0, self._told_at + TELL_EVERY_S - self._monotonic())
            self._timer = self._later(quiet, self.flush)


def _vm_diff(before: HostSnapshot | None, after: HostSnapshot | None) -> VmDiff:
    return diff_vms(before.vms if before else (), after.vms if after else ())


def _loop_later(seconds: float, function: Callable[[], None]) -> Timer:
    return asyncio.get_running_loop().call_later(seconds, function)


def _loop_time() -> float:
    return asyncio.get_running_loop().time()
