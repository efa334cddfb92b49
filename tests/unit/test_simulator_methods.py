"""Methods: jobs, settings, the summary, key-value items, and who may call them."""

from datetime import timedelta

import pytest

from console.simulator.failures import CimFailure, CimStatus
from console.simulator.fleets import (
    ChangeStyle,
    CheckpointDescription,
    JobFault,
    StartState,
    VmDescription,
)
from console.wsman.cim import CimInstance, CimReference
from console.wsman.cimxml import decode_embedded, encode_embedded
from console.wsman.names import HYPERV_NAMESPACE, class_uri
from tests.unit.simulated_host import ADMIN, GUEST, Host

VSS = "Msvm_VssComponentSettingData"
VSS_ID = "5CED1297-4598-4915-A5FC-AD21BB4D02A4"


def _host(**changes) -> Host:
    return Host(
        VmDescription("web", checkpoints=(CheckpointDescription("one"),), **changes),
        VmDescription("off", state=StartState.OFF, uptime_h=0),
    )


def _embedded(class_name: str, **values) -> str:
    kinds = {bool: "boolean", int: "uint16", str: "string", tuple: "string[]"}
    types = {name: kinds[type(value)] for name, value in values.items()}
    return '<?xml version="1.0"?>\n' + encode_embedded(CimInstance(class_name, values), types)


def _switch(host: Host, vm: str, state: int, class_name: str = VSS, guid: str = VSS_ID) -> str:
    root = host.vm(vm).settings.root
    return _embedded(class_name, InstanceID=f"{root}\\{guid}", EnabledState=state)


def _state(host: Host, vm: str) -> int | None:
    root = host.vm(vm).settings.root
    (row,) = host.query(f"SELECT EnabledState FROM {VSS} WHERE InstanceID LIKE '{root}%'")
    return row.integer("EnabledState")


@pytest.mark.parametrize("vm", ["web", "off"])
def test_a_switch_is_thrown_at_once(vm):
    host = _host()
    output = host.service("ModifyResourceSettings", ResourceSettings=_switch(host, vm, 3))
    assert output.integer("ReturnValue") == 0
    assert list(output.properties) == ["ResultingResourceSettings", "Job", "ReturnValue"]
    (resulting,) = output.properties["ResultingResourceSettings"]
    assert resulting.selector("InstanceID") == f"{host.vm(vm).settings.root}\\{VSS_ID}"
    assert _state(host, vm) == 3


def test_a_switch_is_thrown_by_a_job():
    host = _host(changes=ChangeStyle.JOB)
    output = host.service("ModifyResourceSettings", ResourceSettings=_switch(host, "web", 3))
    assert output.integer("ReturnValue") == 4096
    assert output.properties["ResultingResourceSettings"] == ()
    assert _state(host, "web") == 2
    host.clock.advance(2)
    assert _state(host, "web") == 3
    assert host.job(output).integer("JobState") == 7


def test_several_switches_at_once_or_none():
    host = _host()
    heartbeat = "84EAAE65-2F2E-45F5-9BB5-0E857DC8EB47"
    good = (
        _switch(host, "web", 3),
        _switch(host, "web", 3, "Msvm_HeartbeatComponentSettingData", heartbeat),
    )
    bad = (*good, _switch(host, "web", 7))
    assert host.service("ModifyResourceSettings", ResourceSettings=bad).integer("ReturnValue") > 0
    assert _state(host, "web") == 2
    output = host.service("ModifyResourceSettings", ResourceSettings=good)
    assert output.integer("ReturnValue") == 0
    assert len(output.properties["ResultingResourceSettings"]) == 2
    assert _state(host, "web") == 3


def test_a_whole_object_as_it_was_read_can_be_sent_back():
    host = _host()
    (row,) = host.query(
        f"SELECT * FROM {VSS} WHERE InstanceID LIKE '{host.vm('web').settings.root}%'"
    )
    from console.simulator.schema import schema_of

    types = schema_of(HYPERV_NAMESPACE, 20348).find(VSS).types
    text = encode_embedded(CimInstance(VSS, {**row.properties, "EnabledState": 3}), types)
    output = host.service("ModifyResourceSettings", ResourceSettings=text)
    assert output.integer("ReturnValue") == 0
    assert _state(host, "web") == 3


