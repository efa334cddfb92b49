"""What cannot be read is refused as ``Malformed``, soon, and never as anything else."""

import contextlib
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.model.errors import Malformed
from console.wsman import names
from console.wsman.cimxml import decode_embedded
from console.wsman.decode import decode_reply, decode_request

# The machine may be busy: time is no property of a codec.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

DATA = Path(__file__).parent / "data"
GOLDEN = Path(__file__).parent / "golden"
PULL = (DATA / "real-pull-computersystem-host.xml").read_bytes().strip()
GET = (GOLDEN / "request-get.xml").read_bytes()
SECONDS = 5.0

SOAP = names.SOAP.encode()
XSI = names.XSI.encode()


def envelope(body: bytes, header: bytes = b"") -> bytes:
    return b'<s:Envelope xmlns:s="%s"><s:Header>%s</s:Header><s:Body>%s</s:Body></s:Envelope>' % (
        SOAP,
        header,
        body,
    )


def items(content: bytes) -> bytes:
    space = names.ENUMERATION.encode()
    return envelope(
        b'<n:PullResponse xmlns:n="%s" xmlns:w="%s" xmlns:a="%s"><n:Items>%s</n:Items>'
        b"<n:EndOfSequence/></n:PullResponse>"
        % (space, names.WSMAN.encode(), names.ADDRESSING.encode(), content)
    )


BOMB = b'<!DOCTYPE a [<!ENTITY a0 "ha">%s]>' % b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
)
SELECTOR = b'<w:Selector Name="K">%s</w:Selector>'


def nested_reference(depth: int) -> bytes:
    uri = names.class_uri(names.HYPERV_NAMESPACE, "X").encode()
    text = b"x"
    for _ in range(depth):
        text = (
            b"<a:EndpointReference><a:ReferenceParameters><w:ResourceURI>%s</w:ResourceURI>"
            b"<w:SelectorSet>%s</w:SelectorSet></a:ReferenceParameters></a:EndpointReference>"
            % (uri, SELECTOR % text)
        )
    return text


def nested_object(depth: int) -> bytes:
    return b"<w:XmlFragment>%sx%s</w:XmlFragment>" % (b"<q>" * depth, b"</q>" * depth)


