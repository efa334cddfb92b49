"""Messages in the manner of software that we did not write: other prefixes, orders, spellings."""

from datetime import UTC, datetime, timedelta

import pytest

from console.wsman import names
from console.wsman.cim import CimInstance, CimReference
from console.wsman.decode import decode_reply, decode_request
from console.wsman.encode import encode_reply, encode_request, item_text
from console.wsman.message import (
    MODE_EPR,
    MODE_OBJECT,
    MODE_OBJECT_AND_EPR,
    Enumerate,
    EnumerateReply,
    Fault,
    GetReply,
    Identify,
    InvalidInput,
    Invoke,
    InvokeReply,
    Item,
    Pull,
    PullReply,
    Put,
    Reply,
    ReplyHeader,
    Request,
    RequestHeader,
    UnknownFilter,
    UnknownOperation,
    WqlFilter,
)

V2 = names.HYPERV_NAMESPACE
VM = names.class_uri(V2, "Msvm_ComputerSystem")
SERVICE = names.class_uri(V2, "Msvm_VirtualSystemManagementService")


def openwsman(header: str, body: str) -> bytes:
    """An envelope in openwsman's manner: long prefixes, indentation, an XML declaration."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<env:Envelope xmlns:env="{names.SOAP}" xmlns:wsa="{names.ADDRESSING}"
    xmlns:wsman="{names.WSMAN}" xmlns:wsen="{names.ENUMERATION}">
  <env:Header>
    <wsa:MessageID env:mustUnderstand="true">uuid:1</wsa:MessageID>
    <wsa:To env:mustUnderstand="1">http://host:5985/wsman</wsa:To>
    <wsa:ReplyTo><wsa:Address>{names.ANONYMOUS}</wsa:Address></wsa:ReplyTo>
    {header}
  </env:Header>
  <env:Body>{body}</env:Body>
</env:Envelope>""".encode()


def target(action: str, uri: str) -> str:
    return (
        f'<wsa:Action env:mustUnderstand="true">{action}</wsa:Action>'
        f'<wsman:ResourceURI mustUnderstand="true">{uri}</wsman:ResourceURI>'
    )


def test_enumeration_mode_may_stand_before_the_filter():
    body = f"""
      <wsen:Enumerate>
        <wsman:OptimizeEnumeration/>
        <wsman:MaxElements>32000</wsman:MaxElements>
        <wsman:EnumerationMode>EnumerateEPR</wsman:EnumerationMode>
        <wsman:Filter Dialect="{names.DIALECT_WQL}">
          SELECT * FROM Msvm_ComputerSystem
        </wsman:Filter>
      </wsen:Enumerate>"""
    header = target(names.ACTION_ENUMERATE, names.class_uri(V2, "*"))
    request = decode_request(openwsman(header, body))
    assert request.body == Enumerate(WqlFilter("SELECT * FROM Msvm_ComputerSystem"), MODE_EPR)
    assert request.header.max_envelope_size is None
    assert request.header.operation_timeout_s is None
    assert request.header.locale == "en-US"
    assert not request.header.has_other_header


def test_filter_in_the_namespace_of_enumeration_and_of_an_unknown_dialect():
    body = '<wsen:Enumerate><wsen:Filter Dialect="urn:cql">x</wsen:Filter></wsen:Enumerate>'
    header = target(names.ACTION_ENUMERATE, VM)
    request = decode_request(openwsman(header, body))
    assert request.body == Enumerate(UnknownFilter("urn:cql"), optimize=False, max_elements=None)


