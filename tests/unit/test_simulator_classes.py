"""Every class can be asked for, with every property of its schema, on every build."""

from datetime import datetime, timedelta

import pytest

from console.simulator.failures import CimFailure, CimStatus
from console.simulator.fleets import CheckpointDescription, Health, StartState, VmDescription
from console.simulator.schema import schema_of
from console.wsman.cim import INTEGER_RANGES, CimInstance, CimReference
from console.wsman.names import CIMV2_NAMESPACE, HYPERV_NAMESPACE
from tests.unit.simulated_host import ADMIN, GUEST, Host

BUILDS = (9600, 14393, 17763, 20348, 25398, 26100)
WEB = VmDescription(
    "web",
    addresses=("10.0.0.5", "fe80::5"),
    checkpoints=(CheckpointDescription("one"), CheckpointDescription("two")),
    services=(("vss", False),),
)
OFF = VmDescription("off", state=StartState.OFF, uptime_h=0, generation=1, guest="debian-12")


def _host(**changes) -> Host:
    host = Host(WEB, OFF, **changes)
    host.request(host.vm("web"), 6)  # a job
    return host


def _fits(value: object, kind: str) -> bool:
    if kind in INTEGER_RANGES:
        low, high = INTEGER_RANGES[kind]
        return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
    kinds = {
        "string": str,
        "boolean": bool,
        "datetime": (datetime, timedelta),
        "reference": CimReference,
        "object": CimInstance,
    }
    return isinstance(value, kinds[kind])


@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize("namespace", [HYPERV_NAMESPACE, CIMV2_NAMESPACE])
def test_all_objects_carry_all_properties_with_values_of_their_types(namespace, build):
    host = _host(build=build)
    for cim_class in schema_of(namespace, build):
        for item in host.repository.enumerate(namespace, cim_class.name, ADMIN):
            exact = schema_of(namespace, build).find(item.instance.class_name)
            assert exact.is_a(cim_class.name)
            assert list(item.instance.properties) == [p.name for p in exact.properties]
            for p in exact.properties:
                value = item.instance.properties[p.name]
                values = value if isinstance(value, tuple) else (value,)
                assert value is None or isinstance(value, tuple) == p.is_array, (exact.name, p)
                assert value is None or all(_fits(v, p.type) for v in values), (p, value)
            assert item.reference.class_name == exact.name
            assert [k for k, _ in item.reference.selectors] == list(exact.keys)


SERVED = {
    HYPERV_NAMESPACE: (
        "Msvm_ComputerSystem",
        "Msvm_VirtualSystemSettingData",
        "Msvm_SummaryInformation",
        "Msvm_HeartbeatComponentSettingData",
        "Msvm_KvpExchangeComponentSettingData",
        "Msvm_TimeSyncComponentSettingData",
        "Msvm_ShutdownComponentSettingData",
        "Msvm_VssComponentSettingData",
        "Msvm_RdvComponentSettingData",
        "Msvm_GuestServiceInterfaceComponentSettingData",
        "Msvm_HeartbeatComponent",
        "Msvm_KvpExchangeComponent",
        "Msvm_TimeSyncComponent",
        "Msvm_ShutdownComponent",
        "Msvm_VssComponent",
        "Msvm_RdvComponent",
        "Msvm_GuestServiceInterfaceComponent",
        "Msvm_GuestNetworkAdapterConfiguration",
        "Msvm_SyntheticEthernetPortSettingData",
        "Msvm_ProcessorSettingData",
        "Msvm_MemorySettingData",
        "Msvm_ConcreteJob",
        "Msvm_VirtualSystemManagementService",
        "Msvm_VirtualSystemManagementServiceSettingData",
        "Msvm_Keyboard",
        "Msvm_VideoHead",
        "CIM_LogicalDevice",
        "CIM_ResourceAllocationSettingData",
        "CIM_ComputerSystem",
        "CIM_ConcreteJob",
        "CIM_SettingData",
        "Msvm_SettingsDefineState",
        "Msvm_VirtualSystemSettingDataComponent",
        "Msvm_SystemDevice",
        "Msvm_ElementSettingData",
        "Msvm_AffectedJobElement",
        "Msvm_SnapshotOfVirtualSystem",
        "Msvm_SettingDataComponent",
        "Msvm_ComputerSystemSummaryInformation",
        "Msvm_ParentChildSettingData",
        "Msvm_MostCurrentSnapshotInBranch",
    ),
    CIMV2_NAMESPACE: (
        "Win32_OperatingSystem",
        "Win32_ComputerSystem",
        "Win32_Processor",
        "Win32_Service",
    ),
}