CORPUS = {
    "empty": b"",
    "blank": b"  \n",
    "mark_only": b"\xef\xbb\xbf",
    "text": b"401 Unauthorized",
    "html": b"<!DOCTYPE html><html><head><title>Sign in</title></head><body>Hi<br></body></html>",
    "xhtml": b"<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>",
    "zeros": b"\0" * 1000,
    "binary": bytes(range(256)) * 10,
    "truncated": PULL[:-40],
    "truncated_in_utf8": PULL[: PULL.index("ホスト".encode()) + 1],
    "two_roots": PULL + PULL,
    "soap_1_1": PULL.replace(SOAP, b"http://schemas.xmlsoap.org/soap/envelope/"),
    "no_namespace": b"<Envelope><Header/><Body/></Envelope>",
    "no_body": b'<s:Envelope xmlns:s="%s"><s:Header/></s:Envelope>' % SOAP,
    "body_elsewhere": b'<s:Envelope xmlns:s="%s"><x><s:Body/></x></s:Envelope>' % SOAP,
    "unknown_content": envelope(b"<a/>"),
    "nothing": envelope(b""),
    "harmless_doctype": b"<!DOCTYPE x>" + PULL,
    "doctype_after_comment": b'<?xml version="1.0"?><!-- <a> --><?x y?>\n<!DOCTYPE x []>' + PULL,
    "doctype_after_mark": b"\xef\xbb\xbf<!DOCTYPE x>" + PULL,
    "doctype_in_utf16": ("<!DOCTYPE x>" + PULL.decode()).encode("utf-16"),
    "external_dtd": b'<!DOCTYPE a SYSTEM "file:///etc/passwd">' + PULL,
    "entity_bomb": BOMB + PULL.replace(b"scrubbed-1", b"&a11;", 1),
    "entity_bomb_in_attribute": BOMB + PULL.replace(b"ja-JP", b"&a11;", 1),
    "external_entity": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    + PULL.replace(b"scrubbed-1", b"&x;", 1),
    "parameter_entity": b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://192.0.2.1/"> %x;]>' + PULL,
    "undefined_entity": PULL.replace(b"scrubbed-1", b"&nbsp;", 1),
    "undeclared_prefix": PULL.replace(b"<n:Items>", b"<q:Items>"),
    "control_character": PULL.replace(b"scrubbed-1", b"\x01", 1),
    "control_reference": PULL.replace(b"scrubbed-1", b"&#1;", 1),
    "half_character": PULL.replace(b"scrubbed-1", b"\xed\xa0\x80", 1),
    "latin_1": PULL.replace(b"scrubbed-1", b"\xe9", 1),
    "declared_latin_1": b'<?xml version="1.0" encoding="iso-8859-1"?>'
    + PULL.replace(b"scrubbed-1", b"\xe9", 1),
    "utf_7": b'<?xml version="1.0" encoding="utf-7"?>+ADw-s:Envelope/+AD4-',
    "utf_16_odd": PULL.decode().encode("utf-16")[:-1],
    "utf_32": PULL.decode().encode("utf-32"),
    "deep": b"<a>" * 200_000,
    "deep_and_closed": b"<a>" * 100_000 + b"</a>" * 100_000,
    "deep_in_body": envelope(b"<a>" * 300 + b"</a>" * 300),
    "deep_objects": items(nested_object(60)),
    "deep_references": items(nested_reference(40)),
    "wide": items(b"<w:XmlFragment>" + b"<a/>" * 600_000 + b"</w:XmlFragment>"),
    "many_attributes": b"<a %s/>" % b" ".join(b'a%d=""' % n for n in range(200_000)),
    "same_attribute": b"<a %s/>" % (b'a="" ' * 100_000),
    "long_name": b"<%s/>" % (b"a" * 5_000_000),
    "long_comment": b"<!--" + b"- " * 4_000_000,
    "many_comments": b"<!---->" * 500_000 + b"<!DOCTYPE",
    "many_declarations": b"<?x?>" * 500_000,
    "spaces": b" " * 15_000_000,
    "too_large": PULL.replace(b"scrubbed-1", b"x" * 17_000_000, 1),
    "long_text": PULL.replace(b"scrubbed-1", b"x" * 12_000_000, 1),
}


@pytest.mark.parametrize("decode", [decode_reply, decode_request])
@pytest.mark.parametrize("name", CORPUS)
def test_corpus(name, decode):
    start = time.monotonic()
    with pytest.raises(Malformed):
        decode(CORPUS[name])
    assert time.monotonic() - start < SECONDS


@pytest.mark.parametrize(
    "content",
    [
        b"<a:EndpointReference/>",
        b"<a:EndpointReference><a:ReferenceParameters/></a:EndpointReference>",
        b"<w:Item/>",
        nested_reference(1).replace(b' Name="K"', b""),
        b"<w:XmlFragment><R><a:Address/></R></w:XmlFragment>",
    ],
    ids=["no_parameters", "no_resource", "empty_item", "nameless_selector", "reference_value"],
)
def test_broken_items(content):
    with pytest.raises(Malformed):
        decode_reply(items(content))


def test_reasonable_nesting_is_read():
    assert decode_reply(items(nested_reference(5) + nested_object(10))).body


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<w:MaxEnvelopeSize s:mustUnderstand=\"true\">512000", b"<w:MaxEnvelopeSize>many"),
        (b"<w:MaxEnvelopeSize s:mustUnderstand=\"true\">512000", b"<w:MaxEnvelopeSize>-1"),
        (b">512000", b">" + b"9" * 6000),
        (b"PT20.000S", b"20 s"),
        (b"PT20.000S", b"PT" + b"9" * 6000 + b"S"),
        (b"PT20.000S", b"P" + b"9" * 18 + b"D"),
        (b' Name="Name"', b""),
        (b"transfer/Get", b"transfer/Put"),
        (b"transfer/Get", b"enumeration/Pull"),
        (b"http://schemas.xmlsoap.org/ws/2004/09/transfer/Get", b"  "),
    ],
)  # fmt: skip
def test_broken_requests(old: bytes, new: bytes):
    assert old in GET
    with pytest.raises(Malformed):
        decode_request(GET.replace(old, new))


