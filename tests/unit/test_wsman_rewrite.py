"""Values are replaced where they stand; everything else stays."""

from pathlib import Path

import pytest

from console.model.errors import Malformed
from console.wsman.decode import decode_reply, decode_request
from console.wsman.rewrite import NAMESPACE, Place, rewrite

DATA = Path(__file__).parents[1] / "protocol" / "data"
TEXT = (
    b'<a:A xmlns:a="urn:a" a:x="1" y="2"><a:B Name="n">t<C/> tail </a:B>'
    b'<PROPERTY NAME="p"><VALUE>v</VALUE></PROPERTY><a:D> </a:D></a:A>'
)


def test_every_value_is_seen_with_its_place():
    seen: dict[tuple[str, str, str], str] = {}  # of the text before and after C, the latter

    def look(place: Place, text: str) -> str:
        seen["/".join(place.path), place.attribute, place.label] = text
        return text

    assert rewrite(TEXT, look) == TEXT
    assert seen == {
        ("A", NAMESPACE, ""): "urn:a",
        ("A", "x", ""): "1",
        ("A", "y", ""): "2",
        ("A/B", "Name", "n"): "n",
        ("A/B", "", "n"): " tail ",
        ("A/PROPERTY", "NAME", "p"): "p",
        ("A/PROPERTY/VALUE", "", "p"): "v",
    }
    assert Place(("A", "B")).element == "B"


def test_values_are_replaced_and_the_shape_is_kept():
    found = rewrite(TEXT, lambda place, text: text if place.attribute == NAMESPACE else "<&>")
    assert found == (
        b'<a:A xmlns:a="urn:a" a:x="&lt;&amp;&gt;" y="&lt;&amp;&gt;">'
        b'<a:B Name="&lt;&amp;&gt;">&lt;&amp;&gt;<C/>&lt;&amp;&gt;</a:B>'
        b'<PROPERTY NAME="&lt;&amp;&gt;"><VALUE>&lt;&amp;&gt;</VALUE></PROPERTY><a:D> </a:D></a:A>'
    )


@pytest.mark.parametrize("path", sorted(DATA.glob("*.xml")), ids=lambda path: path.stem)
def test_recorded_envelopes_keep_their_text(path: Path):
    data = path.read_bytes().strip()
    again = rewrite(data, lambda _place, text: text)
    assert rewrite(again, lambda _place, text: text) == again
    read = decode_request if ".req" in path.name else decode_reply
    if "winrs" not in path.name or read is decode_request:
        assert read(again) == read(data)


def test_a_namespace_can_be_refused():
    with pytest.raises(Malformed):
        rewrite(TEXT, lambda _place, _text: "x")


@pytest.mark.parametrize("data", [b"", b"<a", b"<!DOCTYPE a><a/>"])
def test_what_is_no_document_is_refused(data: bytes):
    with pytest.raises(Malformed):
        rewrite(data, lambda _place, text: text)
