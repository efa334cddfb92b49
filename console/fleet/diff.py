"""What changed between two looks at a host's VMs: pure comparison of frozen rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from types import MappingProxyType

from console.model.identity import VmId
from console.model.vm import VmSnapshot

_FIELDS = tuple(f.name for f in fields(VmSnapshot))


@dataclass(frozen=True, slots=True)
class VmDiff:
    """The difference between two sets of VMs of one host.

    Attributes:
        added: Ids that are new, in the order of the newer set.
        removed: Ids that are gone, in the order of the older set.
        changed: Ids in both whose rows differ, with the names of the ``VmSnapshot`` fields.
    """

    added: tuple[VmId, ...] = ()
    removed: tuple[VmId, ...] = ()
    changed: Mapping[VmId, frozenset[str]] = field(default_factory=dict[VmId, frozenset[str]])

    @property
    def is_empty(self) -> bool:
        """Whether both sets are equal."""
        return not (self.added or self.removed or self.changed)


NO_DIFF = VmDiff()


def changed_fields(before: VmSnapshot, after: VmSnapshot) -> frozenset[str]:
    """Return the names of the fields in which two rows differ."""
    if before is after:
        return frozenset()
    return frozenset(name for name in _FIELDS if getattr(before, name) != getattr(after, name))


def diff_vms(before: Sequence[VmSnapshot], after: Sequence[VmSnapshot]) -> VmDiff:
    """Compare two sets of VMs; rows that are the same object cost almost nothing."""
    if before is after:
        return NO_DIFF
    old = {vm.id: vm for vm in before}
    new = {vm.id: vm for vm in after}
    changed: dict[VmId, frozenset[str]] = {}
    for vm_id, row in new.items():
        known = old.get(vm_id)
        if known is not None and known is not row:
            names = changed_fields(known, row)
            if names:
                changed[vm_id] = names
    return VmDiff(
        added=tuple(vm_id for vm_id in new if vm_id not in old),
        removed=tuple(vm_id for vm_id in old if vm_id not in new),
        changed=MappingProxyType(changed),
    )


def reuse_rows(
    before: tuple[VmSnapshot, ...], after: tuple[VmSnapshot, ...]
) -> tuple[VmSnapshot, ...]:
    """Return ``after`` with every row that equals its older self replaced by that object.

    When nothing differs, ``before`` itself comes back, so that ``is`` answers "did it change?".
    """
    if before is after or before == after:
        return before
    old = {vm.id: vm for vm in before}
    return tuple(known if (known := old.get(vm.id)) == vm else vm for vm in after)
