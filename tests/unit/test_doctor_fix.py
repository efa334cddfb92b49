"""The doctor's scripts: one against every cause, and no name gets out of its quotes."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.doctor.finding import Cause, Circumstances
from console.doctor.fix import fix_of, scripts_for
from console.doctor.script import Place, Shell, printable
from console.model.connection import AuthMethod
from tests.unit.doctor_document import DOCUMENT, document, example

HOSTILE = (
    "'; Remove-Item C:\\ -Recurse; '",
    "\u2019; calc; \u2018",
    "$(reboot)",
    "`reboot`",
    "a\nreboot\n",
    "a\x1b]0;x\x07b",
    "-e/bin/sh",
    '"; reboot #',
    "host\u202efdp",
)
_PS_LITERAL = re.compile("'(?:[^'\u2018\u2019\u201a\u201b]|['\u2018\u2019\u201a\u201b]{2})*'")
_SH_LITERAL = re.compile("'[^']*'|\"[^\"]*\"")
_PERHAPS = {"/domain"}
"""Depends on what the account looks like."""


@pytest.mark.parametrize("cause", Cause)
@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_every_cause_has_a_script_in_the_words_of_its_place(cause, platform):
    scripts = scripts_for(cause, example(cause), platform)
    assert scripts
    for script in scripts:
        assert script.text.strip() == script.text
        is_sh = script.place is Place.HERE and platform != "win32"
        assert script.shell is (Shell.SH if is_sh else Shell.POWERSHELL)


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_no_name_gets_out_of_its_quotes(platform, hostile):
    for cause in Cause:
        _assert_quoted(cause, platform, hostile)


def _assert_quoted(cause, platform, hostile):
    tame = replace(example(cause), host="x", user="x", ca_file="x", own_certificate="x")
    wild = replace(
        tame, host=hostile, user=hostile, ca_file=hostile, own_certificate=hostile, addresses=()
    )
    _assert_same_code(scripts_for(cause, tame, platform), scripts_for(cause, wild, platform))


@settings(deadline=None, max_examples=150)
@given(name=st.text(max_size=40).map(lambda text: f"{text} "))
@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_no_name_at_all_adds_a_line_or_a_word(platform, name):
    for cause in (
        Cause.NOT_HYPER_V_ADMIN,
        Cause.PORT_SILENT,
        Cause.NO_TICKET,
        Cause.ONLY_HTTP_OPEN,
    ):
        wild = replace(example(cause), host=name, user=name, addresses=())
        tame = replace(wild, host="x.y", user="x")
        _assert_same_code(scripts_for(cause, tame, platform), scripts_for(cause, wild, platform))


def _assert_same_code(tame, wild):
    """Both have as many lines, and no word outside of literals is new."""
    assert len(tame) == len(wild)
    for quiet, loud in zip(tame, wild, strict=True):
        assert len(quiet.text.splitlines()) == len(loud.text.splitlines())
        assert all(c == "\n" or c.isprintable() for c in loud.text)
        literal = _PS_LITERAL if loud.shell is Shell.POWERSHELL else _SH_LITERAL
        code = set(literal.sub("", loud.text).split())
        assert code <= set(literal.sub("", quiet.text).split()) | _PERHAPS


def test_nothing_wrong_needs_no_script():
    from console.doctor.finding import Finding, Step, StepState

    seen = Circumstances("hv01", 5985)
    assert fix_of(Finding(Step.NAME, StepState.GREEN, None, "", 0.0, seen)) == ()


def test_groups_are_named_by_number_because_their_names_differ_by_language():
    (script,) = scripts_for(Cause.NOT_HYPER_V_ADMIN, example(Cause.NOT_HYPER_V_ADMIN), "linux")
    assert script.text == "Add-LocalGroupMember -SID S-1-5-32-578 -Member 'LAB\\admin'"


def test_a_listener_for_an_address_names_the_address():
    seen = Circumstances("192.0.2.10", 5986, tls=True)
    (script,) = scripts_for(Cause.CERTIFICATE_WRONG_NAME, seen, "linux")
    assert "'2.5.29.17={text}IPAddress=192.0.2.10'" in script.text
    assert "-DnsName" not in script.text


def test_another_way_to_sign_in_is_one_that_is_offered():
    seen = Circumstances("hv01", 5985, method=AuthMethod.BASIC, offered=("Kerberos", "CredSSP"))
    switch, again = scripts_for(Cause.METHOD_NOT_OFFERED, seen, "linux")
    assert switch.text.endswith("\\Service\\Auth\\Basic -Value $true")
    assert again.text == "hvconsole doctor hv01 --auth kerberos"


@pytest.mark.parametrize(
    ("user", "line"),
    [
        ("admin", "net user 'admin'"),
        (".\\admin", "net user 'admin'"),
        ("HV01\\admin", "net user 'admin'"),
        ("LAB\\admin", "net user 'admin' /domain"),
        ("admin@lab.example.com", "net user 'admin' /domain"),
    ],
)
def test_an_account_is_looked_up_where_it_lives(user, line):
    seen = Circumstances("hv01.example.com", 5985, user=user)
    (script,) = scripts_for(Cause.BAD_CREDENTIAL, seen, "linux")
    assert script.text == line


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\nb", "a?b"), ("-x", "?x"), ("x" * 300, "x" * 255), ("主机", "主机"), ("", "")],
)
def test_what_cannot_be_printed_is_replaced(text, shown):
    assert printable(text) == shown


def test_the_document_tells_the_same_as_the_program():
    assert DOCUMENT.read_text(encoding="utf-8") == document(), (
        "run: python -m tests.unit.doctor_document"
    )
