import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.hyperv.address import adapter_addresses, read_addresses, usable_addresses
from console.hyperv.checkpoint import count_checkpoints, read_checkpoints
from console.hyperv.guest import MAX_ITEM_CHARACTERS, decode_guests, read_guests
from console.hyperv.host import facts_of, read_facts
from console.model.guest import GuestFacts
from console.model.host import HostFacts
from console.wsman.cim import CimInstance

ITEM = (
    '<INSTANCE CLASSNAME="Msvm_KvpExchangeDataItem"><PROPERTY NAME="Data" TYPE="string">'
    '<VALUE>{1}</VALUE></PROPERTY><PROPERTY NAME="Name" TYPE="string"><VALUE>{0}</VALUE>'
    "</PROPERTY></INSTANCE>"
)


def _row(make, number, *items):
    return CimInstance(
        "", {"SystemName": make.guid(number), "GuestIntrinsicExchangeItems": items or None}
    )


def test_a_guest_tells_of_itself(host, make):
    host.rows["Msvm_KvpExchangeComponent"] = [
        _row(
            make,
            1,
            ITEM.format("FullyQualifiedDomainName", "web01.example.org"),
            ITEM.format("OSName", "Ubuntu &amp; friends"),
            ITEM.format("OSVersion", "6.1"),
            ITEM.format("IntegrationServicesVersion", "4.2"),
            ITEM.format("NetworkAddressIPv4", "10.0.0.5;10.0.0.6"),
            ITEM.format("NetworkAddressIPv6", "2001:db8::5;fe80::1%4"),
        )
    ]
    reading = read_guests(host.client)
    assert reading.guests == {
        make.guid(1): GuestFacts(
            "Ubuntu & friends",
            "6.1",
            "web01.example.org",
            "4.2",
            ("10.0.0.5", "10.0.0.6", "2001:db8::5", "fe80::1"),
        )
    }
    assert not reading.damaged


def test_one_guest_alone(host, make):
    host.rows["Msvm_KvpExchangeComponent"] = []
    read_guests(host.client, vm=make.guid(1))
    assert host.queries[0].endswith(f"WHERE SystemName = '{make.guid(1)}'")


@pytest.mark.parametrize(
    "item",
    [
        "",
        "not xml",
        "<INSTANCE",
        '<!DOCTYPE x [<!ENTITY a "b">]><INSTANCE CLASSNAME="x"/>',
        ITEM.replace('"string"', '"uint16"', 1).format("OSName", "no number"),
        "<a>" * 10_000,
        ITEM.format("OSName", "x" * MAX_ITEM_CHARACTERS),
    ],
)
def test_a_hostile_guest_harms_nobody_else(make, item):
    good = ITEM.format("OSName", "Windows")
    reading = decode_guests([_row(make, 1, item, good), _row(make, 2, good, good)])
    assert reading.damaged == {make.guid(1): 1}
    assert {facts.os_name for facts in reading.guests.values()} == {"Windows"}


def test_a_flood_of_items_is_cut(make):
    items = [ITEM.format(f"N{n}", "x") for n in range(300)]
    assert decode_guests([_row(make, 1, *items)]).damaged == {make.guid(1): 44}


def test_items_that_are_no_texts(make):
    row = CimInstance("", {"SystemName": make.guid(1), "GuestIntrinsicExchangeItems": (1, 2)})
    assert decode_guests([row]).damaged == {make.guid(1): 1}


def test_controls_in_a_guests_name_do_not_get_through(make):
    reading = decode_guests([_row(make, 1, ITEM.format("OSName", "a&#x202e;b&#9;c"))])
    assert reading.guests[make.guid(1)].os_name == "a\ufffdb c"


@given(st.lists(st.text(max_size=200), max_size=5))
def test_any_text_of_a_guest_is_survived(texts):
    name = "00000001-0000-4000-8000-00155D000001"
    row = CimInstance("", {"SystemName": name, "GuestIntrinsicExchangeItems": tuple(texts)})
    reading = decode_guests([row])
    assert reading.guests == {name: GuestFacts()}
    assert reading.damaged.get(name, 0) == len(texts)


def test_a_host_without_the_class_is_not_asked_again(host):
    reading = read_guests(host.client)
    assert reading.guests == {}
    host.forget()
    read_guests(host.client, reading.capabilities)
    assert host.requests == 0


def test_addresses_of_all_adapters_of_a_vm(host, make):
    host.rows["Msvm_GuestNetworkAdapterConfiguration"] = [
        make.adapter(1, "fe80::1", "10.0.0.1"),
        make.adapter(1, "10.0.0.2", "2001:db8::1"),
        make.adapter(2, ""),
    ]
    reading = read_addresses(host.client)
    assert reading.addresses == {
        make.guid(1): ("10.0.0.1", "10.0.0.2", "2001:db8::1", "fe80::1"),
        make.guid(2): (),
    }


def test_an_adapter_configuration_by_another_name_is_left_out():
    rows = [
        CimInstance("", {"InstanceID": "Microsoft:GuestNetwork\\x\\y", "IPAddresses": "1.2.3.4"})
    ]
    assert adapter_addresses(rows) == {}


