"""The WS-Management service of a simulated host, without sockets."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.simulator.clock import ManualClock
from console.simulator.endpoint import Endpoint, ServiceLimits
from console.simulator.failures import Caller, CimFailure, CimStatus
from console.simulator.faults import (
    AnswerFault,
    EndlessEnumeration,
    ExpireContexts,
    RefuseMethod,
)
from console.simulator.refusals import quota_fault
from console.wsman import names
from console.wsman.cim import CimInstance, CimReference
from console.wsman.decode import decode_reply
from console.wsman.encode import encode_request
from console.wsman.message import (
    MODE_EPR,
    MODE_OBJECT_AND_EPR,
    AssociationFilter,
    Enumerate,
    Fault,
    Get,
    Identify,
    Invoke,
    Item,
    Pull,
    Put,
    Release,
    Request,
    RequestHeader,
    SelectorFilter,
    WqlFilter,
)

NAMESPACE = names.HYPERV_NAMESPACE
VM_URI = names.class_uri(NAMESPACE, "Msvm_ComputerSystem")
ANY_URI = names.class_uri(NAMESPACE, "*")
ALL = WqlFilter("SELECT * FROM Msvm_ComputerSystem")
KEYS = (("Name", "VM-1"),)
CALLER = Caller("SIM\\sim")


class FakeObjects:
    """A few VMs, and a record of what was asked."""

    def __init__(self, count: int = 5, text: str = "") -> None:
        self.count = count
        self.text = text
        self.made = 0
        self.calls: list[tuple] = []
        self.failure: CimFailure | None = None
        self.fails_at = 0

    def _vm(self, number: int) -> Item:
        self.made += 1
        name = f"VM-{number}"
        properties = {"ElementName": f"vm {number}", "EnabledState": 2, "Name": name}
        if self.text:
            properties["Notes"] = self.text
        return Item(
            CimInstance("Msvm_ComputerSystem", properties, namespace=NAMESPACE),
            CimReference(VM_URI, (("CreationClassName", "Msvm_ComputerSystem"), ("Name", name))),
        )

    def _vms(self):
        for number in range(self.count):
            if self.failure and number == self.fails_at:
                raise self.failure
            yield self._vm(number)

    def query(self, namespace, wql, caller):
        self.calls.append(("query", namespace, wql, caller))
        return self._vms()

    def enumerate(self, namespace, class_name, caller):
        self.calls.append(("enumerate", namespace, class_name, caller))
        return self._vms()

    def get(self, namespace, class_name, selectors, caller):
        self.calls.append(("get", namespace, class_name, selectors))
        if self.failure:
            raise self.failure
        return self._vm(1).instance

    def associated(self, namespace, association, caller):
        self.calls.append(("associated", namespace, association))
        return self._vms()

    def invoke(self, namespace, class_name, selectors, method, arguments, caller):
        self.calls.append(("invoke", class_name, selectors, method, arguments))
        if self.failure:
            raise self.failure
        return CimInstance(f"{method}_OUTPUT", {"Job": None, "ReturnValue": 0})


class Bench:
    """An endpoint with typed access to it."""

    def __init__(self, objects: FakeObjects | None = None, **limits) -> None:
        self.objects = objects or FakeObjects()
        self.clock = ManualClock()
        self.endpoint = Endpoint(self.objects, self.clock, limits=ServiceLimits(**limits))

    def raw(self, body, uri=ANY_URI, caller=CALLER, faults=(), **header):
        header.setdefault("message_id", "uuid:11111111-2222-4333-8444-555555555555")
        header.setdefault("action", _action(body, uri))
        request = Request(RequestHeader(resource_uri=uri, **header), body)
        return self.endpoint.answer(encode_request(request), caller, "hv01.example", faults)

    def ask(self, body, uri=ANY_URI, **more):
        answer = self.raw(body, uri, **more)
        assert answer.status == 200, answer.body
        reply = decode_reply(answer.body)
        assert reply.header.relates_to == "uuid:11111111-2222-4333-8444-555555555555"
        return reply.body

    def refused(self, body, uri=ANY_URI, **more) -> Fault:
        answer = self.raw(body, uri, **more)
        assert answer.status == 500
        fault = decode_reply(answer.body).body
        assert isinstance(fault, Fault)
        assert fault.code == answer.fault_code
        newer = fault.wmi_code and not fault.provider  # this form names no machine
        assert newer or fault.machine == "hv01.example"
        return fault


def _action(body, uri) -> str:
    if isinstance(body, Invoke):
        return f"{uri}/{body.method}"
    kind = type(body).__name__
    root = names.TRANSFER if isinstance(body, Get | Put) else names.ENUMERATION
    return f"{root}/{kind}"


def _names(reply) -> list[str]:
    return [item.instance.text("Name") for item in reply.items]


# -- identify


def test_identify_tells_the_version_to_those_who_signed_in():
    answer = Bench().endpoint.answer(
        encode_request(Request(RequestHeader(""), Identify())), CALLER, "h"
    )
    assert decode_reply(answer.body).body.product_version == "OS: 10.0.20348 SP: 0.0 Stack: 3.0"


def test_identify_tells_zeros_to_strangers():
    answer = Bench().endpoint.answer(
        encode_request(Request(RequestHeader(""), Identify())), None, "h"
    )
    assert decode_reply(answer.body).body.product_version == "OS: 0.0.0 SP: 0.0 Stack: 3.0"


def test_strangers_get_nothing_else():
    bench = Bench()
    assert bench.refused(Get(), VM_URI, selectors=KEYS, caller=None).code == 5
    assert not bench.objects.calls


# -- enumerate and pull


@pytest.mark.parametrize("count", [0, 1])
def test_one_item_or_none_ends_with_the_first_reply(count: int):
    reply = Bench(FakeObjects(count)).ask(Enumerate(ALL))
    assert len(reply.items) == count
    assert reply.is_end
    assert reply.context == ""


@pytest.mark.parametrize("count", [2, 5])
def test_few_items_too_come_with_the_first_pull(count: int):
    bench = Bench(FakeObjects(count))
    first = bench.ask(Enumerate(ALL))
    assert (len(first.items), first.is_end) == (1, False)
    second = bench.ask(Pull(first.context))
    assert (len(second.items), second.is_end) == (count - 1, True)


def test_first_reply_has_exactly_one_item_when_there_are_more():
    bench = Bench(FakeObjects(500, "x" * 2000))
    first = bench.ask(Enumerate(ALL))
    assert _names(first) == ["VM-0"]
    assert not first.is_end
    second = bench.ask(Pull(first.context))
    assert len(second.items) > 50
    assert second.context not in {"", first.context}


def test_nothing_is_lost_or_repeated_over_many_pulls():
    bench = Bench(FakeObjects(700, "ü" * 1500))
    reply = bench.ask(Enumerate(ALL))
    seen = _names(reply)
    while not reply.is_end:
        reply = bench.ask(Pull(reply.context))
        seen += _names(reply)
    assert seen == [f"VM-{n}" for n in range(700)]
    assert bench.endpoint.open_enumerations == 0


def test_items_are_written_only_as_far_as_needed():
    bench = Bench(FakeObjects(100_000, "x" * 2000))
    bench.ask(Enumerate(ALL))
    assert bench.objects.made < 200


def test_without_optimize_the_first_reply_is_empty():
    bench = Bench()
    first = bench.ask(Enumerate(ALL, optimize=False))
    assert first.items == ()
    assert not first.is_end
    assert len(bench.ask(Pull(first.context)).items) == 5


def test_without_max_elements_each_pull_has_one_item():
    bench = Bench(FakeObjects(2))
    first = bench.ask(Enumerate(ALL, optimize=False))
    second = bench.ask(Pull(first.context, None))
    assert _names(second) == ["VM-0"]
    assert not second.is_end
    third = bench.ask(Pull(second.context, None))
    assert _names(third) == ["VM-1"]
    assert third.is_end


def test_max_elements_bounds_a_pull():
    bench = Bench(FakeObjects(10))
    first = bench.ask(Enumerate(ALL, optimize=False))
    assert len(bench.ask(Pull(first.context, 3)).items) == 3


def test_empty_result_is_a_normal_pull_with_empty_items():
    bench = Bench(FakeObjects(0))
    first = bench.ask(Enumerate(ALL, optimize=False))
    answer = bench.raw(Pull(first.context))
    assert b"<n:PullResponse><n:Items/><n:EndOfSequence/></n:PullResponse>" in answer.body


def test_empty_optimized_result_ends_at_once():
    answer = Bench(FakeObjects(0)).raw(Enumerate(ALL))
    assert b"<w:Items/><w:EndOfSequence/>" in answer.body


@settings(deadline=None, max_examples=30)
@given(
    st.integers(8192, 600_000),
    st.integers(1, 40),
    st.sampled_from(["x" * 300, "日本語" * 200, "\U0001f5a5" * 100, "&<>" * 100]),
)
def test_no_reply_is_larger_than_asked_in_utf16(size, count, text):
    bench = Bench(FakeObjects(count, text))
    answer = bench.raw(Enumerate(ALL), max_envelope_size=size)
    seen = 0
    while True:
        assert len(answer.body.decode().encode("utf-16-le")) <= min(size, 512_000)
        reply = decode_reply(answer.body).body
        seen += len(reply.items)
        if reply.is_end:
            break
        answer = bench.raw(Pull(reply.context), max_envelope_size=size)
    assert seen == count


def test_a_pull_fills_the_envelope_well():
    bench = Bench(FakeObjects(1000, "x" * 2000))
    first = bench.ask(Enumerate(ALL))
    answer = bench.raw(Pull(first.context))
    assert 2 * len(answer.body.decode()) > 512_000 - 2 * 2600


def test_an_item_larger_than_the_envelope_is_refused():
    fault = Bench(FakeObjects(2, "x" * 9000)).refused(Enumerate(ALL), max_envelope_size=8192)
    assert fault.subcode == "w:EncodingLimit"
    assert fault.code == 2150858824


def test_a_used_context_is_as_good_as_unknown():
    bench = Bench()
    first = bench.ask(Enumerate(ALL, optimize=False))
    bench.ask(Pull(first.context, 1))
    fault = bench.refused(Pull(first.context, 1))
    assert (fault.code, fault.subcode) == (2150858779, "n:InvalidEnumerationContext")
    assert not fault.is_sender


def test_a_context_belongs_to_its_user():
    bench = Bench()
    first = bench.ask(Enumerate(ALL, optimize=False))
    assert bench.refused(Pull(first.context), caller=Caller("SIM\\other")).code == 2150858779


def test_a_context_expires_without_pulls_and_lives_with_them():
    bench = Bench()
    reply = bench.ask(Enumerate(ALL, optimize=False))
    bench.clock.advance(200)
    reply = bench.ask(Pull(reply.context, 1))
    bench.clock.advance(200)
    reply = bench.ask(Pull(reply.context, 1))
    bench.clock.advance(241)
    assert bench.refused(Pull(reply.context, 1)).code == 2150858779
    assert bench.endpoint.open_enumerations == 0


def test_release_ends_an_enumeration():
    bench = Bench()
    first = bench.ask(Enumerate(ALL, optimize=False))
    assert bench.endpoint.open_enumerations == 1
    bench.ask(Release(first.context))
    assert bench.endpoint.open_enumerations == 0
    assert bench.refused(Release(first.context)).code == 2150858779


def test_a_pull_with_other_header_parameters_is_refused():
    bench = Bench()
    first = bench.ask(Enumerate(ALL, optimize=False))
    fault = bench.refused(Pull(first.context), max_envelope_size=153_600)
    assert fault.code == 2150859181


def test_the_resource_uri_of_a_pull_does_not_matter():
    bench = Bench()
    first = bench.ask(Enumerate(ALL, optimize=False))
    assert bench.ask(Pull(first.context), VM_URI).is_end


def test_epr_mode_gives_references_with_the_prefixes_of_windows():
    answer = Bench(FakeObjects(1)).raw(Enumerate(ALL, MODE_EPR))
    assert b"<w:Items><a:EndpointReference><a:Address>" in answer.body
    (item,) = decode_reply(answer.body).body.items
    assert item.instance is None
    assert item.reference.selector("Name") == "VM-0"


def test_object_and_epr_mode_gives_both():
    (item,) = Bench(FakeObjects(1)).ask(Enumerate(ALL, MODE_OBJECT_AND_EPR)).items
    assert item.instance.text("ElementName") == "vm 0"
    assert item.reference.selector("Name") == "VM-0"


def test_rows_without_reference_have_no_epr():
    bench = Bench()
    bench.objects.query = lambda *_: iter([Item(CimInstance("", {"A": 1}), names=("A",))])
    assert bench.refused(Enumerate(ALL, MODE_EPR)).subcode == "w:UnsupportedFeature"
    answer = bench.raw(Enumerate(ALL))
    assert b"<A>1</A></w:XmlFragment>" in answer.body


def test_a_class_is_enumerated_without_a_filter():
    bench = Bench()
    first = bench.ask(Enumerate(), VM_URI)
    assert len(first.items) + len(bench.ask(Pull(first.context), VM_URI).items) == 5
    assert bench.objects.calls[0][:3] == ("enumerate", NAMESPACE, "Msvm_ComputerSystem")


def test_selector_filter_compares_without_case():
    reply = Bench().ask(Enumerate(SelectorFilter((("name", "vm-3"),))), VM_URI)
    assert _names(reply) == ["VM-3"]


def test_association_filter_goes_to_the_repository():
    bench = Bench()
    source = CimReference(VM_URI, KEYS)
    bench.ask(Enumerate(AssociationFilter(source, "Msvm_SettingsDefineState")))
    assert bench.objects.calls[0][2].association_class == "Msvm_SettingsDefineState"


def test_a_lazy_error_of_a_query_comes_with_the_enumerate():
    bench = Bench()
    bench.objects.failure = CimFailure(CimStatus.INVALID_CLASS)
    fault = bench.refused(Enumerate(ALL))
    assert (fault.code, fault.subcode) == (2150858778, "n:CannotProcessFilter")
    assert fault.provider
    assert fault.wmi_code == 0x80041010


def test_an_error_in_a_later_pull_ends_the_enumeration():
    bench = Bench(FakeObjects(10))
    bench.objects.failure, bench.objects.fails_at = CimFailure(CimStatus.FAILED), 5
    first = bench.ask(Enumerate(ALL, optimize=False))
    second = bench.ask(Pull(first.context, 4))
    assert bench.refused(Pull(second.context, 4)).wmi_code == 0x80041001
    assert bench.endpoint.open_enumerations == 0


# -- the other operations


def test_get_reads_one_object():
    bench = Bench()
    reply = bench.ask(Get(), VM_URI, selectors=KEYS)
    assert reply.instance.text("ElementName") == "vm 1"
    assert bench.objects.calls == [("get", NAMESPACE, "Msvm_ComputerSystem", {"Name": "VM-1"})]


def test_the_namespace_selector_is_no_key():
    bench = Bench()
    bench.ask(Get(), VM_URI, selectors=(*KEYS, ("__cimnamespace", NAMESPACE)))
    assert bench.objects.calls[0][3] == {"Name": "VM-1"}


def test_a_cim_uri_takes_its_namespace_from_the_selector():
    bench = Bench()
    uri = f"{names.CIM_ROOT}/CIM_ComputerSystem"
    bench.ask(Get(), uri, selectors=(*KEYS, ("__cimnamespace", "root\\virtualization\\v2")))
    assert bench.objects.calls[0][1:3] == (NAMESPACE, "CIM_ComputerSystem")


def test_invoke_passes_arguments_and_returns_the_output():
    bench = Bench()
    reply = bench.ask(
        Invoke("RequestStateChange", (("RequestedState", 2),)), VM_URI, selectors=KEYS
    )
    assert reply.output.integer("ReturnValue") == 0
    assert bench.objects.calls[0][3:] == ("RequestStateChange", {"RequestedState": "2"})


def test_invoke_output_has_the_layout_of_windows():
    answer = Bench().raw(Invoke("RequestStateChange"), VM_URI, selectors=KEYS)
    assert answer.body.endswith(
        f'xmlns:p="{VM_URI}"><p:Job xsi:nil="true"/><p:ReturnValue>0</p:ReturnValue>'
        "</p:RequestStateChange_OUTPUT></s:Body></s:Envelope>".encode()
    )


def test_the_locale_reaches_the_repository_and_comes_back():
    bench = Bench()
    answer = bench.raw(Enumerate(ALL), locale="zh-CN")
    assert bench.objects.calls[0][3].locale == "zh-CN"
    assert b'<s:Envelope xml:lang="zh-CN"' in answer.body


# -- refusals

OTHER = {"selectors": KEYS}
NAMELESS = {"selectors": KEYS, "message_id": ""}
HEADER_REQUIRED = "a:MessageInformationHeaderRequired"


@pytest.mark.parametrize(
    ("body", "uri", "header", "code", "subcode"),
    [
        (Enumerate(ALL), VM_URI, {}, 2150859003, "a:DestinationUnreachable"),
        (Enumerate(), ANY_URI, {}, 2150858778, "n:CannotProcessFilter"),
        (Enumerate(ALL, "EnumerateNothing"), ANY_URI, {}, 0x80338086, "w:UnsupportedFeature"),
        (Get(), VM_URI, {}, 2150859002, "a:DestinationUnreachable"),
        (Get(), VM_URI, {"selectors": (("Wrong", "1"),)}, 2150858843, "w:InvalidSelectors"),
        (Invoke("X"), VM_URI, {"selectors": (("Wrong", "1"),)}, 2150858843, "w:InvalidSelectors"),
        (Get(), VM_URI, {"selectors": KEYS * 2}, 0x8033805F, "w:InvalidSelectors"),
        (Get(), "", OTHER, 2150858811, "a:DestinationUnreachable"),
        (Get(), "urn:nothing", OTHER, 2150858811, "a:DestinationUnreachable"),
        (Get(), f"{names.SHELL_ROOT}/cmd", OTHER, 2150858752, "a:DestinationUnreachable"),
        (Put(CimInstance("X", {"A": 1})), VM_URI, OTHER, 2150859010, "a:ActionNotSupported"),
        (Get(), VM_URI, {**OTHER, "max_envelope_size": 8191}, 2150858878, "w:EncodingLimit"),
        (Get(), VM_URI, NAMELESS, 0x80338011, HEADER_REQUIRED),
    ],
)  # fmt: skip
def test_refusals(body, uri, header, code, subcode):
    bench = Bench()
    fault = bench.refused(body, uri, **header)
    assert (fault.code, fault.subcode) == (code, subcode)
    assert not bench.objects.calls


def _sent(old: str, new: str, body=None) -> bytes:
    header = RequestHeader(names.ACTION_GET, VM_URI, "uuid:1", selectors=KEYS)
    text = encode_request(Request(header, body or Get())).decode()
    assert old in text
    return text.replace(old, new).encode()


def test_an_unknown_action_is_not_supported():
    data = _sent(f"{names.TRANSFER}/Get", f"{names.TRANSFER}/Delete")
    answer = Bench().endpoint.answer(data, CALLER, "h")
    assert (answer.status, answer.fault_code) == (500, 0x80338013)
    assert b"a:ActionNotSupported" in answer.body


def test_a_header_that_must_be_understood_and_is_not():
    data = _sent("</s:Header>", '<z:Q xmlns:z="urn:z" s:mustUnderstand="true"/></s:Header>')
    assert Bench().endpoint.answer(data, CALLER, "h").fault_code == 0x80338010


def test_an_unknown_dialect_of_filter():
    header = RequestHeader(names.ACTION_ENUMERATE, ANY_URI, "uuid:1")
    data = encode_request(Request(header, Enumerate(ALL)))
    data = data.replace(names.DIALECT_WQL.encode(), b"http://www.w3.org/TR/xpath")
    answer = Bench().endpoint.answer(data, CALLER, "h")
    assert answer.fault_code == 2150858777


@pytest.mark.parametrize("data", [b"", b"hello", b"<a/>", b"<!DOCTYPE a><a/>", b"\xff\xfe\x00"])
def test_what_is_no_envelope_is_answered_by_400(data):
    answer = Bench().endpoint.answer(data, CALLER, "h")
    assert answer.status == 400
    assert answer.fault_code == 2150858791


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=300), st.integers(0, 2000))
def test_no_input_brings_it_down(noise, spot):
    data = _sent("<", "<")
    spot %= len(data)
    answer = Bench().endpoint.answer(data[:spot] + noise + data[spot:], CALLER, "h")
    assert answer.status in {200, 400, 500}


@pytest.mark.parametrize(
    ("status", "code", "subcode"),
    [
        (CimStatus.NOT_FOUND, 2150858770, "a:DestinationUnreachable"),
        (CimStatus.INVALID_CLASS, 2150858770, "a:DestinationUnreachable"),
        (CimStatus.INVALID_NAMESPACE, 2150858770, "a:DestinationUnreachable"),
        (CimStatus.ACCESS_DENIED, 5, "w:AccessDenied"),
        (CimStatus.INVALID_PARAMETER, 2150858810, "w:InvalidParameter"),
        (CimStatus.INVALID_OBJECT_PATH, 2150858842, "w:InvalidSelectors"),
        (CimStatus.METHOD_NOT_FOUND, 0x80338013, "a:ActionNotSupported"),
        (CimStatus.FAILED, 0x80041001, "w:InternalError"),
    ],
)
def test_what_wmi_says_is_wrapped(status, code, subcode):
    bench = Bench()
    bench.objects.failure = CimFailure(status, "the provider's words")
    fault = bench.refused(Get(), VM_URI, selectors=KEYS)
    assert (fault.code, fault.subcode) == (code, subcode)
    assert fault.provider
    assert fault.wmi_code == status.value
    assert fault.wmi_text == "the provider's words"


def test_a_fault_has_the_layout_of_windows():
    answer = Bench().raw(Get(), VM_URI)
    text = answer.body.decode()
    assert re.search(r'<s:Envelope xml:lang="en-US" xmlns:s="[^"]+" xmlns:a=', text)
    assert "<s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>a:DestinationUnreachable" in text
    assert "faultDetail/InvalidResourceURI</w:FaultDetail><f:WSManFault" in text
    assert 'Code="2150859002" Machine="hv01.example"' in text


# -- quota and faults on order


def test_open_enumerations_use_up_the_quota_of_their_user():
    bench = Bench(max_operations=3)
    contexts = [bench.ask(Enumerate(ALL, optimize=False)).context for _ in range(3)]
    fault = bench.refused(Enumerate(ALL))
    assert (fault.code, fault.subcode) == (2150859174, "w:QuotaLimit")
    assert bench.refused(Get(), VM_URI, selectors=KEYS).code == 2150859174
    assert bench.ask(Get(), VM_URI, selectors=KEYS, caller=Caller("SIM\\other"))
    assert bench.ask(Pull(contexts[0], 1))
    bench.ask(Release(contexts[1]))
    assert bench.ask(Get(), VM_URI, selectors=KEYS)


def test_a_fault_on_order():
    fault = Bench().refused(Get(), VM_URI, selectors=KEYS, faults=(AnswerFault(quota_fault()),))
    assert fault.code == 2150859174


def test_contexts_expire_on_order():
    bench = Bench()
    first = bench.ask(Enumerate(ALL, optimize=False))
    assert bench.refused(Pull(first.context), faults=(ExpireContexts(),)).code == 2150858779


def test_an_enumeration_without_end():
    bench = Bench(FakeObjects(3))
    reply = bench.ask(Enumerate(ALL, max_elements=2), faults=(EndlessEnumeration(),))
    seen = _names(reply)
    for _ in range(5):
        assert not reply.is_end
        reply = bench.ask(Pull(reply.context, 2))
        seen += _names(reply)
    assert seen[:7] == ["VM-0", "VM-1", "VM-2", "VM-0", "VM-1", "VM-2", "VM-0"]


def test_a_method_refused_on_order_does_nothing():
    bench = Bench()
    reply = bench.ask(
        Invoke("RequestStateChange"), VM_URI, selectors=KEYS, faults=(RefuseMethod(32775),)
    )
    assert reply.output.integer("ReturnValue") == 32775
    assert not bench.objects.calls


def test_situations_name_operation_subject_and_method():
    bench = Bench()
    context = bench.ask(Enumerate(ALL, optimize=False)).context
    pull = Request(RequestHeader(names.ACTION_PULL, ANY_URI), Pull(context))
    situation = bench.endpoint.situation(pull, 7)
    assert (situation.connection, situation.operation) == (7, "Pull")
    assert "Msvm_ComputerSystem" in situation.subject
    call = Request(RequestHeader(f"{VM_URI}/X", VM_URI), Invoke("X"))
    assert bench.endpoint.situation(call, 1).method == "X"
