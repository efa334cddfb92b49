"""How Kerberos names accounts and hosts."""

import pytest

from console.model.connection import Credential, Endpoint
from console.transport.principal import names_realm, principal_of, service_of


@pytest.mark.parametrize(
    ("user", "realm", "expected"),
    [
        ("", "", ""),
        ("", "LAB.EXAMPLE", ""),
        ("admin", "", "admin"),
        ("admin", "lab.example", "admin@LAB.EXAMPLE"),
        ("admin@lab.example", "", "admin@LAB.EXAMPLE"),
        ("admin@one.example", "TWO.EXAMPLE", "admin@ONE.EXAMPLE"),
        ("LAB\\admin", "", "admin"),
        ("LAB\\admin", "LAB.EXAMPLE", "admin@LAB.EXAMPLE"),
        ("lab.example\\admin", "", "admin@LAB.EXAMPLE"),
        (".\\admin", "", "admin"),
        (" admin ", " ", "admin"),
    ],
)
def test_accounts(user, realm, expected):
    credential = Credential(user, realm=realm)
    assert principal_of(credential) == expected
    assert names_realm(credential) == ("@" in expected)


@pytest.mark.parametrize(
    ("spn", "expected"),
    [
        ("", ("HTTP", "hv01")),
        ("HTTP/alias.example", ("HTTP", "alias.example")),
        ("WSMAN/alias.example", ("WSMAN", "alias.example")),
        ("alias.example", ("HTTP", "alias.example")),
        (" HTTP/ ", ("HTTP", "hv01")),
    ],
)
def test_services(spn, expected):
    assert service_of(Endpoint("hv01"), Credential("u", spn=spn)) == expected
