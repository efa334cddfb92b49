"""Services, power and jobs: what is sent, and what each answer means."""

import pytest

from console.hyperv import jobs, power, services
from console.hyperv.query import COMPONENT_GUIDS, COMPONENTS, SWITCHES
from console.model.errors import (
    Forbidden,
    Malformed,
    NotPossible,
    ObjectGone,
    OperationFailed,
    WsmanFault,
)
from console.model.job import JobState
from console.model.power import PowerAction
from console.model.service import ServiceDetail, ServiceKind, ServiceSnapshot, ServiceStatus
from console.model.vm import VmState
from console.wsman.cim import CimInstance, CimReference
from console.wsman.cimxml import decode_embedded
from console.wsman.message import Fault
from console.wsman.names import HYPERV_NAMESPACE, class_uri

JOB = CimReference(class_uri(HYPERV_NAMESPACE, "Msvm_ConcreteJob"), (("InstanceID", "J1"),))
VSS = SWITCHES[ServiceKind.VSS]
SHUTDOWN = COMPONENTS[ServiceKind.SHUTDOWN]


def returns(code, job=None):
    return lambda message, arguments: {"Job": job, "ReturnValue": code}


def _setting(make, state=2):
    row = make.switch(1, VSS, COMPONENT_GUIDS[ServiceKind.VSS], state)
    return dict(row.properties)


# ---- services --------------------------------------------------------------------------------


@pytest.mark.parametrize(("on", "state"), [(True, 3), (False, 2)])
def test_a_switch_is_set_by_its_key_and_its_new_value_only(host, make, on, state):
    host.rows[VSS] = [_setting(make, state)]
    host.methods["ModifyResourceSettings"] = returns(4096, JOB)
    started = services.set_enabled(host.client, make.guid(1), ServiceKind.VSS, on)
    assert started.job.selector("InstanceID") == "J1"
    assert not started.is_done
    ((_, arguments, selectors),) = host.calls
    sent = decode_embedded(arguments["ResourceSettings"])
    assert sent.class_name == VSS
    assert sent.properties == {
        "InstanceID": f"Microsoft:{make.guid(1)}\\{COMPONENT_GUIDS[ServiceKind.VSS]}",
        "EnabledState": 2 if on else 3,
    }
    assert selectors["SystemCreationClassName"] == "Msvm_ComputerSystem"
    assert host.queries == [
        (
            f"SELECT InstanceID, EnabledState FROM {VSS} "
            f"WHERE InstanceID LIKE 'Microsoft:{make.guid(1)}%'"
        )
    ]


def test_a_switch_that_stands_right_is_left_alone(host, make):
    host.rows[VSS] = [_setting(make, 2)]
    assert services.set_enabled(host.client, make.guid(1), ServiceKind.VSS, True).is_done
    assert not host.calls


@pytest.mark.parametrize("rows", [[], None])
def test_a_service_that_is_not_there_cannot_be_switched(host, make, rows):
    if rows is not None:
        host.rows[VSS] = rows
    with pytest.raises(NotPossible) as caught:
        services.set_enabled(host.client, make.guid(1), ServiceKind.VSS, True)
    assert caught.value.why == "service_missing"


def test_a_refused_switch(host, make):
    host.rows[VSS] = [_setting(make, 3)]
    host.methods["ModifyResourceSettings"] = returns(32775)
    with pytest.raises(OperationFailed) as caught:
        services.set_enabled(host.client, make.guid(1), ServiceKind.VSS, True)
    assert caught.value.code == 32775
    assert caught.value.method == services.FULL_METHOD


def test_one_service_is_read_back(host, make):
    host.rows[VSS] = [_setting(make, 3)]
    host.rows[COMPONENTS[ServiceKind.VSS]] = [make.component(1, "x", 13, 32783)]
    assert services.read_service(host.client, make.guid(1), ServiceKind.VSS) == ServiceSnapshot(
        ServiceKind.VSS, False, ServiceStatus.LOST_COMMUNICATION, ServiceDetail.TIMED_OUT
    )
    assert host.requests == 2


def test_a_service_of_an_older_host_is_not_available(host, make):
    snapshot = services.read_service(host.client, make.guid(1), ServiceKind.GUEST_SERVICE)
    assert not snapshot.is_available


