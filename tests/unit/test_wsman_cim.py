"""Typed access to values, in all forms in which hosts deliver them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.model.errors import Malformed
from console.wsman import names
from console.wsman.cim import (
    CimInstance,
    CimReference,
    format_dmtf_interval,
    format_dmtf_moment,
    format_interval,
    format_moment,
    parse_interval,
    parse_moment,
)

# The machine may be busy: time is no property of a codec.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

REFERENCE = CimReference(
    names.class_uri("root/cimv2", "Win32_X") + "?x=y", (("Name", "a"), ("Of", CimReference("u")))
)


def having(value) -> CimInstance:
    return CimInstance("X", {"A": value})


def test_reference():
    assert REFERENCE.class_name == "Win32_X"
    assert REFERENCE.selector("NAME") == "a"
    assert REFERENCE.selector("Of") == ""
    assert REFERENCE.selector("Missing") == ""


def test_text():
    assert having("x").text("A") == "x"
    assert having(None).text("A", "-") == "-"
    assert having("x").text("B", "-") == "-"
    for wrong in (("x", "y"), REFERENCE, CimInstance("Y"), 5):
        with pytest.raises(Malformed):
            having(wrong).text("A")


def test_texts():
    assert having("x").texts("A") == ("x",)
    assert having(("x", "y")).texts("A") == ("x", "y")
    assert having(None).texts("A") == having("x").texts("B") == having(()).texts("A") == ()


def test_integer():
    assert having("18446744073709551615").integer("A") == 2**64 - 1
    assert having(-5).integer("A") == -5
    assert having(None).integer("A") is None
    for wrong in ("", "x", "1.5", "9" * 5000, True, ("1", "2"), REFERENCE):
        with pytest.raises(Malformed):
            having(wrong).integer("A")


def test_integers():
    assert having(("1", "2")).integers("A") == (1, 2)
    assert having("1").integers("A") == (1,)
    with pytest.raises(Malformed):
        having(("1", "x")).integers("A")


@pytest.mark.parametrize("text", ["true", "True", "TRUE", "1", " true "])
def test_true(text: str):
    assert having(text).boolean("A") is True


@pytest.mark.parametrize("text", ["false", "False", "0"])
def test_false(text: str):
    assert having(text).boolean("A") is False


def test_boolean():
    assert having(True).boolean("A") is True
    assert having(None).boolean("A") is None
    for wrong in ("yes", "", 1, ("true", "true")):
        with pytest.raises(Malformed):
            having(wrong).boolean("A")


NINE_THIRTY = datetime(2024, 1, 5, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-05T09:30:00Z",
        "2024-01-05T09:30:00.0000000Z",
        "2024-01-05T10:30:00+01:00",
        "2024-01-05T09:30:00",
        "20240105093000.000000+000",
        "20240105103000.000000+060",
    ],
)
def test_moment(text: str):
    assert having(text).moment("A") == NINE_THIRTY


def test_moment_of_other_forms():
    assert having(NINE_THIRTY).moment("A") == NINE_THIRTY
    assert having(None).moment("A") is None
    assert having("1601-01-01T00:00:00Z").moment("A") is None
    assert having("16010101000000.000000+000").moment("A") is None
    for wrong in ("", "soon", "20249999093000.000000+000", timedelta(1), ("a", "b")):
        with pytest.raises(Malformed):
            having(wrong).moment("A")


@pytest.mark.parametrize("text", ["P0DT0H30M0S", "PT30M", "PT1800S", "00000000003000.000000:000"])
def test_interval(text: str):
    assert having(text).interval("A") == timedelta(minutes=30)


def test_interval_of_other_forms():
    assert having(timedelta(1)).interval("A") == timedelta(1)
    assert having(None).interval("A") is None
    assert having("P1DT2H3M4.5S").interval("A") == timedelta(1, 4, 500000, 0, 3, 2)
    for wrong in ("", "P", "PT", "30", "P1Y", NINE_THIRTY, "PT" + "9" * 6000 + "S"):
        with pytest.raises(Malformed):
            having(wrong).interval("A")
    for wrong in ("P99999999999D", f"P{'9' * 20}D"):
        with pytest.raises(Malformed):
            having(wrong).interval("A")


def test_octets():
    assert having("AAH/").octets("A") == b"\x00\x01\xff"
    assert having(("0", "1", "255")).octets("A") == b"\x00\x01\xff"
    assert having(None).octets("A") == b""
    assert having(7).octets("A") == b"\x07"
    for wrong in ("A", ("256", "1"), ("x", "y")):
        with pytest.raises(Malformed):
            having(wrong).octets("A")


def test_target_and_objects():
    assert having(REFERENCE).target("A") == REFERENCE
    assert having(None).target("A") is None
    inner = CimInstance("Y", {"B": "1"})
    assert having(inner).objects("A") == (inner,)
    assert having((inner, inner)).objects("A") == (inner, inner)
    assert having(None).objects("A") == ()
    with pytest.raises(Malformed):
        having("x").target("A")
    with pytest.raises(Malformed):
        having("x").objects("A")


def test_moments_are_written_in_utc_without_trailing_zeros():
    local = datetime(2024, 1, 5, 10, 30, 0, 120000, tzinfo=timezone(timedelta(hours=1)))
    assert format_moment(local) == "2024-01-05T09:30:00.12Z"
    assert format_moment(NINE_THIRTY) == "2024-01-05T09:30:00Z"
    assert format_dmtf_moment(local) == "20240105093000.120000+000"


def test_moments_before_the_year_1000_keep_four_digits():
    early = datetime(1, 1, 2, tzinfo=UTC)
    assert parse_moment(format_moment(early)) == early
    assert parse_moment(format_dmtf_moment(early)) == early


def test_intervals_are_written_as_windows_does():
    span = timedelta(days=2, hours=3, minutes=4, seconds=5, microseconds=60)
    assert format_interval(span) == "P2DT3H4M5.00006S"
    assert format_interval(timedelta(minutes=30)) == "P0DT0H30M0S"
    assert format_dmtf_interval(span) == "00000002030405.000060:000"


@PATIENT
@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=99_999_999)))
def test_intervals_come_back(span: timedelta):
    assert parse_interval(format_interval(span)) == span
    assert parse_interval(format_dmtf_interval(span)) == span


@PATIENT
@given(st.text(max_size=40))
def test_no_text_breaks_the_readers(text: str):
    for read in (
        parse_moment,
        parse_interval,
        having(text).integer,
        having(text).boolean,
        having(text).octets,
    ):
        try:
            read(text if read in {parse_moment, parse_interval} else "A")
        except Malformed:
            continue
