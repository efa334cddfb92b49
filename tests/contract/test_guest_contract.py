"""What ``console.hyperv`` does inside guests, on a whole simulated host, in three languages."""

import pytest

from console.hyperv import guest_file, guest_network, jobs, kvp, power, services
from console.hyperv.inventory import read_inventory
from console.hyperv.screen import read_resolution, read_screen
from console.model.errors import ConsoleError, NotPossible, OperationFailed
from console.model.guest import GuestItem, ItemSource
from console.model.identity import VmId
from console.model.integration import GuestFamily, IntegrationDrift, drift_of, guest_family
from console.model.job import JobState
from console.model.network import AddressFamily, GuestNetwork
from console.model.power import PowerAction
from console.model.service import ServiceKind
from console.model.vm import IntegrationState
from console.simulator.clock import ManualClock
from console.simulator.descriptions import HostDescription, JobFault, StartState, VmDescription
from console.simulator.endpoint import Endpoint
from console.simulator.failures import Caller
from console.simulator.fleets import build
from console.wsman.client import WsmanClient

VMS = (
    VmDescription(
        "web", guest="ubuntu-24.04", addresses=("10.0.0.5", "fe80::5"),
        guest_items=(("Role", "<b>web & more</b>"),),
    ),
    VmDescription("dc", services=(("guest_service", True),)),
    VmDescription("old", guest="windows-server-2012r2"),
    VmDescription("silent", guest="appliance"),
    VmDescription("off", state=StartState.OFF),
    VmDescription("late", kvp_delay_s=600, uptime_h=0.01),
    VmDescription("breaks", services=(("guest_service", True),), job_faults=(
        ("copy", JobFault.FAILS), ("network", JobFault.FAILS))),
)  # fmt: skip


class Site:
    """One simulated host and a client of it, in this process."""

    def __init__(self, locale="en-US"):
        self.clock = ManualClock()
        description = HostDescription(
            "HV01", vms=VMS, locale=locale, files=(("C:\\iso\\tool.exe", 5_000_000),)
        )
        self.repository = build(description, self.clock)
        endpoint = Endpoint(self.repository, self.clock)

        class InProcess:
            def send(self, request, *, repeatable):
                return endpoint.answer(request, Caller("SIM\\admin"), "hv01").body

            def close(self):
                pass

        self.wsman = WsmanClient(InProcess())

    def id(self, name):
        return VmId(self.repository.machine.vm(name).id)

    def vm(self, name):
        return next(vm for vm in read_inventory(self.wsman).vms if vm.name == name)

    def end_of(self, started, seconds=120):
        if started.job is None:
            return JobState.COMPLETED
        self.clock.advance(seconds)
        return jobs.read(self.wsman, started.job).state


@pytest.fixture(params=["en-US", "de-DE", "zh-CN"])
def site(request):
    return Site(request.param)


def test_the_guests_data_is_read_by_key(site):
    data = kvp.read_guest_data(site.wsman, site.id("web"))
    assert data.has_contact
    assert data.damaged == 0
    assert data.value("OSName") == "Ubuntu"
    assert "10.0.0.5" in data.value("NetworkAddressIPv4")
    assert GuestItem("Role", "<b>web & more</b>", ItemSource.GUEST) in data.items
    assert {item.source for item in data.items} == {ItemSource.INTRINSIC, ItemSource.GUEST}


@pytest.mark.parametrize("name", ["off", "silent"])
def test_a_guest_that_tells_nothing(site, name):
    data = kvp.read_guest_data(site.wsman, site.id(name))
    assert not data.of(ItemSource.INTRINSIC)
    assert not data.has_contact


def test_data_may_come_late(site):
    vm = site.id("late")
    assert not kvp.read_guest_data(site.wsman, vm).of(ItemSource.INTRINSIC)
    site.clock.advance(700)
    assert kvp.read_guest_data(site.wsman, vm).value("OSName")


@pytest.mark.parametrize("source", [ItemSource.HOST, ItemSource.HOST_ONLY])
def test_items_of_the_host_are_added_changed_and_removed(site, source):
    vm = site.id("off")

    def own():
        return kvp.read_guest_data(site.wsman, vm).of(source)

    def change(method, data):
        item = GuestItem("Owner & 'co'", data, source)
        assert site.end_of(kvp.change_item(site.wsman, vm, method, item)) is JobState.COMPLETED

    change(kvp.ADD, "first\nsecond <x>")
    assert own() == (GuestItem("Owner & 'co'", "first\nsecond <x>", source),)
    with pytest.raises(OperationFailed) as twice:
        change(kvp.ADD, "again")
    assert twice.value.code == 32773
    change(kvp.CHANGE, "后来")
    assert own()[0].data == "后来"
    change(kvp.REMOVE, "")
    assert own() == ()
    with pytest.raises(OperationFailed):
        change(kvp.CHANGE, "gone")


@pytest.mark.parametrize(
    ("item", "why"),
    [
        (GuestItem("", "x", ItemSource.HOST), "item_name"),
        (GuestItem("n" * 513, "x", ItemSource.HOST), "item_too_long"),
        (GuestItem("n", "文" * 8193, ItemSource.HOST), "item_too_long"),
        (GuestItem("n", "x", ItemSource.INTRINSIC), "item_not_ours"),
    ],
)
def test_items_that_no_host_takes_are_not_sent(item, why):
    site = Site()
    with pytest.raises(NotPossible) as refused:
        kvp.change_item(site.wsman, site.id("web"), kvp.ADD, item)
    assert refused.value.why == why