def test_all_services_of_a_vm_are_read_by_four_requests(host, make):
    host.rows["CIM_ResourceAllocationSettingData"] = [
        make.switch(1, name, COMPONENT_GUIDS[kind]) for kind, name in SWITCHES.items()
    ]
    host.rows["CIM_LogicalDevice"] = [make.component(1, name) for name in COMPONENTS.values()]
    found = services.read_services(host.client, make.guid(1))
    assert [s.kind for s in found] == list(ServiceKind)
    assert all(s.enabled and s.status is ServiceStatus.OK for s in found)
    assert host.requests == 4
    assert all(make.guid(1) in wql for wql in host.queries)


def test_services_of_a_vm_that_is_off(host, make):
    host.rows["CIM_ResourceAllocationSettingData"] = [
        make.switch(1, name, COMPONENT_GUIDS[kind]) for kind, name in SWITCHES.items()
    ]
    host.rows["CIM_LogicalDevice"] = []
    found = services.read_services(host.client, make.guid(1))
    assert {s.status for s in found} == {ServiceStatus.NOT_RUNNING}


# ---- power -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "state"),
    [
        (PowerAction.START, 2),
        (PowerAction.RESUME, 2),
        (PowerAction.TURN_OFF, 3),
        (PowerAction.SAVE, 6),
        (PowerAction.PAUSE, 9),
        (PowerAction.RESET, 11),
    ],
)
def test_requested_states(host, make, action, state):
    host.methods["RequestStateChange"] = returns(4096, JOB)
    assert power.request(host.client, make.guid(1), action).job is not None
    ((_, arguments, selectors),) = host.calls
    assert arguments == {"RequestedState": str(state)}
    assert selectors == {"CreationClassName": "Msvm_ComputerSystem", "Name": make.guid(1)}
    assert power.method_of(action) == "Msvm_ComputerSystem.RequestStateChange"


def test_a_vm_that_is_so_already_is_no_failure(host, make):
    host.methods["RequestStateChange"] = returns(32775)
    host.rows["Msvm_ComputerSystem"] = [make.system(1, EnabledState=3)]
    assert power.request(host.client, make.guid(1), PowerAction.TURN_OFF).is_done


@pytest.mark.parametrize("action", [PowerAction.START, PowerAction.RESET])
def test_a_state_that_does_not_allow_it(host, make, action):
    host.methods["RequestStateChange"] = returns(32775)
    host.rows["Msvm_ComputerSystem"] = [make.system(1, EnabledState=9)]
    with pytest.raises(OperationFailed) as caught:
        power.request(host.client, make.guid(1), action)
    assert caught.value.code == 32775


def test_a_vm_that_is_gone(host, make):
    host.rows["Msvm_ComputerSystem"] = []
    with pytest.raises(NotPossible) as caught:
        power.read_state(host.client, make.guid(1))
    assert caught.value.why == "vm_gone"


def test_one_state(host, make):
    host.rows["Msvm_ComputerSystem"] = [
        make.system(1, EnabledState=1, OtherEnabledState="Quiescing")
    ]
    assert power.read_state(host.client, make.guid(1)) is VmState.PAUSING


def _component(make, *status):
    return {
        **make.component(1, SHUTDOWN, *status),
        "DeviceID": "Microsoft:9F8233AC-BE49-4C79-8EE3-E7E1985B2077",
        "SystemCreationClassName": "Msvm_ComputerSystem",
    }


@pytest.mark.parametrize(
    ("action", "method"),
    [(PowerAction.SHUTDOWN, "InitiateShutdown"), (PowerAction.RESTART, "InitiateReboot")],
)
@pytest.mark.parametrize("status", [(2,), (3, 32775)])
def test_the_guest_is_asked_through_its_own_component(host, make, action, method, status):
    host.rows[SHUTDOWN] = [_component(make, *status)]
    host.methods[method] = returns(0)
    started = power.request(host.client, make.guid(1), action, force=True, reason="updates")
    assert started.is_done
    ((name, arguments, selectors),) = host.calls
    assert (name, arguments) == (method, {"Force": "true", "Reason": "updates"})
    assert selectors == {
        "CreationClassName": SHUTDOWN,
        "DeviceID": "Microsoft:9F8233AC-BE49-4C79-8EE3-E7E1985B2077",
        "SystemCreationClassName": "Msvm_ComputerSystem",
        "SystemName": make.guid(1),
    }


