"""Replies of real hosts are read right, and our own server writes the same bytes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.wsman import names
from console.wsman.cim import CimInstance, CimReference
from console.wsman.decode import decode_reply, decode_request
from console.wsman.encode import encode_reply, item_text
from console.wsman.message import (
    EnumerateReply,
    Fault,
    InvokeReply,
    Item,
    PullReply,
    Reply,
    ReplyHeader,
    UnknownOperation,
)

DATA = Path(__file__).parent / "data"
V2 = names.HYPERV_NAMESPACE
HOST_ROW_NULLS = [
    "CommunicationStatus",
    "DetailedStatus",
    "EnhancedSessionModeState",
    "FailedOverReplicationType",
    "HwThreadsPerCoreRealized",
    "InstallDate",
    "InstanceID",
    "LastApplicationConsistentReplicationTime",
    "LastReplicationTime",
    "LastReplicationType",
    "LastSuccessfulBackupTime",
    "ManagementVtlImageFileName",
    "ManagementVtlImageVersion",
    "NameFormat",
    "OnTimeInMilliseconds",
    "OperatingStatus",
    "OtherEnabledState",
    "PrimaryOwnerContact",
    "PrimaryOwnerName",
    "PrimaryStatus",
    "ProcessID",
    "ReplicationHealth",
    "ReplicationMode",
    "ReplicationState",
    "TimeOfLastConfigurationChange",
    "TimeOfLastStateChange",
    "TransitioningToState",
]
HOST_ROW_VALUES = {
    "Caption": "ホスト コンピューター システム",
    "CreationClassName": "Msvm_ComputerSystem",
    "Description": "Microsoft ホスト コンピューター システム",
    "ElementName": "scrubbed-1",
    "EnabledDefault": 2,
    "EnabledState": 2,
    "HealthState": 5,
    "Name": "scrubbed-1",
    "NumberOfNumaNodes": 1,
    "OperationalStatus": (2,),
    "RequestedState": 12,
    "ResetCapability": 1,
    "Status": "OK",
    "StatusDescriptions": ("OK",),
}


def recorded(name: str) -> bytes:
    return (DATA / f"{name}.xml").read_bytes().rstrip(b"\n")


def only_instance(name: str) -> CimInstance:
    body = decode_reply(recorded(name)).body
    assert isinstance(body, PullReply)
    (item,) = body.items
    assert item.instance is not None
    return item.instance


def test_host_row_is_read():
    host = only_instance("real-pull-computersystem-host")
    assert host.class_name == "Msvm_ComputerSystem"
    assert host.namespace == V2
    assert host.text("Caption") == "ホスト コンピューター システム"
    assert host.text("Name") == "scrubbed-1"
    assert host.integer("EnabledState") == 2
    assert host.integer("RequestedState") == 12
    assert host.integers("OperationalStatus") == (2,)
    assert host.texts("StatusDescriptions") == ("OK",)
    assert host.moment("InstallDate") is None
    assert host.integer("OnTimeInMilliseconds") is None
    assert {n for n, v in host.properties.items() if v is None} == set(HOST_ROW_NULLS)
    assert len(host.properties) == 41


def test_reply_with_a_new_context_is_not_the_end():
    body = decode_reply(recorded("real-pull-computersystem-host")).body
    assert isinstance(body, PullReply)
    assert body.context == "uuid:00000000-0000-4000-8000-000000000006"
    assert not body.is_end


def test_our_server_writes_the_host_row_byte_for_byte():
    """From typed values, in whatever order, as the simulated host holds them."""
    values = {**dict.fromkeys(HOST_ROW_NULLS), **HOST_ROW_VALUES, "AvailableRequestedStates": ()}
    reply = Reply(
        ReplyHeader(
            "",
            "uuid:00000000-0000-4000-8000-000000000004",
            "uuid:00000000-0000-4000-8000-000000000005",
        ),
        PullReply(
            "uuid:00000000-0000-4000-8000-000000000006",
            (Item(CimInstance("Msvm_ComputerSystem", values)),),
        ),
    )
    data = encode_reply(reply, locale="ja-JP")
    assert data == recorded("real-pull-computersystem-host")


def test_rendered_items_give_the_same_bytes():
    values = {**dict.fromkeys(HOST_ROW_NULLS), **HOST_ROW_VALUES}
    text = item_text(Item(CimInstance("Msvm_ComputerSystem", values)), namespace=V2)
    header = decode_reply(recorded("real-pull-computersystem-host")).header
    body = PullReply("uuid:00000000-0000-4000-8000-000000000006", rendered=(text,))
    assert encode_reply(Reply(header, body), locale="ja-JP") == recorded(
        "real-pull-computersystem-host"
    )


def test_guest_network_adapter_is_read():
    adapter = only_instance("real-pull-guestnetworkadapterconfiguration")
    assert adapter.class_name == "Msvm_GuestNetworkAdapterConfiguration"
    assert adapter.boolean("DHCPEnabled") is True
    assert adapter.integer("ProtocolIFType") == 0
    assert adapter.texts("IPAddresses") == ()
    assert adapter.text("InstanceID").startswith("Microsoft:GuestNetwork\\00000000-")


@pytest.mark.parametrize(
    ("name", "locale"),
    [
        ("real-pull-computersystem-host", "ja-JP"),
        ("real-pull-guestnetworkadapterconfiguration", "ja-JP"),
        ("realshape-AddResourceSettingsResponse.resp", "en-US"),
        ("realshape-DefineSystemResponse.resp", "en-US"),
        ("realshape-EnumerateResponse.resp", "en-US"),
        ("realshape-ModifyResourceSettingsResponse.resp", "en-US"),
        ("realshape-PullResponse-EPR.resp", "en-US"),
        ("realshape-RequestStateChangeResponse.resp", "en-US"),
    ],
)
def test_what_was_read_is_written_back_byte_for_byte(name: str, locale: str):
    assert encode_reply(decode_reply(recorded(name)), locale=locale) == recorded(name)


def test_vm_row_with_a_time_is_read():
    body = decode_reply(recorded("realshape-PullResponse.resp")).body
    assert isinstance(body, PullReply)
    assert body.is_end
    vm = body.items[0].instance
    assert vm is not None
    assert vm.text("ElementName") == "web01"
    assert vm.moment("TimeOfLastStateChange") == datetime(2024, 1, 5, 9, 30, tzinfo=UTC)
    assert vm.integer("OnTimeInMilliseconds") == 123456


def test_job_reference_is_read():
    body = decode_reply(recorded("realshape-RequestStateChangeResponse.resp")).body
    assert isinstance(body, InvokeReply)
    assert body.method == "RequestStateChange"
    assert body.resource_uri == names.class_uri(V2, "Msvm_ComputerSystem")
    assert body.output.integer("ReturnValue") == 4096
    assert body.output.target("Job") == CimReference(
        names.class_uri(V2, "Msvm_ConcreteJob"),
        (("InstanceID", "215E0987-8CA5-41CD-8827-94C4C250DF77"),),
    )


def test_finished_method_has_no_job():
    body = decode_reply(recorded("realshape-DefineSystemResponse.resp")).body
    assert isinstance(body, InvokeReply)
    assert body.output.target("Job") is None
    assert body.output.integer("ReturnValue") == 0
    system = body.output.target("ResultingSystem")
    assert system is not None
    assert system.class_name == "Msvm_ComputerSystem"
    assert system.selector("name") == "887778DE-A099-48DC-8E59-9EB9BEF8C9A0"


def test_reference_item_loses_the_selector_that_names_the_namespace():
    body = decode_reply(recorded("realshape-PullResponse-EPR.resp")).body
    assert isinstance(body, PullReply)
    reference = body.items[0].reference
    assert reference is not None
    assert reference.selectors == (
        ("InstanceID", "Microsoft:4C4C4544-0035-5A10-8054-B4C04F573031"),
    )


def test_start_of_an_enumeration_without_items_is_read():
    body = decode_reply(recorded("realshape-EnumerateResponse.resp")).body
    assert body == EnumerateReply("uuid:EFDB6B13-1F33-4514-8F28-E0EDD9DB478F")


def test_fault_among_shell_replies_is_read():
    body = decode_reply(recorded("winrs-pywinrm-03-Receive.resp")).body
    assert isinstance(body, Fault)
    assert (body.code, body.subcode, body.is_sender) == (2150858793, "w:TimedOut", False)
    assert body.machine == "127.0.0.1"


@pytest.mark.parametrize("path", sorted(DATA.glob("winrs-*.req.xml")), ids=lambda p: p.stem)
def test_shell_requests_of_pywinrm_are_read_and_not_known(path: Path):
    request = decode_request(path.read_bytes())
    assert request.body == UnknownOperation()
    assert request.header.resource_uri == f"{names.SHELL_ROOT}/cmd"
    assert request.header.max_envelope_size == 153600
    assert request.header.operation_timeout_s in {5.0, 20.0}
    assert request.header.message_id.startswith("uuid:")
    assert not request.header.has_other_header
    if "Create" not in path.name:
        assert request.header.selectors == (("ShellId", "11112222-3333-4444-8555-666677778888"),)


def test_options_are_read():
    request = decode_request(recorded("winrs-pywinrm-01-Create.req"))
    assert request.header.options == (("WINRS_NOPROFILE", "FALSE"), ("WINRS_CODEPAGE", "437"))
