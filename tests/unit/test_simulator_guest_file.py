"""Copies into guests: what is refused, what fails half way, and what is there at the end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.simulator.descriptions import JobFault, ServiceFault, StartState, VmDescription
from console.wsman.cim import CimInstance
from console.wsman.cimxml import decode_embedded, encode_embedded
from console.wsman.names import HYPERV_NAMESPACE
from tests.unit.simulated_host import ADMIN, Host

ON = (("guest_service", True),)
SETTINGS = "Msvm_CopyFileToGuestSettingData"
TYPES = {
    "SourcePath": "string",
    "DestinationPath": "string",
    "OverwriteExisting": "boolean",
    "CreateFullPath": "boolean",
}
SWITCH = "Msvm_GuestServiceInterfaceComponentSettingData"


def _host(host: dict[str, object] | None = None, **changes) -> Host:
    vm = VmDescription("web", **({"services": ON} | changes))
    files = {"files": (("D:\\iso\\tools.iso", 100_000_000),), **(host or {})}
    return Host(vm, **files)


def _order(
    source: str = "D:\\iso\\tools.iso",
    destination: str = "C:\\Temp\\tools.iso",
    overwrite: bool = False,
    create: bool = True,
) -> str:
    values = {
        "SourcePath": source,
        "DestinationPath": destination,
        "OverwriteExisting": overwrite,
        "CreateFullPath": create,
    }
    return encode_embedded(CimInstance(SETTINGS, values), TYPES)


def _copy(host: Host, *orders: str) -> CimInstance:
    (item,) = host.items(
        f"SELECT * FROM Msvm_GuestFileService WHERE SystemName='{host.vm('web').id}'"
    )
    keys = dict(item.reference.selectors)
    return host.invoke(
        "Msvm_GuestFileService", keys, "CopyFilesToGuest", CopyFileToGuestSettings=orders
    )


def _ask(host: Host, output: CimInstance, method: str, **inputs) -> CimInstance:
    reference = output.target("Job")
    return host.invoke(reference.class_name, dict(reference.selectors), method, **inputs)


def _switch_off(host: Host) -> None:
    (row,) = host.query(f"SELECT * FROM {SWITCH} WHERE InstanceID LIKE '{_root(host)}%'")
    text = encode_embedded(
        CimInstance(SWITCH, {"InstanceID": row.text("InstanceID"), "EnabledState": 3}),
        {"InstanceID": "string", "EnabledState": "uint16"},
    )
    assert host.service("ModifyResourceSettings", ResourceSettings=text).integer("ReturnValue") == 0


def _root(host: Host) -> str:
    return host.vm("web").settings.root


def test_a_file_arrives_in_the_time_of_its_size():
    host = _host()
    output = _copy(host, _order())
    assert output.integer("ReturnValue") == 4096
    assert output.target("Job").class_name == "Msvm_CopyFileToGuestJob"
    host.clock.advance(2)
    job = host.job(output)
    assert (job.integer("JobState"), job.integer("PercentComplete")) == (4, 50)
    assert job.text("VirtualSystemName") == host.vm("web").id
    assert "JobType" not in job.properties
    (text,) = job.texts("CopyFileToGuestSettingData")
    assert decode_embedded(text).text("SourcePath") == "D:\\iso\\tools.iso"
    assert host.vm("web").files == {}
    host.clock.advance(2)
    assert host.job(output).integer("JobState") == 7
    assert host.vm("web").files == {"C:\\Temp\\tools.iso": 100_000_000}


def test_the_service_is_found_from_the_vm_by_associations():
    host = _host()
    path = f"Msvm_ComputerSystem.CreationClassName='Msvm_ComputerSystem',Name='{host.vm('web').id}'"
    (component,) = host.items(
        f"ASSOCIATORS OF {{{path}}} WHERE AssocClass=Msvm_SystemDevice "
        "ResultClass=Msvm_GuestServiceInterfaceComponent"
    )
    keys = ",".join(f"{k}='{v}'" for k, v in component.reference.selectors)
    (service,) = host.query(
        f"ASSOCIATORS OF {{Msvm_GuestServiceInterfaceComponent.{keys}}} "
        "WHERE AssocClass=Msvm_RegisteredGuestService ResultClass=Msvm_GuestFileService"
    )
    assert service.text("SystemName") == host.vm("web").id
    output = _copy(host, _order())
    (job,) = host.query(
        f"ASSOCIATORS OF {{{path}}} "
        "WHERE AssocClass=Msvm_AffectedJobElement ResultClass=CIM_ConcreteJob"
    )
    assert job.text("InstanceID") == output.target("Job").selector("InstanceID")
    assert host.query("SELECT * FROM Msvm_ConcreteJob") == []
    assert len(host.query("SELECT * FROM CIM_ConcreteJob")) == 1


@pytest.mark.parametrize("state", [StartState.OFF, StartState.SAVED])
def test_there_is_no_service_while_the_vm_is_down(state):
    host = _host(state=state)
    assert host.query("SELECT * FROM Msvm_GuestFileService") == []


@pytest.mark.parametrize(
    ("changes", "value"),
    [
        ({"services": ()}, 32775),
        ({"state": StartState.PAUSED}, 32775),
        ({"guest": "alpine-no-daemons"}, 32777),
        ({"faults": (("guest_service", ServiceFault.LOST_COMMUNICATION),)}, 32777),
        ({"job_faults": (("copy", JobFault.REFUSED),)}, 32775),
        ({"hangs_at_h": 0.0}, 32777),
    ],
)
def test_what_is_refused(changes, value):
    host = _host(**changes)
    output = _copy(host, _order())
    assert (output.integer("ReturnValue"), output.properties["Job"]) == (value, None)


@pytest.mark.parametrize("text", ["garbage", _order(source=""), _order(destination="")])
def test_orders_that_cannot_be_read(text):
    assert _copy(_host(), text).integer("ReturnValue") == 32773


@pytest.mark.parametrize(
    ("order", "code", "sentence"),
    [
        (_order(source="D:\\none.iso"), 32779, "was not found on the host"),
        (_order(destination="c:/temp/THERE.txt"), 32768, "already exists"),
        (_order(destination="C:\\new\\x.iso", create=False), 32779, "folder does not exist"),
    ],
)
def test_what_is_wrong_with_files_shows_in_the_job(order, code, sentence):
    host = _host(files=(("C:\\Temp\\there.txt", 1),))
    output = _copy(host, order)
    host.clock.advance(1)
    job = host.job(output)
    assert (job.integer("JobState"), job.integer("ErrorCode")) == (10, code)
    assert sentence in job.text("ErrorDescription")
    errors = _ask(host, output, "GetErrorEx").texts("Errors")
    assert sentence in decode_embedded(errors[1]).text("Message")
    assert host.vm("web").files == {"C:\\Temp\\there.txt": 1}


def test_a_file_is_replaced_when_that_is_wanted():
    host = _host(files=(("C:\\Temp\\TOOLS.iso", 1),))
    _copy(host, _order(overwrite=True))
    host.clock.advance(10)
    host.machine.look()
    assert host.vm("web").files == {"C:\\Temp\\TOOLS.iso": 100_000_000}


@pytest.mark.parametrize(
    ("guest", "destination", "path"),
    [
        ("windows-11", "C:\\Windows\\Temp", "C:\\Windows\\Temp\\tools.iso"),
        ("windows-11", "%TEMP%\\a.iso", "C:\\Windows\\Temp\\a.iso"),
        ("windows-11", "C:\\New\\", "C:\\New\\tools.iso"),
        ("debian-12", "/opt", "/opt/tools.iso"),
        ("debian-12", "/Root/x", "/Root/x"),
    ],
)
def test_where_a_file_arrives(guest, destination, path):
    host = _host(guest=guest)
    _copy(host, _order(destination=destination))
    host.clock.advance(10)
    host.machine.look()
    assert list(host.vm("web").files) == [path]


def test_staged_files_of_this_computer(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.bin").write_bytes(b"12345")
    (tmp_path / "secret").write_bytes(b"1")
    host = _host({"staging": str(tmp_path / "in"), "staging_path": "E:\\Drop"})
    for number, source in enumerate((str(tmp_path / "in" / "a.bin"), "e:\\drop\\a.bin")):
        _copy(host, _order(source, f"C:\\Temp\\{number}"))
    outside = [
        _copy(host, _order(source, "C:\\Temp\\x"))
        for source in (str(tmp_path / "secret"), "E:\\Drop\\..\\secret", "E:\\Drop\\none")
    ]
    host.clock.advance(10)
    assert [host.job(output).integer("ErrorCode") for output in outside] == [32779] * 3
    assert host.vm("web").files == {"C:\\Temp\\0": 5, "C:\\Temp\\1": 5}


def test_a_copy_fails_half_way():
    host = _host(job_faults=(("copy", JobFault.FAILS),))
    output = _copy(host, _order())
    host.clock.advance(1.9)
    assert host.job(output).integer("JobState") == 4
    host.clock.advance(10)
    job = host.job(output)
    assert (job.integer("JobState"), job.integer("PercentComplete")) == (10, 50)
    assert job.integer("ErrorCode") == 32768
    assert host.vm("web").files == {}


@pytest.mark.parametrize(("request_", "state"), [("4", 8), ("5", 9)])
def test_a_copy_that_hangs_is_cancelled(request_, state):
    host = _host(job_faults=(("copy", JobFault.HANGS),))
    output = _copy(host, _order())
    host.clock.advance(3600)
    job = host.job(output)
    assert (job.integer("JobState"), job.integer("PercentComplete")) == (4, 42)
    assert job.boolean("Cancellable") is True
    answer = _ask(host, output, "RequestStateChange", RequestedState=request_)
    assert answer.integer("ReturnValue") == 0
    assert host.job(output).integer("JobState") == state
    assert host.vm("web").files == {}


@pytest.mark.parametrize("fault", [None, JobFault.HANGS])
def test_a_copy_ends_when_the_service_is_switched_off(fault):
    host = _host(job_faults=(("copy", fault),) if fault else ())
    output = _copy(host, _order())
    host.clock.advance(1)
    _switch_off(host)
    host.clock.advance(1)
    job = host.job(output)
    assert (job.integer("JobState"), job.integer("ErrorCode")) == (10, 32775)
    assert "disabled" in job.text("ErrorDescription")
    assert host.vm("web").files == {}


def test_a_copy_ends_when_the_vm_is_turned_off():
    host = _host()
    output = _copy(host, _order())
    host.request(host.vm("web"), 3)
    host.clock.advance(3)
    job = host.job(output)
    assert (job.integer("JobState"), job.integer("ErrorCode")) == (10, 32775)
    assert "not running" in job.text("ErrorDescription")


@pytest.mark.parametrize(
    ("locale", "text"), [("de-DE", "Gast"), ("zh-CN", "来宾"), ("en-US", "guest")]
)
def test_a_failure_in_the_language_of_the_host(locale, text):
    host = _host({"locale": locale}, job_faults=(("copy", JobFault.FAILS),))
    output = _copy(host, _order())
    host.clock.advance(10)
    assert text in host.job(output).text("Caption") + host.job(output).text("ErrorDescription")


def test_a_job_can_be_read_by_its_class_only():
    host = _host()
    keys = dict(_copy(host, _order()).target("Job").selectors)
    repository = host.repository
    assert repository.get(HYPERV_NAMESPACE, "CIM_ConcreteJob", keys, ADMIN)
    assert repository.get(HYPERV_NAMESPACE, "Msvm_CopyFileToGuestJob", keys, ADMIN)
    assert (
        host.query(f"SELECT * FROM Msvm_ConcreteJob WHERE InstanceID='{keys['InstanceID']}'") == []
    )


@given(
    fault=st.sampled_from([None, JobFault.FAILS, JobFault.HANGS]),
    off_after=st.none() | st.floats(0, 8),
    cancel_after=st.none() | st.floats(0, 8),
)
def test_a_file_is_there_exactly_when_the_job_says_so(fault, off_after, cancel_after):
    host = _host(job_faults=(("copy", fault),) if fault else ())
    output = _copy(host, _order())
    events = [(t, n) for n, t in (("off", off_after), ("cancel", cancel_after)) if t is not None]
    passed = 0.0
    for moment, name in sorted(events):
        host.clock.advance(moment - passed)
        passed = moment
        if name == "off":
            _switch_off(host)
        else:
            _ask(host, output, "RequestStateChange", RequestedState="4")
    host.clock.advance(20)
    state = host.job(output).integer("JobState")
    assert (state == 7) == ("C:\\Temp\\tools.iso" in host.vm("web").files)
    assert state in (4, 7, 8, 10)
    assert (state == 4) == (fault is JobFault.HANGS and not events)