@pytest.mark.parametrize(("namespace", "name"), [(s, n) for s in SERVED for n in SERVED[s]])
def test_every_class_has_objects_and_can_be_read_by_key(namespace, name):
    host = _host()
    items = host.items(f"SELECT * FROM {name}", namespace)
    assert items
    if "Association" in name or any(
        isinstance(v, CimReference) for _, v in items[0].reference.selectors
    ):
        return
    for item in items:
        keys = {k.upper(): v.lower() for k, v in item.reference.selectors}
        found = host.repository.get(namespace, item.reference.class_name, keys, ADMIN)
        assert found.reference == item.reference


def test_the_host_is_a_row_among_its_vms_as_a_real_one_is():
    host = _host()
    rows = host.query("SELECT * FROM Msvm_ComputerSystem")
    (row,) = [r for r in rows if r.text("Name") == "HV01"]
    assert len(rows) == 3
    assert row.integer("EnabledState") == 2
    assert row.properties["InstallDate"] is None
    assert row.properties["OnTimeInMilliseconds"] is None
    off = host.row(host.vm("off"))
    assert off.integer("OnTimeInMilliseconds") == 0
    assert off.properties["ProcessID"] is None


def test_checkpoints_and_templates_are_rows_among_the_settings():
    host = _host()
    web = host.vm("web")
    rows = host.query("SELECT * FROM Msvm_VirtualSystemSettingData")
    current = [
        r for r in rows if r.text("VirtualSystemType") == "Microsoft:Hyper-V:System:Realized"
    ]
    checkpoints = [r for r in rows if r.text("VirtualSystemType").endswith("Snapshot:Realized")]
    assert {r.text("VirtualSystemIdentifier") for r in current} == {web.id, host.vm("off").id}
    assert [r.text("ElementName") for r in checkpoints] == ["one", "two"]
    assert {r.text("VirtualSystemIdentifier") for r in checkpoints} == {web.id}
    assert not {r.text("InstanceID") for r in checkpoints} & {f"Microsoft:{web.id}"}
    assert sum(r.text("InstanceID").startswith("Microsoft:Definition\\") for r in rows) == 3
    assert checkpoints[0].properties["Parent"] is None
    first = checkpoints[0].text("InstanceID")
    space = "\\\\HV01\\root\\virtualization\\v2"
    path = f'{space}:Msvm_VirtualSystemSettingData.InstanceID="{first}"'
    assert checkpoints[1].text("Parent") == path


def test_switches_are_kept_for_vms_checkpoints_and_the_template():
    host = Host(
        VmDescription(
            "web",
            services=(("vss", False),),
            checkpoints=(CheckpointDescription("c", services=(("vss", True),)),),
        )
    )
    rows = host.query("SELECT InstanceID, EnabledState FROM Msvm_VssComponentSettingData")
    states = {r.text("InstanceID"): r.integer("EnabledState") for r in rows}
    guid = "5CED1297-4598-4915-A5FC-AD21BB4D02A4"
    vm = host.vm("web")
    assert states == {
        f"Microsoft:{vm.id}\\{guid}": 3,
        f"Microsoft:{vm.checkpoints[0].id}\\{guid}": 2,
        f"Microsoft:Definition\\{guid}\\Default": 2,
    }


def test_runtime_components_exist_only_while_the_vm_is_up():
    host = Host(
        *(
            VmDescription(s.value, state=s, uptime_h=1)
            for s in (StartState.RUNNING, StartState.PAUSED, StartState.SAVED, StartState.OFF)
        )
    )
    rows = host.query("SELECT SystemName FROM Msvm_HeartbeatComponent")
    assert {r.text("SystemName") for r in rows} == {host.vm("running").id, host.vm("paused").id}


def test_2012_r2_lacks_what_came_later():
    host = _host(build=9600)
    old = schema_of(HYPERV_NAMESPACE, 9600)
    assert "UserSnapshotType" not in old.find("Msvm_VirtualSystemSettingData").types
    assert "Version" not in old.find("Msvm_SummaryInformation").types
    assert host.query("SELECT * FROM Msvm_SummaryInformation") == []
    with pytest.raises(CimFailure) as refused:
        host.query("SELECT UserSnapshotType FROM Msvm_VirtualSystemSettingData")
    assert refused.value.status is CimStatus.INVALID_QUERY
    with pytest.raises(CimFailure) as refused:
        host.query("SELECT * FROM Msvm_SummaryInformationBase")
    assert refused.value.status is CimStatus.INVALID_CLASS
    new = schema_of(HYPERV_NAMESPACE, 26100)
    assert "ManagementVtlImageVersion" in new.find("Msvm_ComputerSystem").types
    assert "ManagementVtlImageVersion" not in old.find("Msvm_ComputerSystem").types


