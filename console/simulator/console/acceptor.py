"""The host's side of CredSSP (MS-CSSP 3.1.5) on a TLS channel."""

import hmac
import struct
from typing import Final

import spnego
from spnego.exceptions import SpnegoError

from console.rdpwire import tsrequest
from console.rdpwire.errors import BadBytes
from console.rdpwire.stream import TlsStream
from console.rdpwire.tsrequest import TsRequest
from console.simulator.accounts import Account, AccountBook
from console.simulator.console import ntlm_proof

_RAW_NTLM: Final = b"NTLMSSP\0"
_BROKEN: Final = (SpnegoError, ValueError, struct.error, IndexError, KeyError, TypeError)


class LogonRefused(Exception):
    """The account or its password is wrong; the client has been told."""


async def accept(stream: TlsStream, public_key: bytes, book: AccountBook) -> Account:
    """Have the client prove who it is, and return the account.

    Args:
        stream: The TLS channel.
        public_key: Of our certificate, as CredSSP binds it.
        book: Who may sign in.

    Raises:
        LogonRefused: It proved nothing.
        BadBytes: It does not speak CredSSP, or sees another certificate than ours.
    """
    context: spnego.ContextProxy | None = None
    nonce = b""
    while True:
        request = tsrequest.decode(await stream.read_der())
        version = min(tsrequest.VERSION, request.version)
        nonce = request.nonce or nonce
        answer = b""
        if request.token:
            context = context or _context(request.token, book)
            try:
                with book.in_use():
                    answer = ntlm_proof.step(context, request.token) or b""
            except _BROKEN as problem:
                await _refuse(stream, version)
                raise LogonRefused from problem
        if context is None:
            raise BadBytes("a TSRequest without a token")
        if request.credentials:
            tsrequest.delegates(context.unwrap(request.credentials).data)
            return await _account(stream, version, context, book)
        proof = _proof(context, request, version, nonce, public_key) if request.key_proof else b""
        await stream.write(tsrequest.encode(TsRequest(version, answer, key_proof=proof)))


def _context(token: bytes, book: AccountBook) -> spnego.ContextProxy:
    is_raw = token.startswith(_RAW_NTLM)
    options = spnego.NegotiateOptions.none if is_raw else spnego.NegotiateOptions.use_negotiate
    with book.in_use():
        return spnego.server(protocol="ntlm" if is_raw else "negotiate", options=options)


def _proof(
    context: spnego.ContextProxy, request: TsRequest, version: int, nonce: bytes, key: bytes
) -> bytes:
    """Check that the client sees our certificate, and return our half of the proof."""
    seen = context.unwrap(request.key_proof).data
    if not hmac.compare_digest(seen, tsrequest.client_proof(version, nonce, key)):
        raise BadBytes("the client sees another certificate")
    return context.wrap(tsrequest.server_proof(version, nonce, key), encrypt=True).data


async def _account(
    stream: TlsStream, version: int, context: spnego.ContextProxy, book: AccountBook
) -> Account:
    account = book.find(context.client_principal or "")
    if account is None:
        await _refuse(stream, version)
        raise LogonRefused
    return account


async def _refuse(stream: TlsStream, version: int) -> None:
    refusal = TsRequest(version, error=tsrequest.LOGON_FAILURE)
    await stream.write(tsrequest.encode(refusal))
