"""Embedded instances: the exact text that Hyper-V takes, and every text that it gives."""

from datetime import UTC, datetime, timedelta

import pytest

from console.model.errors import Malformed
from console.wsman.cim import CimInstance, CimReference
from console.wsman.cimxml import decode_embedded, encode_embedded


def written(value, kind: str) -> str:
    return encode_embedded(CimInstance("X", {"A": value}), {"A": kind})


def scalar(value: str, kind: str) -> str:
    return (
        f'<INSTANCE CLASSNAME="X"><PROPERTY NAME="A" TYPE="{kind}"><VALUE>{value}</VALUE>'
        "</PROPERTY></INSTANCE>"
    )


def array(values: tuple[str, ...], kind: str) -> str:
    inner = "".join(f"<VALUE>{value}</VALUE>" for value in values)
    return (
        f'<INSTANCE CLASSNAME="X"><PROPERTY.ARRAY NAME="A" TYPE="{kind}"><VALUE.ARRAY>{inner}'
        "</VALUE.ARRAY></PROPERTY.ARRAY></INSTANCE>"
    )


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        ("web01", "string", "web01"),
        ("R&D <\"'>", "string", "R&#38;D &#60;&#34;&#39;&#62;"),
        ("C:\\a\n b", "string", "C:\\a\n b"),
        ("a\r\tb", "string", "a&#13;&#9;b"),
        ("a\x00\x1fb\ud800\ufffe", "string", "a��b��"),
        ("", "string", ""),
        (True, "boolean", "true"),
        ("False", "boolean", "false"),
        (2**64 - 1, "uint64", "18446744073709551615"),
        ("-5", "sint8", "-5"),
        (1.5, "real32", "1.5"),
        ("2.5", "real64", "2.5"),
        (datetime(2024, 1, 5, 9, 30, tzinfo=UTC), "datetime", "20240105093000.000000+000"),
        ("2024-01-05T09:30:00Z", "datetime", "20240105093000.000000+000"),
        (timedelta(minutes=30), "datetime", "00000000003000.000000:000"),
        ("P0DT0H30M0S", "datetime", "00000000003000.000000:000"),
        ("00000000003000.000000:000", "datetime", "00000000003000.000000:000"),
        ("20240105******.******+000", "datetime", "20240105******.******+000"),
    ],
)
def test_scalar(value, kind: str, text: str):
    assert written(value, kind) == scalar(text, kind)


def test_arrays_of_none_one_and_many():
    assert written((), "string") == array((), "string")
    assert written(("a",), "string[]") == array(("a",), "string")
    assert written((1, "2"), "uint16") == array(("1", "2"), "uint16")


def test_single_value_of_an_array_property():
    """A one-element array looks like a scalar when it comes from a host."""
    assert written("C:\\a.vhdx", "string[]") == array(("C:\\a.vhdx",), "string")


def test_null_is_left_out():
    assert written(None, "string") == '<INSTANCE CLASSNAME="X"></INSTANCE>'


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (256, "uint8"),
        (-1, "uint16"),
        (True, "uint16"),
        ("1_0", "uint16"),
        ("", "uint16"),
        ("9" * 5000, "uint64"),
        (1.0, "uint16"),
        ("yes", "boolean"),
        (1, "boolean"),
        (5, "string"),
        ("x", "real32"),
        (10**400, "real64"),
        (CimReference("u"), "real64"),
        ("soon", "datetime"),
        (5, "datetime"),
        (CimReference("u"), "string"),
        (CimInstance("Y"), "string"),
        (("a", 5), "string"),
    ],
)
def test_value_that_does_not_fit(value, kind: str):
    with pytest.raises(ValueError, match=r"^A: "):
        written(value, kind)


def test_property_of_unknown_type():
    with pytest.raises(ValueError, match=r"^A: "):
        encode_embedded(CimInstance("X", {"A": "x"}), {})