def test_method_with_a_prefix_of_the_clients_own():
    body = f"""
      <n1:DefineSystem_INPUT xmlns:n1="{SERVICE}">
        <n1:Flag>False</n1:Flag>
        <n1:Settings><![CDATA[<INSTANCE CLASSNAME="X"/>]]></n1:Settings>
        <n1:System>
          <wsa:Address>{names.ANONYMOUS}</wsa:Address>
          <wsa:ReferenceParameters>
            <wsman:ResourceURI>{VM}</wsman:ResourceURI>
            <wsman:SelectorSet>
              <wsman:Selector Name="Name">GUID</wsman:Selector>
              <wsman:Selector Name="__CimNamespace">{V2}</wsman:Selector>
            </wsman:SelectorSet>
          </wsa:ReferenceParameters>
        </n1:System>
      </n1:DefineSystem_INPUT>"""
    header = target(f"{SERVICE}/DefineSystem", SERVICE)
    assert decode_request(openwsman(header, body)).body == Invoke(
        "DefineSystem",
        (
            ("Flag", "False"),
            ("Settings", '<INSTANCE CLASSNAME="X"/>'),
            ("System", CimReference(VM, (("Name", "GUID"),))),
        ),
    )


@pytest.mark.parametrize(
    "argument",
    [
        f"""<n1:System><wsa:EndpointReference><wsa:ReferenceParameters>
            <wsman:ResourceURI>{VM}</wsman:ResourceURI></wsa:ReferenceParameters>
            </wsa:EndpointReference></n1:System>""",
        f'<n1:Settings><x:Msvm_X xmlns:x="{V2}"><x:Name>a</x:Name></x:Msvm_X></n1:Settings>',
    ],
)
def test_arguments_that_a_real_host_refuses(argument: str):
    body = f'<n1:DefineSystem_INPUT xmlns:n1="{SERVICE}">{argument}</n1:DefineSystem_INPUT>'
    request = decode_request(openwsman(target(f"{SERVICE}/DefineSystem", SERVICE), body))
    assert request.body == InvalidInput("DefineSystem")


def test_input_of_another_method():
    body = f'<n1:Start_INPUT xmlns:n1="{SERVICE}"/>'
    request = decode_request(openwsman(target(f"{SERVICE}/Stop", SERVICE), body))
    assert request.body == InvalidInput("Stop")


def test_method_without_a_body_and_with_the_uri_in_another_case():
    header = target(f"{SERVICE.upper()}/Restart", f"{SERVICE}?x=y")
    assert decode_request(openwsman(header, "")).body == Invoke("Restart")


@pytest.mark.parametrize("action", [f"{SERVICE}/", f"{SERVICE}/a/b", "urn:x", "x"])
def test_action_that_is_no_method_of_the_class(action: str):
    assert decode_request(openwsman(target(action, SERVICE), "")).body == UnknownOperation()


def test_selector_for_the_namespace_stays_in_the_header():
    uri = f"{names.CIM_ROOT}/CIM_ComputerSystem"
    selectors = (
        '<wsman:SelectorSet><wsman:Selector Name="__cimnamespace">a/b</wsman:Selector>'
        "</wsman:SelectorSet>"
    )
    request = decode_request(openwsman(target(names.ACTION_GET, uri) + selectors, ""))
    assert request.header.selectors == (("__cimnamespace", "a/b"),)


@pytest.mark.parametrize(
    ("element", "is_other"),
    [
        ('<q:Odd xmlns:q="urn:q" env:mustUnderstand="true"/>', True),
        ('<q:Odd xmlns:q="urn:q" env:mustUnderstand="1"/>', True),
        ('<q:Odd xmlns:q="urn:q" mustUnderstand="True"/>', True),
        ('<q:Odd xmlns:q="urn:q" env:mustUnderstand="false"/>', False),
        ('<q:Odd xmlns:q="urn:q"/>', False),
        ('<wsman:Locale xml:lang="" env:mustUnderstand="true"/>', False),
        ('<wsman:Odd env:mustUnderstand="true"/>', True),
    ],
)
def test_header_that_must_be_understood(element: str, is_other: bool):
    request = decode_request(openwsman(target(names.ACTION_GET, VM) + element, ""))
    assert request.header.has_other_header is is_other
    assert request.header.locale == "en-US"