def test_a_guests_network_is_read_and_set(site):
    vm = site.id("web")
    (network,) = guest_network.read_networks(site.wsman, vm)
    assert network.dhcp
    assert network.adapter
    fixed = GuestNetwork(
        network.id,
        dhcp=False,
        addresses=("10.9.9.9", "2001:db8::9"),
        subnets=("24", "64"),
        gateways=("10.9.9.1",),
        dns=("10.9.9.2",),
    )
    started = guest_network.set_network(site.wsman, vm, fixed)
    assert site.end_of(started) is JobState.COMPLETED
    (after,) = guest_network.read_networks(site.wsman, vm)
    assert not after.dhcp
    assert after.addresses == ("10.9.9.9", "2001:db8::9")
    assert after.subnets == ("255.255.255.0", "64")
    assert after.family is AddressFamily.BOTH
    assert (after.gateways, after.dns) == (("10.9.9.1",), ("10.9.9.2",))
    back = guest_network.set_network(site.wsman, vm, network)
    assert site.end_of(back) is JobState.COMPLETED
    assert guest_network.read_networks(site.wsman, vm)[0].dhcp


def test_a_network_job_that_fails_says_why(site):
    vm = site.id("breaks")
    (network,) = guest_network.read_networks(site.wsman, vm)
    started = guest_network.set_network(site.wsman, vm, network)
    assert site.end_of(started) is JobState.FAILED
    assert jobs.read(site.wsman, started.job).error_text


ADAPTER = (
    "Microsoft:GuestNetwork\\C824F53E-95D2-46C6-9A18-23A5BB403532"
    "\\D824F53E-95D2-46C6-9A18-23A5BB403532"
)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"id": "x"}, "network_adapter"),
        ({"addresses": ("10.0.0",)}, "network_address"),
        ({"addresses": ("0.0.0.0",)}, "network_address"),
        ({"subnets": ("33",)}, "network_subnet"),
        ({"subnets": ("255.0.255.0",)}, "network_subnet"),
        ({"addresses": ("fe80::1",), "subnets": ("129",)}, "network_subnet"),
        ({"addresses": (), "subnets": ()}, "network_no_address"),
        ({"subnets": ()}, "network_subnet"),
        ({"gateways": ("nowhere",)}, "network_gateway"),
        ({"gateways": ("10.0.0.1",) * 6}, "network_too_many"),
        ({"dns": ("8.8.8",)}, "network_dns"),
    ],
)
def test_a_configuration_that_is_wrong_is_not_sent(changes, why):
    values = {"id": ADAPTER, "dhcp": False, "addresses": ("10.0.0.5",), "subnets": ("24",)}
    with pytest.raises(NotPossible) as refused:
        guest_network.check(GuestNetwork(**{**values, **changes}))
    assert refused.value.why == why


def _copy(site, name, source="C:\\iso\\tool.exe", **options):
    flags = {"overwrite": False, "create_folders": True, **options}
    return guest_file.copy(site.wsman, site.id(name), source, "C:\\drop\\tool.exe", **flags)


def test_a_file_is_copied_once(site):
    assert site.end_of(_copy(site, "dc")) is JobState.COMPLETED
    again = _copy(site, "dc")
    assert site.end_of(again) is JobState.FAILED
    assert jobs.read(site.wsman, again.job).error_text
    assert site.end_of(_copy(site, "dc", overwrite=True)) is JobState.COMPLETED


def test_a_copy_that_fails_half_way(site):
    started = _copy(site, "breaks")
    site.clock.advance(0.5)
    assert jobs.read(site.wsman, started.job).percent < 100
    assert site.end_of(started) is JobState.FAILED


def test_a_copy_without_the_guest_service_is_refused(site):
    with pytest.raises(ConsoleError):
        site.end_of(_copy(site, "web"))
    services.set_enabled(site.wsman, site.id("old"), ServiceKind.GUEST_SERVICE, on=True)
    assert site.end_of(_copy(site, "old")) is JobState.COMPLETED


def test_a_screen_has_the_size_that_was_asked_for(site):
    screen = read_screen(site.wsman, site.id("web"), 320, 240)
    assert (screen.width, screen.height, len(screen.pixels)) == (320, 240, 320 * 240 * 2)
    assert len(set(screen.pixels)) > 2
    assert read_resolution(site.wsman, site.id("web"))
    with pytest.raises(ConsoleError):
        read_screen(site.wsman, site.id("off"), 320, 240)


@pytest.mark.parametrize(
    ("name", "family", "drift"),
    [
        ("web", GuestFamily.UBUNTU, IntegrationDrift.BY_KERNEL),
        ("dc", GuestFamily.WINDOWS, IntegrationDrift.UP_TO_DATE),
        ("old", GuestFamily.WINDOWS, IntegrationDrift.OLDER),
        ("silent", GuestFamily.UNKNOWN, IntegrationDrift.NOT_INSTALLED),
        ("off", GuestFamily.UNKNOWN, IntegrationDrift.UNKNOWN),
    ],
)
def test_how_the_components_of_guests_stand(site, name, family, drift):
    vm = site.vm(name)
    assert guest_family(vm.guest) is family
    assert drift_of(vm) is drift
    if name == "old":
        assert vm.integration is IntegrationState.MISMATCH


def test_a_reason_reaches_the_guest(site):
    power.request(site.wsman, site.id("dc"), PowerAction.SHUTDOWN, reason="Patch <Tuesday>")
    site.clock.advance(60)
    assert site.vm("dc").state.value == "off"
