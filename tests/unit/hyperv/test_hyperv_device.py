"""Adapters and disks: one query a class, joined by identifiers; a lacking class is left out."""

import pytest

from console.hyperv.device import (
    CONNECTIONS,
    STORAGE,
    SWITCHES,
    VLANS,
    DeviceReading,
    read_devices,
    with_devices,
)
from console.model.device import NetworkAdapter, mac_digits, mac_text
from console.model.errors import QuotaExceeded
from console.model.identity import VmId
from console.model.vm import VmSnapshot
from console.simulator.clock import ManualClock
from console.simulator.descriptions import CheckpointDescription, HostDescription, VmDescription
from console.simulator.endpoint import Endpoint
from console.simulator.failures import Caller
from console.simulator.fleets import build
from console.wsman.client import WsmanClient

SYNTHETIC = "Msvm_SyntheticEthernetPortSettingData"
EMULATED = "Msvm_EmulatedEthernetPortSettingData"
NIC = "0B0B0B0B-0000-4000-8000-000000000002"
SWITCH = "0C0C0C0C-0000-4000-8000-000000000003"
PATH = (
    "\\\\HV1\\root\\virtualization\\v2:Msvm_VirtualEthernetSwitch."
    f'CreationClassName="Msvm_VirtualEthernetSwitch",Name="{SWITCH.lower()}"'
)


def fill(host, vm, **vlan):
    host.rows |= {
        SYNTHETIC: [{"InstanceID": f"Microsoft:{vm.lower()}\\{NIC}", "Address": "00155D0A0B0C"}],
        EMULATED: [],
        CONNECTIONS: [
            {
                "InstanceID": f"Microsoft:{vm}\\{NIC.lower()}\\C",
                "EnabledState": 2,
                "HostResource": (PATH,),
            }
        ],
        SWITCHES: [{"CreationClassName": SWITCHES, "Name": SWITCH, "ElementName": "LAN\u202e A"}],
        VLANS: [{"InstanceID": f"Microsoft:{vm}\\{NIC}\\C\\F\\I"} | vlan] if vlan else [],
        STORAGE: [
            {"InstanceID": f"Microsoft:{vm}\\X\\0\\0\\L", "HostResource": ("D:\\VMs\\a.vhdx",)},
            {"InstanceID": "Microsoft:Definition\\X\\Default", "HostResource": ("C:\\no",)},
        ],
    }


def test_everything_is_joined_by_six_queries(host, make):
    vm = make.guid(1)
    fill(host, vm, OperationMode=1, AccessVlanId=20, NativeVlanId=0)
    reading = read_devices(host.client)
    assert reading.adapters == {vm: (NetworkAdapter("00155D0A0B0C", "LAN\ufffd A", (20,)),)}
    assert reading.disks == {vm: ("D:\\VMs\\a.vhdx",)}
    assert host.classes == [SYNTHETIC, EMULATED, CONNECTIONS, SWITCHES, VLANS, STORAGE]


@pytest.mark.parametrize(
    ("vlan", "expected"),
    [
        ({"OperationMode": 1, "AccessVlanId": 0}, ()),
        ({"OperationMode": 2, "NativeVlanId": 5, "TrunkVlanIdArray": (7, 8, 5)}, (5, 7, 8)),
        ({"OperationMode": 3, "PrimaryVlanId": 9, "SecondaryVlanId": 10}, (9, 10)),
        ({"OperationMode": 1, "AccessVlanId": 60_000}, ()),
    ],
)
def test_vlans_of_each_mode(host, make, vlan, expected):
    fill(host, make.guid(1), **vlan)
    (adapter,) = read_devices(host.client).adapters[make.guid(1)]
    assert adapter.vlans == expected


@pytest.mark.parametrize("change", [{"EnabledState": 3}, {"HostResource": None}])
def test_an_adapter_that_is_not_connected(host, make, change):
    fill(host, make.guid(1))
    host.rows[CONNECTIONS][0] |= change
    (adapter,) = read_devices(host.client).adapters[make.guid(1)]
    assert adapter == NetworkAdapter("00155D0A0B0C")


def test_a_class_that_the_host_lacks_is_asked_once(host, make):
    fill(host, make.guid(1))
    del host.rows[VLANS]
    reading = read_devices(host.client)
    assert reading.adapters
    assert VLANS in reading.capabilities.missing
    host.forget()
    read_devices(host.client, reading.capabilities)
    assert VLANS not in host.classes


def test_another_fault_is_told(host, make):
    fill(host, make.guid(1))
    host.rows[STORAGE] = QuotaExceeded(1)
    with pytest.raises(QuotaExceeded):
        read_devices(host.client)


def test_rows_that_do_not_change_stay_the_same_objects():
    a, b = VmSnapshot(VmId("A"), "a"), VmSnapshot(VmId("B"), "b", disks=("x",))
    reading = DeviceReading({VmId("A"): (NetworkAdapter("00"),)}, {VmId("B"): ("x",)})
    first, second = with_devices(reading, (a, b))
    assert first.adapters == (NetworkAdapter("00"),)
    assert second is b


@pytest.mark.parametrize("text", ["00155d010203", "00-15-5D-01-02-03", "00:15:5d:01:02:03"])
def test_a_hardware_address_in_each_spelling(text):
    assert mac_text(mac_digits(text)) == "00-15-5D-01-02-03"
    assert not mac_digits(text[:-1])


class _InProcess:
    def __init__(self, endpoint):
        self.endpoint = endpoint

    def send(self, request: bytes, *, repeatable: bool) -> bytes:
        return self.endpoint.answer(request, Caller("SIM\\admin"), "hv01").body

    def close(self):
        pass


@pytest.mark.parametrize("build_number", [9600, 20348])
def test_a_simulated_host_answers_the_same(build_number):
    vms = (
        VmDescription("web", vlans=(20,), checkpoints=(CheckpointDescription("before"),)),
        VmDescription("trunk", switch="DMZ", vlans=(5, 6), generation=1, disks=("E:\\a.iso",)),
        VmDescription("alone", switch=""),
    )
    clock = ManualClock()
    repository = build(HostDescription("HV01", vms=vms, build=build_number), clock)
    client = WsmanClient(_InProcess(Endpoint(repository, clock)))
    reading = read_devices(client)
    by_name = {
        name: (reading.adapters[vm][0].switch, reading.adapters[vm][0].vlans, reading.disks[vm])
        for name, vm in ((vm.name, repository.machine.vm(vm.name).id) for vm in vms)
    }
    folder = "D:\\Hyper-V\\Virtual Hard Disks"
    assert by_name == {
        "web": ("External", (20,), (f"{folder}\\web.vhdx",)),
        "trunk": ("DMZ", (5, 6), ("E:\\a.iso",)),
        "alone": ("", (), (f"{folder}\\alone.vhdx",)),
    }
    assert not reading.capabilities.missing
    macs = {reading.adapters[repository.machine.vm(vm.name).id][0].mac for vm in vms}
    assert len(macs) == len(vms)
