"""Text into XML and back."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.wsman.escape import escape_attribute, escape_numeric, escape_text
from console.wsman.xml import attribute, parse

# The machine may be busy: time is no property of a codec.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

readable = st.text(
    st.characters(codec="utf-8", exclude_characters="\ufffe\uffff", exclude_categories=("Cc",))
    | st.sampled_from("\t\n\r&<>\"']")
)


@PATIENT
@given(readable)
def test_text_comes_back(text: str):
    assert (parse(f"<a>{escape_text(text)}</a>".encode()).text or "") == text
    assert (parse(f"<a>{escape_numeric(text)}</a>".encode()).text or "") == text


@PATIENT
@given(readable)
def test_attribute_comes_back(text: str):
    assert attribute(parse(f'<a b="{escape_attribute(text)}"/>'.encode()), "b") == text


@PATIENT
@given(st.text())
def test_everything_can_be_written(text: str):
    for escape in (escape_text, escape_numeric):
        assert len(parse(f"<a>{escape(text)}</a>".encode()).text or "") == len(text)
    assert len(attribute(parse(f'<a b="{escape_attribute(text)}"/>'.encode()), "b")) == len(text)


def test_what_xml_cannot_say_is_replaced():
    assert escape_text("a\x00\x0b\x1f\ud800\uffffb") == "a�����b"


def test_plain_text_is_left_alone():
    assert escape_text("a \"b\" 'c'\n\td") == "a \"b\" 'c'\n\td"
    assert escape_text("<&>\r") == "&lt;&amp;&gt;&#13;"
    assert escape_attribute('"\n') == "&quot;&#10;"