def test_identify_without_a_header():
    data = (
        f'<e:Envelope xmlns:e="{names.SOAP}"><e:Body>'
        f'<i:Identify xmlns:i="{names.WSMAN_IDENTITY}"/></e:Body></e:Envelope>'
    )
    assert decode_request(data.encode()).body == Identify()


def test_put_of_windows_own_client_types_every_property():
    body = f"""<x:Msvm_X xmlns:x="{names.class_uri(V2, "Msvm_X")}" xmlns:xsi="{names.XSI}"
        xmlns:cim="{names.CIM_COMMON}">
      <x:A xsi:type="cim:cimString"></x:A><x:B xsi:type="cim:cimUnsignedInt">5</x:B>
      <x:C xsi:type="cim:cimString" xsi:nil="true"/><x:D xsi:type="cim:cimString" xsi:nil="false"/>
    </x:Msvm_X>"""
    request = decode_request(openwsman(target(names.ACTION_PUT, VM), body))
    assert request.body == Put(
        CimInstance("Msvm_X", {"A": "", "B": "5", "C": None, "D": ""}, None, V2)
    )


def answer(body: str, action: str = "urn:x") -> bytes:
    return f"""<?xml version="1.0"?><soap:Envelope xmlns:soap="{names.SOAP}"
      xmlns:addr="{names.ADDRESSING}" xmlns:w="{names.WSMAN}" xmlns:enu="{names.ENUMERATION}"
      xmlns:xsi="{names.XSI}" xmlns:cim="{names.CIM_COMMON}">
      <soap:Header><addr:RelatesTo>uuid:1</addr:RelatesTo><odd/><addr:Action>{action}
      </addr:Action></soap:Header><soap:Body>{body}</soap:Body></soap:Envelope>""".encode()


@pytest.mark.parametrize("reply", ["enu:PullResponse", "enu:EnumerateResponse"])
@pytest.mark.parametrize("space", ["w", "enu"])
def test_items_and_their_end_in_either_namespace(reply: str, space: str):
    body = decode_reply(
        answer(
            f"<{reply}><odd/><{space}:EndOfSequence/><{space}:Items>"
            f"<w:XmlFragment><A>1</A></w:XmlFragment></{space}:Items></{reply}>"
        )
    ).body
    assert isinstance(body, PullReply | EnumerateReply)
    assert body.is_end
    assert [item.instance for item in body.items] == [CimInstance("", {"A": "1"})]


def test_values_of_every_form():
    uri = names.class_uri(V2, "Msvm_X")
    text = f"""<q:Msvm_X xmlns:q="{uri}">
      <q:Empty></q:Empty><q:Null xsi:nil="1"/>
      <q:Three>1</q:Three><q:Other>x</q:Other><q:Three>2</q:Three><q:Three>3</q:Three>
      <q:Nulls xsi:nil="true"/><q:Nulls xsi:nil="true"/>
      <q:Some xsi:nil="true"/><q:Some>a</q:Some><q:Some xsi:nil="true"/><q:Some>b</q:Some>
      <q:At><cim:Datetime>2013-04-15T16:28:43.488171+08:00</cim:Datetime></q:At>
      <q:For><cim:Interval>P0DT0H30M0S</cim:Interval></q:For>
      <q:On> <cim:Date> 2013-04-15 </cim:Date> </q:On>
    </q:Msvm_X>"""
    body = decode_reply(answer(text, f"{names.ACTION_GET}Response")).body
    assert isinstance(body, GetReply)
    read = body.instance
    assert read.class_name == "Msvm_X"
    assert read.properties["Empty"] == ""
    assert read.properties["Null"] is None
    assert read.integers("Three") == (1, 2, 3)
    assert read.texts("Nulls") == ()
    assert read.texts("Some") == ("a", "b")
    moment = read.moment("At")
    assert moment == datetime(2013, 4, 15, 8, 28, 43, 488171, tzinfo=UTC)
    assert read.interval("For") == timedelta(minutes=30)
    assert read.text("On") == "2013-04-15"