def test_a_guest_is_always_given_a_reason(host, make):
    host.rows[SHUTDOWN] = [_component(make, 2)]
    host.methods["InitiateShutdown"] = returns(0)
    power.request(host.client, make.guid(1), PowerAction.SHUTDOWN, reason="")
    assert host.calls[0][1] == {"Force": "false", "Reason": power.DEFAULT_REASON}


@pytest.mark.parametrize("reason", ["Patch\nTuesday \u202e!", "Patch\tTuesday \u202e!"])
def test_a_reason_is_one_plain_line(host, make, reason):
    host.rows[SHUTDOWN] = [_component(make, 2)]
    host.methods["InitiateReboot"] = returns(0)
    power.request(host.client, make.guid(1), PowerAction.RESTART, reason=reason)
    assert host.calls[0][1]["Reason"] == "Patch Tuesday \ufffd!"


NO_METHOD = [
    Fault(0x80338001, "a:ActionNotSupported"),
    Fault(0, "a:ActionNotSupported"),
    Fault(0x80338000, "w:InternalError", provider=True, wmi_code=0x8004102E),
    Fault(0x80338000, "w:InternalError", provider=True, wmi_code=0x80041055),
    Fault(0x80041055, "w:InternalError"),
]


@pytest.mark.parametrize("fault", NO_METHOD)
def test_hosts_before_2016_cannot_restart_a_guest(host, make, fault):
    host.rows[SHUTDOWN] = [_component(make, 2)]
    host.methods["InitiateReboot"] = lambda message, arguments: fault
    with pytest.raises(NotPossible) as caught:
        power.request(host.client, make.guid(1), PowerAction.RESTART)
    assert caught.value.why == "restart_not_offered"


def test_another_fault_of_a_restart_stays_what_it_is(host, make, faults):
    host.rows[SHUTDOWN] = [_component(make, 2)]
    host.methods["InitiateReboot"] = lambda message, arguments: faults.ACCESS_DENIED
    host.methods["InitiateShutdown"] = lambda message, arguments: NO_METHOD[0]
    with pytest.raises(Forbidden):
        power.request(host.client, make.guid(1), PowerAction.RESTART)
    with pytest.raises(WsmanFault):
        power.request(host.client, make.guid(1), PowerAction.SHUTDOWN)


@pytest.mark.parametrize("code", [32780, 32781, 32782])
def test_what_a_guest_may_answer(host, make, code):
    host.rows[SHUTDOWN] = [_component(make, 2)]
    host.methods["InitiateShutdown"] = returns(code)
    with pytest.raises(OperationFailed) as caught:
        power.request(host.client, make.guid(1), PowerAction.SHUTDOWN)
    assert caught.value.code == code
    assert caught.value.method == "Msvm_ShutdownComponent.InitiateShutdown"


@pytest.mark.parametrize(
    ("component", "state", "switch", "why"),
    [
        ((), 3, 2, "vm_not_running"),
        ((), 6, 2, "vm_not_running"),
        ((), 2, 2, "shutdown_service_missing"),
        ((), 2, 3, "shutdown_service_off"),
        ((12,), 2, 2, "shutdown_no_contact"),
        ((13,), 2, 3, "shutdown_service_off"),
        ((15,), 9, 2, "shutdown_no_contact"),
    ],
)
def test_why_a_guest_cannot_be_asked(host, make, component, state, switch, why):
    host.rows[SHUTDOWN] = [_component(make, *component)] if component else []
    host.rows["Msvm_ComputerSystem"] = [make.system(1, EnabledState=state)]
    setting = make.switch(1, "x", COMPONENT_GUIDS[ServiceKind.SHUTDOWN], switch)
    host.rows[SWITCHES[ServiceKind.SHUTDOWN]] = [dict(setting.properties)]
    with pytest.raises(NotPossible) as caught:
        power.request(host.client, make.guid(1), PowerAction.SHUTDOWN)
    assert caught.value.why == why
    assert not host.calls


