import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.simulator.conditions import anchors, like_pattern
from console.simulator.failures import CimFailure, CimStatus
from console.simulator.object_path import ObjectPath, format_path, parse_path
from console.simulator.wql import (
    And,
    Associators,
    Comparison,
    Like,
    NameComparison,
    Not,
    Or,
    Select,
    parse,
)

A = Comparison("a", "=", 1)
B = Comparison("b", "=", 2)
C = Comparison("c", "=", 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT * FROM X", Select("X")),
        ("select\n a ,B from X", Select("X", ("a", "B"))),
        ("SELECT * FROM X WHERE a=1", Select("X", None, A)),
        ("SELECT * FROM X WHERE a = 1 AND b=2", Select("X", None, And((A, B)))),
        ("SELECT * FROM X WHERE a=1 or b=2 and c=3", Select("X", None, Or((A, And((B, C)))))),
        ("SELECT * FROM X WHERE (a=1 or b=2) and c=3", Select("X", None, And((Or((A, B)), C)))),
        ("SELECT * FROM X WHERE not a=1 and b=2", Select("X", None, And((Not(A), B)))),
        ("SELECT * FROM X WHERE NOT (a=1)", Select("X", None, Not(A))),
        ("SELECT * FROM X WHERE 1 = a", Select("X", None, A)),
        ("SELECT * FROM X WHERE 1 < a", Select("X", None, Comparison("a", ">", 1))),
        ("SELECT * FROM X WHERE 1 >= a", Select("X", None, Comparison("a", "<=", 1))),
        ("SELECT * FROM X WHERE a != -1", Select("X", None, Comparison("a", "<>", -1))),
        ("SELECT * FROM X WHERE a <> 1.5", Select("X", None, Comparison("a", "<>", 1.5))),
        ("SELECT * FROM X WHERE a = TRUE", Select("X", None, Comparison("a", "=", True))),
        ("SELECT * FROM X WHERE a = false", Select("X", None, Comparison("a", "=", False))),
        ("SELECT * FROM X WHERE a = null", Select("X", None, Comparison("a", "=", None))),
        ("SELECT * FROM X WHERE a IS NULL", Select("X", None, Comparison("a", "=", None))),
        ("SELECT * FROM X WHERE a is not null", Select("X", None, Comparison("a", "<>", None))),
        ("SELECT * FROM X WHERE a LIKE 'b%'", Select("X", None, Like("a", "b%"))),
        ("SELECT * FROM X WHERE a NOT LIKE 'b%'", Select("X", None, Not(Like("a", "b%")))),
        (
            r"SELECT * FROM X WHERE a = 'O\'B\\C'",
            Select("X", None, Comparison("a", "=", r"O'B\C")),
        ),
        ('SELECT * FROM X WHERE a = "it\'s"', Select("X", None, Comparison("a", "=", "it's"))),
        (
            "SELECT * FROM X WHERE Name != __SERVER",
            Select("X", None, NameComparison("Name", "<>", "__SERVER")),
        ),
        # words that only begin like a keyword
        ("SELECT orders FROM notes", Select("notes", ("orders",))),
        ("SELECT * FROM X WHERE android=1", Select("X", None, Comparison("android", "=", 1))),
        (
            "ASSOCIATORS OF {A.K='v'} WHERE AssocClass = B ResultClass=C role=D ResultRole=E",
            Associators(ObjectPath("A", (("K", "v"),)), False, "B", "C", "D", "E"),
        ),
        (
            r"""references of {A.K="x\\y",L='}'} where ResultClass=F""",
            Associators(ObjectPath("A", (("K", r"x\y"), ("L", "}"))), True, "", "F"),
        ),
        ("ASSOCIATORS OF {A=@}", Associators(ObjectPath("A"))),
    ],
)
def test_queries_are_read(text, expected):
    assert parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "SELECT",
        "SELECT * FROM",
        "SELECT FROM X",
        "SELECT a b FROM X",
        "SELECT * FROM X;",
        "SELECT * FROM X WHERE",
        "SELECT * FROM X WHERE a",
        "SELECT * FROM X WHERE a=",
        "SELECT * FROM X WHERE a='b",
        r"SELECT * FROM X WHERE a='C:\Windows'",
        "SELECT * FROM X WHERE a ISA 'B'",
        "SELECT * FROM X WHERE (a=1",
        "SELECT COUNT(*) FROM X",
        "SELECT * FROM X ORDER BY a",
        "SELECT * FROM __InstanceCreationEvent WITHIN 2 WHERE TargetInstance ISA 'X'",
        "DELETE FROM X",
        "ASSOCIATORS OF A.K='v'",
        "ASSOCIATORS OF {A.K='v'} WHERE",
        "ASSOCIATORS OF {A.K='v'} WHERE Colour=red",
        "ASSOCIATORS OF {A.K='v'} WHERE AssocClass=B AssocClass=C",
        "REFERENCES OF {A.K='v'} WHERE AssocClass=B",
        "SELECT * FROM X WHERE " + "(" * 200 + "a=1" + ")" * 200,
        "SELECT * FROM X WHERE " + "NOT " * 500 + "a=1",
        "SELECT * FROM X WHERE a='" + "x" * 20_000 + "'",
    ],
)
def test_what_wmi_cannot_read_is_an_invalid_query(text):
    with pytest.raises(CimFailure) as refused:
        parse(text)
    assert refused.value.status is CimStatus.INVALID_QUERY
    assert refused.value.status == 0x80041017