def test_summaries_live_in_a_namespace_of_their_own():
    summary = names.class_uri(V2, "Msvm_SummaryInformation")
    text = f"""<p:GetSummaryInformation_OUTPUT xmlns:p="{SERVICE}">
      <p:SummaryInformation xmlns:x="{summary}"><x:Name>A</x:Name><x:UpTime>5</x:UpTime>
        <x:CreationTime><cim:Datetime>2024-01-05T09:30:00Z</cim:Datetime></x:CreationTime>
      </p:SummaryInformation>
      <p:SummaryInformation xmlns:x="{summary}" xsi:type="x:Msvm_SummaryInformation_Type"/>
      <p:ReturnValue>0</p:ReturnValue></p:GetSummaryInformation_OUTPUT>"""
    body = decode_reply(answer(text)).body
    assert isinstance(body, InvokeReply)
    first, second = body.output.objects("SummaryInformation")
    assert (first.class_name, first.namespace) == ("Msvm_SummaryInformation", V2)
    assert first.integer("UpTime") == 5
    assert first.moment("CreationTime") == datetime(2024, 1, 5, 9, 30, tzinfo=UTC)
    assert second == CimInstance("Msvm_SummaryInformation", {}, None, V2)


def test_reference_in_old_style_and_out_of_another_world():
    text = f"""<p:Do_OUTPUT xmlns:p="{SERVICE}"><p:Job><addr:ReferenceProperties>
      <w:ResourceURI>{names.CIM_ROOT}/CIM_Job</w:ResourceURI><w:SelectorSet>
      <w:Selector Name="__cimnamespace">a/b</w:Selector></w:SelectorSet>
      </addr:ReferenceProperties></p:Job></p:Do_OUTPUT>"""
    body = decode_reply(answer(text)).body
    assert isinstance(body, InvokeReply)
    assert body.output.target("Job") == CimReference(
        f"{names.CIM_ROOT}/CIM_Job", (("__cimnamespace", "a/b"),)
    )


def test_object_and_reference_with_a_row():
    inner = (
        item_text(
            Item(CimInstance("", {"A": 1}), CimReference(VM, (("Name", "x"),)), ("A",)),
            MODE_OBJECT_AND_EPR,
        )
        .replace("<a:", "<addr:")
        .replace("</a:", "</addr:")
    )
    body = decode_reply(
        answer(
            f"<enu:PullResponse><enu:Items>{inner}</enu:Items>"
            "<enu:EndOfSequence/></enu:PullResponse>"
        )
    ).body
    assert isinstance(body, PullReply)
    reference = CimReference(VM, (("Name", "x"),))
    assert body.items == (Item(CimInstance("", {"A": "1"}, reference), reference),)


def test_wrapper_with_a_reference_only():
    inner = item_text(Item(None, CimReference(VM))).replace("a:", "addr:")
    body = decode_reply(
        answer(
            f"<enu:PullResponse><enu:Items><w:Item>{inner}</w:Item></enu:Items></enu:PullResponse>"
        )
    ).body
    assert isinstance(body, PullReply)
    assert body.items == (Item(None, CimReference(VM)),)


def fault(detail: str, code: str = "<soap:Value>soap:Sender</soap:Value>") -> Fault:
    body = decode_reply(
        answer(
            f"<soap:Fault><soap:Code>{code}</soap:Code><soap:Reason>"
            '<soap:Text xml:lang="">Because. </soap:Text></soap:Reason>'
            f"<soap:Detail>{detail}</soap:Detail></soap:Fault>"
        )
    ).body
    assert isinstance(body, Fault)
    return body


WSMAN_FAULT = f'xmlns:f="{names.WSMAN_FAULT}"'


