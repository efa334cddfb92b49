"""What a stranger's certificate says is read or refused; it never breaks anything else."""

import ssl
from datetime import datetime

import pytest
from cryptography import x509
from hypothesis import given, settings
from hypothesis import strategies as st

from console.model.certificate import CertificateSeen, bare_pin, fingerprint, is_pin, is_pinned
from console.model.errors import Malformed
from console.simulator.tls import TlsIdentity
from console.transport.certificate import describe
from console.ui.dialogs.certificate_parts import harmless, spelled

# cryptography warns of serial numbers that it will refuse one day; then they are refused.
pytestmark = pytest.mark.filterwarnings("ignore:Parsed a serial number")

NAMES = ("hv01.lab.example", "192.0.2.10", "2001:db8::1")
DER = ssl.PEM_cert_to_DER_cert(TlsIdentity.self_signed(NAMES).certificate.decode())


def test_what_a_certificate_says():
    seen = describe(DER)
    assert seen.sha256 == fingerprint(DER)
    assert seen.subject == seen.issuer == "CN=hv01.lab.example"
    assert seen.names == NAMES
    assert seen.not_before < seen.not_after
    assert dict(seen.details())["names"] == ", ".join(NAMES)
    assert x509.load_der_x509_certificate(DER).not_valid_after_utc == seen.not_after


@st.composite
def spoiled(draw):
    """A certificate with some bytes changed, cut or put in."""
    data = bytearray(DER)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data) - 1))
        match draw(st.sampled_from(["change", "cut", "insert", "end"])):
            case "change":
                data[at] = draw(st.integers(0, 255))
            case "cut":
                del data[at : at + draw(st.integers(1, 8))]
            case "insert":
                data[at:at] = draw(st.binary(min_size=1, max_size=8))
            case _:
                data = data[: max(1, at)]
        if not data:
            data = bytearray(b"\0")
    return bytes(data)


@settings(deadline=None, max_examples=600)
@given(st.one_of(spoiled(), st.binary(max_size=300)))
def test_a_spoiled_certificate_is_read_or_refused(data):
    try:
        seen = describe(data)
    except Malformed:
        return
    assert isinstance(seen, CertificateSeen)
    assert isinstance(seen.not_after, datetime)
    assert seen.sha256 == fingerprint(data)


@pytest.mark.parametrize("position", range(0, len(DER), 3))
def test_every_byte_may_be_wrong(position):
    for value in (0x00, 0x01, 0x7F, 0x80, 0xFF, DER[position] ^ 0x01):
        data = DER[:position] + bytes([value]) + DER[position + 1 :]
        try:
            describe(data)
        except Malformed:
            continue


@settings(deadline=None)
@given(st.text(max_size=2000))
def test_what_is_shown_of_it_is_harmless(text):
    shown = harmless(text)
    assert len(shown) <= 320
    visible = shown.replace("\N{ZERO WIDTH SPACE}", "")
    assert visible.isprintable()
    assert all(len(word) <= 48 for part in shown.split(" ") for word in part.split("\u200b"))


@given(st.binary(max_size=64))
def test_a_pin_is_exact(data):
    pin = fingerprint(data)
    assert is_pin(pin)
    assert is_pinned(data, pin)
    assert is_pinned(data, pin.upper())
    assert not is_pinned(data + b"x", pin)
    assert not is_pinned(data, "")
    assert bare_pin(spelled(pin)) == pin
    assert not is_pin(spelled(pin))
