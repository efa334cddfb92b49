"""The frame around encrypted messages."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.simulator.sealing import BadFrame, content_type, is_sealed, seal, unseal


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
