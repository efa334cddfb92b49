"""What we send is what the specifications and Windows' own client say, and the server reads it."""

from pathlib import Path

import pytest
from lxml import etree

from console.wsman import names
from console.wsman.cim import CimInstance, CimReference
from console.wsman.cimxml import encode_embedded
from console.wsman.decode import decode_reply, decode_request
from console.wsman.encode import encode_reply, encode_request
from console.wsman.message import (
    MODE_EPR,
    MODE_OBJECT_AND_EPR,
    AssociationFilter,
    Enumerate,
    EnumerateReply,
    Fault,
    Get,
    Identify,
    Invoke,
    Item,
    Pull,
    PullReply,
    Release,
    Reply,
    ReplyHeader,
    Request,
    RequestHeader,
    SelectorFilter,
    WqlFilter,
)

GOLDEN = Path(__file__).parent / "golden"
VM = "4C4C4544-0035-5A10-8054-B4C04F573031"
V2 = names.HYPERV_NAMESPACE
CONTEXT = "uuid:EFDB6B13-1F33-4514-8F28-E0EDD9DB478F"
COMPUTER = names.class_uri(V2, "Msvm_ComputerSystem")
MANAGEMENT = names.class_uri(V2, "Msvm_VirtualSystemManagementService")
ANY = names.class_uri(V2, "*")
VM_KEYS = (("CreationClassName", "Msvm_ComputerSystem"), ("Name", VM))
REPLY_HEADER = ReplyHeader(
    "", "uuid:00000000-0000-4000-8000-00000000000A", "uuid:00000000-0000-4000-8000-00000000000B"
)


def header(action: str, uri: str, selectors=()) -> RequestHeader:
    return RequestHeader(
        action=action,
        resource_uri=uri,
        message_id="uuid:00000000-0000-4000-8000-000000000001",
        to="http://host.example:5985/wsman",
        selectors=selectors,
        session_id="uuid:00000000-0000-4000-8000-000000000002",
        operation_id="uuid:00000000-0000-4000-8000-000000000003",
        operation_timeout_s=20.0,
    )


EMBEDDED = (
    encode_embedded(
        CimInstance("Msvm_StorageAllocationSettingData", {"ElementName": "R&D"}),
        {"ElementName": "string"},
    ),
    encode_embedded(
        CimInstance("Msvm_StorageAllocationSettingData", {"HostResource": "C:\\a.vhdx"}),
        {"HostResource": "string[]"},
    ),
)

REQUESTS = {
    "identify": Request(
        RequestHeader("", max_envelope_size=None, operation_timeout_s=None), Identify()
    ),
    "get": Request(header(names.ACTION_GET, COMPUTER, VM_KEYS), Get()),
    "enumerate-wql": Request(
        header(names.ACTION_ENUMERATE, ANY),
        Enumerate(
            WqlFilter(r"SELECT * FROM Msvm_ComputerSystem WHERE ElementName = 'R&D \\ \'x\' <1>'")
        ),
    ),
    "enumerate-selector": Request(
        header(names.ACTION_ENUMERATE, names.class_uri(V2, "Msvm_VirtualSystemSettingData")),
        Enumerate(
            SelectorFilter((("VirtualSystemType", "Microsoft:Hyper-V:System:Realized"),)),
            MODE_OBJECT_AND_EPR,
            max_elements=50,
        ),
    ),
    "enumerate-association": Request(
        header(names.ACTION_ENUMERATE, ANY),
        Enumerate(
            AssociationFilter(
                CimReference(COMPUTER, VM_KEYS),
                "Msvm_SettingsDefineState",
                "Msvm_VirtualSystemSettingData",
            ),
            MODE_EPR,
        ),
    ),
    "pull": Request(header(names.ACTION_PULL, ANY), Pull(CONTEXT, 50)),
    "release": Request(header(names.ACTION_RELEASE, ANY), Release(CONTEXT)),
    "invoke-state": Request(
        header(f"{COMPUTER}/RequestStateChange", COMPUTER, VM_KEYS),
        Invoke("RequestStateChange", (("RequestedState", "2"), ("TimeoutPeriod", None))),
    ),
    "invoke-embedded": Request(
        header(
            f"{MANAGEMENT}/AddResourceSettings",
            MANAGEMENT,
            (("CreationClassName", "Msvm_VirtualSystemManagementService"),),
        ),
        Invoke(
            "AddResourceSettings",
            (
                (
                    "AffectedConfiguration",
                    CimReference(
                        names.class_uri(V2, "Msvm_VirtualSystemSettingData"),
                        (("InstanceID", f"Microsoft:{VM}"),),
                    ),
                ),
                ("ResourceSettings", EMBEDDED),
            ),
        ),
    ),
}