def test_what_cannot_be_switched():
    host = _host()
    checkpoint = host.vm("web").checkpoints[0]
    cases = {
        "garbage": 4,
        _switch(host, "web", 5): 32773,
        _embedded(VSS, InstanceID="Microsoft:nonsense", EnabledState=3): 4,
        _embedded(VSS, EnabledState=3): 4,
        _embedded(VSS, InstanceID=f"{checkpoint.root}\\{VSS_ID}", EnabledState=3): 5,
        _switch(host, "web", 3, "Msvm_HeartbeatComponentSettingData"): 4,
        _switch(host, "web", 3, "Msvm_MemorySettingData"): 1,
    }
    for text, value in cases.items():
        output = host.service("ModifyResourceSettings", ResourceSettings=text)
        assert output.integer("ReturnValue") == value, text
    assert host.service("ModifyResourceSettings").integer("ReturnValue") == 4
    assert _state(host, "web") == 2


def test_changes_that_are_refused_or_fail():
    host = _host(job_faults=(("modify", JobFault.REFUSED),))
    output = host.service("ModifyResourceSettings", ResourceSettings=_switch(host, "web", 3))
    assert output.integer("ReturnValue") == 32775
    host = _host(job_faults=(("modify", JobFault.FAILS),))
    output = host.service("ModifyResourceSettings", ResourceSettings=_switch(host, "web", 3))
    host.clock.advance(5)
    assert host.job(output).integer("ErrorCode") == 32768
    assert _state(host, "web") == 2


def _job(host: Host, state: str = "9") -> CimInstance:
    return host.request(host.vm("web"), state)


def test_a_job_goes_from_start_to_end_and_is_forgotten():
    host = _host()
    output = _job(host, "6")
    job = host.job(output)
    assert (job.integer("JobState"), job.integer("PercentComplete")) == (3, 0)
    assert job.text("Owner") == ADMIN.user
    assert job.properties["TimeBeforeRemoval"] == timedelta(minutes=5)
    host.clock.advance(2.5)
    job = host.job(output)
    assert (job.integer("JobState"), job.integer("PercentComplete")) == (4, 50)
    assert job.properties["ElapsedTime"] == timedelta(seconds=2.5)
    host.clock.advance(3)
    job = host.job(output)
    assert (job.integer("JobState"), job.integer("PercentComplete")) == (7, 100)
    assert job.properties["ElapsedTime"] == timedelta(seconds=5)
    assert job.boolean("Cancellable") is False
    assert job.properties["ErrorDescription"] is None
    host.clock.advance(299)
    assert host.job(output)
    host.clock.advance(1)
    with pytest.raises(CimFailure) as refused:
        host.job(output)
    assert refused.value.status is CimStatus.NOT_FOUND
    assert host.query("SELECT * FROM CIM_ConcreteJob") == []


@pytest.mark.parametrize(("request_", "state"), [(4, 8), (5, 9)])
def test_a_job_is_cancelled_once(request_, state):
    host = _host()
    output = _job(host)
    keys = dict(output.target("Job").selectors)
    ask = lambda number: host.invoke(  # noqa: E731
        "Msvm_ConcreteJob", keys, "RequestStateChange", RequestedState=number
    ).integer("ReturnValue")
    assert ask(3) == 4097
    assert ask(99) == 32773
    assert ask(request_) == 0
    assert host.job(output).integer("JobState") == state
    assert ask(request_) == 4097
    assert host.state(host.vm("web")) == (2, "")


def test_errors_of_a_job_in_the_language_of_the_host():
    host = Host(
        VmDescription("Prüf&stand", job_faults=(("pause", JobFault.ACCESS_DENIED),)),
        locale="de-DE",
    )
    output = host.request(host.vm("Prüf&stand"), 9)
    host.clock.advance(5)
    keys = dict(output.target("Job").selectors)
    errors = host.invoke("Msvm_ConcreteJob", keys, "GetErrorEx").texts("Errors")
    first, second = (decode_embedded(text) for text in errors)
    assert first.class_name == "Msvm_Error"
    assert (
        first.text("Message")
        == 'Der virtuelle Computer "Prüf&stand" konnte nicht angehalten werden.'
    )
    assert "Zugriff verweigert" in second.text("Message")
    one = host.invoke("Msvm_ConcreteJob", keys, "GetError").text("Error")
    assert decode_embedded(one).text("MessageID") == "32769"
    message = host.service("FormatError", Errors=errors).text("ErrorMessage")
    assert message == f"{first.text('Message')}\n\n{second.text('Message')}"
    assert host.job(output).text("ErrorDescription") == message


def test_a_job_without_an_error_has_none():
    host = _host()
    keys = dict(_job(host).target("Job").selectors)
    output = host.invoke("Msvm_ConcreteJob", keys, "GetErrorEx")
    assert output.properties == {"Errors": (), "ReturnValue": 0}


