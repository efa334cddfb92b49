"""The frame around encrypted messages."""

import contextlib
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.simulator.sealing import (
    CREDSSP_PROTOCOL,
    KERBEROS_PROTOCOL,
    SPNEGO_PROTOCOL,
    TLS_PLAINTEXT,
    BadFrame,
    content_type,
    goes_in_parts,
    is_sealed,
    protocol_of,
    seal,
    unseal,
)


@dataclass
class Sealed:
    header: bytes
    data: bytes
    padding_length: int = 0


class Mirror:
    """A context that seals by turning every bit over."""

    def wrap_winrm(self, data: bytes) -> Sealed:
        return Sealed(b"S" * 16, bytes(b ^ 0xFF for b in data))

    def unwrap_winrm(self, header: bytes, data: bytes) -> bytes:
        assert header == b"S" * 16
        return bytes(b ^ 0xFF for b in data)


class Records(Mirror):
    """As above, in TLS records of at most 16 KiB behind a trailer's length, as CredSSP seals."""

    def wrap_winrm(self, data: bytes) -> Sealed:
        assert len(data) <= TLS_PLAINTEXT
        record = b"\x17\x03\x03" + len(data).to_bytes(2, "big") + bytes(b ^ 0xFF for b in data)
        return Sealed(record[:4], record[4:])

    def unwrap_winrm(self, header: bytes, data: bytes) -> bytes:
        return bytes(b ^ 0xFF for b in (header + data)[5:])


@given(st.binary(max_size=300), st.integers(0, 3), st.integers(-2, 2))
def test_long_messages_come_in_parts(start, parts, more):
    message = start + b"-" * max(0, parts * TLS_PLAINTEXT + more - len(start))
    frame = seal(Records(), message, CREDSSP_PROTOCOL)
    assert unseal(Records(), frame) == message
    assert goes_in_parts(message, CREDSSP_PROTOCOL) == (frame.count(b"Length=") > 1)


def test_only_credssp_goes_in_parts():
    message = b"x" * (TLS_PLAINTEXT + 1)
    assert not goes_in_parts(message, SPNEGO_PROTOCOL)
    kind = content_type(CREDSSP_PROTOCOL, in_parts=True)
    assert kind.startswith("multipart/x-multi-encrypted;")
    assert is_sealed(kind)


@pytest.mark.parametrize("protocol", [SPNEGO_PROTOCOL, KERBEROS_PROTOCOL, CREDSSP_PROTOCOL])
def test_the_protocol_is_read_from_the_type(protocol):
    assert protocol_of(content_type(protocol)) == protocol
    assert protocol_of("application/soap+xml") == ""


@given(st.binary(max_size=200), st.integers(0, 400))
def test_spoilt_parts_are_refused_and_nothing_else(noise, place):
    frame = seal(Records(), b"hello" * 10, CREDSSP_PROTOCOL)
    spoilt = frame[:place] + noise + frame[place:]
    with contextlib.suppress(BadFrame):
        unseal(Records(), spoilt)


@given(st.binary(max_size=3000))
def test_what_is_sealed_opens(message):
    assert unseal(Mirror(), seal(Mirror(), message)) == message


def test_boundaries_inside_sealed_bytes_do_not_matter():
    message = bytes(b ^ 0xFF for b in b"--Encrypted Boundary--\r\n--Encrypted Boundary\r\n")
    assert unseal(Mirror(), seal(Mirror(), message)) == message


def test_layout_is_that_of_windows():
    assert seal(Mirror(), b"ab") == (
        b"--Encrypted Boundary\r\n"
        b"\tContent-Type: application/HTTP-SPNEGO-session-encrypted\r\n"
        b"\tOriginalContent: type=application/soap+xml;charset=UTF-8;Length=2\r\n"
        b"--Encrypted Boundary\r\n"
        b"\tContent-Type: application/octet-stream\r\n"
        b"\x10\x00\x00\x00SSSSSSSSSSSSSSSS\x9e\x9d--Encrypted Boundary--\r\n"
    )


def test_both_spellings_of_the_boundary_are_read():
    frame = seal(Mirror(), b"hello").replace(b"--Encrypted", b"-- Encrypted")
    assert unseal(Mirror(), frame) == b"hello"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Length=5", b"Length=6"),
        (b"Length=5", b"Length="),
        (b"--Encrypted Boundary--\r\n", b""),
        (b"--Encrypted Boundary\r\n", b"--Broken Boundary\r\n"),
        (b"octet-stream", b"x-octets"),
        (b"\x10\x00\x00\x00", b"\xff\xff\xff\x7f"),
    ],
)
def test_broken_frames_are_refused(old, new):
    frame = seal(Mirror(), b"hello")
    assert old in frame
    with pytest.raises(BadFrame):
        unseal(Mirror(), frame.replace(old, new))


@given(st.binary(max_size=400))
def test_noise_is_refused(noise):
    with pytest.raises(BadFrame):
        unseal(Mirror(), noise)


@given(st.integers(0, 210))
def test_cut_frames_are_refused(length):
    frame = seal(Mirror(), b"hello")
    with pytest.raises(BadFrame):
        unseal(Mirror(), frame[: min(length, len(frame) - 3)])


def test_content_types_tell_sealed_from_clear():
    assert is_sealed(content_type())
    assert not is_sealed("application/soap+xml;charset=UTF-8")
