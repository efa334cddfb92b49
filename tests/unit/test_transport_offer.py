"""What a host offers in WWW-Authenticate."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.transport.offer import schemes_of


@pytest.mark.parametrize(
    ("values", "schemes"),
    [
        ([], ()),
        (["Negotiate", "Kerberos", 'Basic realm="WSMAN"'], ("Negotiate", "Kerberos", "Basic")),
        (['Negotiate, Basic realm="a, Digest b", CredSSP'], ("Negotiate", "Basic", "CredSSP")),
        (["Negotiate TlRMTVNTUAAC=="], ("Negotiate",)),
        (['Digest realm="x", nonce=abc, qop="auth"', "NTLM"], ("Digest", "NTLM")),
        (["Negotiate", "Negotiate"], ("Negotiate",)),
        (["", ",,", "= =", "\x00"], ()),
    ],
)
def test_schemes(values, schemes):
    assert schemes_of(values) == schemes


@given(st.lists(st.text(max_size=60), max_size=30))
def test_anything_goes_and_little_comes_out(values):
    assert len(schemes_of(values)) <= 16