def test_a_host_without_adapter_configurations(host):
    reading = read_addresses(host.client)
    assert reading.addresses == {}
    assert read_addresses(host.client, reading.capabilities).addresses == {}
    assert host.requests == 1


def test_only_real_addresses_are_kept():
    texts = ["127.0.0.1", "::1", "0.0.0.0", "x", "1.2.3", " 10.1.2.3 ", "10.1.2.3", "224.0.0.1"]
    assert usable_addresses(texts) == ("10.1.2.3",)


def test_addresses_are_bounded():
    assert len(usable_addresses(f"10.{n // 250}.0.{n % 250}" for n in range(500))) == 64


@given(st.lists(st.text()))
def test_any_text_is_an_address_or_left_out(texts):
    assert isinstance(usable_addresses(texts), tuple)


def _settings(make, number, own, kind):
    return CimInstance(
        "",
        {
            "InstanceID": f"Microsoft:{own}",
            "VirtualSystemIdentifier": make.guid(number),
            "VirtualSystemType": f"Microsoft:Hyper-V:{kind}",
        },
    )


def test_what_counts_as_a_checkpoint(make):
    kinds = [
        "Snapshot:Realized",
        "Snapshot:Realized",
        "Snapshot:Recovery",
        "Snapshot:Missing",
        "Snapshot:Planned",
        "Snapshot:Replica:Standard",
        "Snapshot:Replica:ApplicationConsistent",
        "Snapshot:Replica:PlannedFailover",
    ]
    rows = [_settings(make, 1, make.guid(n, 9), kind) for n, kind in enumerate(kinds)]
    rows.append(_settings(make, 2, make.guid(2), "System:Realized"))
    rows.append(_settings(make, 3, "Definition", "System:Definition"))
    reading = count_checkpoints(rows)
    assert reading.counts == {make.guid(1): 4}
    assert len(reading.own_ids) == len(kinds)
    assert set(reading.settings) == {make.guid(2)}


def test_only_checkpoints_are_asked_for_unless_settings_are_needed(host):
    host.rows["Msvm_VirtualSystemSettingData"] = []
    read_checkpoints(host.client)
    read_checkpoints(host.client, with_settings=True)
    assert "LIKE 'Microsoft:Hyper-V:Snapshot:%'" in host.queries[0]
    assert "WHERE" not in host.queries[1]


def test_facts_of_a_host(host):
    host.rows["Win32_OperatingSystem"] = [
        {
            "Caption": "Microsoft Windows Server 2022 Datacenter",
            "Version": "10.0.20348",
            "BuildNumber": "20348",
            "FreePhysicalMemory": 1_048_576,
            "TotalVisibleMemorySize": 2_097_152,
            "CSName": "HV01",
        }
    ]
    host.rows["Win32_ComputerSystem"] = [
        {
            "Name": "HV01",
            "DNSHostName": "hv01",
            "Domain": "example.org",
            "PartOfDomain": True,
            "Manufacturer": "Contoso",
            "Model": "Contoso R740",
            "NumberOfLogicalProcessors": 64,
            "TotalPhysicalMemory": 4 << 30,
        }
    ]
    host.rows["Msvm_VirtualSystemManagementServiceSettingData"] = [
        {
            "EnhancedSessionModeEnabled": True,
            "DefaultExternalDataRoot": "D:\\VMs",
            "DefaultVirtualHardDiskPath": "D:\\Disks",
        }
    ]
    assert read_facts(host.client) == HostFacts(
        name="hv01",
        domain="example.org",
        os_caption="Microsoft Windows Server 2022 Datacenter",
        os_version="10.0.20348",
        build=20348,
        model="Contoso R740",
        logical_processors=64,
        memory_mb=4096,
        memory_free_mb=1024,
        enhanced_session_allowed=True,
        default_vm_folder="D:\\VMs",
        default_disk_folder="D:\\Disks",
    )
    assert host.requests == 3


def test_a_workgroup_is_no_domain(host):
    host.rows["Win32_OperatingSystem"] = [{"BuildNumber": "x", "TotalVisibleMemorySize": 2048}]
    host.rows["Win32_ComputerSystem"] = [
        {
            "Name": "HV02",
            "Domain": "WORKGROUP",
            "PartOfDomain": False,
            "Manufacturer": "A",
            "Model": "B",
        }
    ]
    host.rows["Msvm_VirtualSystemManagementServiceSettingData"] = []
    facts = read_facts(host.client)
    assert (facts.name, facts.domain, facts.model, facts.build) == ("HV02", "", "A B", None)
    assert facts.memory_mb == 2
    assert facts.enhanced_session_allowed is None


def test_an_account_that_may_not_read_the_machine_still_reads_hyperv(host, faults):
    host.rows["Win32_OperatingSystem"] = faults.ACCESS_DENIED
    host.rows["Win32_ComputerSystem"] = faults.ACCESS_DENIED
    host.rows["Msvm_VirtualSystemManagementServiceSettingData"] = [
        {"EnhancedSessionModeEnabled": False}
    ]
    assert read_facts(host.client) == HostFacts(enhanced_session_allowed=False)


def test_a_flood_of_a_model_is_cut():
    machine = CimInstance("", {"Manufacturer": "m" * 20_000, "Model": "x" * 20_000})
    assert len(facts_of(CimInstance(""), machine, CimInstance("")).model) == 10_000
