import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.hyperv import wire
from console.hyperv.codes import word_of
from console.hyperv.text import clean, clean_lines, vm_id
from console.model.service import ServiceDetail, ServiceKind, ServiceSnapshot, ServiceStatus
from console.model.vm import Heartbeat, VmActivity, VmState
from console.wsman.cim import CimInstance


@pytest.mark.parametrize(
    ("number", "state"),
    [
        (0, VmState.UNKNOWN),
        (2, VmState.RUNNING),
        (3, VmState.OFF),
        (4, VmState.STOPPING),
        (5, VmState.UNKNOWN),
        (6, VmState.SAVED),
        (9, VmState.PAUSED),
        (10, VmState.STARTING),
        (11, VmState.RESETTING),
        (32768, VmState.PAUSED),
        (32769, VmState.SAVED),
        (32770, VmState.STARTING),
        (32771, VmState.CHANGING),
        (32773, VmState.SAVING),
        (32774, VmState.STOPPING),
        (32776, VmState.PAUSING),
        (32777, VmState.RESUMING),
        (32792, VmState.UNKNOWN),
        (None, VmState.UNKNOWN),
    ],
)
def test_states(number, state):
    assert wire.state_of(number, "ignored") == (state, "")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Quiescing", (VmState.PAUSING, "")),
        ("Resuming", (VmState.RESUMING, "")),
        ("Saving", (VmState.SAVING, "")),
        ("FastSaving", (VmState.SAVING, "")),
        ("Hibernating", (VmState.CHANGING, "Hibernating")),
        ("", (VmState.CHANGING, "")),
    ],
)
def test_transitions(word, expected):
    assert wire.state_of(1, word) == expected


@pytest.mark.parametrize(
    ("status", "activity"),
    [
        ((), VmActivity.NONE),
        ((2,), VmActivity.NONE),
        ((2, 2), VmActivity.NONE),
        ((11,), VmActivity.UNKNOWN),
        ((11, 32768), VmActivity.CREATING_CHECKPOINT),
        ((2, 32769), VmActivity.APPLYING_CHECKPOINT),
        ((2, 32770), VmActivity.DELETING_CHECKPOINT),
        ((2, 32771), VmActivity.WAITING_TO_START),
        ((2, 32772), VmActivity.MERGING_DISKS),
        ((11, 32773), VmActivity.EXPORTING),
        ((11, 32774), VmActivity.MIGRATING),
        ((2, 32776), VmActivity.BACKING_UP),
        ((2, 32777), VmActivity.MODIFYING),
        ((2, 32778), VmActivity.MOVING_STORAGE),
        ((2, 32779), VmActivity.MOVING_STORAGE),
        ((2, 32780), VmActivity.MIGRATING),
        ((2, 32781), VmActivity.CHECKING),
        ((2, 32782), VmActivity.APPLICATION_CRITICAL),
        ((2, 32783), VmActivity.TIMED_OUT),
        ((2, 32784), VmActivity.COMMUNICATION_FAILED),
        ((2, 32786), VmActivity.NONE),
        ((2, 32795), VmActivity.IO_ERROR),
        ((2, 60000), VmActivity.UNKNOWN),
    ],
)
def test_activities(status, activity):
    assert wire.activity_of(status) is activity


@pytest.mark.parametrize(
    ("heartbeat", "applications", "expected"),
    [
        (None, 2, Heartbeat.UNKNOWN),
        (2, None, Heartbeat.OK),
        (2, 2, Heartbeat.APPLICATIONS_OK),
        (2, 32782, Heartbeat.APPLICATIONS_CRITICAL),
        (2, 32896, Heartbeat.OK),
        (6, 2, Heartbeat.ERROR),
        (12, None, Heartbeat.NO_CONTACT),
        (13, None, Heartbeat.LOST_COMMUNICATION),
        (99, None, Heartbeat.UNKNOWN),
    ],
)
def test_summary_heartbeat(heartbeat, applications, expected):
    assert wire.summary_heartbeat(heartbeat, applications) is expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ((), (ServiceStatus.UNKNOWN, ServiceDetail.NONE)),
        ((2,), (ServiceStatus.OK, ServiceDetail.NONE)),
        ((2, 2), (ServiceStatus.OK, ServiceDetail.APPLICATIONS_OK)),
        ((2, 32782), (ServiceStatus.OK, ServiceDetail.APPLICATIONS_CRITICAL)),
        ((3, 32775), (ServiceStatus.DEGRADED, ServiceDetail.PROTOCOL_MISMATCH)),
        ((6, 32784), (ServiceStatus.ERROR, ServiceDetail.FAILED)),
        ((7,), (ServiceStatus.NON_RECOVERABLE, ServiceDetail.NONE)),
        ((12,), (ServiceStatus.NO_CONTACT, ServiceDetail.NONE)),
        ((13, 32783), (ServiceStatus.LOST_COMMUNICATION, ServiceDetail.TIMED_OUT)),
        ((15, 32896), (ServiceStatus.PAUSED, ServiceDetail.DISABLED)),
        ((77, 78), (ServiceStatus.UNKNOWN, ServiceDetail.UNKNOWN)),
    ],
)
def test_service_status(status, expected):
    assert wire.status_of(status) == expected