def test_a_host_without_the_role_has_no_such_namespace():
    host = Host(has_hyperv=False)
    with pytest.raises(CimFailure) as refused:
        host.query("SELECT * FROM Msvm_ComputerSystem")
    assert refused.value.status is CimStatus.INVALID_NAMESPACE
    (computer,) = host.query("SELECT * FROM Win32_ComputerSystem", CIMV2_NAMESPACE)
    assert computer.boolean("HypervisorPresent") is False
    assert not host.query("SELECT * FROM Win32_Service WHERE Name='vmms'", CIMV2_NAMESPACE)


@pytest.mark.parametrize(
    "spelling", ["root/virtualization/v2", "Root\\Virtualization\\V2", "/ROOT/virtualization/v2/"]
)
def test_namespaces_in_any_spelling(spelling):
    assert Host(WEB).query("SELECT * FROM msvm_computersystem", spelling)


def test_without_rights_sets_are_empty():
    host = _host()
    host.caller = GUEST
    assert host.query("SELECT * FROM Msvm_ComputerSystem") == []
    assert host.query("SELECT * FROM Msvm_VirtualSystemManagementService") == []
    assert list(host.repository.enumerate(HYPERV_NAMESPACE, "CIM_LogicalDevice", GUEST)) == []
    assert host.query("SELECT * FROM Win32_OperatingSystem", CIMV2_NAMESPACE)
    with pytest.raises(CimFailure) as refused:
        host.query("SELECT * FROM Nonsense")
    assert refused.value.status is CimStatus.INVALID_CLASS
    keys = {"CreationClassName": "Msvm_ComputerSystem", "Name": "HV01"}
    with pytest.raises(CimFailure) as refused:
        host.repository.get(HYPERV_NAMESPACE, "Msvm_ComputerSystem", keys, GUEST)
    assert refused.value.status is CimStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("name", "keys", "status"),
    [
        ("Msvm_ComputerSystem", {"Name": "HV01"}, CimStatus.INVALID_OBJECT_PATH),
        ("Msvm_ComputerSystem", {}, CimStatus.INVALID_OBJECT_PATH),
        ("Msvm_ConcreteJob", {"Id": "x"}, CimStatus.INVALID_PARAMETER),
        ("Msvm_ConcreteJob", {"InstanceID": "x"}, CimStatus.NOT_FOUND),
        ("Msvm_Nonsense", {"InstanceID": "x"}, CimStatus.INVALID_CLASS),
    ],
)
def test_wrong_keys(name, keys, status):
    with pytest.raises(CimFailure) as refused:
        _host().repository.get(HYPERV_NAMESPACE, name, keys, ADMIN)
    assert refused.value.status is status


def test_services_are_found_by_some_of_their_keys():
    name = "Msvm_VirtualSystemManagementService"
    repository = _host().repository
    for keys in ({}, {"creationclassname": name}, {"Name": "VMMS", "SystemName": "hv01"}):
        assert repository.get(HYPERV_NAMESPACE, name, keys, ADMIN).text("SystemName") == "HV01"


@pytest.mark.parametrize(
    ("locale", "caption", "heartbeat", "ok"),
    [
        ("en-US", "Virtual Machine", "Heartbeat", "OK"),
        ("de-DE", "Virtueller Computer", "Takt", "OK"),
        ("zh-CN", "虚拟机", "检测信号", "确定"),
    ],
)
def test_texts_follow_the_language_of_the_host(locale, caption, heartbeat, ok):
    host = Host(WEB, locale=locale)
    assert host.row(host.vm("web")).text("Caption") == caption
    (component,) = host.query("SELECT * FROM Msvm_HeartbeatComponent")
    assert component.text("ElementName") == heartbeat
    assert component.texts("StatusDescriptions")[0] == ok
    (system,) = host.query("SELECT * FROM Win32_OperatingSystem", CIMV2_NAMESPACE)
    assert system.texts("MUILanguages") == (locale,)


def test_all_languages_have_all_texts():
    from console.simulator.texts import LOCALES

    keys = {locale: set(words) for locale, words in LOCALES.items()}
    assert keys["en-US"] == keys["de-DE"] == keys["zh-CN"]
    assert all(text for words in LOCALES.values() for text in words.values())


@pytest.mark.parametrize("health", list(Health))
def test_a_vm_has_one_text_for_each_status(health):
    host = Host(VmDescription("vm", health=health))
    row = host.row(host.vm("vm"))
    (summary,) = host.query("SELECT * FROM Msvm_SummaryInformation")
    assert len(row.texts("StatusDescriptions")) == len(row.integers("OperationalStatus"))
    for name in ("HealthState", "OperationalStatus", "StatusDescriptions"):
        assert row.properties[name] == summary.properties[name]
