import pytest

from console.hyperv.capability import UNPROBED, Capabilities, Limit
from console.hyperv.plan import plan
from console.hyperv.reading import PartKind
from console.hyperv.state import read_states
from console.model.errors import Forbidden, HyperVMissing
from console.model.vm import (
    EnhancedSession,
    Health,
    Heartbeat,
    IntegrationState,
    VmActivity,
    VmState,
)
from console.wsman.cim import CimInstance
from console.wsman.message import Fault


def test_a_row_becomes_a_state(host, make):
    host.rows["Msvm_SummaryInformation"] = [
        make.summary(
            1,
            OperationalStatus=(2, 32772),
            HealthState=20,
            UpTime=61_999,
            MemoryAvailable=-12,
            ApplicationHealth=32782,
            EnhancedSessionModeState=2,
            Notes="one\r\ntwo",
        )
    ]
    reading = read_states(host.client, cold=True)
    row = reading.rows[0]
    assert row.id == make.guid(1)
    assert row.name == "server-00001.example"
    assert row.state is VmState.RUNNING
    assert row.health is Health.MAJOR_FAILURE
    assert row.activity is VmActivity.MERGING_DISKS
    assert row.uptime_s == 61
    assert (row.cpu_percent, row.processors, row.memory_mb) == (1, 4, 4096)
    assert row.memory_available_percent == -12
    assert row.heartbeat is Heartbeat.APPLICATIONS_CRITICAL
    assert row.enhanced_session is EnhancedSession.AVAILABLE
    assert row.os_name == "Windows Server 2022 Datacenter"
    assert (row.version, row.generation, row.notes) == ("10.0", 2, "one\ntwo")
    assert reading.capabilities == UNPROBED
    assert host.requests == 1


def test_a_refresh_does_not_ask_what_hardly_changes(host, make):
    host.rows["Msvm_SummaryInformation"] = [make.summary(1)]
    row = read_states(host.client).rows[0]
    assert (row.version, row.generation, row.notes) == (None, None, None)
    assert "Notes" not in host.queries[0]


def test_nonsense_in_one_row_costs_only_that_value(host, make):
    host.rows["Msvm_SummaryInformation"] = [
        make.summary(
            1,
            ProcessorLoad="many",
            MemoryUsage=("1", "2"),
            UpTime=-5,
            MemoryAvailable=2147483647,
            HealthState=77,
            OperationalStatus=("x",),
            ElementName="we\u202eb\x9f",
        ),
        make.summary(2),
    ]
    first, second = read_states(host.client).rows
    assert first.cpu_percent is None
    assert first.memory_mb is None
    assert first.uptime_s is None
    assert first.memory_available_percent is None
    assert first.health is Health.UNKNOWN
    assert first.name == "we\ufffdb\ufffd"
    assert second.cpu_percent == 2


def test_a_vm_without_a_name_is_called_by_its_id(host, make):
    host.rows["Msvm_SummaryInformation"] = [make.summary(1, ElementName=None)]
    assert read_states(host.client).rows[0].name == make.guid(1)


def test_a_missing_state_is_taken_from_the_system_and_so_for_ever(host, make):
    host.rows["Msvm_SummaryInformation"] = [make.summary(1), make.summary(2, EnabledState=None)]
    host.rows["Msvm_ComputerSystem"] = [
        make.HOST,
        make.system(1),
        make.system(2, EnabledState=1, OtherEnabledState="Saving"),
    ]
    reading = read_states(host.client)
    assert [row.state for row in reading.rows] == [VmState.RUNNING, VmState.SAVING]
    assert reading.rows[1].memory_mb == 4096
    assert Limit.SUMMARY_INCOMPLETE in reading.capabilities

    host.rows["Msvm_SummaryInformation"] = [make.summary(1), make.summary(2)]
    host.forget()
    read_states(host.client, reading.capabilities)
    assert host.classes == ["Msvm_SummaryInformation", "Msvm_ComputerSystem"]


def test_the_systems_say_which_vms_there_are(host, make):
    host.rows["Msvm_SummaryInformation"] = [make.summary(9), make.summary(1, Name="")]
    host.rows["Msvm_ComputerSystem"] = [make.HOST, make.system(1)]
    reading = read_states(host.client)
    assert [row.id for row in reading.rows] == [make.guid(1)]
    assert reading.rows[0].uptime_s == 60


def test_a_host_without_vms(host, make):
    host.rows["Msvm_SummaryInformation"] = []
    host.rows["Msvm_ComputerSystem"] = [make.HOST]
    reading = read_states(host.client)
    assert reading.rows == ()
    assert reading.capabilities == UNPROBED
    assert host.requests == 2


def test_nothing_at_all_means_no_rights(host):
    host.rows["Msvm_SummaryInformation"] = []
    host.rows["Msvm_ComputerSystem"] = []
    with pytest.raises(Forbidden):
        read_states(host.client)


@pytest.mark.parametrize("class_name", ["Msvm_SummaryInformation", "Msvm_ComputerSystem"])
def test_no_namespace_means_no_hyperv(host, faults, class_name):
    host.rows["Msvm_SummaryInformation"] = []
    host.rows[class_name] = faults.NAMESPACE_MISSING
    with pytest.raises(HyperVMissing):
        read_states(host.client)