@given(st.text())
def test_garbage_is_refused_in_one_way(text):
    for query in (text, f"SELECT * FROM X WHERE {text}", f"ASSOCIATORS OF {{{text}}}"):
        assert _status(query) in (
            None,
            CimStatus.INVALID_QUERY,
            CimStatus.INVALID_OBJECT_PATH,
        )


def _status(query: str) -> CimStatus | None:
    try:
        parse(query)
    except CimFailure as refused:
        return refused.status
    return None


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


names = st.sampled_from(["Name", "EnabledState", "__CLASS", "a1"])
literals = st.one_of(st.text(max_size=12), st.integers(-(2**63), 2**64), st.booleans())
leaves = st.one_of(
    st.builds(Comparison, names, st.sampled_from(["=", "<>", "<", "<=", ">", ">="]), literals),
    st.builds(Comparison, names, st.sampled_from(["=", "<>"]), st.none()),
    st.builds(Like, names, st.text(max_size=8)),
)
conditions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(And, st.lists(inner, min_size=2, max_size=3).map(tuple)),
        st.builds(Or, st.lists(inner, min_size=2, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)


def _write(condition) -> str:
    match condition:
        case Comparison(name, sign, None):
            return f"{name} IS {'NOT ' if sign == '<>' else ''}NULL"
        case Comparison(name, sign, value):
            text = _quoted(value) if isinstance(value, str) else str(value)
            return f"{name} {sign} {text}"
        case Like(name, pattern):
            return f"{name} LIKE {_quoted(pattern)}"
        case Not(part):
            return f"NOT ({_write(part)})"
        case And(parts):
            return " AND ".join(f"({_write(part)})" for part in parts)
        case Or(parts):
            return " or ".join(f"({_write(part)})" for part in parts)


@given(conditions)
def test_what_is_written_is_read_again(condition):
    assert parse(f"SELECT * FROM X WHERE {_write(condition)}") == Select("X", None, condition)


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        ("abc", "ABC", "abcd"),
        ("a%", "a", "ba"),
        ("%b%", "abc", "ac"),
        ("a_c", "aXc", "ac"),
        ("[a-c]1", "B1", "d1"),
        ("[^a-c]1", "d1", "B1"),
        ("[%]", "%", "x"),
        ("[_]%", "_x", "xx"),
        ("a.c", "a.c", "axc"),
        ("[", "[", "x"),
        ("[]", "[]", "x"),
        ("a\nb%", "a\nbc", "a b"),
    ],
)
def test_like(pattern, yes, no):
    assert like_pattern(pattern).match(yes)
    assert not like_pattern(pattern).match(no)


@given(st.text(max_size=20), st.text(max_size=20))
def test_like_never_breaks_and_a_prefix_matches(pattern, rest):
    like_pattern(pattern)
    plain = "".join(f"[{c}]" if c in "%_[" else c for c in pattern)
    assert like_pattern(f"{plain}%").match(pattern + rest)


GUID = "11111111-2222-3333-4444-555555555555"


@pytest.mark.parametrize(
    ("where", "found"),
    [
        (f"SystemName='{GUID}'", [("systemname", GUID)]),
        (f"InstanceID LIKE 'Microsoft:{GUID}%' AND b=1", [("instanceid", GUID)]),
        (f"InstanceID LIKE '%{GUID}'", []),
        (f"NOT SystemName='{GUID}'", []),
        (f"SystemName='{GUID}' OR b=1", []),
        (f"SystemName <> '{GUID}'", []),
    ],
)
def test_only_what_every_row_must_fulfil_narrows_the_search(where, found):
    assert list(anchors(parse(f"SELECT * FROM X WHERE {where}").where)) == found


@given(
    st.dictionaries(st.sampled_from(["A", "Key2", "Name"]), st.text(min_size=1), min_size=1),
    st.sampled_from(["HV01", "host-2"]),
)
def test_paths_are_read_as_they_are_written(keys, host):
    path = format_path(host, "root/virtualization/v2", "Msvm_X", keys.items())
    assert parse_path(path) == ObjectPath(
        "Msvm_X", tuple(keys.items()), "root/virtualization/v2", host
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A", ObjectPath("A")),
        ("A.K='v'", ObjectPath("A", (("K", "v"),))),
        ('A.K=7,L="w"', ObjectPath("A", (("K", "7"), ("L", "w")))),
        ("A='v'", ObjectPath("A", (("", "v"),))),
        (
            r"\\H\Root\Virtualization\V2:A.K='v'",
            ObjectPath("A", (("K", "v"),), "root/virtualization/v2", "H"),
        ),
        ("//./Root/cimv2:A=@", ObjectPath("A", (), "root/cimv2", ".")),
    ],
)
def test_paths_in_all_their_forms(text, expected):
    assert parse_path(text) == expected


@pytest.mark.parametrize("text", ["", ".", "A.", "A.K", "A.K='v", "A B", "A.K='v' L='w'"])
def test_broken_paths(text):
    with pytest.raises(CimFailure) as refused:
        parse_path(text)
    assert refused.value.status is CimStatus.INVALID_OBJECT_PATH


@pytest.mark.parametrize("mark", ['"', "'"])
@pytest.mark.parametrize("filling", ["\\\\", "ab", "\\'", '\\"'])
def test_a_string_without_an_end_is_refused_at_once(mark, filling):
    """Not in 2**n steps: 40 backslashes would take years."""
    with pytest.raises(CimFailure):
        parse(f"SELECT * FROM Msvm_X WHERE a = {mark}{filling * 2000}")


def test_a_number_without_an_end_is_refused():
    with pytest.raises(CimFailure):
        parse(f"SELECT * FROM Msvm_X WHERE a = {'9' * 5000}")
    assert parse("SELECT * FROM Msvm_X WHERE a = 18446744073709551615")
