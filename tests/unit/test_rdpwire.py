"""The bytes of the way into a session: recorded ones of real clients, round trips, garbage."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.rdpwire import der, preconnection, tsrequest, x224
from console.rdpwire.errors import BadBytes
from console.rdpwire.preconnection import Preconnection
from console.rdpwire.tsrequest import TsRequest
from console.rdpwire.x224 import ConnectionRequest, Protocol

VM = "C824F53E-95D2-46C6-9A18-23A5BB403532"
BASIC_3 = bytes.fromhex("5c0000000000000002000000000000002500") + f"{VM}\0".encode("utf-16-le")
BASIC_2 = bytes.fromhex("5e0000000000000002000000000000002600") + f"{VM}\0\0".encode("utf-16-le")
ENHANCED_3 = bytes.fromhex("7a0000000000000002000000000000003400") + (
    f"{VM};EnhancedMode=1\0".encode("utf-16-le")
)
REQUEST = (
    bytes.fromhex("0300002b26e00000000000")
    + b"Cookie: mstshash=alice\r\n"
    + bytes.fromhex("0100080003000000")
)
"""As FreeRDP 2.11.7 and 3.30.0 sent them."""


@pytest.mark.parametrize(
    ("data", "is_enhanced"), [(BASIC_2, False), (BASIC_3, False), (ENHANCED_3, True)]
)
def test_what_real_clients_send_before_anything(data, is_enhanced):
    assert preconnection.size_of(data) == len(data)
    found = preconnection.decode(data)
    assert (found.vm, found.is_enhanced) == (VM, is_enhanced)


def test_we_send_what_the_specification_prints():
    assert preconnection.encode(Preconnection(f"{VM};EnhancedMode=1")) == ENHANCED_3
    assert preconnection.encode(Preconnection(VM)) == BASIC_3


@pytest.mark.parametrize(
    "data", [b"", b"\x16\x03\x01\x02", REQUEST[:4], ENHANCED_3[:-2], b"\xff" * 40]
)
def test_other_greetings_are_no_preconnection(data):
    with pytest.raises(BadBytes):
        assert preconnection.size_of(data) == len(preconnection.decode(data).blob)


def test_a_real_connection_request():
    assert x224.tpkt_size(REQUEST) == len(REQUEST)
    assert x224.decode_request(REQUEST) == ConnectionRequest(
        "alice", Protocol.TLS | Protocol.HYBRID
    )
    assert (
        x224.encode_request(ConnectionRequest("alice", Protocol.TLS | Protocol.HYBRID)) == REQUEST
    )


def test_a_confirmation_round_trip():
    assert x224.decode_confirm(x224.encode_confirm(Protocol.HYBRID)) is Protocol.HYBRID
    refusal = bytearray(x224.encode_confirm(Protocol.TLS))
    refusal[11] = 3
    with pytest.raises(BadBytes):
        x224.decode_confirm(bytes(refusal))


def test_the_fields_a_bridge_rewrites():
    block = b"\x01\xc0" + (216).to_bytes(2, "little") + bytes(208) + b"\x02\0\0\0"
    data = b"head" + block + b"tail"
    changed = x224.with_selected(data, Protocol.TLS)
    assert changed == data[: 4 + 212] + b"\x01\0\0\0" + b"tail"
    assert x224.with_selected(b"nothing here", Protocol.TLS) == b"nothing here"
    answer = b"xx\x01\x0c" + (12).to_bytes(2, "little") + bytes(4) + b"\x03\0\0\0"
    assert x224.with_requested(answer, Protocol.TLS).endswith(b"\x01\0\0\0")


@given(
    st.builds(
        TsRequest,
        version=st.integers(2, 6),
        token=st.binary(max_size=400),
        credentials=st.binary(max_size=80),
        key_proof=st.binary(max_size=80),
        error=st.none() | st.just(tsrequest.LOGON_FAILURE) | st.integers(0, 2**32 - 1),
        nonce=st.binary(max_size=32),
    )
)
def test_credssp_messages_come_back(request_):
    data = tsrequest.encode(request_)
    assert tsrequest.decode(data) == request_
    assert der.missing(data) == 0
    for cut in (0, 1, 2, len(data) - 1):
        assert der.missing(data[:cut]) > 0


@given(st.binary(max_size=80))
def test_garbage_is_bad_bytes_and_nothing_else(data):
    for read in (
        tsrequest.decode,
        tsrequest.delegates,
        preconnection.decode,
        x224.decode_request,
        x224.decode_confirm,
    ):
        with contextlib.suppress(BadBytes):
            read(data)


def test_empty_credentials_delegate_nothing():
    assert not tsrequest.delegates(tsrequest.encode_credentials())
    assert tsrequest.delegates(tsrequest.encode_credentials("LAB", "alice", "x"))


def test_the_two_proofs_differ_and_depend_on_the_key():
    one = tsrequest.client_proof(6, b"n" * 32, b"key")
    assert one != tsrequest.server_proof(6, b"n" * 32, b"key")
    assert one != tsrequest.client_proof(6, b"n" * 32, b"yek")
    assert tsrequest.client_proof(4, b"", b"key") == b"key"
    assert tsrequest.server_proof(4, b"", b"key") == b"ley"