def test_a_host_that_only_says_invalid_query_has_no_hyperv(host, faults):
    host.rows["Msvm_SummaryInformation"] = faults.QUERY_INVALID
    host.rows["Msvm_ComputerSystem"] = faults.QUERY_INVALID
    with pytest.raises(HyperVMissing):
        read_states(host.client)


def test_no_classes_means_no_hyperv(host):
    with pytest.raises(HyperVMissing):
        read_states(host.client)


def test_access_denied_stays_what_it_is(host, faults):
    host.rows["Msvm_SummaryInformation"] = faults.ACCESS_DENIED
    with pytest.raises(Forbidden):
        read_states(host.client)


# ---- hosts before 2016: the summary comes by the method ---------------------------------------


class _Method:
    """GetSummaryInformation of a host, with what a test wants it to refuse."""

    def __init__(self, make, *, most=1_000, refused=frozenset(), too_large=None):
        self.make, self.most, self.refused, self.too_large = make, most, refused, too_large
        self.asked = []

    def __call__(self, message, arguments):
        wanted = arguments["SettingData"]
        wanted = wanted if isinstance(wanted, tuple) else (wanted,)
        ids = [ref.selector("InstanceID").removeprefix("Microsoft:") for ref in wanted]
        codes = {int(code) for code in arguments["RequestedInformation"]}
        self.asked.append((len(ids), codes))
        if len(ids) > self.most:
            return self.too_large
        if codes & self.refused:
            return {"SummaryInformation": None, "ReturnValue": 32773}
        return {"SummaryInformation": self.objects(ids), "ReturnValue": 0}

    def objects(self, ids):
        told = {
            "MemoryUsage": 2048,
            "ProcessorLoad": 7,
            "Heartbeat": 2,
            "ApplicationHealth": 2,
            "GuestOperatingSystem": "Windows Server 2012 R2",
            "Notes": "old",
            "EnabledState": None,
        }
        return tuple(CimInstance("Msvm_SummaryInformation", {"Name": vm, **told}) for vm in ids)


def _old_host(host, make, faults, vms, **options):
    host.rows["Msvm_SummaryInformation"] = faults.QUERY_INVALID
    host.rows["Msvm_ComputerSystem"] = [make.HOST, *(make.system(n) for n in range(1, vms + 1))]
    method = _Method(make, **options)
    host.methods["GetSummaryInformation"] = method
    return method


@pytest.mark.parametrize(
    ("told", "state"),
    [
        (1, IntegrationState.UP_TO_DATE),
        (2, IntegrationState.MISMATCH),
        (0, IntegrationState.UNKNOWN),
        (77, IntegrationState.UNKNOWN),
        (None, None),
        ("x", None),
    ],
)
def test_what_the_host_says_of_the_components(host, make, told, state):
    host.rows["Msvm_SummaryInformation"] = [make.summary(1, IntegrationServicesVersionState=told)]
    assert read_states(host.client, cold=True).rows[0].integration is state
    assert read_states(host.client).rows[0].integration is None
    assert "IntegrationServicesVersionState" not in host.queries[-1]


def test_a_summary_without_that_column_is_still_read_by_one_query(host, make, faults):
    def answer(wql):
        return faults.QUERY_INVALID if "Integration" in wql else [make.summary(1)]

    host.rows["Msvm_SummaryInformation"] = answer
    reading = read_states(host.client, cold=True)
    assert reading.capabilities == Capabilities(frozenset({Limit.NO_INTEGRATION_COLUMN}))
    assert reading.rows[0].version == "10.0"
    assert reading.rows[0].integration is None
    host.forget()
    read_states(host.client, reading.capabilities, cold=True)
    assert host.requests == 1


@pytest.mark.parametrize(
    ("refuses", "expected"), [(False, IntegrationState.MISMATCH), (True, None)]
)
def test_an_old_host_tells_of_the_components_by_the_method(host, make, faults, refuses, expected):
    def method(message, arguments):
        codes = {int(code) for code in arguments["RequestedInformation"]}
        if refuses and codes & {123, 132}:
            return {"ReturnValue": 32773}
        told = {"Name": make.guid(1)}
        if 123 in codes:
            told["IntegrationServicesVersionState"] = 2
        summary = CimInstance("Msvm_SummaryInformation", told)
        return {"SummaryInformation": (summary,), "ReturnValue": 0}

    host.rows["Msvm_SummaryInformation"] = faults.QUERY_INVALID
    host.rows["Msvm_ComputerSystem"] = [make.HOST, make.system(1)]
    host.methods["GetSummaryInformation"] = method
    assert read_states(host.client, cold=True).rows[0].integration is expected


