"""Which system a guest runs, and how the integration components inside it stand: pure.

Since Windows 10 and Server 2016 there is no "out of date" any more: components come with the
guest's own updates (Windows) or with its kernel (Linux, FreeBSD). An older protocol than the
host's is normal for older guests and no error (Microsoft KB4014894).
"""

import enum
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
    ("ubuntu", GuestFamily.UBUNTU),
    ("mint", GuestFamily.UBUNTU),
    ("debian", GuestFamily.DEBIAN),
    ("red hat", GuestFamily.RHEL),
    ("rhel", GuestFamily.RHEL),
    ("centos", GuestFamily.RHEL),
    ("fedora", GuestFamily.RHEL),
    ("oracle", GuestFamily.RHEL),
    ("rocky", GuestFamily.RHEL),
    ("alma", GuestFamily.RHEL),
    ("amazon linux", GuestFamily.RHEL),
    ("suse", GuestFamily.SUSE),
    ("sles", GuestFamily.SUSE),
    ("alpine", GuestFamily.ALPINE),
    ("arch", GuestFamily.ARCH),
    ("freebsd", GuestFamily.FREEBSD),
)
"""What ``OSName`` contains: Windows in every language keeps its name, Linux daemons send the
distribution's."""
_FIRST_SELF_UPDATING: Final = 10
"""Windows 10 and Server 2016: components come by Windows Update in the guest."""


def guest_family(facts: GuestFacts) -> GuestFamily:
    """Return the family of the system that a guest told; it is data, and only ever a hint."""
    name = facts.os_name.lower()
    if not name:
        return GuestFamily.UNKNOWN
    for part, family in _NAMES:
        if part in name:
            return family
    is_linux = "linux" in name or facts.os_version[:1].isdigit()
    return GuestFamily.OTHER_LINUX if is_linux else GuestFamily.UNKNOWN


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

    An older protocol goes before where components come from; the host's word that they match goes
    before a guess from the guest's system. Nothing that answers means "not installed" only while
    the VM runs and its services have been read.
    """
    if _is_older(vm):
        return IntegrationDrift.OLDER
    if _is_silent(vm):
        return IntegrationDrift.NOT_INSTALLED
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
    if vm.state is not VmState.RUNNING or vm.guest.os_name:
        return False
    statuses = {service.status for service in vm.services if service.enabled}
    return statuses == {ServiceStatus.NO_CONTACT}


def _major(version: str) -> int:
    first = version.split(".", 1)[0]
    return int(first) if first.isdigit() else 0
