"""Whole inventories against a host that fills envelopes as Windows does: requests are counted."""

import pytest

from console.hyperv.assemble import apply_parts
from console.hyperv.capability import UNPROBED, Limit
from console.hyperv.guest import read_guests
from console.hyperv.inventory import plan, read_inventory, read_states, read_with_parts
from console.hyperv.plan import budget_for, requests_for
from console.hyperv.query import COMPONENT_GUIDS, COMPONENTS, SWITCHES
from console.hyperv.reading import SERVICE_PARTS, PartKind
from console.model.errors import HyperVMissing, NotWsman, TimedOut, WsmanFault
from console.model.service import ServiceDetail, ServiceKind, ServiceStatus
from console.model.vm import Heartbeat, VmState

KVP_ITEM = (
    '<INSTANCE CLASSNAME="Msvm_KvpExchangeDataItem"><PROPERTY NAME="Caption" TYPE="string">'
    '</PROPERTY><PROPERTY NAME="Data" TYPE="string"><VALUE>{}</VALUE></PROPERTY>'
    '<PROPERTY NAME="Description" TYPE="string"></PROPERTY><PROPERTY NAME="ElementName" '
    'TYPE="string"></PROPERTY><PROPERTY NAME="InstanceID" TYPE="string"></PROPERTY>'
    '<PROPERTY NAME="Name" TYPE="string"><VALUE>{}</VALUE></PROPERTY>'
    '<PROPERTY NAME="Source" TYPE="uint16"><VALUE>2</VALUE></PROPERTY></INSTANCE>'
)
FILLER = [f"Fact{n}" for n in range(13)]


def kvp(number: int, make):
    told = {
        "FullyQualifiedDomainName": f"guest-{number}.example.org",
        "OSName": "Windows Server 2022 Datacenter",
        "OSVersion": "10.0.20348",
        "IntegrationServicesVersion": "10.0.20348.1",
        "NetworkAddressIPv4": f"10.0.{number // 250}.{number % 250}",
        "NetworkAddressIPv6": f"fe80::{number:x}",
        **dict.fromkeys(FILLER, "something"),
    }
    items = tuple(KVP_ITEM.format(value, name) for name, value in told.items())
    return {"SystemName": make.guid(number), "GuestIntrinsicExchangeItems": items}


def fill(host, make, vms: int, *, checkpoints: int = 0, summaries: bool = True) -> None:
    """Put a running fleet onto the host; ``checkpoints`` have copies of the settings."""
    numbers = range(1, vms + 1)
    if summaries:
        host.rows["Msvm_SummaryInformation"] = [make.summary(n) for n in numbers]
    host.rows["Msvm_ComputerSystem"] = [make.HOST, *(make.system(n) for n in numbers)]
    host.rows["Msvm_VirtualSystemSettingData"] = [
        {
            "InstanceID": f"Microsoft:{make.guid(n, 9)}",
            "VirtualSystemIdentifier": make.guid(n),
            "VirtualSystemType": "Microsoft:Hyper-V:Snapshot:Realized",
        }
        for n in range(1, checkpoints + 1)
    ]
    devices = {k: [make.component(n, c) for n in numbers] for k, c in COMPONENTS.items()}
    for kind, name in COMPONENTS.items():
        host.rows[name] = devices[kind]
    host.rows["CIM_LogicalDevice"] = [row for rows in devices.values() for row in rows]
    switches = {
        k: [
            make.switch(n, c, COMPONENT_GUIDS[k])
            for n in (*numbers, *range(50_000, 50_000 + checkpoints))
        ]
        for k, c in SWITCHES.items()
    }
    for kind, name in SWITCHES.items():
        host.rows[name] = [dict(row.properties) for row in switches[kind]]
    host.rows["CIM_ResourceAllocationSettingData"] = [r for rows in switches.values() for r in rows]
    host.rows["Msvm_GuestNetworkAdapterConfiguration"] = [make.adapter(n) for n in numbers]
    components = host.rows["Msvm_KvpExchangeComponent"]
    host.rows["Msvm_KvpExchangeComponent"] = lambda wql: (
        [kvp(n, make) for n in numbers] if "Guest" in wql else components
    )
    host.rows["Win32_OperatingSystem"] = [{"Caption": "Windows", "BuildNumber": "20348"}]
    host.rows["Win32_ComputerSystem"] = [{"Name": "HV01"}]
    host.rows["Msvm_VirtualSystemManagementServiceSettingData"] = [{"InstanceID": "Microsoft:HV01"}]


