"""What can be done to a guest, over signed-in HTTP: pictures, networks, copies, items, in time."""

import pytest

from console.hyperv import guest_file, guest_network, jobs, screen
from console.model.connection import Credential, Timeouts
from console.model.connection import Endpoint as Address
from console.model.errors import ConsoleError, NotPossible
from console.model.identity import VmId
from console.model.job import JobState
from console.model.network import AddressFamily
from console.simulator.accounts import Account
from console.simulator.clock import ManualClock
from console.simulator.descriptions import HostDescription, ScreenStyle, VmDescription
from console.simulator.fleets import build
from console.simulator.running_host import running
from console.simulator.server import HostSettings, SimulatedHost
from console.transport.connect import connect
from console.wsman.cim import CimReference
from console.wsman.client import WsmanClient
from console.wsman.names import HYPERV_NAMESPACE, class_uri

PASSWORD = "pw-of-this-test"
SOURCE = "C:\\Tools\\a.msi"


class Bench:
    """A simulated host with one VM, its clock, and a client that has signed in."""

    def __init__(self, client: WsmanClient, clock: ManualClock, repository) -> None:
        self.client, self.clock, self.machine = client, clock, repository.machine
        self.vm = self.machine.vm("web")
        self.id = VmId(self.vm.id)


@pytest.fixture(params=["en-US", "de-DE", "zh-CN"])
def bench(request):
    vm = VmDescription(
        "web",
        addresses=("10.0.0.7", "fe80::7"),
        services=(("guest_service", True),),
        screen=ScreenStyle.BARS,
    )
    clock = ManualClock()
    host = HostDescription("HV01", locale=request.param, files=((SOURCE, 50_000_000),), vms=(vm,))
    repository = build(host, clock)
    settings = HostSettings("HV01", (Account("sim", PASSWORD),))
    with running([SimulatedHost(repository, settings, clock)]) as (live,):
        address = Address("127.0.0.1", live.port)
        exchange = connect(address, Credential("sim", PASSWORD), Timeouts(5, 20, 10))
        yield Bench(WsmanClient(exchange), clock, repository)
        exchange.close()


def test_a_picture_of_the_screen(bench):
    picture = screen.read_screen(bench.client, bench.id, 320, 240)
    assert (picture.width, picture.height) == (320, 240)
    assert picture.pixels[:2] == b"\xff\xff"
    assert picture.pixels[-2:] == b"\x00\x00"
    assert picture.pixels[:640] * 240 == picture.pixels
    assert screen.read_resolution(bench.client, bench.id) == (1024, 768)


def test_a_picture_has_to_fit_into_an_envelope_of_utf_16(bench):
    service = CimReference(
        class_uri(HYPERV_NAMESPACE, "Msvm_VirtualSystemManagementService"),
        (("CreationClassName", "Msvm_VirtualSystemManagementService"),),
    )
    target = CimReference(
        class_uri(HYPERV_NAMESPACE, "Msvm_VirtualSystemSettingData"),
        (("InstanceID", bench.vm.settings.root),),
    )

    def ask(width: int, height: int) -> int:
        size = (("TargetSystem", target), ("WidthPixels", width), ("HeightPixels", height))
        output = bench.client.invoke(service, "GetVirtualSystemThumbnailImage", size)
        return len(output.octets("ImageData"))

    assert ask(400, 225) == 400 * 225 * 2
    with pytest.raises(ConsoleError):
        ask(640, 480)


def test_a_guest_gets_another_network_and_says_so(bench):
    (network,) = guest_network.read_networks(bench.client, bench.id)
    assert (network.family, network.dhcp) == (AddressFamily.BOTH, True)
    assert network.addresses == ("10.0.0.7", "fe80::7")
    from dataclasses import replace

    wanted = replace(
        network,
        family=AddressFamily.IPV4,
        dhcp=False,
        addresses=("10.9.9.9",),
        subnets=("255.255.0.0",),
        gateways=("10.9.0.1",),
        dns=("10.9.0.2",),
    )
    started = guest_network.set_network(bench.client, bench.id, wanted)
    bench.clock.advance(10)
    assert started.job is not None
    assert jobs.read(bench.client, started.job).state is JobState.COMPLETED
    (network,) = guest_network.read_networks(bench.client, bench.id)
    assert network.addresses == ("10.9.9.9", "fe80::7")
    assert (network.dhcp, network.gateways, network.dns) == (False, ("10.9.0.1",), ("10.9.0.2",))


def test_a_file_is_copied_once(bench):
    def copy(overwrite: bool) -> JobState:
        started = guest_file.copy(
            bench.client,
            bench.id,
            SOURCE,
            "C:\\Temp\\a.msi",
            overwrite=overwrite,
            create_folders=True,
        )
        assert started.job is not None
        bench.clock.advance(1)
        assert 0 < (jobs.read(bench.client, started.job).percent or 0) < 100 or not overwrite
        bench.clock.advance(10)
        return jobs.read(bench.client, started.job).state

    assert copy(overwrite=True) is JobState.COMPLETED
    assert bench.vm.files == {"C:\\Temp\\a.msi": 50_000_000}
    assert copy(overwrite=False) is JobState.FAILED


def test_a_copy_is_refused_while_the_guest_hangs(bench):
    from dataclasses import replace

    bench.vm.describe(replace(bench.vm.description, hangs_at_h=0.0))
    with pytest.raises(NotPossible) as refused:
        guest_file.copy(
            bench.client, bench.id, SOURCE, "C:\\x", overwrite=False, create_folders=False
        )
    assert refused.value.why == "guest_service_no_contact"
    assert not bench.vm.files
