"""Operating systems in VMs: what they tell through KVP, and how long they take to come up.

The timeline of a start is a pure function of the seconds since power-on: silence, then contact
(heartbeat and the other services answer), then KVP data, then addresses. Names of KVP items are
those of the Hyper-V WMI v2 reference ("Msvm_KvpExchangeComponent"); Linux daemons send a subset.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GuestProfile:
    """A kind of guest.

    Attributes:
        os_name: ``OSName``; empty when nothing runs in the VM.
        os_version: ``OSVersion``; a kernel's release on Linux.
        build: ``OSBuildNumber`` of Windows.
        edition: ``OSEditionId`` of Windows.
        product_type: 1 workstation, 3 server; 0 on Linux.
        has_daemons: Whether KVP, VSS and file copy answer.
        answers: Whether anything in the guest answers at all.
        is_old: Whether its protocol is older than the host's, which the host reports.
        contact_s: Until the heartbeat.
        kvp_s: Until KVP data.
        address_s: Until addresses.
        shutdown_s: How long it takes to stop.
    """

    os_name: str
    os_version: str
    build: int = 0
    edition: int = 0
    product_type: int = 0
    has_daemons: bool = True
    answers: bool = True
    is_old: bool = False
    contact_s: float = 12.0
    kvp_s: float = 18.0
    address_s: float = 22.0
    shutdown_s: float = 8.0

    @property
    def is_windows(self) -> bool:
        """Whether the guest is Windows."""
        return self.product_type > 0


def _linux(name: str, kernel: str, *, daemons: bool = True) -> GuestProfile:
    return GuestProfile(name, kernel, 0, 0, 0, daemons, True, False, 6.0, 9.0, 11.0, 4.0)


GUESTS: dict[str, GuestProfile] = {
    "windows-server-2012r2": GuestProfile(
        "Windows Server 2012 R2 Standard", "6.3.9600", 9600, 7, 3, is_old=True
    ),
    "windows-server-2016": GuestProfile(
        "Windows Server 2016 Standard", "10.0.14393", 14393, 7, 3, is_old=True
    ),
    "windows-server-2019": GuestProfile("Windows Server 2019 Standard", "10.0.17763", 17763, 7, 3),
    "windows-server-2022": GuestProfile(
        "Windows Server 2022 Datacenter", "10.0.20348", 20348, 8, 3
    ),
    "windows-server-2025": GuestProfile(
        "Windows Server 2025 Datacenter", "10.0.26100", 26100, 8, 3
    ),
    "windows-10": GuestProfile("Windows 10 Enterprise", "10.0.19045", 19045, 4, 1),
    "windows-11-home": GuestProfile("Windows 11 Home", "10.0.26100", 26100, 101, 1),
    "windows-server-2012": GuestProfile(
        "Windows Server 2012 Standard", "6.2.9200", 9200, 7, 3, is_old=True
    ),
    "windows-11": GuestProfile("Windows 11 Enterprise", "10.0.26100", 26100, 4, 1),
    "ubuntu-22.04": _linux("Ubuntu", "5.15.0-105-generic"),
    "ubuntu-24.04": _linux("Ubuntu", "6.8.0-31-generic"),
    "debian-12": _linux("Debian GNU/Linux", "6.1.0-21-amd64"),
    "rhel-9": _linux("Red Hat Enterprise Linux", "5.14.0-427.el9.x86_64"),
    "rocky-9": _linux("Rocky Linux", "5.14.0-427.el9.x86_64"),
    "almalinux-9": _linux("AlmaLinux", "5.14.0-427.el9.x86_64"),
    "fedora-40": _linux("Fedora Linux", "6.8.9-300.fc40.x86_64"),
    "sles-15": _linux("SLES", "5.14.21-150500.53-default"),
    "opensuse-15": _linux("openSUSE Leap", "5.14.21-150500.55-default"),
    "arch": _linux("Arch Linux", "6.9.3-arch1-1"),
    "alpine": _linux("Alpine Linux", "6.6.32-0-lts"),
    "debian-12-no-daemons": _linux("Debian GNU/Linux", "6.1.0-21-amd64", daemons=False),
    "alpine-no-daemons": _linux("Alpine Linux", "6.6.32-0-lts", daemons=False),
    "freebsd-14": _linux("FreeBSD", "14.0-RELEASE"),
    "appliance": GuestProfile("", "", has_daemons=False, answers=False),
    "none": GuestProfile("", "", has_daemons=False, answers=False),
}
"""Guests by the words of fleet files. An appliance runs, but has no integration services."""


def intrinsic_items(
    guest: GuestProfile, computer_name: str, addresses: tuple[str, ...], integration: str = ""
) -> tuple[tuple[str, str], ...]:
    """Return names and values of ``GuestIntrinsicExchangeItems``.

    Args:
        guest: Its kind.
        computer_name: What it calls itself.
        addresses: What it has.
        integration: What it calls the version of its components; empty for what its kind says.
    """
    v4 = ";".join(a for a in addresses if ":" not in a)
    v6 = ";".join(a for a in addresses if ":" in a)
    own = guest.os_version if guest.is_windows else "3.1"
    major, minor, *_ = [*guest.os_version.split("."), "0"]
    shared = (
        ("FullyQualifiedDomainName", computer_name),
        ("IntegrationServicesVersion", integration or own),
        ("NetworkAddressIPv4", v4),
        ("NetworkAddressIPv6", v6),
        ("OSName", guest.os_name),
        ("OSVersion", guest.os_version),
        ("OSMajorVersion", major),
        ("OSMinorVersion", minor),
        ("ProcessorArchitecture", "9" if guest.is_windows else "x86_64"),
    )
    if not guest.is_windows:
        return (*shared, ("OSBuildNumber", guest.os_version))
    return (
        *shared,
        ("CSDVersion", ""),
        ("OSBuildNumber", str(guest.build)),
        ("OSEditionId", str(guest.edition)),
        ("OSPlatformId", "2"),
        ("ProductType", str(guest.product_type)),
        ("RDPAddressIPv4", v4),
        ("RDPAddressIPv6", v6),
        ("ServicePackMajor", "0"),
        ("ServicePackMinor", "0"),
        ("SuiteMask", "272"),
    )
