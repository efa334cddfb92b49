"""Profiles: what a file says, and what a broken one is told, with its line."""

import re
from pathlib import Path

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from console.model.errors import ProfileInvalid
from console.model.service import ServiceKind
from console.settings.profile import EVERY_VM, MAX_BYTES, Match, load_profile, parse_profile
from console.settings.profile_lines import locate
from console.settings.profile_node import parsed

SHIPPED = sorted((Path(__file__).parents[2] / "resources" / "profiles").glob("*.toml"))
WHOLE = """\
# Our intent.
[profile]
name = "Domain controllers"
why  = "Clocks."

[[rule]]
name = "time comes from the domain"
why  = \"\"\"
Two masters
fight.\"\"\"
match = { names = ["DC*"], tags = ["dc"], folders = ["Prod/*"], hosts = ["hv0*"], \
guests = ["windows-server", "Windows Server 20*"], not = { names = ["dc-test*"] } }
services = { time_sync = "off", vss = "on", heartbeat = "leave", kvp = true, shutdown = false }

[[rule]]
name = "everyone"
match = "all"
[rule.services]
heartbeat = "on"
"""
MINIMAL = """\
[profile]
name = "p"
[[rule]]
name = "r"
match = { names = ["*"] }
services = { vss = "on" }
"""


def test_a_whole_profile():
    profile = parse_profile(WHOLE, "dc.toml")
    assert (profile.name, profile.why, profile.path) == ("Domain controllers", "Clocks.", "dc.toml")
    first, second = profile.rules
    assert (first.name, first.why, first.line) == (
        "time comes from the domain",
        "Two masters fight.",
        6,
    )
    assert first.match == Match(
        names=("DC*",),
        folders=("Prod/*",),
        tags=("dc",),
        guests=("windows-server", "Windows Server 20*"),
        hosts=("hv0*",),
        excluded=Match(names=("dc-test*",)),
    )
    assert first.services == {
        ServiceKind.TIME_SYNC: False,
        ServiceKind.VSS: True,
        ServiceKind.KVP: True,
        ServiceKind.SHUTDOWN: False,
    }
    assert (second.match, second.why, second.line) == (EVERY_VM, "Clocks.", 14)
    assert second.services == {ServiceKind.HEARTBEAT: True}
    assert hash(first) != hash(second)


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("[profile]", "[profile", 1, "TOML is expected"),
        ('name = "p"', "name = ", 2, "TOML is expected"),
        ('services = { vss = "on" }', 'services = { vss = "on"', 6, "TOML is expected"),
        ("[profile]", "[profiles]", 1, 'unknown key; did you mean "profile"? expected one of'),
        ('[profile]\nname = "p"\n', "", 1, "the table [profile] with a name is expected"),
        ('name = "p"', 'nmae = "p"', 2, 'did you mean "name"?'),
        ('name = "p"', 'why = "p"', 1, 'the key "name" is expected'),
        ('name = "p"', "name = 7", 2, "a name in quotes is expected"),
        ('name = "p"', 'name = " "', 2, "a name that is not empty is expected"),
        ("[[rule]]", "[rule]", 3, "tables headed [[rule]] are expected"),
        ("[[rule]]", "[[rules]]", 3, 'did you mean "rule"?'),
        ('name = "r"', "", 3, 'the key "name" is expected'),
        ('name = "r"', 'name = "r"\nwhy = 1', 5, "a reason in quotes is expected"),
        ("match = ", "mach = ", 5, 'did you mean "match"?'),
        ('match = { names = ["*"] }', "", 3, 'the key "match" is expected'),
        ('{ names = ["*"] }', "{}", 5, '"all" for every VM'),
        ('{ names = ["*"] }', '"everything"', 5, '"all" for every VM'),
        ('{ names = ["*"] }', '["*"]', 5, '"all" for every VM'),
        ('names = ["*"]', "names = []", 5, "a list of patterns in quotes is expected"),
        ('names = ["*"]', 'names = "*"', 5, "a list of patterns in quotes is expected"),
        ('names = ["*"]', 'names = ["*",\n# next\n 4]', 7, "a list of patterns in quotes"),
        ('names = ["*"]', 'names = ["*",\n""]', 6, "a pattern that is not empty is expected"),
        ('names = ["*"]', 'name = ["*"]', 5, 'did you mean "names"?'),
        ('names = ["*"]', 'names = ["*"], not = {}', 5, "what is not meant is expected"),
        ('names = ["*"]', 'not = { nams = ["x"] }', 5, "rule[1].match.not.nams: unknown key; did"),
        ('names = ["*"]', 'not = { not = { names = ["x"] } }', 5, "unknown key"),
        ('names = ["*"]', 'guests = ["windoes"]', 5, 'did you mean "windows"?'),
        ('names = ["*"]', 'guests = ["centos"]', 5, '"*CentOS*"'),
        ('services = { vss = "on" }', "", 3, 'the key "services" is expected'),
        ('{ vss = "on" }', "{}", 6, '{ time_sync = "off" } is expected'),
        ('{ vss = "on" }', '"off"', 6, '{ time_sync = "off" } is expected'),
        ("vss =", "time_snyc =", 6, 'unknown service; did you mean "time_sync"?'),
        ("vss =", "zzz =", 6, "unknown service; expected one of time_sync, heartbeat, kvp"),
        ('"on"', '"onn"', 6, 'unknown value; did you mean "on"? expected "on", "off" or "leave"'),
        ('"on"', "1", 6, 'expected "on", "off" or "leave"'),
        ('"on"', "[]", 6, 'expected "on", "off" or "leave"'),
        ('"on"', '""', 6, 'expected "on", "off" or "leave"'),
        (
            '"on" }',
            '"on" }\n[[rule]]\nname = "r"\nmatch="all"',
            8,
            "the rule in line 3 has the same",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_line(old, new, line, said):
    text = MINIMAL.replace(old, new, 1)
    if "in line 3" in said:
        text += '\nservices = { kvp = "on" }\n'
    assert text != MINIMAL
    with pytest.raises(ProfileInvalid) as caught:
        parse_profile(text, "x.toml")
    assert said in caught.value.problem
    assert (caught.value.path, caught.value.line) == ("x.toml", line)
    with pytest.raises(ProfileInvalid) as crlf:
        parse_profile(text.replace("\n", "\r\n"), "x.toml")
    assert crlf.value.line == line


def test_a_service_in_a_table_of_its_own_is_found_too():
    text = MINIMAL.replace('services = { vss = "on" }', '\n[rule.services]\nvss = "on"\nvs = "on"')
    with pytest.raises(ProfileInvalid) as caught:
        parse_profile(text, "x.toml")
    assert caught.value.line == 9
    assert caught.value.problem.startswith(
        'rule[1].services.vs: unknown service; did you mean "vss"'
    )


def test_a_profile_without_rules_is_refused():
    with pytest.raises(ProfileInvalid, match="at least one"):
        parse_profile('[profile]\nname = "p"\n', "x.toml")


def test_a_match_of_exceptions_only_is_everything_else():
    text = MINIMAL.replace('names = ["*"]', 'not = { names = ["x"] }')
    assert parse_profile(text, "").rules[0].match == Match(excluded=Match(names=("x",)))


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b'[profile]\nname = "\xff"', 2, "UTF-8 text is expected"),
        (b"#" * (MAX_BYTES + 1), 0, "at most"),
        (b"a = " + b"[" * 100_000, 0, "nested less deeply"),
        (b"a = " + b"1" * 5_000, 0, "TOML is expected"),
    ],
)
def test_files_that_are_no_profile(tmp_path, data, line, said):
    path = tmp_path / "p.toml"
    path.write_bytes(data)
    with pytest.raises(ProfileInvalid, match=said) as caught:
        load_profile(path)
    assert (caught.value.path, caught.value.line) == (str(path), line)


