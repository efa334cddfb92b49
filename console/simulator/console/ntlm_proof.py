"""Lets pyspnego's NTLM acceptor check proofs of clients that pad their messages.

The acceptor (0.12) writes the client's list of AV pairs anew before it computes NTProofStr. FreeRDP
puts eight zero bytes behind the list's end, which that loses, so every FreeRDP client would be
refused. The proof is over the bytes that were sent (MS-NLMP 3.3.2): for the length of one step the
library's function is replaced by one that uses those. It is called under the lock of
``AccountBook.in_use``, so no other handshake of this process sees the replacement.
"""

import hashlib
import hmac
import struct
from collections.abc import Callable
from typing import Final

import spnego
import spnego._ntlm as library

_AUTHENTICATE: Final = b"NTLMSSP\0\3\0\0\0"
_RESPONSE_AT: Final = 20
_PROOF_SIZE: Final = 16
_FUNCTION: Final = "compute_response_v2"


def step(context: spnego.ContextProxy, token: bytes) -> bytes | None:
    """Take one step of the acceptor; like ``context.step``, which raises what this raises."""
    sent = _sent_bytes(token)
    if sent is None:
        return context.step(token)
    kept = getattr(library, _FUNCTION)
    setattr(library, _FUNCTION, _over(sent))
    try:
        return context.step(token)
    finally:
        setattr(library, _FUNCTION, kept)


def _sent_bytes(token: bytes) -> bytes | None:
    """Return what the proof in an AUTHENTICATE message is over, ``None`` in other messages."""
    place = token.find(_AUTHENTICATE)
    if place < 0 or len(token) < place + _RESPONSE_AT + 8:
        return None
    size, _, offset = struct.unpack_from("<HHI", token, place + _RESPONSE_AT)
    return token[place + offset : place + offset + size][_PROOF_SIZE:]


def _over(sent: bytes) -> Callable[..., tuple[bytes, bytes, bytes]]:
    def compute(
        nt_hash: bytes, server_challenge: bytes, client_challenge: bytes, *_rebuilt: object
    ) -> tuple[bytes, bytes, bytes]:
        proof = _hmac(nt_hash, server_challenge + sent)
        lm = _hmac(nt_hash, server_challenge + client_challenge) + client_challenge
        return proof + sent, lm, _hmac(nt_hash, proof)

    return compute


def _hmac(key: bytes, data: bytes) -> bytes:
    return hmac.new(key, data, hashlib.md5).digest()