# ---- jobs ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "state", "is_finished"),
    [
        (2, JobState.RUNNING, False),
        (3, JobState.RUNNING, False),
        (4, JobState.RUNNING, False),
        (5, JobState.SUSPENDED, False),
        (6, JobState.RUNNING, False),
        (7, JobState.COMPLETED, True),
        (8, JobState.CANCELLED, True),
        (9, JobState.CANCELLED, True),
        (10, JobState.FAILED, True),
        (11, JobState.RUNNING, False),
        (12, JobState.RUNNING, False),
        (32768, JobState.COMPLETED_WITH_WARNINGS, True),
        (99, JobState.UNKNOWN, False),
        (None, JobState.UNKNOWN, False),
    ],
)
def test_job_states(number, state, is_finished):
    job = jobs.snapshot_of(CimInstance("Msvm_ConcreteJob", {"JobState": number}), JOB)
    assert (job.state, job.is_finished) == (state, is_finished)


def test_a_job_is_read_by_its_own_reference(host):
    host.objects["J1"] = CimInstance(
        "Msvm_ConcreteJob",
        {
            "InstanceID": "J1",
            "JobState": 10,
            "PercentComplete": 40,
            "ErrorCode": 32773,
            "ErrorDescription": "“web01” could not be changed.\x1b",
            "Cancellable": True,
        },
        namespace=HYPERV_NAMESPACE,
    )
    job = jobs.read(host.client, JOB)
    assert (job.id, job.state, job.percent, job.error_code) == ("J1", JobState.FAILED, 40, 32773)
    assert job.error_text.startswith("“web01” could not be changed.")
    assert "\x1b" not in job.error_text
    assert job.can_cancel


def test_a_job_that_the_host_has_dropped(host):
    with pytest.raises(ObjectGone):
        jobs.read(host.client, JOB)


@pytest.mark.parametrize(("answers", "asked"), [([0], [4]), ([4096], [4]), ([2, 0], [4, 5])])
def test_cancel_is_gentle_first(host, answers, asked):
    left = list(answers)
    host.methods["RequestStateChange"] = lambda m, a: {"ReturnValue": left.pop(0)}
    jobs.cancel(host.client, JOB)
    assert [int(arguments["RequestedState"]) for _, arguments, _ in host.calls] == asked


def test_a_job_that_cannot_be_cancelled(host):
    host.methods["RequestStateChange"] = lambda m, a: {"ReturnValue": 4097}
    with pytest.raises(OperationFailed) as caught:
        jobs.cancel(host.client, JOB)
    assert caught.value.code == 4097


def _error(message):
    return (
        '<INSTANCE CLASSNAME="Msvm_Error"><PROPERTY NAME="Message" TYPE="string"><VALUE>'
        f"{message}</VALUE></PROPERTY></INSTANCE>"
    )


def test_the_hosts_own_sentences(host):
    host.methods["GetErrorEx"] = lambda m, a: {
        "Errors": (_error("Outer."), "garbage", _error("Inner &lt;file&gt;.")),
        "ReturnValue": 0,
    }
    assert jobs.error_texts(host.client, JOB) == ("Outer.", "Inner <file>.")


def test_a_failed_job_as_an_error():
    job = jobs.snapshot_of(
        CimInstance("", {"JobState": 10, "ErrorCode": 32768, "ErrorDescription": "Outer."}), JOB
    )
    error = jobs.failure("A.B", job, ("Outer.", "Inner."))
    assert (error.method, error.code, error.host_text) == ("A.B", 32768, "Outer.")
    assert error.more == ("Inner.",)


@pytest.mark.parametrize("output", [{}, {"ReturnValue": 4096}, {"ReturnValue": "x"}])
def test_an_answer_that_cannot_be_understood(host, output):
    host.methods["RequestStateChange"] = lambda m, a: output
    target = CimReference(class_uri(HYPERV_NAMESPACE, "Msvm_ComputerSystem"))
    with pytest.raises(Malformed):
        jobs.start(host.client, target, "RequestStateChange")
