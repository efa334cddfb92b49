"""What conditions mean, and that a query computes no more than it is asked for."""

import itertools
import sys
import time

import pytest

from console.simulator.clock import ManualClock
from console.simulator.failures import CimFailure, CimStatus
from console.simulator.fleets import HostDescription, StartState, VmDescription, build, generate
from console.simulator.repository import Repository
from console.wsman.names import CIMV2_NAMESPACE, HYPERV_NAMESPACE
from tests.unit.simulated_host import ADMIN, Host

VSS = "Msvm_VssComponentSettingData"
HEARTBEAT = "84EAAE65-2F2E-45F5-9BB5-0E857DC8EB47"
ID = "AAAAAAAA-0000-4000-8000-00000000000A"


def _host() -> Host:
    return Host(
        VmDescription("Alpha", id=ID, processors=2, memory_mb=2048, notes="x"),
        VmDescription("beta 100%", processors=4, memory_mb=1024, state=StartState.OFF, uptime_h=0),
        VmDescription("O'Brien\\Söhne", processors=8, memory_mb=4096),
    )


def _names(where: str, class_name: str = "Msvm_ComputerSystem") -> set[str]:
    rows = _host().query(f"SELECT ElementName FROM {class_name} WHERE {where}")
    return {row.text("ElementName") for row in rows}


VMS = {"Alpha", "beta 100%", "O'Brien\\Söhne"}


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("ElementName='alpha'", {"Alpha"}),
        ("elementname = 'ALPHA'", {"Alpha"}),
        (f"Name='{ID.lower()}'", {"Alpha"}),
        (f"'{ID.lower()}' = Name", {"Alpha"}),
        ("Name != __SERVER", VMS),
        ("__SERVER = Name", {"HV01"}),
        ("Name <> 'hv01'", VMS),
        ("__CLASS = 'msvm_computersystem'", VMS | {"HV01"}),
        ("__PATH LIKE '%Name=\"HV01\"'", {"HV01"}),
        ("EnabledState=3", {"beta 100%"}),
        ("EnabledState='3'", {"beta 100%"}),
        ("EnabledState>2 AND Name != __SERVER", {"beta 100%"}),
        ("NOT EnabledState=2", {"beta 100%"}),
        ("ProcessID IS NULL", {"HV01", "beta 100%"}),
        ("ProcessID <> NULL", {"Alpha", "O'Brien\\Söhne"}),
        ("ProcessID > 0", {"Alpha", "O'Brien\\Söhne"}),
        ("NOT (ProcessID > 0)", set()),  # unknown for null, so not true either
        ("NOT (ProcessID > 0) OR ElementName='HV01'", {"HV01"}),
        ("ElementName LIKE 'ALP%'", {"Alpha"}),
        ("ElementName LIKE '%100[%]'", {"beta 100%"}),
        ("ElementName NOT LIKE 'a%' AND Name <> __SERVER", VMS - {"Alpha"}),
        (r"ElementName = 'O\'Brien\\Söhne'", {"O'Brien\\Söhne"}),
        ("InstallDate < '20270101000000.000000+000'", VMS),
        ("InstallDate > '20270101000000.000000+000'", set()),
        (f"Name='{ID}' AND EnabledState=3", set()),
        (f"Name='{ID}' OR EnabledState=3", {"Alpha", "beta 100%"}),
    ],
)
def test_conditions(where, expected):
    assert _names(where) == expected


@pytest.mark.parametrize(
    ("where", "count"),
    [
        ("InstanceID LIKE 'Microsoft:Definition%'", 1),
        ("InstanceID LIKE '%\\\\Default' AND ResourceType=1", 1),
        (f"InstanceID LIKE 'Microsoft:{ID}%'", 1),
        (f"InstanceID = 'Microsoft:{ID}\\\\84EAAE65-2F2E-45F5-9BB5-0E857DC8EB47'", 1),
        (f"InstanceID = 'Microsoft:Definition\\\\{HEARTBEAT}\\\\Default'", 1),
        ("AutomaticAllocation=TRUE", 4),
        ("AutomaticAllocation=FALSE", 0),
        ("AutomaticAllocation='true'", 4),
    ],
)
def test_conditions_on_settings(where, count):
    rows = _host().query(f"SELECT InstanceID FROM Msvm_HeartbeatComponentSettingData WHERE {where}")
    assert len(rows) == count


