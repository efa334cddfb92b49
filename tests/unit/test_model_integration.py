"""How a guest's system and its integration components are told from what is known of a VM."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.model.guest import GuestFacts
from console.model.identity import VmId
from console.model.integration import (
    SILENT_AFTER_S,
    GuestFamily,
    IntegrationDrift,
    drift_of,
    guest_family,
)
from console.model.service import ServiceDetail, ServiceKind, ServiceSnapshot, ServiceStatus
from console.model.vm import IntegrationState, VmSnapshot, VmState


@pytest.mark.parametrize(
    ("name", "version", "family"),
    [
        ("Windows Server 2022 Datacenter", "10.0.20348", GuestFamily.WINDOWS),
        ("Microsoft Windows 10 专业版", "10.0.19045", GuestFamily.WINDOWS),
        ("Hyper-V Server 2016", "10.0.14393", GuestFamily.WINDOWS),
        ("Azure Stack HCI", "10.0.20349", GuestFamily.WINDOWS),
        ("Ubuntu", "6.8.0-45-generic", GuestFamily.UBUNTU),
        ("Linux Mint", "5.15.0", GuestFamily.UBUNTU),
        ("Debian GNU/Linux", "6.1.0", GuestFamily.DEBIAN),
        ("Red Hat Enterprise Linux", "5.14.0", GuestFamily.RHEL),
        ("CentOS Stream", "5.14.0", GuestFamily.RHEL),
        ("Rocky Linux", "5.14.0", GuestFamily.RHEL),
        ("AlmaLinux", "5.14.0", GuestFamily.RHEL),
        ("Oracle Linux Server", "5.15.0", GuestFamily.RHEL),
        ("Fedora Linux", "6.8.0", GuestFamily.RHEL),
        ("openSUSE Leap", "6.4.0", GuestFamily.SUSE),
        ("SLES", "5.14.21", GuestFamily.SUSE),
        ("Alpine Linux", "6.6.0", GuestFamily.ALPINE),
        ("Arch Linux", "6.9.0", GuestFamily.ARCH),
        ("FreeBSD", "14.0-RELEASE", GuestFamily.FREEBSD),
        ("Photon Linux", "", GuestFamily.OTHER_LINUX),
        ("Gentoo", "6.6.0", GuestFamily.OTHER_LINUX),
        ("Some Linux for aarch64", "6.6.0", GuestFamily.OTHER_LINUX),
        ("OpenBSD", "7.4", GuestFamily.UNKNOWN),
        ("Oracle Solaris", "11.4", GuestFamily.UNKNOWN),
        ("Something", "", GuestFamily.UNKNOWN),
        ("Something", "unknown", GuestFamily.UNKNOWN),
        ("", "6.1.0", GuestFamily.UNKNOWN),
    ],
)
def test_the_family_of_a_guest(name, version, family):
    assert guest_family(GuestFacts(os_name=name, os_version=version)) is family
    assert guest_family(GuestFacts(os_name=name.upper(), os_version=version)) is family


@given(st.text(), st.one_of(st.text(), st.text("0123456789²٣.", max_size=40)))
def test_a_guest_may_write_anything(name, version):
    facts = GuestFacts(os_name=name, os_version=version)
    assert guest_family(facts) in GuestFamily
    vm = VmSnapshot(VmId("A"), "a", VmState.RUNNING, guest=facts)
    assert drift_of(vm) in IntegrationDrift


@pytest.mark.parametrize("version", ["9" * 9_000, "²", "٣.1", "10²", "-10", "1e9", "10x", " 10"])
def test_versions_that_are_none(version):
    guest = GuestFacts(os_name="Windows", os_version=version)
    vm = VmSnapshot(VmId("A"), "a", VmState.RUNNING, guest=guest)
    assert drift_of(vm) is IntegrationDrift.UNKNOWN


def _service(kind=ServiceKind.HEARTBEAT, status=ServiceStatus.OK, *, detail=None, enabled=True):
    return ServiceSnapshot(kind, enabled, status, detail or ServiceDetail.NONE)


SILENT = tuple(_service(kind, ServiceStatus.NO_CONTACT) for kind in ServiceKind)
ANSWERING = tuple(_service(kind) for kind in ServiceKind)
DEGRADED = (_service(status=ServiceStatus.DEGRADED), *SILENT[2:])
OTHER_PROTOCOL = (_service(detail=ServiceDetail.PROTOCOL_MISMATCH),)
NEW = GuestFacts(os_name="Windows Server 2025", os_version="10.0.26100")
OLD = GuestFacts(os_name="Windows Server 2012 R2", os_version="6.3.9600")
LINUX = GuestFacts(os_name="Ubuntu", os_version="6.8.0")
BSD = GuestFacts(os_name="FreeBSD", os_version="14.0")
LONG = SILENT_AFTER_S
SAYS = IntegrationState


@pytest.mark.parametrize(
    ("changes", "drift"),
    [
        # 1: nothing runs
        ({"state": VmState.OFF, "integration": SAYS.MISMATCH}, IntegrationDrift.UNKNOWN),
        ({"state": VmState.SAVED, "integration": SAYS.UP_TO_DATE}, IntegrationDrift.UNKNOWN),
        ({"state": VmState.OFF, "guest": LINUX}, IntegrationDrift.UNKNOWN),
        # 2: a sign of an older protocol goes first
        ({"integration": SAYS.MISMATCH}, IntegrationDrift.OLDER),
        ({"integration": SAYS.MISMATCH, "guest": LINUX}, IntegrationDrift.OLDER),
        ({"integration": SAYS.MISMATCH, "guest": NEW}, IntegrationDrift.OLDER),
        ({"integration": SAYS.MISMATCH, "services": SILENT}, IntegrationDrift.OLDER),
        ({"services": DEGRADED}, IntegrationDrift.OLDER),
        ({"services": OTHER_PROTOCOL, "guest": OLD}, IntegrationDrift.OLDER),
        (
            {"services": OTHER_PROTOCOL, "integration": SAYS.UP_TO_DATE, "guest": NEW},
            IntegrationDrift.OLDER,
        ),
        ({"services": DEGRADED, "state": VmState.PAUSED}, IntegrationDrift.OLDER),
        # 3: nothing answers, for long enough
        ({"services": SILENT}, IntegrationDrift.NOT_INSTALLED),
        ({"services": SILENT, "integration": SAYS.UP_TO_DATE}, IntegrationDrift.NOT_INSTALLED),
        ({"services": SILENT, "uptime_s": LONG - 1}, IntegrationDrift.UNKNOWN),
        ({"services": SILENT, "uptime_s": None}, IntegrationDrift.UNKNOWN),
        ({"services": SILENT, "state": VmState.PAUSED}, IntegrationDrift.UNKNOWN),
        ({"services": SILENT, "guest": LINUX}, IntegrationDrift.BY_KERNEL),
        ({"services": (*SILENT[1:], ANSWERING[0])}, IntegrationDrift.UNKNOWN),
        ({"services": ()}, IntegrationDrift.UNKNOWN),
        # 4: a kernel brings them
        ({"guest": LINUX, "services": ANSWERING}, IntegrationDrift.BY_KERNEL),
        ({"guest": BSD}, IntegrationDrift.BY_KERNEL),
        ({"guest": LINUX, "integration": SAYS.UP_TO_DATE}, IntegrationDrift.BY_KERNEL),
        # 5, 6: Windows
        ({"guest": NEW, "integration": SAYS.UP_TO_DATE}, IntegrationDrift.UP_TO_DATE),
        ({"guest": OLD, "integration": SAYS.UP_TO_DATE}, IntegrationDrift.UP_TO_DATE),
        ({"integration": SAYS.UP_TO_DATE}, IntegrationDrift.UP_TO_DATE),
        ({"guest": NEW}, IntegrationDrift.BY_WINDOWS_UPDATE),
        ({"guest": OLD, "services": ANSWERING}, IntegrationDrift.UNKNOWN),
        # 7
        ({}, IntegrationDrift.UNKNOWN),
    ],
)
def test_how_the_components_stand(changes, drift):
    values = {"state": VmState.RUNNING, "uptime_s": LONG, **changes}
    assert drift_of(VmSnapshot(VmId("A"), "a", **values)) is drift


@pytest.mark.parametrize("status", [ServiceStatus.DEGRADED, ServiceStatus.NO_CONTACT])
def test_a_service_that_is_off_says_nothing(status):
    detail = ServiceDetail.PROTOCOL_MISMATCH
    services = (_service(status=status, detail=detail, enabled=False),)
    vm = VmSnapshot(VmId("A"), "a", VmState.RUNNING, uptime_s=LONG, services=services)
    assert drift_of(vm) is IntegrationDrift.UNKNOWN
