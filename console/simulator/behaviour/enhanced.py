"""Whether a guest offers its remote desktop service to the host: a function of what it is."""

from typing import Final

from console.simulator.behaviour.vm import SimulatedVm
from console.simulator.descriptions import EnhancedStyle

VMBUS: Final = 0
HVSOCKET: Final = 1
"""``EnhancedSessionTransportType``."""

_HOME_EDITIONS: Final = frozenset({2, 3, 5, 11, 26, 98, 99, 100, 101})
_FIRST_VERSION: Final = (6, 3)


def is_offered(vm: SimulatedVm, now: float) -> bool:
    """Tell whether an enhanced session could begin now, were the host to allow it.

    Windows offers its service from 8.1 and Server 2012 R2 on, but not its Home editions. Linux does
    with xrdp, over the Hyper-V socket only. Both take their time after a start.
    """
    style = vm.description.enhanced
    if style is not EnhancedStyle.AUTO:
        return style is EnhancedStyle.AVAILABLE
    if vm.guest_age(now) < vm.guest.kvp_s * vm.pace:
        return False
    if vm.guest.is_windows:
        return _is_able_windows(vm)
    return vm.description.xrdp and vm.settings.transport == HVSOCKET


def _is_able_windows(vm: SimulatedVm) -> bool:
    version = tuple(int(part) for part in vm.guest.os_version.split(".")[:2])
    return version >= _FIRST_VERSION and vm.guest.edition not in _HOME_EDITIONS