def test_a_missing_file_and_a_folder(tmp_path):
    for path in (tmp_path / "none.toml", tmp_path):
        with pytest.raises(ProfileInvalid, match="a readable file is expected"):
            load_profile(path)


def test_a_byte_order_mark_is_no_obstacle(tmp_path):
    path = tmp_path / "p.toml"
    path.write_bytes(b"\xef\xbb\xbf" + MINIMAL.encode())
    assert load_profile(path).name == "p"


def test_there_are_shipped_profiles():
    assert {path.stem for path in SHIPPED} == {
        "domain-controller",
        "own-ntp",
        "backup-consistent",
        "locked-down",
        "linux",
    }


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_profiles_are_valid_and_explained(path):
    profile = load_profile(path)
    assert profile.why
    assert all(rule.why and rule.why != profile.why for rule in profile.rules)
    text = path.read_text(encoding="utf-8")
    assert sum(line.startswith("#") for line in text.splitlines()) >= 5


# -- where things stand


def test_lines_of_every_kind_of_place():
    text = '''\
a = """
# no comment
[x] """  # one
"b c".'d' = [ # first
  1, { e = 2, f = [
    3] },
  \'\'\'four
\'\'\', ""\t,
]
[t]
u.v = 1979-05-27 07:32:00
[[t.w]]
[[t.w]]
x = "\\"" # "
[t.w.y]
z = true'''
    assert dict(locate(text)) == {
        (): 1,
        ("a",): 1,
        ("b c",): 4,
        ("b c", "d"): 4,
        ("b c", "d", 0): 5,
        ("b c", "d", 1): 5,
        ("b c", "d", 1, "e"): 5,
        ("b c", "d", 1, "f"): 5,
        ("b c", "d", 1, "f", 0): 6,
        ("b c", "d", 2): 7,
        ("b c", "d", 3): 8,
        ("t",): 10,
        ("t", "u"): 11,
        ("t", "u", "v"): 11,
        ("t", "w"): 12,
        ("t", "w", 0): 12,
        ("t", "w", 1): 13,
        ("t", "w", 1, "x"): 14,
        ("t", "w", 1, "y"): 15,
        ("t", "w", 1, "y", "z"): 16,
    }


KEYS = st.text(st.characters(codec="utf-8", exclude_characters="\x7f"), max_size=6)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r\x7f"), max_size=8)
VALUES = st.recursive(
    st.integers(0, 99) | TEXTS | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, VALUES, max_size=5))
def test_every_value_of_any_file_has_a_line_with_its_key(values):
    text = tomlkit.dumps(values)
    lines = locate(text)
    split = text.split("\n")
    for node in _all(parsed(text, "x")):
        assert node.place in lines, node.place
        if node.place and isinstance(node.place[-1], str):
            assert _is_in(node.place[-1], split[lines[node.place] - 1])


def _all(node):
    yield node
    if isinstance(node.value, dict):
        for child in node.children():
            yield from _all(child)
    elif isinstance(node.value, list) and node.value:
        for item in node.items(""):
            yield from _all(item)


def _is_in(key, line):
    plain = re.fullmatch(r"[A-Za-z0-9_-]+", key)
    return key in line if plain else '"' in line or "'" in line
