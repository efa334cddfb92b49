"""Certificates that are none, or of kinds that nobody here knows, end in errors of ours."""

import ssl

import pytest

from console.model.errors import Malformed
from console.rdpwire.errors import BadBytes
from console.rdpwire.public_key import subject_public_key
from console.simulator.tls import TlsIdentity
from console.transport.certificate import describe

DER = ssl.PEM_cert_to_DER_cert(TlsIdentity.self_signed(("hv01",)).certificate.decode())
VERSION = b"\xa0\x03\x02\x01\x02"
CURVE = b"\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07"


def changed(place: bytes, by: bytes) -> bytes:
    assert DER.count(place) == 1
    return DER.replace(place, by)


@pytest.mark.parametrize(
    "data",
    [b"", b"x", DER[:-1], changed(VERSION, b"\xa0\x03\x02\x01\x7b")],
    ids=["empty", "short", "cut", "version"],
)
def test_what_cannot_be_read_is_refused(data: bytes):
    with pytest.raises(Malformed):
        describe(data)
    with pytest.raises(BadBytes):
        subject_public_key(data)


def test_a_key_of_an_unknown_kind_is_refused_where_the_key_is_needed():
    strange = changed(CURVE, CURVE[:-1] + b"\x77")
    with pytest.raises(BadBytes):
        subject_public_key(strange)
    assert "hv01" in describe(strange).subject