@pytest.mark.parametrize(
    ("wql", "status"),
    [
        ("SELECT * FROM Msvm_Nonsense", CimStatus.INVALID_CLASS),
        ("SELECT Colour FROM Msvm_ComputerSystem", CimStatus.INVALID_QUERY),
        ("SELECT * FROM Msvm_ComputerSystem WHERE Colour=1", CimStatus.INVALID_QUERY),
        ("SELECT * FROM Msvm_MigrationJob WHERE Colour=1", CimStatus.INVALID_QUERY),
        ("SELECT * FROM Msvm_ComputerSystem WHERE OperationalStatus=2", CimStatus.INVALID_QUERY),
        ("SELECT * FROM Msvm_ComputerSystem WHERE EnabledState='x'", CimStatus.INVALID_QUERY),
        ("SELECT * FROM Msvm_ComputerSystem WHERE EnabledState LIKE '2'", CimStatus.INVALID_QUERY),
        ("SELECT * FROM Msvm_ComputerSystem WHERE Name = ElementName", CimStatus.INVALID_QUERY),
        ("SELECT * FROM Msvm_ComputerSystem WHERE ProcessID < NULL", CimStatus.INVALID_QUERY),
        ("SELECT * FROM Msvm_SystemDevice WHERE GroupComponent='x'", CimStatus.INVALID_QUERY),
    ],
)
def test_refusals(wql, status):
    with pytest.raises(CimFailure) as refused:
        _host().query(wql)
    assert refused.value.status is status


def test_a_projection_has_what_was_named_and_nothing_else():
    items = _host().items("SELECT enabledstate, NAME, __CLASS FROM Msvm_ComputerSystem")
    for item in items:
        assert item.names == ("EnabledState", "Name", "__CLASS")
        assert tuple(item.instance.properties) == item.names
        assert item.reference.selector("Name") == item.instance.text("Name")
    assert _host().items("SELECT * FROM Msvm_ComputerSystem")[0].names is None


def test_parent_classes_bring_all_their_children():
    rows = _host().query("SELECT __CLASS, DeviceID FROM CIM_LogicalDevice")
    classes = {row.text("__CLASS") for row in rows}
    assert {"Msvm_HeartbeatComponent", "Msvm_Keyboard", "Msvm_VssComponent"} <= classes
    assert len(rows) == 2 * 10  # seven services, keyboard, mouse, video head of two running VMs


def test_other_namespaces_have_their_own_classes():
    host = _host()
    (row,) = host.query("SELECT BuildNumber FROM Win32_OperatingSystem", CIMV2_NAMESPACE)
    assert row.text("BuildNumber") == "20348"
    with pytest.raises(CimFailure) as refused:
        host.query("SELECT * FROM Msvm_ComputerSystem", CIMV2_NAMESPACE)
    assert refused.value.status is CimStatus.INVALID_CLASS


def test_sets_are_lazy_and_bear_changes_while_they_are_read():
    host = _host()
    rows = host.repository.query(HYPERV_NAMESPACE, "SELECT Name FROM Msvm_ComputerSystem", ADMIN)
    next(rows)
    host.machine.add(VmDescription("new"))
    host.machine.remove("Alpha")
    assert len(list(rows)) == 3


def test_one_vm_of_thousands_is_found_without_looking_at_the_others():
    description = generate(1, 4000, seed=2).hosts[0]
    repository = build(description, ManualClock())
    running = next(vm for vm in repository.machine.vms.values() if vm.has_components)
    queries = [
        f"SELECT * FROM Msvm_ShutdownComponent WHERE SystemName='{running.id}'",
        f"SELECT * FROM Msvm_ComputerSystem WHERE Name='{running.id.lower()}'",
        f"SELECT * FROM Msvm_VirtualSystemSettingData WHERE InstanceID='Microsoft:{running.id}'",
        f"SELECT * FROM {VSS} WHERE InstanceID LIKE 'Microsoft:{running.id}%'",
    ]
    for wql in queries:
        list(repository.query(HYPERV_NAMESPACE, wql, ADMIN))  # read the grammar, warm the cache
        assert _calls_for_one_row(repository, wql) < 4000


def _calls_for_one_row(repository: Repository, wql: str) -> int:
    calls = itertools.count()
    sys.setprofile(lambda *_: next(calls))
    try:
        found = list(repository.query(HYPERV_NAMESPACE, wql, ADMIN))
    finally:
        sys.setprofile(None)
    assert len(found) == 1
    return next(calls)


def test_ten_thousand_vms_fit():
    """Time and memory with a wide margin: figures belong to the benchmarks."""
    import tracemalloc

    description = HostDescription("H", vms=tuple(VmDescription(f"vm{n}") for n in range(2000)))
    tracemalloc.start()
    repository = build(description, ManualClock())
    size = tracemalloc.get_traced_memory()[0] / 2000
    tracemalloc.stop()
    assert size < 4096
    start = time.perf_counter()
    rows = list(
        repository.query(
            HYPERV_NAMESPACE,
            "SELECT InstanceID, EnabledState FROM Msvm_VssComponentSettingData",
            ADMIN,
        )
    )
    assert len(rows) == 2001
    assert time.perf_counter() - start < 2001 * 0.0005