def test_fault_with_other_prefixes_and_nested_subcodes():
    read = fault(
        "",
        "<soap:Value>soap:Receiver</soap:Value><soap:Subcode><soap:Value>w:InternalError"
        "</soap:Value><soap:Subcode><soap:Value> enu:TimedOut </soap:Value></soap:Subcode>"
        "</soap:Subcode>",
    )
    assert read == Fault(0, "n:TimedOut", "Because.", is_sender=False)


@pytest.mark.parametrize(
    ("value", "expected"), [("odd:Thing", "odd:Thing"), ("Thing", "Thing"), ("", "")]
)
def test_subcode_of_an_unknown_prefix(value: str, expected: str):
    code = f"<soap:Subcode><soap:Value>{value}</soap:Value></soap:Subcode>"
    assert fault("", code).subcode == expected


@pytest.mark.parametrize(
    ("written", "code"),
    [("5", 5), ("2150858793", 0x80338029), ("-2144108503", 0x80338029), ("0x80338029", 0x80338029),
     ("", 0), ("many", 0), ("9" * 6000, 0xFFFFFFFF & int("9" * 24))],
)  # fmt: skip
def test_code_in_every_spelling(written: str, code: int):
    assert fault(f'<f:WSManFault {WSMAN_FAULT} Code="{written}" Machine="m"/>').code == code


def test_provider_fault_as_plain_text():
    """Recorded from shells of Windows Server 2016."""
    read = fault(
        f'<f:WSManFault {WSMAN_FAULT} Code="87" Machine="m"><f:Message><f:ProviderFault '
        'provider="Shell cmd plugin" path="x">The parameter is incorrect. </f:ProviderFault>'
        "</f:Message></f:WSManFault>"
    )
    assert (read.code, read.provider, read.wmi_code) == (87, True, 0)
    assert read.wmi_text == "The parameter is incorrect."


def test_provider_fault_that_hides_the_number_in_its_text():
    read = fault(
        f'<f:WSManFault {WSMAN_FAULT} Code="2150858778" Machine="m"><f:Message><f:ProviderFault>'
        '<f:WSManFault Code="2150858778"><f:Message>The WMI service returned an unknown error: '
        "HRESULT 0x8004100e </f:Message></f:WSManFault></f:ProviderFault></f:Message>"
        "</f:WSManFault>"
    )
    assert read.wmi_code == 0x8004100E


def test_provider_fault_without_a_number_of_wmi():
    read = fault(
        f'<f:WSManFault {WSMAN_FAULT} Code="2150859002" Machine=""><f:Message><f:ProviderFault>'
        f'<f:WSManFault {WSMAN_FAULT} Code="2150859002"><f:Message>Keys are missing.</f:Message>'
        "</f:WSManFault></f:ProviderFault></f:Message></f:WSManFault>"
    )
    assert (read.wmi_code, read.wmi_text) == (2150859002, "Keys are missing.")


def test_wmi_error_with_a_signed_code_and_no_message_id():
    read = fault(
        '<q:MSFT_WmiError xmlns:q="urn:any"><q:error_Code>-2147217392</q:error_Code>'
        "<q:Message>Invalid class </q:Message></q:MSFT_WmiError>"
    )
    assert (read.code, read.wmi_code, read.wmi_text) == (0x80041010, 0x80041010, "Invalid class")
    assert not read.provider


def test_fault_without_anything():
    body = decode_reply(answer("<soap:Fault/>")).body
    assert body == Fault(0)


def test_message_stands_in_for_a_missing_reason():
    data = answer(
        f'<soap:Fault><soap:Detail><f:WSManFault {WSMAN_FAULT} Code="5"><f:Message>No.</f:Message>'
        "</f:WSManFault></soap:Detail></soap:Fault>"
    )
    assert decode_reply(data).body == Fault(5, reason="No.")


def test_what_cannot_be_sent_is_a_mistake_of_ours():
    header = RequestHeader(names.ACTION_ENUMERATE, VM)
    for body in (
        UnknownOperation(),
        InvalidInput("Start"),
        Enumerate(UnknownFilter("urn:x")),
        Invoke("Do", (("A", CimInstance("X")),)),
        Invoke("Do", (("A", ("x", CimInstance("X"))),)),
    ):
        with pytest.raises(ValueError, match=r"."):
            encode_request(Request(header, body))