def test_name_and_notes_are_changed():
    host = _host()
    vm = host.vm("web")
    text = _embedded(
        "Msvm_VirtualSystemSettingData",
        InstanceID=vm.settings.root.lower().replace("microsoft", "Microsoft"),
        ElementName="new <name>",
        Notes=("first\nline", "lost"),
    )
    assert host.service("ModifySystemSettings", SystemSettings=text).integer("ReturnValue") == 0
    assert host.row(vm).text("ElementName") == "new <name>"
    (row,) = host.query(
        f"SELECT Notes FROM Msvm_VirtualSystemSettingData WHERE InstanceID='{vm.settings.root}'"
    )
    assert row.texts("Notes") == ("first\nline",)


def test_a_checkpoint_is_renamed_and_keeps_its_notes():
    host = _host(notes="keep")
    record = host.vm("web").checkpoints[0]
    text = _embedded("Msvm_VirtualSystemSettingData", InstanceID=record.root, ElementName="renamed")
    assert host.service("ModifySystemSettings", SystemSettings=text).integer("ReturnValue") == 0
    assert (record.name, record.notes) == ("renamed", "keep")
    assert host.vm("web").settings.name == "web"


@pytest.mark.parametrize(
    ("values", "value"),
    [
        ({"ElementName": "x"}, 4),
        ({"InstanceID": "Microsoft:nonsense", "ElementName": "x"}, 4),
        ({"InstanceID": None, "ElementName": ""}, 32773),
        ({"InstanceID": None, "ElementName": "x" * 101}, 32773),
        ({"InstanceID": None, "Colour": "red"}, 4),
    ],
)
def test_settings_that_are_refused(values, value):
    host = _host()
    if "InstanceID" in values and values["InstanceID"] is None:
        values = {**values, "InstanceID": host.vm("web").settings.root}
    text = _embedded("Msvm_VirtualSystemSettingData", **values)
    output = host.service("ModifySystemSettings", SystemSettings=text)
    assert output.integer("ReturnValue") == value
    assert host.vm("web").settings.name == "web"


def test_enhanced_sessions_are_allowed_and_forbidden():
    host = _host()
    vm = host.vm("web")
    assert host.row(vm).integer("EnhancedSessionModeState") == 2
    text = _embedded(
        "Msvm_VirtualSystemManagementServiceSettingData",
        InstanceID="Microsoft:HV01",
        EnhancedSessionModeEnabled=False,
    )
    assert host.service("ModifyServiceSettings", SettingData=text).integer("ReturnValue") == 0
    assert host.row(vm).integer("EnhancedSessionModeState") == 3
    (row,) = host.query("SELECT * FROM Msvm_VirtualSystemManagementServiceSettingData")
    assert row.boolean("EnhancedSessionModeEnabled") is False


def _reference(instance_id: str) -> CimReference:
    uri = class_uri(HYPERV_NAMESPACE, "Msvm_VirtualSystemSettingData")
    return CimReference(uri, (("InstanceID", instance_id),))


@pytest.mark.parametrize("build", [9600, 20348])
def test_the_summary_of_all_vms_has_what_was_asked_for(build):
    host = Host(VmDescription("web", processors=3), VmDescription("b"), build=build)
    codes = ("1", "4", "100", "105", "10", "77", "9999")
    output = host.service("GetSummaryInformation", RequestedInformation=codes)
    assert output.integer("ReturnValue") == 0
    rows = output.objects("SummaryInformation")
    assert [r.text("ElementName") for r in rows] == ["web", "b"]
    first = rows[0]
    assert first.text("Name") == host.vm("web").id
    assert first.integer("NumberOfProcessors") == 3
    assert first.integer("EnabledState") == 2
    assert first.integer("UpTime") == 72 * 3_600_000
    assert first.properties["ProcessorLoad"] is None
    assert ("Version" in first.properties) is (build > 9600)
    assert "ThumbnailImage" in first.properties
    assert first.properties["ThumbnailImage"] == ()


def test_the_summary_keeps_the_order_of_what_is_given():
    host = _host()
    web, off = host.vm("web"), host.vm("off")
    given = (
        _reference(off.settings.root),
        _reference("Microsoft:00000000-0000-0000-0000-000000000000"),
        _reference(web.checkpoints[0].root.lower()),
        _reference(web.settings.root),
    )
    output = host.service(
        "GetSummaryInformation", SettingData=given, RequestedInformation=("1", "100")
    )
    rows = output.objects("SummaryInformation")
    assert [r.text("Name") for r in rows] == [off.id, "", web.checkpoints[0].id, web.id]
    assert [r.text("ElementName") for r in rows] == ["off", "", "one", "web"]
    assert [r.integer("EnabledState") for r in rows] == [3, None, None, 2]