def test_values_are_read_by_their_type():
    text = """<?xml version="1.0" encoding="utf-16"?>
    <INSTANCE CLASSNAME="Msvm_X">
      <QUALIFIER NAME="Q" TYPE="string"><VALUE>x</VALUE></QUALIFIER>
      <PROPERTY NAME="S" CLASSORIGIN="Y" TYPE="string" PROPAGATED="true"><VALUE> a </VALUE>
        </PROPERTY>
      <PROPERTY NAME="Cut" TYPE="string"><VALUE><![CDATA[<a> & b]]></VALUE></PROPERTY>
      <PROPERTY NAME="Empty" TYPE="string"><VALUE/></PROPERTY>
      <PROPERTY NAME="Null" TYPE="string"></PROPERTY>
      <PROPERTY NAME="N" TYPE="uint16"><VALUE> 5 </VALUE></PROPERTY>
      <PROPERTY NAME="B" TYPE="boolean"><VALUE>TRUE</VALUE></PROPERTY>
      <PROPERTY NAME="R" TYPE="real64"><VALUE>1.5</VALUE></PROPERTY>
      <PROPERTY NAME="T" TYPE="datetime"><VALUE>20240105093000.000000+000</VALUE></PROPERTY>
      <PROPERTY NAME="I" TYPE="datetime"><VALUE>00000000003000.000000:000</VALUE></PROPERTY>
      <PROPERTY NAME="W" TYPE="datetime"><VALUE>2024**********.******+000</VALUE></PROPERTY>
      <PROPERTY NAME="Untyped"><VALUE>x</VALUE></PROPERTY>
      <PROPERTY.ARRAY NAME="A" TYPE="uint8"><VALUE.ARRAY><VALUE>1</VALUE><VALUE>255</VALUE>
        </VALUE.ARRAY></PROPERTY.ARRAY>
      <PROPERTY.ARRAY NAME="NoArray" TYPE="uint8"></PROPERTY.ARRAY>
      <PROPERTY.OBJECT NAME="O" TYPE="object"><VALUE.OBJECT><INSTANCE CLASSNAME="Y"/>
        </VALUE.OBJECT></PROPERTY.OBJECT>
      <PROPERTY.OBJECT NAME="NoObject" TYPE="object"></PROPERTY.OBJECT>
      <PROPERTY.OBJECTARRAY NAME="Os" TYPE="object"><VALUE.OBJECTARRAY><VALUE.OBJECT>
        <INSTANCE CLASSNAME="Y"><PROPERTY NAME="N" TYPE="sint8"><VALUE>-1</VALUE></PROPERTY>
        </INSTANCE></VALUE.OBJECT></VALUE.OBJECTARRAY></PROPERTY.OBJECTARRAY>
      <PROPERTY.OBJECTARRAY NAME="NoOs" TYPE="object"/>
      <PROPERTY.REFERENCE NAME="Ref" REFERENCECLASS="Y"/>
    </INSTANCE>"""
    assert decode_embedded(text) == CimInstance(
        "Msvm_X",
        {
            "S": " a ",
            "Cut": "<a> & b",
            "Empty": "",
            "Null": None,
            "N": 5,
            "B": True,
            "R": 1.5,
            "T": datetime(2024, 1, 5, 9, 30, tzinfo=UTC),
            "I": timedelta(minutes=30),
            "W": "2024**********.******+000",
            "Untyped": "x",
            "A": (1, 255),
            "NoArray": None,
            "O": CimInstance("Y"),
            "NoObject": None,
            "Os": (CimInstance("Y", {"N": -1}),),
            "NoOs": None,
        },
    )


def test_typed_access_works_on_what_was_read():
    read = decode_embedded(scalar("5", "uint16"))
    assert read.integer("A") == 5
    assert decode_embedded(scalar("true", "boolean")).boolean("A") is True
    assert decode_embedded(array(("a",), "string")).texts("A") == ("a",)
    moment = decode_embedded(scalar("16010101000000.000000+000", "datetime")).moment("A")
    assert moment is None


def test_key_value_pair_as_hosts_report_it():
    """Layout of ``GuestIntrinsicExchangeItems``."""
    text = (
        '<INSTANCE CLASSNAME="Msvm_KvpExchangeDataItem"><PROPERTY NAME="Caption" '
        'PROPAGATED="true" TYPE="string"></PROPERTY><PROPERTY NAME="Data" TYPE="string">'
        '<VALUE>web01.example</VALUE></PROPERTY><PROPERTY NAME="Name" TYPE="string">'
        '<VALUE>FullyQualifiedDomainName</VALUE></PROPERTY><PROPERTY NAME="Source" '
        'TYPE="uint16"><VALUE>2</VALUE></PROPERTY></INSTANCE>'
    )
    read = decode_embedded(text)
    assert read.class_name == "Msvm_KvpExchangeDataItem"
    assert (read.text("Name"), read.text("Data")) == ("FullyQualifiedDomainName", "web01.example")
    assert read.integer("Source") == 2


@pytest.mark.parametrize(
    "text",
    [
        '\ufeff<INSTANCE CLASSNAME="X"/>',
        ' \r\n\t<INSTANCE CLASSNAME="X"/>\n',
        '\ufeff<?xml version="1.0"?>\n<!-- note --><INSTANCE CLASSNAME="X"/>',
        '<VALUE.NAMEDINSTANCE><INSTANCENAME/><INSTANCE CLASSNAME="X"/></VALUE.NAMEDINSTANCE>',
        '<CIM><DECLARATION><INSTANCE CLASSNAME="X"/></DECLARATION></CIM>',
        '<INSTANCE xmlns="urn:x" CLASSNAME="X"/>',
    ],
)
def test_wrapping_is_tolerated(text: str):
    assert decode_embedded(text) == CimInstance("X")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "instance of X {};",
        "<INSTANCE/>",
        "<CLASS NAME='X'/>",
        '<!DOCTYPE INSTANCE><INSTANCE CLASSNAME="X"/>',
        '<INSTANCE CLASSNAME="X"><PROPERTY TYPE="string"/></INSTANCE>',
        scalar("x", "uint16"),
        scalar("", "uint16"),
        scalar("70000", "uint16"),
        scalar("maybe", "boolean"),
        scalar("x", "real32"),
        scalar("soon", "datetime"),
        scalar("\ud800", "string"),
        scalar("&nbsp;", "string"),
        '<INSTANCE CLASSNAME="X"><PROPERTY.OBJECT NAME="A"><VALUE.OBJECT>' * 40
        + '<INSTANCE CLASSNAME="X"/>'
        + "</VALUE.OBJECT></PROPERTY.OBJECT></INSTANCE>" * 40,
    ],
)
def test_what_is_no_embedded_object(text: str):
    with pytest.raises(Malformed):
        decode_embedded(text)
