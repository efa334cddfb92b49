"""WMI object paths."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.model.errors import Malformed
from console.wsman import names
from console.wsman.cim import CimReference
from console.wsman.paths import MAX_LENGTH, ObjectPath, format_path, parse_path, path_of

# The machine may be busy: time is no property of a codec.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

V2 = names.HYPERV_NAMESPACE
SETTING = r"Microsoft:4C4C4544\83F8638B\0"
PATH = ObjectPath("Msvm_ResourceAllocationSettingData", (("InstanceID", SETTING),), V2, "HOST01")
TEXT = (
    r"\\HOST01\root\virtualization\v2:Msvm_ResourceAllocationSettingData."
    r'InstanceID="Microsoft:4C4C4544\\83F8638B\\0"'
)


def test_as_hyper_v_writes_it():
    assert format_path(PATH) == TEXT
    assert parse_path(TEXT) == PATH


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("Msvm_X", ObjectPath("Msvm_X")),
        (r"root\cimv2:Win32_X", ObjectPath("Win32_X", (), "root/cimv2")),
        (r"\\.\root\cimv2:Win32_X=@", ObjectPath("Win32_X", (), "root/cimv2", ".", True)),
        (
            "//HOST/Root/Virtualization/V2:X.A='v',B=2",
            ObjectPath("X", (("A", "v"), ("B", 2)), "Root/Virtualization/V2", "HOST"),
        ),
        ('X.A="a\\"b" , B = TRUE', ObjectPath("X", (("A", 'a"b'), ("B", "TRUE")))),
        ("X.A='it\\'s',B=-5", ObjectPath("X", (("A", "it's"), ("B", -5)))),
        ('X.A="a,b=c",B=""', ObjectPath("X", (("A", "a,b=c"), ("B", "")))),
        ('  X.A="1"\n', ObjectPath("X", (("A", "1"),))),
    ],
)
def test_forms_that_clients_send(text: str, path: ObjectPath):
    assert parse_path(text) == path


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        "X.",
        "X.A",
        "X.A=",
        'X.A="a',
        'X.A="a"B="b"',
        'X.A="a",',
        'X.A="a" B="b"',
        "X=5",
        "X Y",
        r"\\HOST\root",
        r"\\HOST",
        r"root\cimv2:",
        'X."A"="a"',
        "Microsoft:GUID\\x",
        'X.A="' + "\\" * 30_000,
        "X.A=1" * MAX_LENGTH,
    ],
)
def test_what_is_no_path(text: str):
    with pytest.raises(Malformed):
        parse_path(text)


def test_singleton_comes_back():
    text = r"\\HOST\root\cimv2:Win32_X=@"
    assert format_path(parse_path(text)) == text


def test_key():
    path = ObjectPath("X", (("A", "x"), ("B", 2)))
    assert (path.key("a"), path.key("B"), path.key("C")) == ("x", "2", "")


def test_reference_there_and_back():
    part = CimReference(names.class_uri(V2, "Msvm_Y"), (("Name", 'q"'),))
    reference = CimReference(
        names.class_uri(V2, "Msvm_X"), (("CreationClassName", "Msvm_X"), ("Part", part))
    )
    path = path_of(reference, "HOST")
    assert path.namespace == V2
    assert format_path(path) == (
        r'\\HOST\root\virtualization\v2:Msvm_X.CreationClassName="Msvm_X",'
        r'Part="\\\\HOST\\root\\virtualization\\v2:Msvm_Y.Name=\"q\\\"\""'
    )
    inner = parse_path(parse_path(format_path(path)).key("Part"))
    assert inner.key("Name") == 'q"'
    assert inner.to_reference() == part


def test_path_without_namespace_needs_one_for_a_reference():
    path = parse_path("Win32_X.N=5")
    expected = CimReference(names.class_uri("root/cimv2", "Win32_X"), (("N", "5"),))
    assert path.to_reference("root/cimv2") == expected


def test_only_wmi_objects_have_paths():
    with pytest.raises(ValueError, match="no WMI object"):
        path_of(CimReference("urn:x"))


identifiers = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,10}", fullmatch=True)
paths = st.builds(
    ObjectPath,
    identifiers,
    st.lists(
        st.tuples(identifiers, st.text(max_size=20) | st.integers(-(10**18), 10**18)), max_size=4
    ).map(tuple),
    st.sampled_from(["", V2, "root/cimv2"]),
    st.just(""),
)


@PATIENT
@given(paths, st.booleans())
def test_every_path_comes_back(path: ObjectPath, has_host: bool):
    if has_host and path.namespace:
        path = ObjectPath(path.class_name, path.keys, path.namespace, "HOST-01")
    assert parse_path(format_path(path)) == path


@PATIENT
@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text: str):
    try:
        path = parse_path(text)
    except Malformed:
        return
    assert path.class_name