def test_the_summary_tells_of_jobs_and_checkpoints():
    host = _host()
    _job(host, "6")
    output = host.service("GetSummaryInformation", RequestedInformation=("107", "108"))
    web, off = output.objects("SummaryInformation")
    assert [c.text("ElementName") for c in web.objects("Snapshots")] == ["one"]
    assert [j.integer("JobType") for j in web.objects("AsynchronousTasks")] == [14]
    assert off.objects("Snapshots") == off.objects("AsynchronousTasks") == ()


def _kvp(name: str, data: str = "", source: int = 0) -> str:
    return _embedded("Msvm_KvpExchangeDataItem", Name=name, Data=data, Source=source)


def _items(host: Host, column: str) -> dict[str, str]:
    root = host.vm("web").settings.root
    (row,) = host.query(
        f"SELECT * FROM Msvm_KvpExchangeComponentSettingData WHERE InstanceID LIKE '{root}%'"
    )
    found = [decode_embedded(text) for text in row.texts(column)]
    return {item.text("Name"): item.text("Data") for item in found}


def test_key_value_items_are_added_changed_and_removed():
    host = _host()
    uri = class_uri(HYPERV_NAMESPACE, "Msvm_ComputerSystem")
    target = CimReference(
        uri, (("CreationClassName", "Msvm_ComputerSystem"), ("Name", host.vm("web").id.lower()))
    )
    call = lambda method, *items: host.service(  # noqa: E731
        method, TargetSystem=target, DataItems=items
    ).integer("ReturnValue")
    assert call("AddKvpItems", _kvp("a", "<1>"), _kvp("b", "2", 4)) == 0
    assert _items(host, "HostExchangeItems") == {"a": "<1>"}
    assert _items(host, "HostOnlyItems") == {"b": "2"}
    assert call("AddKvpItems", _kvp("new"), _kvp("a")) == 32773
    assert call("ModifyKvpItems", _kvp("missing", "x")) == 32773
    assert call("ModifyKvpItems", _kvp("a", "changed")) == 0
    assert _items(host, "HostExchangeItems") == {"a": "changed"}
    assert call("RemoveKvpItems", _kvp("a")) == 0
    assert call("RemoveKvpItems", _kvp("a")) == 32773
    assert _items(host, "HostExchangeItems") == {}
    assert call("AddKvpItems", _kvp("x" * 513)) == 32773
    assert call("AddKvpItems", _kvp("x", "", 2)) == 32773
    assert call("AddKvpItems", *(_kvp(f"n{n}") for n in range(129))) == 32773


@pytest.mark.parametrize(
    ("class_name", "method", "inputs", "status"),
    [
        ("Msvm_VirtualSystemManagementService", "Nonsense", {}, CimStatus.METHOD_NOT_FOUND),
        (
            "Msvm_VirtualSystemManagementService",
            "getsummaryinformation",
            {},
            CimStatus.METHOD_NOT_FOUND,
        ),
        (
            "Msvm_VirtualSystemManagementService",
            "FormatError",
            {"Colour": "red"},
            CimStatus.INVALID_PARAMETER,
        ),
        ("Msvm_Nonsense", "FormatError", {}, CimStatus.INVALID_CLASS),
    ],
)
def test_calls_that_cannot_be_made(class_name, method, inputs, status):
    with pytest.raises(CimFailure) as refused:
        _host().invoke(class_name, {}, method, **inputs)
    assert refused.value.status is status


def test_missing_inputs_get_the_number_of_the_methods_family():
    host = _host()
    assert host.service("ModifySystemSettings").integer("ReturnValue") == 4
    assert host.service("GetSummaryInformation").integer("ReturnValue") == 32773


def test_a_restart_of_guests_came_after_2012_r2():
    old = Host(VmDescription("web"), build=9600)
    with pytest.raises(CimFailure) as refused:
        old.guest(old.vm("web"), "InitiateReboot")
    assert refused.value.status is CimStatus.METHOD_NOT_FOUND


def test_without_rights_methods_are_refused():
    host = _host()
    host.caller = GUEST
    output = host.request(host.vm("web"), 9)
    assert output.properties == {"Job": None, "ReturnValue": 32769}
    with pytest.raises(CimFailure) as refused:
        host.service("ModifyResourceSettings", ResourceSettings=_switch(host, "web", 3))
    assert refused.value.status is CimStatus.ACCESS_DENIED
    assert host.vm("web").transition is None
