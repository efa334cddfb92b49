"""Small readers over elements; the parser's refusals are tested with whole messages."""

import re

import pytest

from console.model.errors import Malformed
from console.wsman import xml
from console.wsman.xml import (
    attribute,
    child,
    children,
    local_name,
    namespace_of,
    parse,
    parse_envelope,
    text_of,
)

ROOT = parse(b'<r xmlns:a="urn:a" n="1"><a:x> one </a:x><x/><a:x k="v"/><a:y/></r>')


def test_names():
    first = ROOT[0]
    assert (namespace_of(first), local_name(first)) == ("urn:a", "x")
    assert (namespace_of(ROOT), local_name(ROOT)) == ("", "r")


def test_children():
    found = child(ROOT, "urn:a", "x")
    assert found is not None
    assert found.text == " one "
    assert len(list(children(ROOT, "urn:a", "x"))) == 2
    assert child(ROOT, "urn:b", "x") is None


def test_text():
    assert text_of(ROOT, "urn:a", "x") == "one"
    assert text_of(ROOT, "urn:a", "y", "-") == ""
    assert text_of(ROOT, "urn:a", "z", "-") == "-"
    assert text_of(None, "urn:a", "x") == ""


def test_attributes():
    assert attribute(ROOT, "n") == "1"
    assert attribute(ROOT, "m", "-") == "-"


def test_limit_counts_bytes():
    assert parse(b"<a/>", max_bytes=4) is not None
    with pytest.raises(Malformed):
        parse(b"<a />", max_bytes=4)


def test_document_type_is_refused_twice(monkeypatch: pytest.MonkeyPatch):
    """Should the look at the start miss one, the parser's own report does not."""
    monkeypatch.setattr(xml, "_DOCTYPE", re.compile(b"(?!)"))
    with pytest.raises(Malformed, match="document type"):
        parse(b"<!DOCTYPE a><a/>")


def test_envelope_needs_no_header():
    data = b'<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body/></s:Envelope>'
    header, body = parse_envelope(data)
    assert header is None
    assert local_name(body) == "Body"