def test_request_without_header():
    with pytest.raises(Malformed):
        decode_request(b'<s:Envelope xmlns:s="%s"><s:Body/></s:Envelope>' % SOAP)


def test_pull_with_the_body_of_another_operation():
    pull = (GOLDEN / "request-pull.xml").read_bytes()
    with pytest.raises(Malformed):
        decode_request(pull.replace(b"n:Pull>", b"n:Release>"))


def test_association_filter_without_object():
    data = (GOLDEN / "request-enumerate-association.xml").read_bytes()
    with pytest.raises(Malformed):
        decode_request(data.replace(b"b:Object>", b"b:Subject>"))


def test_smaller_limit():
    with pytest.raises(Malformed):
        decode_request(GET, max_bytes=1000)
    with pytest.raises(Malformed):
        decode_reply(PULL, max_bytes=1000)


def test_utf_16_is_read():
    text = PULL.decode()
    declared = '<?xml version="1.0" encoding="utf-16"?>' + text
    expected = decode_reply(PULL)
    assert decode_reply(declared.encode("utf-16")) == expected
    assert decode_reply(b"\xfe\xff" + text.encode("utf-16-be")) == expected
    assert decode_reply(text.encode("utf-16-le")) == expected


def test_comments_and_instructions_are_no_content():
    noisy = PULL.replace(b">scrubbed-1<", b"><?php x?>scrub<!-- </p:Name> -->bed-1<")
    assert decode_reply(b"<!-- <!DOCTYPE x> -->" + noisy) == decode_reply(PULL)


def test_text_of_a_section_is_text():
    data = PULL.replace(b">OK<", b"><![CDATA[<!DOCTYPE & ]]>!<", 1)
    instance = decode_reply(data).body.items[0].instance
    assert instance.text("Status") == "<!DOCTYPE & !"


def mutations(source: bytes):
    position = st.integers(0, len(source))
    piece = st.binary(max_size=6) | st.sampled_from(
        [b"<", b">", b"</a>", b"<!--", b"&", b'"', b"<![CDATA[", b"\xff\xfe", b"xsi:nil"]
    )
    edit = st.tuples(position, st.integers(0, 200), piece)
    return st.lists(edit, min_size=1, max_size=4).map(lambda edits: mutate(source, edits))


def mutate(source: bytes, edits) -> bytes:
    for start, length, piece in edits:
        source = source[:start] + piece + source[start + length :]
    return source


FUZZED = [
    (decode_reply, PULL),
    (decode_reply, (DATA / "realshape-RequestStateChangeResponse.resp.xml").read_bytes()),
    (decode_reply, (GOLDEN / "fault-provider.xml").read_bytes()),
    (decode_request, (GOLDEN / "request-enumerate-association.xml").read_bytes()),
    (decode_request, (GOLDEN / "request-invoke-embedded.xml").read_bytes()),
]


@PATIENT
@given(st.sampled_from(FUZZED).flatmap(lambda one: st.tuples(st.just(one[0]), mutations(one[1]))))
def test_damaged_messages_are_read_or_refused(case):
    decode, data = case
    with contextlib.suppress(Malformed):
        decode(data)


@PATIENT
@given(st.sampled_from([decode_reply, decode_request]), st.binary(max_size=200))
def test_noise_is_refused(decode, data):
    with pytest.raises(Malformed):
        decode(data)


EMBEDDED = (
    '<INSTANCE CLASSNAME="X"><PROPERTY NAME="A" TYPE="uint8"><VALUE>1</VALUE></PROPERTY>'
    '<PROPERTY.ARRAY NAME="B" TYPE="datetime"><VALUE.ARRAY><VALUE>20240102030405.000000+000'
    "</VALUE></VALUE.ARRAY></PROPERTY.ARRAY></INSTANCE>"
)


@PATIENT
@given(mutations(EMBEDDED.encode()))
def test_damaged_embedded_objects_are_read_or_refused(data):
    with contextlib.suppress(Malformed):
        decode_embedded(data.decode(errors="surrogateescape"))
