"""Names for the things the console talks about."""

from typing import NamedTuple, NewType

HostId = NewType("HostId", str)
"""Our own id of a configured host; it survives a change of address or label."""

VmId = NewType("VmId", str)
"""``Msvm_ComputerSystem.Name`` of a VM: a GUID in upper case, without braces."""

OperationId = NewType("OperationId", int)
"""Number of an operation in the activity record of this run."""


PlanId = NewType("PlanId", str)
"""Our own id of a plan for many VMs; it survives the end of the program."""


class VmKey(NamedTuple):
    """A VM as one host shows it: two hosts may claim the same VM."""

    host: HostId
    vm: VmId
