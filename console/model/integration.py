"""Which system a guest runs, and how the integration components inside it stand: pure.

Since Windows 10 and Server 2016 there is no "out of date" any more: components come with the
guest's own updates (Windows) or with its kernel (Linux, FreeBSD). An older protocol than the
host's is normal for older guests and no error (Microsoft KB4014894).
"""

import enum
import re
from typing import Final

from console.model.guest import GuestFacts
from console.model.service import ServiceDetail, ServiceSnapshot, ServiceStatus
from console.model.vm import IntegrationState, VmSnapshot, VmState


class GuestFamily(enum.Enum):
    """The system in a guest, as far as handling it differs; the value is its word in profiles."""

    WINDOWS = "windows"
    UBUNTU = "ubuntu"
    DEBIAN = "debian"
    RHEL = "rhel"
    """Red Hat Enterprise Linux, its rebuilds, and Fedora."""
    SUSE = "suse"
    ALPINE = "alpine"
    ARCH = "arch"
    FREEBSD = "freebsd"
    OTHER_LINUX = "linux"
    UNKNOWN = "unknown"


_NAMES: Final = (
    ("windows", GuestFamily.WINDOWS),
    ("hyper-v server", GuestFamily.WINDOWS),
    ("azure stack hci", GuestFamily.WINDOWS),
    ("ubuntu", GuestFamily.UBUNTU),
    (" mint ", GuestFamily.UBUNTU),
    ("debian", GuestFamily.DEBIAN),
    ("red hat", GuestFamily.RHEL),
    ("rhel", GuestFamily.RHEL),
    ("centos", GuestFamily.RHEL),
    ("fedora", GuestFamily.RHEL),
    ("oracle linux", GuestFamily.RHEL),
    ("rocky", GuestFamily.RHEL),
    ("almalinux", GuestFamily.RHEL),
    ("amazon linux", GuestFamily.RHEL),
    ("suse", GuestFamily.SUSE),
    ("sles", GuestFamily.SUSE),
    ("alpine", GuestFamily.ALPINE),
    (" arch ", GuestFamily.ARCH),
    ("freebsd", GuestFamily.FREEBSD),
)
"""What ``OSName`` contains: Windows in every language keeps its name, Linux daemons send the
distribution's. A space stands for the end of a word: "aarch64" names no distribution."""
_OTHER_UNIX: Final = ("bsd", "solaris", "illumos", "darwin")
"""Their versions look like a Linux kernel's."""
_FIRST_SELF_UPDATING: Final = 10
"""Windows 10 and Server 2016: components come by Windows Update in the guest."""
_MAJOR: Final = re.compile(r"(\d{1,4})(?:\.|\Z)", re.ASCII)
SILENT_AFTER_S: Final = 300
"""A guest that still starts answers nothing either; how long that may take is our guess."""
_WITHOUT_GUEST: Final = frozenset({VmState.OFF, VmState.SAVED})


def guest_family(facts: GuestFacts) -> GuestFamily:
    """Return the family of the system that a guest told; it is data, and only ever a hint."""
    name = f" {facts.os_name.lower()} "
    for part, family in _NAMES:
        if part in name:
            return family
    if "linux" in name:
        return GuestFamily.OTHER_LINUX
    is_named = bool(name.strip()) and not any(part in name for part in _OTHER_UNIX)
    is_kernel = is_named and _major(facts.os_version) > 0
    return GuestFamily.OTHER_LINUX if is_kernel else GuestFamily.UNKNOWN


class IntegrationDrift(enum.Enum):
    """How a guest's integration components stand."""

    UP_TO_DATE = "up_to_date"
    """The host says so."""
    OLDER = "older"
    """They speak an older protocol than the host; they work."""
    BY_KERNEL = "by_kernel"
    """They are part of the guest's kernel."""
    BY_WINDOWS_UPDATE = "by_windows_update"
    """The guest's own updates bring them."""
    NOT_INSTALLED = "not_installed"
    """Nothing in the running guest answers."""
    UNKNOWN = "unknown"


def drift_of(vm: VmSnapshot) -> IntegrationDrift:
    """Return how the components of a guest stand, by all that is known.

    The first that holds:

    1. The VM is off or saved: what was known of it may not hold any more (``UNKNOWN``).
    2. The host says that the versions differ, or a service that is on speaks an older protocol
       (``OLDER``): a sign that was observed goes before where components come from. It is
       information, no error: such guests work (Microsoft KB4014894).
    3. Nothing in a guest that runs for ``SILENT_AFTER_S`` ever answered on any service that is on,
       and it told nothing of itself (``NOT_INSTALLED``).
    4. A guest of Linux or FreeBSD: its kernel brings them (``BY_KERNEL``), even where the host has
       an opinion on their version.
    5. The host says that they match (``UP_TO_DATE``).
    6. Windows 10, Server 2016 or newer, of which the host says nothing (``BY_WINDOWS_UPDATE``).
    7. ``UNKNOWN``.
    """
    if vm.state in _WITHOUT_GUEST:
        return IntegrationDrift.UNKNOWN
    if _is_older(vm):
        return IntegrationDrift.OLDER
    if _is_silent(vm):
        return IntegrationDrift.NOT_INSTALLED
    return _by_origin(vm)


def _by_origin(vm: VmSnapshot) -> IntegrationDrift:
    """Return how components stand that give no sign of being older: steps 4 to 7."""
    family = guest_family(vm.guest)
    if family not in (GuestFamily.UNKNOWN, GuestFamily.WINDOWS):
        return IntegrationDrift.BY_KERNEL
    if vm.integration is IntegrationState.UP_TO_DATE:
        return IntegrationDrift.UP_TO_DATE
    is_windows = family is GuestFamily.WINDOWS
    if is_windows and _major(vm.guest.os_version) >= _FIRST_SELF_UPDATING:
        return IntegrationDrift.BY_WINDOWS_UPDATE
    return IntegrationDrift.UNKNOWN


def _is_older(vm: VmSnapshot) -> bool:
    return vm.integration is IntegrationState.MISMATCH or any(
        service.enabled and _speaks_older(service) for service in vm.services
    )


def _speaks_older(service: ServiceSnapshot) -> bool:
    is_degraded = service.status is ServiceStatus.DEGRADED
    return is_degraded or service.detail is ServiceDetail.PROTOCOL_MISMATCH


def _is_silent(vm: VmSnapshot) -> bool:
    """Whether every service that is on reports that the guest was never heard."""
    has_had_time = vm.uptime_s is not None and vm.uptime_s >= SILENT_AFTER_S
    if vm.state is not VmState.RUNNING or not has_had_time or vm.guest.os_name:
        return False
    statuses = {service.status for service in vm.services if service.enabled}
    return statuses == {ServiceStatus.NO_CONTACT}


def _major(version: str) -> int:
    """Return the first number of a version, 0 where there is none; a guest may write anything."""
    match = _MAJOR.match(version)
    return int(match[1]) if match else 0