@pytest.mark.parametrize(
    ("vms", "most", "parts"),
    [
        (1, 12, {PartKind.GUESTS}),
        (10, 13, {PartKind.GUESTS}),
        (86, 20, {PartKind.GUESTS}),
        (87, 20, {PartKind.ADDRESSES}),
        (100, 20, {PartKind.ADDRESSES}),
        (130, 21, {PartKind.ADDRESSES}),
        (300, 26, {PartKind.ADDRESSES}),
        (1_000, 45, {PartKind.ADDRESSES}),
    ],
)
def test_cold_inventory_stays_within_its_budget(host, make, vms, most, parts):
    fill(host, make, vms, checkpoints=vms // 10)
    reading = read_inventory(host.client)
    assert host.requests <= most <= budget_for(vms)
    assert not reading.failed
    assert reading.parts >= parts | {PartKind.CHECKPOINTS, *SERVICE_PARTS, PartKind.FACTS}
    assert len(reading.vms) == vms
    for vm in reading.vms:
        assert vm.state is VmState.RUNNING
        assert [s.kind for s in vm.services] == list(ServiceKind)
        assert all(s.enabled and s.status is ServiceStatus.OK for s in vm.services)
        assert vm.guest.os_name
        assert len(vm.guest.addresses) == 2
        assert vm.generation == 2
        assert vm.version == "10.0"
        assert bool(vm.guest.computer_name) == (PartKind.GUESTS in reading.parts)
    assert reading.vms[0].checkpoints == (1 if vms >= 10 else 0)


@pytest.mark.parametrize(("vms", "requests"), [(1, 1), (2, 2), (100, 2), (1_000, 4)])
def test_refresh_costs_two_requests_and_one_per_envelope(host, make, vms, requests):
    fill(host, make, vms)
    assert len(read_states(host.client).rows) == vms
    assert host.requests == requests


def test_names_of_the_guests_of_a_large_host_come_in_a_later_tier(host, make):
    fill(host, make, 300)
    reading = read_inventory(host.client)
    later = read_guests(host.client, reading.capabilities)
    vms = apply_parts(reading.vms, [later])
    assert {vm.guest.computer_name for vm in vms} == {
        f"guest-{n}.example.org" for n in range(1, 301)
    }
    assert [vm.guest.addresses for vm in vms] == [vm.guest.addresses for vm in reading.vms]


def test_a_tier_of_services_alone(host, make):
    fill(host, make, 10)
    states = read_states(host.client, cold=True)
    parts = plan(states, SERVICE_PARTS)
    assert {part.kind for part in parts} == SERVICE_PARTS
    host.forget()
    reading = read_with_parts(host.client, states, parts)
    assert host.requests == sum(part.requests for part in parts) == 4
    assert reading.facts is None
    assert reading.vms[0].service(ServiceKind.VSS).enabled


def test_guests_alone_are_read_whatever_they_cost(host, make):
    fill(host, make, 200)
    states = read_states(host.client)
    assert [p.kind for p in plan(states, [PartKind.GUESTS])] == [PartKind.GUESTS]


def test_an_empty_host_costs_its_states_and_its_facts(host, make):
    fill(host, make, 0)
    reading = read_inventory(host.client)
    assert reading.vms == ()
    assert reading.parts == {PartKind.FACTS}
    assert host.requests == 5


@pytest.mark.parametrize("refusal", ["QUERY_INVALID", "TIMED_OUT"])
def test_a_host_that_refuses_the_parent_classes_is_asked_class_by_class(
    host, make, faults, refusal
):
    fill(host, make, 20)
    host.rows["CIM_LogicalDevice"] = getattr(faults, refusal)
    host.rows["CIM_ResourceAllocationSettingData"] = getattr(faults, refusal)
    reading = read_inventory(host.client)
    assert reading.capabilities.limits == {Limit.NO_BROAD_COMPONENTS, Limit.NO_BROAD_SWITCHES}
    assert all(s.enabled and s.status is ServiceStatus.OK for s in reading.vms[0].services)

    host.forget()
    again = read_inventory(host.client, reading.capabilities)
    assert not {c for c in host.classes if c.startswith("CIM_")}
    assert again.vms[0].services == reading.vms[0].services


def test_a_parent_class_that_takes_too_long_is_not_asked_again(host, make):
    fill(host, make, 5)
    host.rows["CIM_LogicalDevice"] = TimedOut("read", 70, "hv01")
    reading = read_inventory(host.client)
    assert Limit.NO_BROAD_COMPONENTS in reading.capabilities
    assert reading.vms[0].service(ServiceKind.VSS).status is ServiceStatus.OK


def test_a_host_that_cannot_be_reached_any_more_teaches_nothing(host, make):
    fill(host, make, 5)
    host.rows["CIM_LogicalDevice"] = TimedOut("connect", 5, "hv01")
    with pytest.raises(TimedOut):
        read_inventory(host.client)


def test_an_empty_answer_of_a_parent_class_is_not_believed(host, make):
    fill(host, make, 5)
    host.rows["CIM_LogicalDevice"] = []
    host.rows["CIM_ResourceAllocationSettingData"] = []
    reading = read_inventory(host.client)
    assert all(s.enabled and s.status is ServiceStatus.OK for s in reading.vms[0].services)
    assert Limit.NO_BROAD_SWITCHES in reading.capabilities


def test_an_access_denied_is_not_taken_for_a_limit(host, make, faults):
    fill(host, make, 5)
    host.rows["CIM_LogicalDevice"] = faults.ACCESS_DENIED
    reading = read_inventory(host.client)
    assert reading.failed.keys() == {PartKind.COMPONENTS}
    assert reading.capabilities == UNPROBED
    assert PartKind.COMPONENTS not in reading.parts
    assert reading.vms[0].service(ServiceKind.VSS).status is ServiceStatus.UNKNOWN


def test_a_service_that_the_host_does_not_know(host, make, faults):
    fill(host, make, 5)
    for name in ("CIM_LogicalDevice", "CIM_ResourceAllocationSettingData"):
        host.rows[name] = faults.QUERY_INVALID
    for table in (COMPONENTS, SWITCHES):
        del host.rows[table[ServiceKind.GUEST_SERVICE]]
    reading = read_inventory(host.client)
    service = reading.vms[0].service(ServiceKind.GUEST_SERVICE)
    assert not service.is_available
    assert reading.vms[0].service(ServiceKind.VSS).is_available
    host.forget()
    read_inventory(host.client, reading.capabilities)
    assert not {c for c in host.classes if "GuestServiceInterface" in c}


def test_a_part_that_fails_leaves_the_rest(host, make, faults):
    fill(host, make, 5)
    del host.rows["Msvm_VirtualSystemSettingData"]
    reading = read_inventory(host.client)
    assert isinstance(reading.failed[PartKind.CHECKPOINTS], WsmanFault)
    assert reading.vms[0].service(ServiceKind.KVP).enabled
    assert PartKind.CHECKPOINTS not in reading.parts


def test_a_broken_connection_ends_the_reading(host, make):
    fill(host, make, 5)
    host.rows["Msvm_VirtualSystemSettingData"] = NotWsman("hv01", 502)
    with pytest.raises(NotWsman):
        read_inventory(host.client)


def test_checkpoints_copies_and_templates_are_no_services_of_a_vm(host, make):
    fill(host, make, 2, checkpoints=1)
    template = make.switch(1, SWITCHES[ServiceKind.VSS], COMPONENT_GUIDS[ServiceKind.VSS], 3)
    properties = dict(template.properties)
    properties["InstanceID"] = f"Microsoft:Definition\\{COMPONENT_GUIDS[ServiceKind.VSS]}\\Default"
    host.rows["CIM_ResourceAllocationSettingData"].append(
        type(template)(template.class_name, properties)
    )
    reading = read_inventory(host.client)
    assert len(reading.vms) == 2
    assert reading.vms[0].service(ServiceKind.VSS).enabled


def test_identifiers_may_differ_in_case(host, make):
    fill(host, make, 1)
    for row in host.rows["CIM_LogicalDevice"]:
        row["SystemName"] = row["SystemName"].lower()
    reading = read_inventory(host.client)
    assert reading.vms[0].service(ServiceKind.VSS).status is ServiceStatus.OK


def test_a_vm_that_is_off_has_nothing_that_answers(host, make):
    fill(host, make, 3)
    host.rows["Msvm_SummaryInformation"][0]["EnabledState"] = 3
    host.rows["CIM_LogicalDevice"] = [
        r for r in host.rows["CIM_LogicalDevice"] if r["SystemName"] != make.guid(1)
    ]
    vm = read_inventory(host.client).vms[0]
    assert vm.heartbeat is Heartbeat.NONE
    assert {s.status for s in vm.services} == {ServiceStatus.NOT_RUNNING}
    assert all(s.enabled for s in vm.services)


def test_details_of_a_service(host, make):
    fill(host, make, 1)
    for row in host.rows["CIM_LogicalDevice"]:
        if row["CreationClassName"] == "Msvm_HeartbeatComponent":
            row["OperationalStatus"] = (3, 32775)
    vm = read_inventory(host.client).vms[0]
    service = vm.service(ServiceKind.HEARTBEAT)
    assert (service.status, service.detail) == (
        ServiceStatus.DEGRADED,
        ServiceDetail.PROTOCOL_MISMATCH,
    )
    assert vm.heartbeat is Heartbeat.DEGRADED


def test_a_summary_that_lists_checkpoints_is_put_right(host, make):
    fill(host, make, 2, checkpoints=1)
    stray = make.summary(1) | {"Name": make.guid(1, 9), "ElementName": "before the update"}
    host.rows["Msvm_SummaryInformation"].append(stray)
    reading = read_inventory(host.client)
    assert len(reading.vms) == 2
    assert Limit.SUMMARY_INCOMPLETE in reading.capabilities
    assert len(read_states(host.client, reading.capabilities).rows) == 2


def test_a_host_without_the_role(host, faults):
    host.rows["Msvm_SummaryInformation"] = faults.NAMESPACE_MISSING
    with pytest.raises(HyperVMissing):
        read_inventory(host.client)


@pytest.mark.parametrize(
    ("rows", "characters", "requests"),
    [(0, 300, 1), (1, 300, 1), (2, 300, 2), (854, 300, 2), (855, 300, 3), (3, 300_000, 3)],
)
def test_arithmetic(rows, characters, requests):
    assert requests_for(rows, characters) == requests


def test_budgets():
    assert [budget_for(n) for n in (0, 100, 136, 1_000)] == [20, 20, 21, 45]