@pytest.mark.parametrize(
    ("item", "mode"),
    [
        (Item(), None),
        (Item(), MODE_OBJECT),
        (Item(CimInstance("X")), MODE_EPR),
        (Item(CimInstance("X")), MODE_OBJECT_AND_EPR),
        (Item(None, CimReference(VM)), MODE_OBJECT_AND_EPR),
        (Item(None, CimReference(VM)), MODE_OBJECT),
    ],
)
def test_item_that_lacks_what_is_asked_for(item: Item, mode: str | None):
    with pytest.raises(ValueError, match="item without"):
        item_text(item, mode)


def test_namespace_of_an_instance():
    """Its own, else that of its reference, else the one of the request."""
    other = CimReference(names.class_uri("root/cimv2", "Win32_X"))
    strange = CimReference("urn:x")
    for instance, space in (
        (CimInstance("Win32_X", {}, other, V2), V2),
        (CimInstance("Win32_X", {}, other), "root/cimv2"),
        (CimInstance("Win32_X", {}, strange), "root/standardcimv2"),
        (CimInstance("Win32_X"), "root/standardcimv2"),
    ):
        text = item_text(Item(instance), namespace="root/standardcimv2")
        assert f'"{names.class_uri(space, "Win32_X")}"' in text


def test_reference_outside_wmi_is_an_item_without_a_namespace():
    assert "__cimnamespace" not in item_text(Item(None, CimReference("urn:x")))


def test_explicit_action_and_missing_relation():
    data = encode_reply(Reply(ReplyHeader("urn:action", "uuid:A"), GetReply(CimInstance("X"))))
    assert b"<a:Action>urn:action</a:Action>" in data
    assert b"RelatesTo" not in data


@pytest.mark.parametrize(
    ("value", "text"),
    [(float("inf"), "INF"), (float("-inf"), "-INF"), (float("nan"), "NaN"), (1.5, "1.5")],
)
def test_real_numbers(value: float, text: str):
    data = item_text(Item(CimInstance("", {"A": value}), None, ("A",)))
    assert f"<A>{text}</A>" in data


def test_embedded_object_with_a_time_declares_its_prefix_once():
    output = CimInstance(
        "",
        {
            "ReturnValue": 0,
            "Summary": CimInstance("Msvm_S", {"B": None, "A": timedelta(minutes=1)}),
        },
    )
    reply = Reply(ReplyHeader(""), InvokeReply(SERVICE, "Do", output))
    text = encode_reply(reply).decode()
    assert text.count(f'xmlns:cim="{names.CIM_COMMON}"') == 1
    assert '<e:A><cim:Interval>P0DT0H1M0S</cim:Interval></e:A><e:B xsi:nil="true"/>' in text
    assert text.index("Summary") < text.index("ReturnValue")


def test_fault_and_output_with_nothing_to_say():
    fault_reply = encode_reply(Reply(ReplyHeader(""), Fault(0, "w:Odd", "Why.")))
    assert b"s:Detail" not in fault_reply
    assert decode_reply(fault_reply).body == Fault(0, "w:Odd", "Why.")
    silent = InvokeReply(SERVICE, "Do", CimInstance("", {"A": ()}))
    read = decode_reply(encode_reply(Reply(ReplyHeader(""), silent))).body
    assert isinstance(read, InvokeReply)
    assert not read.output.properties


def test_header_without_limits():
    header = RequestHeader(names.ACTION_PULL, VM, max_envelope_size=None, operation_timeout_s=None)
    request = Request(header, Pull("uuid:C"))
    data = encode_request(request)
    assert b"MaxEnvelopeSize" not in data
    assert b"OperationTimeout" not in data
    assert decode_request(data) == request