FAULTS = {
    "selectors": Fault(
        2150858843,
        "w:InvalidSelectors",
        "Unexpected selectors. ",
        detail="http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/UnexpectedSelectors",
        machine="host.example",
    ),
    "provider": Fault(
        2150858778,
        "n:CannotProcessFilter",
        "The filter cannot be processed. ",
        machine="host.example",
        provider=True,
        wmi_code=0x80041010,
        wmi_text="Invalid class ",
    ),
    "wmi-error": Fault(
        2150859174,
        "w:QuotaLimit",
        "Too many operations. ",
        is_sender=False,
        wmi_code=0x803381A6,
        wmi_text="The maximum number of operations is exceeded. ",
    ),
}


def canonical(data: bytes) -> str:
    return etree.canonicalize(data.decode(), rewrite_prefixes=True, strip_text=True)


def golden(name: str) -> bytes:
    return (GOLDEN / f"{name}.xml").read_bytes()


def without_nulls(request: Request) -> Request:
    """A null argument is not sent, so it does not arrive."""
    body = request.body
    if isinstance(body, Invoke):
        arguments = tuple(pair for pair in body.arguments if pair[1] is not None)
        return Request(request.header, Invoke(body.method, arguments))
    return request


@pytest.mark.parametrize("name", REQUESTS)
def test_request_is_written_as_specified(name: str):
    assert canonical(encode_request(REQUESTS[name])) == canonical(golden(f"request-{name}"))


@pytest.mark.parametrize("name", REQUESTS)
def test_server_reads_the_specified_request(name: str):
    assert decode_request(golden(f"request-{name}")) == without_nulls(REQUESTS[name])


def test_every_golden_request_is_used():
    assert {p.stem for p in GOLDEN.glob("request-*.xml")} == {f"request-{n}" for n in REQUESTS}


def test_request_declares_the_prefixes_of_windows_and_no_xml_declaration():
    data = encode_request(REQUESTS["pull"]).decode()
    assert data.startswith('<s:Envelope xmlns:s="')
    assert "\n" not in data
    for prefix in ("a:Action", "w:ResourceURI", "p:OperationID", "n:Pull"):
        assert f"<{prefix}" in data


def rows() -> EnumerateReply:
    values = {
        "EnabledState": 2,
        "InstallDate": None,
        "Name": VM,
        "ElementName": "web01 & db",
        "Unasked": "x",
    }
    columns = ("Name", "ElementName", "EnabledState", "InstallDate")
    return EnumerateReply("", (Item(CimInstance("", values), None, columns),), is_end=True)


def test_rows_in_an_optimized_reply_byte_for_byte():
    reply = golden("reply-enumerate-rows").strip()
    assert encode_reply(Reply(REPLY_HEADER, rows())) == reply


def test_rows_are_read():
    reply = decode_reply(golden("reply-enumerate-rows"))
    assert reply.header == ReplyHeader(
        f"{names.ACTION_ENUMERATE}Response", REPLY_HEADER.message_id, REPLY_HEADER.relates_to
    )
    body = reply.body
    assert isinstance(body, EnumerateReply)
    assert body.is_end
    assert not body.context
    assert [item.instance for item in body.items] == [
        CimInstance(
            "",
            {
                "Name": VM,
                "ElementName": "web01 & db",
                "EnabledState": "2",
                "InstallDate": None,
            },
        )
    ]


def test_empty_pull_reply_byte_for_byte_and_read():
    data = golden("reply-pull-empty").strip()
    assert encode_reply(Reply(REPLY_HEADER, PullReply("", (), is_end=True))) == data
    assert decode_reply(data).body == PullReply("", (), is_end=True)


@pytest.mark.parametrize("name", FAULTS)
def test_fault_byte_for_byte(name: str):
    assert encode_reply(Reply(REPLY_HEADER, FAULTS[name])) == golden(f"fault-{name}").strip()


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_read(name: str):
    read = decode_reply(golden(f"fault-{name}")).body
    sent = FAULTS[name]
    assert isinstance(read, Fault)
    assert read == Fault(
        sent.code,
        sent.subcode,
        sent.reason.strip(),
        sent.is_sender,
        sent.detail,
        sent.machine,
        sent.provider,
        sent.wmi_code,
        sent.wmi_text.strip(),
    )
