"""Which VMs are shown by more than one host: moved, copied, or one computer under two names.

Kept up by differences, because it is asked for every row: a fleet of 10,000 VMs is never compared
as a whole.
"""

from collections.abc import Iterable, Mapping

from console.fleet.store import HostChange, StoreChange
from console.model.host import HostSnapshot
from console.model.identity import HostId, VmId, VmKey


class ClaimBook:
    """Knows, for each VM, the hosts that show it.

    Args:
        hosts: All hosts as they are now.
    """

    def __init__(self, hosts: Mapping[HostId, HostSnapshot]) -> None:
        self._holders: dict[VmId, tuple[HostId, ...]] = {}
        self._labels: dict[HostId, str] = {}
        for id_, host in hosts.items():
            self._labels[id_] = host.label
            self._add(id_, (vm.id for vm in host.vms))

    def rivals(self, key: VmKey) -> tuple[str, ...]:
        """Return the labels of the other hosts that show this VM, in order; mostly none."""
        holders = self._holders.get(key.vm, ())
        if len(holders) < 2:
            return ()
        return tuple(sorted(self._labels[each] for each in holders if each != key.host))

    def take(self, change: StoreChange) -> frozenset[HostId]:
        """Take over what changed.

        Returns:
            Hosts of which some VM may have other rivals than before.
        """
        touched: set[HostId] = set()
        for id_, each in change.hosts.items():
            touched |= self._add(id_, each.diff.added)
            touched |= self._remove(id_, each.diff.removed)
            touched |= self._name(id_, each)
        return frozenset(touched)

    def _add(self, host: HostId, vms: Iterable[VmId]) -> set[HostId]:
        touched: set[HostId] = set()
        for vm in vms:
            holders = self._holders.get(vm, ())
            if host not in holders:
                touched.update(holders)
                self._holders[vm] = (*holders, host)
        return touched

    def _remove(self, host: HostId, vms: Iterable[VmId]) -> set[HostId]:
        touched: set[HostId] = set()
        for vm in vms:
            left = tuple(each for each in self._holders.get(vm, ()) if each != host)
            if left:
                touched.update(left)
                self._holders[vm] = left
            else:
                self._holders.pop(vm, None)
        return touched

    def _name(self, host: HostId, change: HostChange) -> set[HostId]:
        if change.after is None:
            self._labels.pop(host, None)
            return set()
        before, self._labels[host] = self._labels.get(host), change.after.label
        if before in {None, change.after.label}:
            return set()
        shared = (self._holders.get(vm.id, ()) for vm in change.after.vms)
        return {each for holders in shared if len(holders) > 1 for each in holders}
