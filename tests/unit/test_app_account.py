"""Which host a command means, and where its password comes from."""

import os

import pytest

from console.app.arguments import build_parser
from console.app.commands import account
from console.app.commands.account import UsageError
from console.model.connection import AuthMethod, Credential
from console.model.errors import Refused


def parse(*arguments: str):
    return build_parser().parse_args(["inventory", *arguments])


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("hv01", "http://hv01:5985/wsman"),
        ("hv01:8080", "http://hv01:8080/wsman"),
        ("https://hv01", "https://hv01:5986/wsman"),
        ("https://hv01:1/wsman", "https://hv01:1/wsman"),
        ("http://127.0.0.1:47001/wsman", "http://127.0.0.1:47001/wsman"),
        ("fe80::1", "http://[fe80::1]:5985/wsman"),
        ("http://[::1]:99/wsman", "http://[::1]:99/wsman"),
    ],
)
def test_an_address_may_be_short(url: str, expected: str):
    assert account.endpoint_of(parse(url, "--user", "u")).url == expected


@pytest.mark.parametrize(
    "url", ["ftp://hv01", "http://", "http://hv01:99999", "http://user:secret@hv01", "http://[::1"]
)
def test_an_address_that_cannot_be_meant_is_refused(url: str):
    with pytest.raises(UsageError) as caught:
        account.endpoint_of(parse(url, "--user", "u"))
    assert "secret" not in str(caught.value).replace(url, "")


def descriptor_with(data: bytes) -> int:
    read_end, write_end = os.pipe()
    os.write(write_end, data)
    os.close(write_end)
    return read_end


def test_the_password_is_one_line_and_nothing_beyond_it():
    descriptor = descriptor_with("gehe😀im\r\nrest".encode())
    try:
        assert account.password_from_descriptor(descriptor) == "gehe😀im"
        assert os.read(descriptor, 10) == b"rest"
    finally:
        os.close(descriptor)


@pytest.mark.parametrize("data", [b"", b"\n", b"\xff\xfesecret\n"])
def test_a_descriptor_without_a_password_is_an_error_without_the_bytes(data: bytes):
    descriptor = descriptor_with(data)
    try:
        with pytest.raises(UsageError) as caught:
            account.password_from_descriptor(descriptor)
    finally:
        os.close(descriptor)
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_closed_descriptor_is_an_error():
    with pytest.raises(UsageError):
        account.password_from_descriptor(987)


def test_the_account_goes_with_the_method_and_hides_its_password():
    descriptor = descriptor_with(b"pw\n")
    parsed = parse("hv01", "--user", "anna", "--auth", "basic", "--password-fd", str(descriptor))
    try:
        credential = account.credential_of(parsed, account.endpoint_of(parsed))
    finally:
        os.close(descriptor)
    assert credential == Credential("anna", "pw", AuthMethod.BASIC)
    assert "pw" not in repr(credential)


def test_without_an_account_only_kerberos_goes_on():
    parsed = parse("hv01")
    with pytest.raises(UsageError):
        account.credential_of(parsed, account.endpoint_of(parsed))
    for method in ("kerberos", "negotiate"):
        parsed = parse("hv01", "--auth", method)
        assert account.credential_of(parsed, account.endpoint_of(parsed)).user == ""


def test_kerberos_gets_its_names(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(account, "can_ask", lambda: False)
    names = ("--user", "anna", "--realm", "LAB.EXAMPLE", "--spn", "HTTP/hv01.lab.example")
    parsed = parse("hv01", "--auth", "kerberos", *names)
    assert account.credential_of(parsed, account.endpoint_of(parsed)) == Credential(
        "anna", "", AuthMethod.KERBEROS, spn="HTTP/hv01.lab.example", realm="LAB.EXAMPLE"
    )


def test_a_certificate_needs_its_files_and_no_account():
    parsed = parse("https://hv01", "--auth", "certificate", "--client-certificate", "c.pem")
    with pytest.raises(UsageError):
        account.credential_of(parsed, account.endpoint_of(parsed))
    files = ("--client-certificate", "c.pem", "--client-key", "k.pem")
    parsed = parse("https://hv01", "--auth", "certificate", *files)
    assert account.credential_of(parsed, account.endpoint_of(parsed)) == Credential(
        "", "", AuthMethod.CERTIFICATE, certificate_file="c.pem", key_file="k.pem"
    )


def test_no_prompt_where_nobody_can_answer(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.stdin", open(os.devnull))  # noqa: SIM115, PTH123
    parsed = parse("hv01", "--user", "nobody-of-this-name")
    with pytest.raises(Refused):
        account.credential_of(parsed, account.endpoint_of(parsed))
    import sys

    sys.stdin.close()


@pytest.mark.parametrize("argument", ["--timeout=0", "--timeout=-3"])
def test_a_time_limit_must_leave_time(argument: str):
    with pytest.raises(UsageError):
        account.timeouts_of(parse("hv01", "--user", "u", argument))