def test_an_old_host_is_asked_by_the_method(host, make, faults):
    _old_host(host, make, faults, 3)
    reading = read_states(host.client, cold=True)
    assert reading.capabilities == Capabilities(frozenset({Limit.SUMMARY_NOT_ENUMERABLE}))
    row = reading.rows[0]
    assert (row.state, row.uptime_s, row.memory_mb) == (VmState.RUNNING, 60, 2048)
    assert row.heartbeat is Heartbeat.APPLICATIONS_OK
    assert row.notes == "old"
    assert (row.version, row.generation) == (None, None)
    name, _, selectors = host.calls[0]
    assert name == "GetSummaryInformation"
    assert selectors == {
        "CreationClassName": "Msvm_VirtualSystemManagementService",
        "SystemCreationClassName": "Msvm_ComputerSystem",
    }
    host.forget()
    read_states(host.client, reading.capabilities)
    assert host.classes == ["Msvm_ComputerSystem"]


def test_what_the_method_does_not_tell_is_read_from_the_settings(host, make, faults):
    _old_host(host, make, faults, 2)
    states = read_states(host.client, cold=True)
    host.rows["Msvm_VirtualSystemSettingData"] = [
        {
            "InstanceID": f"Microsoft:{make.guid(n)}",
            "VirtualSystemIdentifier": make.guid(n),
            "VirtualSystemType": "Microsoft:Hyper-V:System:Realized",
            "VirtualSystemSubType": f"Microsoft:Hyper-V:SubType:{n}",
            "Version": "5.0",
            "Notes": ("from", "2012"),
        }
        for n in (1, 2)
    ]
    part = next(p for p in plan(states) if p.kind is PartKind.CHECKPOINTS)
    reading = part.read(host.client)
    assert [reading.settings[make.guid(n)].generation for n in (1, 2)] == [1, 2]
    assert reading.settings[make.guid(1)].version == "5.0"
    assert reading.settings[make.guid(1)].notes == "from\n2012"


def test_codes_that_an_old_host_refuses_are_left_out_from_then_on(host, make, faults):
    method = _old_host(host, make, faults, 2, refused={120})
    reading = read_states(host.client)
    assert Limit.SUMMARY_CODES in reading.capabilities
    assert [120 in codes for _, codes in method.asked] == [True, False]
    read_states(host.client, reading.capabilities)
    assert 120 not in method.asked[-1][1]


def test_a_host_that_refuses_the_plain_codes_too_shows_its_vms_without_figures(host, make, faults):
    _old_host(host, make, faults, 2, refused={0})
    rows = read_states(host.client).rows
    assert [(row.state, row.memory_mb) for row in rows] == [(VmState.RUNNING, None)] * 2


@pytest.mark.parametrize(
    "fault",
    [
        Fault(0x80338013, "a:ActionNotSupported", "no"),
        Fault(0x80338000, "w:InternalError", "no", provider=True, wmi_code=0x8004102E),
        Fault(5, "w:AccessDenied", "no"),
    ],
)
def test_a_host_without_the_method_shows_its_vms_without_figures(host, make, faults, fault):
    _old_host(host, make, faults, 2)
    host.methods["GetSummaryInformation"] = lambda _message, _arguments: fault
    rows = read_states(host.client).rows
    assert [(row.state, row.memory_mb) for row in rows] == [(VmState.RUNNING, None)] * 2


def test_many_vms_are_asked_in_parts_and_smaller_ones_when_the_reply_is_too_large(
    host, make, faults
):
    method = _old_host(host, make, faults, 100, most=20, too_large=faults.TOO_LARGE)
    reading = read_states(host.client)
    assert len(reading.rows) == 100
    assert all(row.memory_mb == 2048 for row in reading.rows)
    assert next(count for count, _ in method.asked) == 64
    assert sum(count for count, _ in method.asked if count <= 20) == 100


def test_one_vm_that_is_too_large_is_an_error(host, make, faults):
    _old_host(host, make, faults, 1, most=0, too_large=faults.TOO_LARGE)
    with pytest.raises(Exception, match="2150858824"):
        read_states(host.client)


def test_a_host_whose_query_finds_nothing_is_asked_by_the_method_but_not_marked(host, make, faults):
    _old_host(host, make, faults, 1)
    host.rows["Msvm_SummaryInformation"] = []
    reading = read_states(host.client)
    assert reading.rows[0].memory_mb == 2048
    assert reading.capabilities == UNPROBED


def test_a_host_of_2012_lacks_columns(host, make, faults):
    _old_host(host, make, faults, 1)
    rows = host.rows["Msvm_ComputerSystem"]
    host.rows["Msvm_ComputerSystem"] = lambda wql: (
        rows if wql.startswith("SELECT *") else faults.QUERY_INVALID
    )
    assert read_states(host.client).rows[0].state is VmState.RUNNING


def test_capabilities_of_parts_that_ran_side_by_side_are_joined():
    one = UNPROBED.limited(Limit.SUMMARY_CODES).without("A")
    other = UNPROBED.limited(Limit.NO_BROAD_SWITCHES).without("B")
    both = one.joined(other)
    assert both.limits == {Limit.SUMMARY_CODES, Limit.NO_BROAD_SWITCHES}
    assert both.missing == {"A", "B"}


def test_a_fault_that_is_none_of_these_is_raised(host, faults):
    host.rows["Msvm_SummaryInformation"] = faults.TIMED_OUT
    with pytest.raises(Exception, match="TimedOut"):
        read_states(host.client)
