"""Which way to sign in is chosen, and what is refused before anything is opened."""

import pytest

from console.model.connection import AuthMethod, Credential, Endpoint
from console.model.errors import Refused, RefusedReason
from console.transport import sign_in
from console.transport.sign_in import is_installed, ways_to_sign_in

KRB5 = ("gssapi", "krb5")
NAMED, NUMBERED = Endpoint("hv01.example.com"), Endpoint("192.0.2.1")
TLS = Endpoint("hv01.example.com", 5986, tls=True)


def credential(method: AuthMethod, **more) -> Credential:
    return Credential(**{"user": "u", "password": "p", "method": method, **more})


def ways(endpoint, method, *modules, **more):
    installed = {"requests_ntlm", *modules}
    found = ways_to_sign_in(endpoint, credential(method, **more), installed.__contains__)
    return [way.word for way in found]


@pytest.mark.parametrize("endpoint", [NAMED, NUMBERED, TLS])
def test_ntlm_is_ntlm(endpoint):
    assert ways(endpoint, AuthMethod.NTLM, *KRB5) == ["ntlm"]


@pytest.mark.parametrize("modules", [KRB5, ("sspilib",)])
def test_negotiate_prefers_kerberos_for_a_name(modules):
    in_realm = {"user": "u@lab.example"}
    assert ways(NAMED, AuthMethod.NEGOTIATE, *modules, **in_realm) == ["kerberos", "ntlm"]
    assert ways(NAMED, AuthMethod.NEGOTIATE, *modules, password="") == ["kerberos"]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"user": "u"}, ["ntlm"]),
        ({"user": ".\\u"}, ["ntlm"]),
        ({"user": "HV01\\u"}, ["ntlm"]),
        ({"user": "lab.example\\u"}, ["kerberos", "ntlm"]),
        ({"user": "LAB\\u", "realm": "LAB.EXAMPLE"}, ["kerberos", "ntlm"]),
    ],
)
def test_a_password_goes_to_a_realm_only_when_the_account_names_one(more, expected):
    assert ways(NAMED, AuthMethod.NEGOTIATE, *KRB5, **more) == expected


def test_negotiate_is_ntlm_without_the_library_or_for_an_address():
    assert ways(NAMED, AuthMethod.NEGOTIATE) == ["ntlm"]
    user = {"user": "u@lab.example"}
    assert ways(NAMED, AuthMethod.NEGOTIATE, "gssapi", **user) == ["ntlm"]
    assert ways(NUMBERED, AuthMethod.NEGOTIATE, *KRB5, **user) == ["ntlm"]
    assert ways(Endpoint("fe80::1%eth0"), AuthMethod.NEGOTIATE, *KRB5, **user) == ["ntlm"]
    named = {**user, "spn": "HTTP/hv01.example.com"}
    assert ways(NUMBERED, AuthMethod.NEGOTIATE, *KRB5, **named) == ["kerberos", "ntlm"]


def test_kerberos_needs_no_password():
    assert ways(NAMED, AuthMethod.KERBEROS, *KRB5, user="", password="") == ["kerberos"]


def test_credssp_certificate_and_basic():
    assert ways(NAMED, AuthMethod.CREDSSP, "requests_credssp") == ["credssp"]
    assert ways(TLS, AuthMethod.BASIC) == ["basic"]
    files = {"certificate_file": "c.pem", "key_file": "k.pem", "user": "", "password": ""}
    assert ways(TLS, AuthMethod.CERTIFICATE, **files) == ["certificate"]


@pytest.mark.parametrize(
    ("endpoint", "method", "more", "reason"),
    [
        (NAMED, AuthMethod.KERBEROS, {}, RefusedReason.METHOD_NOT_INSTALLED),
        (NAMED, AuthMethod.CREDSSP, {}, RefusedReason.METHOD_NOT_INSTALLED),
        (NAMED, AuthMethod.NTLM, {"password": ""}, RefusedReason.NO_CREDENTIAL),
        (NAMED, AuthMethod.NEGOTIATE, {"user": ""}, RefusedReason.NO_CREDENTIAL),
        (TLS, AuthMethod.CERTIFICATE, {}, RefusedReason.NO_CREDENTIAL),
        (NAMED, AuthMethod.BASIC, {}, RefusedReason.PLAIN_BASIC),
        (NUMBERED, AuthMethod.BASIC, {}, RefusedReason.PLAIN_BASIC),
        (Endpoint("127.example.com"), AuthMethod.BASIC, {}, RefusedReason.PLAIN_BASIC),
        (
            NAMED,
            AuthMethod.CERTIFICATE,
            {"certificate_file": "c", "key_file": "k"},
            RefusedReason.METHOD_NOT_OFFERED,
        ),
    ],
)
def test_refused_before_anything_is_opened(endpoint, method, more, reason):
    with pytest.raises(Refused) as caught:
        ways(endpoint, method, **more)
    assert caught.value.reason is reason
    assert caught.value.address == endpoint.host


@pytest.mark.parametrize(
    "endpoint",
    [
        Endpoint("localhost"),
        Endpoint("127.0.0.9"),
        Endpoint("::1"),
        Endpoint("hv01", allow_plain_basic=True),
    ],
)
def test_plain_basic_on_this_computer_or_on_the_users_word(endpoint):
    assert ways(endpoint, AuthMethod.BASIC) == ["basic"]


def test_looking_for_a_module_does_not_import_it():
    assert is_installed("requests_ntlm")
    assert not is_installed("no_such_module_anywhere")


def test_what_seals():
    sealing = (sign_in.NTLM, sign_in.KERBEROS, sign_in.CREDSSP)
    assert all(way.can_seal for way in sealing)
    assert not (sign_in.BASIC.can_seal)
    assert not (sign_in.CERTIFICATE.can_seal)
