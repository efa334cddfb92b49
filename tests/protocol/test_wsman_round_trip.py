"""Whatever one role writes, the other reads back: properties of the codec, found by search."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.wsman import names
from console.wsman.cim import (
    INTEGER_RANGES,
    CimInstance,
    CimReference,
    parse_interval,
    parse_moment,
)
from console.wsman.cimxml import decode_embedded, encode_embedded
from console.wsman.decode import decode_reply, decode_request
from console.wsman.encode import encode_reply, encode_request, item_text, utf16_size
from console.wsman.message import (
    MODE_EPR,
    MODE_OBJECT,
    MODE_OBJECT_AND_EPR,
    AssociationFilter,
    Enumerate,
    EnumerateReply,
    Fault,
    Get,
    GetReply,
    IdentifyReply,
    Invoke,
    InvokeReply,
    Item,
    Pull,
    PullReply,
    Put,
    PutReply,
    Release,
    ReleaseReply,
    Reply,
    ReplyHeader,
    Request,
    RequestHeader,
    SelectorFilter,
    WqlFilter,
)

# The machine may be busy: time is no property of a codec.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

V2 = names.HYPERV_NAMESPACE
NASTY = [
    "",
    " ",
    " a  b ",
    "\r\n\t",
    "]]>",
    "<a>&amp;&#38;</a>",
    "\"'",
    "VM " * 3334,
    "ネットワーク",
    "\u202emsg \u05de\u05e9\u05d4\u05d5\u200f",
    "e\u0301\u200b\U0001f4bb",
    "%s{0}${x}",
    "\x85\u2028",
]
# What XML can carry; the rest has a test of its own.
characters = st.characters(
    codec="utf-8", exclude_characters="\ufffe\uffff", exclude_categories=("Cc", "Cs")
) | st.sampled_from("\t\n\r")
texts = st.text(characters, max_size=30) | st.sampled_from(NASTY)
keys = st.text(characters, min_size=1, max_size=12)
identifiers = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,12}", fullmatch=True)
integers = st.sampled_from([bound for pair in INTEGER_RANGES.values() for bound in pair])
moments = st.integers(1, 265_000_000_000_000_000).map(
    lambda micro: datetime(1601, 1, 2, tzinfo=UTC) + timedelta(microseconds=micro)
)
intervals = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=99_999_999))
class_uris = st.builds(names.class_uri, st.just(V2), identifiers)


selector_names = keys.filter(lambda key: key.lower() != "__cimnamespace")


def references(depth: int = 2):
    values = texts if depth == 0 else texts | references(depth - 1)
    return st.builds(
        CimReference,
        class_uris,
        st.lists(
            st.tuples(keys.filter(lambda k: k.lower() != "__cimnamespace"), values), max_size=3
        ).map(tuple),
    )


def embedded(depth: int = 1):
    # No null alone: an embedded object's class is told by its children's namespace too.
    values = scalars if depth == 0 else scalars | embedded(depth - 1)
    return st.builds(
        CimInstance,
        identifiers,
        st.dictionaries(identifiers, values, min_size=1, max_size=4),
        st.none(),
        st.just(V2),
    )


scalars = texts | integers | st.booleans() | moments | intervals | references()
arrays = st.lists(scalars, min_size=2, max_size=4).map(tuple)
values = st.none() | scalars | arrays
properties = st.dictionaries(identifiers, values, max_size=8)


def on_the_wire(value):
    """What a value looks like after a journey: numbers and times are text."""
    if isinstance(value, tuple):
        return tuple(on_the_wire(item) for item in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime | timedelta):
        return value
    if isinstance(value, CimInstance):
        return CimInstance(value.class_name, wire(value.properties), None, value.namespace)
    return value


def wire(source):
    return {name: on_the_wire(value) for name, value in source.items()}


def alike(read, sent) -> bool:
    """Compare, reading times back from their text."""
    if isinstance(sent, datetime):
        return parse_moment(read) == sent
    if isinstance(sent, timedelta):
        return parse_interval(read) == sent
    if isinstance(sent, tuple):
        return len(read) == len(sent) and all(map(alike, read, sent))
    if isinstance(sent, CimInstance):
        return (read.class_name, read.namespace) == (sent.class_name, sent.namespace) and same(
            read.properties, sent.properties
        )
    return read == sent


def same(read, sent) -> bool:
    return set(read) == set(sent) and all(alike(read[name], sent[name]) for name in sent)


def through(body, **header):
    return decode_reply(
        encode_reply(Reply(ReplyHeader("", "uuid:A", "uuid:B", **header), body))
    ).body


@PATIENT
@given(identifiers, properties)
def test_get_reply(class_name, sent):
    read = through(GetReply(CimInstance(class_name, sent)))
    assert isinstance(read, GetReply)
    assert read.instance.class_name == class_name
    assert read.instance.namespace == V2
    assert same(read.instance.properties, wire(sent))


@PATIENT
@given(properties)
def test_put_both_ways(sent):
    instance = CimInstance("Msvm_X", sent)
    header = RequestHeader(names.ACTION_PUT, names.class_uri(V2, "Msvm_X"))
    request = decode_request(encode_request(Request(header, Put(instance))))
    assert isinstance(request.body, Put)
    assert same(request.body.instance.properties, wire(sent))
    reply = through(PutReply(instance))
    assert isinstance(reply, PutReply)
    assert reply.instance is not None
    assert same(reply.instance.properties, wire(sent))


def test_put_reply_without_instance():
    assert through(PutReply()) == PutReply()


@PATIENT
@given(st.dictionaries(identifiers, values | embedded(), max_size=6), st.integers(0, 2**32 - 1))
def test_method_output(sent, code):
    output = {"ReturnValue": code, **{k: v for k, v in sent.items() if k != "ReturnValue"}}
    uri = names.class_uri(V2, "Msvm_X")
    read = through(InvokeReply(uri, "Do", CimInstance("", output)))
    assert isinstance(read, InvokeReply)
    assert (read.resource_uri, read.method) == (uri, "Do")
    assert same(read.output.properties, wire(output))
    assert list(read.output.properties)[-1] == "ReturnValue"


@PATIENT
@given(identifiers, st.dictionaries(identifiers, values, max_size=6))
def test_method_input(method, sent):
    uri = names.class_uri(V2, "Msvm_X")
    body = Invoke(method, tuple(sent.items()))
    read = decode_request(encode_request(Request(RequestHeader(f"{uri}/{method}", uri), body))).body
    assert isinstance(read, Invoke)
    assert read.method == method
    assert same(dict(read.arguments), {k: v for k, v in wire(sent).items() if v is not None})


@PATIENT
@given(st.lists(properties, max_size=3), st.booleans())
def test_rows(sent, is_end):
    items = tuple(Item(CimInstance("", row), None, tuple(row)) for row in sent)
    for kind in (EnumerateReply, PullReply):
        read = through(kind("" if is_end else "uuid:C", items, is_end))
        assert isinstance(read, kind)
        assert (read.context, read.is_end) == ("" if is_end else "uuid:C", is_end)
        assert len(read.items) == len(sent)
        for item, row in zip(read.items, sent, strict=True):
            assert item.instance is not None
            assert not item.instance.class_name
            assert same(item.instance.properties, wire(row))


@PATIENT
@given(references(), properties)
def test_items_in_every_mode(reference, sent):
    item = Item(CimInstance(reference.class_name, sent), reference)
    for mode, has_object, has_reference in (
        (MODE_OBJECT, True, False),
        (MODE_EPR, False, True),
        (MODE_OBJECT_AND_EPR, True, True),
        (None, True, True),
    ):
        body = PullReply("", rendered=(item_text(item, mode),), is_end=True)
        read = through(body).items[0]
        assert read.reference == (reference if has_reference else None)
        assert (read.instance is not None) == has_object
        if read.instance is not None:
            assert read.instance.reference == read.reference
            assert same(read.instance.properties, wire(sent))


@PATIENT
@given(st.lists(texts, max_size=4), texts)
def test_header_of_a_request(selectors, text):
    header = RequestHeader(
        action=names.ACTION_GET,
        resource_uri=names.class_uri(V2, "Msvm_X"),
        message_id="uuid:A",
        to="http://host/wsman",
        selectors=tuple((f"K{n}", value) for n, value in enumerate(selectors)),
        options=(("Some", text),),
        session_id="uuid:S",
        operation_id="uuid:O",
        max_envelope_size=8192,
        operation_timeout_s=12.5,
        locale="zh-CN",
    )
    assert decode_request(encode_request(Request(header, Get()))) == Request(header, Get())


@PATIENT
@given(
    st.one_of(
        st.none(),
        st.builds(WqlFilter, texts.map(str.strip)),
        st.builds(SelectorFilter, st.lists(st.tuples(keys, texts), max_size=3).map(tuple)),
        st.builds(AssociationFilter, references(), *[identifiers | st.just("")] * 4, st.booleans()),
    ),
    st.sampled_from([MODE_OBJECT, MODE_EPR, MODE_OBJECT_AND_EPR]),
    st.none() | st.integers(1, 32000),
)
def test_enumerate(chosen, mode, count):
    body = Enumerate(chosen, mode, optimize=True, max_elements=count)
    header = RequestHeader(names.ACTION_ENUMERATE, names.class_uri(V2, "*"))
    assert decode_request(encode_request(Request(header, body))) == Request(header, body)


@pytest.mark.parametrize("body", [Pull("uuid:C", None), Pull("uuid:C", 7), Release("uuid:<C>")])
def test_pull_and_release(body):
    action = names.ACTION_PULL if isinstance(body, Pull) else names.ACTION_RELEASE
    header = RequestHeader(action, names.class_uri(V2, "*"))
    assert decode_request(encode_request(Request(header, body))) == Request(header, body)


def test_release_reply():
    assert through(ReleaseReply()) == ReleaseReply()


def test_plain_enumeration_is_not_optimized():
    header = RequestHeader(names.ACTION_ENUMERATE, names.class_uri(V2, "Msvm_X"))
    body = Enumerate(None, optimize=False, max_elements=None)
    assert decode_request(encode_request(Request(header, body))).body == body


def test_identify_reply():
    reply = IdentifyReply(
        names.PROTOCOL_VERSION, "Microsoft Corporation", "OS: 10.0.20348 SP: 0.0 Stack: 3.0"
    )
    assert through(reply) == reply


@PATIENT
@given(
    st.integers(1, 2**32 - 1),
    st.sampled_from(["w:InvalidSelectors", "a:DestinationUnreachable", "n:TimedOut", ""]),
    texts.map(str.strip),
    st.booleans(),
    st.booleans(),
    texts.map(str.strip),
)
def test_fault(code, subcode, reason, is_sender, provider, wmi_text):
    wmi_code = 0x80041002 if provider else 0
    sent = Fault(
        code,
        subcode,
        reason or "?",
        is_sender,
        "urn:detail",
        "host",
        provider,
        wmi_code,
        wmi_text if provider else "",
    )
    assert through(sent) == sent


@PATIENT
@given(st.text(max_size=40))
def test_no_text_breaks_a_message(text):
    """Control characters, half surrogates, noncharacters: replaced, never passed on."""
    row = Item(CimInstance("", {"A": text}), None, ("A",))
    read = through(PullReply("uuid:C", (row,)))
    assert read.items[0].instance is not None
    value = read.items[0].instance.properties["A"]
    assert len(value) == len(text)
    kept = [a == b for a, b in zip(value, text, strict=True)]
    assert all(same or value[n] == "�" for n, same in enumerate(kept))
    header = RequestHeader(names.ACTION_ENUMERATE, names.class_uri(V2, "*"))
    request = decode_request(encode_request(Request(header, Enumerate(WqlFilter(f"x{text}x")))))
    assert isinstance(request.body, Enumerate)


@PATIENT
@given(texts)
def test_size_is_what_windows_counts(text):
    assert utf16_size(text) == len(text.encode("utf-16-le"))


TYPES = {
    **{kind: st.integers(low, high) for kind, (low, high) in INTEGER_RANGES.items()},
    "string": texts,
    "boolean": st.booleans(),
    "real64": st.floats(allow_nan=False),
}


@PATIENT
@given(
    identifiers,
    st.dictionaries(
        identifiers,
        st.one_of(
            *[
                st.tuples(st.just(kind), strategy | st.lists(strategy, max_size=3).map(tuple))
                for kind, strategy in TYPES.items()
            ],
            st.tuples(st.just("datetime"), moments | intervals),
        ),
        max_size=6,
    ),
)
def test_embedded_object(class_name, typed):
    types = {name: kind for name, (kind, _) in typed.items()}
    sent = CimInstance(class_name, {name: value for name, (_, value) in typed.items()})
    text = encode_embedded(sent, types)
    assert decode_embedded(text) == sent
    assert "&amp;" not in text
    assert "&lt;" not in text


@PATIENT
@given(texts)
def test_embedded_object_survives_a_method_call(note):
    """Escaped twice and unescaped twice."""
    sent = CimInstance("Msvm_X", {"Notes": (note,)})
    uri = names.class_uri(V2, "Msvm_Y")
    body = Invoke("Do", (("Settings", encode_embedded(sent, {"Notes": "string"})),))
    read = decode_request(encode_request(Request(RequestHeader(f"{uri}/Do", uri), body))).body
    assert isinstance(read, Invoke)
    assert decode_embedded(read.arguments[0][1]) == sent