def _heartbeat_service(enabled, status, detail=ServiceDetail.NONE):
    return (ServiceSnapshot(ServiceKind.HEARTBEAT, enabled, status, detail),)


@pytest.mark.parametrize(
    ("state", "told", "services", "expected"),
    [
        (VmState.RUNNING, Heartbeat.OK, (), Heartbeat.OK),
        # The component of a disabled service often still says OK.
        (
            VmState.RUNNING,
            Heartbeat.OK,
            _heartbeat_service(False, ServiceStatus.OK),
            Heartbeat.DISABLED,
        ),
        (VmState.OFF, Heartbeat.OK, (), Heartbeat.NONE),
        (VmState.SAVED, Heartbeat.NO_CONTACT, (), Heartbeat.NONE),
        (VmState.PAUSED, Heartbeat.OK, (), Heartbeat.PAUSED),
        (
            VmState.RUNNING,
            Heartbeat.APPLICATIONS_OK,
            _heartbeat_service(True, ServiceStatus.DEGRADED, ServiceDetail.PROTOCOL_MISMATCH),
            Heartbeat.DEGRADED,
        ),
        (
            VmState.RUNNING,
            Heartbeat.UNKNOWN,
            _heartbeat_service(True, ServiceStatus.OK, ServiceDetail.APPLICATIONS_CRITICAL),
            Heartbeat.APPLICATIONS_CRITICAL,
        ),
        (
            VmState.RUNNING,
            Heartbeat.LOST_COMMUNICATION,
            _heartbeat_service(True, ServiceStatus.DEGRADED),
            Heartbeat.LOST_COMMUNICATION,
        ),
    ],
)
def test_heartbeat(state, told, services, expected):
    assert wire.heartbeat_of(state, told, services) is expected


@given(st.one_of(st.none(), st.integers(), st.text(), st.booleans(), st.tuples(st.integers())))
def test_any_value_of_a_row_is_read_or_left_out(value):
    row = CimInstance("", {"X": value})
    found = wire.number(row, "X", 0, 100)
    assert found is None or 0 <= found <= 100
    assert isinstance(wire.word(row, "X"), str)
    assert isinstance(wire.words(row, "X"), tuple)
    assert isinstance(wire.numbers(row, "X"), tuple)
    assert wire.flag(row, "X") in (None, True, False)


@pytest.mark.parametrize(
    ("method", "code", "word"),
    [
        ("Msvm_ComputerSystem.RequestStateChange", 32775, "invalid_state"),
        ("Msvm_VirtualSystemManagementService.ModifyResourceSettings", 5, "invalid_state"),
        ("Msvm_VirtualSystemManagementService.ModifyResourceSettings", 32773, "invalid_parameter"),
        ("Msvm_ShutdownComponent.InitiateShutdown", 32780, "guest_not_ready"),
        ("Msvm_ShutdownComponent.InitiateReboot", 32781, "guest_locked"),
        ("Msvm_ShutdownComponent.InitiateShutdown", 32782, "shutdown_in_progress"),
        ("Msvm_ComputerSystem.RequestStateChange", 32780, "unknown"),
        ("CIM_ConcreteJob.RequestStateChange", 4097, "invalid_transition"),
        ("Msvm_ComputerSystem.RequestStateChange", 0, "completed"),
        ("Msvm_ComputerSystem.RequestStateChange", 4096, "job_started"),
        ("Msvm_ComputerSystem.RequestStateChange", 12345, "unknown"),
    ],
)
def test_return_values_have_words(method, code, word):
    assert word_of(method, code) == word


def test_both_families_are_complete():
    words = [word_of("X", code) for code in (*range(7), *range(32768, 32780))]
    assert "unknown" not in words


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("web01", "web01"),
        ("ev\u202eil", "ev\ufffdil"),
        ("a\u2066b\u2069", "a\ufffdb\ufffd"),
        ("bell\x07\x1b[31m", "bell\ufffd\ufffd[31m"),
        ("two\r\nlines\tand\u2028more", "two lines and more"),
        ("c1\x9b", "c1\ufffd"),
        ("\u200fעברית", "\u200fעברית"),
        ("Grüße 😀", "Grüße 😀"),
    ],
)
def test_text_from_a_host_is_made_safe(text, safe):
    assert clean(text) == safe


@given(st.text())
def test_cleaned_text_has_no_control(text):
    for cleaned in (clean(text), clean_lines(text)):
        left = {
            c for c in cleaned if ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0x202A <= ord(c) <= 0x202E
        }
        assert left <= {"\n", "\t"}
    assert "\n" not in clean(text)


def test_text_is_bounded():
    assert len(clean("x" * 100_000)) == 10_000


def test_lines_survive_in_notes():
    assert clean_lines("one\r\ntwo\rthree\u2028four\n") == "one\ntwo\nthree\nfour"


def test_only_a_guid_names_a_vm():
    assert vm_id("0000abcd-0000-4000-8000-00155d000001") == "0000ABCD-0000-4000-8000-00155D000001"
    for other in (
        "HV01",
        "",
        "{0000abcd-0000-4000-8000-00155d000001}",
        "0000abcd-0000-4000-8000-00155d00000\n",
    ):
        assert vm_id(other) is None
