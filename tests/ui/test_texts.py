"""Every enum and every error has its words, with and without an application object."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import console
from console.fleet.operation import OperationPhase, PowerChange, ServiceChange
from console.fleet.staging import StagingFailed
from console.model import errors
from console.model.certificate import Distrust
from console.model.connection import AuthMethod
from console.model.errors import (
    Cancelled,
    ClassMissing,
    ConsoleError,
    EnumerationExpired,
    Forbidden,
    HostBusy,
    HyperVMissing,
    Malformed,
    NamespaceMissing,
    NotPossible,
    NotWsman,
    ObjectGone,
    OperationFailed,
    OutcomeUnknown,
    ProfileInvalid,
    QueryInvalid,
    QuotaExceeded,
    Refused,
    RefusedReason,
    SettingsInvalid,
    SimulatorFailed,
    TimedOut,
    Unreachable,
    UnreachableReason,
    Untrusted,
    WsmanFault,
)
from console.model.host import LinkState
from console.model.power import PowerAction
from console.model.service import ServiceDetail, ServiceKind, ServiceSnapshot, ServiceStatus
from console.model.vm import EnhancedSession, Heartbeat, VmActivity, VmState
from console.settings.file import SettingsNotWritten
from console.settings.vault import VaultUnavailable
from console.ui import texts
from console.ui.sentences.failures import host_sentence
from tests.ui.samples import sample_record

ERRORS = [
    *(Unreachable(reason, "hv01") for reason in UnreachableReason),
    *(Refused(reason, "hv01", "LAB\\me") for reason in RefusedReason),
    *(TimedOut(phase, 5, "hv01") for phase in ("connect", "read", "operation", "other")),
    *(Untrusted("hv01", why=why) for why in Distrust),
    NotWsman("hv01", 404),
    Malformed("not XML"),
    WsmanFault(5, "AccessDenied", "Access is denied."),
    WsmanFault(1234),
    *(
        kind(2150858778)
        for kind in (
            Forbidden,
            ObjectGone,
            NamespaceMissing,
            ClassMissing,
            QueryInvalid,
            QuotaExceeded,
            EnumerationExpired,
            HostBusy,
        )
    ),
    HyperVMissing(),
    SimulatorFailed("words"),
    OperationFailed("RequestStateChange", 32775),
    OperationFailed("RequestStateChange", 99999),
    OperationFailed("RequestStateChange", 99999, "The disk is gone."),
    OperationFailed("InitiateShutdown", 32782),
    *(
        NotPossible(why, "web01")
        for why in (
            "vm_not_running",
            "vm_gone",
            "host_unknown",
            "host_not_connected",
            "service_missing",
            "shutdown_service_off",
            "shutdown_service_missing",
            "shutdown_no_contact",
            "a_word_of_tomorrow",
        )
    ),
    Cancelled(),
    OutcomeUnknown(),
    SettingsInvalid("hosts.toml", 3, "a string is expected", "hosts.broken.toml"),
    SettingsInvalid("hosts.toml", 0, "a string is expected"),
    ProfileInvalid("dc.toml", 8, "unknown service"),
    ProfileInvalid("dc.toml", 0, "a readable file is expected"),
    SettingsNotWritten("hosts.toml", "No space left"),
    *(VaultUnavailable(reason) for reason in ("no_keyring", "locked", "refused", "new")),
    StagingFailed("share/a.txt", "no space left"),
    ConsoleError("whatever"),
]


@pytest.mark.parametrize("error", ERRORS, ids=repr)
def test_every_error_has_a_cause_and_a_next_step(error):
    explanation = texts.explain(error)
    for sentence in (explanation.cause, explanation.next_step):
        assert sentence.strip()
        assert "%1" not in sentence
        assert "%2" not in sentence
    assert explanation.cause[-1] in ".)”" or "hv01" in explanation.cause
    assert explanation.details


def test_the_list_above_misses_no_class():
    known = {
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, ConsoleError)
    }
    assert known - {type(error) for error in ERRORS} == set()


def _words_of_the_source():
    for path in sorted(Path(console.__file__).parent.rglob("*.py")):
        yield from re.findall(r'NotPossible\(\s*"([a-z_]+)"', path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("why", sorted(set(_words_of_the_source())))
def test_every_word_that_the_source_uses_has_a_sentence(why):
    assert f"({why})" not in texts.explain(NotPossible(why, "web01")).cause


def test_only_an_error_we_do_not_know_is_called_unexpected():
    unexpected = texts.explain(ConsoleError()).cause
    assert [e for e in ERRORS if texts.explain(e).cause == unexpected] == [ERRORS[-1]]


def test_details_keep_the_code_of_the_fault():
    details = texts.explain(WsmanFault(2150858793, "TimedOut", "too slow", 0x80041003)).details
    assert "2150858793 (0x80338029)" in details
    assert "0x80041003" in details


def test_details_leave_out_what_is_empty():
    assert "subcode" not in texts.explain(WsmanFault(5)).details


def test_a_host_cannot_write_pages_into_a_row():
    assert host_sentence("first\nsecond") == "first"
    assert len(host_sentence("x" * 5000)) == 300


def test_the_text_of_a_host_is_shown_as_it_is():
    said = "100 %1 of %n <b>disk</b>"
    assert said in texts.explain(OperationFailed("X", 1, said)).cause


@pytest.mark.parametrize(
    ("enum", "text"),
    [
        (VmState, texts.vm_state),
        (Heartbeat, texts.heartbeat),
        (LinkState, texts.link),
        (PowerAction, texts.power_verb),
        (AuthMethod, texts.auth_method),
        (EnhancedSession, texts.enhanced_session),
        (ServiceKind, texts.service_name),
        (ServiceKind, texts.service_short),
        (ServiceKind, texts.service_purpose),
        (OperationPhase, texts.operation_phase),
    ],
)
def test_every_member_has_a_word_of_its_own(enum, text):
    words = [text(member) for member in enum]
    assert all(words)
    assert len(set(words)) == len(words)


def test_every_activity_but_none_has_a_word():
    assert [a for a in VmActivity if not texts.vm_activity(a)] == [VmActivity.NONE]


def test_a_transition_that_only_the_host_can_name_is_named():
    assert "Hibernating" in texts.vm_state(VmState.CHANGING, "Hibernating")
    assert texts.vm_state(VmState.RUNNING, "Hibernating") == "Running"


def _service(enabled=True, status=ServiceStatus.OK, detail=ServiceDetail.NONE):
    return ServiceSnapshot(ServiceKind.KVP, enabled, status, detail)


def test_the_switch_comes_before_the_status():
    """Hosts go on reporting OK for a service that was switched off."""
    assert texts.service_status(_service(False), VmState.RUNNING) == "Off"
    assert texts.service_status(_service(None), VmState.RUNNING) == "Not available"


def test_a_protocol_mismatch_is_no_error():
    text = texts.service_status(_service(detail=ServiceDetail.PROTOCOL_MISMATCH), VmState.RUNNING)
    assert text == texts.service_status(_service(status=ServiceStatus.DEGRADED), VmState.RUNNING)
    assert "works" in text


def test_a_vm_that_is_off_cannot_answer():
    silent = _service(status=ServiceStatus.NO_CONTACT)
    assert "not running" in texts.service_status(silent, VmState.OFF)
    assert "does not answer" in texts.service_status(silent, VmState.RUNNING)
    assert texts.service_advice(silent, VmState.OFF) == ""


@pytest.mark.parametrize("kind", ServiceKind)
def test_a_silent_guest_gets_advice_for_windows_and_linux(kind):
    advice = texts.service_advice(
        ServiceSnapshot(kind, True, ServiceStatus.NO_CONTACT), VmState.RUNNING
    )
    assert "Windows" in advice
    assert "Linux" in advice


@pytest.mark.parametrize("status", ServiceStatus)
def test_every_status_has_a_text(status):
    assert texts.service_status(_service(status=status), VmState.RUNNING).startswith("On")


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (-3, "just now"),
        (0.4, "just now"),
        (5, "5 s ago"),
        (59.9, "59 s ago"),
        (60, "1 min ago"),
        (3599, "59 min ago"),
        (7200, "2 h ago"),
        (200_000, "2 d ago"),
    ],
)
def test_age(seconds, expected):
    assert texts.age(seconds) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "0 s"),
        (65, "1 min 05 s"),
        (3_660, "1 h 01 min"),
        (90_000, "1 d 1 h"),
    ],
)
def test_duration(seconds, expected):
    assert texts.duration(seconds) == expected


@pytest.mark.parametrize(
    ("mb", "expected"), [(512, "512 MB"), (1024, "1 GB"), (1536, "1.5 GB"), (524_288, "512 GB")]
)
def test_memory(mb, expected):
    assert texts.memory(mb) == expected


def test_fill_puts_each_value_in_once():
    assert texts.fill("%1 and %2", "%2", "b") == "%2 and b"
    assert texts.fill("50 % of %1", "x") == "50 % of x"
    assert texts.fill("%3 stays", "a") == "%3 stays"


def test_a_tooltip_takes_no_markup_from_a_host():
    assert texts.as_tooltip("<b>x</b>\ny") == "<qt>&lt;b&gt;x&lt;/b&gt;<br>y</qt>"
    assert texts.as_tooltip("") == ""


@pytest.mark.parametrize("action", PowerAction)
def test_operations_are_named_with_their_vm(action):
    assert "%1" in texts.operation_title(
        sample_record(subject=PowerChange(action), vm_name="100%1")
    )


def test_an_undo_says_what_it_takes_back():
    record = sample_record(undoes=1)
    assert texts.operation_title(record).startswith("Undo: Turn on")
    assert texts.undo_title(ServiceChange(ServiceKind.VSS, False), "sql01").startswith(
        "Undo: Turn off"
    )


def test_a_status_tells_progress_or_cause():
    running = sample_record(phase=OperationPhase.RUNNING, percent=40)
    assert texts.operation_status(running) == "Running, 40 %"
    failed = sample_record(
        phase=OperationPhase.FAILED, error=OperationFailed("X", 1, "The disk is gone.")
    )
    assert "The disk is gone." in texts.operation_status(failed)


def test_the_command_line_prints_the_same_sentences_without_an_application():
    program = (
        "from console.ui import texts; from console.model.vm import VmState;"
        "from PySide6.QtCore import QCoreApplication;"
        "assert QCoreApplication.instance() is None;"
        "print(texts.vm_state(VmState.RUNNING), '|', texts.age(90))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.decode().strip() == "Running | 1 min ago"
